"""The outputs of a draft as it stands, together, with one name stem and the state in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents import check_list, check_rows, redline, to_pdf, unused_rows, write_docx
from assistant.domain import Block, BlockKind
from assistant.drafting.assemble import document_of
from assistant.errors import InputError
from assistant.files import free_name, write_atomic
from assistant.revision.holder import user_name
from assistant.revision.views import State
from assistant.verification.formats import to_html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from assistant.domain import Document, Draft
    from assistant.revision.session import Session


class Output(StrEnum):
    """What can be written; the order is that of writing."""

    DOCX = "docx"
    CHECKLIST = "checklist"
    REDLINE = "redline"
    MD = "md"
    HTML = "html"
    PDF = "pdf"


# What the file names say behind the stem, with their endings.
_NAMES = {
    Output.DOCX: ".docx",
    Output.CHECKLIST: "-核对表.xlsx",
    Output.REDLINE: "-花脸稿.docx",
    Output.MD: ".md",
    Output.HTML: "-核对报告.html",
    Output.PDF: ".pdf",
}
USUAL = (Output.DOCX, Output.CHECKLIST)


class Stage(StrEnum):
    """How far a draft is, as its file name says."""

    DISCUSSION = "讨论稿"
    REVIEW = "送审稿"
    FINAL = "定稿"


def stage_of(session: Session, *, final: bool = False) -> Stage:
    """讨论稿 until every section is 通过, then 送审稿; 定稿 where it is asked for and may be.

    Raises:
        InputError: 定稿 is asked for and something is left to do; the message says what.
    """
    if final:
        blockers = session.blockers()
        if blockers:
            raise InputError(
                f"还不能定稿:{';'.join(blockers)}",
                path=session.store.path,
                advice="请逐条处理,或不加 --final 导出讨论稿",
            )
        return Stage.FINAL
    done = all(view.state is State.ACCEPTED for view in session.views)
    return Stage.REVIEW if done and not session.loose_findings else Stage.DISCUSSION


def export(
    session: Session,
    outputs: Sequence[Output] = USUAL,
    *,
    final: bool = False,
    stem: str | PathLike[str] | None = None,
) -> tuple[Path, ...]:
    """Writes the outputs of the draft as it stands; nothing that exists is overwritten.

    Args:
        session: the draft.
        outputs: which; all are made before the first is written.
        final: as 定稿.
        stem: folder and name without ending; by default the draft file's.

    Returns:
        The files: ``总结-讨论稿.docx``, ``总结-讨论稿-核对表.xlsx`` …; where one of the names is
        taken, all get a number: ``总结-讨论稿(2).docx``.

    Raises:
        InputError: 定稿 is asked for and something is left to do, or LibreOffice is missing.
        OutputError: a file cannot be written.
    """
    stage = stage_of(session, final=final)
    base = Path(stem) if stem is not None else session.store.path.with_suffix("")
    wanted = [each for each in Output if each in outputs]
    made = {each: _made(session, each) for each in wanted}
    names = _free_names(base.with_name(f"{base.name}-{stage.value}"), wanted)
    for each, file in zip(wanted, names, strict=True):
        write_atomic(file, made[each])
    return names


def _free_names(base: Path, outputs: Sequence[Output]) -> tuple[Path, ...]:
    number = 1
    while True:
        mark = "" if number == 1 else f"({number})"
        names = tuple(base.with_name(f"{base.name}{mark}{_NAMES[each]}") for each in outputs)
        if all(free_name(name) == name for name in names):
            return names
        number += 1


def _made(session: Session, output: Output) -> bytes:
    document = session.checked.assembled.document
    if output is Output.DOCX:
        return write_docx(document, session.sheet.document)
    if output is Output.PDF:
        return to_pdf(write_docx(document, session.sheet.document))
    if output is Output.CHECKLIST:
        return _check_list(session)
    if output is Output.REDLINE:
        return redline(
            document_of(first_writing(session.draft), session.sheet),
            document,
            session.sheet.document,
            author=user_name(),
            date=datetime.now().astimezone(),
        )
    if output is Output.MD:
        return markdown(document).encode("utf-8")
    report = session.checked.report
    name = session.store.path.name
    return to_html([(name, document.text, report)], session.sheet).encode("utf-8")


def _check_list(session: Session) -> bytes:
    checked = session.checked
    titles = {view.section.id: view.title for view in session.views}

    def section_of(offset: int) -> str:
        place = checked.assembled.section_at(offset)
        return titles[place.section_id] if place else ""

    rows = check_rows(checked.report, checked.assembled.document, checked.sheet, section_of)
    return check_list(rows, unused_rows(checked.report, checked.sheet))


def first_writing(draft: Draft) -> Draft:
    """The draft as it was first written: what a redline starts from."""
    return replace(draft, sections=tuple(replace(section, current=0) for section in draft.sections))


def markdown(document: Document) -> str:
    """A document as Markdown: headings by ``#``, paragraphs apart."""
    return "\n\n".join(_markdown_line(block) for block in document.blocks) + "\n"


def _markdown_line(block: Block) -> str:
    # What would be read as Markdown is kept from it.
    text = "".join(f"\\{letter}" if letter in "\\`*_<>#|" else letter for letter in block.text)
    if block.kind is BlockKind.TITLE:
        return f"# {text}"
    if block.kind is BlockKind.HEADING:
        return f"{'#' * (block.level + 1)} {text}"
    return text
