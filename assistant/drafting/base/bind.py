"""The figures of last year's text bound to facts: what stands in their place this year.

The verifier says which fact of last year a figure is. Where it is sure, the reference is the one
that gives the same characters for last year's value. Where it only knows what the words speak of
(the value is another), the words bind it where they have half of the fact's name and its unit, and the
account says so; the new text is verified against this year's facts before anyone sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.drafting.base.forms import clause_before, form_for
from assistant.drafting.base.phrases import base_words
from assistant.drafting.references.computed import formula_of
from assistant.drafting.references.grammar import DERIVED_FIELDS, references
from assistant.drafting.references.reckoned import reckoned_reference
from assistant.drafting.references.render import unresolved
from assistant.extraction import compatible, quantity_of, quantity_of_value, read_mentions
from assistant.verification import verify

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.domain import Fact, FactSheet, Figure, Mention
    from assistant.drafting.base.last import LastYear

_SENTENCE_END = re.compile(r"[。！？!?\n]")
# 上半年, 年底 and the like are words of the text; only a day or month of the calendar is a date.
_CALENDAR = re.compile(r"[0-9０-９一二三四五六七八九十][ ]?(?:月|日)")
# A whole year ends in 12月底 every year.
_YEAR_END = re.compile(r"^(?:截至|截止|截止至|至|到)?12月(?:底|末|31日)$")
# An event of this year is last year's where so much of its name stands in the sentence.
_ALIKE = 0.6
# A figure whose value is another is a fact's where so much of its name stands before it.
_HALF = 0.5
_RELATIVE = frozenset((Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE))
_CHANGE = frozenset(("growth", "increase"))


class Fate(StrEnum):
    """What becomes of a figure of last year."""

    FACT = "fact"
    SAME = "same"
    OPEN = "open"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of last year's text.

    Attributes:
        start, end: half-open offsets into last year's text, with the word of direction that its
            reference brings.
        text: as it stood.
        fate: it is a fact's; it is said of this year in the same words; a date that no event of
            this year has; or nothing is known.
        source: the reference of this year; empty where it is open.
        note: in Chinese: why it is open, or that only its words bind it.
        name: what the figure is, where a fact of last year tells it.
    """

    start: int
    end: int
    text: str
    fate: Fate
    source: str = ""
    note: str = ""
    name: str = ""


def bind_places(last: LastYear, sheet: FactSheet) -> tuple[Place, ...]:
    """Every figure of last year's text but bare years, in order, with what it is this year.

    Args:
        last: last year's text and facts.
        sheet: this year's facts.
    """
    text = last.document.text
    report = verify(last.document, last.sheet)
    terms, units = last.sheet.document.terms, last.sheet.units
    mentions = {m.start: m for m in read_mentions(text, terms=terms, units=units)}
    binder = _Binder(last, sheet)
    places: list[Place] = []
    known = {span.start: span for span in last.known}
    done = 0
    for figure in report.figures:
        mention = mentions.get(figure.start)
        if figure.start < done or mention is None or _is_words(mention):
            continue
        span = next((s for s in known.values() if s.start <= figure.start < s.end), None)
        if span is not None:
            place = binder.known(span.start, span.end, span.reference)
        else:
            place = binder.bind(figure, mention)
        places.append(place)
        done = place.end
    return tuple(places)


def _is_words(mention: Mention) -> bool:
    """Whether a mention is carried as words: a year (moved as such), 上半年, a redaction."""
    bare = mention.kind is Kind.DATE and (
        not _CALENDAR.search(mention.text) or _YEAR_END.search(mention.text)
    )
    return bool(bare) or mention.kind in {Kind.YEAR, Kind.REDACTION}


