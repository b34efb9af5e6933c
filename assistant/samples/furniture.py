"""Taking out what a web page carries beside the author's text.

A line that an author may write as well (来源:…, 评论320篇) is furniture by its place alone.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.files.shipped import shipped
from assistant.samples.dividing import collection_heads
from assistant.samples.lines import DATE, ENUMERATOR, Line, bare_title, is_signature, is_title
from assistant.samples.pages import drop_page_headers
from assistant.samples.sample import Removal

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_FURNITURE = 200
_TEASER = 20
_FEWEST = 2  # lines that make a run
_FEWEST_REPEATS = 3
_MOST_REPEATS = 20  # lines at the end that are compared with the text before them
_PAGE_TEXT = 200  # characters between two page numbers
_HEAD = 8  # lines in which names and dates stand between a title and the text
_SENTENCE = tuple("。！？；!?;")


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(reason, pattern) pairs of a group of the data file."""
    found: dict[str, list[str]] = shipped(__file__, "cleaning.yaml")[group]
    return tuple((why, re.compile(one)) for why, many in found.items() for one in many)


@cache
def _list(group: str, kind: str = "") -> re.Pattern[str]:
    """One pattern for a list of the data file."""
    found = shipped(__file__, "cleaning.yaml")[group]
    return re.compile("|".join(f"(?:{one})" for one in (found[kind] if kind else found)))


def _reason(group: str, line: Line) -> str:
    """Why a whole line is of a group; empty where it is none, or a cell of a table."""
    if not line.text or line.cell or len(line.text) > _LONGEST_FURNITURE:
        return ""
    return next((why for why, one in _patterns(group) if one.fullmatch(line.text)), "")


def drop_furniture(lines: list[Line], *, web: bool) -> tuple[list[Line], list[Removal]]:
    """Takes out page numbers and headers; from a page of the web also its furniture and links."""
    removals: list[Removal] = []
    reasons: dict[int, str] = {}
    if web:
        lines, removals = _drop_tail(lines)
        reasons = _furniture(lines)
    pages = _page_numbers(lines)
    reasons.update(dict.fromkeys(pages, "页码"))
    reasons.update(dict.fromkeys(drop_page_headers(lines, pages), "页眉页脚"))
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in reasons:
            removals.append(line.removal(reasons[index]))
            continue
        text, inner = _strip_inline(line, web=web)
        removals += inner
        if text or not line.text:
            kept.append(line.with_text(text))
    if web:
        kept, repeats = _drop_repeats(kept)
        removals += repeats
    return kept, removals


def _furniture(lines: list[Line]) -> dict[int, str]:
    """The reasons of the lines that are a site's: certain ones, and doubtful ones at the edges."""
    certain = {i: why for i, line in enumerate(lines) if (why := _reason("certain", line))}
    doubtful = {
        i: why
        for i, line in enumerate(lines)
        if i not in certain and not ENUMERATOR.match(line.text) and (why := _reason("edges", line))
    }
    counts = Counter(lines[i].text for i in doubtful)
    found = {i for i in doubtful if counts[lines[i].text] >= _FEWEST_REPEATS}
    heads = [i for i, line in enumerate(lines) if _is_head(line.text)]
    for step, bounds in ((1, [-1, *heads]), (-1, [*heads, len(lines)])):
        for bound in bounds:
            run = _run(lines, bound, step, certain, doubtful)
            plain = [i for i in run if i in doubtful and not lines[i].text.endswith(_SENTENCE)]
            # A whole sentence with a figure is an author's.
            own = [
                i
                for i in run
                if i in doubtful and (i in plain or not any(map(str.isdigit, lines[i].text)))
            ]
            if any(i in certain for i in run):
                found.update(own)
            elif len(plain) >= _FEWEST:
                found.update(plain)
    return certain | {i: doubtful[i] for i in found}


def _is_head(text: str) -> bool:
    """Whether a line announces a document of a collection."""
    return any(one.fullmatch(text) for one in collection_heads())


