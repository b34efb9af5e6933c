"""Which readings are no claims, by their place and the words around them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption, Kind
from assistant.extraction.behind import heads_noun, unit_behind
from assistant.extraction.lexicon import cue, forms, word_list

if TYPE_CHECKING:
    from assistant.extraction.reading import Reading, View

_FORMS = forms(__file__)
_ZONES = {"《": Exemption.TITLE, "〈": Exemption.TITLE, "~": Exemption.STRUCTURE}
_SMALL = 12
_SCALES_ONLY = frozenset("百千万亿")
_PAUSES = frozenset("，,。;:!?\n)")
_PLACED_UNITS = frozenset("个项类种家地者")
_CHECKED = frozenset((Kind.COUNT, Kind.DURATION, Kind.MONEY, Kind.MEASURE, Kind.SCORE, Kind.GRADE))
_CRITERION_KINDS = frozenset((Kind.DURATION, Kind.MONEY, Kind.MEASURE, Kind.SCORE))
_LABEL_REACH = 24
_LABEL_ENDS = frozenset(("", *"\n)]〕】、/,;"))
_BARE = frozenset("十百千万亿") | {"千万", "百万", "亿万", "万亿", "万千"}
_NAMED = frozenset((Exemption.NAME, Exemption.ENUM))


class Zone(NamedTuple):
    """A stretch of text whose numerals are no claims: the inside of 《…》 or of a short “…”."""

    start: int
    end: int
    exemption: Exemption


def zones(norm: str) -> tuple[Zone, ...]:
    """The titles and slogans of a text, in order."""
    return tuple(
        Zone(match.start(), match.end(), _ZONES.get(match[0][0], Exemption.TERM))
        for match in _FORMS.zone.finditer(norm)
    )


@cache
def _structure_nouns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Nouns of a text's own points: with any numeral, directly behind, and near behind it."""
    always, following, near = (
        "|".join(map(re.escape, word_list("structure.txt", part)))
        for part in ("always", "following", "near")
    )
    return (
        re.compile(always),
        re.compile(f"{always}|{following}"),
        re.compile(f"[^，。;、0-9]{{0,4}}?(?:{near})"),
    )


def _is_criterion(norm: str, reading: Reading, number: str) -> bool:
    """Whether it says what is counted, not how much: 60岁以上老人, 每10万人, 百元收入."""
    if reading.unit in cue("criterion", "ages") and (
        reading.approximator or reading.low != reading.high
    ):
        return True
    if _FORMS.power.fullmatch(number) and _FORMS.per.search(
        norm, max(0, reading.start - 2), reading.start
    ):
        return True
    if reading.approximator and reading.approximator.endswith(tuple(cue("criterion", "limits"))):
        if reading.kind in _CRITERION_KINDS and "…" not in reading.approximator:
            return _FORMS.sorted.match(norm, reading.end) is not None
        return False
    return (
        reading.chinese
        and not reading.approximator
        and reading.kind is not Kind.COUNT
        and set(number) <= _SCALES_ONLY
        and not pauses(norm, reading.end)
    )


def _is_label(norm: str, reading: Reading) -> bool:
    """Whether it is the unit that a head or a note of a table names: 金额(万元), 单位:万亩、万元."""
    before = norm[max(0, reading.start - _LABEL_REACH) : reading.start]
    begun = _FORMS.label.search(before[-6:])
    if begun is None or reading.approximator:
        return False
    if begun[0].strip() in {"、", "/", ",", ";"}:
        line = before[before.rfind("\n") + 1 :]
        begun = _FORMS.label_list.search(line)
    return begun is not None and norm[reading.end : reading.end + 1] in _LABEL_ENDS


def exempt_by_place(view: View, reading: Reading, zone: Zone | None) -> bool:
    """Marks a reading inside a title, a slogan or struck-out text. Returns whether it settled it."""
    if zone is None or (reading.kind is Kind.REDACTION and zone.exemption is Exemption.TERM):
        return False
    if zone.exemption is Exemption.STRUCTURE:
        reading.excuse(Exemption.STRUCTURE, "已划去的文字,不作数量核对")
        return True
    if _counts_behind(view, reading, zone):
        return True
    if zone.exemption is Exemption.TITLE:
        reading.excuse(Exemption.TITLE, "书名号内的标题,不作数量核对")
        return True
    if reading.kind is Kind.GRADE and _FORMS.award.search(view.norm, zone.start, zone.end):
        return False
    reading.excuse(Exemption.TERM, "引号内的固定说法或标题,不作数量核对")
    return True


