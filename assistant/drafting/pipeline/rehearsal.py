"""Prompts made without asking anyone: for ``prompts render``, snapshots and the benchmark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision, Role
from assistant.drafting.model.models import Step
from assistant.drafting.pipeline.asking import step_of
from assistant.drafting.pipeline.briefing import written_body
from assistant.drafting.wording.offline import write_offline
from assistant.errors import ModelUnreachableError

if TYPE_CHECKING:
    from assistant.domain import Section
    from assistant.drafting.model.budget import Fitted
    from assistant.drafting.model.models import Answer, Request
    from assistant.drafting.pipeline.asking import Desk


@dataclass(frozen=True, slots=True)
class Mute:
    """A model that is never asked."""

    name: str = "mute"

    @property
    def identity(self) -> str:
        """Its name."""
        return self.name

    def ask(self, request: Request) -> Answer:
        """Never an answer.

        Raises:
            ModelUnreachableError: always.
        """
        raise ModelUnreachableError(f"没有模型可问({request.section})")

    def forget(self, request: Request) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


def rehearsed_prompt(desk: Desk, section: Section) -> Fitted:
    """The prompt of a section; an opening or a closing gets the offline text as its body."""
    if step_of(section) is Step.WRITE:
        return desk.task(section, None)
    return desk.task(section, offline_body(desk))


def offline_body(desk: Desk) -> str:
    """The body as the offline writer writes it, in the form that opening and closing get."""
    written = []
    for section in desk.plan:
        if section.role in {Role.OPENING, Role.CLOSING}:
            continue
        source = write_offline(section, desk.sheet, desk.plan, desk.style.offline)
        written.append(replace(section, revisions=(Revision(source, Author.OFFLINE),)))
    return written_body(written)
