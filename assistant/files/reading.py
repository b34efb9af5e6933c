"""Reading with bounds; text in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.files.reasons import reason_of

if TYPE_CHECKING:
    from os import PathLike

MEGABYTE = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: str | PathLike[str], *, limit: int = 20 * MEGABYTE) -> bytes:
    """The bytes of a file of at most ``limit`` bytes; InputError where they cannot be had."""
    file = Path(path)
    try:
        if file.is_dir():
            raise InputError("这是一个文件夹,不是文件", path=path, advice="请给出文件的路径")
        size = file.stat().st_size
        if size > limit:
            raise _too_large(f"有 {size / MEGABYTE:.1f} MB,", limit, path)
        # A pipe or a device tells no size.
        with file.open("rb") as opened:
            data = opened.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError("找不到这个文件", path=path, advice="请检查路径和文件名") from error
    except OSError as error:
        raise InputError(
            f"文件读不出来({reason_of(error)})",
            path=path,
            advice="请检查文件是否被占用、有无读取权限",
        ) from error
    if len(data) > limit:
        raise _too_large("", limit, path)
    return data


def _too_large(told: str, limit: int, path: str | PathLike[str]) -> InputError:
    return InputError(
        f"文件{told}超过上限 {limit / MEGABYTE:.0f} MB", path=path, advice="请确认是否给错了文件"
    )


def decode_text(data: bytes, *, path: str | PathLike[str] | None = None) -> str:
    r"""The text of ``data``: UTF-8 or UTF-16 by mark, UTF-8, GB18030, UTF-16 without a mark.

    Line ends become ``\n``. Raises InputError where it is no text in any of these.
    """
    return _decode(data, path).replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, path: str | PathLike[str] | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, (encoding,), path)
    if b"\0" in data:
        # Zero bytes: UTF-16 without a mark, whose ASCII puts them on one side.
        little = data[1::2].count(0) >= data[::2].count(0)
        return _strict(data, ("utf-16-le" if little else "utf-16-be",), path)
    return _strict(data, ("utf-8", "gb18030"), path)


def _strict(data: bytes, encodings: tuple[str, ...], path: str | PathLike[str] | None) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(
        "不是能识别的文本文件(试过 UTF-8、GB18030 和 UTF-16)",
        path=path,
        advice="请另存为 UTF-8 编码的文本",
    )


def read_text(path: str | PathLike[str], *, limit: int = 20 * MEGABYTE) -> str:
    """The text of a file, whatever its encoding."""
    return decode_text(read_bytes(path, limit=limit), path=path)
