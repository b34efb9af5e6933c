"""Start-up times: medians of 20 runs, the interpreter's own included.

Usage: ``python benchmarks/startup.py [--runs N]``; exit code 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

# What is started, and the most milliseconds that it may take on the reference machine.
CASES = (
    ("import assistant", ("-c", "import assistant"), 60),
    ("from assistant import verify", ("-c", "from assistant import verify"), 350),
    ("assistant --help", ("-m", "assistant", "--help"), 300),
)


def median_of(words: tuple[str, ...], runs: int) -> float:
    """The median time of a run of the interpreter, in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run((sys.executable, *words), check=True, capture_output=True)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> int:
    """Prints a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    median_of(("-c", "pass"), 3)  # the file cache is warm from here on
    passed = True
    print(f"{'python -c pass':32} {median_of(('-c', 'pass'), runs):7.0f} ms")
    for name, words, limit in CASES:
        took = median_of(words, runs)
        passed &= took <= limit
        print(
            f"{name:32} {took:7.0f} ms   limit {limit} ms   {'ok' if took <= limit else 'TOO SLOW'}"
        )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