def _counts_behind(view: View, reading: Reading, zone: Zone) -> bool:
    """“465”篇 and 《465》篇 are figures, and so is “465篇” before a pause.

    Takes the quotation marks and the measure word behind them into the reading.
    """
    alone = zone.start + 1 == reading.start and reading.end == zone.end - 1
    if not alone or reading.low is None or reading.exempt in _NAMED:
        return False
    if reading.unit is not None:
        return (
            not reading.chinese and pauses(view.norm, zone.end) and reading.kind is not Kind.GRADE
        )
    unit = unit_behind(view, zone.end)
    if unit is None:
        return False
    reading.start, reading.end = zone.start, unit.end
    reading.unit, reading.kind = unit.name, unit.kind
    reading.exempt, reading.reason = None, ""
    return True


def exempt_by_words(norm: str, reading: Reading, floor: int, listed: Reading | None) -> None:
    """Marks vague counts, structure counts and bare numerals of set phrases.

    ``floor`` is the end of the mention before, and ``listed`` that mention: in 完成一篇信息、一篇调研
    the second counts as the first does.
    """
    if reading.kind not in _CHECKED or reading.unread:
        return
    number = norm[reading.number_start : reading.number_end]
    if number == "零" and not pauses(norm, reading.end) and not _counts_none(norm, reading):
        reading.excuse(Exemption.TERM, "数字后没有量词,是固定说法,不作数量核对")
    elif reading.chinese and set(number) <= _SCALES_ONLY and _is_label(norm, reading):
        reading.excuse(Exemption.STRUCTURE, "表头或表注里的计量单位,不是所报的数量")
    elif _is_criterion(norm, reading, number):
        reading.excuse(Exemption.NAME, "分类或比率的标准,不是所报的数量")
    elif reading.unit is None:
        _exempt_bare(norm, reading, number, floor)
    elif reading.kind is not Kind.COUNT and reading.kind is not Kind.DURATION:
        return
    elif reading.chinese and not reading.approximator and set(number) <= _SCALES_ONLY:
        reading.excuse(Exemption.VAGUE, "泛指,不是确切数量")
    elif not _exempt_one(norm, reading, number, listed) and _is_structure(norm, reading, floor):
        reading.excuse(Exemption.STRUCTURE, "文章自身结构的计数")


def _counts_none(norm: str, reading: Reading) -> bool:
    """零起负面舆情 and 零例感染 count; 零处罚 is a phrase."""
    return reading.unit in cue("one", "none_units") and not heads_noun(norm, reading.number_end)


def _exempt_bare(norm: str, reading: Reading, number: str, floor: int) -> None:
    """A Chinese numeral without a measure word makes a set phrase, but for 每月一排名 and 降为零."""
    if not reading.chinese or reading.approximator or not (reading.single or number in _BARE):
        return
    if number == "零" and _is_none(norm, reading):
        return
    said = _FORMS.said.search(norm, max(floor, reading.start - 3), reading.start)
    if said and number != "一" and pauses(norm, reading.end):
        return
    every = _FORMS.every.search(norm, max(floor, reading.start - 4), reading.start)
    act = _FORMS.acts.match(norm, reading.end) if every else None
    if every and act:
        reading.start, reading.end = every.start(), act.end()
        return
    if reading.single and _structure_nouns()[0].match(norm, reading.end):
        reading.excuse(Exemption.STRUCTURE, "文章自身结构的计数")  # 三方面不足
        return
    reading.excuse(Exemption.TERM, "数字后没有量词,是固定说法,不作数量核对")


def _is_none(norm: str, reading: Reading) -> bool:
    """Whether 零 is a value: 连续五年为零, 降至零; not 归零, 零的突破."""
    before = _FORMS.zero_before.search(norm, max(0, reading.start - 2), reading.start)
    return before is not None and pauses(norm, reading.end)


