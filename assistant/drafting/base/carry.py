"""Each sentence of last year as a sentence of this year, or the reason why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.drafting.base.bind import Fate, Place
from assistant.drafting.base.forms import clause_before
from assistant.drafting.base.phrases import base_phrase, base_table, base_words
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import render
from assistant.drafting.wording.names import bears_numeral
from assistant.drafting.wording.phrases import words
from assistant.extraction import quantity_of, quantity_of_value, read_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet
    from assistant.drafting.base.years import Years

_LONGEST_WORDS = 14
_GONE = "\0"
_CLAUSE_END = re.compile(r"[，,；;。！？!?]")
_CLAUSE_WORDS = re.compile(r"[^\W\d_、和与及为被由]{2,6}")
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
    """

    kind: CarryKind
    old: str
    source: str
    notes: tuple[str, ...] = ()
    figures: int = 0
    opened: int = 0


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
        return Carried(CarryKind.PLAN, old, "", plan_notes(places, sheet), len(places))
    bound = [place for place in places if place.fate in {Fate.FACT, Fate.SAME}]
    dates = [place for place in places if place.fate is Fate.DATE]
    notes = [f"{place.text}:{place.note}" for place in places if place.note]
    if dates and not any(place.fate is Fate.FACT for place in bound):
        opener = re.match(base_phrase("openers"), old)
        gap = f"{opener[0]}{base_phrase('gap_event')}。" if opener else ""
        return Carried(CarryKind.EVENT, old, gap, tuple(notes), len(places), len(places))
    old_kept, places, left = _without_events(old, start, places)
    source, moved = _source(old_kept, start, places, years, sheet)
    notes += left
    opened = sum(place.fate in {Fate.OPEN, Fate.DATE} for place in places)
    whole = CarryKind.CARRIED if places else CarryKind.STANDING
    kind = CarryKind.OPEN if opened else whole
    return Carried(kind, old, source, (*notes, *moved), len(places), opened)


def _without_events(
    old: str, start: int, places: Sequence[Place]
) -> tuple[str, Sequence[Place], list[str]]:
    """The sentence without the dated clauses of last year that no event of this year has.

    Such a clause goes with the one behind its date (3月28日,北环线开工), unless a figure that is
    carried stands in them.

    Returns:
        The sentence with blanks in their place, the places that are left, and notes.
    """
    notes: list[str] = []
    for place in [one for one in places if one.fate is Fate.DATE]:
        begin = place.start - start - len(clause_before(old, place.start - start))
        end = _CLAUSE_END.search(old, place.end - start)
        if end is not None and end.start() == place.end - start:
            end = _CLAUSE_END.search(old, end.end())
        stop = end.start() if end else len(old)
        inside = [one for one in places if begin <= one.start - start < stop]
        if any(one.fate in {Fate.FACT, Fate.SAME} for one in inside) or not old[:begin].strip():
            continue
        notes.append(f"去年的事,没有写入:{old[begin:stop]}")
        # The mark before it goes too; blanks keep the offsets of what stands behind.
        old = old[: begin - 1] + _GONE * (stop - begin + 1) + old[stop:]
        places = [one for one in places if one not in inside]
    return old, places, notes


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


def plan_notes(places: Sequence[Place], sheet: FactSheet) -> tuple[str, ...]:
    """What became of each figure of last year's plan, in Chinese."""
    notes: list[str] = []
    for place in places:
        if place.fate is not Fate.FACT:
            notes.append(f"去年计划{place.text},今年的事实表里没有对应的数")
            continue
        now = render(place.source, sheet).text
        notes.append(f"去年计划{place.name}{place.text},今年{now}{_done(place, sheet)}")
    return tuple(notes)


def _done(place: Place, sheet: FactSheet) -> str:
    reference = next(references(place.source))
    fact = sheet.by_id[reference.fact]
    planned = next(iter(read_mentions(place.text, units=sheet.units)), None)
    wanted = quantity_of(planned) if planned else None
    found = quantity_of_value(fact.low, fact.high, fact.unit)
    if reference.field or wanted is None or wanted.low is None or found.low is None:
        return ""
    lower = any(word in fact.name for word in words("lower_is_better"))
    reached = found.low <= wanted.low if lower else found.low >= wanted.low
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
    named = base_phrase("gap_date") if place.fate is Fate.DATE else place.name
    # 680名志愿者 at the head of its clause is named by what is counted.
    counted = _CLAUSE_WORDS.match(old, end)
    return gap_for(named or clause_before(old, begin) or (counted[0] if counted else ""))


def gap_for(told: str) -> str:
    """``【待补：培训人数】``: what is to be filled in, by the words before it, without numerals."""
    told = re.split("[、和与及]", re.sub(r"[{}【】（）()“”]", "", told))[-1].strip()
    told = told[-_LONGEST_WORDS:]
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
