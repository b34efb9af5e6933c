"""Choosing excerpts for a section, by class, wording and source, under a token budget; and quoting them."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.files.shipped import shipped
from assistant.samples.masking import masked_parts
from assistant.samples.sample import Excerpt, Part, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assistant.domain import FactSheet, Section

# BM25 (Robertson and Zaragoza 2009): our own, because the well-known package for it has had no release since 2022 and
# needs numpy; the usual constants.
_SATURATION = 1.5  # k1
_LENGTH = 0.75  # b
_NO_WORD = re.compile(r"〔[^〔〕]*〕|[\W_\d]+")
_MOST = 4  # excerpts of one section's prompt
_SHORTEST = 20  # characters below which a part shows no style
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+$")
# Characters that drive terminals or hide text; a prompt needs none of them.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_BRACKETS = str.maketrans({"<": "＜", ">": "＞", "{": "｛", "}": "｝", "`": "‵"})
_BAR = "│"
_WORDS = shipped(__file__, "splitting.yaml")
# Classes that may stand in where a library has none of the wanted one.
_NEAR = {Role(role): tuple(map(Role, near)) for role, near in _WORDS["near"].items()}
ROLE_NAMES: dict[Role, str] = {Role(role): name for role, name in _WORDS["names"].items()}


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
    excerpt before every other has given one. The same arguments give the same excerpts, whose
    texts count no more than the budget together.
    """
    query = _query(section, sheet)
    candidates = [one for sample in samples for one in _candidates(sample, section.role)]
    scores = rank(query, [one.text for one in candidates])
    scored = [replace(one, score=score) for one, score in zip(candidates, scores, strict=True)]
    ranks = (section.role, *_NEAR[section.role])
    scored.sort(
        key=lambda one: (ranks.index(one.role), -one.score, one.sample.name, one.part.start)
    )
    return _fill(_varied(scored)[:_MOST], section.role, query, budget_tokens, count_tokens)


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
    return [
        _Candidate(sample, part, part.role, part.text)
        for part in masked_parts(sample.text)
        if part.role is not None
        and part.role in {role, *_NEAR[role]}
        and len(part.text) >= _SHORTEST
    ]


def _varied(ordered: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates with each sample's first before any sample's second, and so on."""
    seen: Counter[str] = Counter()
    turns: list[tuple[int, int]] = []
    for at, one in enumerate(ordered):
        turns.append((seen[one.sample.name], at))
        seen[one.sample.name] += 1
    return [ordered[at] for _, at in sorted(turns)]


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


def bigrams(text: str) -> list[str]:
    """The character bigrams of ``text``; none reaches over punctuation, digits or masks."""
    return [run[index : index + 2] for run in _NO_WORD.split(text) for index in range(len(run) - 1)]


def rank(query: str, texts: Sequence[str]) -> list[float]:
    """How well each text fits the query: BM25 scores, 0 or more."""
    counts = [Counter(bigrams(text)) for text in texts]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    wanted = sorted(set(bigrams(query)))
    holding = {word: sum(word in count for count in counts) for word in wanted}
    scores: list[float] = []
    for count, length in zip(counts, lengths, strict=True):
        score = 0.0
        for word in wanted:
            times = count[word]
            if times:
                rarity = math.log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5))
                weight = times + _SATURATION * (1 - _LENGTH + _LENGTH * length / average)
                score += rarity * times * (_SATURATION + 1) / weight
        scores.append(score)
    return scores


def shared_words(query: str, text: str) -> tuple[str, ...]:
    """The longest runs of characters of the query that stand in the text, at most five."""
    found: list[str] = []
    for run in _NO_WORD.split(query):
        index = 0
        while index < len(run) - 1:
            end = index + 2
            while end <= len(run) and run[index:end] in text:
                end += 1
            if end > index + 2:
                found.append(run[index : end - 1])
                index = end - 1
            else:
                index += 1
    unique = sorted(dict.fromkeys(found), key=lambda word: (-len(word), query.index(word)))
    return tuple(unique[:5])


def quote_excerpt(excerpt: Excerpt) -> str:
    """The excerpt between delimiters that the text inside cannot forge.

    Every line of the text begins with a bar that the text itself cannot hold, characters of
    markup and of templates are full width, and the delimiters carry a digest of the text: a line
    of the text that looks like the end is still a quoted line, and has another digest.
    """
    text = _tame(excerpt.text)
    heading = _tame(excerpt.heading).replace("\n", " ")
    digest = hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()[:8]
    lines = [f"{_BAR} {line}" for line in text.split("\n")]
    first = (
        f"<<<范文节选 {digest} 开始:{heading}>>>" if heading else f"<<<范文节选 {digest} 开始>>>"
    )
    return "\n".join([first, *lines, f"<<<范文节选 {digest} 结束>>>"])


def _tame(text: str) -> str:
    """``text`` without anything that could look like structure."""
    return _HIDDEN.sub("", text).replace(_BAR, "|").translate(_BRACKETS)
