"""Written drafts: nothing flagged on the correct text, planted edits caught, harmless ones not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.domain import FactSheet, Level, Report
from assistant.facts import load_facts
from assistant.verification import verify

DRAFTS = sorted(path for path in (Path(__file__).parent / "drafts").iterdir() if path.is_dir())
NAMES = [path.name for path in DRAFTS]


def _changed(old: str, new: str) -> tuple[int, int]:
    """The changed characters of ``new``: without what both begin and end with."""
    short = min(len(old), len(new))
    head = next((at for at in range(short) if old[at] != new[at]), short)
    tail = 0
    while tail < short - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return (head, len(new) - tail) if head < len(new) - tail else (0, len(new))


def _caught(report: Report, start: int, end: int, *, errors_only: bool) -> bool:
    return any(
        one.start is not None and one.end is not None and one.start < end and start < one.end
        for one in report.findings
        if one.level is Level.ERROR or not errors_only
    )


def _scores(folder: Path, sheet: FactSheet) -> tuple[Counter[str], Counter[str]]:
    text = (folder / "draft.txt").read_text("utf-8")
    good: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for line in (folder / "edits.jsonl").read_text("utf-8").splitlines():
        edit = json.loads(line)
        at = text.index(edit["old"])
        start, end = _changed(edit["old"], edit["new"])
        report = verify(text[:at] + edit["new"] + text[at + len(edit["old"]) :], sheet)
        wrong = edit["kind"] == "wrong"
        caught = _caught(report, at + start, at + end, errors_only=not wrong)
        for name in (edit["kind"], edit["type"] if wrong else "harmless"):
            seen[name] += 1
            good[name] += caught is wrong
    return good, seen


@pytest.mark.parametrize("folder", DRAFTS, ids=NAMES)
def test_a_correct_draft_has_no_error_and_few_warnings(folder: Path) -> None:
    """No error on a true text, and less than one warning in a thousand characters."""
    text = (folder / "draft.txt").read_text("utf-8")
    report = verify(text, load_facts(folder / "facts.yaml"))
    placed = [one for one in report.findings if one.start is not None]
    assert not [one for one in placed if one.level is Level.ERROR]
    assert len(placed) * 1000 < max(len(text), 1001)
    assert report.ok


@pytest.mark.parametrize("folder", DRAFTS, ids=NAMES)
def test_planted_edits_are_caught_and_harmless_ones_accepted(folder: Path) -> None:
    """At least 92 of 100 wrong edits, 95 of swapped and borrowed ones, 98 of harmless ones."""
    good, seen = _scores(folder, load_facts(folder / "facts.yaml"))
    assert good["wrong"] >= 0.92 * seen["wrong"]
    assert good["swap"] + good["borrowed"] >= 0.95 * (seen["swap"] + seen["borrowed"])
    assert good["harmless"] >= 0.98 * seen["harmless"]
