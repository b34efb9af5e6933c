"""Bare figures of a source text bound to facts: a model that types digits is corrected.

A figure that is exactly one fact's becomes a reference to it; where several facts have the
value, the words of the clause decide, or it stays bare. What stands in a statement, and the dates
of the document itself, are known and stay. The rest is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.drafting.references.candidates import Candidate, candidates_of, cue_fits, unit_fits
from assistant.drafting.references.render import Rendered, Span, render
from assistant.drafting.wording.phrases import words
from assistant.extraction import quantity_of, read_mentions
from assistant.facts import inner_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet, Mention

_CLAUSE_END = re.compile(r"[。；;！!？?\n]")
_SPACES = re.compile(r"[\s,，]")
# Every form that a typed figure may be: where none renders as it was typed, it stays typed.
_FORMS = (
    *("", "汉字", "万", "亿", "余", "近", "约", "超"),
    *(f"{word}{scale}" for word in "余近约超" for scale in "万亿"),
    *("万余", "亿余", "数"),
)
# Forms without unit, to which the classifier as it was typed is added: 112.6万名 of a fact in 人.
_BARE_FORMS = ("数", "万数", "亿数")
_APPROXIMATORS = {
    "余": "余",
    "多": "余",
    "近": "近",
    "约": "约",
    "超": "超",
    "逾": "超",
    "超过": "超",
}
_DATES = (Kind.DATE, Kind.YEAR)


@dataclass(frozen=True, slots=True)
class Bound:
    """A source text whose bare figures were bound.

    Attributes:
        source: the text with references in the place of bare figures.
        bound: (figure as typed, reference) pairs, in order.
        ambiguous: figures that several facts have, as typed.
        unknown: figures that no fact has, as typed.
    """

    source: str
    bound: tuple[tuple[str, str], ...] = ()
    ambiguous: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def bind_bare_figures(source: str, sheet: FactSheet) -> str:
    """The source of :func:`bind_figures`, for those who need no account of it."""
    return bind_figures(source, sheet).source


def bind_figures(source: str, sheet: FactSheet) -> Bound:
    """Binds the bare figures of ``source`` to the facts that have them.

    References that name no fact are left as they are.
    """
    rendered = render(source, sheet, lenient=True)
    terms = sheet.document.terms
    mentions = [
        mention
        for mention in read_mentions(rendered.text, terms=terms, units=sheet.units)
        if mention.exempt is None and not _inside(mention, rendered.spans)
    ]
    if not mentions:
        return Bound(source)
    binder = _Binder(sheet, rendered)
    pieces: list[str] = []
    done = 0
    for mention in mentions:
        start, end, reference = binder.bind(mention)
        if reference:
            pieces += (_sourced(rendered, done, start), reference)
            done = end
    pieces.append(_sourced(rendered, done, len(rendered.text)))
    return Bound(
        "".join(pieces), tuple(binder.bound), tuple(binder.ambiguous), tuple(binder.unknown)
    )


class _Binder:
    """The facts' numbers, and what was found of the figures so far."""

    def __init__(self, sheet: FactSheet, rendered: Rendered) -> None:
        self.sheet = sheet
        self.text = rendered.text
        self.candidates = candidates_of(sheet)
        self.known = {_plain(inner.mention.text) for inner in inner_figures(sheet)}
        self.bound: list[tuple[str, str]] = []
        self.ambiguous: list[str] = []
        self.unknown: list[str] = []

    def bind(self, mention: Mention) -> tuple[int, int, str]:
        """Where the figure stands with the word that its reference brings, and the reference.

        The reference is empty where the figure stays as it is.
        """
        if mention.kind in _DATES:
            return self._bind_date(mention)
        found = self._fitting(mention)
        if not found:
            if _plain(mention.text) not in self.known:
                self.unknown.append(mention.text)
            return mention.start, mention.end, ""
        if len(found) > 1:
            self.ambiguous.append(mention.text)
            return mention.start, mention.end, ""
        return self._replaced(mention, found[0])

    def _bind_date(self, mention: Mention) -> tuple[int, int, str]:
        for fact in self.sheet.facts:
            if fact.date is not None:
                reference = f"{{{fact.id}.date}}"
                if render(reference, self.sheet).text == _plain(mention.text):
                    self.bound.append((mention.text, reference))
                    return mention.start, mention.end, reference
        return mention.start, mention.end, ""

    def _fitting(self, mention: Mention) -> list[Candidate]:
        clause = _clause(self.text, mention)
        if mention.approximator and self.text.endswith(words("cues.general"), 0, mention.start):
            # 均超过80% is said of several things: it is no approximation of one of them.
            return []
        fitting = [
            candidate
            for candidate in self.candidates
            if unit_fits(candidate, mention)
            and cue_fits(candidate, clause)
            and _value_fits(candidate, mention)
            and _named_in(candidate, clause)
        ]
        if len(fitting) < 2:  # noqa: PLR2004 - one or none needs no choice
            return fitting
        scored = [(_kinship(candidate, clause), candidate) for candidate in fitting]
        best = max(score for score, _ in scored)
        return [candidate for score, candidate in scored if score == best]

    def _replaced(self, mention: Mention, candidate: Candidate) -> tuple[int, int, str]:
        start = mention.start
        name = candidate.reference
        reference = self._form(mention, name)
        if candidate.field in {"growth", "increase"}:
            reference = f"{{{name}:数}}"
            told = render(f"{{{name}}}", self.sheet).text
            for word in words("change_words"):
                if told.startswith(word) and self.text.endswith(word, 0, start):
                    start, reference = start - len(word), f"{{{name}}}"
            if _plain(render(reference, self.sheet).text) != _plain(self.text[start : mention.end]):
                return mention.start, mention.end, ""
        if reference:
            self.bound.append((mention.text, reference))
        return start, mention.end, reference

    def _form(self, mention: Mention, name: str) -> str:
        """The reference in the form that was typed; empty where none of the forms is it."""
        typed = _plain(mention.text)
        for form in _FORMS:
            reference = f"{{{name}:{form}}}" if form else f"{{{name}}}"
            if _plain(render(reference, self.sheet).text) == typed:
                return reference
        for form in _BARE_FORMS:
            reference = f"{{{name}:{form}}}"
            rendered = render(reference, self.sheet)
            told = _plain(rendered.text)
            classifier = typed.removeprefix(told)
            if (
                not rendered.warnings
                and told + classifier == typed
                and (classifier.lstrip("万亿") == (mention.unit or "").lstrip("万亿") != "")
            ):
                return f"{reference}{classifier}"
        return ""


