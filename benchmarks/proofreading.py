"""How fast texts are proofread, and how the cost grows.

Run it as ``python benchmarks/proofreading.py [FILE]``. Times are of this process's CPU, the best of several
rounds. A text whose every comma is half width costs more than one with nothing to mend: each fix near a
figure is tried, and the figures read before and after.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.drafting.wording.punctuation import official
from assistant.extraction import read_document
from assistant.proofreading import fix_document, load_rules, proofread

ROUNDS = 5
SIZES = (10_000, 100_000, 1_000_000)
SAMPLES = Path(__file__).parents[1] / "fixtures" / "samples"


def seconds(text: str) -> float:
    """CPU seconds for proofreading ``text`` once, the best of several rounds."""
    rules = load_rules()
    document = read_document(text)
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        proofread(document, rules)
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    """Prints characters a second for clean and half-width prose, and for growing sizes."""
    files = [Path(word) for word in sys.argv[1:]] or sorted(SAMPLES.glob("*.txt"))
    rough = "\n".join(file.read_text("utf-8") for file in files)
    wide = official(rough)
    clean = wide
    for start, end, new in reversed(fix_document(read_document(wide), load_rules())[0]):
        clean = f"{clean[:start]}{new}{clean[end:]}"
    for name, text in (("full-width text", clean), ("half-width text", rough)):
        for size in SIZES:
            made = (f"{text}\n" * (size // len(text) + 1))[:size]
            print(f"{name}, {size:>9,} characters: {size / seconds(made):>9,.0f} characters/s")


if __name__ == "__main__":
    main()