class _Binder:
    def __init__(self, last: LastYear, sheet: FactSheet) -> None:
        self.last = last
        self.sheet = sheet
        self.text = last.document.text
        self.recent: list[tuple[int, Fact]] = []

    def known(self, start: int, end: int, reference: str) -> Place:
        """A reference of last year's draft, with this year's id."""
        parsed = next(references(reference))
        fact = self.last.sheet.by_id.get(parsed.fact)
        text = self.text[start:end]
        if fact is None:
            return Place(start, end, text, Fate.OPEN, note="去年的这条事实已经没有了")
        return self._placed((start, end), fact, parsed.field, parsed.form)

    def bind(self, figure: Figure, mention: Mention) -> Place:
        start, end, text = figure.start, figure.end, figure.text
        if mention.kind is Kind.DATE:
            return self._date(figure)
        fact, field = self._meant(figure, mention)
        if (fact is None or field == "share") and (place := self._reckoned(figure, mention)):
            return place
        if fact is None:
            why = figure.formula or "去年的事实表里没有这个数"
            return Place(start, end, text, Fate.OPEN, note=why)
        if self._said_the_same(fact, text) or _is_article(fact, mention):
            return Place(start, end, text, Fate.SAME)
        if not field:
            self.recent.append((start, fact))
        if field in _CHANGE:
            word = self._change_word(start)
            form = "" if word else "数"
            return self._placed((start - len(word), end), fact, field, form)
        form = form_for(fact, field, mention, self.last.sheet)
        sure = figure.level is None or fact.value == self._value(fact, mention)
        return self._placed((start, end), fact, field, form, "" if sure else "按文意对应,请核对")

    def _reckoned(self, figure: Figure, mention: Mention) -> Place | None:
        """A figure that the text reckoned from facts told just before it: the same sum anew."""
        line = self.text.rfind("\n", 0, mention.start)
        told = [fact.id for at, fact in self.recent if at > line]
        clause = clause_before(self.text, mention.start) + mention.text
        old = reckoned_reference(mention, clause, told, self.last.sheet)
        if not old:
            return None
        parsed = next(references(old))
        now = {one: fact.id for one in told if (fact := self._now(self.last.sheet.by_id[one]))}
        moved = [now.get(one, "") for one in parsed.operands]
        source = f"{{{parsed.fact}:{','.join(moved)}}}"
        if not all(moved) or unresolved(source, self.sheet):
            return None
        note = f"由{formula_of(next(references(source)), self.sheet)}算出"
        return Place(figure.start, figure.end, figure.text, Fate.FACT, source, note)

    def _date(self, figure: Figure) -> Place:
        fact = self.last.sheet.by_id.get((figure.fact or "").partition(".")[0])
        now = self._now(fact) if fact else None
        now = now if now is not None and now.date is not None else self._like_event(figure)
        if now is None:
            note = "去年的日期,今年没有对应的事件"
            return Place(figure.start, figure.end, figure.text, Fate.DATE, note=note)
        source = f"{{{now.id}.date}}"
        return Place(figure.start, figure.end, figure.text, Fate.FACT, source, name=now.name)

    def _like_event(self, figure: Figure) -> Fact | None:
        """The one event of this year whose words the sentence shares."""
        begin = self._sentence_start(figure.start)
        end = _SENTENCE_END.search(self.text, figure.end)
        words = self.text[begin : end.start() if end else len(self.text)]
        scored = [
            (_shared(fact.name, words), fact)
            for fact in self.sheet.facts
            if fact.event and fact.date and fact.status is Status.DONE
        ]
        best = max((score for score, _ in scored), default=0)
        found = [fact for score, fact in scored if score == best and score >= _ALIKE]
        return found[0] if len(found) == 1 else None

    def _meant(self, figure: Figure, mention: Mention) -> tuple[Fact | None, str]:
        """The fact of last year that a figure states, and its field."""
        by_id = self.last.sheet.by_id
        name, _, field = (figure.fact or "").partition(".")
        fact = by_id.get(name)
        if fact is not None and field in DERIVED_FIELDS:
            return fact, field
        if fact is not None and figure.formula is None and figure.level is None:
            return fact, self._field(fact, mention)
        same = self._by_value(mention)
        if same is not None:
            return same, ""
        if fact is not None and figure.formula is None:
            told = self._by_words(fact, mention)
            if told is not None and (told or not self._told(fact, mention.start)):
                return fact, told
        return self._beside(mention)

    def _by_value(self, mention: Mention) -> Fact | None:
        """The one fact that had this very value and whose name the sentence speaks of."""
        if mention.low is None or mention.kind is Kind.RANK or self._changes(mention.start):
            return None
        begin = self._sentence_start(mention.start)
        words = self.text[begin : mention.end]
        found = [
            fact
            for fact in self.last.sheet.facts
            if fact.low is not None
            and self._value(fact, mention) == fact.value
            and any(fact.name[at : at + 2] in words for at in range(len(fact.name) - 1))
        ]
        return found[0] if len(found) == 1 else None

    def _value(self, fact: Fact, mention: Mention) -> Decimal | None:
        """The fact's value where the mention is exactly that, else None."""
        if mention.low != mention.high or not compatible(fact.unit, mention.unit):
            return None
        quantity = quantity_of_value(fact.low, fact.high, fact.unit)
        said = quantity_of(mention)
        same = said is not None and (said.low, said.high) == (quantity.low, quantity.high)
        return fact.value if same else None

    def _told(self, fact: Fact, start: int) -> bool:
        """Whether the sentence has told the fact already."""
        begin = self._sentence_start(start)
        return any(at >= begin and one.id == fact.id for at, one in self.recent)

    def _sentence_start(self, place: int) -> int:
        return max((m.end() for m in _SENTENCE_END.finditer(self.text, 0, place)), default=0)

    def _field(self, fact: Fact, mention: Mention) -> str:
        """Which of a fact's own values a proved figure is."""
        if mention.kind is Kind.RANK and fact.low is not None:
            return "rank"
        if fact.previous is not None and self._says(mention, "previous_words"):
            return "previous"
        if fact.target is not None and fact.value != mention.low:
            return "target" if self._says(mention, "target_words") else ""
        return ""

    def _by_words(self, fact: Fact, mention: Mention) -> str | None:
        """The field that the words tell, where the value does not; None where it cannot be.

        The sentence must have half of the fact's name, and the figure its unit: the verifier
        would accept what only resembles it.
        """
        words = self.text[self._sentence_start(mention.start) : mention.end]
        if _shared(fact.name, words) < _HALF or mention.unit not in {
            fact.unit,
            (fact.unit or "").lstrip("万亿"),
            None,
        }:
            return None
        if mention.kind is Kind.RANK:
            return ("rank" if fact.low is not None else "") if fact.rank is not None else None
        if mention.kind in _RELATIVE and not compatible(fact.unit, mention.unit):
            return None
        if self._changes(mention.start) or fact.low is None:
            return None
        if not compatible(fact.unit, mention.unit):
            return None
        return "previous" if self._says(mention, "previous_words") else ""

    def _beside(self, mention: Mention) -> tuple[Fact | None, str]:
        """A change, share or completion of the fact told just before it in the sentence."""
        begin = self._sentence_start(mention.start)
        near = [fact for at, fact in self.recent if at >= begin]
        if not near:
            return None, ""
        fact = near[-1]
        changed = self._changes(mention.start) or self._says(mention, "rate_words")
        percent = mention.kind is Kind.PERCENT
        behind = self.text.startswith(base_words("target_words"), mention.end)
        comparable = mention.kind is Kind.POINTS or compatible(fact.unit, mention.unit)
        for field, fits in (
            ("completion", percent and self._says(mention, "target_words")),
            ("target", not percent and comparable and behind),
            ("share", percent and self._says(mention, "share_words")),
            ("growth", percent and changed),
            ("increase", changed and comparable),
            ("times", mention.kind is Kind.MULTIPLE and self._says(mention, "times_words")),
        ):
            if fits:
                return fact, field
        return None, ""

    def _placed(
        self, span: tuple[int, int], fact: Fact, field: str, form: str, note: str = ""
    ) -> Place:
        """The place with this year's reference, where this year's facts bear one."""
        start, end = span
        text = self.text[start:end]
        now = self._now(fact)
        if now is None:
            note = f"今年的事实表里没有“{fact.name}”"
            return Place(start, end, text, Fate.OPEN, note=note, name=fact.name)
        name = f"{now.id}.{field}" if field else now.id
        source = f"{{{name}:{form}}}" if form else f"{{{name}}}"
        if unresolved(source, self.sheet):
            note = f"今年的事实表里“{now.name}”缺{_missing(field)}"
            name = f"{now.name}的{_missing(field)}"
            return Place(start, end, text, Fate.OPEN, note=note, name=name)
        return Place(start, end, text, Fate.FACT, source, note, now.name)

    def _now(self, fact: Fact) -> Fact | None:
        now = self.sheet.by_id.get(self.last.ids.get(fact.id, ""))
        return now if now is not None and now.status is Status.DONE else None

    def _said_the_same(self, fact: Fact, text: str) -> bool:
        """Whether the figure stands in the words of the fact of last year and of this year."""
        now = self._now(fact)

        def stands(one: Fact) -> bool:
            return text in (one.statement or "") or text in one.name

        return now is not None and stands(fact) and stands(now)

    def _says(self, mention: Mention, key: str) -> bool:
        before = clause_before(self.text, mention.start)
        return any(word in before for word in base_words(key))

    def _change_word(self, start: int, key: str = "change_words") -> str:
        return next((word for word in base_words(key) if self.text.endswith(word, 0, start)), "")

    def _changes(self, start: int) -> bool:
        return bool(self._change_word(start) or self._change_word(start, "bare_change"))


def _shared(name: str, words: str) -> float:
    """The share of the name's pairs of characters that stand in ``words``."""
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return sum(pair in words for pair in pairs) / (len(pairs) or 1)


def _is_article(fact: Fact, mention: Mention) -> bool:
    """Whether 一项, 一名 is an article rather than the fact's one: its unit is another."""
    return mention.text.startswith("一") and mention.low == 1 and mention.unit != fact.unit


def _missing(field: str) -> str:
    return {"growth": "上年数或增速", "increase": "上年数", "previous": "上年数"}.get(
        field, "这一项"
    )


__all__ = ["Fate", "Place", "bind_places"]
