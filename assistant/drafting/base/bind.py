"""The figures of last year's text bound to facts: what stands in their place this year.

The verifier says which fact of last year a figure is. Where it is sure, the reference is the one
that gives the same characters for last year's value. Where it only knows what the words speak of
(the value is another), the words bind it where they have half of the fact's name and its unit, and the
account says so; the new text is verified against this year's facts before anyone sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.drafting.base.blanks import blank_filled
from assistant.drafting.base.dates import date_said, event_like
from assistant.drafting.base.forms import Said, clause_before, said_as, scale_of
from assistant.drafting.base.meaning import SENTENCE_END, Meaning
from assistant.drafting.base.phrases import base_phrase
from assistant.drafting.references.computed import formula_of
from assistant.drafting.references.grammar import references
from assistant.drafting.references.reckoned import reckoned_reference
from assistant.drafting.references.render import unresolved
from assistant.extraction import read_mentions
from assistant.files.forms import forms
from assistant.verification import verify

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Figure, Mention
    from assistant.drafting.base.last import LastYear

_FORMS = forms(__file__)
_CHANGE = frozenset(("growth", "increase"))


class Fate(StrEnum):
    """What becomes of a figure of last year."""

    FACT = "fact"
    SAME = "same"
    OPEN = "open"
    DATE = "date"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of last year's text.

    Attributes:
        start, end: half-open offsets into last year's text, with the word of direction that its
            reference brings.
        text: as it stood.
        fate: it is a fact's; it is said of this year in the same words; a date that no event of
            this year has; an event of last year that goes; or nothing is known.
        source: the reference of this year; empty where it is open.
        note: in Chinese: why it is open, or that only its words bind it.
        name: what the figure is, where a fact of last year tells it.
        told: the fact of this year that a figure in the same words tells.
    """

    start: int
    end: int
    text: str
    fate: Fate
    source: str = ""
    note: str = ""
    name: str = ""
    told: str = ""


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
        if mention.kind is Kind.REDACTION:
            places += binder.blank(mention)
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
    """Whether a mention is carried as words: a year (moved as such), 上半年."""
    bare = mention.kind is Kind.DATE and (
        not _FORMS.calendar.search(mention.text) or _FORMS.year_end.search(mention.text)
    )
    return bool(bare) or mention.kind is Kind.YEAR


