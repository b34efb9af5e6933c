"""The command ``assistant export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import message_line, print_line
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.revision.exporting import Output

_SHOWN = 30  # characters of a text that are shown
_DraftFile = Annotated[Path, typer.Argument(metavar="DRAFT", help="初稿(.draft,或旁边的 .docx)。")]


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command("export", help="导出初稿现在的样子:Word 文件、核对表、花脸稿等,文件名带稿次。")(
        export_command
    )


def export_command(
    draft: _DraftFile,
    *,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="LIST",
            help="要哪些,用逗号分开:docx、checklist(核对表)、redline(花脸稿,连同清稿)、md、"
            "html(核对报告)、pdf、record(审签记录)。不写时是 docx,checklist。",
        ),
    ] = None,
    final: Annotated[
        bool, typer.Option("--final", help="作为定稿导出;有问题、待补或未通过的章节时拒绝。")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="STEM", help="文件夹和文件名的开头(不带后缀)。"),
    ] = None,
    redline_from: Annotated[
        str,
        typer.Option(
            "--redline-from",
            metavar="STATE",
            help="花脸稿从哪里比起:首稿、上次导出、现稿、改过的 .docx,或几节各用第几稿(2=1,3=4)。"
            "不写时是首稿;写了 --redline-to 时是现稿。",
        ),
    ] = "",
    redline_to: Annotated[
        str,
        typer.Option(
            "--redline-to", metavar="STATE", help="花脸稿比到哪里,写法同上。不写时是现稿。"
        ),
    ] = "",
    facts: Annotated[
        Path | None, typer.Option("--facts", metavar="FACTS", help="另用一份事实表。")
    ] = None,
) -> None:
    """Writes the outputs and prints their names; 1 where errors remain in what was written."""
    from assistant.revision.exporting import TEXTS, Output, export
    from assistant.revision.late import change_line
    from assistant.revision.session import Session
    from assistant.revision.states import NOW, comparison, note_export

    compared = bool(redline_from or redline_to)
    outputs = _outputs(to or ("redline" if compared else "docx,checklist"))
    if compared and Output.REDLINE not in outputs:
        outputs = (*outputs, Output.REDLINE)
    if final and redline_to not in {"", NOW}:
        raise InputError(
            "定稿的花脸稿只能比到现稿", advice="去掉 --redline-to,或先导出定稿,再另导花脸稿"
        )
    with Session.open(draft, facts=facts, read_only=True) as session:
        for change in session.changes:
            message_line(f"提醒:事实表改过了,导出的仍是旧数,请先修订:{change_line(change)}")
        ends = comparison(session, redline_from, redline_to) if compared else None
        for text in ends.skipped if ends else ():
            message_line(f"没有比较(文本框、脚注、页眉页脚里的文字):{text[:_SHOWN]}")
        for file in export(session, outputs, final=final, stem=output, compared=ends):
            print_line(str(file))
        trouble = note_export(session) if TEXTS & set(outputs) else ""
        if trouble:
            message_line(trouble)
        report = session.checked.report
        if not report.ok:
            message_line(f"还有 {report.coverage.findings} 条问题,用 assistant revise 处理。")
            raise typer.Exit(1)


def _outputs(words: str) -> tuple[Output, ...]:
    from assistant.revision.exporting import Output

    known = [each.value for each in Output if each is not Output.CLEAN]
    wanted = [
        word.strip().lower() for word in words.replace("\uff0c", ",").split(",") if word.strip()
    ]
    unknown = [word for word in wanted if word not in known]
    if unknown or not wanted:
        raise InputError(
            f"--to 里的“{'、'.join(unknown)}”不认识" if unknown else "--to 没有写要导出什么",
            advice=f"可用:{'、'.join(known)}",
        )
    return tuple(Output(word) for word in wanted)
