"""Wording taken over: 12 characters on end, or most of a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.verification.leak.text import GRAM, BareText, LeakKind, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.leak.text import Allowed, Leak, Shelf

LONG = 12  # characters on end that nobody writes by chance
_PLACES = 4  # places of one run of characters in the text that are followed
_FEWEST = 10  # characters of a sentence's own, below which it tells nothing
_MOST = 0.6  # share of them that makes a sentence another's
_NEAR = 0.15  # share of its 4-grams from which a sentence is compared with a sample
_ALIGNED = 0.68  # share of them that makes it so where only short runs are left
_COMPARED = 6  # samples that a sentence is compared with, the nearest first
_SHIFT = 12  # how far words may move against each other within a sentence


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch that text and sample share: bare offsets."""

    start: int
    end: int
    sample: int
    place: int


def find_phrases(text: BareText, shelf: Shelf, allowed: Allowed) -> Iterator[Leak]:
    """The wordings of ``text`` that come from a sample."""
    grams = text.grams(GRAM)
    meeting = [_meeting(grams, sample) for sample in shelf.texts]
    runs = _long_runs(text, shelf, meeting)
    common = _common(runs, len(text.text), shelf)
    free = [not (own or shared) for own, shared in zip(allowed.own, common, strict=True)]
    found = [run for run in runs if sum(free[run.start : run.end]) >= LONG]
    found += _sentences(text, shelf, free, meeting)
    for run in _apart(found):
        span = text.source_span(run.start, run.end)
        yield shelf.leak(text, span, LeakKind.PHRASE, run.sample, run.place)


def _meeting(grams: dict[str, list[int]], sample: str) -> list[int]:
    """The places of a sample whose 4 characters the text has too."""
    return [at for at in range(len(sample) - GRAM + 1) if sample[at : at + GRAM] in grams]


def _long_runs(text: BareText, shelf: Shelf, meeting: list[list[int]]) -> list[_Run]:
    """The longest runs of at least 12 characters that the text shares with each sample."""
    wide = text.grams(LONG)
    runs: list[_Run] = []
    for number, sample in enumerate(shelf.texts):
        going: dict[tuple[int, int], int] = {}  # (text, sample) places behind a run -> its length
        places = [place for place in meeting[number] if sample[place : place + LONG] in wide]
        for place in places:
            for at in wide[sample[place : place + LONG]][:_PLACES]:
                going[at + 1, place + 1] = going.pop((at, place), LONG - 1) + 1
        for (at, place), length in going.items():
            back = length - LONG + 1
            runs.append(_Run(at - back, at - back + length, number, place - back))
    return runs


def _common(runs: list[_Run], length: int, shelf: Shelf) -> list[bool]:
    """For each character of the text, whether several samples have it in 12 shared ones."""
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for run in runs:
        for index in range(run.start, run.end - LONG + 1):
            holders[index].add(run.sample)
    common = [False] * length
    for index, numbers in holders.items():
        if len(numbers) > 1 and shelf.is_common(numbers):
            common[index : index + LONG] = [True] * LONG
    return common


def _sentences(
    text: BareText, shelf: Shelf, free: list[bool], meeting: list[list[int]]
) -> Iterator[_Run]:
    """The sentences most of whose own words stand together in one sample."""
    sentences = [span for span in text.sentences() if sum(free[i] for i in span) >= _FEWEST]
    grams = [
        {text.text[i : i + GRAM] for i in range(span.start, span.stop - GRAM + 1)}
        for span in sentences
    ]
    homes: defaultdict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(grams):
        for gram in own:
            homes[gram].append(number)
    near: list[list[tuple[int, int]]] = [[] for _ in sentences]
    for sample, sample_text in enumerate(shelf.texts):
        shared = homes.keys() & {sample_text[at : at + GRAM] for at in meeting[sample]}
        counts = Counter(number for gram in shared for number in homes[gram])
        for number, count in counts.items():
            if count > 1 and count >= _NEAR * len(grams[number]):
                near[number].append((-count, sample))
    for span, samples in zip(sentences, near, strict=True):
        fits = [
            (sample, place)
            for _, sample in sorted(samples)[:_COMPARED]
            if (place := _place_in(text.text, span, shelf.texts[sample], free)) is not None
        ]
        if fits and not shelf.is_common(sample for sample, _ in fits):
            yield _Run(span.start, span.stop, *fits[0])


def _place_in(text: str, span: range, sample: str, free: list[bool]) -> int | None:
    """Where the sample has most of the sentence's own words together; None where nowhere."""
    shifts: defaultdict[int, set[int]] = defaultdict(set)
    for index in range(span.start, span.stop - GRAM + 1):
        gram = text[index : index + GRAM]
        for at in places(sample, gram):
            shifts[at - index].update(range(index, index + GRAM))

    def told(shift: int) -> int:
        near = (shifts[other] for other in shifts if shift <= other <= shift + _SHIFT)
        return sum(free[index] for index in set().union(*near))

    own = sum(free[index] for index in span)
    shift = max(sorted(shifts), key=told, default=0)
    best, place = told(shift), max(0, span.start + shift)
    most = best >= max(_FEWEST - 1, _MOST * own)
    if most or (best and _aligned(text, span, sample, place, free) >= _ALIGNED * own):
        return place
    return None


def _aligned(text: str, span: range, sample: str, place: int, free: list[bool]) -> int:
    """How many of the sentence's own characters stand in order, two on end at least, near there.

    Where two words of a short sentence were replaced, few runs of four characters are left.
    """
    sentence = text[span.start : span.stop]
    window = sample[max(0, place - _SHIFT) : place + len(sentence) + _SHIFT]
    blocks = SequenceMatcher(None, sentence, window, autojunk=False).get_matching_blocks()
    return sum(
        free[span.start + index]
        for block in blocks
        if block.size > 1
        for index in range(block.a, block.a + block.size)
    )


def _apart(runs: list[_Run]) -> list[_Run]:
    """The runs without those that lie within longer ones, in order."""
    taken: list[_Run] = []
    used: set[int] = set()
    for run in sorted(runs, key=lambda run: (run.start - run.end, run.start, run.sample)):
        span = range(run.start, run.end)
        if used.isdisjoint(span):
            used.update(span)
            taken.append(run)
    return sorted(taken, key=lambda run: run.start)
