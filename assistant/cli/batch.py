"""The commands ``assistant batch``: many units in one run."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from assistant.cli.console import message_line, print_line
from assistant.drafting.pipeline.choice import Choice
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.batch.jobs import Made
    from assistant.batch.run import Run

_FINDINGS = 1
_RETRY = "retry"
_XLSX, _PAGE = "汇总.xlsx", "汇总.html"
_SHARED = 3


class Group(TyperGroup):
    """``assistant batch 单位表.xlsx`` is ``assistant batch run 单位表.xlsx``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the word in that is left out."""
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


def run(
    context: typer.Context,
    source: Path,
    *,
    output: Path,
    only: list[str] | None = None,
    limit: int | None = None,
    jobs: int | None = None,
    samples: Path | None = None,
    outline: str | None = None,
    choice: Choice,
    calls: int = 4,
    per_minute: int = 0,
    tokens: int = 0,
    budget: int = 0,
    scheduler: str = "",
) -> None:
    """Writes all units; ends with 0, or 1 where one failed or has something left to do."""
    from assistant.batch.jobs import Recipe, units_of
    from assistant.batch.run import Run

    recipe = Recipe(
        _files(samples), _files(choice.prompts), outline or "", replace(choice, prompts=None),
        (calls, per_minute, tokens, budget),
    )  # fmt: skip
    count, units = units_of(source, only or (), limit)
    again = context.info_name == _RETRY
    job, news = Run(output, recipe, jobs, scheduler, again), _News(count)
    for unit, made in job.write(units):
        news.tell(unit.name, made, job.tally["passed"])
    _close(output, job)


def status(folder: Path) -> None:
    """Prints how far the run is, and what failed; ends with 1 where something did."""
    from assistant.batch.ledger import JobLedger, State
    from assistant.batch.summary import result_of

    counts: dict[str, int] = {}
    failed = False
    with JobLedger(folder, hold=False) as ledger:
        for row in ledger.rows():
            counts[result_of(row)] = counts.get(result_of(row), 0) + 1
            if row.state == State.FAILED:
                failed = True
                print_line(f"失败 {row.unit}:{row.message}")
    print_line("、".join(f"{name} {count} 个" for name, count in counts.items()))
    if failed:
        raise typer.Exit(_FINDINGS)


def verify(folder: Path, *, output: Path | None = None, jobs: int | None = None) -> None:
    """Verifies every text of a folder; ends with 1 where one does not pass, 2 where one is unread."""
    from assistant.batch.run import verify_folder

    if not folder.is_dir():
        raise InputError("这不是文件夹", path=folder, advice="请给出放文稿的文件夹")
    count = passed = unread = 0
    rows: list[Sequence[object]] = [("文稿", "结果", "数字", "问题", "说明")]
    for path, made in verify_folder(folder, jobs):
        name, counts = path.relative_to(folder), made.counts
        result = "读不了" if made.error else "通过" if counts.ok else "未通过"
        count += 1
        passed += counts.ok
        unread += bool(made.error)
        if not counts.ok:
            print_line(f"{result} {name}:{made.error or f'问题 {counts.findings} 条'}")
        rows.append((name, result, counts.figures, counts.findings, made.error))
    if output is not None:
        from assistant.files import write_atomic

        table = io.StringIO()
        csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
        write_atomic(output, table.getvalue().encode("utf-8-sig"))
    print_line(
        f"共 {count} 份:通过 {passed} 份,未通过 {count - passed - unread} 份,读不了 {unread} 份。"
    )
    if unread:
        raise typer.Exit(2)
    if passed < count:
        raise typer.Exit(_FINDINGS)


class _News:
    """A line for each unit that is over, with the time that is left."""

    def __init__(self, count: int) -> None:
        self._count, self._over, self._began = count, 0, time.monotonic()

    def tell(self, name: str, made: Made, passed: int) -> None:
        """One more unit is over; ``passed`` were passed over."""
        self._over += 1
        over = self._over + passed
        left = (self._count - over) * (time.monotonic() - self._began) / self._over
        what = f"失败:{made.error}" if made.error else "通过" if made.counts.ok else _open(made)
        message_line(
            f"[{over}/{self._count}] {name} {what}(约剩 {int(left // 60)} 分 {int(left % 60)} 秒)"
        )


def _open(made: Made) -> str:
    findings, gaps = made.counts.findings, made.counts.gaps
    left = [f"问题{findings}条"] * bool(findings) + [f"待补{gaps}处"] * bool(gaps)
    return "、".join(left) or "要看"


def _files(folder: Path | None) -> dict[str, bytes]:
    from assistant.files import read_bytes

    if folder is None:
        return {}
    if not folder.is_dir():
        raise InputError("这不是文件夹", path=folder, advice="请给出文件夹")
    return {path.name: read_bytes(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _close(output: Path, job: Run) -> None:
    """Writes the summaries and says what came out."""
    from assistant.batch.ledger import JobLedger
    from assistant.batch.summary import to_page, to_xlsx
    from assistant.files import write_atomic

    with JobLedger(output, hold=False) as ledger:
        shared = ledger.shared(_SHARED)
        write_atomic(output / _XLSX, to_xlsx(ledger.rows(), shared))
        write_atomic(output / _PAGE, to_page(ledger.rows(), shared).encode())
    tally = job.tally
    print_line(
        f"写好 {tally['written']} 个(另有 {tally['kept']} 个没变,没有重写),"
        f"其中 {tally['open']} 个要看;失败 {tally['failed']} 个。"
    )
    if shared:
        print_line(
            f"有 {len(shared)} 个句子在 {_SHARED} 个以上单位里除数字外相同,见 {_XLSX} 的“雷同”。"
        )
    print_line(f"汇总:{output / _XLSX}、{output / _PAGE}")
    if job.stopped:
        message_line(f"{job.stopped}。再运行同一条命令就接着写。")
    if tally["failed"] or tally["open"] or job.stopped:
        raise typer.Exit(_FINDINGS)


COMMANDS = {"batch run": run, "batch status": status, "batch retry": run, "batch verify": verify}
