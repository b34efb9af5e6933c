"""Imports can be taken back: what a draft keeps of each, and how the last one is undone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.revision.importing import Import
    from assistant.revision.session import Session

_KEY = "imports"  # imports that were not undone, oldest first
_Layout = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class KeptImport:
    """What an import changed.

    Attributes:
        name: of the file.
        title: of the draft before it.
        before: (id, heading) of the sections before it, in order.
        after: ids of the sections after it.
        revisions: by section id, the revision (from 0) that stood before, and the one it brought.
    """

    name: str
    title: str
    before: _Layout
    after: list[str]
    revisions: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did.

    Attributes:
        name: of the file.
        sections: ids of those whose earlier text stands again.
        kept: ids of those that were changed since; they stay as they are.
        removed: ids of the sections that the import had added.
        returned: ids of the sections that it had cut.
        rearranged: whether order, headings or title are other ones now.
    """

    name: str
    sections: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    returned: tuple[str, ...]
    rearranged: bool


def kept_imports(session: Session, brought: Import, name: str) -> dict[str, str]:
    """What the draft is to keep when ``brought`` is saved."""
    sections = {section.id: section for section in session.draft.sections}
    kept = KeptImport(
        name,
        session.draft.title,
        [(section.id, section.heading) for section in session.draft.sections],
        [id_ for id_, _ in brought.layout],
        {id_: (sections[id_].current, len(sections[id_].revisions)) for id_, _ in brought.sources},
    )
    return {_KEY: _written([*_imports(session), kept])}


def last_import(session: Session) -> KeptImport | None:
    """The import that would be taken back next; None where there is none."""
    imports = _imports(session)
    return imports[-1] if imports else None


def undo_import(session: Session) -> Undone:
    """Takes the last import back: texts, order, headings and title as they were before it.

    A section that was written to since stays as it is. Nothing is deleted: what the import
    brought stays in the sections' histories. A locked section that would change is an InputError.
    """
    imports = _imports(session)
    if not imports:
        raise InputError("没有可以撤销的导入", path=session.store.path, advice="用 --list 查看初稿")
    kept = imports[-1]
    draft = session.draft
    now = [(section.id, section.heading) for section in draft.sections]
    standing = {id_ for id_, _ in now}
    old = {id_ for id_, _ in kept.before}
    layout = kept.before + [pair for pair in now if pair[0] not in old | set(kept.after)]
    current = {
        section.id: section.current for section in (*draft.sections, *session.store.set_aside)
    }
    back = {id_: was for id_, (was, brought) in kept.revisions.items() if current[id_] == brought}
    removed = tuple(id_ for id_, _ in now if id_ not in {id_ for id_, _ in layout})
    session.require_all_unlocked((*back, *removed))
    session.store.apply(
        go=back,
        layout=layout if layout != now else None,
        title=kept.title if kept.title != draft.title else None,
        meta={_KEY: _written(imports[:-1])},
        note=f"撤销导入 {kept.name}",
    )
    return Undone(
        kept.name,
        tuple(back),
        tuple(id_ for id_ in kept.revisions if id_ not in back),
        removed,
        tuple(id_ for id_, _ in kept.before if id_ not in standing),
        layout != now or kept.title != draft.title,
    )


def undone_line(undone: Undone) -> str:
    """What taking an import back did, for the person."""
    parts = [f"已撤销导入 {undone.name}:{len(undone.sections)} 节换回导入前的文字"]
    if undone.rearranged:
        parts.append("章节的次序和标题恢复原样")
    if undone.returned:
        parts.append(f"放回 {len(undone.returned)} 节")
    if undone.removed:
        parts.append(f"拿掉导入时新增的 {len(undone.removed)} 节")
    if undone.kept:
        parts.append(f"导入后又改过的没有动:{'、'.join(undone.kept)}")
    return ",".join(parts)


def _imports(session: Session) -> list[KeptImport]:
    imports: list[KeptImport] = []
    for each in json.loads(session.store.meta(_KEY) or "[]"):
        before = [(id_, heading) for id_, heading in each["before"]]
        revisions = {id_: (was, brought) for id_, (was, brought) in each["revisions"].items()}
        imports.append(KeptImport(each["name"], each["title"], before, each["after"], revisions))
    return imports


def _written(imports: list[KeptImport]) -> str:
    return json.dumps([asdict(each) for each in imports], ensure_ascii=False)
