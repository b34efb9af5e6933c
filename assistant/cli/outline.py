"""The command ``assistant outline from``."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.console import message_line, print_line
from assistant.cli.outputs import refuse_existing


def _group() -> None:
    """Keeps the group a group: typer makes a single command of a group with one."""


def propose(document: Path, *, output: Path | None = None) -> None:
    """Writes or prints the outline; an existing file is not overwritten."""
    from assistant.cli.base import single_summary
    from assistant.drafting.outline.proposal import propose_outline
    from assistant.files import write_atomic

    text = propose_outline(single_summary(document), document.name)
    if output is None:
        print_line(text.rstrip())
        return
    refuse_existing(output)
    write_atomic(output, text.encode())
    message_line(f"已写出 {output};请核对各节的内容、字数和任务。")


COMMANDS = {"outline from": propose}
