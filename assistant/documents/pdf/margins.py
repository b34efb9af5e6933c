"""What stands beside the running text of a page: headers, footers, page numbers, footnotes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.documents.pdf.lines import Frame, Line
    from assistant.documents.pdf.pages import Page
    from assistant.documents.pdf.views import Rule

_FORMS = forms(__file__)
_SAME_PLACE = 4.0
_EDGE = 0.12  # of the page's height: the margins
_DEEP = 3  # lines from the edge that may be a header or a footer
_NOTE_RULE = 0.5  # of the width of the text: longer lines are no footnote's
_NOTE_SIZE = 0.95
_LONGEST_NUMBER = 4  # digits


class Margins(NamedTuple):
    """The lines of a document's pages, parted.

    Attributes:
        running: of each page.
        asides: what stands beside the text, each said once, with its place: 页眉, 页脚, 脚注.
    """

    running: list[list[Line]]
    asides: list[tuple[str, Line]]


def part(pages: Sequence[Page], lines: Sequence[list[Line]], frame: Frame) -> Margins:
    """Parts running text from headers, footers, page numbers and footnotes."""
    heights = [page.height for page in pages]
    repeated = _repeated(lines, heights)
    counted = _counted(lines)
    running: list[list[Line]] = []
    asides: dict[tuple[str, str], Line] = {}
    notes: list[tuple[str, Line]] = []
    for at, (page, some) in enumerate(zip(pages, lines, strict=True)):
        kept = [
            line
            for line in some
            if line not in counted and not _is_number(line, some, at, page.height)
        ]
        numbered = len(kept) < len(some)
        body: list[Line] = []
        for line in kept:
            if _key(line) in repeated or _apart(line, kept, frame, page.height):
                name = "页眉" if line.base < page.height / 2 else "页脚"
                asides.setdefault((name, _FORMS.digits.sub("0", line.text)), line)
            else:
                body.append(line)
        if not numbered and body and _bare_number(body[-1], at, page.height):
            body.pop()
        begin = _notes_begin(page.rules, body, frame, page.height)
        notes += [("脚注", line) for line in body[begin:]]
        running.append(body[:begin])
    for (name, _), line in asides.items():
        own = [one for one in line.text.split("\t") if not _FORMS.printed.fullmatch(one.strip())]
        if own:
            notes.append((name, replace(line, text="\t".join(own))))
    return Margins(running, notes)


def _key(line: Line) -> tuple[str, int]:
    return _FORMS.digits.sub("0", line.text), round(line.base / _SAME_PLACE)


def _repeated(lines: Sequence[list[Line]], heights: Sequence[float]) -> set[tuple[str, int]]:
    """The lines that stand at one place near the edge of two pages or more."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for at, some in enumerate(lines):
        edges = {id(line): line for line in (*some[:_DEEP], *some[-_DEEP:])}
        for line in edges.values():
            if _at_edge(line, heights[at]):
                text, place = _key(line)
                for near in (place - 1, place, place + 1):
                    pages[text, near].add(at)
    return {key for key, found in pages.items() if len(found) > 1}


def _counted(lines: Sequence[list[Line]]) -> list[Line]:
    """The first or last lines of all pages that count them, however far from the edge."""
    for outermost in (-1, 0):
        found = [some[outermost] for some in lines if some]
        numbers = [match["n"] for line in found if (match := _FORMS.number.fullmatch(line.text))]
        whole = len(numbers) == len(lines) > 1 and all(map(str.isdecimal, numbers))
        if whole and all(int(after) == int(before) + 1 for before, after in pairwise(numbers)):
            return found
    return []


def _apart(line: Line, lines: list[Line], frame: Frame, height: float) -> bool:
    """Whether it stands in the margin, in small type, far from the line beside it."""
    if line.size > _NOTE_SIZE * frame.size or not _at_edge(line, height):
        return False
    at = next(place for place, one in enumerate(lines) if one is line)
    inner = lines[at + 1 : at + 2] if line.base < height / 2 else lines[max(0, at - 1) : at]
    return bool(inner) and abs(inner[0].base - line.base) > 2 * frame.step


def _is_number(line: Line, lines: list[Line], page: int, height: float) -> bool:
    """Whether it is a page number that shows as one: — 3 —, 第3页, 3/12; alone at the edge."""
    if not any(line is one for one in (*lines[:_DEEP], *lines[-_DEEP:])):
        return False
    match = _FORMS.number.fullmatch(line.text)
    if match is None or not _at_edge(line, height):
        return False
    outermost = line is lines[-1] or line is lines[0]
    return bool(_FORMS.dressed.search(line.text)) or (outermost and match["n"] == str(page + 1))


def _bare_number(line: Line, page: int, height: float) -> bool:
    """Whether the last line is nothing but digits below the text: its pages were counted from another."""
    low = line.base > (1 - _EDGE) * height
    digits = line.text.isascii() and line.text.isdigit() and len(line.text) <= _LONGEST_NUMBER
    return low and digits and int(line.text) <= page + 200


def _at_edge(line: Line, height: float) -> bool:
    return not _EDGE * height < line.base < (1 - _EDGE) * height


def _notes_begin(rules: Sequence[Rule], body: list[Line], frame: Frame, height: float) -> int:
    """Where the footnotes of a page begin among its lines: below a short line, in smaller type."""
    width = frame.right - frame.left
    tops = [
        rule.top
        for rule in rules
        if rule.level
        and rule.top > height / 3
        and abs(rule.left - frame.left) < _SAME_PLACE
        and rule.right - rule.left < _NOTE_RULE * width
    ]
    sizes = sorted(line.size for line in body)
    usual = min(frame.size, sizes[len(sizes) // 2]) if sizes else 0
    for at, line in enumerate(body):
        below = [one for one in tops if one < line.base]
        if below and all(one.size < _NOTE_SIZE * usual for one in body[at:]):
            return at
    return len(body)
