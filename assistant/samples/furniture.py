"""Taking out what a web page carries beside the author's text."""

from __future__ import annotations

import re
from functools import cache

from assistant.samples.lexicon import lexicon
from assistant.samples.lines import FULL_STOP, Line, is_title
from assistant.samples.pages import drop_page_headers
from assistant.samples.sample import Removal

_LONGEST_FURNITURE = 200
_BODY_LINE = 80
_TEASER = 20
_ANNOUNCED = re.compile(r"第[\d一二三四五六七八九十百]+[篇份则]")


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(reason, pattern) pairs of a group of the data file."""
    found: dict[str, list[str]] = lexicon("cleaning")[group]
    return tuple((why, re.compile(one)) for why, many in found.items() for one in many)


@cache
def _list(group: str) -> re.Pattern[str]:
    """One pattern for a list of the data file."""
    return re.compile("|".join(f"(?:{one})" for one in lexicon("cleaning")[group]))


def furniture_of(text: str) -> str | None:
    """Why a whole line is furniture; None for one that may be the author's."""
    if not text or len(text) > _LONGEST_FURNITURE:
        return None
    return next((why for why, one in _patterns("lines") if one.fullmatch(text)), None)


def drop_furniture(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Takes out furniture: lines, page headers, links at the end, and what stands in lines."""
    lines, removals = _drop_tail(lines)
    reasons = {i: why for i, line in enumerate(lines) if (why := furniture_of(line.text))}
    pages = [index for index, why in reasons.items() if why == "页码"]
    reasons.update(dict.fromkeys(drop_page_headers(lines, pages), "页眉页脚"))
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in reasons:
            removals.append(line.removal(reasons[index]))
            continue
        text, inner = _strip_inline(line)
        removals.extend(inner)
        if text or not line.text:
            kept.append(line.with_text(text))
    kept, repeats = _drop_repeats(kept)
    return kept, removals + repeats


def _strip_inline(line: Line) -> tuple[str, list[Removal]]:
    text, removals = line.text, []
    for why, pattern in _patterns("inline"):
        place = f"第{line.number}行"
        removals += [Removal(why, match[0].strip(), place) for match in pattern.finditer(text)]
        text = pattern.sub("", text)
    return text.strip(), removals


def _drop_tail(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Cuts the block of links that ends a page, if there is one."""
    total = sum(len(line.text) for line in lines)
    before = 0
    for index, line in enumerate(lines):
        rest = lines[index:]
        if (
            line.text
            and 2 * before > total
            and len(line.text) <= _LONGEST_FURNITURE
            and _list("tail").fullmatch(line.text)
            and _only_links(rest, total)
        ):
            return lines[:index], [one.removal("相关链接") for one in rest if one.text]
        before += len(line.text)
    return lines, []


def _only_links(rest: list[Line], total: int) -> bool:
    """Whether what follows a block's opening is links and teasers, and no further document."""
    body = sum(
        len(line.text)
        for line in rest
        if len(line.text) >= _BODY_LINE
        and line.text.endswith(tuple(FULL_STOP))
        and not _list("links").fullmatch(line.text)
    )
    further = any(_ANNOUNCED.match(line.text) for line in rest)
    return not further and body * 20 <= total


def _drop_repeats(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Drops a repeated title and a cut-off copy of the opening that end a page."""
    removals: list[Removal] = []
    kept = list(lines)
    while kept:
        text = kept[-1].text
        earlier = [line.text for line in kept[:-1] if line.text]
        if not text:
            kept.pop()
        elif is_title(text) and any(text in one for one in earlier):
            removals.append(kept.pop().removal("重复的标题"))
        elif len(text) >= _TEASER and any(one.startswith(text.rstrip(".… ")) for one in earlier):
            removals.append(kept.pop().removal("重复的摘要"))
        else:
            break
    return kept, removals[::-1]
