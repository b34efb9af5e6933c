"""Runs the rules over a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from operator import add
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.proofreading.figures import lawful
from assistant.proofreading.protection import protected
from assistant.proofreading.remark import Remark, RuleClass, RuleLevel
from assistant.proofreading.structure import CHECKS, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.domain import Document
    from assistant.proofreading.rules import Rule, RuleSet


def proofread(
    document: Document, rules: RuleSet, *, terms: Sequence[str] = ()
) -> tuple[Remark, ...]:
    """What the rules say of a document, in the order of the text; ``terms`` are left alone.

    Where two speak of the same characters, it is the earlier rule. A remark whose suggestion
    would change what a figure reads as is never one to mend.
    """
    lines = _Lines(document)
    drafts: dict[int, list[tuple[Remark, bool]]] = defaultdict(list)
    for rule in rules.rules:
        if rule.pattern is not None:
            for place in lines.of_rule(rule):
                for match in rule.pattern.finditer(lines.blocks[place].text):
                    start, end, line = *match.span(), match.string
                    if not any(
                        word in line[max(start - len(word) + 1, 0) : end + len(word) - 1]
                        for word in rule.exceptions
                    ):
                        drafts[place].append((_remark(rule, match), rule.inside))
    for place, remark in _words(lines, rules):
        drafts[place].append((remark, False))
    found = [
        one.moved(block.offset)
        for block, remarks in ((lines.blocks[place], drafts[place]) for place in drafts)
        for one in lawful(block.text, _free(block.text, remarks, terms))
    ]
    for rule in rules.rules:
        if rule.check is not None:
            found += _structural(document, rule)
    found.sort(key=lambda remark: (remark.start, remark.end))
    return tuple(_apart(found))


class _Lines:
    """The blocks that a rule has to look at: most find none of their words, and cost nothing."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.text = document.text
        # Signs and pairs of signs that stand here: what every word that stands here is made of.
        self.pairs = {*self.text, *map(add, self.text, self.text[1:])}
        self._title = next((b.text for b in self.blocks if b.kind is BlockKind.TITLE), "")
        self._cells = any(block.kind is BlockKind.CELL for block in document.blocks)
        self._starts = [block.offset for block in self.blocks]
        self._ends = [block.end for block in self.blocks]
        self._places = cache(self._find)

    def of_rule(self, rule: Rule) -> Iterable[int]:
        """The indices of the blocks that a rule looks at and that hold one of its words."""
        if any(word in self._title for word in rule.unless):
            return ()
        places: Iterable[int] = range(len(self.blocks))
        if rule.need:
            words = filter(self.may_hold, rule.need)
            places = sorted({place for word in words for place in self._places(word)})
        anywhere = not (rule.alone or rule.blocks or self._cells)
        return [place for place in places if anywhere or self._looks_at(rule, place)]

    def may_hold(self, word: str) -> bool:
        """Whether all pairs of a word stand somewhere: asked first, since most words do not."""
        pairs = self.pairs
        return all(word[at : at + 2] in pairs for at in range(max(len(word) - 1, 1)))

    def _find(self, word: str) -> list[int]:
        """The indices of the blocks that hold a word; each once."""
        found, ends, find = [], self._ends, self.text.find
        at = find(word)
        while at >= 0:
            place = self.place(at)
            found += [place] if place >= 0 else []
            at = find(word, at + 1 if place < 0 else ends[place])
        return found

    def place(self, offset: int) -> int:
        """The index of the block that the character at ``offset`` stands in; -1 for none."""
        place = bisect_right(self._starts, offset) - 1
        return place if place >= 0 and offset < self._ends[place] else -1

    def _looks_at(self, rule: Rule, place: int) -> bool:
        block, *after = self.blocks[place : place + 2]
        if rule.alone:
            level, number = place_of(after[0]) if after else (0, 0)
            body = after and after[0].kind is BlockKind.PARAGRAPH and not number
            if not (body or level > block.level) or self.text[block.end] != "\n":
                return False
        if rule.blocks:
            return block.kind in rule.blocks
        return block.kind is not BlockKind.CELL or rule.inside


def _free(line: str, remarks: list[tuple[Remark, bool]], terms: Sequence[str]) -> list[Remark]:
    """The remarks outside of what is protected; each with whether it looks between marks too."""
    marks = protected(line, terms)
    return [
        one for one, may in remarks if max(marks[one.start : max(one.end, one.start + 1)]) <= may
    ]


def _remark(rule: Rule, match: re.Match[str]) -> Remark:
    suggestion = None if rule.put is None else rule.put(match)
    return Remark(
        match.start(), match.end(), rule.id, rule.level, match[0], suggestion,
        rule.kind is RuleClass.MEND and suggestion is not None, rule.name, rule.reason,
    )  # fmt: skip


def _words(lines: _Lines, rules: RuleSet) -> Iterator[tuple[int, Remark]]:
    text, level = lines.text, RuleLevel.WORDS
    heads = rules.heads.keys() & lines.pairs
    wrong = [word for head in heads for word in rules.heads[head] if lines.may_hold(word)]
    longest = "|".join(map(re.escape, sorted(wrong, key=len, reverse=True)))
    for match in re.finditer(longest or "(?!)", text):
        place = lines.place(match.start())
        if place >= 0:
            right, mend = rules.misspellings[match[0]]
            start = match.start() - lines.blocks[place].offset
            end, reason = start + len(match[0]), f"“{match[0]}”应作“{right}”(现代汉语词典)"
            one = Remark(start, end, level.value, level, match[0], right, mend, "错别字", reason)
            yield place, one


def _structural(document: Document, rule: Rule) -> Iterator[Remark]:
    for start, end, detail in CHECKS[rule.check or ""](document):
        text, reason = document.text[start:end], ":".join(filter(None, (rule.reason, detail)))
        yield Remark(start, end, rule.id, rule.level, text, None, False, rule.name, reason)


def _apart(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Without those that would mend characters which another mends already."""
    reach = -1
    for remark in remarks:
        if remark.suggestion is not None:
            if remark.start < reach:
                continue
            reach = remark.end
        yield remark
