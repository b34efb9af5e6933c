"""The command ``assistant outline from``."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from assistant.cli.console import message_line, print_line


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    outline = typer.Typer(help="提纲:由去年的总结提出提纲。", no_args_is_help=True)
    outline.callback()(_group)
    outline.command("from", help="由一篇总结的标题提出两级提纲,供核对后用于 draft --outline。")(
        propose
    )
    app.add_typer(outline, name="outline")


def _group() -> None:
    """Keeps the group a group: typer makes a single command of a group with one."""


def propose(
    document: Annotated[
        Path,
        typer.Argument(
            metavar="去年总结", help="一篇总结(.docx、.pdf、.txt、.md、.html、.doc、.wps)。"
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT", help="提纲文件(.yaml);不写时打印出来。"),
    ] = None,
) -> None:
    """Writes or prints the outline; an existing file is not overwritten."""
    from assistant.cli.base import single_summary
    from assistant.drafting.outline.proposal import propose_outline
    from assistant.errors import InputError
    from assistant.files import write_atomic

    text = propose_outline(single_summary(document), document.name)
    if output is None:
        print_line(text.rstrip())
        return
    if output.exists():
        raise InputError("提纲文件已经有了", path=output, advice="请用 -o 换一个名字")
    write_atomic(output, text.encode())
    message_line(f"已写出 {output};请核对各节的内容、字数和任务。")