class _Binder:
    def __init__(self, last: LastYear, sheet: FactSheet) -> None:
        self.last = last
        self.sheet = sheet
        self.text = last.document.text
        self.meaning = Meaning(self.text, last.sheet)

    def known(self, start: int, end: int, reference: str) -> Place:
        """A reference of last year's draft, with this year's id."""
        parsed = next(references(reference))
        fact = self.last.sheet.by_id.get(parsed.fact)
        text = self.text[start:end]
        if fact is None:
            return Place(start, end, text, Fate.OPEN, note="去年的这条事实已经没有了")
        return self._placed(Said(parsed.form, start, end), fact, parsed.field)

    def bind(self, figure: Figure, mention: Mention) -> Place:
        """What a figure of last year's text is this year."""
        if mention.kind is Kind.DATE:
            return self._date(figure)
        fact, field = self.meaning.meant(figure, mention)
        if (fact is None or field == "share") and (place := self._reckoned(figure, mention)):
            return place
        same = Place(figure.start, figure.end, figure.text, Fate.SAME)
        if fact is None:
            why = figure.formula or "去年的事实表里没有这个数"
            return same if self._in_a_name(mention) else replace(same, fate=Fate.OPEN, note=why)
        if now := self._said_the_same(fact, figure.text):
            return replace(same, told=now.id if now.statement else "")
        if _is_article(fact, mention):
            return same
        return self._of_fact(same, fact, field, mention, proved=figure.level is None)

    def _of_fact(
        self, same: Place, fact: Fact, field: str, mention: Mention, *, proved: bool
    ) -> Place:
        """The place of a figure that is a fact's of last year; ``same`` is it, unchanged."""
        start, end = same.start, same.end
        if not field:
            self.meaning.recent.append((start, fact))
        if field in _CHANGE:
            word = self.meaning.change_word(start)
            if not word and self._level(fact, field):
                # 比上年多0件 is 与上年持平.
                word = self.meaning.change_word(start, "bare_change")
            return self._placed(Said("" if word else "数", start - len(word), end), fact, field)
        said = said_as(fact, field, mention, self.last.sheet)
        if proved and not said.exact and not field and (now := self._unchanged(fact)):
            return replace(same, told=now.id)
        sure = fact.value is not None and fact.value == self.meaning.value(fact, mention)
        note = "" if proved or sure else base_phrase("by_words")
        return replace(self._placed(said, fact, field, note), text=same.text)

    def _level(self, fact: Fact, field: str) -> bool:
        """Whether a change is none this year."""
        now = self._now(fact)
        derived = self.sheet.derived_by_id.get(f"{now.id}.{field}") if now else None
        return derived is not None and derived.value == 0

    def blank(self, mention: Mention) -> list[Place]:
        """A figure that last year's text left out, where a fact of this year is known by its words."""
        filled = blank_filled(self.text, mention, self.sheet)
        if filled is None:
            return []
        fact, form, start = filled
        source = f"{{{fact.id}:{form}}}" if form else f"{{{fact.id}}}"
        note = base_phrase("by_words")
        return [Place(start, mention.end, mention.text, Fate.FACT, source, note, fact.name)]

    def _reckoned(self, figure: Figure, mention: Mention) -> Place | None:
        """A figure that the text reckoned from facts told just before it: the same sum anew."""
        line = self.text.rfind("\n", 0, mention.start)
        told = [fact.id for at, fact in self.meaning.recent if at > line]
        clause = clause_before(self.text, mention.start) + mention.text
        old = reckoned_reference(mention, clause, told, self.last.sheet)
        if not old:
            return None
        parsed = next(references(old))
        now = {one: fact.id for one in told if (fact := self._now(self.last.sheet.by_id[one]))}
        moved = [now.get(one, "") for one in parsed.operands]
        form = scale_of(mention)
        source = f"{{{parsed.fact}:{','.join(moved)}{':' * bool(form)}{form}}}"
        if not all(moved) or unresolved(source, self.sheet):
            return None
        note = f"由{formula_of(next(references(source)), self.sheet)}算出"
        return Place(figure.start, figure.end, figure.text, Fate.FACT, source, note)

    def _date(self, figure: Figure) -> Place:
        fact = self.last.sheet.by_id.get((figure.fact or "").partition(".")[0])
        now = self._now(fact) if fact else None
        if now is None or now.date is None:
            now = event_like(self._sentence(figure.start, figure.end), self.sheet)
        if now is None:
            note = "去年的日期,今年没有对应的事件"
            return Place(figure.start, figure.end, figure.text, Fate.DATE, note=note)
        before = clause_before(self.text, figure.start)
        source, start, end = date_said(before, figure.text, now, self.sheet)
        place = Place(figure.start, figure.end, figure.text, Fate.FACT, source, name=now.name)
        return replace(place, start=figure.start + start, end=figure.start + end)

    def _sentence(self, start: int, end: int) -> str:
        found = SENTENCE_END.search(self.text, end)
        return self.text[
            self.meaning.sentence_start(start) : found.start() if found else len(self.text)
        ]

    def _placed(self, said: Said, fact: Fact, field: str, note: str = "") -> Place:
        """The place with this year's reference, where this year's facts bear one."""
        start, end, form = said.start, said.end, said.form
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

    def _said_the_same(self, fact: Fact, text: str) -> Fact | None:
        """This year's fact where the figure stands in its words and in those of last year."""
        now = self._now(fact)

        def stands(one: Fact) -> bool:
            return text in (one.statement or "") or text in one.name

        return now if now is not None and stands(fact) and stands(now) else None

    def _unchanged(self, fact: Fact) -> Fact | None:
        """This year's fact where it has last year's value."""
        now = self._now(fact)
        same = now is not None and (now.low, now.high, now.rank) == (fact.low, fact.high, fact.rank)
        return now if same and now is not None and now.unit == fact.unit else None

    def _in_a_name(self, mention: Mention) -> bool:
        """Whether a figure stands in a field that a fact of both years names: 全市12个区县."""
        text = mention.text.replace("个", "")
        return any(
            text in (fact.among or "").replace("个", "")
            and (now := self._now(fact)) is not None
            and now.among == fact.among
            for fact in self.last.sheet.facts
        )


def _is_article(fact: Fact, mention: Mention) -> bool:
    """Whether 一项, 一名 is an article rather than the fact's one: its unit is another."""
    return mention.text.startswith("一") and mention.low == 1 and mention.unit != fact.unit


def _missing(field: str) -> str:
    return {"growth": "上年数或增速", "increase": "上年数", "previous": "上年数"}.get(
        field, "这一项"
    )


__all__ = ["Fate", "Place", "bind_places"]
