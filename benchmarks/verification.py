"""Measures the verifier: what it catches on written drafts, how fast it is, how it scales.

    python benchmarks/verification.py             the drafts of tests/verification/drafts
    python benchmarks/verification.py --scale     texts to 1,000,000 characters, sheets to 10,000 facts
    python benchmarks/verification.py --fuzz N    N random texts; 1,000,000 is the full run

A wrong edit counts as caught when a finding overlaps the changed characters, a
harmless one as accepted when no error does. The right verdict is the one that
the edit's type asks for, where it asks for one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

from assistant.domain import FactSheet, Finding, Level, Report
from assistant.facts import load_facts, parse_facts
from assistant.verification import verify

DRAFTS = Path(__file__).resolve().parents[1] / "tests" / "verification" / "drafts"
WANTED = {
    "digit": {"contradicted", "misattributed"},
    "transposed": {"contradicted", "misattributed"},
    "borrowed": {"misattributed", "contradicted"},
    "swap": {"misattributed", "wrong-derivation", "wrong-period"},
    "previous-as-current": {"wrong-period", "misattributed"},
    "unit": {"wrong-unit"},
    "rounding": {"wrong-rounding", "contradicted"},
    "wrong-direction": {"wrong-direction"},
    "wrong-growth": {"wrong-derivation", "misattributed"},
    "wrong-difference": {"wrong-derivation", "misattributed", "contradicted"},
    "wrong-share": {"wrong-derivation", "misattributed"},
    "wrong-completion": {"wrong-derivation", "misattributed"},
    "wrong-multiple": {"wrong-derivation"},
    "date": {"contradicted", "unsupported", "misattributed"},
    "invented": {"unsupported", "contradicted", "misattributed", "wrong-derivation", "wrong-unit"},
}
MARKS = "一二三百万亿0123456789.%％，。、；：“”《》（）第名个百分点增长下降占近余约超年月日\n "


def changed(old: str, new: str) -> tuple[int, int]:
    """The changed characters of ``new``."""
    short = min(len(old), len(new))
    head = next((at for at in range(short) if old[at] != new[at]), short)
    tail = 0
    while tail < short - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return (head, len(new) - tail) if head < len(new) - tail else (0, len(new))


def overlapping(report: Report, start: int, end: int) -> list[Finding]:
    """The findings on the changed characters."""
    return [
        one
        for one in report.findings
        if one.start is not None and one.end is not None and one.start < end and start < one.end
    ]


def score_draft(folder: Path) -> None:
    """Prints the scores of one draft."""
    sheet = load_facts(folder / "facts.yaml")
    text = (folder / "draft.txt").read_text("utf-8")
    clean = [one for one in verify(text, sheet).findings if one.start is not None]
    errors = sum(one.level is Level.ERROR for one in clean)
    good: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    right = judged = 0
    for line in (folder / "edits.jsonl").read_text("utf-8").splitlines():
        edit = json.loads(line)
        at = text.index(edit["old"])
        start, end = changed(edit["old"], edit["new"])
        report = verify(text[:at] + edit["new"] + text[at + len(edit["old"]) :], sheet)
        hits = overlapping(report, at + start, at + end)
        wrong = edit["kind"] == "wrong"
        if not wrong:
            hits = [one for one in hits if one.level is Level.ERROR]
        key = edit["type"] if wrong else "(harmless)"
        seen[key] += 1
        good[key] += bool(hits) is wrong
        if wrong and hits and edit["type"] in WANTED:
            judged += 1
            right += any(one.verdict.value in WANTED[edit["type"]] for one in hits)
    caught = sum(good[key] for key in seen if key != "(harmless)")
    total = sum(seen[key] for key in seen if key != "(harmless)")
    print(f"## {folder.name}: {len(text)} characters, errors on the correct text: {errors}")
    print(f"caught {caught}/{total} = {caught / total:.1%}, right verdict {right / judged:.1%}")
    for key in sorted(seen):
        print(f"  {key:20} {good[key]:4}/{seen[key]:<4} {good[key] / seen[key]:7.1%}")


def scale() -> None:
    """Prints the speed on longer texts and larger sheets."""
    folder = DRAFTS / "court"
    sheet = load_facts(folder / "facts.yaml")
    text = (folder / "draft.txt").read_text("utf-8") + "\n"
    for length in (10_000, 100_000, 1_000_000):
        long = text * (length // len(text) + 1)
        begin = time.perf_counter()
        verify(long, sheet)
        print(
            f"{len(long):>9} characters {len(long) / (time.perf_counter() - begin):>10,.0f} a second"
        )
    for count in (100, 1_000, 10_000):
        made = many_facts(count)
        begin = time.perf_counter()
        verify("", made)
        built = time.perf_counter()
        verify(text, made)
        print(
            f"{count:>9} facts: index {built - begin:.2f} s, text {time.perf_counter() - built:.3f} s"
        )


def many_facts(count: int) -> FactSheet:
    """A sheet of so many facts."""
    head = "document: {title: 某县2024年总结, period: 2024}\nfacts:\n"
    name = "{id: f%d, indicator: %s%s镇走访群众, value: %d, unit: 户次, previous: %d}"
    rows = (
        "  - "
        + name % (at, chr(0x4E00 + at % 2000), chr(0x5200 + at // 7 % 3000), at * 7 + 3, at * 6 + 2)
        for at in range(count)
    )
    return parse_facts(head + "\n".join(rows))


def fuzz(count: int) -> None:
    """Verifies random texts; any exception ends the run."""
    sheet = load_facts(DRAFTS / "court" / "facts.yaml")
    text = (DRAFTS / "court" / "draft.txt").read_text("utf-8")
    draw = random.Random(count)  # noqa: S311 - a fixed series of texts, no secret
    for number in range(count):
        start = draw.randrange(len(text))
        piece = list(text[start : start + draw.randrange(1, 60)])
        for _ in range(draw.randrange(8)):
            piece[draw.randrange(len(piece))] = draw.choice(MARKS)
        verify("".join(piece), sheet)
        if number % 10_000 == 0:
            print(number, flush=True)


def main() -> None:
    """Reads the command line and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--fuzz", type=int, default=0)
    given = parser.parse_args()
    if given.scale:
        scale()
    elif given.fuzz:
        fuzz(given.fuzz)
    else:
        for folder in sorted(path for path in DRAFTS.iterdir() if path.is_dir()):
            score_draft(folder)


if __name__ == "__main__":
    main()
