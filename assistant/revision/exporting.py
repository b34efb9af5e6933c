"""The outputs of a draft as it stands, together, with one name stem and the state in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents import check_list_of, redline, to_pdf, write_docx
from assistant.domain import Block, BlockKind, Document, DocumentInfo
from assistant.drafting.outline.plain import to_markdown
from assistant.errors import InputError
from assistant.files import write_atomic
from assistant.revision.holder import user_name
from assistant.revision.review import record_lines, require_signed, was_begun
from assistant.revision.states import comparison, laid_out, note_export
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

    Raises InputError with what is left to do where 定稿 may not be.
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

    All are made before the first is written. ``stem`` is folder and name without ending, by default
    the draft file's: ``总结-讨论稿.docx``, ``总结-讨论稿-核对表.xlsx`` …; where one of the names is
    taken, all get a number. The redline leads from the first writing to the draft as it stands, or
    between the ends ``compared``; a clean copy of what it leads to is always written beside it.
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
    """One output in memory, its file name and its bytes; nothing is written beside the draft."""
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
    marks = chain([""], (f"({number})" for number in count(2)))
    tried = (
        tuple(base.with_name(f"{base.name}{mark}{_NAMES[each]}") for each in outputs)
        for mark in marks
    )
    return next(names for names in tried if not any(name.exists() for name in names))


def _made(session: Session, output: Output, compared: Comparison | None) -> bytes:
    checked, info = session.checked, session.sheet.document
    document = checked.assembled.document
    page = laid_out(document)

    def marked(*, clean: bool) -> bytes:
        ends = compared or comparison(session)
        if clean:
            return write_docx(ends.new, info)
        date = datetime.now().astimezone()
        return redline(ends.old, ends.new, info, author=user_name(), date=date)

    report = [(session.store.path.name, document.text, checked.report)]
    return {
        Output.DOCX: lambda: write_docx(page, info),
        Output.PDF: lambda: to_pdf(write_docx(page, info)),
        Output.CHECKLIST: lambda: _check_list(session),
        Output.REDLINE: lambda: marked(clean=False),
        Output.CLEAN: lambda: marked(clean=True),
        Output.RECORD: lambda: _record(session),
        Output.MD: lambda: to_markdown(page).encode(),
        Output.HTML: lambda: to_html(report, session.sheet).encode(),
    }[output]()


def _check_list(session: Session) -> bytes:
    checked, titles = session.checked, {view.section.id: view.title for view in session.views}
    of = checked.assembled
    return check_list_of(
        checked.report, of.document, checked.sheet, lambda at: titles.get(of.section_at(at), "")
    )


def _record(session: Session) -> bytes:
    title = f"{session.draft.title}审签记录"
    lines = (Block(BlockKind.PARAGRAPH, line) for line in (*record_lines(session), _NO_SEAL))
    blocks = (Block(BlockKind.TITLE, title), *lines)
    return write_docx(Document.of_blocks(blocks), DocumentInfo(title))
