"""Traces of pages: numbers set into the text, headers on every page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from assistant.files.forms import forms
from assistant.samples.lines import FULL_STOP, Line, is_title
from assistant.samples.sample import Removal

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBERED = re.compile(r"(\d{1,3})\s*[、.．]\s*")
_FORMS = forms(__file__)
_FEWEST_PAGES = 3
_EVEN = 1.05  # pieces that a machine cut are of one length
_FIRST = 2  # the first page's number is often lost
_SHORTEST_PAGE = 120
_LONGEST_PAGE = 1200
_LONG_PAGE = 200
_LONGEST_HEADER = 40
_LONG_LINE = 1500


def join_numbered_pages(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Takes out page numbers that stand at line starts (``3、``) and joins what they cut.

    Document sites cut a text into equal pieces and number them, in the middle of words. A run of
    numbers 1, 2, 3 … counts as such when its pieces are long and most of them end within a
    sentence; an author's own list ends its items with full stops.
    """
    starts = _page_starts(lines)
    if not starts:
        return lines, []
    joined: list[Line] = []
    removals: list[Removal] = []
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line.text) if index in starts else None
        if match is None:
            joined.append(line)
            continue
        rest = line.with_text(line.text[match.end() :])
        while joined and not joined[-1].text and int(match[1]) > 1:
            joined.pop()
        before = joined[-1].text if joined and int(match[1]) > 1 else rest.text
        removals.append(Removal("页码", match[0].strip(), line.number, before))
        if int(match[1]) > 1 and joined:
            joined[-1] = joined[-1].with_text(joined[-1].text + rest.text)
        else:
            joined.append(rest)
    return joined, removals


def _page_starts(lines: list[Line]) -> set[int]:
    """The indexes of lines that begin with a page's number."""
    numbered = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if (match := _NUMBERED.match(line.text))
    ]
    best: list[int] = []
    upto = [0, *accumulate(len(line.text) for line in lines)]
    line_at = {upto[index]: index for index, _ in numbered}
    places = _by_number((upto[index], number) for index, number in numbered)
    for index, number in numbered:
        if number <= _FIRST:
            chain = [line_at[place] for place in _chain(places, upto[index], number)]
            if len(chain) > len(best) and _cut_within_sentences(lines, chain):
                best = chain
    return set(best)


def _by_number(found: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Where each number stands, in order."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, number in found:
        places[number].append(place)
    return places


def _chain(places: dict[int, list[int]], first: int, number: int) -> list[int]:
    """The run of rising numbers from ``first`` whose pieces are of a page's length."""
    chain = [first]
    while True:
        number += 1
        here = places.get(number, [])
        at = bisect_left(here, chain[-1] + _SHORTEST_PAGE)
        if at == len(here) or here[at] > chain[-1] + _LONGEST_PAGE:
            return chain
        chain.append(here[at])


def _cut_within_sentences(lines: list[Line], chain: list[int]) -> bool:
    if len(chain) < _FEWEST_PAGES:
        return len(chain) == _FEWEST_PAGES - 1 and _cut_in_two(lines, *chain)
    lengths = [sum(len(line.text) for line in lines[a:b]) for a, b in pairwise(chain)]
    even = max(lengths) <= min(lengths) * _EVEN
    cut = 0
    for start in chain[1:]:
        before = next((line.text for line in reversed(lines[:start]) if line.text), "")
        cut += not before.endswith(tuple(FULL_STOP + "；;：:"))
    return cut * 2 > len(chain) - 1 or (even and cut > 0)


def _cut_in_two(lines: list[Line], first: int, second: int) -> bool:
    """Whether two numbered pieces that begin the page are one text cut in the middle of a word."""
    if any(line.text for line in lines[: max(0, first - 1)]):
        return False
    before = "".join(line.text for line in lines[first:second])
    return len(before) >= _LONG_PAGE and before[-1:].isalnum()


def join_inline_pages(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """The same for numbers within one long line, whose line ends were lost."""
    done: list[Line] = []
    removals: list[Removal] = []
    for line in lines:
        marks = _inline_marks(line.text) if len(line.text) > _LONG_LINE else []
        text = line.text
        for match in reversed(marks):
            text = text[: match.start()].rstrip() + text[match.end() :].lstrip()
        removals.extend(
            Removal("页码", match[0], line.number, line.text[: match.start()]) for match in marks
        )
        done.append(line.with_text(text))
    return done, removals


def _inline_marks(text: str) -> list[re.Match[str]]:
    found = [match for match in _FORMS.inline.finditer(text) if int(match[1]) > 0]
    best: list[re.Match[str]] = []
    mark_at = {match.start(): match for match in found}
    places = _by_number((match.start(), int(match[1])) for match in found)
    for first in found:
        if int(first[1]) > _FIRST:
            continue
        chain = [mark_at[place] for place in _chain(places, first.start(), int(first[1]))]
        ends = [text[: match.start()].rstrip()[-1:] for match in chain[1:]]
        cut = sum(end not in FULL_STOP + "；;：:" for end in ends)
        if len(chain) >= _FEWEST_PAGES and cut * 2 > len(ends) and len(chain) > len(best):
            best = chain
    return best


def drop_page_headers(lines: list[Line], furniture: Iterable[int]) -> list[int]:
    """The indexes of short lines that stand on every page: repeated beside page numbers (``furniture``)."""
    near: Counter[str] = Counter()
    for index in furniture:
        around = {line.text for line in lines[max(0, index - 3) : index + 4]}
        near.update(text for text in around if 0 < len(text) <= _LONGEST_HEADER)
    everywhere = Counter(line.text for line in lines)
    repeated = {
        text
        for text, count in near.items()
        if count >= _FEWEST_PAGES - 1 or (is_title(text) and everywhere[text] > 1)
    }
    numbers = set(furniture)
    found = [i for i, line in enumerate(lines) if line.text in repeated and i not in numbers]
    counts = Counter(lines[index].text for index in found)
    # The first occurrence may be the title itself: it stays.
    kept: set[str] = set()
    headers = []
    for index in found:
        text = lines[index].text
        if counts[text] >= _FEWEST_PAGES - 1 and text in kept:
            headers.append(index)
        kept.add(text)
    return headers
