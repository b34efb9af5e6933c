"""How long a ledger takes: 5,000 and 100,000 rows of eight columns, from the file to the facts.

``python benchmarks/ledgers.py [ROWS …]`` prints rows, seconds of wall and of CPU, and peak memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADS = ["序号", "采用日期", "标题", "单位", "级别", "体裁", "字数(字)", "稿费(元)"]
LIMITS = {5_000: 2.0, 100_000: 30.0}


def make(path: Path, rows: int) -> None:
    """Writes a record ledger."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("2025年信息采用")
    page.append(HEADS)
    for row in range(1, rows + 1):
        day = f"2025.{row % 12 + 1}.{row % 28 + 1}"
        units, levels = f"第{row % 60}镇", ("县级", "市级", "省级")[row % 3]
        page.append(
            [row, day, f"简讯{row}号", units, levels, "信息", row % 900 + 100, row % 50 + 0.5]
        )
    page.append(["合计", *[None] * 6, "=SUM(H2:H9)"])
    book.save(path)


def measure(path: str) -> None:
    """Imports in this process, and prints what it took."""
    from assistant.ledgers.importing import import_file  # noqa: PLC0415 - timed by itself

    wall, cpu = time.monotonic(), time.process_time()
    found = import_file(path)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{wall:.2f} {cpu:.2f} {peak} {found.count}")


def main(sizes: list[int]) -> int:
    """A process a size; 1 where one took longer than its limit of CPU."""
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.xlsx"
            make(path, rows)
            done = subprocess.run(
                [sys.executable, __file__, str(path)], capture_output=True, text=True, check=True
            )
            wall, cpu, peak, facts = done.stdout.split()
            limit = LIMITS.get(rows)
            print(
                f"{rows} rows: {wall} s wall, {cpu} s CPU, {peak} MB, {facts} facts; limit {limit} s"
            )
            slow += limit is not None and float(cpu) > limit
    return int(slow > 0)


if __name__ == "__main__":
    given = sys.argv[1:]
    if given and not given[0].isdigit():
        measure(given[0])
    else:
        sys.exit(main([int(one) for one in given] or list(LIMITS)))
