"""The options that say who reads a text beside the program, shared by every command that has one read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.cli.console import message_line, print_line
from assistant.domain import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.domain import Document, FactSheet, Report
    from assistant.drafting.pipeline.choice import Choice
    from assistant.drafting.pipeline.reading import ModelReader


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is to be read.

    Attributes:
        choice: the model; its ``dry_run`` sends nothing and prints what would be sent.
    """

    choice: Choice
    scope: Scope = Scope.DOUBTFUL
    trusted: bool = False


@contextmanager
def opened(
    reading: Reading, sheet: FactSheet, tell: Callable[[str], object] = message_line
) -> Iterator[ModelReader]:
    """The reader, its connections closed behind it; its tokens are told."""
    from contextlib import closing

    from assistant.drafting.pipeline.prompts import load_prompts
    from assistant.drafting.pipeline.reading import ModelReader

    settings = reading.choice.settings()
    prompts = load_prompts(reading.choice.options(settings).prompts)
    with closing(reading.choice.open(settings, sheet)) as model:
        reader = ModelReader(model, prompts, settings.jobs)
        yield reader
    left = f",没有读出的 {reader.unanswered} 处" if reader.unanswered else ""
    tell(f"第二读者 {reader.name}:发出约 {reader.sent} 词元,收到 {reader.received} 词元{left}。")


def rehearse(reading: Reading, document: str | Document, report: Report, sheet: FactSheet) -> None:
    """Prints what would be asked about a text that the program has judged, and how many tokens it takes."""
    from assistant.domain import Document
    from assistant.drafting.model.tokens import token_counter
    from assistant.drafting.pipeline.prompts import load_prompts
    from assistant.drafting.pipeline.reading import ModelReader
    from assistant.drafting.pipeline.rehearsal import Mute
    from assistant.extraction import read_document
    from assistant.verification.reader.question import ask

    home = document if isinstance(document, Document) else read_document(document)
    settings = reading.choice.settings()
    prompts = load_prompts(reading.choice.options(settings).prompts)
    question, numbered = ask(home, report.figures, sheet, reading.scope)
    counter = token_counter(settings.model)
    tokens = 0
    for prompt in ModelReader(Mute(), prompts).prompts_of(question):
        print_line(prompt)
        tokens += counter.count(prompt)
    message_line(f"要问 {len(numbered)} 处数字,发出约 {tokens} 词元({counter.description})。")
