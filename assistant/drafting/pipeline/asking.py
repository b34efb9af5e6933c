"""One question about one section: its prompt within the window, the answer, its source text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision, Role
from assistant.drafting.model.answers import CutAnswerError, parse_answer, without_thoughts
from assistant.drafting.model.budget import Fitted, fit_prompt, room_for_prompt, table_fits
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.tokens import learner
from assistant.drafting.pipeline.briefing import (
    brief_values,
    fact_table,
    quoted_samples,
    task_values,
)
from assistant.drafting.pipeline.patching import excerpt, patched
from assistant.drafting.pipeline.prompts import BRIEF, LAST_YEAR
from assistant.drafting.pipeline.purposes import refuse_echo
from assistant.drafting.pipeline.splitting import home_of
from assistant.drafting.references.mending import mend_doubled
from assistant.drafting.references.typed import bind_figures
from assistant.errors import ModelAnswerError
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.domain import Fact, FactSheet, Section
    from assistant.drafting.model.models import Answer, Model, TokenCounter
    from assistant.drafting.pipeline.prompts import Duty, PromptLibrary
    from assistant.drafting.pipeline.styling import Style

_NONE = "（没有）"
# What a record calls the question that is of no single section.
WHOLE = "whole"
# An answer that is unusable as it stands (empty, a refusal) is asked for once more.
_ASKED_AGAIN = 1
_FORMS = forms(__file__)
_SHORTER = "\n上一次的回答写到长度上限被截断了。这次写短，全文不超过{}字，先写必须写到的。\n"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer made into source text.

    Attributes:
        sent, received: tokens that were paid for, of all answers that it took.
        prompt: what was sent last.
        label: of the prompt files.
        cached: the answer was paid for in an earlier run.
        estimated: the server told of no usage; the tokens are an upper bound.
    """

    source: str
    sent: int
    received: int
    seconds: float
    prompt: str
    label: str
    cached: bool
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What all sections of a draft are written with.

    Attributes:
        plan: every section, for the outline in the prompt.
        duties: what each section is to do, by its id.
        context, answer_tokens: the model's window, and the answer's part of it.
        bases: last year's sections by id, carried over: this year's references in their figures'
            places, none of last year's figures.
        clauses: of statements, those that belong in another section than their statement.
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
    bases: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
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
        duty = self.duties[home_of(section.id)]

        def build(samples: Sequence[str]) -> str:
            quoted = quoted_samples(samples)
            values = task_values(
                section,
                self.sheet,
                duty,
                samples=quoted,
                body=body,
                restated=restated,
                clauses=self.clauses,
                habit=self.style.beginning,
            )
            asked = f"{brief}\n{self.prompts.render(step, values)}"
            base = self.bases.get(section.id)
            return asked + self.prompts.render(LAST_YEAR, {"base": base}) if base else asked

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

    def repair(
        self,
        section: Section,
        body: str | None,
        findings: str,
        attempt: int,
        paragraphs: Sequence[int],
    ) -> str:
        """The prompt that asks for some paragraphs again, after the one that asked first."""
        values = {
            "answer": excerpt(section.source, paragraphs) or _NONE,
            "findings": findings,
            "attempt": str(attempt - 1),
        }
        return self.task(section, body).text + self.prompts.render(Step.REPAIR, values)

    def rewrite(
        self, section: Section, body: str | None, instruction: str, earlier: Sequence[str]
    ) -> str:
        """The prompt that asks for a section after a person's instruction."""
        values = {
            "answer": excerpt(section.source) or _NONE,
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
        *,
        heard: Callable[[int], None] | None = None,
        patch: tuple[str, Sequence[int]] | None = None,
    ) -> Attempt:
        """The source text that the model answers with.

        An answer that was cut at the length limit is asked for again with half the length.

        Args:
            section: what is asked for.
            prompt: the whole prompt.
            step: which prompt it is.
            attempt: 1 for the first answer to the section.
            heard: told of the characters that came so far.
            patch: for a repair: the text that stands, and the paragraphs that were sent of it.

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
        estimated = False
        seconds = 0.0
        asked_for = _FORMS.standing.split(prompt, 1)[0]
        for asked in range(_ASKED_AGAIN + 1):
            request = Request(step, section.id, attempt, prompt, label, heard)
            answer = self.model.ask(request)
            if not answer.cached:
                # A server that tells of no usage was paid all the same: about so much.
                silent = not answer.sent
                estimated = estimated or silent
                sent += self.counter.count(prompt) if silent else answer.sent
                received += self.counter.count(answer.text) if silent else answer.received
            seconds += answer.seconds
            learner(self.counter)(prompt, answer.sent)
            try:
                source = self._source(answer, section, patch)
                refuse_echo(without_thoughts(answer.text), asked_for, self.sheet)
            except ModelAnswerError as error:
                self.model.forget(request)
                if asked == _ASKED_AGAIN:
                    error.paid = (sent, received)
                    raise
                if isinstance(error, CutAnswerError):
                    prompt += _SHORTER.format(len(answer.text) // 2 // 10 * 10 or 100)
                continue
            return Attempt(source, sent, received, seconds, prompt, label, answer.cached, estimated)
        raise AssertionError

    def polish(self, text: str, findings: str) -> Answer:
        """The answer to the last pass over the whole.

        Raises:
            ModelError: there is none.
            EgressError: the text must not leave.
        """
        values = {"title": self.sheet.document.title, "text": text, "findings": findings}
        prompt = self.prompts.render(Step.POLISH, values)
        return self.model.ask(
            Request(Step.POLISH, WHOLE, 1, prompt, self.prompts.label(Step.POLISH))
        )

    def _source(
        self, answer: Answer, section: Section, patch: tuple[str, Sequence[int]] | None
    ) -> str:
        if patch is None:
            text = parse_answer(answer, heading=section.heading).source
        else:
            text = patched(answer, *patch, section.heading)
        return bind_figures(mend_doubled(text, self.sheet), self.sheet)


def step_of(section: Section) -> Step:
    """The step that writes a section of this role for the first time."""
    return {Role.OPENING: Step.OPENING, Role.CLOSING: Step.CLOSING}.get(section.role, Step.WRITE)
