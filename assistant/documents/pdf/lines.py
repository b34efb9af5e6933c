"""From glyphs to lines, from lines to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.documents.pdf.pages import Glyph
    from assistant.documents.pdf.views import Rule

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Shares of the size of the type.
_SAME_LINE = 0.5  # how far base lines of one line stand apart, a raised note among them
_DOUBLED = 0.2  # the same character drawn twice, for a bold look
_SMALL, _HIGH = 0.8, 0.15
# A gap between letters of one kind, between 汉字 and digits, and one that parts columns.
_BLANK, _BROAD, _WIDE = 0.25, 0.4, 1.2
_INDENT, _FARTHEST = 0.7, 4.5
_ROOM = 0.6
_LOOSE = 5  # where a line may end early: some programs part no number from its unit
_FAR = 1.7  # distances of lines, against the usual one
_OTHER_SIZE = 0.12
_FEW = 5  # lines that tell nothing of a margin
_STRUCK = (0.15, 0.6)  # where a line through a character stands above its base
_ENDS = frozenset("。！？!?；;：:")
# What no line break parts: a number, a word or a character, the signs that close it, what is opened behind.
_WORD = r"(?:[0-9A-Za-z][0-9A-Za-z.,%]*|.)[，。、；：！？）】》”’%％,.;:!?)\]]*"
_UNBROKEN = re.compile(rf"[（【《“‘(\[]*{_WORD}(?:[（【《“‘(\[]+{_WORD})*", re.DOTALL)
_FORMS = forms(__file__)
# Between 汉字 and Latin letters or digits programs leave room of their own accord.
_MIXED = re.compile("[0-9A-Za-z]")
_NUMBERED = re.compile(rf"^({_FORMS.item.pattern})\t")
_LEADER = re.compile(r"[ ]*(?:[.．·…‥][ ]?){4,}[ ]*[0-9IVXivx]{1,5}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it stands on a page.

    Attributes:
        left, right: of its characters.
        base: its base line, from the top of the page.
        size: of its type.
        first: the width of what cannot be broken at its beginning: a number, a word, a character.
        page: from 0.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    page: int


class Frame(NamedTuple):
    """Where lines of running text begin and end, how far they stand apart, the size of the type."""

    left: float
    right: float
    step: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        centred: its lines stand in the middle of the page.
        top: the base of its first line; it stands on ``page``.
    """

    text: str
    centred: bool
    page: int
    top: float


def lines_of(glyphs: Iterable[Glyph], rules: Sequence[Rule], page: int) -> list[Line]:
    """The lines of glyphs, from the top; what is struck out is left out."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.left)):
        size = max(glyph.size, found[-1][0].size) if found else 0
        if found and glyph.base - found[-1][0].base <= _SAME_LINE * size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    level = [rule for rule in rules if rule.level]
    made = (_line(row, level, page) for row in found)
    return [line for line in made if line is not None]


def _line(row: list[Glyph], rules: Sequence[Rule], page: int) -> Line | None:
    row = _once(sorted(row, key=lambda one: one.left))
    filled = [glyph for glyph in row if not glyph.text.isspace()]
    if not filled:
        return None
    size = Counter(round(glyph.size, 1) for glyph in filled).most_common(1)[0][0]
    base = max(glyph.base for glyph in filled if glyph.size >= _SMALL * size)
    near = [rule for rule in rules if base - size < rule.top < base]
    kept = [glyph for glyph in row if not (near and _struck(glyph, near))]
    text = _NUMBERED.sub(r"\1", _LEADER.sub("", _text(kept, base, size)).strip())
    if not text:
        return None
    left, right = filled[0].left, max(glyph.right for glyph in filled)
    return Line(text, left, right, base, size, _first(filled), page)


def _once(row: list[Glyph]) -> list[Glyph]:
    """Without characters drawn a second time at nearly the same place."""
    kept = row[:1]
    for glyph in row[1:]:
        for before in kept[-2:]:
            near = abs(glyph.left - before.left) + abs(glyph.base - before.base)
            if glyph.text == before.text and near < _DOUBLED * glyph.size:
                break
        else:
            kept.append(glyph)
    return kept


def _struck(glyph: Glyph, rules: Sequence[Rule]) -> bool:
    middle = (glyph.left + glyph.right) / 2
    low, high = (glyph.base - share * glyph.size for share in _STRUCK)
    return any(rule.left <= middle <= rule.right and high < rule.top < low for rule in rules)


def _text(row: list[Glyph], base: float, size: float) -> str:
    words: list[str] = []
    gaps = sorted(after.left - before.right for before, after in pairwise(row))
    usual = max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0
    for before, glyph in zip([*row[:1], *row], row, strict=False):
        words.append(_gap(before, glyph, size, usual))
        raised = glyph.size < _SMALL * size and base - glyph.base > _HIGH * size
        words.append(glyph.text.translate(_RAISED) if raised else glyph.text)
    return "".join(words)


def _gap(before: Glyph, glyph: Glyph, size: float, usual: float) -> str:
    """What stands between two characters of a line whose characters stand ``usual`` points apart."""
    gap = glyph.left - before.right
    if before.text.isspace() or glyph.text.isspace() or gap <= _BLANK * size:
        return ""
    pair = before.text + glyph.text
    spread = pair.isascii() and pair.isalpha()  # words of a justified line
    if gap > _WIDE * size * (2 if spread else 1):
        return "\t"
    if _latin(before.text) and _latin(glyph.text):
        return " "
    blank = _BROAD if _MIXED.search(pair) else _BLANK
    noted = glyph.size < _SMALL * size  # a raised number sticks to its word
    return " " if pair.isalnum() and not noted and gap > usual + blank * size else ""


def _latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _first(row: list[Glyph]) -> float:
    """The width of what cannot be broken at a line's beginning."""
    whole = _UNBROKEN.match("".join(glyph.text[0] for glyph in row))
    return row[whole.end() - 1 if whole else 0].right - row[0].left


