"""Structural rules: what no pattern of one line can see. Each yields ``(start, end, detail)``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from assistant.domain import Block, BlockKind, Document
from assistant.extraction import parse_chinese_number, read_mentions
from assistant.files.forms import forms
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Found: TypeAlias = "Iterator[tuple[int, int, str]]"

_PAIRS = {"“": "”", "（": "）", "《": "》", "〔": "〕", "【": "】"}
_PAIRED = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
_FORMS = forms(__file__)
_ITEMS = "一二三四五六七八九十"
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_LONGEST_SENTENCE = 120
_OFTEN = 3
_STOPS = "。！？；："
_ENDS = f"{_STOPS}…”）】》"
_SHORT = 20
_NEAR = 40  # headings looked at for the one that follows on a level


def place_of(block: Block) -> tuple[int, int]:
    """The level of a block and the number that it bears in front: 2, 3 for （三）; 0 where there is none."""
    match = _FORMS.enumerator.match(block.text)
    level = (match.lastindex if match else None) or 0
    found = match[level] if match else ""
    number = int(found) if found.isdecimal() else int(parse_chinese_number(found) or 0)
    return block.level or level, number


def _parts(document: Document, *kinds: BlockKind) -> Iterator[Block]:
    """The blocks of some kinds, but for the lines of the list of attachments."""
    listed = False
    for block in document.blocks:
        listed = block.text.startswith("附件") or (listed and place_of(block) >= (3, 1))
        if block.kind in kinds and not listed:
            yield block


def _numbered(document: Document) -> list[tuple[Block, int, int]]:
    """The headings and paragraphs that bear a number in front, with their levels and numbers."""
    parts = _parts(document, BlockKind.HEADING, BlockKind.PARAGRAPH)
    return [(block, *place) for block in parts if (place := place_of(block))[1]]


def unpaired(document: Document) -> Found:
    """Brackets and quotation marks of a line that have no partner in it."""
    for block in document.blocks:
        opened: list[tuple[str, int]] = []
        for match in _PAIRED.finditer(block.text):
            at, sign = match.start(), match[0]
            if sign in _PAIRS:
                opened.append((sign, at))
            elif opened and _PAIRS[opened[-1][0]] == sign:
                opened.pop()
            elif sign != "）" or not _FORMS.numbered.search(block.text[max(at - 3, 0) : at]):
                yield block.offset + at, block.offset + at + 1, f"“{sign}”没有前一半"
        for sign, at in opened:
            yield block.offset + at, block.offset + at + 1, f"“{sign}”没有后一半"


def skipped_level(document: Document) -> Found:
    """A heading that leaves out a level which the text uses elsewhere."""
    headings = list(_parts(document, BlockKind.HEADING))
    used = {block.level for block in headings}
    for above, below in pairwise(headings):
        if above.level and any(level in used for level in range(above.level + 1, below.level)):
            yield below.offset, below.end, "上一级标题之后跳过了一层"


def broken_numbering(document: Document) -> Found:
    """A number that does not follow the one before it on its level, of headings and of paragraphs."""
    # The first may bear any number: one before may be run in. At 一、 with 二、 behind another text begins.
    last: dict[int, int] = {}
    numbered = _numbered(document)
    for at, (block, level, number) in enumerate(numbered):
        if number == 1:
            near = numbered[at + 1 : at + _NEAR]
            behind = [other for _, later, other in near if later == level]
            last[level] = 0 if behind[:1] == [2] else last.get(level, 0)
        for below in [each for each in last if each > level]:
            del last[below]
        before = last.get(level, 0)
        if before and number != before + 1:
            yield block.offset, block.end, f"应为第{before + 1}项,写的是第{number}项"
        last[level] = number


def unlike_headings(document: Document) -> Found:
    """Among three or more headings of the second level under one head, one much shorter than all."""
    groups: list[list[tuple[Block, int]]] = [[]]
    for block in _parts(document, BlockKind.HEADING):
        if block.level <= 1:
            groups.append([])
        elif block.level == 2:  # noqa: PLR2004
            words = _FORMS.enumerator.sub("", block.text, count=1).strip("。 ")
            groups[-1].append((block, len(words)))
    for group in (each for each in groups if len(each) >= _OFTEN):
        middle = sorted(length for _, length in group)[len(group) // 2]
        for block, length in group:
            if length * 2 < middle - 1:
                yield block.offset, block.end, f"其余多为{middle}字左右的句式"


def lone_item(document: Document) -> Found:
    """A sub-heading （一） with no （二） behind it."""
    numbered = _numbered(document)
    for at, (block, level, number) in enumerate(numbered, 1):
        if block.kind is BlockKind.HEADING and level > 1 and number == 1:
            near = (other for _, other, _ in numbered[at : at + _NEAR] if other <= level)
            if next(near, 0) < level:
                yield block.offset, block.end, ""


def empty_heading(document: Document) -> Found:
    """A heading that is no sentence, with one of its own level or above behind it."""
    blocks = _parts(document, *BlockKind)
    for here, after in pairwise(block for block in blocks if block.text.strip()):
        heads = here.kind is BlockKind.HEADING is after.kind and here.text[-1] not in _STOPS
        if heads and 0 < after.level <= here.level:
            yield here.offset, here.end, ""


def long_sentence(document: Document) -> Found:
    """A sentence of more than 120 characters; lists of names with 、 are not counted in."""
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or len(block.text) <= _LONGEST_SENTENCE:
            continue
        for match in _SENTENCE.finditer(block.text):
            if len(match[0]) > _LONGEST_SENTENCE:
                yield block.offset + match.start(), block.offset + match.end(), f"{len(match[0])}字"


def repeated_phrase(document: Document) -> Found:
    """A clause without figures that stands three times or more in a section of the first level."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for block in (*document.blocks, Block(BlockKind.HEADING, "")):
        if block.kind is BlockKind.HEADING and block.level <= 1:
            for words, spans in places.items():
                if len(spans) >= _OFTEN and not read_mentions(words):
                    yield (*spans[-1], f"“{words}”用了{len(spans)}次")
            places.clear()
        elif block.kind is BlockKind.PARAGRAPH:
            for match in _FORMS.clause.finditer(block.text):
                span = (block.offset + match.start(1), block.offset + match.end())
                places[match[1]].append(span)


