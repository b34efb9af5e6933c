"""Counts against what the text tells beside them: 以下四个特点 and its enumerators, figures told in order, names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter as Tally
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Exemption, Kind
from assistant.extraction.numerals import value_of
from assistant.verification.claims.frames import FrameKind
from assistant.verification.consistency.listed import Lists, pieces, small
from assistant.verification.lexicon import forms
from assistant.verification.verdicts.case import inconsistent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Mention
    from assistant.verification.claims.claims import Claim
    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Case, Judgement

_FORMS = forms(__file__)
_LEAST, _MOST = 2, 20
_AMONG = "中"
_INDENT = 3
# So far back a list before a count is looked at, however long its clause.
_FAR = 400
# A list is looked for among so many mentions or figures behind its count.
_WITHIN = 300
# 国家级2门、省级2门: the things listed have counts of their own, as in 分别为2门、5门.
_TOLD = re.compile(r"\d[^\d]{0,3}$")
# What parts the items of a list, the widest first.
_LISTING = ("；;", "，,", "、")
_OPENING = frozenset('“‘"')
# A sentence that goes on before the list begins: the list is another's.
_STOPPED = re.compile(r"[。！？!?；;][^。！？!?；;\n]")
_ENDED = re.compile(rf"{_STOPPED.pattern}|\n[^\n]")
_DASHED = re.compile("[—–•·●◆]")


class Counter:
    """Tells whether a small count is borne out by the text itself.

    三件事 before 一是…二是…三是…, 本部、东湖、新城三个校区, 两个校区分别为88.8%和83.8%.
    """

    def __init__(
        self, mentions: Sequence[Mention], segments: Segments, claims: Sequence[Claim]
    ) -> None:
        self.mentions = mentions
        self.segments = segments
        self.claims = claims
        self._at = {mention.start: number for number, mention in enumerate(mentions)}
        labels = (_FORMS.label.match(block.text) for block in segments.blocks)
        self._labels = Tally(label[1] for label in labels if label is not None)

    def bears_out(self, claim: Claim) -> bool:
        """Whether the text lists as many things as the figure says."""
        mention, told = claim.mention, small(claim.mention)
        level = mention.kind is Kind.GRADE and mention.unit == "级"
        sorted_by = level and _FORMS.sorted.match(claim.behind) is not None
        if not told or not (mention.kind is Kind.COUNT or sorted_by):
            return False
        listed = _listed(self._at[mention.start], self.mentions, self.segments)
        if listed is not None:
            return told in {len(listed), self._named(claim, listed)}
        if _FORMS.together.match(self.segments.text, mention.end):
            return True
        before = _things(self.segments.text, claim.from_clause, claim.start)
        if told in {before, _behind(self.segments.text, claim)}:
            return True
        labelled = self._labels.get(re.split(r"\W", claim.behind, maxsplit=1)[0], 0)
        return told in {
            self._run_after(claim),
            self._like_after(claim),
            self._lines(claim),
            labelled,
        }

    def _lines(self, claim: Claim) -> int:
        """How many lines that begin with a dash stand below a count: 明年：三项安排."""
        below = self.segments.blocks[self.segments.block_number(claim.start) + 1 :]
        return sum(1 for _ in takewhile(lambda one: _DASHED.match(one.text), below))

    def _named(self, claim: Claim, listed: Sequence[Mention]) -> int:
        """How many headings behind a count end in its noun: 列五本账 before 一、解纷账, not 六、来年打算."""
        noun = re.split(r"\W", claim.behind, maxsplit=1)[0]
        heads = [self.segments.blocks[self.segments.block_number(one.start)] for one in listed]
        return sum(one.text.endswith(noun) for one in heads) if noun else 0

    def _like_after(self, claim: Claim) -> int:
        """How many figures in one unit follow in its sentence: 三个景区中,东湖146万人次,西岭98万人次,…."""
        if self.segments.text[claim.mention.end : claim.clause[1]][-1:] != _AMONG:
            return 0
        later = [
            one.quantity.unit_class
            for one in islice(self._later(claim), _MOST)
            if one.quantity is not None and one.frame.kind is FrameKind.PLAIN
        ]
        return later.count(later[0]) if later else 0

    def _run_after(self, claim: Claim) -> int:
        """The length of the first ordered list of figures behind a count in its sentence."""
        lengths = (one.order[1] for one in self._later(claim))
        return next((length for length in lengths if length > 1), 0)

    def _later(self, claim: Claim) -> Iterator[Claim]:
        later = self.claims[claim.number + 1 : claim.number + 1 + _WITHIN]
        return takewhile(lambda one: one.sentence == claim.sentence, later)


def _things(text: str, begin: int, count: int) -> int:
    """How many things are listed right before a count: 本部、东湖、新城三个校区."""
    before = _FORMS.head.sub("", text[begin:count])
    if "、" not in before or "等" in before[-3:] or _FORMS.each.search(before):
        return 0
    items = [item for item in pieces(before.split("、")) if item]
    return 0 if any(map(_TOLD.search, items)) else len(items)


def _behind(text: str, claim: Claim) -> int:
    """How many things a colon lists behind a count: 两类:公益林占三分之二,商品林占三分之一."""
    begin, end = claim.clause[1], claim.sentence[1]
    listed = text[begin + 1 : end] if text[begin : begin + 1] in {"：", ":"} else ""
    if not listed and _FORMS.parted.search(
        text, claim.from_clause, claim.mention.number_end or begin
    ):
        # 按路段分三类,国道7起、县道9起、乡道4起,…
        listed = re.split("[,，。;；]", text[begin + 1 : end], maxsplit=1)[0]
        listed *= "、" in listed
    own = _FORMS.own_points.search(
        text, claim.mention.number_end or claim.mention.start, claim.clause[1]
    )
    if text[begin : begin + 1] == "。" and own and not claim.mention.text[0].isdigit():
        # 五件事已列入日程。…;…;…。
        told = text[begin + 1 : text.find("。", begin + 1) + 1]
        listed = told if "；" in told else ""
    marks = next((mark for mark in _LISTING if any(one in listed for one in mark)), "")
    return len(re.split(f"[{marks}]", listed.rstrip("。；;，,、"))) if marks else 0


def misordered(
    mentions: Sequence[Mention], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """The counts behind which another number of figures is told in order: 四类分别为8个、6个和2个."""
    for number, mention in enumerate(mentions):
        quoted = segments.text[max(0, mention.start - 1) : mention.start] in _OPENING
        if mention.kind is not Kind.COUNT or quoted or mention.text.startswith("第"):
            continue
        told = _in_order(number, mentions, segments.text)
        if small(mention) not in {0, told} and told >= _LEAST:
            reason = f"“{mention.text}”与后面依次写的不符:写了{told}个数"
            yield mention.start, mention.end, inconsistent(reason)


def misnumbered(cases: Sequence[Case], segments: Segments) -> Iterator[tuple[Case, Judgement]]:
    """The counts without a fact beside which another number of names stands."""
    lists = Lists([case.claim.mention for case in cases], segments)
    for case in cases:
        mention = case.claim.mention
        free = case.support is None and case.computed is None and case.meant is None
        reason = lists.clash(mention) if mention.kind is Kind.COUNT and free else ""
        if reason:
            yield case, inconsistent(reason, mention.start)


def miscounts(
    mentions: Sequence[Mention], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """The structure counts that are not those of the list before or behind them, or of the enumerators that follow."""
    lists = Lists([one for one in mentions if one.exempt is None], segments)
    for number, mention in enumerate(mentions):
        if mention.exempt is Exemption.STRUCTURE and mention.low is not None:
            graded = mention.kind is Kind.GRADE  # 在全省一级客运站中 counts no points
            reason = "" if graded else _misenumerated(int(mention.low), number, mentions, segments)
            reason = reason or lists.clash(mention)
            if reason:
                yield mention.start, mention.end, inconsistent(reason)


def _misenumerated(told: int, number: int, mentions: Sequence[Mention], segments: Segments) -> str:
    mention = mentions[number]
    earlier = mentions[number - 1].end if number else mention.start
    if _FORMS.joined.fullmatch(segments.text, earlier, mention.start):
        return ""  # 四个支撑与三个拖累: what follows may be both
    begin = max(segments.clause(mention.start)[0], mention.start - _FAR)
    if _things(segments.text, begin, mention.start) == told:
        return ""  # 围绕建会、帮扶、维权三条线: the sections behind are others
    listed = len(_listed(number, mentions, segments) or ())
    wrong = listed != told and listed >= _LEAST
    return f"“{mention.text}”说有{told}项,其后只列出{listed}项" if wrong else ""


def _in_order(number: int, mentions: Sequence[Mention], text: str) -> int:
    """How many figures in one unit are told in order right behind a count; 0 for none."""
    run: list[Mention] = []
    last = mentions[number].end
    for other in mentions[number + 1 : number + 1 + _MOST]:
        begins = _FORMS.between.fullmatch if run else _FORMS.ordered.match
        if not begins(text[last : other.start]):
            break
        run.append(other)
        last = other.end
    units = {one.unit for one in run}
    return len(run) if len(units) == 1 and text[last : last + 1] != "等" else 0


def _listed(number: int, mentions: Sequence[Mention], segments: Segments) -> list[Mention] | None:
    """The enumerators of one style that follow a count; None where no list follows."""
    mention = mentions[number]
    block = segments.block_number(mention.start)
    style: str | None = None
    listed: list[Mention] = []
    last = mention.end
    head = segments.block(mention.start)
    # 明年：三个“再” above 2026年,一是…
    ended = _STOPPED if head is not None and head.kind is BlockKind.HEADING else _ENDED
    for other in mentions[number + 1 : number + 1 + _WITHIN]:
        if other.exempt is not Exemption.ENUM:
            if other.exempt is Exemption.STRUCTURE and style is None:
                return None
            continue
        here = segments.block_number(other.start)
        if style is None:
            near = here in {block, block + 1} and not ended.search(segments.text, last, other.start)
            if not near or place_of(other.text) != 1:
                return None
            style = style_of(other.text)
            listed.append(other)
        elif style_of(other.text) == style:
            if place_of(other.text) != len(listed) + 1:
                break
            listed.append(other)
        elif (
            segments.blocks[here].level == 1
            and other.start - segments.blocks[here].offset < _INDENT
        ):
            break  # a heading begins with it
    return listed or None


def style_of(text: str) -> str:
    """An enumerator with its numeral taken out: 一是 -> #是."""
    return _FORMS.style.sub("#", text)


def place_of(text: str) -> int | None:
    """The number of an enumerator; None where it has none that is read here."""
    found = _FORMS.style.search(text)
    if found is None:
        return 1 if text.startswith("首") else None
    value = value_of(_FORMS.digits.sub("", unicodedata.normalize("NFKC", found[0]))[:6])
    return None if value is None else int(value)