def _run(
    lines: list[Line], bound: int, step: int, certain: Iterable[int], doubtful: Iterable[int]
) -> list[int]:
    """The lines from an edge on up to the text itself."""
    run: list[int] = []
    names = 0
    at = bound + step
    while 0 <= at < len(lines):
        text = lines[at].text
        named = step > 0 and names < _HEAD and (is_signature(text) or DATE.fullmatch(text))
        if not text or at in certain or at in doubtful or is_title(bare_title(text)):
            run.append(at)
        elif named and not ENUMERATOR.match(text) and not lines[at].cell:
            names += 1
        else:
            break
        at += step
    return run


def _page_numbers(lines: list[Line]) -> list[int]:
    """The indexes of lines that are page numbers: marked as such, or bare ones a page apart."""
    marked, bare = _list("pages", "marked"), _list("pages", "bare")
    done = [0, *accumulate(len(line.text) for line in lines)]
    numbers: list[tuple[int, tuple[int, str]]] = []
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.cell or not line.text:
            continue
        match = bare.fullmatch(line.text)
        if match:
            numbers.append((index, (int(match[1]), match[2] or "")))
        elif marked.fullmatch(line.text):
            found.add(index)
    last: dict[tuple[int, str], int] = {}
    for index, (number, total) in numbers:
        before = last.get((number - 1, total))
        if before is not None and (total or done[index] - done[before] >= _PAGE_TEXT):
            found |= {before, index}
        last[number, total] = index
    filled = [index for index, line in enumerate(lines) if line.text]
    bare_ends = {index for index, _ in numbers} & set(filled[:1] + filled[-1:])
    return sorted(found | bare_ends)


def _strip_inline(line: Line, *, web: bool) -> tuple[str, list[Removal]]:
    text, removals = line.text, []
    for why, pattern in _patterns("inline"):
        if not web and why != "页码":
            continue
        removals += [
            Removal(why, match[0].strip(), line.number, text[: match.start()])
            for match in pattern.finditer(text)
        ]
        text = pattern.sub("", text)
    return text.strip(), removals


def _drop_tail(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Cuts the block of links that ends a page, if there is one: links and teasers to the very end."""
    start = len(lines)
    while start and _is_link(lines[start - 1], lines):
        start -= 1
    done = sum(len(line.text) for line in lines[:start])
    left = sum(len(line.text) for line in lines[start:])
    for index in range(start, len(lines)):
        text = lines[index].text
        if text and done > left and _list("tail").fullmatch(text):
            return lines[:index], [one.removal("相关链接") for one in lines[index:] if one.text]
        done, left = done + len(text), left - len(text)
    return lines, []


def _is_link(line: Line, lines: list[Line]) -> bool:
    """Whether a line may stand in a block of links: no sentence, no date of a signature."""
    text = line.text
    if not text:
        return True
    if line.cell or DATE.fullmatch(text):
        return False
    return bool(
        _list("links").fullmatch(text)
        or _list("tail").fullmatch(text)
        or is_title(text)
        or _reason("certain", line)
        or (_reason("edges", line) and not text.endswith(_SENTENCE))
        or (len(text) >= _TEASER and any(_cut(text, one.text) for one in lines[:_MOST_REPEATS]))
    )


def _cut(text: str, whole: str) -> bool:
    """Whether a text is the cut-off opening of another one."""
    bare = text.rstrip(".… ")
    return whole != text and whole.startswith(bare)


def _drop_repeats(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Drops a repeated title and a cut-off copy of the opening that end a page."""
    removals: list[Removal] = []
    kept = list(lines)
    while kept and len(removals) < _MOST_REPEATS:
        text = kept[-1].text
        if not text:
            kept.pop()
        elif is_title(text) and any(text in one.text for one in kept[:-1]):
            removals.append(kept.pop().removal("重复的标题"))
        elif len(text) >= _TEASER and any(_cut(text, one.text) for one in kept[:-1]):
            removals.append(kept.pop().removal("重复的摘要"))
        else:
            break
    return kept, removals[::-1]
