"""Measuring prompts: the fixtures run through a model, a row of numbers for each section."""

from __future__ import annotations

import json
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.domain import Author, Verdict
from assistant.drafting.model.stub import StubModel, load_runs
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.pipeline.briefing import length_of, required_of
from assistant.drafting.pipeline.pipeline import WritingOptions, prepare_desk, write_draft
from assistant.drafting.references.render import render
from assistant.errors import SettingsError
from assistant.facts import load_facts
from assistant.files import read_text
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from assistant.domain import Finding, Section
    from assistant.drafting.model.models import Model
    from assistant.drafting.model.stub import Planted, Run
    from assistant.drafting.pipeline.asking import Desk
    from assistant.drafting.pipeline.rounds import Round


_FORMS = forms(__file__)


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one section, or of all together.

    Attributes:
        run, section: which; section is empty for the sum of a run.
        figures, proved: figures of the first answer, and those that no finding speaks of.
        repairs: answers beyond the first.
        required, covered: facts that it must state, and those that the end result states.
        leaks: findings of leaked samples, in all answers.
        length, target: characters of the end result as rendered, and those aimed at.
        tokens: sent and received, all answers.
        seconds: of the answers.
        planted, caught: errors put into the answers on purpose, and those that were found.
        left: errors that remain in the end.
        refused: sections with an error in the end, or written by the offline writer instead.
        proved_share, covered_share: of figures and required facts, in percent; 100 where none.

    Of several runs each number is the mean.
    """

    run: str
    section: str
    figures: float = 0
    proved: float = 0
    repairs: float = 0
    required: float = 0
    covered: float = 0
    leaks: float = 0
    length: float = 0
    target: float = 0
    tokens: float = 0
    seconds: float = 0
    planted: float = 0
    caught: float = 0
    left: float = 0
    refused: float = 0
    proved_share: float = 0
    covered_share: float = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All rows, and what the gate says.

    Attributes:
        failures: in Chinese: planted errors that were not found, and runs that did not end as
            their file says; none where the gate is open.
        own_seconds: time of our own, beyond the answers, by run.
        spreads: the least and the greatest of each number of each row over the repetitions.
        texts: the text of each section as rendered, of the last repetition.
    """

    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    failures: tuple[str, ...]
    own_seconds: dict[str, float]
    spreads: Mapping[tuple[str, str], Mapping[str, tuple[float, float]]]
    texts: Mapping[tuple[str, str], str]


def evaluate(
    folder: Path,
    *,
    open_for: Callable[[Run], Model] | None = None,
    options: WritingOptions | None = None,
    repeat: int = 1,
) -> Evaluation:
    """Runs every run below ``folder``.

    Args:
        folder: holds a folder for each run, as fixtures/responses does, or is one itself.
        open_for: the model that answers instead of the run's own answers; planted errors are
            then left out of account, and of runs on the same facts only the first is paid for.
        options: the prompts and the window.
        repeat: how often each is run; the rows are the means.

    Raises:
        SettingsError: there is no run, or one names no facts.
        ModelError: a real model failed.
    """
    rows: list[Row] = []
    totals: list[Row] = []
    failures: list[str] = []
    own: dict[str, float] = {}
    spreads: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    texts: dict[tuple[str, str], str] = {}
    runs = _runs(folder)
    for run in runs if open_for is None else _unlike(runs):
        done: list[_Outcome] = []
        for _ in range(repeat):
            model = StubModel((run,), run.path.parent) if open_for is None else open_for(run)
            with closing(model):
                done.append(_one(run, model, options or WritingOptions(), stubbed=open_for is None))
        name = _name(run)
        for alike in zip(*([*one.rows, _sum(name, one.rows)] for one in done), strict=True):
            mean, spread = _mean([_shared(row) for row in alike])
            spreads[mean.run, mean.section] = spread
            (rows if mean.section else totals).append(mean)
        failures += done[-1].failures
        own[name] = sum(one.seconds for one in done) / repeat
        texts.update({(name, section): text for section, text in done[-1].texts.items()})
    return Evaluation(tuple(rows), tuple(totals), tuple(failures), own, spreads, texts)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one run: its rows, what failed, our own time, the sections' texts."""

    rows: list[Row]
    failures: list[str]
    seconds: float
    texts: dict[str, str]


