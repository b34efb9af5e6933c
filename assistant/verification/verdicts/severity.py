"""Which refusals are doubts: warnings that a person settles before the report is ok (``Finding.blocks``).

What the verdicts refuse is sometimes a true statement in words that no rule reads. How often, tells what is known
of the figure: how far it is from what should stand there, what else the text tells of the same fact, how few
digits it has. Each such sign has a weight in ``severity.toml``, fitted to refusals on correct drafts and on
planted errors with one office left out at a time (``benchmarks/severity.py``). A refusal whose signs sum up to
less than ``bar`` is met on true statements much more often than on wrong ones, and is a doubt.

Never doubts, whatever they sum up to, are what a sentence tells alone (but a fact's value of three digits and more
whose words speak of no fact), things counted that no fact has (购置花瓶4架) or a fact has otherwise, where one digit
tells them, and the contrary of what a fact or a computation says.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.domain import Kind, Level, Verdict
from assistant.extraction import unit_class
from assistant.verification.bars import told_as_another
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.scoring import opposite
from assistant.verification.units import coarse_share, significant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from assistant.domain import Mention
    from assistant.verification.verdicts.case import Case, Judgement

    Stated = Mapping[str, AbstractSet[str]]

# Where a thing stands and when: one more or less is another one.
_PLACED = frozenset({Kind.RANK, Kind.GRADE, Kind.DATE, Kind.YEAR})
# So many digits are no accident; so few things may be told in words.
_SURE, _FEW = 3, 10
_WORDS = re.compile("[一二两三四五六七八九十][\u4e00-\u9fff]*")
# Classes of units that count no things.
_RELATIVE = frozenset({"percent", "points", "multiple", "levels", "years", "days"})
_FRAMES = frozenset({FrameKind.PLAIN, FrameKind.GROWTH, FrameKind.INCREASE})


@dataclass(frozen=True, slots=True)
class Scale:
    """What the signs weigh.

    Attributes:
        bar: a refusal whose sum lies below it is a doubt.
        nearby, around: up to this share of what should stand there a figure is near it, or about it.
        verdicts: the verdicts that may be doubts, with their weights.
        signs: sign -> weight.
    """

    bar: float
    nearby: float
    around: float
    verdicts: Mapping[Verdict, float]
    signs: Mapping[str, float]


@cache
def scale() -> Scale:
    """The weights of ``severity.toml``."""
    source = files("assistant.verification.verdicts").joinpath("severity.toml")
    table = tomllib.loads(source.read_text("utf-8"))
    verdicts = {Verdict(name): weight for name, weight in table["verdicts"].items()}
    return Scale(**table["limits"], verdicts=verdicts, signs=table["signs"])


def severity(case: Case, judgement: Judgement, stated: Stated) -> Level | None:
    """The level of a refusal, as judged, before its finding reaches back; None where it is its verdict's own.

    Args:
        case: the figure.
        judgement: the verdict on it.
        stated: fact -> the references of its values that the text tells in their own place.
    """
    if not doubtful(case, judgement):
        return judgement.level
    weights = scale()
    told = sum(weights.signs[sign] for sign in signs(case, stated))
    return Level.WARNING if weights.verdicts[judgement.verdict] + told < weights.bar else None


def doubtful(case: Case, judgement: Judgement) -> bool:
    """Whether a refusal may be a doubt at all."""
    verdict, support, mention = judgement.verdict, case.support, case.claim.mention
    settled = judgement.level is not None or judgement.start is not None
    if settled or verdict not in scale().verdicts or mention.low is None:
        return False
    counted = verdict is Verdict.UNSUPPORTED or (verdict is Verdict.CONTRADICTED and _few(mention))
    if counted and not _slight(mention):
        return False
    contrary = support is not None and opposite(case.claim, support.candidate)
    if contrary or _turned(case) or told_as_another(case):
        return False
    return case.follows or (_of_none(case) and significant(mention.low) >= _SURE)


def _of_none(case: Case) -> bool:
    """Whether it is a fact's value, and its words speak of no fact and of no computation."""
    return case.support is not None and case.binding.rival is None and case.tried is None


def _slight(mention: Mention) -> bool:
    """Whether it tells too little to be called wrong: a share in words, few points, days, times or levels.

    So do few things in Chinese numerals, which is how GB/T 15835-2011, 4.2 writes what is no statistic.
    """
    counts = unit_class(mention.unit) not in _RELATIVE and not _WORDS.fullmatch(mention.text)
    less = mention.low is not None and mention.low < _FEW
    return coarse_share(mention) or (_few(mention) and less and not counts)


def _few(mention: Mention) -> bool:
    """Whether one digit tells something: 4, 30, 二."""
    return mention.kind not in _PLACED and mention.low is not None and significant(mention.low) == 1


def _turned(case: Case) -> bool:
    """Whether the computation that the words name gives the figure the other way: 超出60盏 of what is 60 short."""
    quantity, tried = case.claim.quantity, case.tried
    if quantity is None or quantity.low is None or tried is None:
        return False
    return tried.unit_class == quantity.unit_class and abs(tried.value) == abs(quantity.low)


def signs(case: Case, stated: Stated) -> Iterator[str]:
    """The names of the signs that a refused figure has (see ``severity.toml``)."""
    mention, frame = case.claim.mention, case.claim.frame.kind
    if mention.kind in _PLACED:
        yield "placed"
    elif _few(mention):
        yield "few"
    elif mention.low is not None and significant(mention.low) >= _SURE:
        yield "many"
    if _of_none(case):
        yield "of_none"
    if mention.kind is Kind.FRACTION:
        yield "fraction"
    if case.rival_named:
        yield "rival_named"
    if case.tried is not None:
        yield "reckoned"
    if frame in _FRAMES:
        yield frame.value
    yield from _of_meant(case, stated)
    yield from _distance(case)


def _of_meant(case: Case, stated: Stated) -> Iterator[str]:
    """What the text tells elsewhere of the fact that a figure's words speak of."""
    meant, support = case.meant or case.binding.rival, case.support
    if meant is None:
        return
    if meant.role is Role.VALUE:
        yield "meant_value"
    told = stated.get(meant.fact.id, ())
    if meant.reference in told:
        item = support.candidate if support is not None else None
        if item is not None and item.reference not in stated.get(item.fact.id, ()):
            yield "told_again"
    elif told:
        yield "kin_told"


def _distance(case: Case) -> Iterator[str]:
    """How far a figure that no fact has is from what should stand there."""
    quantity, meant, tried = case.claim.quantity, case.meant, case.tried
    value: Decimal | None = None
    if case.support is not None or quantity is None or quantity.low is None:
        return
    if meant is not None and meant.unit_class == quantity.unit_class:
        value = meant.low
    elif tried is not None and tried.unit_class == quantity.unit_class:
        value = tried.value
    if value:
        off = float(abs(quantity.low - value) / abs(value))
        if off <= scale().around:
            yield "near" if off <= scale().nearby else "about"
