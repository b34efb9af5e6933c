"""Many units in one run: 300 from one sheet offline, with one process and with two; texts verified.

``python benchmarks/batch.py`` writes 300 units with ``--jobs 1`` and ``--jobs 2``, ten rows of them
bad, then verifies 30, 300 and 3,000 texts; it prints seconds of wall and of CPU, the peak memory of
the driver and of its workers, and whether two processes were at least 1.6 times as fast.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADS = ["学校", "在校学生(人)", "教职工(人)", "体检(人)", "演练(次)", "教研(次)", "家访(户)", "资助学生(人)", "资助金额(万元)", "培训(人次)"]  # fmt: skip
UNITS, BAD = 300, 30  # every thirtieth row holds 约300
VERIFIED = (30, 300, 3_000)
FASTER = 1.6


def sheet(path: Path) -> None:
    """Writes the sheet of the units."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = "2025年"
    page.append(HEADS)
    for number in range(1, UNITS + 1):
        values: list[object] = [number * step % 97 + step for step in range(11, 20)]
        values[7] = number % 40 + 0.25
        if number % BAD == 0:
            values[number % 3] = "约300"
        page.append([f"第{number}小学", *values])
    book.save(path)


def timed(*command: str) -> tuple[float, float, int, int]:
    """Runs the program; seconds of wall and CPU, megabytes of the largest process, its exit code."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "batch", *command], capture_output=True, check=False
    )
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss // 1024, done.returncode


def copies(source: Path, target: Path, count: int) -> None:
    """A folder of so many units, those that were written again and again."""
    drafts = [path for path in sorted(source.iterdir()) if (path / f"{path.name}.docx").is_file()]
    for number in range(count):
        place = target / str(number)
        place.mkdir(parents=True)
        for ending in (".docx", ".yaml"):
            draft = drafts[number % len(drafts)]
            shutil.copy(draft / f"{draft.name}{ending}", place / f"{draft.name}{ending}")


def main() -> int:
    """1 where two processes were not fast enough."""
    walls = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet(folder / "units.xlsx")
        for jobs in (1, 2):
            out = folder / f"out{jobs}"
            wall, cpu, peak, code = timed(
                str(folder / "units.xlsx"), "-o", str(out), "--jobs", str(jobs)
            )
            walls.append(wall)
            print(
                f"{UNITS} units, {jobs} jobs: {wall:.1f} s wall, {cpu:.1f} s CPU, {peak} MB, exit {code}"
            )
        for count in VERIFIED:
            copies(folder / "out2", folder / f"texts{count}", count)
            wall, cpu, peak, code = timed("verify", str(folder / f"texts{count}"))
            print(
                f"{count} texts verified: {wall:.1f} s wall, {cpu:.1f} s CPU, {peak} MB, exit {code}"
            )
    faster = walls[0] / walls[1]
    print(f"two processes are {faster:.2f} times as fast, on {os.cpu_count()} cores")
    return int(faster < FASTER)


if __name__ == "__main__":
    sys.exit(main())
