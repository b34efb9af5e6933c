"""Counts that a text bears out itself: 以下四个特点 against the enumerators that follow."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.extraction import parse_chinese_number
from assistant.verification.claims.frames import FrameKind
from assistant.verification.clashes import Clash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Block, Mention
    from assistant.verification.claims.claims import Claim
    from assistant.verification.claims.segments import Segments

_STYLE = re.compile(r"[一二三四五六七八九十百\d０-９①-⑳⑴-⒇]+")
_LEAST, _MOST = 2, 20
_AMONG = "中"
_INDENT = 3
# A list is looked for among so many mentions or figures behind its count.
_WITHIN = 300
# 两个分校区合计: which they are is told by what was said before.
_TOGETHER = re.compile(
    r"[^,，。；;、]{0,8}(?:合计|总计|共计|之和|之差|相差|分别|均为|都|加起来|合起来|加在一起)"
)
# 按红、橙、黄三级划分
_SORTED = re.compile("划分|分类|分级|管理|预警|响应|管控|认定|标准|依次|分别|联动|贯通|合计|共")
# A sentence that goes on before the list begins: the list is another's.
_ENDED = re.compile(r"[。！？!?；;][^。！？!?；;\n]|\n[^\n]")


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

    def bears_out(self, claim: Claim) -> bool:
        """Whether the text lists as many things as the figure says."""
        mention = claim.mention
        if not mention.exact or mention.low is None or not _LEAST <= mention.low <= _MOST:
            return False
        told = int(mention.low)
        level = mention.kind is Kind.GRADE and mention.unit == "级"
        sorted_by = level and _SORTED.match(claim.behind) is not None
        if not (mention.kind is Kind.COUNT or sorted_by) or told != mention.low:
            return False
        listed = _listed(self._at[mention.start], self.mentions, self.segments)
        if listed is not None:
            return listed == told
        if _TOGETHER.match(self.segments.text, mention.end):
            return True
        before = _things(self.segments.text, claim.from_clause, claim.start)
        if told in {before, _behind(self.segments.text, claim)}:
            return True
        return self._run_after(claim) == told or self._like_after(claim) == told

    def _like_after(self, claim: Claim) -> int:
        """How many figures in one unit follow in its sentence: 三个景区中,东湖146万人次,西岭98万人次,…."""
        if self.segments.text[claim.mention.end : claim.clause[1]][-1:] != _AMONG:
            return 0
        later = [
            one.quantity.unit_class
            for one in self.claims[claim.number + 1 : claim.number + 1 + _MOST]
            if one.sentence == claim.sentence
            and one.quantity is not None
            and one.frame.kind is FrameKind.PLAIN
        ]
        return later.count(later[0]) if later else 0

    def _run_after(self, claim: Claim) -> int:
        """The length of the first ordered list of figures behind a count in its sentence."""
        later = self.claims[claim.number + 1 : claim.number + 1 + _WITHIN]
        lengths = (one.order[1] for one in later if one.sentence == claim.sentence)
        return next((length for length in lengths if length > 1), 0)


# 国家级2门、省级2门: the things listed have counts of their own, as in 分别为2门、5门.
_TOLD = re.compile(r"\d[^\d]{0,3}$")
_HEAD = re.compile(r"^\s*[(（]?[0-9〇一二三四五六七八九十]{1,3}[)）]?[、.．]")
_EACH = re.compile("(?:分别|各)(?:为|是|有|达)?$")


def _things(text: str, begin: int, count: int) -> int:
    """How many things are listed right before a count: 本部、东湖、新城三个校区."""
    before = _HEAD.sub("", text[begin:count])
    if "、" not in before or "等" in before[-3:] or _EACH.search(before):
        return 0
    items = [item for item in re.split(r"、|和|及|与|以及", before) if item.strip()]
    return 0 if any(_TOLD.search(item) for item in items) else len(items)


def _behind(text: str, claim: Claim) -> int:
    """How many things a colon lists behind a count: 两类:公益林占三分之二,商品林占三分之一."""
    begin, end = claim.clause[1], claim.sentence[1]
    listed = text[begin + 1 : end] if text[begin : begin + 1] in {"：", ":"} else ""
    marks = next((mark for mark in _LISTING if any(one in listed for one in mark)), "")
    return len(re.split(f"[{marks}]", listed.rstrip("。；;，,、"))) if marks else 0


# What parts the items of a list, the widest first.
_LISTING = ("；;", "，,", "、")
# 四个渠道依次为: what is counted is told in order.
_ORDERED = re.compile(r"[^,，。;；:：、\n]{0,8}?(?:分别|依次|各)[^\d,，。;；:：、\n]{0,10}$")
_AND = re.compile(r"[、和与及]|以及")


def misordered(mentions: Sequence[Mention], segments: Segments) -> Iterator[Clash]:
    """The counts behind which another number of figures is told in order: 四类分别为8个、6个和2个."""
    for number, mention in enumerate(mentions):
        low = mention.low if mention.kind is Kind.COUNT and mention.exact else None
        quoted = segments.text[max(0, mention.start - 1) : mention.start] in _QUOTES
        named = quoted or mention.text.startswith("第")
        if low is None or not _LEAST <= low <= _MOST or named:
            continue
        told = _in_order(number, mentions, segments.text)
        if told >= _LEAST and told != low:
            reason = f"“{mention.text}”与后面依次写的不符:写了{told}个数"
            yield Clash(mention.start, mention.end, reason)


def _in_order(number: int, mentions: Sequence[Mention], text: str) -> int:
    """How many figures in one unit are told in order right behind a count; 0 for none."""
    run: list[Mention] = []
    last = mentions[number].end
    for other in mentions[number + 1 : number + 1 + _MOST]:
        begins = _AND.fullmatch if run else _ORDERED.match
        if not begins(text[last : other.start]):
            break
        run.append(other)
        last = other.end
    units = {one.unit for one in run}
    return len(run) if len(units) == 1 and text[last : last + 1] != "等" else 0


_QUOTES = frozenset('“‘"')
_JOINED = re.compile("[^，。;；:：、\n]{1,6}[与和及、]")


def miscounts(mentions: Sequence[Mention], segments: Segments) -> Iterator[Clash]:
    """The structure counts that are followed by another number of enumerators."""
    for number, mention in enumerate(mentions):
        if mention.exempt is not Exemption.STRUCTURE or mention.low is None:
            continue
        earlier = mentions[number - 1].end if number else mention.start
        if _JOINED.fullmatch(segments.text, earlier, mention.start):
            continue  # 四个支撑与三个拖累: what follows may be both
        told = int(mention.low)
        if _things(segments.text, segments.clause(mention.start)[0], mention.start) == told:
            continue  # 围绕建会、帮扶、维权三条线: the sections behind are others
        listed = _listed(number, mentions, segments)
        if listed is not None and listed != told and listed >= _LEAST:
            reason = f"“{mention.text}”说有{told}项,其后只列出{listed}项"
            yield Clash(mention.start, mention.end, reason)


def _listed(number: int, mentions: Sequence[Mention], segments: Segments) -> int | None:
    """How many enumerators of one style follow a count; None where no list follows."""
    mention = mentions[number]
    block = segments.block_number(mention.start)
    style, count = None, 0
    last = mention.end
    for other in mentions[number + 1 : number + 1 + _WITHIN]:
        if other.exempt is not Exemption.ENUM:
            if other.exempt is Exemption.STRUCTURE and style is None:
                return None
            continue
        here = segments.block_number(other.start)
        if style is None:
            near = here in {block, block + 1} and not _ENDED.search(
                segments.text, last, other.start
            )
            if not near or value_of(other.text) != 1:
                return None
            style, count = style_of(other.text), 1
        elif style_of(other.text) == style:
            if value_of(other.text) != count + 1:
                break
            count += 1
        elif _above(segments.blocks[here], other):
            break
    return count if style is not None else None


def _above(block: Block, other: Mention) -> bool:
    """Whether an enumerator of another style ends the list: a heading begins with it."""
    return block.level == 1 and other.start - block.offset < _INDENT


def style_of(text: str) -> str:
    """An enumerator with its numeral taken out: 一是 -> #是."""
    return _STYLE.sub("#", text)


def value_of(text: str) -> int | None:
    """The number of an enumerator; None where it has none that is read here."""
    found = _STYLE.search(text)
    if found is None:
        return 1 if text.startswith("首") else None
    run = found[0]
    if run.isdecimal():
        return int(run[:6])
    value = unicodedata.numeric(run) if len(run) == 1 else parse_chinese_number(run)
    return None if value is None else int(value)
