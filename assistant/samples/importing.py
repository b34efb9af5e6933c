"""Reading whatever file a clerk has, and finding the summaries in it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.errors import SampleError
from assistant.files import decode_text, read_bytes
from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.samples.cleaning import clean
from assistant.samples.sample import Imported, Removal
from assistant.samples.webpage import PageText, page_text

if TYPE_CHECKING:
    from os import PathLike

    from assistant.domain import Block

TEXT = (".txt", ".md", ".text")
PAGES = (".html", ".htm")
WORD = (".docx",)
OLD = (".doc", ".wps")
PDF = (".pdf",)
READABLE = TEXT + PAGES + WORD + PDF + OLD
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*(gb\w*|utf-?8|utf-?16)", re.IGNORECASE)
_FORMS = forms(__file__)
_FEWEST_LETTERS = 40  # below which nothing tells of an encoding
# The common characters' share: 0.35 to 0.6 in real texts, below 0.05 in garbled ones.
_COMMON = 0.12
_MARGINS = {"页眉", "页脚", "水印"}


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
            advice="可以导入 .txt、.md、.html、.docx、有文字的 .pdf,以及能转换的 .doc、.wps;其他格式请另存为 .docx",
        )
    source = _source(file, suffix)
    _refuse_garbled(source.text, path)
    imported = clean(source.text, path=file.name, web=source.web, cells=source.cells)
    first = imported.samples[:1]
    if first:
        end = first[0].text.count("\n") + 1
        beside = tuple(replace(one, paragraph=end) for one in source.beside)
        first = (replace(first[0], removed=first[0].removed + beside),)
    samples, removals = first + imported.samples[1:], source.beside + imported.removals
    return Imported(str(path), samples, removals, imported.messages)


def _refuse_garbled(text: str, path: str | PathLike[str]) -> None:
    """Refuses a text that was read in the wrong encoding, here or by whoever saved it."""
    letters = [one for one in text if not one.isascii() and one.isalpha()]
    common: str = shipped(__file__, "cleaning.yaml")["common"]
    known = sum(one in common for one in letters)
    if len(letters) < _FEWEST_LETTERS or known >= _COMMON * len(letters):
        return
    raise SampleError(
        "读出来的是乱码,没有导入:文字的编码不是 UTF-8 或 GB18030(或许是繁体的 Big5),或存盘前已经乱了",
        path=path,
        advice="请用原来的程序打开,确认文字无误后另存为 UTF-8 编码或 .docx",
    )


def files_in(path: str | PathLike[str]) -> tuple[Path, ...]:
    """The files to import: the file itself, or all readable ones in a folder and below, sorted.

    SampleError where the folder holds none.
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

        return _word(convert(read_bytes(file), suffix[1:], "docx", path=file))
    if suffix in WORD:
        return _word(file)
    if suffix in PDF:
        from assistant.documents import read_pdf  # noqa: PLC0415

        return _blocks(read_pdf(file).blocks)
    data = read_bytes(file)
    if suffix in PAGES:
        return page_text(_decode_page(data, file), file)
    text = decode_text(data, path=file)
    if re.match(r"\s*(<!doctype html|<html)", text, re.IGNORECASE):
        return page_text(text, file)
    if suffix == ".md":
        text = _FORMS.markdown.sub("", _FORMS.rule.sub("", text))
    return PageText(text)


def _word(source: Path | bytes) -> PageText:
    from assistant.documents import read_docx  # noqa: PLC0415

    return _blocks(read_docx(source).document.blocks)


def _blocks(blocks: tuple[Block, ...]) -> PageText:
    beside = [Removal("页眉页脚", one.text) for one in blocks if set(one.context) & _MARGINS]
    body = [one for one in blocks if not set(one.context) & _MARGINS]
    cells = {number for number, one in enumerate(body, 1) if one.kind is BlockKind.CELL}
    text = "\n".join(one.text for one in body)
    return PageText(text, frozenset(cells), tuple(beside), web=False)


def _decode_page(data: bytes, file: Path) -> str:
    """A page in the encoding that it names, where the bytes bear it out."""
    named = _CHARSET.search(data[:4096])
    if named and named[1].lower().startswith(b"gb"):
        with suppress(UnicodeDecodeError):
            return data.decode("gb18030")
    return decode_text(data, path=file)