def _unlike(runs: Sequence[Run]) -> list[Run]:
    """The runs without those that another model would be asked the very same for."""
    first: dict[tuple[Path | None, Path | None, str], Run] = {}
    for run in runs:
        key = (
            run.facts and run.facts.resolve(),
            run.samples and run.samples.resolve(),
            run.outline,
        )
        first.setdefault(key, run)
    return list(first.values())


def _shared(row: Row) -> Row:
    """The row with its shares, in percent."""
    return replace(
        row,
        proved_share=100 * row.proved / row.figures if row.figures else 100,
        covered_share=100 * row.covered / row.required if row.required else 100,
    )


def _mean(rows: Sequence[Row]) -> tuple[Row, dict[str, tuple[float, float]]]:
    """The means of the numbers of rows of one section, and their spreads."""
    numbers = {name: [getattr(row, name) for row in rows] for name in _NUMBERS}
    mean = {name: sum(values) / len(values) for name, values in numbers.items()}
    spread = {name: (min(values), max(values)) for name, values in numbers.items()}
    return Row(rows[0].run, rows[0].section, **mean), spread


def _runs(folder: Path) -> list[Run]:
    # A record keeps its samples in a folder of that name.
    below = {file.parent for file in folder.glob("*/*.yaml") if file.parent.name != "samples"}
    folders = sorted(below) or [folder]
    return [run for one in folders for run in load_runs(one)]


def _name(run: Run) -> str:
    stem = run.path.stem
    return run.path.parent.name if stem == "run" else f"{run.path.parent.name}/{stem}"


def _one(run: Run, model: Model, options: WritingOptions, *, stubbed: bool) -> _Outcome:
    if run.facts is None:
        raise SettingsError("没有写明事实表(facts)", path=run.path, advice="请在文件顶层加上 facts")
    sheet = load_facts(run.facts)
    outline = outline_for(sheet, run.outline or None)
    plan = plan_sections(sheet, outline)
    rounds: list[Round] = []
    began = time.perf_counter()
    draft = write_draft(
        sheet,
        plan,
        model=model,
        samples_folder=run.samples,
        outline=outline,
        options=options,
        watch=rounds.append,
    )
    spent = time.perf_counter() - began
    desk = prepare_desk(sheet, plan, model=model, outline=outline, options=options)
    rows: list[Row] = []
    failures: list[str] = []
    for section in draft.sections:
        row = _ended(_measured(Row(_name(run), section.id), rounds, section.id), section, desk)
        row = replace(row, covered=row.required - _missing(rounds, section, desk))
        if stubbed:
            row, missed = _gate(row, run, rounds, section.id)
            failures += missed
        rows.append(row)
    if stubbed:
        failures += _unexpected(run, rows)
    seconds = max(0.0, spent - sum(row.seconds for row in rows))
    texts = {one.id: render(one.source, sheet, lenient=True).text for one in draft.sections}
    return _Outcome(rows, failures, seconds, texts)


def _ended(row: Row, section: Section, desk: Desk) -> Row:
    """The row with what stands in the end."""
    restated = desk.restated(section)
    required = required_of(section, desk.sheet, restated)
    return replace(
        row,
        required=len(required),
        length=len(render(section.source, desk.sheet, lenient=True).text),
        target=length_of(section, desk.sheet, desk.duties[section.id], restated),
        tokens=sum(section.revisions[-1].tokens),
        left=_left(section),
        refused=bool(_left(section)) or section.revisions[-1].author is Author.OFFLINE,
    )