def _exempt_one(norm: str, reading: Reading, number: str, listed: Reading | None) -> bool:
    """Marks a one that is none of a thing (未发生一起) or an article (一支队伍).

    Returns whether it can be no count of the text's own points.
    """
    if number not in {"一", "1", "半"}:
        return False
    if _denies(norm, reading, number):
        reading.low = reading.high = Decimal(0)
        reading.excuse(Exemption.VAGUE, "一个也没有,即为零")
    elif number != "1" and not _one_counts(norm, reading, listed):
        reading.excuse(Exemption.VAGUE, "“一”在这里只起修饰作用,不是数量")
    return number != "1" or reading.exempt is not None


def _denies(norm: str, reading: Reading, number: str) -> bool:
    """Whether it says that there is none: 未发生一起, 没有一人, 无一例."""
    if number == "半" or reading.unit not in cue("one", "none_units") or reading.approximator:
        return False
    return _FORMS.none.search(norm, max(0, reading.start - 8), reading.start) is not None


def pauses(norm: str, end: int) -> bool:
    """Whether the clause pauses at ``end``."""
    return end == len(norm) or norm[end] in _PAUSES


def _one_counts(norm: str, reading: Reading, listed: Reading | None) -> bool:
    """Whether 一 with a measure word is a count: 配备一名, 少一篇, 每科室一间; else an article."""
    start = reading.number_start
    behind = pauses(norm, reading.end) and _FORMS.things.fullmatch(norm, start, reading.end)
    if reading.approximator or behind:
        return True
    clause = _FORMS.clause_break.split(norm[max(0, start - 9) : start])[-1]
    if reading.kind is Kind.DURATION:
        return bool(_FORMS.time.search(clause))
    if _FORMS.rate_base.search(clause) and not pauses(norm, reading.end):
        return False
    if _FORMS.one_before.search(clause) or _FORMS.one_after.match(norm, reading.end):
        return True
    if clause.endswith("其中") and _FORMS.one_of.match(norm, reading.end):
        return reading.unit in cue("one", "persons")
    return (
        listed is not None
        and listed.exempt is None
        and listed.unit == reading.unit
        and _FORMS.listed.fullmatch(norm, listed.end, reading.start) is not None
    )


def _is_structure(norm: str, reading: Reading, floor: int) -> bool:
    """Whether the count is of the text's own points: 三个方面, 以下四个特点, 甲、乙两个."""
    low = reading.low
    if low is None or low != reading.high or low > _SMALL or reading.approximator:
        return False
    before = norm[max(floor, reading.start - 6) : reading.start]
    placed = reading.chinese and reading.unit in _PLACED_UNITS and _FORMS.ends.search(before)
    if placed or reading.unit not in cue("structure", "units"):
        return bool(placed)
    always, following, near = _structure_nouns()
    if reading.chinese and (reading.unit == "点" or _sums_up(norm, reading)):
        return True
    if before.endswith(tuple(cue("structure", "own"))) or always.match(norm, reading.end):
        return True
    if not reading.chinese:
        own = reading.unit == "大" or _FORMS.points.search(before) is not None
        return own and following.match(norm, reading.end) is not None
    return bool(
        following.match(norm, reading.end)
        or (near.match(norm, reading.end) and not _FORMS.doing.search(before))
        or _counts_list(norm, reading, floor, int(low))
    )


def _sums_up(norm: str, reading: Reading) -> bool:
    """Whether it begins a clause that adds up what stood before: 三项合计, 四类加起来."""
    begins = reading.start == 0 or norm[reading.start - 1] in _PAUSES
    return begins and _FORMS.sums.match(norm, reading.end) is not None


def _counts_list(norm: str, reading: Reading, floor: int, many: int) -> bool:
    """Whether the things counted stand right before: 本部、东湖、新城三个校区."""
    begin = max(floor, reading.start - 60)
    clause = _FORMS.clause_break.split(norm[begin : reading.start])[-1]
    return "、" in clause + "、" * (many == 2) and len(_FORMS.item_break.split(clause)) == many  # noqa: PLR2004
