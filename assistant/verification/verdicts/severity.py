"""Which refusals are doubts: warnings that a person settles before the report is ok (``Finding.blocks``).

What the verdicts refuse is sometimes a true statement in words that no rule reads. How often, tells what is known
of the figure: how far it is from what should stand there, whether arithmetic gives it though no word says so,
whether its words name a fact that the text tells nowhere else, how few digits it has. Each such sign has a weight
in ``severity.toml``, fitted to refusals on correct drafts and on planted errors with one office left out at a time
(``benchmarks/severity.py``). A refusal whose signs sum up to less than ``bar`` is a doubt.

Never doubts, whatever they sum up to, are places, grades and dates, two figures exchanged, what stands right behind
the whole name of a fact with another value, and the contrary of what a fact or a computation says; nor, unless
arithmetic gives it, what a sentence tells alone (but a fact's value of three digits and more whose words speak of
no fact) and things counted that no fact has (购置花瓶4架) or a fact has otherwise, where one digit tells them.
"""

from __future__ import annotations

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
from assistant.verification.interchange import coarse_share, misprinted, significant
from assistant.verification.lexicon import forms
from assistant.verification.matching.scoring import PLACES, fit, opposite
from assistant.verification.reckoning.proposals import ACCIDENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from assistant.verification.verdicts.case import Case, Judgement

# Where a thing stands and when: one more or less is another one.
_PLACED = PLACES | {Kind.DATE, Kind.YEAR}
# So many digits are no accident; so few things may be told in words.
_SURE, _FEW = 3, 10
_FORMS = forms(__file__)
# Classes of units that count no things.
_RELATIVE = frozenset({"percent", "points", "multiple", "levels", "years", "days"})
# A refusal of so few things, unless they are told in words, is of a ledger's count.
_COUNTED = frozenset({Verdict.CONTRADICTED, Verdict.WRONG_DERIVATION})
# So well words fit a fact that they name as a whole.
_WHOLE = 1.0


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


@dataclass(frozen=True, slots=True)
class Stated:
    """What all figures of a text tell.

    Attributes:
        values: the references of the values told in their own place.
        exchanged: (what it is true of, what its words mean) of each refused figure, by references.
    """

    values: AbstractSet[str]
    exchanged: AbstractSet[tuple[str, str]]

    @classmethod
    def by(cls, cases: Iterable[Case]) -> Stated:
        """What the settled figures of a text tell."""
        known = [(one, one.support.candidate) for one in cases if one.support is not None]
        return cls(
            frozenset(item.reference for one, item in known if one.accepted),
            frozenset(
                (item.reference, one.binding.rival.reference)
                for one, item in known
                if not one.accepted and one.binding.rival is not None
            ),
        )


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
        stated: what the text tells.
    """
    if not doubtful(case, judgement, stated):
        return judgement.level
    weights = scale()
    told = sum(weights.signs[sign] for sign in signs(case, stated))
    return Level.WARNING if weights.verdicts[judgement.verdict] + told < weights.bar else None


def doubtful(case: Case, judgement: Judgement, stated: Stated) -> bool:
    """Whether a refusal may be a doubt at all."""
    verdict, support = judgement.verdict, case.support
    settled = judgement.level is not None or judgement.start is not None
    placed = case.claim.mention.kind in _PLACED
    if settled or placed or verdict not in scale().verdicts or case.size is None:
        return False
    contrary = support is not None and opposite(case.claim, support.candidate)
    if contrary or _turned(case) or told_as_another(case):
        return False
    if _called(case) or _exchanged(case, stated):
        return False
    if case.proposal is not None and case.proposal.chance <= ACCIDENT:
        return True
    counted = verdict is Verdict.UNSUPPORTED or (verdict in _COUNTED and _few(case))
    if counted and not _slight(case):
        return False
    return case.follows or (_of_none(case) and significant(case.size) >= _SURE)


def _exchanged(case: Case, stated: Stated) -> bool:
    """Whether another refused figure has the value that its words mean, and it that one's."""
    support, rival = case.support, case.binding.rival
    if support is None or rival is None:
        return False
    return (rival.reference, support.candidate.reference) in stated.exchanged


def _called(case: Case) -> bool:
    """Whether the whole name of what its words mean stands right before it: 分馆24个 where there are 16."""
    meant = case.meant or case.binding.rival
    plain = case.claim.frame.kind is FrameKind.PLAIN and case.proposal is None
    name = meant.fact.name if meant is not None and meant.role is Role.VALUE else ""
    return plain and bool(name) and case.text.endswith(name, 0, case.claim.start)


def _of_none(case: Case) -> bool:
    """Whether it is a fact's value, and its words speak of no fact and of no computation."""
    return case.support is not None and case.binding.rival is None and case.tried is None


def _slight(case: Case) -> bool:
    """Whether it tells too little to be called wrong: a share in words, few points, days, times or levels.

    So do few things in Chinese numerals, which is how GB/T 15835-2011, 4.2 writes what is no statistic.
    """
    mention = case.claim.mention
    counts = unit_class(mention.unit) not in _RELATIVE and not _FORMS.words.fullmatch(mention.text)
    less = case.size is not None and case.size < _FEW
    return coarse_share(mention) or (_few(case) and less and not counts)


def _few(case: Case) -> bool:
    """Whether one digit tells something: 4, 30, 二."""
    return case.size is not None and significant(case.size) == 1


def _turned(case: Case) -> bool:
    """Whether the computation that the words name gives the figure the other way: 超出60盏 of what is 60 short."""
    quantity, tried = case.claim.quantity, case.tried
    if quantity is None or quantity.low is None or tried is None:
        return False
    return tried.unit_class == quantity.unit_class and abs(tried.value) == abs(quantity.low)


def signs(case: Case, stated: Stated) -> Iterator[str]:
    """The names of the signs that a refused figure has (see ``severity.toml``)."""
    support, meant = case.support, case.meant or case.binding.rival
    left_out = _left_out(case, stated)
    known = {
        "left_out": left_out,
        "few": _few(case) and not left_out,
        "of_none": _of_none(case),
        "growth": case.claim.frame.kind is FrameKind.GROWTH,
        "rest": case.claim.frame.kind is FrameKind.REST,
        "of_growth": support is not None and support.candidate.role is Role.GROWTH,
        "meant_growth": meant is not None and meant.role is Role.GROWTH,
    }
    yield from (name for name, has in known.items() if has)
    if case.proposal is not None:
        yield "follows" if case.proposal.chance <= ACCIDENT else "may_follow"
    if case.slip is not None:
        yield "slip"
    yield from _distance(case)


def _left_out(case: Case, stated: Stated) -> bool:
    """Whether its words name a fact as a whole that the text tells nowhere."""
    meant = case.meant or case.binding.rival
    if meant is None or meant.reference in stated.values:
        return False
    return case.rival_named or fit(case.claim, meant) >= _WHOLE


def _distance(case: Case) -> Iterator[str]:
    """How far a figure is from what its words reckon, or from what should stand there where no fact has it."""
    quantity, meant, tried = case.claim.quantity, case.meant, case.tried
    if quantity is None or quantity.low is None:
        return
    value: Decimal | None = None
    if tried is not None and tried.unit_class == quantity.unit_class:
        value = tried.value
    elif case.support is None and meant is not None and meant.unit_class == quantity.unit_class:
        value = meant.low
    if not value:
        return
    if misprinted(quantity.low, value):
        yield "misprinted"
    off = float(abs(quantity.low - value) / abs(value))
    if off <= scale().around:
        yield "near" if off <= scale().nearby else "about"
