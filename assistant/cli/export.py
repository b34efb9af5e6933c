"""The command ``assistant export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import message_line, print_line
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.revision.exporting import Output

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
        str,
        typer.Option(
            "--to",
            metavar="LIST",
            help="要哪些,用逗号分开:docx、checklist(核对表)、redline(花脸稿)、md、html(核对报告)、pdf。",
        ),
    ] = "docx,checklist",
    final: Annotated[
        bool, typer.Option("--final", help="作为定稿导出;有问题、待补或未通过的章节时拒绝。")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="STEM", help="文件夹和文件名的开头(不带后缀)。"),
    ] = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", metavar="FACTS", help="另用一份事实表。")
    ] = None,
) -> None:
    """Writes the outputs and prints their names; 1 where errors remain in what was written."""
    from assistant.revision.exporting import export
    from assistant.revision.late import change_line
    from assistant.revision.session import Session

    outputs = _outputs(to)
    with Session.open(draft, facts=facts, read_only=True) as session:
        for change in session.changes:
            message_line(f"提醒:事实表改过了,导出的仍是旧数,请先修订:{change_line(change)}")
        for file in export(session, outputs, final=final, stem=output):
            print_line(str(file))
        report = session.checked.report
        if not report.ok:
            message_line(f"还有 {report.coverage.findings} 条问题,用 assistant revise 处理。")
            raise typer.Exit(1)


def _outputs(words: str) -> tuple[Output, ...]:
    from assistant.revision.exporting import Output

    known = [each.value for each in Output]
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
