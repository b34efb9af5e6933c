"""How much time of our own a second reader takes beside the verifier's, text by text.

The reader answers at once with a reading for every figure; run as ``python benchmarks/reader.py``, or
with texts and a facts file: ``python benchmarks/reader.py facts.yaml text.txt …``. CPU time, the best
of some rounds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Scope
from assistant.drafting.outline.assemble import document_of
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.pipeline.offline_draft import write_offline_draft
from assistant.facts import load_facts
from assistant.files import read_text
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Document, FactSheet, Report
    from assistant.verification.reader import Question

_LIBRARY = Path(__file__).parents[1] / "fixtures" / "facts"
_ROUNDS = 5


class Parrot:
    """Reads every figure as the program did, at once."""

    name = "程序自己"

    def __init__(self, report: Report) -> None:
        self.facts = {figure.start: figure.fact or "none" for figure in report.figures}

    def read(self, question: Question) -> Sequence[str]:
        """A line for each figure."""
        facts = iter(self.facts.values())
        return [f"{n} = {next(facts)}" for p in question.passages for n, _ in p.marks]


def _texts(words: Sequence[str]) -> Iterator[tuple[str, Document | str, FactSheet]]:
    if words:
        sheet = load_facts(words[0])
        yield from ((name, read_text(Path(name)), sheet) for name in words[1:])
        return
    for path in sorted(_LIBRARY.glob("*.yaml")):
        sheet = load_facts(path)
        outline = outline_for(sheet, None)
        draft = write_offline_draft(sheet, plan_sections(sheet, outline), outline)
        yield path.stem, document_of(draft, sheet), sheet


def _best(document: Document | str, sheet: FactSheet, reader: Parrot | None) -> float:
    times = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        verify(document, sheet, reader=reader, scope=Scope.ALL)
        times.append(time.process_time() - begun)
    return min(times) * 1000


def main() -> None:
    """Prints a line a text."""
    for name, document, sheet in _texts(sys.argv[1:]):
        report = verify(document, sheet)
        alone, read = (_best(document, sheet, reader) for reader in (None, Parrot(report)))
        print(
            f"{name}: {len(report.figures)} figures; verifier {alone:.0f} ms,"
            f" the reader beside it {read - alone:.0f} ms"
        )


if __name__ == "__main__":
    main()
