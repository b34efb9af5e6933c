"""Reading whatever file a clerk has, and finding the summaries in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.errors import SampleError
from assistant.files import decode_text, read_bytes
from assistant.samples.cleaning import clean
from assistant.samples.sample import Removal
from assistant.samples.webpage import PageText, page_text

if TYPE_CHECKING:
    from os import PathLike

    from assistant.samples.sample import Imported

TEXT = (".txt", ".md", ".text")
PAGES = (".html", ".htm")
WORD = (".docx",)
OLD = (".doc", ".wps")
READABLE = TEXT + PAGES + WORD + OLD
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*(gb\w*|utf-?8|utf-?16)", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^\s{0,3}(#{1,6}\s+|>\s?|[-*+]\s+(?=\S)|\d+\\\.)|\*\*|__(?=\S)|\\(?=[.*_#])", re.MULTILINE
)
_MARGINS = {"页眉", "页脚"}
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
    source = _source(file, suffix)
    imported = clean(source.text, path=file.name, web=source.web, cells=source.cells)
    removals = (*source.beside, *imported.removals)
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


def _source(file: Path, suffix: str) -> PageText:
    if suffix in OLD:
        # The documents layer loads python-docx: only where a Word file is read.
        from assistant.documents.office import convert  # noqa: PLC0415

        return _word(convert(read_bytes(file), suffix[1:], "docx"))
    if suffix in WORD:
        return _word(file)
    data = read_bytes(file)
    if suffix in PAGES:
        return page_text(_decode_page(data, file), file)
    text = decode_text(data, path=file)
    if re.match(r"\s*(<!doctype html|<html)", text, re.IGNORECASE):
        return page_text(text, file)
    if suffix == ".md":
        text = _MARKDOWN.sub("", _RULE.sub("", text))
    return PageText(text)


def _word(source: Path | bytes) -> PageText:
    from assistant.documents import read_docx  # noqa: PLC0415

    blocks = read_docx(source).document.blocks
    beside = [Removal("页眉页脚", one.text) for one in blocks if set(one.context) & _MARGINS]
    body = [one for one in blocks if not set(one.context) & _MARGINS]
    cells = {number for number, one in enumerate(body, 1) if one.kind is BlockKind.CELL}
    text = "\n".join(one.text for one in body)
    return PageText(text, frozenset(cells), tuple(beside), web=False)


def _decode_page(data: bytes, file: Path) -> str:
    """A page in the encoding that it names, where the bytes bear it out."""
    named = _CHARSET.search(data[:4096])
    if named and named[1].lower().startswith(b"gb"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return decode_text(data, path=file)
    return decode_text(data, path=file)
