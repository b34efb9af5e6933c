"""Lines on their way through cleaning, and the shapes of lines that several steps ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.files.shipped import shipped
from assistant.samples.sample import Removal

if TYPE_CHECKING:
    from collections.abc import Container

# Enumerators as GB/T 9704-2012 has them, and the run-in ones of speech: 一是, 第一,
ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十](?:是|要)(?!否|求)"
    r"|第[一二三四五六七八九十][,，、]"
)
DATE = re.compile(
    r"[(（]?[\dxX*×〇○零一二三四五六七八九]{2,4}\*?(?:年[\dxX*×一二三四五六七八九十]{1,3}月"
    r"(?:[\dxX*×一二三四五六七八九十]{1,3}[日号])?|[-./]\d{1,2}[-./]\d{1,2})[)）]?"
)
SENTENCE_END = "。！？；：!?;:…”』》）)"
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 50
_LONGEST_SIGNATURE = 30
FULL_STOP = "。！？!?…"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source.

    Attributes:
        number: its number in the source, from 1.
        text: without white space at its ends.
        indented: it began with white space, as paragraphs do.
        cell: it is a cell of a table.
    """

    number: int
    text: str
    indented: bool = False
    cell: bool = False

    def with_text(self, text: str) -> Line:
        """The same line with another text."""
        return replace(self, text=text)

    def removal(self, reason: str) -> Removal:
        """The whole line as a removal."""
        return Removal(reason, self.text, self.number)


def lines_of(text: str, cells: Container[int] = ()) -> list[Line]:
    """The lines of ``text``, blank ones too; invisible characters and entities of space go.

    ``cells`` are the numbers, from 1, of the lines that are cells of tables.
    """
    text = re.sub("[\u200b-\u200d\u2060\ufeff\u00ad]", "", text)
    if not cells:
        text = re.sub("[\f\v\u2028]", "\n", text)
    text = re.sub("[\u00a0\u3000\t]", " ", text)
    return [
        Line(number, line.strip(), line.startswith(" "), number in cells)
        for number, line in enumerate(text.split("\n"), 1)
    ]


def bare_title(text: str) -> str:
    """A title without the name of the site behind it: …总结_某某网."""
    return re.sub(r"\s*[_|–—-]+\s*[^_|–—-]{1,16}(网|文库|网站|范文|百科|之家)\s*$", "", text)


def is_title(text: str) -> bool:
    """Whether a line may be a summary's title: short, without sentence marks, well ended."""
    bare = re.sub(r"[(（][^()（）]{0,16}[)）]$", "", text.strip())
    if (
        not _SHORTEST_TITLE <= len(bare) <= _LONGEST_TITLE
        or re.search("[。！？；!?;]", bare)
        or ENUMERATOR.match(bare)
    ):
        return False
    ends: list[str] = shipped(__file__, "cleaning.yaml")["title_ends"]
    return bare.endswith(tuple(ends))


def is_signature(text: str) -> bool:
    """Whether a line may be a signature: a name of at most 30 characters, no sentence."""
    return 0 < len(text) <= _LONGEST_SIGNATURE and not re.search("[。！？；：，,!?;:]", text)
