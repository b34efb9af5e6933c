"""Units: their classes, conversions and names, and the one normalizer of facts and prose.

The registry is ``units.toml`` beside this file; every rule there names its source.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.domain import Kind, Quantity
from assistant.extraction.lexicon import word_list
from assistant.extraction.normal import normalise
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.domain import Mention

GENERAL = "general"
_ONE = Decimal(1)
_SCALES = (
    ("万亿", Decimal(10) ** 12),
    ("千亿", Decimal(10) ** 11),
    ("百亿", Decimal(10) ** 10),
    ("千万", Decimal(10) ** 7),
    ("百万", Decimal(10) ** 6),
    ("亿", Decimal(10) ** 8),
    ("万", Decimal(10) ** 4),
    ("千", Decimal(1000)),
    ("百", Decimal(100)),
)
# 人次, 吨公里, 床日: a unit before one of these is multiplied with it.
_TAILS = ("次", "公里", "天", "日")


class Unit(NamedTuple):
    """A unit of the registry.

    Attributes:
        factor: one of it in base units of its class.
        base: the base unit's name.
        countable: whether 个 and 项 may stand for it.
    """

    name: str
    unit_class: str
    kind: Kind
    factor: Decimal
    base: str
    countable: bool


OwnUnits = dict[str, tuple[Unit, ...]]


def _tables() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = shipped(__file__, "units.toml")
    return found


@cache
def _registry() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for name, entry in _tables().items():
        units: Mapping[str, str] = (
            entry["units"]
            if isinstance(entry["units"], dict)
            else dict.fromkeys(entry["units"], "1")
        )
        base, kind = next(iter(units)), Kind(entry["kind"])
        countable = bool(entry.get("countable", False))
        for word, factor in units.items():
            table[word] = Unit(word, name, kind, Decimal(factor), base, countable)
    return table


@cache
def _loans() -> tuple[set[str], ...]:
    """Pairs of classes of which one lends the other a word: 上升3位 is a change of 位次."""
    return tuple(
        {name, _registry()[word].unit_class}
        for name, entry in _tables().items()
        for word in entry.get("also", ())
    )


@cache
def _classifiers() -> dict[str, Unit]:
    words = word_list("classifiers.txt")
    return {word: Unit(word, word, Kind.COUNT, _ONE, word, countable=True) for word in words}


def _sorted(units: Iterable[Unit]) -> OwnUnits:
    """Units by their first character, the longest first."""
    table: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: (-len(unit.name), unit.name)):
        table.setdefault(unit.name[0], []).append(unit)
    return {first: tuple(group) for first, group in table.items()}


@cache
def _by_first() -> OwnUnits:
    return _sorted((_classifiers() | _registry()).values())


def unit_at(text: str, at: int, own: OwnUnits | None = None) -> Unit | None:
    """The longest known unit that begins at ``at``, whatever follows it.

    ``own`` are a ledger's units; one that is longer than any of the registry goes before.
    """
    first = text[at : at + 1]
    known = _starting(_by_first(), text, at, first)
    mine = _starting(own, text, at, first) if own else None
    if mine is None or (known is not None and len(known.name) >= len(mine.name)):
        return known
    return mine


def _starting(units: OwnUnits, text: str, at: int, first: str) -> Unit | None:
    for unit in units.get(first, ()):
        if text.startswith(unit.name, at):
            return unit
    return None


@lru_cache(maxsize=16)
def own_units(words: tuple[str, ...]) -> OwnUnits:
    """The units of a ledger that no table knows whole, by their first character.

    A scale word before a unit is left out: 亿人公里 is 人公里.
    """
    found: list[Unit] = []
    for word in words:
        name = normalise(word.strip())
        scale = next((scale for scale, _ in _SCALES if name.startswith(scale)), "")
        name = name[len(scale) :]
        if name and _whole(name):
            head = _resolve(name.partition("/")[0])[1]
            found.append(Unit(name, name, head.kind, _ONE, name, head.countable))
    return _sorted(found)


def _whole(name: str) -> bool:
    """Whether a ledger's word is a unit of its own: not 个赛项, and none that a table holds."""
    if name[0] == "个" or not (name[0].isalpha() or name[0] in "℃°㎡"):
        return False
    known = unit_at(name, 0)
    return known is None or len(known.name) < len(name)


