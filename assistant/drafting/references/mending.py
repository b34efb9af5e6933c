"""The words around references: what a reference brings is not said twice, nor contradicted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assistant.drafting.references.grammar import references
from assistant.drafting.references.numbers import SCALES
from assistant.drafting.references.rendering import UnknownReferenceError, tell_reference
from assistant.extraction import compatible, parse_chinese_number, read_mentions
from assistant.extraction.doubling import around
from assistant.files.forms import forms
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet
    from assistant.drafting.references.grammar import Reference

# So many characters on each side are compared with what the reference becomes.
_REACH = 12
# So many characters of its end, said once more behind it, are no chance.
_TAIL = 3
# Characters of 人次, 艘次, 件次.
_TIMES = 2
_STOPS = "，。；、,;. \n"
_BRACKETS = (("（", "("), ("）", ")"))
# What a reference may begin with, by its side, and the side that contradicts it.
_SIDES = {
    "up": ("增长", "增加", "提高"),
    "down": ("下降", "减少"),
    "flat": ("持平",),
    "least": ("不少于", "不低于"),
    "most": ("不超过", "不高于", "不足"),
}
_AGAINST = {
    "up": ("down",),
    "down": ("up",),
    "flat": ("up", "down"),
    "least": ("most",),
    "most": ("least",),
}
_CHANGES = frozenset(("up", "down", "flat"))
# What a reference may end with, and the list of words behind it that say the same.
_BEHIND = {"%": ("percent",), "点": ("percent",), "年": ("year",), "月": ("month",), "日": ("day",)}
_FORMS = forms(__file__)


class _Left(NamedTuple):
    """What is left of the words around a reference.

    Attributes:
        before: the words before it.
        behind: how many characters behind it go.
        clash: the words that contradict it; empty for none.
        bare: they say its direction (增幅为, …的下降), so that it brings none of its own.
    """

    before: str
    behind: int = 0
    clash: str = ""
    bare: bool = False


def mend_doubled(source: str, sheet: FactSheet) -> str:
    """``source`` without the words that a reference brings and the writer wrote too.

    ``发稿{articles}篇`` becomes ``发稿{articles}``, ``同比增长{articles.growth}`` becomes
    ``同比{articles.growth}``, ``在{limit}以内`` (不超过10秒) becomes ``在{limit}``. Words that
    contradict stay: :func:`contradictions` tells of them.
    """
    while (mended := _mended(source, sheet)) != source:
        source = mended
    return source


def _mended(source: str, sheet: FactSheet) -> str:
    """One round: 提升提高{…} loses one word a round."""
    pieces: list[str] = []
    done = 0
    for reference, told, name in _told(source, sheet):
        before, named = source[done : reference.start], reference.text
        left = _left(before[-_REACH:], told, _after(source, reference), sheet, name)
        done = reference.end
        if not left.clash:
            before = before[:-_REACH] + left.before
            done += left.behind
            if left.bare and ":" not in named:
                named = f"{named[:-1]}:数}}"
        pieces += (before, named)
    return "".join([*pieces, source[done:]])


def contradictions(source: str, sheet: FactSheet) -> Iterator[tuple[Reference, str, str]]:
    """Each reference that the words around it contradict: it, what it becomes, those words."""
    for reference, told, name in _told(source, sheet):
        before = source[max(0, reference.start - _REACH) : reference.start].rpartition("}")[2]
        clash = _left(before, told, _after(source, reference), sheet, name).clash
        if clash:
            yield reference, told, clash


def _left(before: str, told: str, after: str, sheet: FactSheet, name: str = "") -> _Left:
    if before.endswith(_BRACKETS[0]) and after.startswith(_BRACKETS[1]):
        left = _left(before[:-1], told, "", sheet, name)
        said = left.before != before[:-1]  # 第四位（{第四名}）
        return left._replace(behind=1) if said else left._replace(before=before)
    side = next((side for side, starts in _SIDES.items() if told.startswith(starts)), "")
    if side in _CHANGES:
        for key, noun in _rates(before, after):
            if key == side:
                return _Left(before, bare=True)
            return _Left(before, clash=f"{noun}{told[:2]}")
        own = next((at for at in range(1, len(before) - 1) if before[at:] in name), 0)
        left = _left(before[:own], told, "", sheet) if own else _Left("")
        # 新增巡查员{增加15名}; 众多 is no verb.
        if left.clash or (len(left.before) < own - 1 and side != "flat"):
            return _Left(before, clash=left.clash, bare=True)
    found = around(before, told, after)
    clash = found.clash or ("" if found.before else _clash(before, told, side))
    if clash:
        return _Left(before, clash=clash)
    cut = max(found.before, _said_before(before, told, side))
    kept = before[: len(before) - cut]
    behind = max(found.after, _said_behind(before, told, after, sheet))
    per = _FORMS.per.search(told)
    if per:
        each = f"每{per[1] or per[2]}".replace("日", "[日天]")
        # 每周巡河{每周2次}, 每吨{3.45元/吨}, {3.45元/吨}每吨
        kept = re.sub(rf"{each}(?=[^{_STOPS}]{{0,6}}$)", "", kept)
        again = re.match(each, after)
        behind = max(behind, again.end() if again else 0)
    return _Left(kept, behind)


def _rates(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The nouns around a change that say its direction, with their side: 降幅为{…}, {…}的增长."""
    for key in ("up", "down"):
        for found in (
            re.search(f"(?:{_words(f'rates_{key}')})$", before),
            re.match(_words(f"noun_{key}"), after),
        ):
            if found:
                yield key, found[0]


