"""Times of writing, reading and commenting a .docx, from ten pages to a thousand.

Run: ``python benchmarks/documents.py``. Fails where a ten-page document takes longer than the
bounds, or where a thousand pages cost more than a hundred times ten pages with some room.
"""

from __future__ import annotations

import re
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.documents import annotated, check_list, read_docx, redline, write_docx
from assistant.documents.checklist import CheckRow
from assistant.domain import (
    Block,
    BlockKind,
    CellPlace,
    Document,
    DocumentInfo,
    Finding,
    Level,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_BOUNDS = {"write": 0.5, "read": 0.1, "comment": 0.3}
_CHARACTERS_A_PAGE = 22 * 28
_ROOM = 2.0  # linear: a hundred times the pages in at most twice a hundred times the time
_INFO = DocumentInfo("工作总结")
_DATE = datetime(2026, 1, 6)  # noqa: DTZ001 - Word keeps local time without a zone
_SENTENCE = "全县政法宣传工作坚持围绕中心、服务大局,全年发稿{}篇,同比增长13.2%,其中国家级媒体{}篇。"


def document(pages: int) -> Document:
    """A report of about so many pages: title, headings, paragraphs, a table in every tenth."""
    blocks = [Block(BlockKind.TITLE, "某县政法宣传工作总结")]
    number = 0
    for page in range(pages):
        blocks.append(Block(BlockKind.HEADING, f"一、第{page}部分", level=1))
        filled = 0
        while filled < _CHARACTERS_A_PAGE:
            text = "".join(_SENTENCE.format(number + at, page) for at in range(4))
            number += 4
            filled += len(text)
            blocks.append(Block(BlockKind.PARAGRAPH, text))
        if page % 10 == 0:
            blocks += [
                Block(
                    BlockKind.CELL,
                    f"{row}-{column}",
                    cell=CellPlace(page + 1, row, column, row == 0),
                )
                for row in range(15)
                for column in range(4)
            ]
    return Document.of_blocks(tuple(blocks))


def findings(text: str, count: int) -> list[Finding]:
    """So many findings, on figures of the whole text."""
    figures = list(re.finditer(r"\d+篇", text))
    chosen = figures[:: max(1, len(figures) // count)][:count]
    return [
        Finding(
            str(at),
            m.start(),
            m.end(),
            m.group(),
            Verdict.CONTRADICTED,
            "a",
            Level.ERROR,
            "事实是96篇",
        )
        for at, m in enumerate(chosen)
    ]


def seconds(work: Callable[[], object], times: int) -> float:
    """The best of some runs, in processor time: what else the machine does is no part of it."""
    taken: list[float] = []
    for _ in range(times):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def measure(pages: int) -> dict[str, float]:
    """The times of one size, in seconds."""
    report = document(pages)
    data = write_docx(report, _INFO)
    text = read_docx(data).document.text
    times = 5 if pages <= 100 else 3
    other = Document.of_blocks(
        tuple(
            Block(b.kind, b.text.replace("13.2%", "13.5%"), level=b.level, cell=b.cell)
            if at % 10 == 0
            else b
            for at, b in enumerate(report.blocks)
        )
    )
    rows = [CheckRow("一", _SENTENCE, "455篇", Verdict.SUPPORTED, source="台账.xlsx!发稿!B5")] * (
        pages * 10
    )
    return {
        "write": seconds(lambda: write_docx(report, _INFO), times),
        "read": seconds(lambda: read_docx(data), times),
        "comment": seconds(lambda: annotated(data, findings(text, 100), date=_DATE), times),
        "redline": seconds(lambda: redline(report, other, _INFO, author="张三", date=_DATE), times),
        "check list": seconds(lambda: check_list(rows), 1),
    }


def main() -> int:
    """Prints the table; 1 where a bound is broken."""
    sizes = (10, 100, 1000)
    table = {pages: measure(pages) for pages in sizes}
    names = list(table[sizes[0]])
    print("pages".rjust(8), *(name.rjust(12) for name in names))
    for pages, row in table.items():
        print(str(pages).rjust(8), *(f"{row[name]:.4f} s".rjust(12) for name in names))
    broken = [
        f"{name}: {table[10][name]:.3f} s for 10 pages, bound {bound} s"
        for name, bound in _BOUNDS.items()
        if table[10][name] > bound
    ]
    for name in ("write", "read", "redline"):
        growth = table[1000][name] / table[100][name] / 10
        if growth > _ROOM:
            broken.append(f"{name}: 1,000 pages cost {growth:.1f} times their share of 100 pages")
    for line in broken:
        print("BROKEN", line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
