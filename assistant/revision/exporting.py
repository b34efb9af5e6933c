"""The outputs of a draft as it stands, together, with one name stem and the state in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents import check_list_of, redline, to_pdf, write_docx
from assistant.domain import Block, BlockKind, Document, DocumentInfo
from assistant.errors import InputError
from assistant.files import free_name, write_atomic
from assistant.revision.holder import user_name
from assistant.revision.review import record_lines, require_signed, was_begun
from assistant.revision.states import comparison, note_export
from assistant.revision.views import State
from assistant.verification.formats import to_html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from assistant.revision.session import Session
    from assistant.revision.states import Comparison


class Output(StrEnum):
    """What can be written; the order is that of writing.

    ``CLEAN`` is the clean copy of what a redline leads to, where that is not the draft as it
    stands; it is never asked for by itself.
    """

    DOCX = "docx"
    CHECKLIST = "checklist"
    REDLINE = "redline"
    CLEAN = "clean"
    MD = "md"
    HTML = "html"
    PDF = "pdf"
    RECORD = "record"


# What the file names say behind the stem, with their endings.
_NAMES = {
    Output.DOCX: ".docx",
    Output.CHECKLIST: "-核对表.xlsx",
    Output.REDLINE: "-花脸稿.docx",
    Output.CLEAN: "-花脸稿的清稿.docx",
    Output.MD: ".md",
    Output.HTML: "-核对报告.html",
    Output.PDF: ".pdf",
    Output.RECORD: "-审签记录.docx",
}
_NO_SEAL = "本记录由程序按初稿文件里的审签步骤列出,不是电子签章。"
USUAL = (Output.DOCX, Output.CHECKLIST)
# The outputs that give readers the text: what one of them said last can be compared with later.
TEXTS = {Output.DOCX, Output.REDLINE, Output.MD, Output.PDF}


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
        require_signed(session)
        return Stage.FINAL
    done = all(view.state is State.ACCEPTED for view in session.views)
    return Stage.REVIEW if done and not session.loose_findings else Stage.DISCUSSION


def export(
    session: Session,
    outputs: Sequence[Output] = USUAL,
    *,
    final: bool = False,
    stem: str | PathLike[str] | None = None,
    compared: Comparison | None = None,
) -> tuple[Path, ...]:
    """Writes the outputs of the draft as it stands; nothing that exists is overwritten.

    Args:
        session: the draft.
        outputs: which; all are made before the first is written.
        final: as 定稿.
        stem: folder and name without ending; by default the draft file's.
        compared: the ends of the redline; by default from the first writing to the draft as it
            stands. A clean copy of what it leads to is always written beside it.

    Returns:
        The files: ``总结-讨论稿.docx``, ``总结-讨论稿-核对表.xlsx`` …; where one of the names is
        taken, all get a number: ``总结-讨论稿(2).docx``.

    Raises:
        InputError: 定稿 is asked for and something is left to do, or LibreOffice is missing.
        OutputError: a file cannot be written.
    """
    stage = stage_of(session, final=final)
    base = Path(stem) if stem is not None else session.store.path.with_suffix("")
    if final and was_begun(session):
        outputs = (*outputs, Output.RECORD)
    wanted = _with_clean_copy(outputs, compared)
    made = [_made(session, each, compared) for each in wanted]
    names = _free_names(base.with_name(f"{base.name}-{stage.value}"), wanted)
    for data, file in zip(made, names, strict=True):
        write_atomic(file, data)
    return names


def export_noted(session: Session, final: bool, marked: bool) -> tuple[Path, ...]:
    """Writes the usual outputs, a redline too where ``marked`` says so, and notes the export."""
    files = export(session, (*USUAL, Output.REDLINE) if marked else USUAL, final=final)
    note_export(session)
    return files


def made(session: Session, output: Output, *, final: bool = False) -> tuple[str, bytes]:
    """One output in memory, for a page that hands it out; nothing is written beside the draft.

    Returns:
        Its file name and its bytes.

    Raises:
        InputError: as for :func:`export`.
    """
    stem = f"{session.store.path.stem}-{stage_of(session, final=final).value}"
    data = _made(session, output, None)
    if output in TEXTS:
        note_export(session)
    return f"{stem}{_NAMES[output]}", data


def _with_clean_copy(outputs: Sequence[Output], compared: Comparison | None) -> list[Output]:
    """The outputs in order, with the clean copy that stands beside a redline."""
    wanted = set(outputs)
    if Output.REDLINE in wanted:
        current = compared is None or compared.current
        wanted.add(Output.DOCX if current else Output.CLEAN)
    return [each for each in Output if each in wanted]


def _free_names(base: Path, outputs: Sequence[Output]) -> tuple[Path, ...]:
    number = 1
    while True:
        mark = "" if number == 1 else f"({number})"
        names = tuple(base.with_name(f"{base.name}{mark}{_NAMES[each]}") for each in outputs)
        if all(free_name(name) == name for name in names):
            return names
        number += 1


def _made(session: Session, output: Output, compared: Comparison | None) -> bytes:
    document = session.checked.assembled.document
    if output in {Output.DOCX, Output.PDF}:
        data = write_docx(document, session.sheet.document)
        return to_pdf(data) if output is Output.PDF else data
    if output is Output.CHECKLIST:
        return _check_list(session)
    if output in {Output.REDLINE, Output.CLEAN}:
        return _marked(session, compared or comparison(session), clean=output is Output.CLEAN)
    if output is Output.RECORD:
        return _record(session)
    if output is Output.MD:
        return markdown(document).encode("utf-8")
    report = session.checked.report
    name = session.store.path.name
    return to_html([(name, document.text, report)], session.sheet).encode("utf-8")


def _marked(session: Session, ends: Comparison, *, clean: bool) -> bytes:
    """The redline of two states, or the clean copy of what it leads to."""
    info = session.sheet.document
    if clean:
        return write_docx(ends.new, info)
    date = datetime.now().astimezone()
    return redline(ends.old, ends.new, info, author=user_name(), date=date)


def _check_list(session: Session) -> bytes:
    checked = session.checked
    titles = {view.section.id: view.title for view in session.views}

    def section_of(offset: int) -> str:
        place = checked.assembled.section_at(offset)
        return titles[place.section_id] if place else ""

    return check_list_of(checked.report, checked.assembled.document, checked.sheet, section_of)


def _record(session: Session) -> bytes:
    title = f"{session.draft.title}审签记录"
    lines = (Block(BlockKind.PARAGRAPH, line) for line in (*record_lines(session), _NO_SEAL))
    blocks = (Block(BlockKind.TITLE, title), *lines)
    return write_docx(Document.of_blocks(blocks), DocumentInfo(title))


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