def _value_fits(candidate: Candidate, mention: Mention) -> bool:
    quantity = quantity_of(mention)
    if quantity is None:
        return False
    if mention.approximator in _APPROXIMATORS:
        return candidate.low == candidate.high and quantity.holds(candidate.low)
    if candidate.exact or quantity.step is None or quantity.low is None:
        return (quantity.low, quantity.high) == (candidate.low, candidate.high)
    step = quantity.step
    near = (candidate.low / step).to_integral_value(ROUND_HALF_UP) * step
    return near == quantity.low == quantity.high


def _named_in(candidate: Candidate, clause: str) -> bool:
    """Whether two characters in a row of the fact's own name, or of an alias, stand there."""
    names = (candidate.fact.name, *candidate.fact.aliases)
    pairs = {name[at : at + 2] for name in names for at in range(max(1, len(name) - 1))}
    return any(pair in clause for pair in pairs)


def _kinship(candidate: Candidate, clause: str) -> Decimal:
    """The share of its names' pairs of characters that stand in the clause; values first."""
    fact = candidate.fact
    names = (*fact.path, fact.scope or "", *fact.aliases)
    pairs = {name[at : at + 2] for name in names for at in range(len(name) - 1)}
    shared = sum(pair in clause for pair in pairs)
    score = Decimal(shared) / Decimal(len(pairs) or 1)
    return score + (0 if candidate.field else Decimal("0.01"))


def _clause(text: str, mention: Mention) -> str:
    """The sentence up to and with the figure, from the last full stop or semicolon on."""
    begin = max((m.end() for m in _CLAUSE_END.finditer(text, 0, mention.start)), default=0)
    stop = _CLAUSE_END.search(text, mention.end)
    tail = text[mention.end : stop.start() if stop else len(text)]
    return text[begin : mention.end] + re.split("[，,]", tail, maxsplit=1)[0]


def _inside(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.start < mention.end and mention.start < span.end for span in spans)


def _sourced(rendered: Rendered, start: int, end: int) -> str:
    """The rendered text between two offsets, every reference back in its place."""
    pieces: list[str] = []
    done = start
    for span in rendered.spans:
        if start <= span.start and span.end <= end:
            pieces += (rendered.text[done : span.start], span.reference)
            done = span.end
    pieces.append(rendered.text[done:end])
    return "".join(pieces)


def _plain(text: str) -> str:
    return _SPACES.sub("", text)
