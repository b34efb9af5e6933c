"""Measuring a second reader: what it says of texts whose errors are known."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Scope, Verdict
from assistant.drafting.pipeline.reading import ModelReader
from assistant.errors import SettingsError
from assistant.facts import load_facts
from assistant.files import read_text
from assistant.files.forms import forms
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.domain import FactSheet, Report
    from assistant.drafting.model.models import Model
    from assistant.drafting.pipeline.prompts import PromptLibrary
    from assistant.verification.reader import Question

_FORMS = forms(__file__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one text.

    Attributes:
        asked, answered: figures.
        agreed: figures asked about of which reader and annotation say the same: a true one that
            nobody disputes, a wrong one that ends with an error or a dispute.
        disputes: disputed places that are wrong, and those that are true.
        reads: refused figures that its reading proves and that are true, and those that are wrong.
        planted, missed: places that are wrong, and those of which nothing is told in the end.
        tokens: sent and received, as the server counted them.
        seconds: of our own, the program's verification among them, beside the answers.
    """

    text: str
    asked: int
    answered: int
    agreed: int
    disputes: tuple[int, int]
    reads: tuple[int, int]
    planted: int
    missed: int
    tokens: int
    seconds: float


def is_annotated(folder: Path) -> bool:
    """Whether a folder holds texts for readers: ``facts.yaml`` and ``*.txt``."""
    return (folder / "facts.yaml").is_file() and any(folder.glob("*.txt"))


def evaluate_reader(folder: Path, model: Model, prompts: PromptLibrary) -> list[Reading]:
    """Has every text of a folder read by ``model``.

    Args:
        folder: holds ``facts.yaml`` and texts (``*.txt``) in which ``【错:28场】`` marks what is wrong.
        model: the reader.
        prompts: for the question.

    Raises:
        SettingsError: a mark is empty or not closed.
        ModelError: the model failed.
    """
    sheet = load_facts(folder / "facts.yaml")
    return [
        _read(path, sheet, ModelReader(model, prompts)) for path in sorted(folder.glob("*.txt"))
    ]


def annotated(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its marks, and the places in it that are wrong."""
    places: list[tuple[int, int]] = []
    text, done = "", 0
    for mark in _FORMS.planted.finditer(marked):
        text += marked[done : mark.start()]
        places.append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        done = mark.end()
    return text + marked[done:], tuple(places)


def _read(path: Path, sheet: FactSheet, reader: ModelReader) -> Reading:
    text, planted = annotated(read_text(path))
    if "【错" in text:
        raise SettingsError("有没写完的【错:…】", path=path, advice="写成 【错:28场】")
    verify(text, sheet)  # what is loaded once is not of this text
    clock = _Clock(reader)
    began = time.perf_counter()
    report = verify(text, sheet, reader=clock, scope=Scope.ALL)
    own = time.perf_counter() - began - clock.seconds
    told = [
        (each.start, each.end, each.verdict)
        for each in report.findings
        if each.start is not None and each.end is not None
    ]
    return Reading(
        path.stem,
        report.reader.asked if report.reader else 0,
        report.reader.answered if report.reader else 0,
        _agreed(report, planted),
        _counted([each for each in told if each[2] is Verdict.DISPUTED], planted),
        _counted([each for each in told if each[2] is Verdict.READ], planted)[::-1],
        len(planted),
        sum(not _counted(told, (place,))[0] for place in planted),
        reader.sent + reader.received,
        own,
    )


def _counted(
    told: Sequence[tuple[int, int, Verdict]], planted: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """How many of the places are wrong, and how many are true."""
    wrong = sum(any(start < at[1] and at[0] < end for at in planted) for start, end, _ in told)
    return wrong, len(told) - wrong


def _agreed(report: Report, planted: Sequence[tuple[int, int]]) -> int:
    agreed = 0
    for figure in report.figures:
        wrong = any(figure.start < end and start < figure.end for start, end in planted)
        refused = figure.level is not None and figure.verdict is not Verdict.READ
        agreed += refused if wrong else figure.verdict is Verdict.READ or not refused
    return agreed


class _Clock:
    """A reader whose time is taken."""

    def __init__(self, reader: ModelReader) -> None:
        self.reader = reader
        self.name = reader.name
        self.seconds = 0.0

    def read(self, question: Question) -> Sequence[str]:
        """Its answers."""
        began = time.perf_counter()
        try:
            return self.reader.read(question)
        finally:
            self.seconds += time.perf_counter() - began