def _missing(rounds: Sequence[Round], section: Section, desk: Desk) -> int:
    """How many of the facts that a section must state stand nowhere in the end."""
    findings = rounds[-1].checked.report.findings if rounds else ()
    unused = {finding.fact for finding in findings if finding.verdict is Verdict.UNUSED}
    required = required_of(section, desk.sheet, desk.restated(section))
    return sum(fact in unused for fact in required)


def _measured(row: Row, rounds: Sequence[Round], section_id: str) -> Row:
    answers = [(one, one.attempts[section_id]) for one in rounds if section_id in one.attempts]
    if not answers:
        return row
    first = answers[0][0].checked
    figures = first.figures.get(section_id, ())
    leaks = [
        finding
        for one, _ in answers
        for finding in one.checked.findings.get(section_id, ())
        if finding.verdict is Verdict.LEAKED
    ]
    return replace(
        row,
        figures=len(figures),
        proved=sum(figure.level is None for figure in figures),
        repairs=len(answers) - 1,
        leaks=len(leaks),
        seconds=sum(attempt.seconds for _, attempt in answers),
    )


def _left(section: Section) -> int:
    """The errors that the revision's note tells of."""
    told = _FORMS.left.match(section.revisions[-1].note)
    return int(told[1]) if told else 0


def _gate(row: Row, run: Run, rounds: Sequence[Round], section_id: str) -> tuple[Row, list[str]]:
    planted = caught = 0
    missed: list[str] = []
    for one in rounds:
        if section_id not in one.attempts:
            continue
        findings = one.checked.findings.get(section_id, ())
        for error in _planted(run, section_id, one.attempt):
            planted += 1
            if any(_catches(finding, error) for finding in findings):
                caught += 1
                continue
            verdict = f"({error.verdict.value})" if error.verdict else ""
            missed.append(
                f"{row.run}/{section_id} 第{one.attempt}次:埋下的“{error.text}”{verdict}没有查出"
            )
    return replace(row, planted=planted, caught=caught), missed


def _planted(run: Run, section_id: str, attempt: int) -> tuple[Planted, ...]:
    return tuple(
        error
        for entry in run.entries
        if entry.section == section_id and entry.attempt == attempt
        for error in entry.planted
    )


def _catches(finding: Finding, error: Planted) -> bool:
    if error.verdict is not None and finding.verdict is not error.verdict:
        return False
    if finding.start is None:
        return error.text.strip("{}") == finding.fact
    return finding.text in error.text or error.text in finding.text


def _unexpected(run: Run, rows: Sequence[Row]) -> list[str]:
    repairs, left = sum(row.repairs for row in rows), sum(row.left for row in rows)
    came = "stands" if left else "repaired" if repairs else "clean"
    if run.expect and run.expect != came:
        return [f"{_name(run)}:应当是 {run.expect},实际是 {came}"]
    return []


def _sum(run: str, rows: Sequence[Row]) -> Row:
    return Row(run, "", **{name: sum(getattr(row, name) for row in rows) for name in _NUMBERS})


_NUMBERS = tuple(name for name in Row.__dataclass_fields__ if name not in {"run", "section"})


def _plain(value: float) -> float:
    """A number as JSON has it: whole ones without a point."""
    return int(value) if value == int(value) else round(value, 3)


def to_json(evaluation: Evaluation) -> str:
    """The evaluation in the form that ``--baseline`` reads."""
    rows: list[dict[str, Any]] = []
    for row in (*evaluation.rows, *evaluation.totals):
        key = (row.run, row.section)
        told = {name: _plain(getattr(row, name)) for name in _NUMBERS}
        rows.append(
            {
                "run": row.run,
                "section": row.section,
                **told,
                "spread": evaluation.spreads[key],
                "text": evaluation.texts.get(key, ""),
            }
        )
    whole = {"version": 1, "rows": rows, "failures": list(evaluation.failures)}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def read_baseline(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of an earlier run by run and section.

    Raises:
        SettingsError: it is none.
    """
    try:
        rows = json.loads(read_text(path))["rows"]
        return {(row["run"], row["section"]): row for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            "不是评测结果", path=path, advice="请给出 assistant eval --json 写出的文件"
        ) from error
