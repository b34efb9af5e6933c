"""An offline draft of 50 and of 500 facts, and last year's summary carried over.

The cost must grow with the facts, not faster; 6,000 characters are carried within 2 seconds.

Usage: ``python benchmarks/draft.py [--facts 50 500] [--runs N]``; exit code 1 where the time per
fact of the largest sheet is more than twice that of the smallest, or the carry-over takes longer.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from itertools import pairwise

from assistant.drafting.base.base import carry_over
from assistant.drafting.base.last import last_year
from assistant.drafting.outline.assemble import assemble
from assistant.drafting.outline.outline import load_outline
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.pipeline.offline_draft import write_offline_draft
from assistant.extraction import read_document
from assistant.facts import parse_facts
from assistant.verification import verify

SUBJECTS = [
    "就业",
    "养老",
    "医疗",
    "教育",
    "住房",
    "交通",
    "水利",
    "农业",
    "林业",
    "环保",
    "安全",
    "消防",
    "信访",
    "宣传",
    "文化",
    "体育",
    "旅游",
    "商务",
    "工业",
    "科技",
]
PLACES = ["城关", "东山", "西河", "南庄", "北岭"]
THINGS = ("服务对象", "人"), ("检查", "次"), ("培训", "期"), ("项目", "个"), ("资金", "万元")
_MOST_SECONDS = 2
STEPS = ("facts", "plan", "write", "assemble", "verify")


def sheet_of(count: int) -> str:
    """The text of a facts file of ``count`` facts, no two of them of one name."""
    lines = [
        "document: {title: 综合工作总结, organization: 综合办公室, self: 我县, period: 2025}",
        "facts:",
    ]
    for number in range(count):
        subject = SUBJECTS[number % len(SUBJECTS)]
        place = PLACES[number // len(SUBJECTS) % len(PLACES)]
        thing, unit = THINGS[number // len(SUBJECTS) // len(PLACES) % len(THINGS)]
        value = 1000 + 7 * number
        name = f"{place}{subject}{thing}"
        lines.append(
            f"  - {{id: f{number}, indicator: {name}, value: {value}, unit: {unit}, previous: {value - 50}}}"
        )
    return "\n".join(lines)


def times_of(text: str) -> dict[str, float]:
    """The milliseconds of each step of one draft."""
    marks = [time.perf_counter()]
    sheet = parse_facts(text)
    marks.append(time.perf_counter())
    outline = load_outline("annual")
    plan = plan_sections(sheet, outline)
    marks.append(time.perf_counter())
    draft = write_offline_draft(sheet, plan, outline)
    marks.append(time.perf_counter())
    assembled = assemble(draft, sheet)
    marks.append(time.perf_counter())
    report = verify(assembled.document, sheet)
    marks.append(time.perf_counter())
    assert report.coverage.checked > 0
    spans = pairwise(marks)
    return dict(zip(STEPS, ((end - begin) * 1000 for begin, end in spans), strict=True))


def carried() -> tuple[int, float]:
    """The characters of a summary of last year, and the seconds that carrying it over took."""
    sheet = parse_facts(sheet_of(140))
    lines = ["综合办公室2024年工作总结", "一、主要工作"]
    for fact in sheet.facts:
        told = f"{fact.name}{fact.previous}{fact.unit}"
        lines.append(
            f"坚持问题导向,抓好{fact.name[2:4]}工作,把责任压实到人。全年{told},群众反映较好。"
        )
    text = "\n".join(lines)
    began = time.perf_counter()
    carry = carry_over(last_year(read_document(text), sheet), sheet)
    assert not verify(carry.assembled.document, sheet).findings
    return len(text), time.perf_counter() - began


def main() -> int:
    """Prints a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, nargs="+", default=[50, 500])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    times_of(sheet_of(10))  # loads the lexicons
    each: list[float] = []
    print("  facts" + "".join(f"{step:>10}" for step in STEPS) + "     total  ms/fact")
    for count in options.facts:
        text = sheet_of(count)
        runs = [times_of(text) for _ in range(options.runs)]
        row = {step: statistics.median(run[step] for run in runs) for step in STEPS}
        total = sum(row.values())
        each.append(total / count)
        cells = "".join(f"{row[step]:10.1f}" for step in STEPS)
        print(f"{count:7}{cells}{total:10.1f}{each[-1]:9.3f}")
    characters, seconds = carried()
    print(f"last year's {characters} characters carried over in {seconds:.2f} s")
    return 0 if each[-1] <= 2 * each[0] and seconds <= _MOST_SECONDS * characters / 6000 else 1


if __name__ == "__main__":
    sys.exit(main())
