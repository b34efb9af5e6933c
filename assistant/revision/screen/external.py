"""The person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from assistant.errors import OutputError
from assistant.files import read_text

if TYPE_CHECKING:
    from textual.app import App


def editor_command() -> list[str]:
    """The editor that the person set ($VISUAL, $EDITOR), or the system's plain one."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if wanted:
        return shlex.split(wanted, posix=sys.platform != "win32")
    return ["notepad"] if sys.platform == "win32" else ["vi"]


def edit_outside(app: App[None], text: str) -> str:
    """``text`` as the person left it in their own editor; OutputError where that cannot be run."""
    command = editor_command()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "section.txt"
        try:
            file.write_text(text + "\n", "utf-8")
            with app.suspend():
                subprocess.run([*command, str(file)], check=True)  # noqa: S603 - the person's own choice
        except (OSError, subprocess.CalledProcessError, SuspendNotSupported) as error:
            raise OutputError(
                f"编辑器“{' '.join(command)}”没有运行起来",
                advice="设置环境变量 EDITOR,或按 e 在本程序里改",
            ) from error
        return read_text(file).rstrip("\n")
