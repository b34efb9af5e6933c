"""Many units in one run: 300 from one sheet offline, with one process and with two; texts verified.

``python benchmarks/batch.py`` writes 300 units with ``--jobs 1`` and ``--jobs 2``, ten rows of them
bad, then verifies 30, 300 and 3,000 texts; it prints seconds of wall, the CPU seconds and the peak
memory of the driver and of its workers, and how much faster two processes were. On cores that do
other work the CPU seconds tell more: where nothing of the driver's work overlapped with that of its
workers, two would be (driver + workers) / (driver + workers / 2) times as fast.
"""

from __future__ import annotations

import os
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


# Runs the program; at its end, when all workers have been waited for, tells of both on the last line.
PROGRAM = """
import atexit, resource, runpy, sys
def told():
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, end=" ")
atexit.register(told)
sys.argv[0] = "assistant"
runpy.run_module("assistant", run_name="__main__")
"""


def timed(*command: str) -> tuple[float, float, float, str]:
    """Runs the program; seconds of wall, of the driver's CPU, of its workers', and all of it told."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "batch", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    wall, told = time.monotonic() - began, done.stdout.splitlines()[-1].split()
    driver, own, workers, most = map(float, told)
    line = f"{wall:.1f} s wall, CPU {driver:.1f} s driver + {workers:.1f} s workers"
    return wall, driver, workers, f"{line}, {max(own, most):.0f} MB, exit {done.returncode}"


def copies(source: Path, target: Path, count: int) -> None:
    """A folder of so many units, those that were written again and again."""
    drafts = [path for path in sorted(source.iterdir()) if (path / f"{path.name}.docx").is_file()]
    for number in range(count):
        place = target / str(number)
        place.mkdir(parents=True)
        for ending in (".docx", ".yaml"):
            draft = drafts[number % len(drafts)]
            shutil.copy(draft / f"{draft.name}{ending}", place / f"{draft.name}{ending}")


def main() -> None:
    """Prints what was measured."""
    walls = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet(folder / "units.xlsx")
        for jobs in (1, 2):
            out = str(folder / f"out{jobs}")
            wall, driver, workers, told = timed(
                str(folder / "units.xlsx"), "-o", out, "--jobs", str(jobs)
            )
            walls.append(wall)
            size = sum(path.stat().st_size for path in Path(out).rglob("*") if path.is_file())
            print(
                f"{UNITS} units, {jobs} jobs: {told}, {size / (UNITS - UNITS // BAD) / 1000:.0f} kB a unit"
            )
        for count in VERIFIED:
            copies(folder / "out2", folder / f"texts{count}", count)
            print(f"{count} texts verified: {timed('verify', str(folder / f'texts{count}'))[-1]}")
    least = (driver + workers) / (driver + workers / 2)
    print(
        f"two processes were {walls[0] / walls[1]:.2f} times as fast, on {os.cpu_count()} cores;"
        f" by CPU seconds, at least {least:.2f} times on idle ones (wanted: {FASTER})"
    )


if __name__ == "__main__":
    main()
