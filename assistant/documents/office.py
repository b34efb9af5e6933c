"""Conversions by LibreOffice, where it is present."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.package import refuse_locked
from assistant.documents.tracked import plain_copy
from assistant.errors import DocumentError
from assistant.files import reason_of

if TYPE_CHECKING:
    from os import PathLike

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
_FORMATS = {"pdf": "pdf", "docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_QUIET = ("--headless", "--norestore", "--nolockcheck")
_ADVICE = "请安装 LibreOffice,或在 Word、WPS 里另存"
TIMEOUT = 120.0


def find_office() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def to_pdf(docx: bytes, *, timeout: float = TIMEOUT) -> bytes:
    """The PDF of a .docx, tracked changes accepted (LibreOffice would print both texts).

    Raises:
        DocumentError: LibreOffice is not there, or could not convert it within the seconds.
    """
    return convert(plain_copy(docx), "docx", "pdf", timeout=timeout)


def convert(
    data: bytes,
    source: str,
    target: str,
    *,
    path: str | PathLike[str] | None = None,
    timeout: float = TIMEOUT,
) -> bytes:
    """A file in another format, made by LibreOffice with a profile of its own.

    Formats are endings without dot: ``doc``, ``wps``, ``et`` … to ``pdf``, ``docx`` or ``xlsx``.

    Raises:
        DocumentError: LibreOffice is not there, or could not convert it within the seconds.
    """
    try:
        return _converted(data, source, target, timeout)
    except DocumentError as error:
        raise DocumentError(error.found, path=path, advice=error.advice) from error


def _converted(data: bytes, source: str, target: str, timeout: float) -> bytes:
    if source in {"doc", "wps"}:
        refuse_locked(data)
    program = find_office()
    if program is None:
        raise DocumentError(f"没有找到 LibreOffice,不能转成 .{target}", advice=_ADVICE)
    if not source.isalnum():
        raise DocumentError("文件的扩展名不合规", advice=_ADVICE)
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file = folder / f"document.{source}"
        file.write_bytes(data)
        out = folder / "out"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        into = ["--convert-to", _FORMATS.get(target, target), "--outdir", str(out)]
        _run([program, profile, *_QUIET, *into, str(file)], timeout)
        result = out / f"document.{target}"
        if not result.is_file() or result.stat().st_size == 0:
            raise DocumentError(f"LibreOffice 没有转成 .{target}", advice=_ADVICE)
        return result.read_bytes()


def _run(command: list[str], timeout: float) -> None:
    """Runs a program to its end; on time-out ends it with all that it started."""
    posix = os.name == "posix"
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is the one found above, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=posix,
        )
    except OSError as error:
        raise DocumentError(f"LibreOffice 启动不了({reason_of(error)})", advice=_ADVICE) from error
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"LibreOffice 用了 {timeout:.0f} 秒还没有转完,已停止", advice=_ADVICE
        ) from error
    finally:
        if process.poll() is None:
            if posix:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
