"""Inputs that once cost the square of their size: twice the size must cost about twice the time.

Run: ``python benchmarks/linear.py``. Prints seconds of processor time; fails where doubling costs more
than three times as much.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.main import run
from assistant.documents import read_docx, write_docx
from assistant.domain import Block, BlockKind, CellPlace, Document, DocumentInfo
from assistant.samples import import_file

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOM = 3.0
_HEAD = "document: {title: 某县2025年工作总结, organization: 某县, period: 2025}\nfacts:\n"
_FACT = "  - {{id: a{0}, indicator: 第{0}类事项办结数, value: {0}, unit: 件, previous: {1}}}\n"
_TEXT = (
    "某县2024年工作总结\n一、主要做法\n"
    + "组织宣传员撰写评论45篇,举办培训36期,群众反响良好。\n" * 30
)


def sample(folder: Path, ending: str) -> Callable[[], object]:
    """The import of a sample that ends so."""
    path = folder / "sample.txt"
    path.write_text(_TEXT + ending, "utf-8")
    return lambda: import_file(path)


def cells(rows: int, columns: int) -> Callable[[], object]:
    """Reading a .docx of one table."""
    blocks = [
        Block(BlockKind.CELL, f"第{row}-{column}项", cell=CellPlace(1, row, column, row == 0))
        for row in range(rows)
        for column in range(columns)
    ]
    data = write_docx(Document.of_blocks(tuple(blocks)), DocumentInfo("工作总结"))
    return lambda: read_docx(data)


def show(folder: Path, facts: int) -> Callable[[], object]:
    """The command ``facts show``."""
    path = folder / "facts.yaml"
    path.write_text(_HEAD + "".join(_FACT.format(at, at + 1) for at in range(facts)), "utf-8")

    def told() -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            run(["facts", "show", str(path)])

    return told


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> int:
    """Measures each input at half its size and whole."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs: dict[str, Callable[[int], Callable[[], object]]] = {
            "sample, 80,000 blank lines behind it": lambda part: sample(folder, "\n" * (80_000 // part)),
            "sample, 80,000 lines of a number": lambda part: sample(folder, "1、\n" * (80_000 // part)),
            "a row of 4,000 cells": lambda part: cells(2, 4_000 // part),
            "180,000 cells": lambda part: cells(18_000 // part, 10),
            "facts show, 20,000 facts": lambda part: show(folder, 20_000 // part),
        }  # fmt: skip
        for title, made in inputs.items():
            half, whole = (seconds(made(part)) for part in (2, 1))
            failed += whole > _ROOM * half
            print(f"{title:40} {half:6.2f} {whole:6.2f}  x{whole / half:.1f}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
