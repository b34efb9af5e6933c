"""Small counts in words against the list that stands beside them, items with figures of their own too.

| text | what is counted |
|---|---|
| 纳税人学堂、干部培训三个平台 | names right before the count |
| 三个导向:问题导向、目标导向 | names behind a colon that are built alike |
| A430家、B265家、C19家,四类载体 | names with figures, up to the count |
| 抓好四项指标:A350户,B3600批次 | names with figures behind a colon |
| A52亿元、B27亿元,三项合计79亿元 | the figures that add up to the sum |

Silent where the list may be another's or go on: 省委、省政府五项举措, 教师、家长对食堂、宿舍…, 等, 前两项.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Kind
from assistant.verification.consistency.arithmetic import amount, slack
from assistant.verification.interchange import quantity
from assistant.verification.lexicon import forms, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from assistant.domain import Mention
    from assistant.verification.claims.segments import Segments

_NONE: frozenset[int] = frozenset()
_LEAST, _MOST, _LONGEST, _LEAD, _NEAR = 2, 20, 16, 6, 8
_WINDOW = 120
_FORMS = forms(__file__)
_MARKS, _CUTS = "、，,；;：:", "，,；;：:"
_BEHIND = re.compile(r"[\u4e00-\u9fff“”]*")
_TOTAL = re.compile(r"[^\d，,。；;：:、\n]{0,12}$")
_COLON = re.compile(r"([^，,。；;：:、\n]{0,8})[：:]")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_QUOTES = "“”‘’\"' 　"
_DOING = ("between", "undertakings")
# Items are alike in one of these.
_ALIKE = (len, lambda item: item[:_LEAST], lambda item: item[-_LEAST:])
# 家, 地: an office or a place is what is counted.
_PLACES = frozenset("家地")
_FIGURED = re.compile(r"[^\d]+(?=\d)")


class _Run(NamedTuple):
    """Figures with their names that end right before a count, the last first.

    Attributes:
        figures: each of its item.
        lengths: how many of the last there may be in the list, by where commas part them.
        closed: none can stand before the first.
    """

    figures: tuple[Mention, ...]
    lengths: frozenset[int]
    closed: bool


def small(mention: Mention) -> int:
    """The number that a mention counts, where it is one that a text may list; else 0."""
    low = mention.low if mention.exact else None
    return int(low) if low is not None and _LEAST <= low <= _MOST and low == int(low) else 0


class Lists:
    """Finds the counts that are not those of the list beside them.

    Args:
        figures: what the text tells that is no structure or name, in order.
    """

    def __init__(self, figures: Sequence[Mention], segments: Segments) -> None:
        self.figures = figures
        self.segments = segments
        self.text = segments.text
        self._starts = [figure.start for figure in figures]

    def clash(self, mention: Mention) -> str:
        """What is wrong with a count; empty where no list says so."""
        told = small(mention)
        if not told or mention.text[0].isdigit():
            return ""
        before = self._before(mention, told) if self._sums_up(mention) else _NONE
        for where, listed in (("前面", before), ("后面", self._behind(mention))):
            if listed and told not in listed:
                return f"“{mention.text}”与{where}列出的不符:列出的是{max(listed)}项"
        return ""

    def _sums_up(self, mention: Mention) -> bool:
        """Whether it counts sorts, or the like of which a list is: 四类, 三项指标, 两项均."""
        behind = self._noun(mention)
        if mention.kind not in {Kind.COUNT, Kind.GRADE} or words("owned").first(behind):
            return False
        if mention.unit in words("sorts").words:
            return True
        like = words("summed_up").first(behind)
        alike = like is not None and like.start() <= _LEAST
        of_all = words("of_all").pattern.match(behind) is not None
        return mention.unit in words("listed_units").words and (alike or of_all)

    def _noun(self, mention: Mention) -> str:
        found = _BEHIND.match(self.text, mention.end, mention.end + _NEAR)
        return found[0] if found is not None else ""

    # -- before the count -----------------------------------------------------------------

    def _before(self, mention: Mention, told: int) -> AbstractSet[int]:
        begin = max(self.segments.sentence(mention.start)[0], mention.start - 4 * _WINDOW)
        pointed = _FORMS.pointing.search(self.text, begin, mention.start)
        end = pointed.start() if pointed is not None else mention.start
        run = self._run(begin, end)
        if run is not None:
            return self._of_run(run, mention, told)
        clause = max(self.segments.clause(mention.start)[0], mention.start - _WINDOW)
        held = bisect_left(self._starts, end)
        figured = held > 0 and self.figures[held - 1].end > clause
        return _NONE if figured else self._named(self.text[clause:end], mention)

    def _run(self, begin: int, end: int) -> _Run | None:
        """The items with figures before a place; None where none stands there."""
        text = self.text
        if text[end - 1 : end] in _CUTS and end > begin:
            end -= 1
        at = bisect_left(self._starts, end) - 1
        figures: list[Mention] = []
        lengths: set[int] = set()
        closed = False
        while at >= 0 and self.figures[at].start >= begin and self.figures[at].end == end:
            figure = self.figures[at]
            floor = max(begin, self.figures[at - 1].end) if at else begin
            cut = max(text.rfind(mark, floor, figure.start) for mark in _MARKS)
            named = self._names(text[cut + 1 if cut >= 0 else floor : figure.start])
            if not named or (figures and _unlike(figure, figures[0])) or len(figures) >= _MOST:
                break
            figures.append(figure)
            if cut < 0 or text[cut] in _CUTS:
                lengths.add(len(figures))
            closed = cut < 0 or text[cut] in "：:"
            if closed:
                break
            at, end = at - 1, cut
            if floor == begin and cut - begin <= _LEAD and text[cut] in _CUTS:
                closed = True  # 一年来,
        return _Run(tuple(figures), frozenset(lengths), closed) if figures else None

    def _names(self, name: str) -> bool:
        """Whether words name a thing and tell no more of the one before: not 同比增长, 其中."""
        fits = _LEAST <= len(name.strip(_QUOTES)) <= _LONGEST
        more = words("tells_more").pattern.match(name) is not None
        return fits and not more and not name.endswith(words("ends_in").words)

    def _of_run(self, run: _Run, mention: Mention, told: int) -> AbstractSet[int]:
        values = [amount(quantity(figure)) for figure in run.figures]
        total = self._total(mention)
        if total is not None:
            sums = enumerate(accumulate(values), 1)
            whole, steps = quantity(total), [quantity(figure) for figure in run.figures]
            room = slack(*(one for one in (whole, *steps) if one is not None))
            return {size for size, made in sums if abs(made - amount(whole)) <= room and size > 1}
        fits = len(run.figures) >= _LEAST and len(run.figures) == max(run.lengths, default=0)
        open_end = told > len(run.figures) and not run.closed
        return run.lengths if fits and not open_end and sum(values) != told else _NONE

    def _total(self, mention: Mention) -> Mention | None:
        """The sum that is told right behind a count: 三项合计86.42亿元."""
        at = bisect_left(self._starts, mention.end)
        behind = self.figures[at] if at < len(self.figures) else None
        if behind is None or _TOTAL.match(self.text[mention.end : behind.start]) is None:
            return None
        added = words("sum").first(self.text[mention.end : behind.start])
        return behind if added is not None else None

    def _named(self, told: str, mention: Mention) -> AbstractSet[int]:
        """The numbers of things that names right before a count may be."""
        items = [item.strip(_QUOTES) for item in _BRACKETS.sub("", told).split("、")]
        if len(items) < _LEAST:
            noun = words("summed_up").first(self._noun(mention))
            items = [piece.strip(_QUOTES) for piece in _FORMS.joined.split(told)]
            if len(items) != _LEAST or noun is None or min(map(len, items)) < _LEAST:
                return _NONE
            return _NONE if self._anothers(items, mention) else {1, len(items)}
        bare = len(items) == _LEAST and max(map(len, items)) <= _LEAST
        if self._anothers(items, mention) or (bare and mention.unit not in words("sorts").words):
            return _NONE  # 宣传、贯彻三个方面: what is done with them
        return _sizes(items)

    def _anothers(self, items: Sequence[str], mention: Mention) -> bool:
        """Whether the items may be another's list, or who has what is counted."""
        last, noun = items[-1], self._noun(mention)[:4]
        # 组织 between 思想 and 作风 is what is counted.
        told = [*(item for item in items[1:-1] if len(item) > _LEAST), last]
        doing = any(
            any(words(name).first(item) for name in _DOING)
            or _FORMS.open.search(item)
            or _FORMS.counted.search(item)
            for item in told
        )
        ends = last.endswith(words("ends_in").words)
        body = last.endswith((*words("bodies").words, *words("owners").words))
        of_it = mention.unit in _PLACES or last[-1:] in noun or mention.unit in words("sorts").words
        return doing or ends or (body and not of_it and "层" not in noun)

    # -- behind the count -----------------------------------------------------------------

    def _behind(self, mention: Mention) -> AbstractSet[int]:
        """How many things a colon lists behind a count: names with a figure each, or names alike."""
        colon = _COLON.match(self.text, mention.end)
        if colon is None:
            return _NONE
        end = self.segments.sentence(colon.end())[1]
        figured = self._figured(colon.end(), end) if self._sums_up(mention) else _NONE
        alike = figured or self._alike(colon[1][:_LEAST], colon.end(), end)
        return alike or self._parted(colon.end(), end)

    def _parted(self, begin: int, end: int) -> AbstractSet[int]:
        """The items that semicolons part: each one or as many as its clauses name with a figure, more where more follows."""
        text = self.text[begin:end].rstrip("。\n")
        items = re.split("[；;]", text)
        if len(items) < _LEAST or _FORMS.open.search(text):
            return _NONE
        named = sum(max(1, self._own(item)) for item in items)
        more = self.text[end : end + _LEAST].lstrip("。").strip(" ")[:1].strip()
        return set(range(len(items), _MOST if more else named + 1))

    def _own(self, item: str) -> int:
        """How many clauses of an item name something and tell its figure."""
        found = (_FIGURED.match(clause) for clause in re.split("[，,、]", item))
        return sum(1 for one in found if one is not None and self._names(one[0]))

    def _figured(self, at: int, end: int) -> AbstractSet[int]:
        place, size = bisect_left(self._starts, at), 0
        while at < end and place < len(self.figures) and size <= _MOST:
            figure = self.figures[place]
            if (
                not self._names(self.text[at : figure.start])
                or self.text[figure.end : figure.end + 1] not in _MARKS + "。"
            ):
                return _NONE
            size, place, at = size + 1, place + 1, figure.end + 1
        return {size} if at >= end and size >= _LEAST and not self._goes_on(at, place) else _NONE

    def _goes_on(self, at: int, place: int) -> bool:
        """Whether the next sentence begins with a name and a figure too."""
        behind = self._starts[place] if place < len(self._starts) else at + _WINDOW
        name = self.text[at:behind]
        return self._names(name) and not any(mark in name for mark in _MARKS + "。\n")

    def _alike(self, noun: str, begin: int, end: int) -> AbstractSet[int]:
        """Names of one length, beginning or end; clauses that each have the count's noun: 坚持便民,坚持依法."""
        told = self.text[begin:end]
        clauses = re.split("[，,；;]", told)
        if _FORMS.open.search(told):
            return _NONE
        if len(clauses) == 1:
            items = [item.strip(_QUOTES) for item in told.split("、")]
            return _sizes(items) if _parallel(items) or _parallel(pieces(items)) else _NONE
        each = told.count(noun) == len(clauses) and all(noun in clause for clause in clauses)
        goes_on = self.text[end + 1 : end + 4].lstrip(_QUOTES + "\n").startswith(noun)
        return {len(clauses)} if len(noun) == _LEAST and each and not goes_on else _NONE


def pieces(items: Sequence[str]) -> list[str]:
    """Items parted where 和 may join two or stand inside of one."""
    return [piece.strip(_QUOTES) for item in items for piece in _FORMS.joints.split(item)]


def _sizes(items: Sequence[str]) -> AbstractSet[int]:
    """How many things items may be."""
    return set(range(len(items), len(pieces(items)) + 1))


def _parallel(items: Sequence[str]) -> bool:
    """Whether items are built alike: of one length, or of one beginning or end."""
    fit = len(items) >= _LEAST and all(_LEAST <= len(item) <= _LONGEST for item in items)
    return fit and any(len({by(item) for item in items}) == 1 for by in _ALIKE)


def _unlike(one: Mention, other: Mention) -> bool:
    first, second = quantity(one), quantity(other)
    return first is None or second is None or first.unit_class != second.unit_class