def frame_of(lines: Sequence[Line], width: float) -> Frame:
    """The frame of running text on pages of ``width``, by where most of its lines begin and end."""
    least = max(2, len(lines) // 12)
    lefts = Counter(round(line.left / 2) * 2 for line in lines)
    usual = [left for left, many in lefts.items() if many >= least]
    left = min(usual or lefts, default=0)
    rights = sorted(line.right for line in lines)
    few = len(lines) < _FEW
    right = width - left if few else rights[len(rights) * 9 // 10]
    steps = sorted(
        after.base - before.base
        for before, after in pairwise(lines)
        if before.page == after.page and after.base > before.base
    )
    sizes = sorted(line.size for line in lines for _ in line.text)
    return Frame(
        float(left), right, steps[len(steps) // 2] if steps else 0.0,
        sizes[len(sizes) // 2] if sizes else 0.0,
    )  # fmt: skip


def paragraphs_of(lines: Sequence[Line], frame: Frame) -> list[Paragraph]:
    """Lines joined into paragraphs: a line that is full goes on in the next."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, frame):
            found[-1].append(line)
        else:
            found.append([line])
    return [_paragraph(some, frame) for some in found]


def _paragraph(lines: list[Line], frame: Frame) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        apart = text[-1:].isascii() and text[-1:].isalpha() and _latin(line.text[:1])
        text += (" " if apart else "") + line.text
    first = lines[0]
    return Paragraph(text, all(_centred(line, frame) for line in lines), first.page, first.base)


def _centred(line: Line, frame: Frame) -> bool:
    before, behind = line.left - frame.left, frame.right - line.right
    large = line.size > (1 + _OTHER_SIZE) * frame.size
    return (large or before > line.size) and abs(before - behind) < line.size


def _goes_on(lines: list[Line], line: Line, frame: Frame) -> bool:
    """Whether ``line`` goes on with the paragraph of ``lines``."""
    last = lines[-1]
    if _apart(last, line, frame):
        return False
    ended = last.text[-1] in _ENDS
    if _centred(last, frame) and _centred(line, frame):
        return not ended
    room = frame.right - last.right
    # No signature, no date.
    inside = max(line.left, last.left) <= frame.left + _FARTHEST * line.size
    edge = frame.left + _INDENT * line.size
    indented = line.left > edge
    needed = line.first
    if not ended and not indented and lines[0].left > edge:
        needed = max(needed, _LOOSE * line.size)  # set in at its beginning, so it is no new one
    if not inside or room >= needed + _ROOM * line.size:
        return False
    hanging = _FORMS.item.match(lines[0].text) and line.left > lines[0].left + _INDENT * line.size
    return not indented or (not ended and (bool(hanging) or not _FORMS.item.match(line.text)))


def _apart(last: Line, line: Line, frame: Frame) -> bool:
    """Whether two lines differ in type, stand far apart or in columns, or are two figures of a cell."""
    # How far lines in this type stand apart.
    step = frame.step * (max(1.0, line.size / frame.size) if frame.size else 1.0)
    return (
        abs(last.size - line.size) > _OTHER_SIZE * last.size
        or "\t" in last.text + line.text
        or (last.page == line.page and 0 < _FAR * step < line.base - last.base)
        or (not frame.step and last.text[-1].isdigit() and line.text[0].isdigit())
    )
