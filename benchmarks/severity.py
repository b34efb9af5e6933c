"""Fits the weights of verification/verdicts/severity.toml, leaving one office out at a time.

    python benchmarks/severity.py                     # fit to benchmarks/refusals.csv
    python benchmarks/severity.py --collect FOLDER... # the refusals on drafts, to be added to that file

A folder holds one office's ``facts.yaml``, ``draft.txt`` and ``edits.jsonl``, as those of
tests/verification/drafts do; without edits, only what is refused of its correct text is collected. Collect from
drafts that no rule was written for yet: what a draft is mended for is refused no more.

A row is of a refusal that may be a doubt: an office, whether the figure was wrong, the verdict and the signs. The fit is a logistic regression
(Newton's method, with a penalty of half the square of each weight but the bar's), either kind of rows weighing as
much as the other. Printed: which share of the refusals on correct texts become doubts, and which of those on wrong
figures with them, at several bars, each office weighed by what the others gave; then the weights of all.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from edits import edited

from assistant.facts import load_facts
from assistant.verification import verifier, verify
from assistant.verification.verdicts.severity import doubtful, scale, severity, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Level
    from assistant.verification.verdicts.case import Case, Judgement
    from assistant.verification.verdicts.severity import Stated

ROWS = Path(__file__).with_name("refusals.csv")
STEPS, SHARES = 12, (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class Refusal(NamedTuple):
    """A refused figure: where it stood, whether it is wrong, and its signs, the verdict among them."""

    office: str
    wrong: bool
    signs: tuple[str, ...]


def refusals(
    text: str, sheet: FactSheet, span: tuple[int, int] | None
) -> Iterator[tuple[str, ...]]:
    """The verdict and signs of the figures refused in a text, within a span where one is given."""

    def watch(case: Case, judgement: Judgement, stated: Stated) -> Level | None:
        mention = case.claim.mention
        inside = span is None or (mention.start < span[1] and span[0] < mention.end)
        if inside and doubtful(case, judgement, stated):
            found.append((judgement.verdict.value, *signs(case, stated)))
        return severity(case, judgement, stated)

    found: list[tuple[str, ...]] = []
    with patch.object(verifier, "severity", watch):
        verify(text, sheet)
    return iter(found)


def collect(folder: Path) -> Iterator[Refusal]:
    """The refusals on a folder's correct text and on its wrong edits."""
    sheet, text = load_facts(folder / "facts.yaml"), (folder / "draft.txt").read_text("utf-8")
    name = f"{folder.parent.name}/{folder.name}"
    yield from (Refusal(name, False, told) for told in refusals(text, sheet, None))
    for edit in edited(folder):
        if edit.kind == "wrong":
            place = (edit.start, edit.end)
            yield from (Refusal(name, True, told) for told in refusals(edit.text, sheet, place))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations with a positive definite matrix."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = rows[at][at]
        for below in range(at + 1, size):
            factor = rows[below][at] / pivot
            if factor:
                rows[below] = [
                    one - factor * other for one, other in zip(rows[below], rows[at], strict=True)
                ]
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][other] * found[other] for other in range(at + 1, size))
        found[at] = (rows[at][size] - rest) / rows[at][at]
    return found


def fitted(rows: Sequence[Refusal], names: Sequence[str]) -> dict[str, float]:
    """The weights, as log odds of wrong against true where either are as many."""
    place = {name: at for at, name in enumerate(names)}
    filled = [([place[name] for name in row.signs], row.wrong) for row in rows]
    wrong = sum(row.wrong for row in rows)
    share = {True: (len(rows) - wrong) / wrong, False: 1.0}
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        matrix = [[float(one == other) for other in range(len(names))] for one in range(len(names))]
        slope = [-weight for weight in weights]
        for held, is_wrong in filled:
            odds = 1 / (1 + math.exp(-sum(weights[at] for at in held)))
            for one in held:
                slope[one] += share[is_wrong] * (is_wrong - odds)
                for other in held:
                    matrix[one][other] += share[is_wrong] * odds * (1 - odds)
        step = solved(matrix, slope)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
    return dict(zip(names, weights, strict=True))


def left_out(rows: Sequence[Refusal], names: Sequence[str]) -> list[tuple[float, bool]]:
    """The sum of each refusal by the weights of all other offices, and whether it is wrong."""
    told: list[tuple[float, bool]] = []
    for office in sorted({row.office for row in rows}):
        weights = fitted([row for row in rows if row.office != office], names)
        mine = [row for row in rows if row.office == office]
        told += [(sum(weights[name] for name in row.signs), row.wrong) for row in mine]
    return told


def report(rows: Sequence[Refusal]) -> None:
    """Prints the table of bars and the weights."""
    names = [*(verdict.value for verdict in scale().verdicts), *scale().signs]
    sums = left_out(rows, names)
    true = sorted(total for total, wrong in sums if not wrong)
    wrong = [total for total, is_wrong in sums if is_wrong]
    print(f"{len(true)} refusals on correct texts, {len(wrong)} on wrong figures")
    print("bar (offices left out)  doubts among the true  among the wrong")
    for share in SHARES:
        bar = true[int(share * len(true))]
        doubts = sum(total < bar for total in wrong) / len(wrong)
        print(f"{bar:6.2f}  {share:6.0%}  {doubts:6.1%}")
    for name, weight in fitted(rows, names).items():
        print(f"{name} = {weight:.2f}")


def main() -> None:
    """Collects or fits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--collect", nargs="+", type=Path, metavar="FOLDER", default=())
    folders = parser.parse_args().collect
    if folders:
        out = csv.writer(sys.stdout, lineterminator="\n")
        for folder in folders:
            out.writerows((row.office, int(row.wrong), *row.signs) for row in collect(folder))
        return
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = [Refusal(line[0], line[1] == "1", tuple(line[2:])) for line in csv.reader(file)]
    report(rows)


if __name__ == "__main__":
    main()