def _words(key: str) -> str:
    return str(shipped(__file__, "mending.yaml")[key])


def _ends(before: str, key: str) -> str:
    """The words of a list that ``before`` ends with; empty for none."""
    found = re.search(f"(?:{_words(key)})$", before)
    return found[0] if found else ""


def _said_before(before: str, told: str, side: str) -> int:
    """How many characters before a reference say what it begins with: 第二{第二名}, 至少{不少于…}."""
    for size in range(min(len(before), len(told)), 1, -1):
        if before.endswith(told[:size]):
            return size
    same = (
        _FORMS.rank_before.search(before)
        if _FORMS.rank.match(told)
        else _FORMS.month.search(before)
    )
    if same and told.startswith(("第", same[1])):
        return len(same[0])
    key = "top" if told.startswith("第") else side
    return len(_ends(before, key)) if key and key != "flat" else 0


def _clash(before: str, told: str, side: str) -> str:
    """The words before a reference and its own that exclude each other; empty for none."""
    rank, own = _FORMS.rank_before.search(before), _FORMS.rank.match(told)
    if rank and own and _place(rank[1]) != _place(own[1]):
        return f"{rank[0]}{own[0]}"
    for pattern, mine in (
        (_FORMS.month, _FORMS.own_month.match(told)),
        (_FORMS.each, _FORMS.per.match(told)),
    ):
        other = pattern.search(before)
        if other and mine and other[1].replace("天", "日") != mine[1]:
            return f"{other[0]}{mine[0]}"
    level = _ends(before, "level") if side in _CHANGES else ""
    if level:
        return f"{level}{told[:2]}"
    for key in _AGAINST.get(side, ()):
        if word := _ends(before, key):
            return f"{word}{told[:2]}"
    for sign, pattern in shipped(__file__, "mending.yaml")["apart"].items():
        found = re.search(f"(?:{pattern})$", before)
        if found and (sign in told if sign == "余" else told.startswith(sign)):
            return f"{found[0]}{sign}"
    return ""


def _place(written: str) -> object:
    return int(written) if written.isdigit() else parse_chinese_number(written)


def _said_behind(before: str, told: str, after: str, sheet: FactSheet) -> int:
    """How many characters behind a reference say again what it ends with: {628件}起, {持平}持平."""
    word = re.split(f"[{_STOPS}]", after)[0]
    # {5127艘次}条次, {3275件}件次
    times = len(word) == _TIMES and word.endswith("次") and told[-1] in {"次", word[0]}
    if times or (len(word) > 1 and before.endswith(word)):
        return len(word)
    of = after.startswith("的")
    for size in range(len(told), min(_TAIL, len(told)) - 1, -1):
        # {3月10日至16日}至16日, {4个百分点}百分点, {第四名}的第四名
        if not told[-1].isdigit() and after.startswith(told[-size:], of):
            return of + size
    starts, ends = ("within",) * told.startswith(("不超过", "不足")), _BEHIND.get(told[-1:], ())
    found = (re.match(_words(key), after) for key in (*starts, *ends))
    return max((match.end() for match in found if match), default=_again(told, word, sheet))


def _again(told: str, word: str, sheet: FactSheet) -> int:
    """The length of a measure word behind a reference that counts in what it counts in already."""
    number = "20"
    other = next(iter(read_mentions(f"{number}{word}", units=sheet.units)), None) if word else None
    size = other.end - len(number) if other else 0
    # Behind 余 whatever follows belongs to the measure word: {638名}余名护林员.
    if other is None or (size < len(word) and not (size > 1 and word.startswith("余"))):
        return 0
    own = [one for one in read_mentions(told, units=sheet.units) if one.unit]
    if not own:
        return 0
    if other.unit is None or word in SCALES:
        return len(word) * (word in SCALES and word in own[-1].text)
    alike = compatible(own[-1].unit, other.unit) or other.unit in (own[-1].unit or "")
    return size * alike


def _after(source: str, reference: Reference) -> str:
    return source[reference.end : reference.end + _REACH].partition("{")[0]


def _told(source: str, sheet: FactSheet) -> Iterator[tuple[Reference, str, str]]:
    """The references to numbers and ranks with what they become, and the name of what increased.

    Statements and names are whole.
    """
    for reference in references(source):
        fact = sheet.by_id.get(reference.fact)
        if fact is not None and (fact.statement is not None or reference.field == "name"):
            continue
        name = fact.name if fact is not None and reference.field == "increase" else ""
        try:
            yield reference, tell_reference(reference, sheet).text, name
        except UnknownReferenceError:
            continue
