"""Fits the weights of matching/weights.toml to annotated drafts, leaving one office out at a time.

    python benchmarks/weights.py --memo FILE FOLDER...

A folder holds one office's ``facts.yaml``, ``draft.txt`` and ``edits.jsonl``, as those of
tests/verification/drafts do. The loss of weights is the number of errors on the correct texts, of
wrong edits that nothing is said of, and of harmless ones that are refused.

1. Texts whose outcome random changes of all weights do not turn are taken to stay as they are; so
   are weights of which neither half nor double changes a loss.
2. Each other weight is multiplied as long as the loss of all offices but one falls and does not rise
   half the way there: an outcome that lies on an edge is no gain. No sign can turn.
3. Printed: each office's own outcomes with the weights of the file, and with those fitted without it.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from edits import edited
from verification import overlapping

from assistant.domain import Level
from assistant.facts import load_facts
from assistant.verification import verify
from assistant.verification.matching.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import Report

# Random changes of all weights, each by at most that factor, that choose the texts; by what factor
# a weight is changed to see whether it is felt, and by which ones and one over them to fit it.
DRAWS, WIDE, PROBE, STEPS = 2, 2.0, 2.0, (1.5, 1.25)
Vector = dict[str, float]
FILE: Vector = dict(vars(WEIGHTS))


def apart(vector: Vector) -> Vector:
    """Those that are not as the file has them."""
    return {name: held for name, held in vector.items() if held != FILE[name]}


@dataclass(frozen=True)
class Text:
    """A correct or an edited text, and where it was edited."""

    kind: str
    text: str
    start: int
    end: int

    def faults(self, report: Report) -> int:
        """Errors on a correct text; 1 for a wrong edit missed, for a harmless one refused."""
        hits = [one.level for one in overlapping(report, self.start, self.end)]
        if self.kind == "clean":
            return hits.count(Level.ERROR)
        return int(not hits if self.kind == "wrong" else Level.ERROR in hits)


class Memo(dict[str, list[int]]):
    """What was reckoned before, in a file of one JSON pair a line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        held = path.read_text("utf-8").splitlines() if path.exists() else ()
        super().__init__(map(json.loads, held))

    def of(self, key: str, reckon: Callable[[], list[int]]) -> list[int]:
        """What stands under a key, reckoned where nothing does."""
        if key not in self:
            self[key] = reckon()
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, self[key]]) + "\n")
        return self[key]


class Office:
    """The texts of one office: the correct one and every edit of it."""

    def __init__(self, folder: Path, memo: Memo) -> None:
        self.name, self.memo = folder.name, memo
        text = (folder / "draft.txt").read_text("utf-8")
        self.sheet = load_facts(folder / "facts.yaml")
        self.texts = [Text("clean", text, 0, len(text))]
        for kind, _, whole, start, end in edited(folder):
            self.texts.append(Text(kind, whole, start, end))

    def all(self, vector: Vector) -> list[int]:
        """The faults of every text with these weights."""
        key = f"{self.name} all {apart(vector)}"
        return self.memo.of(key, lambda: self._reckon(vector, self.texts))

    @cached_property
    def chosen(self) -> list[int]:
        """The texts whose faults random changes of all weights turn."""
        found = zip(*map(self.all, (FILE, *map(drawn, range(DRAWS)))), strict=True)
        return [number for number, faults in enumerate(found) if len(set(faults)) > 1]

    def faults(self, vector: Vector) -> list[int]:
        """The faults of the chosen texts."""
        key = f"{self.name} chosen {apart(vector)}"
        texts = [self.texts[number] for number in self.chosen]
        return self.memo.of(key, lambda: self._reckon(vector, texts)) if texts else []

    def _reckon(self, vector: Vector, texts: Sequence[Text]) -> list[int]:
        for name, weight in vector.items():
            setattr(WEIGHTS, name, weight)
        sheet = replace(self.sheet)  # as new: what is known of one belongs to the weights in use
        return [text.faults(verify(text.text, sheet)) for text in texts]

    def counts(self, vector: Vector) -> list[int]:
        """Errors, wrong edits caught, all wrong ones, harmless ones accepted, all harmless ones."""
        faults = dict(enumerate(self.all(FILE)))
        faults |= dict(zip(self.chosen, self.faults(vector), strict=True))
        pairs = [(text.kind, faults[number]) for number, text in enumerate(self.texts)]
        wrong, harmless = ([n for kind, n in pairs if kind == one] for one in ("wrong", "harmless"))
        return [faults[0], wrong.count(0), len(wrong), harmless.count(0), len(harmless)]


def drawn(number: int) -> Vector:
    """All weights, each multiplied at random."""
    draw = random.Random(number)  # noqa: S311 - a fixed series, no secret
    return {name: round(held * WIDE ** draw.uniform(-1, 1), 4) for name, held in FILE.items()}


def loss(offices: Sequence[Office], vector: Vector) -> int:
    """How much is done wrong with the chosen texts of some offices."""
    return sum(sum(office.faults(vector)) for office in offices)


def felt(offices: Sequence[Office]) -> list[str]:
    """The weights that change a loss; prints what half and double of each do."""
    names = []
    base = [loss([office], FILE) for office in offices]
    for name, held in FILE.items():
        moved = []
        for factor in (1 / PROBE, PROBE):
            new = [loss([office], FILE | {name: held * factor}) for office in offices]
            moved.append([one - own for one, own in zip(new, base, strict=True)])
        half, double = (f"{sum(map(bool, one)):>3} offices {sum(one):+3}" for one in moved)
        print(f"{name:<14}{held:>6}   half: {half}   double: {double}", flush=True)
        if any(map(any, moved)):
            names.append(name)
    return names


def fit(offices: Sequence[Office], names: Sequence[str]) -> Vector:
    """The weights that a search over those named finds best for these offices."""
    best, least = FILE, loss(offices, FILE)
    for step in STEPS:
        for name in names:
            for factor in (step, 1 / step):
                tried = best | {name: round(best[name] * factor, 3)}
                half = best | {name: best[name] * factor**0.5}
                found = loss(offices, tried)
                if found < least and loss(offices, half) <= least:
                    best, least = tried, found
                    break
    return best


def main() -> None:
    """Reads the command line, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memo", type=Path, default=Path("weights.memo"), help="to go on from")
    parser.add_argument("folders", type=Path, nargs="*")
    given = parser.parse_args()
    if not given.folders:
        parser.print_usage()
        return
    memo = Memo(given.memo)
    offices = [Office(folder, memo) for folder in given.folders]
    names = felt(offices)
    sums = [[0] * 5, [0] * 5]
    for office in offices:
        fitted = fit([other for other in offices if other is not office], names)
        both = office.counts(FILE), office.counts(fitted)
        sums = [list(map(sum, zip(*pair, strict=True))) for pair in zip(sums, both, strict=True)]
        told = [" | {} | {}/{} | {}/{}".format(*counts) for counts in both]
        print(f"| {office.name}{''.join(told)} | {apart(fitted)}", flush=True)
    print("| in sum" + "".join(" | {} | {}/{} | {}/{}".format(*counts) for counts in sums))
    print("fitted on all:", apart(fit(offices, names)))


if __name__ == "__main__":
    main()
