"""Steps that reach beyond one section's text: what a draft keeps of each, and how the last is undone.

A step is a change of the facts file (加为事实, 改事实表) or of the draft's order, headings and
paragraphs. Each is kept in the draft with what stood before it, so that it can be taken back after
a restart too. What was changed since stays, and is told.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafting.references.grammar import references
from assistant.errors import InputError
from assistant.facts import load_facts, parse_facts
from assistant.files import decode_text, read_bytes, write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.revision.session import Session

_KEY = "steps"  # steps that were not undone, oldest first
_GONE = "gone/"  # with a section's id: revisions that were taken back with a whole step
HOMES = "fact_homes"  # facts that a person moved: section id by fact id


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be taken back.

    Attributes:
        told: what it did, in Chinese: ``加为事实:新建公园 5处``.
        layout: (id, heading) of the sections before it; empty where it left them alone.
        after: (id, heading) of the sections after it, likewise.
        revisions: by section id, the revision (from 0) that stood before, and the one that it
            brought; both are the same where the section's text was left alone.
        homes: the moved facts before it; None where it left them alone.
        facts: the facts file's bytes before it, as latin-1 text; empty where it left it alone.
        digest: of the facts file after it.
    """

    told: str
    layout: tuple[tuple[str, str], ...] = ()
    after: tuple[tuple[str, str], ...] = ()
    revisions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    homes: Mapping[str, str] | None = None
    facts: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a step back did.

    Attributes:
        told: the step.
        sections: ids of the sections whose text or place is as before.
        kept: what stays, in Chinese: a section that was changed since, a facts file that was.
    """

    told: str
    sections: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def line(self) -> str:
        """For the person."""
        return f"已撤销“{self.told}”" + "".join(f";{each}" for each in self.kept)


def steps(session: Session) -> tuple[Step, ...]:
    """The steps that can be taken back, oldest first."""
    return tuple(
        Step(
            **{
                **each,
                "layout": tuple((id_, heading) for id_, heading in each["layout"]),
                "after": tuple((id_, heading) for id_, heading in each["after"]),
            }
        )
        for each in json.loads(session.store.meta(_KEY) or "[]")
    )


def with_step(session: Session, step: Step) -> dict[str, str]:
    """What the draft is to keep when ``step`` is saved."""
    return {_KEY: _written((*steps(session), step))}


def homes_of(session: Session) -> dict[str, str]:
    """The facts that a person moved: section id by fact id."""
    homes: dict[str, str] = json.loads(session.store.meta(HOMES) or "{}")
    return homes


def facts_bytes(path: str) -> str:
    """The facts file as it is, for a step to keep."""
    return read_bytes(path).decode("latin-1")


def last_step(session: Session, section_id: str = "") -> Step | None:
    """The step that would be taken back next; None where there is none.

    With a section: only where it was about this section, whose text was not changed since.
    """
    known = steps(session)
    if not known:
        return None
    step = known[-1]
    if section_id:
        _, brought = step.revisions.get(section_id, (-1, -1))
        return step if brought == session.store.section(section_id).current else None
    return step


def gone_with_steps(session: Session, section_id: str) -> tuple[int, ...]:
    """The revisions (from 0) of a section that were taken back with a whole step.

    Redo does not lead to them: the rest of the step would be missing (the fact in the facts file,
    the paragraph in the other section). They stay in the history.
    """
    return tuple(json.loads(session.store.meta(f"{_GONE}{section_id}") or "[]"))


def undo_step(session: Session) -> TakenBack:
    """Takes the last step back; nothing is deleted from the sections' histories.

    A section that was written to since keeps its text. A facts file that was changed since keeps
    the fact, and that is told. A locked section that would change is an InputError.
    """
    step = last_step(session)
    if step is None:
        raise InputError("没有可以撤销的步骤", path=session.store.path, advice="用 --list 查看初稿")
    standing = {each.id: each for each in (*session.draft.sections, *session.store.set_aside)}
    back = {
        id_: was
        for id_, (was, brought) in step.revisions.items()
        if standing[id_].current == brought and was != brought
    }
    session.require_all_unlocked(back)
    kept = [
        f"“{standing[id_].heading or id_}”后来改过,没有动"
        for id_, (_, brought) in step.revisions.items()
        if standing[id_].current != brought
    ]
    meta = {_KEY: _written(steps(session)[:-1])}
    if step.homes is not None:
        meta[HOMES] = json.dumps(step.homes, ensure_ascii=False)
    for id_ in back:
        gone = [*gone_with_steps(session, id_), step.revisions[id_][1]]
        meta[f"{_GONE}{id_}"] = json.dumps(gone)
    kept += _facts_back(session, step)
    session.store.apply(
        back=back, layout=_layout_back(session, step), meta=meta, note=f"撤销 {step.told}"
    )
    return TakenBack(step.told, tuple(step.revisions), tuple(kept))


def _facts_back(session: Session, step: Step) -> list[str]:
    """Puts the facts file back as it was; says that it stays where it was changed since."""
    if not step.facts:
        return []
    path = session.sheet.path or str(session.store.facts_path)
    if not Path(path).is_file() or load_facts(path).digest != step.digest:
        return ["事实表后来又改过,里面的这一条保留,请在事实表里自己处理"]
    earlier = parse_facts(decode_text(step.facts.encode("latin-1")), path)
    gone = set(session.sheet.by_id) - set(earlier.by_id)
    used = [
        session.name(section.id)
        for section in session.draft.sections
        if section.id not in step.revisions
        and gone & {each.fact for each in references(section.source)}
    ]
    if used:
        return [f"{'、'.join(used)}已经用到这条事实,事实表里保留"]
    write_atomic(path, step.facts.encode("latin-1"))
    session.changed_sheet = load_facts(path)
    session.adopt_facts()
    return []


def _layout_back(session: Session, step: Step) -> list[tuple[str, str]] | None:
    """The order and headings from before the step, with what was added since at the end."""
    if not step.layout:
        return None
    now = [(section.id, section.heading) for section in session.draft.sections]
    known = {id_ for id_, _ in (*step.layout, *step.after)}
    return [*step.layout, *(pair for pair in now if pair[0] not in known)]


def _written(kept: tuple[Step, ...]) -> str:
    return json.dumps([asdict(each) for each in kept], ensure_ascii=False)
