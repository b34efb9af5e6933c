"""The second reader that asks a model: what each figure of a text means, in the language of docs/reader.md."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.parallel import run_parallel
from assistant.errors import AssistantError, ModelAnswerError
from assistant.facts.describing import BOUND_WORDS, describe, number_text
from assistant.facts.values import date_text
from assistant.verification.reader import figures_in, parse_answers
from assistant.verification.reader.question import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import DocumentInfo, Fact, FactSheet
    from assistant.drafting.model.models import Model
    from assistant.drafting.pipeline.prompts import PromptLibrary
    from assistant.verification.reader import Passage, Question

# So many figures make one request: a small model loses its place in more.
MOST_FIGURES = 80
_NONE = "（没有写明）"


@dataclass(slots=True)
class ModelReader:
    """Asks a model; a :class:`assistant.verification.reader.Reader`.

    Attributes:
        jobs: requests at the same time.
        sent, received: tokens of all its answers so far, as the server counted them.
        unanswered: figures that it did not read, even when asked once more.
    """

    model: Model
    prompts: PromptLibrary
    jobs: int = 1
    most: int = MOST_FIGURES
    sent: int = 0
    received: int = 0
    unanswered: int = 0
    _asked: int = field(default=0, repr=False)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def read(self, question: Question) -> list[str]:
        """The answers; what one of them left out or wrote unreadably is asked for once more.

        Raises:
            ModelError: the model could not be reached, or refused.
            EgressError: the text or the facts must not leave for it.
        """
        batches = batches_of(question, self.most)
        tasks = [
            partial(self._read, question, batch, n)
            for n, batch in enumerate(batches, self._asked + 1)
        ]
        self._asked += len(batches)
        found = run_parallel(tasks, self.jobs, fatal=lambda _error: True)
        for one in found:
            if isinstance(one, AssistantError):
                raise one
        return [text for one in found if not isinstance(one, AssistantError) for text in one]

    def prompts_of(self, question: Question) -> list[str]:
        """What would be sent, a prompt a request, without what is asked once more."""
        return [self._prompt(question, batch) for batch in batches_of(question, self.most)]

    def _read(self, question: Question, batch: Sequence[Passage], number: int) -> list[str]:
        answers: list[str] = []
        for attempt in (1, 2):
            prompt = self._prompt(question, batch)
            label = self.prompts.label(Step.READ)
            request = Request(Step.READ, f"read-{number}", attempt, prompt, label)
            try:
                answer = self.model.ask(request)
            except ModelAnswerError:
                if not answers:
                    raise
                break  # what was asked once more is no answer: the reader is silent on it
            self.sent += answer.sent
            self.received += answer.received
            answers.append(answer.text)
            batch = _left(batch, answers, question.sheet)
            if not batch:
                return answers
        self.unanswered += sum(len(passage.marks) for passage in batch)
        return answers

    def _prompt(self, question: Question, batch: Sequence[Passage]) -> str:
        values = {
            "about": _about(question.sheet.document),
            "facts": reader_table(question.sheet),
            "passages": "\n\n".join(passage.marked for passage in batch),
        }
        return self.prompts.render(Step.READ, values)


def batches_of(question: Question, most: int) -> list[tuple[Passage, ...]]:
    """The passages in requests of about ``most`` figures, each with the headings that it stands under."""
    batches: list[list[Passage]] = []
    heads: dict[int, Passage] = {}
    room = 0
    for passage in question.passages:
        if passage.level:
            heads = {level: head for level, head in heads.items() if level < passage.level}
        marks = len(passage.marks)
        if not batches or marks > room:
            above = [replace(head, marks=()) for head in heads.values()]
            batches.append(above)
            room = most
        batches[-1].append(passage)
        room -= marks
        if passage.level:
            heads[passage.level] = passage
    return [tuple(batch) for batch in batches if any(passage.marks for passage in batch)]


def _left(
    batch: Sequence[Passage], answers: Sequence[str], sheet: FactSheet
) -> tuple[Passage, ...]:
    """The passages with the figures that no answer reads."""
    known = parse_answers(answers, figures_in(sheet)).readings
    left = (
        replace(passage, marks=tuple(mark for mark in passage.marks if mark[0] not in known))
        for passage in batch
    )
    return tuple(passage for passage in left if passage.marks)


def reader_table(sheet: FactSheet) -> str:
    """A line for each fact: its id, name, value and what else tells it from others."""
    return "\n".join(_line(fact, sheet) for fact in sheet.facts)


def _line(fact: Fact, sheet: FactSheet) -> str:
    kind = "事件" if fact.event is not None else "陈述" if fact.statement is not None else ""
    notes = [
        kind,
        f"范围：{fact.scope}" if fact.scope else "",
        f"上年 {number_text(fact.previous, fact.unit)}" if fact.previous is not None else "",
        f"增速 {fact.growth:f}%" if fact.growth is not None else "",
        f"目标 {number_text(fact.target, fact.unit)}" if fact.target is not None else "",
        BOUND_WORDS[fact.bound] if fact.bound else "",
        "计划，尚未做到" if fact.status is Status.PLANNED else "",
        f"又叫 {'、'.join(fact.aliases)}" if fact.aliases else "",
    ]
    stated = fact.statement is not None
    name, value = ("", _numbered(fact, sheet)) if stated else ("/".join(fact.path), describe(fact))
    told = "｜".join((fact.id, name, value, "；".join(note for note in notes if note)))
    return told.replace("\n", " ").rstrip("｜")


def _numbered(fact: Fact, sheet: FactSheet) -> str:
    """A statement with ``(#2)`` before the figure that the language calls so."""
    text = describe(fact)
    for number, item in reversed(list(enumerate(inside(fact.id, sheet), 1))):
        at = item.mention.start if item.mention else 0
        text = f"{text[:at]}(#{number}){text[at:]}"
    return text


def _about(document: DocumentInfo) -> str:
    period = document.period
    when = f"{date_text(period.start)}至{date_text(period.end)}" if period is not None else ""
    told = [document.organization, document.self_name and f"自称{document.self_name}", when]
    return "，".join(word for word in told if word) or _NONE
