"""Measures the verifier: what it catches on written drafts, how fast it is, how it scales.

    python benchmarks/verification.py             the drafts of tests/verification/drafts
    python benchmarks/verification.py --scale     texts to 1,000,000 characters, sheets to 10,000 facts
    python benchmarks/verification.py --fuzz N    N random texts; 1,000,000 is the full run
    python benchmarks/verification.py --runs      long runs of one character, and of two in turn

A wrong edit counts as caught when a finding overlaps the changed characters, a
harmless one as accepted when no error does. The right verdict is the one that
the edit's type asks for, where it asks for one.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from edits import edited

from assistant.domain import FactSheet, Finding, Level, Report, Verdict
from assistant.extraction import read_mentions
from assistant.facts import load_facts, parse_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable

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
# Of a growth or share a changed digit is a computation that does not follow.
MISREAD = {"digit", "transposed"}
MARKS = (
    "一二三百万亿0123456789.%％，。、；：“”《》（）第名个百分点增长下降占近余约超年月日\n "
    "比上年分别其中合计人均倍番成半∶:-—~"
)
PLANES = (
    (0, 0x80),
    (0x80, 0x3000),
    (0x3000, 0x3100),
    (0x4E00, 0xA000),
    (0xE000, 0x10000),
    (0x10000, 0x110000),
)
# One text in so many is verified twice.
AGAIN = 10
# Long runs: every class of character that a pattern may repeat, alone and in turn with another.
READ, VERIFIED, TENTH = 100_000, 10_000, 10
RUN_CHARACTERS = "第几多零十千壹①Ⅷ½a_*X[]()〔〕\t\u3000\u200b\u0301é😀人的是和至到上半/+=≥‰℃"
RUN_WORDS = (
    "12 1. 1, 1,000 1% 一百 一、 1年 1人 (一) （1） 第一 2024年 1月1日 1— 1∶ “一 《一 三个 近10余人, "
    "分别增长1%、 其中 增长 同比增长 以上 合计 下半年 省级 位居全省第一,"
)
RUN_PAIRS = "1一.,%、，。第年人(（“ \n增"
SLOW, STEEP, SHOWN = 0.2, 15, 8


def overlapping(report: Report, start: int, end: int) -> list[Finding]:
    """The findings on the changed characters."""
    return [
        one
        for one in report.findings
        if one.start is not None and one.end is not None and one.start < end and start < one.end
    ]


def derived_at(report: Report, place: int) -> bool:
    """Whether the figure around an offset follows from facts by a formula."""
    return any(
        one.verdict is Verdict.DERIVED and one.start <= place < one.end for one in report.figures
    )


def score_draft(folder: Path) -> None:
    """Prints the scores of one draft."""
    sheet = load_facts(folder / "facts.yaml")
    text = (folder / "draft.txt").read_text("utf-8")
    correct = verify(text, sheet)
    clean = [one for one in correct.findings if one.start is not None]
    errors = sum(one.level is Level.ERROR for one in clean)
    good: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    right = judged = 0
    for edit in edited(folder):
        hits = overlapping(verify(edit.text, sheet), edit.start, edit.end)
        wrong = edit.kind == "wrong"
        if not wrong:
            hits = [one for one in hits if one.level is Level.ERROR]
        key = edit.type if wrong else "(harmless)"
        seen[key] += 1
        good[key] += bool(hits) is wrong
        if wrong and hits and edit.type in WANTED:
            judged += 1
            wanted = WANTED[edit.type]
            if edit.type in MISREAD and derived_at(correct, edit.start):
                wanted = {"wrong-derivation"}
            right += any(one.verdict.value in wanted for one in hits)
    caught = sum(good[key] for key in seen if key != "(harmless)")
    total = sum(seen[key] for key in seen if key != "(harmless)")
    print(f"## {folder.name}: {len(text)} characters, errors on the correct text: {errors}")
    print(f"caught {caught}/{total} = {caught / total:.1%}, right verdict {right / judged:.1%}")
    for key in sorted(seen):
        print(f"  {key:20} {good[key]:4}/{seen[key]:<4} {good[key] / seen[key]:7.1%}")


def scale() -> None:
    """Prints the processor time of longer texts and of larger sheets."""
    folder = DRAFTS / "court"
    sheet = load_facts(folder / "facts.yaml")
    text = (folder / "draft.txt").read_text("utf-8") + "\n"
    verify(text, sheet)
    for length in (10_000, 100_000, 1_000_000):
        long = (text * (length // len(text) + 1))[:length]
        took = seconds(against(sheet), long)
        print(f"{len(long):>9} characters {took:>7.2f} s {len(long) / took:>10,.0f} a second")
    for count in (100, 1_000, 10_000):
        made = many_facts(count)
        index = seconds(against(made), "")
        empty = seconds(against(made), "")
        full = seconds(against(made), text)
        print(
            f"{count:>9} facts: index {index - empty:.2f} s, telling those not stated {empty:.3f} s,"
            f" the text itself {full - empty:.3f} s"
        )


def against(sheet: FactSheet) -> Callable[[str], Report]:
    """Verifying texts against one sheet."""
    return partial(verify, facts=sheet)


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


def fuzz(count: int, first: int) -> None:
    """Verifies random and mutated texts; the first that breaks a promise ends the run and is shown.

    Each text is drawn from its own number, so that a failing one can be tried again alone:
    ``--fuzz 1 --first NUMBER``. The printed digest is the same on every run.
    """
    pool = [
        ((path / "draft.txt").read_text("utf-8"), load_facts(path / "facts.yaml"))
        for path in sorted(DRAFTS.iterdir())
        if path.is_dir()
    ]
    digest = hashlib.sha256()
    begin = time.process_time()
    for number in range(first, first + count):
        draw = random.Random(number)  # noqa: S311 - a fixed series of texts, no secret
        draft, sheet = draw.choice(pool)
        text = random_text(draw, draft)
        try:
            report = verify(text, sheet)
            check(text, report)
            if number % AGAIN == 0:
                assert verify(text, sheet) == report, "another report the second time"
        except BaseException as error:
            error.add_note(f"text {number}: {text!r}")
            raise
        digest.update(repr(report.findings).encode())
        digest.update(repr(report.figures).encode())
        if (number + 1) % 10_000 == 0:
            told = f"{number + 1:>9} texts, {time.process_time() - begin:.0f} s"
            print(told, digest.hexdigest()[:16], flush=True)


def random_text(draw: random.Random, draft: str) -> str:
    """A short text: marks and numerals, a piece of a draft with changes, or any characters."""
    sort = draw.randrange(4)
    if sort == 0:
        return "".join(draw.choices(MARKS, k=draw.randrange(50)))
    if sort == 1:
        return "".join(map(any_character, [draw] * draw.randrange(40)))
    start = draw.randrange(len(draft))
    piece = list(draft[start : start + draw.randrange(1, 70)])
    for _ in range(draw.randrange(8)):
        at = draw.randrange(len(piece))
        mark = any_character(draw) if sort == 2 else draw.choice(MARKS)
        piece[at : at + draw.randrange(2)] = [mark] * draw.choice((1, 1, 1, 2, 9))
    return "".join(piece)


def any_character(draw: random.Random) -> str:
    """Any character of Unicode but a lone surrogate; those of Chinese texts more often."""
    return chr(draw.randrange(*draw.choice(PLANES)))


def check(text: str, report: Report) -> None:
    """Every numeral accounted for, every span within the text and in order."""
    cover = report.coverage
    assert cover.mentions == cover.checked + cover.exempt, "numerals not accounted for"
    for part in (report.figures, report.exempt):
        place = 0
        for one in part:
            assert place <= one.start < one.end <= len(text), f"span {one}"
            assert text[one.start : one.end] == one.text, f"text {one}"
            place = one.end
    place = 0
    for found in report.findings:
        if found.start is not None and found.end is not None:
            assert place <= found.start < found.end <= len(text), f"span {found}"
            assert text[found.start : found.end] == found.text, f"text {found}"
            place = found.start


def runs() -> None:
    """Reads and verifies long runs of one character, or of two in turn; prints the slowest.

    A run that costs far more than ten times a tenth of it is shown as steep.
    """
    sheet = load_facts(DRAFTS / "court" / "facts.yaml")
    seeds = [*dict.fromkeys(RUN_CHARACTERS + MARKS), *RUN_WORDS.split()]
    units = [*seeds, *(one + other for one in RUN_PAIRS for other in RUN_PAIRS if one != other)]

    def verified(text: str) -> None:
        check(text, verify(text, sheet))

    for name, run, length in (("read", read_mentions, READ), ("verified", verified, VERIFIED)):
        cost: list[tuple[float, str]] = []
        for unit in units:
            short, long = (seconds(run, (unit * size)[:size]) for size in (length // TENTH, length))
            cost.append((long, unit))
            if long > SLOW and long > STEEP * short:
                told = f"{unit!r}: {long:.2f} s, a tenth of it {short:.3f} s"
                print(f"steep when {name}: {told}", flush=True)
        cost.sort(reverse=True)
        print(f"{len(units)} runs of {length:,} characters {name}; the slowest:")
        for took, unit in cost[:SHOWN]:
            print(f"  {unit!r:<24}{took:>8.2f} s", flush=True)


def seconds(run: Callable[[str], object], text: str) -> float:
    """The processor time that one call takes."""
    begin = time.process_time()
    run(text)
    return time.process_time() - begin


def main() -> None:
    """Reads the command line and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--fuzz", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first random text")
    parser.add_argument("--runs", action="store_true")
    given = parser.parse_args()
    if given.scale:
        scale()
    elif given.fuzz:
        fuzz(given.fuzz, given.first)
    elif given.runs:
        runs()
    else:
        for folder in sorted(path for path in DRAFTS.iterdir() if path.is_dir()):
            score_draft(folder)


if __name__ == "__main__":
    main()