@lru_cache(maxsize=2048)
def _resolve(word: str) -> tuple[Decimal, Unit]:
    """The scale that ``word`` begins with, and the unit that remains: 万元 -> (10000, 元)."""
    word = normalise(word)  # a ledger's 台（套） is the text's 台(套)
    known = _registry().get(word)
    if known is None:
        for scale, factor in _SCALES:
            if word.startswith(scale) and len(word) > len(scale):
                inner, unit = _resolve(word[len(scale) :])
                return factor * inner, unit
        known = _classifiers().get(word)
    if known is None and word.startswith("个"):
        known = _registry()["个"]  # 个赛项, 个岗位: what follows 个 is the thing counted
    if known is None:
        # A rate of things that are counted (次/月) may be told as a plain count: 每月一次.
        counted, rate, _ = word.partition("/")
        countable = bool(rate) and _resolve(counted)[1].countable
        known = Unit(word, word, Kind.COUNT, _ONE, word, countable)
    return _ONE, known


@lru_cache(maxsize=2048)
def unit_class(unit: str | None) -> str:
    """The class of a unit as written: 万元 -> money, 名 -> persons; an unknown one is its own.

    No unit at all is of the class ``general``.
    """
    return _resolve(unit.strip())[1].unit_class if unit and unit.strip() else GENERAL


@lru_cache(maxsize=2048)
def factors(name: str) -> tuple[str, str, Decimal] | None:
    """The two classes whose product a class of units is, and one of it in their base units.

    人次 is 人 by 次, 吨公里 is 吨 by 公里; None for a class that is no product.
    """
    word = _word(name)
    for tail in _TAILS:
        head = word.removesuffix(tail)
        if head != word and (head in _registry() or head in _classifiers()):
            return unit_class(head), unit_class(tail), unit_scale(head) * unit_scale(tail)
    return None


@lru_cache(maxsize=2048)
def occasions(name: str) -> str | None:
    """The class of a class counted each time that it comes: 人次 of 人; None where nobody counts so."""
    found = unit_class(f"{_word(name)}次")
    return found if factors(found) is not None else None


def _word(name: str) -> str:
    """The base unit of a class; an unknown unit is its own class."""
    table = _tables().get(name)
    return next(iter(table["units"])) if table else name


@lru_cache(maxsize=8192)
def compatible(unit_a: str | None, unit_b: str | None) -> bool:
    """Whether values in the two units may be compared.

    They may within one class, and where one is general (个, 项, none) and the other counts
    things. 篇 and 条 are not, % and 个百分点 are not.
    """
    class_a, class_b = unit_class(unit_a), unit_class(unit_b)
    if class_a == class_b or {class_a, class_b} in _loans():
        return True
    if GENERAL not in {class_a, class_b}:
        return False
    other = unit_b if class_a == GENERAL else unit_a
    return _resolve((other or "").strip())[1].countable


def kind_of_unit(unit: str | None) -> Kind:
    """What a mention with this unit is; a count where the unit is none or unknown."""
    return _resolve(unit.strip())[1].kind if unit and unit.strip() else Kind.COUNT


def base_unit(unit: str | None) -> str | None:
    """The base unit of a unit's class: 万元 -> 元, 公里 -> 米; None for none."""
    return _resolve(unit.strip())[1].base if unit and unit.strip() else None


def unit_scale(unit: str | None) -> Decimal:
    """What a value in ``unit`` is multiplied with to be in the base unit: 万元 -> 10000."""
    if not unit or not unit.strip():
        return _ONE
    scale, known = _resolve(unit.strip())
    return scale * known.factor


def quantity_of_value(low: Decimal | None, high: Decimal | None, unit: str | None) -> Quantity:
    """The quantity of a value or range in a unit as a ledger writes it (``455``, ``万元``).

    The step is that of the value's last written place: 19.90 万元 has a step of 100 元.
    """
    factor = unit_scale(unit)
    written = low if low is not None else high
    step = None
    if written is not None:
        exponent = written.as_tuple().exponent
        step = _ONE.scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0) * factor
    return Quantity(
        low=None if low is None else low * factor,
        high=None if high is None else high * factor,
        unit=base_unit(unit),
        unit_class=unit_class(unit),
        step=step,
    )


def quantity_of(mention: Mention) -> Quantity | None:
    """The quantity that a mention states, in base units; None where it states no number.

    翻一番 is twice, 翻两番 four times (a mention's bounds are those factors already).
    """
    if mention.low is None and mention.high is None:
        return None
    unit = mention.unit
    # A mention's 三成 is 30 already, its unit only as written; a ledger's 3 成 is not.
    factor = _ONE if unit in {"成", "折"} else unit_scale(unit)
    return Quantity(
        low=None if mention.low is None else mention.low * factor,
        high=None if mention.high is None else mention.high * factor,
        low_open=mention.low_open,
        high_open=mention.high_open,
        unit=base_unit(unit),
        unit_class=unit_class(unit),
        step=None if mention.step is None else mention.step * factor,
    )