def mixed_self(document: Document) -> Found:
    """我县 and 本县 in one text."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for match in _FORMS.own.finditer(document.text):
        found[match[2]].append((match[1], match.start()))
    for place, uses in found.items():
        counts = Counter(word for word, _ in uses)
        if len(counts) > 1:
            usual, rare = (word for word, _ in counts.most_common(2))
            at = next(at for word, at in uses if word == rare)
            yield at, at + 2, f"全文多用“{usual}{place}”,这里用“{rare}{place}”"


def mixed_scope(document: Document) -> Found:
    """我县 and 全县 before the same words: one scope told in two ways."""
    first: dict[tuple[str, str], str] = {}
    for match in _FORMS.scope.finditer(document.text):
        before = first.setdefault((match[2], match[3]), match[1])
        if before and (before == "全") != (match[1] == "全"):
            first[match[2], match[3]] = ""  # told once
            yield match.start(), match.end(), f"前文作“{before}{match[2]}{match[3]}”"


def mixed_office(document: Document) -> Found:
    """A long name of an office in the running text, and its short form that is not introduced."""
    body = [b for b in document.blocks if b.kind is BlockKind.PARAGRAPH and not b.context]
    for long, shorts in shipped(__file__, "offices.yaml").items():
        used = long in document.text and any(long in block.text for block in body)
        for short in (each for each in shorts if used and each in document.text):
            introduced = re.search(f"简称[:：为]?“?{short}", document.text)
            places = ((b.text.replace(long, " " * len(long)).find(short), b.offset) for b in body)
            found = next((offset + at for at, offset in places if at >= 0), None)
            if found is not None and not introduced:
                yield found, found + len(short), f"文中也称“{long}”"


def open_end(document: Document) -> Found:
    """A paragraph of the running text that ends without a mark."""
    for here, after in pairwise(document.blocks):
        ends = here.text.rstrip()
        body = here.kind is BlockKind.PARAGRAPH is after.kind and not here.context
        if (
            body
            and {*"，。；,;"} & {*ends}  # else a title
            and not _FORMS.listed.match(ends)
            and len(ends) > _SHORT
            and ends[-1] not in _ENDS
            and ends[-1] >= "\u4e00"
        ):
            yield here.end - 1, here.end, ""


def broken_items(document: Document) -> Found:
    """一是 … 三是: the items of a list that do not follow each other."""
    for block in document.blocks:
        before = 0
        for match in _FORMS.item.finditer(block.text):
            number = _ITEMS.index(match[1]) + 1
            if number not in {1, before + 1} and before:
                start = block.offset + match.start()
                yield start, block.offset + match.end(), f"前一项是第{before}项"
            before = number


def same_paragraph(document: Document) -> Found:
    """A paragraph that stands twice."""
    seen: set[str] = set()
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH and len(block.text) >= _SHORT:
            if block.text in seen:
                yield block.offset, block.end, ""
            seen.add(block.text)


CHECKS: dict[str, Callable[[Document], Found]] = {
    check.__name__: check
    for check in (
        unpaired, skipped_level, broken_numbering, unlike_headings, lone_item, empty_heading,
        long_sentence, repeated_phrase, mixed_self, mixed_scope, mixed_office, open_end, broken_items,
        same_paragraph,
    )
}  # fmt: skip
