"""Choosing excerpts for a section: by class, wording and source, under a token budget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.samples.masking import masked_parts
from assistant.samples.ranking import rank, shared_words
from assistant.samples.sample import Excerpt, Part, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assistant.domain import FactSheet, Section

_MOST = 4  # excerpts of one section's prompt
_SHORTEST = 20  # characters below which a part shows no style
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+$")
# Classes that may stand in where a library has none of the wanted one.
_NEAR = {
    Role.OPENING: (),
    Role.ORGANISATION: (Role.MEASURES, Role.RESULTS),
    Role.MEASURES: (Role.RESULTS, Role.ORGANISATION),
    Role.RESULTS: (Role.MEASURES, Role.ORGANISATION),
    Role.PROBLEMS: (Role.PLAN,),
    Role.PLAN: (Role.CLOSING,),
    Role.CLOSING: (Role.PLAN,),
}
ROLE_NAMES = {
    Role.OPENING: "开头",
    Role.ORGANISATION: "组织保障",
    Role.MEASURES: "主要做法",
    Role.RESULTS: "工作成效",
    Role.PROBLEMS: "问题不足",
    Role.PLAN: "下步打算",
    Role.CLOSING: "结尾",
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    sample: Sample
    part: Part
    role: Role
    text: str
    score: float = 0.0


def choose(
    samples: Iterable[Sample],
    section: Section,
    sheet: FactSheet,
    budget_tokens: int,
    count_tokens: Callable[[str], int],
) -> tuple[Excerpt, ...]:
    """The excerpts that show how others wrote such a section; masked, best first.

    Parts of the section's class come before those of a near class, those nearer in wording to
    the section's heading and its facts' indicators before others, and no sample gives a second
    excerpt before every other has given one. The same arguments give the same excerpts.

    Args:
        samples: the library.
        section: what is to be written.
        sheet: the fact sheet, for the words of the section's facts.
        budget_tokens: the most that all excerpts' texts may count together.
        count_tokens: counts a text's tokens.
    """
    query = _query(section, sheet)
    candidates = [one for sample in samples for one in _candidates(sample, section.role)]
    scores = rank(query, [one.text for one in candidates])
    scored = [
        _Candidate(one.sample, one.part, one.role, one.text, score)
        for one, score in zip(candidates, scores, strict=True)
    ]
    ordered = _varied(sorted(scored, key=lambda one: _order(one, section.role)))
    return _fill(ordered[:_MOST], section.role, query, budget_tokens, count_tokens)


def _query(section: Section, sheet: FactSheet) -> str:
    words: list[str | None] = [
        section.heading,
        sheet.document.title if section.role is Role.OPENING else "",
    ]
    for fact_id in section.facts:
        fact = sheet.by_id.get(fact_id)
        if fact is not None:
            words += [*fact.path, fact.indicator, fact.event, fact.statement]
    return "\n".join(dict.fromkeys(word for word in words if word))


def _candidates(sample: Sample, role: Role) -> list[_Candidate]:
    parts = masked_parts(sample.text)
    found = []
    for part in parts:
        if part.role is None or part.role not in {role, *_NEAR[role]}:
            continue
        text = part.text
        if len(text) >= _SHORTEST:
            found.append(_Candidate(sample, part, part.role, text))
    return found


def _order(one: _Candidate, role: Role) -> tuple[int, float, str, int]:
    return (role, *_NEAR[role]).index(one.role), -one.score, one.sample.name, one.part.start


def _varied(ordered: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates with each sample's first before any sample's second, and so on."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int, _Candidate]] = []
    for index, one in enumerate(ordered):
        turn = seen.get(one.sample.name, 0)
        seen[one.sample.name] = turn + 1
        ranked.append((turn, index, one))
    return [one for _, _, one in sorted(ranked, key=lambda entry: entry[:2])]


def _fill(
    ordered: Sequence[_Candidate],
    role: Role,
    query: str,
    budget_tokens: int,
    count_tokens: Callable[[str], int],
) -> tuple[Excerpt, ...]:
    chosen: list[Excerpt] = []
    left = budget_tokens
    for index, one in enumerate(ordered):
        share = left // (len(ordered) - index)
        text, sentences = _longest(one.text, share, count_tokens)
        if len(text) < _SHORTEST:
            continue
        tokens = count_tokens(text)
        left -= tokens
        reason = _reason(one, role, query, sentences)
        chosen.append(Excerpt(one.sample.name, one.part.heading, one.role, text, tokens, reason))
    return tuple(chosen)


def _longest(text: str, tokens: int, count_tokens: Callable[[str], int]) -> tuple[str, int]:
    """As many whole sentences from the beginning as fit, and how many they are."""
    sentences = [match[0] for match in _SENTENCE.finditer(text)]
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high + 1) // 2
        if count_tokens("".join(sentences[:middle]).strip()) <= tokens:
            low = middle
        else:
            high = middle - 1
    return "".join(sentences[:low]).strip(), low


def _reason(one: _Candidate, role: Role, query: str, sentences: int) -> str:
    same = "与本节同类" if one.role is role else "没有同类章节,取相近的一类"
    words = shared_words(query, one.text)
    common = f";都讲到{'、'.join(words)}" if words else ""
    return f"{same}({ROLE_NAMES[one.role]}){common};相近度 {one.score:.1f};取前 {sentences} 句"
