"""The command ``assistant eval``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.console import message_line, print_table
from assistant.drafting.pipeline.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.table import Table

    from assistant.drafting.model.models import Model
    from assistant.drafting.model.stub import Run
    from assistant.drafting.pipeline.evaluation import Evaluation
    from assistant.drafting.pipeline.reader_evaluation import Reading

# A row's columns: heading and what stands under it.
_COLUMNS: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("一次证实", lambda r: f"{r['proved']:.4g}/{r['figures']:.4g}{_range(r, 'proved')}"),
    ("修改", lambda r: f"{r['repairs']:.3g}{_range(r, 'repairs')}"),
    ("必写", lambda r: f"{r['covered']:.4g}/{r['required']:.4g}{_range(r, 'covered')}"),
    ("泄露", lambda r: f"{r['leaks']:.3g}{_range(r, 'leaks')}"),
    ("字数/目标", lambda r: f"{r['length']:.0f}/{r['target']:.0f}"),
    ("词元", lambda r: f"{r['tokens']:.0f}"),
    ("秒", lambda r: f"{r['seconds']:.1f}"),
    ("埋错查出", lambda r: f"{r['caught']:g}/{r['planted']:g}"),
    ("遗留", lambda r: f"{r['left']:.3g}{_range(r, 'left')}"),
)


def _range(row: dict[str, Any], name: str) -> str:
    """The least and the greatest of the repetitions, where they differ."""
    low, high = row.get("spread", {}).get(name, (0, 0))
    return f"({low:g}–{high:g})" if low != high else ""


def run_evaluation(
    folder: Path = Path("fixtures/responses"),
    *,
    baseline: Path | None = None,
    json_file: Path | None = None,
    html_file: Path | None = None,
    choice: Choice,
    repeat: int = 1,
    need: list[str] | None = None,
) -> None:
    """Prints the table, writes the files, and ends with 1 where the gate is shut."""
    from assistant.drafting.pipeline.evaluation import evaluate, read_baseline, to_json
    from assistant.drafting.pipeline.evaluation_page import to_html
    from assistant.drafting.pipeline.gate import read_thresholds, shortfalls
    from assistant.drafting.pipeline.reader_evaluation import is_annotated
    from assistant.files import write_atomic

    # An answer from the cache would make every repetition the first.
    choice = replace(choice, no_cache=choice.no_cache or repeat > 1)
    if is_annotated(folder):
        _readers(folder, choice)
        return
    thresholds = read_thresholds(need or ())
    before = read_baseline(baseline) if baseline else {}
    if choice.wanted:
        settings = choice.settings()
        result = evaluate(
            folder,
            open_for=lambda run: _opened(choice, run),
            options=choice.options(settings),
            repeat=repeat,
        )
    else:
        from assistant.drafting.pipeline.pipeline import WritingOptions

        _refuse_repeat(repeat)
        result = evaluate(folder, options=WritingOptions(prompts=choice.prompts))
        message_line("这是录下来的回答,与提示词无关:只过了一遍关口,不能说明提示词的好坏。")
    print_table(table_of(result, before))
    if json_file:
        write_atomic(json_file, to_json(result).encode())
    if html_file:
        write_atomic(html_file, to_html(result, before).encode())
    failures = (*result.failures, *shortfalls(result, thresholds, before))
    for failure in failures:
        message_line(failure)
    if failures:
        raise typer.Exit(1)


def _refuse_repeat(repeat: int) -> None:
    from assistant.errors import InputError

    if repeat > 1:
        raise InputError(
            "没有说用哪个模型,--repeat 不起作用", advice="录下来的回答每遍都一样;请加 --model"
        )


def _readers(folder: Path, choice: Choice) -> None:
    """Measures the model as a second reader, or without one every stub below the folder."""
    from contextlib import closing

    from assistant.drafting.model.stub import load_stub
    from assistant.drafting.pipeline.prompts import load_prompts
    from assistant.drafting.pipeline.reader_evaluation import evaluate_reader
    from assistant.facts import load_facts

    prompts = load_prompts(choice.prompts)
    if choice.wanted:
        with closing(choice.open(choice.settings(), load_facts(folder / "facts.yaml"))) as model:
            found = {model.name: evaluate_reader(folder, model, prompts)}
    else:
        stubs = sorted({each.parent for each in folder.glob("*/*.yaml")})
        found = {one.name: evaluate_reader(folder, load_stub(one), prompts) for one in stubs}
    print_table(_table("第二读者", ("读者", "文章", *_READ), _rows_of(found)))
    missed = sum(one.missed for readings in found.values() for one in readings)
    if missed:
        message_line(f"有 {missed} 处埋下的错,程序和读者都没有说出来。")
        raise typer.Exit(1)


_READ = ("问到", "读出", "一致", "异议对/错", "确认对/错", "埋错", "漏掉", "词元", "自用毫秒")


def _rows_of(found: dict[str, list[Reading]]) -> list[list[str]]:
    return [
        [
            name,
            one.text,
            *map(str, (one.asked, one.answered, one.agreed)),
            f"{one.disputes[0]}/{one.disputes[1]}",
            f"{one.reads[0]}/{one.reads[1]}",
            *map(str, (one.planted, one.missed, one.tokens)),
            f"{one.seconds * 1000:.0f}",
        ]
        for name, readings in found.items()
        for one in readings
    ]


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    from rich.table import Table

    table = Table(*columns, title=title or None)
    for row in rows:
        # An empty row ends a group.
        if row:
            table.add_row(*row)
        else:
            table.add_section()
    return table


def _opened(choice: Choice, run: Run) -> Model:
    from assistant.facts import load_facts

    settings = choice.settings()
    sheet = load_facts(run.facts) if run.facts else None
    return choice.open(settings, sheet)


def table_of(result: Evaluation, before: dict[tuple[str, str], dict[str, Any]]) -> Table:
    """The rows as a table; a value that differs from the baseline shows the old one."""
    from dataclasses import asdict

    rows: list[list[str]] = []
    for total in result.totals:
        for row in (*(one for one in result.rows if one.run == total.run), total):
            old = before.get((row.run, row.section))
            now = {**asdict(row), "spread": result.spreads[row.run, row.section]}
            rows.append([row.run, row.section or "合计", *_cells(now, old)])
        rows.append([])
    return _table("", ("评测", "章节", *(heading for heading, _ in _COLUMNS)), rows)


def _cells(row: dict[str, Any], old: dict[str, Any] | None) -> list[str]:
    cells = []
    for heading, told in _COLUMNS:
        now = told(row)
        then = told(old) if old and heading != "秒" else now
        cells.append(now if now == then else f"{now}(原{then})")
    return cells


COMMANDS = {"eval": run_evaluation}
