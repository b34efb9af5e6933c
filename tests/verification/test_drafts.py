"""Written drafts: nothing flagged on the correct text, planted edits caught, harmless ones not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.domain import FactSheet, Level, Report
from assistant.facts import load_facts
from assistant.verification import verify
from benchmarks.edits import changed

DRAFTS = sorted(path for path in (Path(__file__).parent / "drafts").iterdir() if path.is_dir())
NAMES = [path.name for path in DRAFTS]


def _caught(report: Report, start: int, end: int, *, errors_only: bool) -> bool:
    return any(
        one.start is not None and one.end is not None and one.start < end and start < one.end
        for one in report.findings
        if one.level is Level.ERROR or not errors_only
    )


# Of the edits of a draft, the share that must be judged rightly, by group.
GROUPS = {"exchanged": 0.95, "harmless": 0.98, "wrong": 0.92}
# Of each sort of exchange so many are planted in all drafts together.
ENOUGH = 100


def _edits(folder: Path) -> list[dict[str, str]]:
    lines = (folder / "edits.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _group(edit: dict[str, str]) -> str:
    if edit["kind"] != "wrong":
        return "harmless"
    return "exchanged" if edit["type"] in {"swap", "borrowed"} else "wrong"


def _rightly(edit: dict[str, str], text: str, sheet: FactSheet) -> bool:
    """Whether a wrong edit is caught, and a harmless one causes no error."""
    at = text.index(edit["old"])
    start, end = changed(edit["old"], edit["new"])
    report = verify(text[:at] + edit["new"] + text[at + len(edit["old"]) :], sheet)
    wrong = edit["kind"] == "wrong"
    return _caught(report, at + start, at + end, errors_only=not wrong) is wrong


@pytest.mark.parametrize("folder", DRAFTS, ids=NAMES)
def test_a_correct_draft_has_no_error_and_few_warnings(folder: Path) -> None:
    """No error on a true text, and less than one warning in a thousand characters."""
    text = (folder / "draft.txt").read_text("utf-8")
    report = verify(text, load_facts(folder / "facts.yaml"))
    placed = [one for one in report.findings if one.start is not None]
    assert not [one for one in placed if one.level is Level.ERROR]
    assert len(placed) * 1000 < max(len(text), 1001)
    assert report.ok


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("folder", DRAFTS, ids=NAMES)
def test_planted_edits_are_caught_and_harmless_ones_accepted(folder: Path, group: str) -> None:
    """92 of 100 wrong edits, 95 of swapped and borrowed figures, 98 of harmless edits."""
    text, sheet = (folder / "draft.txt").read_text("utf-8"), load_facts(folder / "facts.yaml")
    chosen = [edit for edit in _edits(folder) if _group(edit) == group]
    missed = sum(not _rightly(edit, text, sheet) for edit in chosen)
    # Of a group of a few edits one is more than the share.
    assert missed <= max(1.0, (1 - GROUPS[group]) * len(chosen))


def test_many_figures_are_exchanged_and_borrowed() -> None:
    """A share of swapped or of borrowed figures is told of a hundred at least."""
    planted = Counter(edit["type"] for folder in DRAFTS for edit in _edits(folder))
    assert min(planted["swap"], planted["borrowed"]) >= ENOUGH
