"""The places of a whole's parts told in words: 食品类居次位, 由大到小依次为税收、社保费、非税.

A part is named right before the word or behind it (最多的是西陵), or a figure there states it. It is held
against all parts of its whole, those that the sentence tells, or the things that it lists
(食品、药品、广告三类中); a number of kinds must be theirs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.extraction.numerals import value_of
from assistant.verification import messages
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import forms, tags, words
from assistant.verification.matching.together import (
    BREAK,
    bare,
    counted_so,
    meant,
    measure,
    only_of,
    stated,
    together,
)
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.matching.together import Setting, Settings

_FORMS = forms(__file__)
_NEXT = "次之"
_OTHERS, _MARKS = ("其他", "其它", "其余"), "，, 以"
Found = tuple[int, int, Judgement | None]


def ordered(settings: Settings) -> Iterator[Found]:
    """(start, end, what is to be said where it is not so) of each place and order told in words."""
    text = settings.text
    for found in _pattern().finditer(text):
        setting = settings.at(found.start())
        if setting is None:
            continue
        said = setting.said if found["word"] == _NEXT else text[setting.clause[0] : found.start()]
        if not _FORMS.otherwise.search(said):
            yield from _placed(text, found, setting)


def _placed(text: str, found: re.Match[str], setting: Setting) -> Iterator[Found]:
    """What is said of one place."""
    lead = text[setting.begin : found.start()]
    place = int(tags("standings").get(found["word"], 0)) or int(value_of(found["place"]) or 0)
    listed = _FORMS.list.findall(lead)
    members = together(BREAK.split(listed[-1][0]), setting) if listed else []
    if found["part"]:
        start, scope = found.start(), setting.scope
        _, said = bare(text, setting.clause[0], start)
        part = next(iter(together([measure().sub("", said) + found["part"]], setting)), None)
    else:
        part, start, scope = _part(text, found.start(), setting, members)
    if part is None or (listed and part not in members):
        return
    rows = [members] if members else list(_family(part, setting))
    many = _FORMS.counted.findall(lead)
    if (
        not rows
        or (many and len(rows[0]) != value_of(many[-1]))
        or not only_of(scope, rows[0], setting)
    ):
        return
    ranked = [sorted((one.low or 0 for one in row), reverse=True) for row in rows]
    at = place - 1 if place > 0 else place
    right = any(abs(place) <= len(row) and row[at] == part.low for row in ranked)
    yield start, found.end(), None if right else _wrong(text[start : found.end()], part, rows[0])


def _part(
    text: str, end: int, setting: Setting, members: Sequence[Candidate]
) -> tuple[Candidate | None, int, str]:
    """The part that a place is told of, where its words begin, and among what."""
    begin = setting.clause[0]
    among = _FORMS.among.match(text, begin, end)
    inner = among[0] if among is not None else setting.scope
    begin = among.end() if among is not None else begin
    last = next((one for one in reversed(setting.before) if stated(one)), None)
    if last is not None and last.claim.mention.end > begin:
        begin = last.claim.mention.end
    begin, said = bare(text, begin, end)
    if measure().sub("", said).strip(_MARKS):
        options = [one for one in meant(said, setting).values() if one[1] in members]
        least = min((loose for loose, _ in options), default=0)
        items = [item for loose, item in options if loose == least]
        items = items if members else together([said], setting)
        return (items[0] if len(items) == 1 else None), begin, inner
    if last is None:
        return None, begin, inner
    between, item = text[last.claim.mention.end : end], stated(last)
    told = between.replace(among[0] if among is not None else "", "").strip(_MARKS)
    plain = item is not None and item.role is Role.VALUE and counted_so(item, told)
    return (item if plain and not measure().sub("", told) else None), last.claim.start, inner


def _family(part: Candidate, setting: Setting) -> Iterator[list[Candidate]]:
    """The parts of a part's whole, if all are known, those that are not the others, those that are told."""
    whole = setting.facts.sheet.by_id.get(part.fact.parent or "")
    if whole is None:
        return
    items = [
        item
        for one in whole.parts
        for item in setting.facts.by_fact.get(one, ())
        if item.role is Role.VALUE and item.unit_class == part.unit_class and item.low == item.high
    ]
    if len(items) == len(whole.parts) and not whole.partial:
        yield items
        yield [one for one in items if not one.fact.name.startswith(_OTHERS)]
    for facts in (setting.beside, setting.told):
        told = [one for one in items if one.fact.id in facts]
        if len(told) > 1:
            yield told
            return


def _wrong(told: str, part: Candidate, items: Sequence[Candidate]) -> Judgement:
    known = sorted(items, key=lambda one: -(one.low or 0))
    order = "、".join(f"{one.fact.name}{messages.value(one)}" for one in known)
    reason = f"“{told}”与事实不符:由大到小依次为{order}({part.fact.id})"
    return Judgement(Verdict.CONTRADICTED, reason, part.fact.id)


@cache
def _pattern() -> re.Pattern[str]:
    """A word for a place, before a mark."""
    verbs = words("standing_verbs").expression
    said = words("standings").expression
    ranks = f"(?:{verbs})第(?P<place>[一二三四五六七八九])[位名]?"
    mark = r"[,，。;；:：!！\s]|$"
    behind = (
        rf"的(?:是|为|当属|要数)?(?P<part>[^,，。;；:：、和与及]{{2,12}}?)(?={mark}|[、和与及])"
    )
    return re.compile(rf"(?:{ranks}|(?P<word>{said}))(?:{behind}|(?={mark}))")
