"""Each sentence of last year as a sentence of this year, or the reason why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.drafting.base.bind import Fate, Place
from assistant.drafting.base.dates import shared
from assistant.drafting.base.forms import clause_before
from assistant.drafting.base.phrases import base_phrase, base_table, base_words
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import render
from assistant.drafting.wording.names import bears_numeral, lower_is_better
from assistant.extraction import compatible, quantity_of, quantity_of_value, read_mentions
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet, Quantity
    from assistant.drafting.base.years import Years

_LONGEST_WORDS = 14
# Last year's plan is of a fact where its clause has so much of the name.
_HALF = 0.5
_GONE = "\0"
_CLAUSE_END = re.compile(r"[，,；;。！？!?]")
_PART_END = re.compile(r"[；;。！？!?]")
_MARKS = "，,；;。！？!? "
_FORMS = forms(__file__)
_BRACES = str.maketrans("{}", "｛｝")


class CarryKind(StrEnum):
    """What a sentence of last year is."""

    CARRIED = "carried"
    OPEN = "open"
    EVENT = "event"
    STANDING = "standing"
    PLAN = "plan"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence of last year and what it is this year.

    Attributes:
        kind: carried (all its figures bound), open (some have no fact), event (a dated thing of
            last year, left out), standing (no figures), plan (last year's plan, left out), new
            (this year's facts that no sentence tells).
        old: as it stood; empty for a new one.
        source: this year's, with references; empty where it is left out.
        notes: in Chinese, what a person should know of it.
        figures: how many figures it had, and how many of them are open.
        told: facts of this year that it tells in its own words, without a reference; one for
            each figure.
    """

    kind: CarryKind
    old: str
    source: str
    notes: tuple[str, ...] = ()
    figures: int = 0
    opened: int = 0
    told: tuple[str, ...] = ()


def carry_sentence(
    old: str, start: int, places: Sequence[Place], years: Years, sheet: FactSheet
) -> Carried:
    """A sentence of the body.

    Args:
        old: the sentence with its full stop.
        start: its offset in last year's text.
        places: the figures that stand in it.
        years: how years move.
        sheet: this year's facts.
    """
    if is_plan(old, start, places, years):
        return Carried(CarryKind.PLAN, old, "", plan_notes(old, start, places, sheet), len(places))
    notes = [f"{place.text}:{place.note}" for place in places if place.note]
    figures = len(places)
    old_kept, kept, left = _without_events(old, start, places)
    if not old_kept.strip(_GONE + _MARKS):
        return Carried(CarryKind.EVENT, old, "", tuple(notes), figures, figures)
    source, moved = _source(old_kept, start, kept, years, sheet)
    if kept and all(place.fate is Fate.EVENT for place in kept):
        return Carried(CarryKind.EVENT, old, source, tuple(notes), figures, figures)
    opened = sum(place.fate in {Fate.OPEN, Fate.DATE, Fate.EVENT} for place in kept)
    whole = CarryKind.CARRIED if kept else CarryKind.STANDING
    kind = CarryKind.OPEN if opened else whole
    told = tuple(place.told for place in kept if place.told)
    return Carried(kind, old, source, (*notes, *left, *moved), len(kept), opened, told)


def _without_events(
    old: str, start: int, places: Sequence[Place]
) -> tuple[str, Sequence[Place], list[str]]:
    """The sentence without what is told of dated things of last year that this year does not have.

    Between semicolons a thing goes as a whole where no figure that is carried stands with it (an
    item 一是 keeps its place with a mark); else its clause goes with the one behind its date
    (3月28日,北环线开工).

    Returns:
        The sentence with blanks in their place, the places that are left, and notes.
    """
    notes: list[str] = []
    for place in [one for one in places if one.fate is Fate.DATE]:
        if place not in places:
            continue
        begin, stop = _span_of_event(old, place, start, places)
        if stop < 0 or (begin > 0 and not old[:begin].strip(_GONE)):
            continue
        notes.append(f"去年的事,没有写入:{old[begin:stop].strip(_MARKS)}")
        inside = [one for one in places if begin <= one.start - start < stop]
        opener = re.match(base_phrase("openers"), old[begin:])
        at = places.index(inside[0])
        places = [one for one in places if one not in inside]
        if opener:
            span = (start + begin + opener.end(), start + stop)
            gone = Place(*span, old[begin + opener.end() : stop], Fate.EVENT)
            places = [*places[:at], gone, *places[at:]]
            continue
        # The mark before it goes too, or the one behind it; blanks keep the offsets.
        first = max(begin - 1, 0)
        last = stop + (begin == 0)
        old = old[:first] + _GONE * (last - first) + old[last:]
    return old, places, notes


def _span_of_event(old: str, place: Place, start: int, places: Sequence[Place]) -> tuple[int, int]:
    """Where the telling of a dated thing begins and ends, without marks; an end of -1: nowhere."""
    at, behind = place.start - start, place.end - start

    def carried(begin: int, stop: int) -> bool:
        inside = [one for one in places if begin <= one.start - start < stop]
        return any(one.fate in {Fate.FACT, Fate.SAME} for one in inside)

    end = _PART_END.search(old, behind)
    begin, stop = _part_start(old, at), end.start() if end else len(old)
    if not carried(begin, stop):
        return begin, stop
    begin = at - len(clause_before(old, at))
    end = _CLAUSE_END.search(old, behind)
    if end is not None and end.start() == behind:
        end = _CLAUSE_END.search(old, end.end())
    stop = end.start() if end else len(old)
    return begin, -1 if carried(begin, stop) else stop


def _part_start(old: str, at: int) -> int:
    return max((match.end() for match in _PART_END.finditer(old, 0, at)), default=0)


