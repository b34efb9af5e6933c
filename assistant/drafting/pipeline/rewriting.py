"""One section written anew by a model, after a person's instruction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision, now
from assistant.drafting.model.backend import check_facts
from assistant.drafting.model.models import Step
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.pipeline.asking import step_of
from assistant.drafting.pipeline.briefing import written_body
from assistant.drafting.pipeline.pipeline import WritingOptions, prepare_desk

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.drafting.model.models import Model, Rewriting
    from assistant.drafting.model.settings import ModelSettings

_ANOTHER = "换一种说法：事实和引用不变，换句式、换段落开头、换衔接。"
_PART = "现稿只是这一节里的一句，只改写这一句，写成一段，没有小标题。"


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Rewrites sections with a model.

    Attributes:
        samples_folder: a library of style samples; None for none.
        options: the prompts and the window, as for a whole draft.
        settings: the model's, by which facts that may not leave for its address are stopped;
            None where nothing leaves at all.
    """

    model: Model
    samples_folder: Path | None = None
    options: WritingOptions = field(default_factory=WritingOptions)
    settings: ModelSettings | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def rewrite(self, asked: Rewriting) -> Revision:
        """Another text of the section; nothing else of the draft is touched.

        Raises:
            ModelError: the model could not be reached or answered unusably.
            EgressError: the facts must not leave for the model's address.
        """
        section, sheet, draft = asked.section, asked.sheet, asked.draft
        if self.settings is not None:
            # Asked anew each time: the facts may have changed since the model was opened.
            check_facts(self.settings, sheet)
        outline = outline_for(sheet, draft.outline or None)
        desk = prepare_desk(
            sheet,
            draft.sections,
            model=self.model,
            samples_folder=self.samples_folder,
            outline=outline,
            options=self.options,
        )
        others = [other for other in draft.sections if other.id != section.id]
        body = None if step_of(section) is Step.WRITE else written_body(others)
        instruction = ("" if asked.whole else _PART) + (asked.instruction or _ANOTHER)
        prompt = desk.rewrite(section, body, instruction, asked.earlier)
        attempt = 1 + sum(one.author is Author.MODEL for one in section.revisions)
        answer = desk.ask(section, prompt, Step.REWRITE, attempt)
        return Revision(
            source=answer.source,
            author=Author.MODEL,
            author_name=self.model.name,
            instruction=asked.instruction,
            prompt_digest=answer.label,
            created=now(),
            tokens=(answer.sent, answer.received),
        )
