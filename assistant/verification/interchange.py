"""Which units may stand for one another when a figure is held against a fact."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.domain import Kind, Quantity, altered
from assistant.extraction import compatible, quantity_of, unit_class
from assistant.extraction.normal import normalise
from assistant.verification.lexicon import forms, sisters

if TYPE_CHECKING:
    from assistant.domain import Mention

GENERAL = "general"
PERCENT, MULTIPLE = "percent", "multiple"
# Every counted thing: what a figure with 个, or with no unit, may be.
COUNTED, TIMES = "*", "倍"
_SCALES = "百千万亿"
# A fraction told to a step of its own (万分之二十八) has a greater one.
_LEAST_STEP = Decimal("1E-11")
_FRACTION = Kind.FRACTION


@lru_cache(maxsize=8192)
def fits(claimed: str | None, stated: str | None) -> bool:
    """Whether a figure in unit ``claimed`` may state a value in unit ``stated``."""
    return compatible(claimed, stated) or (
        claimed is not None
        and stated is not None
        and stated.lstrip(_SCALES) in sisters().get(claimed, ())
    )


def bare_scale(mention: Mention) -> bool:
    """Whether a figure ends in its scale word, so that 元 may be left out: 500亿."""
    return mention.unit is None and mention.text.endswith(("亿", "万"))


def may_state(mention: Mention, stated: str | None) -> bool:
    """Whether a figure may, by its unit, state a value in unit ``stated``."""
    return fits(unit_of(mention), stated) or (
        stated is not None
        and (
            (bare_scale(mention) and stated.endswith("元"))
            # 求人倍率1.28
            or (stated == TIMES and mention.unit is None and "." in mention.text)
        )
    )


def classes_of(mention: Mention, quantity: Quantity) -> tuple[str, ...]:
    """The unit classes in which a figure's value is looked for."""
    if quantity.unit_class == GENERAL:
        return (COUNTED, "money") if bare_scale(mention) else (COUNTED,)
    found = [quantity.unit_class]
    if compatible(unit_of(mention), None):
        found.append(GENERAL)
    found.extend(sister_classes(mention.unit))
    return tuple(found)


@lru_cache(maxsize=2048)
def sister_classes(unit: str | None) -> tuple[str, ...]:
    """The classes of the units that may stand for ``unit``."""
    return tuple(sorted({unit_class(other) for other in sisters().get(unit or "", ())}))


def quantity(mention: Mention) -> Quantity | None:
    """The quantity of a figure, every share as percent: 1/6, 三成 and 16.7% compare."""
    if mention.unit == "成":
        return Quantity(
            mention.low,
            mention.high,
            mention.low_open,
            mention.high_open,
            "%",
            PERCENT,
            mention.step,
        )
    head = rate_unit(mention.unit)
    found = quantity_of(mention if head == mention.unit else altered(mention, unit=head))
    if found is None or mention.kind is not _FRACTION or found.unit_class == PERCENT:
        return found
    return altered(
        found,
        low=None if found.low is None else found.low * 100,
        high=None if found.high is None else found.high * 100,
        unit="%",
        unit_class=PERCENT,
        step=None if found.step is None else found.step * 100,
    )


_FORMS = forms(__file__)


def staged(found: Quantity | None, clause: str, before: str, after: str) -> Quantity | None:
    """A figure whose approximator is a verb before it: 迈上500亿元台阶; a share's before its base: 超过学生的九成."""
    if found is None or not found.exact or found.low is None:
        return found
    share = found.unit_class in {PERCENT, MULTIPLE}
    above = share and _FORMS.above.search(clause) is not None
    if above or _FORMS.over.search(before) or _FORMS.stage.match(after):
        # 跨上55亿元台阶 may be 55 to the point; 突破55亿元 is more.
        return altered(found, high=None, low_open=above or _FORMS.more.search(before) is not None)
    below = _FORMS.below.search(clause) if share else None
    if below is not None and below[1]:
        return altered(found, low=None, high_open=True)
    if _FORMS.under.search(before) or below is not None:
        # 接近乡镇文化站的12.5倍 may be 12.5 to the point.
        return altered(
            found, low=found.low * Decimal("0.9"), high_open=found.unit_class != MULTIPLE
        )
    if found.unit_class == MULTIPLE and _FORMS.about.search(clause):
        return altered(found, low=found.low * Decimal("0.95"), high=found.low * Decimal("1.05"))
    return found


def limit_of(found: Quantity | None) -> Quantity | None:
    """The one number of a figure that stands as a limit: 超过310天的年度目标 is 310."""
    if found is None or found.exact:
        return found
    limit = found.high if found.low is None else found.low
    if found.low is not None and found.high is not None:
        return found
    return altered(found, low=limit, high=limit, low_open=False, high_open=False)


def rate_unit(unit: str | None) -> str | None:
    """The unit of a rate that no registry knows is that of its count: 次/月 -> 次."""
    if unit is not None and "/" in unit and "/" in unit_class(unit):
        return unit.partition("/")[0]
    return unit


def significant(value: Decimal) -> int:
    """How many digits of a number tell something: 4236 has four, 4200 two."""
    return len(value.normalize().as_tuple().digits)


def misprinted(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by one digit, by two exchanged, or by their order of magnitude: 455, 465, 545, 4550."""
    mine, theirs = (str(abs(item).normalize().as_tuple().digits) for item in (one, other))
    if len(mine) != len(theirs):
        return False
    differ = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(differ) <= 1 or differ == [pair[::-1] for pair in reversed(differ)]


def unit_of(mention: Mention) -> str | None:
    """The unit of a figure for comparison; a fraction is a share like a percent."""
    return "%" if mention.kind is _FRACTION else rate_unit(mention.unit)


def same_base(claimed: str | None, stated: str | None) -> bool:
    """Whether a figure told per something (元/吨) is held against a fact told per the same.

    A figure without its base (2.68元) may state any.
    """
    if claimed is None or "/" not in claimed or rate_unit(claimed) == claimed:
        return True
    return stated is not None and claimed.partition("/")[2] == normalise(stated).partition("/")[2]


def coarse_share(mention: Mention) -> bool:
    """Whether a share is told in words (三成, 四分之一) and its last place promises nothing: no 万分之二十八."""
    fraction = mention.kind is _FRACTION and (mention.step or 0) < _LEAST_STEP
    return fraction or mention.unit == "成"
