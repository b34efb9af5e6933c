"""What is left of a whole: 其余274件, 尚余7.2亿元, 下半年5090件, 民办14家 beside 公办9家, 未成的占四成."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.frames import GAPS, FrameKind
from assistant.verification.lexicon import forms
from assistant.verification.matching.scoring import fit
from assistant.verification.opposites import denies
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.constructions import opposed, plain
from assistant.verification.reckoning.operands import NAMED
from assistant.verification.reckoning.relations import (
    adds,
    alike,
    distinct,
    divides,
    of_class,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Derivation, Operand

_LEAST, _NEAR, _MOST = 2, 4, 6
_FORMS = forms(__file__)


class Rests:
    """Reckons what is left."""

    def __init__(self, operands: Operands, text: str) -> None:
        self.operands = operands
        self.text = text

    def rest(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """其余274件, 仍有7处未整改, 剩余23处: a whole less what was told of it."""
        clause = self.text[claim.from_clause : claim.start]
        if claim.frame.kind in GAPS and opposed(clause):
            return  # 比另外两家之和少78万人次 is none
        unit, kind = claim.mention.unit, claim.unit_class
        before = self.operands.told.before(claim)
        told = [item for item in before if adds(item) and item.unit_class != formulas.PERCENT]
        told = distinct(of_class(told, unit, kind))
        for rate in self._shares(claim, 1):
            yield from (formulas.left(whole, rate) for whole in told[:1])  # 已完成四分之一,尚余…
        for parts, whole in self._left(told):
            yield formulas.rest(whole, parts)
        made = self.operands.told.derivation(before[0]) if before else None
        if made is not None and made.again is not None and made.again is not formulas.total:
            # 持证1860人,占75%,尚有620人未持证; 三场就有两场…,剩下2912场
            *parts, whole = made.operands
            if all(divides(one, whole, fills=True) for one in parts):
                yield formulas.rest(whole, parts)
        for one, whole in pairwise(filter(adds, before[:_LEAST])):
            if kind == whole.unit_class != one.unit_class and divides(one, whole, fills=True):
                yield formulas.rest(whole, [one])  # 床位400张,住380人,空床20张

    def rest_of_all(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """收缴率95%,欠缴5%; 成功率六成,未成的占四成: what a share leaves of its whole."""
        yield from map(formulas.left_of_all, self._shares(claim, _LEAST))

    def _shares(self, claim: Claim, most: int) -> list[Operand]:
        """The shares and rates that leave something among those told last."""
        told = self.operands.told.before(claim, most)
        rates = [one for one in told if one.unit_class == formulas.PERCENT]
        shown = [one for one in rates if one.source.role is not Role.GROWTH]
        return [one for one in shown if Decimal(0) < one.value < formulas.HUNDRED]

    def denied(self, claim: Claim) -> Iterator[Derivation]:
        """不合格率0.6% of a rate of 合格, 空置率 of 使用率: what a rate leaves of all where its contrary is told."""
        said = self.text[claim.from_clause : claim.start]
        last = claim.frame.kind is FrameKind.PREVIOUS
        turned = self.operands.opposites_of(said) if "率" in said else ()
        rates = [one for one in turned if one.unit_class == formulas.PERCENT]
        rates = [one for one in rates if one.source.role is (Role.PREVIOUS if last else Role.VALUE)]
        near = {one.source.fact.id for one in self.operands.told.before(claim, _NEAR)}
        yield from (
            formulas.left_of_all(one)
            for one in rates
            if one.source.fact.id in near or one.source.fact.name[:_LEAST] in said
        )
        for found in _FORMS.denied_rate.finditer(said) if denies(said) else ():
            for one in self.operands.named(found[1], claim):
                stem = one.source.words.stem
                rate = self.operands.role(one.source.fact.id, Role.PREVIOUS) if last else [one]
                if (
                    one.unit_class == formulas.PERCENT
                    and stem is not None
                    and stem.contrary(found[0])
                ):
                    yield from map(formulas.left_of_all, rate)

    def _left(self, told: Sequence[Operand]) -> Iterator[tuple[list[Operand], Operand]]:
        """(parts, whole) of what may have been left: by kinship, by equal values, by the order told."""
        wholes = [(one, whole) for one in told[:_NEAR] for whole in self.operands.wholes(one)]
        pairs = [
            (whole, [it for it in told if it.source.fact.parent == whole.source.fact.id] or [one])
            for one, whole in wholes
        ]
        pairs += self._twins(told)
        pairs += [(one, [done]) for one in told[:_NEAR] for done in self.operands.spent(one)]
        for place, whole in enumerate(told[: _MOST + 1]):
            pairs += [(whole, list(told[:size])) for size in range(1, place + 1)]
        pairs += [(whole, [told[0]]) for whole in self.operands.totals(told)]
        if told and _FORMS.among.search(self.operands.told.behind(told[0])):
            # 累计建成20个,48个村中尚有28个: of what is told right before
            pairs += [(told[0], [one]) for one in told[1:_NEAR]]
        for whole, parts in pairs:
            if parts and formulas.added(parts) < whole.value and alike(parts[0], whole):
                yield parts, whole

    def _twins(self, told: Sequence[Operand]) -> Iterator[tuple[Operand, list[Operand]]]:
        """The totals that have parts of these very values: a list may have been read as other facts'."""
        found: dict[str, dict[str, Operand]] = {}
        for item in told:
            for twin in self.operands.index.between((item.unit_class,), item.value, item.value):
                made = (
                    self.operands.of(twin) if twin.role is Role.VALUE and twin.fact.parent else None
                )
                if made is not None and twin.fact.parent:
                    found.setdefault(twin.fact.parent, {})[twin.fact.id] = made
        for parent, parts in found.items():
            if len(parts) > 1:
                yield from ((whole, list(parts.values())) for whole in self.operands.value(parent))

    def complement(self, claim: Claim) -> Iterator[Derivation]:
        """23家,其中公办9家、民办14家: a whole less the part that the sheet has of the opposite name."""
        said = self.text[slice(*claim.before)]
        told = [item for item in self.operands.told.before(claim, _NEAR) if adds(item)]
        for part in self.operands.opposites_of(said) if told else ():
            for whole in told:
                if alike(part, whole) and part.value < whole.value and _of_name(part, whole):
                    yield formulas.rest(whole, [part])

    def half(self, claim: Claim) -> Iterator[Derivation]:
        """下半年5090件, 下学期…, 二季度…: what ends with a part of the year less what was before it."""
        known = {self.operands.seasons.family(one) for one in self.operands.told.before(claim)}
        pairs = [
            (whole, part)
            for whole, part in self.operands.seasons.ends(claim.time)
            if self.operands.seasons.family(part) in known or fit(claim, whole.source) > NAMED
        ]
        told = self.operands.told.before(claim)
        if claim.time or claim.whole_year or claim.frame.kind is FrameKind.SUM:
            yield from map(formulas.total, self.operands.seasons.together(claim, "", told))
        wholes = self.operands.nearest(self.text[slice(*claim.before)], [one for one, _ in pairs])
        yield from (formulas.rest(one, [part]) for one, part in pairs if one in wholes)


def _of_name(part: Operand, whole: Operand) -> bool:
    """Whether a part's name is its whole's and a word more: 民办养老机构 of 养老机构数."""
    name = plain(whole.source.fact.name)
    return len(name) > 1 and name in part.source.fact.name
