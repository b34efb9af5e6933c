"""Measures the leak test: planted leaks found, false alarms, and time.

Run ``python benchmarks/leaks.py``. Every plant is a text of its own: an offline draft of one of
the shipped fact sheets with one sentence set into it. Whole sentences, sentences with up to two
words replaced, figures in their phrase, and names are taken in turn from the shipped samples.
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Block, BlockKind, Document
from assistant.extraction import read_mentions
from assistant.extraction.proper_names import find_names
from assistant.facts import load_facts
from assistant.samples import load_library
from assistant.verification.leaks import Leak, find_leaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet

ROOT = Path(__file__).resolve().parents[1]
PLANTS = 200
WANTED = 0.95
SHORTEST = 20
OTHER_WORDS = ("其他", "相关", "重要", "广泛", "积极", "有效")


@dataclass(frozen=True, slots=True)
class Plant:
    """A sentence to be set into a draft, and the part of it that comes from a sample."""

    kind: str
    sentence: str
    leaked: str


def documents_of(text: str) -> Document:
    """A document of one paragraph a line."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n") if line)
    return Document.of_blocks(blocks)


def leaks_of(text: str, sheet: FactSheet, samples: dict[str, str]) -> tuple[Leak, ...]:
    """The leaks of a text."""
    document = documents_of(text)
    return find_leaks(document, sheet, samples, read_mentions(document.text))


def plants_of(text: str) -> Iterator[Plant]:
    """What can be planted from a sample: of each kind in turn, sentence by sentence."""
    for number, sentence in enumerate(re.findall(r"[^。；\n]+[。；]", text)):
        if len(sentence) >= SHORTEST:
            yield Plant("whole", sentence, sentence)
            for words in (1, 2):
                changed = replace_words(sentence, words, number)
                yield Plant(f"words-{words}", changed, changed)
        for clause in re.findall(r"[^,，、。；:：\n]+", sentence):
            figures = [mention for mention in read_mentions(clause) if mention.exempt is None]
            if figures and len(clause) >= len(figures[0].text) + 4:
                yield Plant("figure", f"据统计,{clause}。", clause)
    for name in find_names(text):
        if name.specific and len(name.text) > 2:
            yield Plant("name", f"座谈中还学习了{name.text}的做法。", name.text)


def replace_words(sentence: str, count: int, number: int) -> str:
    """``sentence`` with ``count`` words of two characters replaced, evenly spaced."""
    places = [match.start() for match in re.finditer("[一-龥]{2}", sentence)]
    step = max(1, len(places) // (count + 1))
    for turn in range(count):
        at = places[min(len(places) - 1, step * (turn + 1))]
        word = OTHER_WORDS[(number + turn) % len(OTHER_WORDS)]
        sentence = sentence[:at] + word + sentence[at + 2 :]
    return sentence


def all_plants(samples: dict[str, str], wanted: int) -> list[Plant]:
    """``wanted`` plants, as evenly over kinds and samples as there are."""
    kinds: dict[str, list[Plant]] = {}
    for name in sorted(samples):
        for plant in plants_of(samples[name]):
            kinds.setdefault(plant.kind, []).append(plant)
    taken: dict[Plant, None] = {}
    for turn in range(wanted):
        for kind in sorted(kinds):
            if turn < len(kinds[kind]):
                step = max(1, len(kinds[kind]) // (wanted // len(kinds) + 1))
                taken[kinds[kind][(turn * step) % len(kinds[kind])]] = None
    return list(islice(taken, wanted))


def drafts() -> list[tuple[FactSheet, str]]:
    """The shipped fact sheets, each with its offline draft's text."""
    from assistant.drafting.outline.assemble import document_of  # noqa: PLC0415
    from assistant.drafting.outline.outline import outline_for  # noqa: PLC0415
    from assistant.drafting.outline.plan import plan_sections  # noqa: PLC0415
    from assistant.drafting.pipeline.offline_draft import write_offline_draft  # noqa: PLC0415

    found = []
    for path in sorted((ROOT / "fixtures" / "facts").glob("*.yaml")):
        sheet = load_facts(path)
        outline = outline_for(sheet)
        draft = write_offline_draft(sheet, plan_sections(sheet, outline), outline)
        found.append((sheet, document_of(draft, sheet).text))
    return found


def is_found(plant: Plant, sheet: FactSheet, draft: str, samples: dict[str, str]) -> bool:
    """Whether a leak is told within the planted words."""
    text = f"{draft}\n{plant.sentence}"
    start = text.rindex(plant.leaked)
    end = start + len(plant.leaked)
    document = documents_of(text)
    shift = len(document.text) - len(text)
    leaks = find_leaks(document, sheet, samples, read_mentions(document.text))
    return any(leak.start < end + shift and start + shift < leak.end for leak in leaks)


def main() -> int:
    """Prints what was measured; 1 where the bounds are not met."""
    samples = {sample.name: sample.text for sample in load_library(ROOT / "fixtures" / "samples")}
    hosts = drafts()
    alarms = [leak for sheet, draft in hosts for leak in leaks_of(draft, sheet, samples)]
    counts: dict[str, list[int]] = {}
    missed = []
    for plant, (sheet, draft) in zip(all_plants(samples, PLANTS), cycle(hosts), strict=False):
        hit = is_found(plant, sheet, draft, samples)
        entry = counts.setdefault(plant.kind, [0, 0])
        entry[0] += hit
        entry[1] += 1
        if not hit:
            missed.append(plant)
    found = sum(hit for hit, _ in counts.values())
    planted = sum(number for _, number in counts.values())
    for kind, (hit, number) in sorted(counts.items()):
        print(f"{kind}: {hit}/{number}")
    print(f"found {found} of {planted}; false alarms on {len(hosts)} drafts: {len(alarms)}")
    for plant in missed:
        print(f"  missed [{plant.kind}] {plant.leaked}")
    for leak in alarms:
        print(f"  alarm [{leak.kind}] {leak.text}")
    print(f"processor time: {timed(samples):.2f} s for 200 samples of 5,000 characters")
    return int(found < WANTED * planted or bool(alarms))


def timed(samples: dict[str, str]) -> float:
    """Seconds of processor time for a draft of 5,000 characters against 200 samples of 5,000."""
    sentences = [s for text in samples.values() for s in re.findall(r"[^。\n]+。", text)]
    many = {f"sample{number}": shuffled(sentences, 3 * number + 1, 5000) for number in range(200)}
    sheet, _ = drafts()[0]
    draft = documents_of(shuffled(sentences, 2, 5000))
    mentions = read_mentions(draft.text)
    begin = time.process_time()
    find_leaks(draft, sheet, many, mentions)
    return time.process_time() - begin


def shuffled(sentences: list[str], step: int, length: int) -> str:
    """A text of ``length`` characters of sentences cut and joined in another order."""
    pieces: list[str] = []
    at = 0
    while sum(map(len, pieces)) < length:
        at = (at + step) % len(sentences)
        other = sentences[(at * 7 + step) % len(sentences)]
        pieces.append(sentences[at][: 15 + step % 11] + other[-15:])
        step += 1
    return "\n".join(pieces)[:length]


if __name__ == "__main__":
    sys.exit(main())
