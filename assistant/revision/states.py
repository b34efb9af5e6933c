"""The states of a draft that a redline can start from and lead to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents import read_docx
from assistant.domain import Block, BlockKind, CellPlace, Document
from assistant.drafting.outline.assemble import document_of
from assistant.errors import DraftFileError, InputError, OutputError
from assistant.revision.factsfile import kept_facts
from assistant.revision.importing import running_text
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from assistant.domain import Draft
    from assistant.revision.session import Session

FIRST = "首稿"
LAST = "上次导出"
NOW = "现稿"
_EXPORTED = "exported"  # the key that the last exported document is kept under
# Two characters, the indent of a paragraph's first line, as spaces of either width or a tab.
_INDENT = re.compile(r"^(?:\t|\u3000{1,2}|[ \u00a0]{1,4})")
_ADVICE = (
    f"可用:{FIRST}、{LAST}、{NOW}、改过的 Word 文件(.docx),或几节各用第几稿(2=1,3=4;其余用现稿)"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a redline tells apart.

    Attributes:
        old, new: its two ends.
        current: whether ``new`` is the draft as it stands.
        skipped: text of an edited file that is no part of the comparison: text boxes, notes,
            headers, footers.
    """

    old: Document
    new: Document
    current: bool = True
    skipped: tuple[str, ...] = ()


def comparison(session: Session, start: str = "", end: str = "") -> Comparison:
    """The two ends of a redline.

    Each is 首稿, 上次导出, 现稿, the path of an edited .docx, or revisions of sections, ``2=1,3=4``.
    An empty start is 首稿, or 现稿 where an end is given; an empty end is 现稿.
    """
    old, beside = _state(session, start or (NOW if end else FIRST))
    new, more = _state(session, end or NOW)
    return Comparison(laid_out(old), laid_out(new), end in {"", NOW}, beside + more)


def laid_out(document: Document) -> Document:
    """The document for a file whose paragraphs are indented already: an indent that was typed is not doubled.

    Of a deeper indent the rest stays; blank lines stay, spaces behind a line do not show.
    """
    return Document.of_blocks(
        tuple(
            replace(each, text=_INDENT.sub("", each.text).rstrip())
            if each.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
            else each
            for each in document.blocks
        )
    )


def note_export(session: Session) -> str:
    """Keeps the document that was exported, so that a later redline can start from it.

    Returns why it could not be kept, for the person; empty where it was.
    """
    store = session.store
    kept = _kept(session.checked.assembled.document)
    if store.meta(_EXPORTED) == kept:
        return ""
    try:
        if store.holds:
            store.apply(meta={_EXPORTED: kept})
        else:
            with DraftStore.open(store.path) as writing:
                writing.apply(meta={_EXPORTED: kept})
    except (DraftFileError, OutputError) as error:
        return f"这次导出没有记进初稿,以后的花脸稿不能从它比起:{error}"
    return ""


def _state(session: Session, which: str) -> tuple[Document, tuple[str, ...]]:
    if which == NOW:
        return session.checked.assembled.document, ()
    if which == FIRST:
        # Today's facts where those that it was first written with are not known.
        first = kept_facts(session.store, session.store.meta("facts_text", first=True))
        return document_of(session.store.first_draft, first or session.sheet), ()
    if which == LAST:
        kept = session.store.meta(_EXPORTED)
        if not kept:
            raise InputError(
                "这份初稿还没有导出过", path=session.store.path, advice=f"先导出一次,或用{FIRST}"
            )
        return _brought_back(kept), ()
    if which.lower().endswith((".docx", ".docm")):
        return running_text(read_docx(Path(which)).document, cells=True)
    return document_of(_at_revisions(session, which), session.sheet), ()


def _at_revisions(session: Session, words: str) -> Draft:
    """The draft as it stands, some sections at the revisions that ``2=1,3=4`` names."""
    chosen: dict[str, int] = {}
    for pair in words.replace("\uff0c", ",").split(","):
        which, sign, number = pair.strip().partition("=")
        if not sign or not number.strip().isdecimal():
            raise InputError(f"花脸稿不认识“{words}”", advice=_ADVICE)
        section = session.store.section(session.section_id(which.strip()))
        if not 1 <= int(number) <= len(section.revisions):
            raise InputError(
                f"第 {which} 节没有第 {int(number)} 稿",
                path=session.store.path,
                advice=f"这一节共有 {len(section.revisions)} 稿,用 --diff {which} 查看",
            )
        chosen[section.id] = int(number) - 1
    sections = tuple(
        replace(each, current=chosen.get(each.id, each.current)) for each in session.draft.sections
    )
    return replace(session.draft, sections=sections)


def _kept(document: Document) -> str:
    rows = [
        [
            block.kind.value,
            block.text,
            block.level,
            list(block.context),
            [block.cell.table, block.cell.row, block.cell.column, block.cell.head]
            if block.cell
            else None,
        ]
        for block in document.blocks
    ]
    return json.dumps(rows, ensure_ascii=False)


def _brought_back(kept: str) -> Document:
    return Document.of_blocks(
        tuple(
            Block(
                BlockKind(kind),
                text,
                level=level,
                context=tuple(context),
                cell=CellPlace(*cell) if cell else None,
            )
            for kind, text, level, context, cell in json.loads(kept)
        )
    )
