"""One question about one section: its prompt within the window, the answer, its source text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision, Role
from assistant.drafting.model.answers import mend_doubled, parse_answer
from assistant.drafting.model.budget import Fitted, fit_prompt, room_for_prompt, table_fits
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.tokens import learner
from assistant.drafting.pipeline.briefing import (
    brief_values,
    fact_table,
    numbered,
    quoted_samples,
    task_values,
)
from assistant.drafting.pipeline.prompts import BRIEF
from assistant.drafting.references.binding import bind_bare_figures
from assistant.errors import ModelAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.domain import Fact, FactSheet, Section
    from assistant.drafting.model.models import Answer, Model, TokenCounter
    from assistant.drafting.pipeline.prompts import Duty, PromptLibrary
    from assistant.drafting.pipeline.styling import Style

_NONE = "（没有）"
# An answer that is unusable as it stands (empty, a refusal) is asked for once more.
_ASKED_AGAIN = 1


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer made into source text.

    Attributes:
        sent, received: tokens, of all answers that it took.
        prompt: what was sent last.
        label: of the prompt files.
    """

    source: str
    sent: int
    received: int
    seconds: float
    prompt: str
    label: str
    cached: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What all sections of a draft are written with.

    Attributes:
        plan: every section, for the outline in the prompt.
        duties: what each section is to do, by its id.
        context, answer_tokens: the model's window, and the answer's part of it.
    """

    sheet: FactSheet
    plan: tuple[Section, ...]
    model: Model
    prompts: PromptLibrary
    duties: Mapping[str, Duty]
    style: Style
    counter: TokenCounter
    context: int
    answer_tokens: int
    _kept: dict[str, str] = field(default_factory=dict)

    def brief(self, section: Section) -> str:
        """The part that every prompt begins with.

        Where the whole fact table is too long for the window it holds the section's facts only.
        """
        if not self._whole_table():
            facts = [fact for fact in self.sheet.facts if fact.id in section.facts]
            return self._brief(facts)
        if BRIEF not in self._kept:
            self._kept[BRIEF] = self._brief(self.sheet.facts)
        return self._kept[BRIEF]

    def _brief(self, facts: Sequence[Fact]) -> str:
        values = brief_values(self.sheet, self.plan, self.style.profile, facts)
        return self.prompts.render(BRIEF, values)

    def _whole_table(self) -> bool:
        if "fits" not in self._kept:
            table = fact_table(self.sheet.facts, self.sheet)
            fits = table_fits(table, self.counter, self.context)
            self._kept["fits"] = "yes" if fits else ""
        return bool(self._kept["fits"])

    def task(self, section: Section, body: str | None) -> Fitted:
        """The prompt that asks for a section for the first time.

        Args:
            section: as planned.
            body: the written sections, for an opening or a closing; None for any other.

        Raises:
            ModelWindowError: it does not fit the window even without samples.
        """
        brief = self.brief(section)
        step = step_of(section)
        restated = self.restated(section)
        duty = self.duties[section.id]

        def build(samples: Sequence[str]) -> str:
            quoted = quoted_samples(samples)
            values = task_values(
                section,
                self.sheet,
                duty,
                samples=quoted,
                body=body,
                restated=restated,
                habit=self.style.beginning,
            )
            return f"{brief}\n{self.prompts.render(step, values)}"

        room = room_for_prompt(self.context, self.answer_tokens)
        bare = self.counter.count(build(()))
        excerpts = self.style.excerpts(section, max(0, room - bare), self.counter)
        return fit_prompt(
            excerpts,
            build,
            self.counter,
            context=self.context,
            answer_tokens=self.answer_tokens,
        )

    def restated(self, section: Section) -> frozenset[str]:
        """The facts of an opening or a closing that belong to another section."""
        if step_of(section) is Step.WRITE:
            return frozenset()
        return frozenset(
            fact for other in self.plan if other.id != section.id for fact in other.facts
        )

    def with_source(self, section: Section, source: str) -> Section:
        """The section as if ``source`` stood in it, for the prompts that change a text."""
        return replace(section, revisions=(Revision(source, Author.MODEL),), current=0)

    def repair(self, section: Section, body: str | None, findings: str, attempt: int) -> str:
        """The prompt that asks for a section again, after the one that asked first."""
        values = {
            "answer": numbered(section.source),
            "findings": findings,
            "attempt": str(attempt - 1),
        }
        return self.task(section, body).text + self.prompts.render(Step.REPAIR, values)

    def rewrite(
        self, section: Section, body: str | None, instruction: str, earlier: Sequence[str]
    ) -> str:
        """The prompt that asks for a section after a person's instruction."""
        values = {
            "answer": numbered(section.source),
            "instruction": instruction.strip(),
            "earlier": "\n".join(f"- {one}" for one in earlier) or _NONE,
        }
        return self.task(section, body).text + self.prompts.render(Step.REWRITE, values)

    def ask(
        self,
        section: Section,
        prompt: str,
        step: Step,
        attempt: int,
        heard: Callable[[int], None] | None = None,
    ) -> Attempt:
        """The source text that the model answers with.

        Raises:
            ModelError: there is no answer, or none that can be used.
            EgressError: the prompt must not leave.
        """
        steps = (
            (step,)
            if step in {Step.WRITE, Step.OPENING, Step.CLOSING}
            else (step_of(section), step)
        )
        label = self.prompts.label(*steps)
        sent = received = 0
        seconds = 0.0
        for asked in range(_ASKED_AGAIN + 1):
            request = Request(step, section.id, attempt, prompt, label, heard)
            answer = self.model.ask(request)
            sent, received = sent + answer.sent, received + answer.received
            seconds += answer.seconds
            learner(self.counter)(prompt, answer.sent)
            try:
                source = self._source(answer, section)
            except ModelAnswerError:
                self.model.forget(request)
                if asked == _ASKED_AGAIN:
                    raise
                continue
            return Attempt(source, sent, received, seconds, prompt, label, answer.cached)
        raise AssertionError

    def _source(self, answer: Answer, section: Section) -> str:
        parsed = parse_answer(answer, heading=section.heading)
        source = mend_doubled(parsed.source, self.sheet)
        return bind_bare_figures(source, self.sheet)


def step_of(section: Section) -> Step:
    """The step that writes a section of this role for the first time."""
    return {Role.OPENING: Step.OPENING, Role.CLOSING: Step.CLOSING}.get(section.role, Step.WRITE)
