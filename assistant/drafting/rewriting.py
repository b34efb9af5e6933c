"""One section written anew by a model, after a person's instruction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision
from assistant.drafting.asking import step_of
from assistant.drafting.briefing import written_body
from assistant.drafting.models import Step
from assistant.drafting.outline import outline_for
from assistant.drafting.pipeline import WritingOptions, prepare_desk

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.models import Model

_ANOTHER = "换一种说法：事实和引用不变，换句式、换段落开头、换衔接。"


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Rewrites sections with a model.

    Attributes:
        samples_folder: a library of style samples; None for none.
        options: the prompts and the window, as for a whole draft.
    """

    model: Model
    samples_folder: Path | None = None
    options: WritingOptions = field(default_factory=WritingOptions)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def rewrite(
        self,
        section: Section,
        sheet: FactSheet,
        draft: Draft,
        instruction: str,
        earlier: tuple[str, ...],
    ) -> Revision:
        """Another text of ``section``; nothing else of the draft is touched.

        Args:
            section: as it stands, with all its revisions.
            sheet: the facts.
            draft: the whole draft; it gives the headings, and an opening what it opens.
            instruction: what the person asks for; empty for another wording.
            earlier: what the person asked for before, oldest first.

        Raises:
            ModelError: the model could not be reached or answered unusably.
            EgressError: the section's facts must not leave.
        """
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
        prompt = desk.rewrite(section, body, instruction or _ANOTHER, earlier)
        attempt = 1 + sum(one.author is Author.MODEL for one in section.revisions)
        answer = desk.ask(section, prompt, Step.REWRITE, attempt)
        return Revision(
            source=answer.source,
            author=Author.MODEL,
            author_name=self.model.name,
            instruction=instruction,
            prompt_digest=answer.label,
            created=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
            tokens=(answer.sent, answer.received),
        )