def is_plan(old: str, start: int, places: Sequence[Place], years: Years) -> bool:
    """Whether a sentence with figures tells what was planned for the year after last year's."""
    told = [place for place in places if place.fate is not Fate.SAME]
    if not told:
        return False
    openers = (*base_words("plan_openers"), *((f"{years.last + 1}年",) if years.last else ()))
    if old.lstrip().startswith(openers):
        return True
    clauses = (clause_before(old, place.start - start) for place in told)
    return any(re.search(base_phrase("plan_words"), clause) for clause in clauses)


def plan_notes(old: str, start: int, places: Sequence[Place], sheet: FactSheet) -> tuple[str, ...]:
    """What became of each figure of last year's plan, in Chinese.

    A figure that is the target of a fact of this year is that fact's; else what its words bind.

    Args:
        old: the sentence.
        start: its offset in last year's text.
        places: its figures.
        sheet: this year's facts.
    """
    notes: list[str] = []
    for place in places:
        clause = clause_before(old, place.start - start)
        fact = _aimed_at(place, clause, sheet)
        if fact is not None:
            source, name = f"{{{fact.id}}}", fact.name
        elif place.fate is Fate.FACT and _speaks_of(clause, place.name):
            source, name = place.source, place.name
        else:
            notes.append(f"去年计划{place.text},今年的事实表里没有对应的数")
            continue
        now = render(source, sheet).text
        notes.append(f"去年计划{name}{place.text},今年{now}{_done(place, source, sheet)}")
    return tuple(notes)


def _speaks_of(clause: str, name: str) -> bool:
    """Whether a clause has half of a fact's name, and 每 only where the fact has it."""
    each = base_phrase("each")
    return shared(name, clause) >= _HALF and (each not in clause or each in name)


def _aimed_at(place: Place, clause: str, sheet: FactSheet) -> Fact | None:
    """The fact whose target of this year a figure of last year's plan is."""
    said = _quantity(place, sheet)
    if said is None or said.low is None:
        return None
    scored = [
        (shared(fact.name, clause), fact)
        for fact in sheet.facts
        if fact.target is not None
        and fact.low is not None
        and quantity_of_value(fact.target, fact.target, fact.unit).low == said.low
        and (fact.unit == said.unit or compatible(fact.unit, said.unit))
    ]
    best = max((score for score, _ in scored), default=0)
    found = [fact for score, fact in scored if score == best]
    return found[0] if best > 0 and len(found) == 1 else None


def _quantity(place: Place, sheet: FactSheet) -> Quantity | None:
    planned = next(iter(read_mentions(place.text, units=sheet.units)), None)
    return quantity_of(planned) if planned else None


def _done(place: Place, source: str, sheet: FactSheet) -> str:
    reference = next(references(source))
    fact = sheet.by_id[reference.fact]
    wanted = _quantity(place, sheet)
    found = quantity_of_value(fact.low, fact.high, fact.unit)
    if reference.field or wanted is None or wanted.low is None or found.low is None:
        return ""
    reached = found.low <= wanted.low if lower_is_better(fact) else found.low >= wanted.low
    return ":已完成" if reached else ":没有完成"


def _source(
    old: str, start: int, places: Sequence[Place], years: Years, sheet: FactSheet
) -> tuple[str, tuple[str, ...]]:
    pieces: list[str] = []
    notes: list[str] = []
    done = 0

    def literal(end: int) -> str:
        text, told = years.moved(old[done:end])
        notes.extend(told)
        return text.translate(_BRACES)

    for place in places:
        begin, end = place.start - start, place.end - start
        before = literal(begin)
        if place.fate is Fate.FACT and _is_level(place.source, sheet):
            before = _level(before)
        pieces.append(before)
        pieces.append(_standing(place, old, begin, end))
        done = end
    pieces.append(literal(len(old)))
    return "".join(pieces).replace(_GONE, ""), tuple(notes)


def _standing(place: Place, old: str, begin: int, end: int) -> str:
    if place.fate is Fate.FACT:
        return place.source
    if place.fate is Fate.SAME:
        return place.text
    if place.fate is Fate.EVENT:
        return base_phrase("gap_event")
    named = base_phrase("gap_date") if place.fate is Fate.DATE else place.name
    told = gap_for(named or clause_before(old, begin))
    # 680名志愿者 at the head of its clause is named by what is counted.
    counted = _FORMS.clause_words.match(old, end)
    return gap_for(counted[0]) if counted and told == gap_for("") else told


def gap_for(told: str) -> str:
    """``【待补：培训人数】``: what is to be filled in, by the words before it, without numerals."""
    told = _FORMS.between.split(re.sub(r"[{}【】（）()“”]", "", told))[-1].strip()
    told = re.sub(base_phrase("gap_tail"), "", told)[-_LONGEST_WORDS:]
    # A title that is cut off is left out: 法》宣传栏.
    told = told.rpartition("》")[2] if "》" in told and "《" not in told else told
    told = base_table("gap_names").get(told, told)
    if not told or bears_numeral(told):
        told = base_phrase("gap_unknown")
    return base_phrase("gap").format(words=told)


def _is_level(source: str, sheet: FactSheet) -> bool:
    """Whether a reference says 持平 this year."""
    for reference in references(source):
        derived = sheet.derived_by_id.get(f"{reference.fact}.{reference.field}")
        return derived is not None and derived.value == 0
    return False


def _level(text: str) -> str:
    """比上年 becomes 与上年 before 持平."""
    for word, level in base_table("level_words").items():
        if text.endswith(word):
            return text.removesuffix(word) + level
    return text
