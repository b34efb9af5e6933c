"""Lines on their way through cleaning, and the shapes of lines that several steps ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.samples.sample import Removal

if TYPE_CHECKING:
    from collections.abc import Container

_FORMS = forms(__file__)
ENUMERATOR = _FORMS.enumerator
DATE = _FORMS.date
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
    return _FORMS.site.sub("", text)


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
