"""Reading whatever file a clerk has, and finding the summaries in it."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SampleError
from assistant.files import decode_text, read_bytes
from assistant.samples.cleaning import clean
from assistant.samples.converting import convert_to_docx
from assistant.samples.sample import Imported, Removal
from assistant.samples.webpage import page_text

if TYPE_CHECKING:
    from os import PathLike

TEXT = (".txt", ".md", ".text")
PAGES = (".html", ".htm")
WORD = (".docx",)
OLD = (".doc", ".wps")
READABLE = TEXT + PAGES + WORD + OLD
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*(gb\w*|utf-?8|utf-?16)", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^\s{0,3}(#{1,6}\s+|>\s?|[-*+]\s+(?=\S)|\d+\\\.)|\*\*|__(?=\S)|\\(?=[.*_#])", re.MULTILINE
)
_RULE = re.compile(r"^\s*([-*_]\s*){3,}$", re.MULTILINE)


def import_file(path: str | PathLike[str]) -> Imported:
    """The summaries in a file, cleaned, with a report of what was removed; the file stays as it is.

    Raises:
        InputError: it cannot be read, or its format is none that is known.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if not file.exists():
        raise SampleError("找不到这个文件", path=path, advice="请检查路径和文件名")
    if suffix not in READABLE:
        raise SampleError(
            f"不认识 {suffix} 文件" if suffix else "文件名没有后缀,不知道是什么文件",
            path=path,
            advice="可以导入 .txt、.md、.html、.docx,以及能转换的 .doc、.wps;其他格式请另存为 .docx",
        )
    text, beside = _text_of(file, suffix)
    imported = clean(text, path=file.name)
    removals = (*(Removal("网页正文以外", line) for line in beside), *imported.removals)
    return replace(imported, path=str(path), removals=removals)


def files_in(path: str | PathLike[str]) -> tuple[Path, ...]:
    """The files to import: the file itself, or all readable ones in a folder and below, sorted.

    Raises:
        SampleError: the folder holds none.
    """
    root = Path(path)
    if not root.is_dir():
        return (root,)
    found = tuple(
        file
        for file in sorted(root.rglob("*"))
        if file.suffix.lower() in READABLE
        and file.is_file()
        and not file.name.startswith(("~$", "."))
    )
    if not found:
        raise SampleError(
            "文件夹里没有能导入的文件", path=path, advice=f"可以导入 {'、'.join(READABLE)}"
        )
    return found


def _text_of(file: Path, suffix: str) -> tuple[str, list[str]]:
    if suffix in OLD:
        read_bytes(file)
        with tempfile.TemporaryDirectory(prefix="convert-") as folder:
            return _word_text(convert_to_docx(file, Path(folder))), []
    if suffix in WORD:
        return _word_text(file), []
    data = read_bytes(file)
    if suffix in PAGES:
        return page_text(_decode_page(data, file), file)
    text = decode_text(data, path=file)
    if re.match(r"\s*(<!doctype html|<html)", text, re.IGNORECASE):
        return page_text(text, file)
    if suffix == ".md":
        text = _MARKDOWN.sub("", _RULE.sub("", text))
    return text, []


def _word_text(file: Path) -> str:
    # The documents layer loads python-docx: only where a Word file is read.
    from assistant.documents import read_docx  # noqa: PLC0415

    return read_docx(file).document.text


def _decode_page(data: bytes, file: Path) -> str:
    """A page in the encoding that it names, where the bytes bear it out."""
    named = _CHARSET.search(data[:4096])
    if named and named[1].lower().startswith(b"gb"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return decode_text(data, path=file)
    return decode_text(data, path=file)
