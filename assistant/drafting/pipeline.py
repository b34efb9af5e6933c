"""Writes a whole draft with a model: body in parallel, then opening and closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.models import Model, Progress


@dataclass(frozen=True, slots=True)
class WritingOptions:
    """How a draft is written.

    Attributes:
        jobs: sections that are asked for at the same time.
        repairs: how often the model may mend a section, 0 to 2.
        fallback_offline: where the model fails or cannot mend a section, the offline text
            stands instead; the revision's note says so.
        prompts: the person's own prompt folder, which overrides the shipped prompts one by one.
        cache: answers paid for are kept and used again.
        context, answer_tokens: the model's window, and the share of it that the answer may use.
    """

    jobs: int = 4
    repairs: int = 2
    fallback_offline: bool = False
    prompts: Path | None = None
    cache: bool = True
    context: int = 32768
    answer_tokens: int = 4096


def write_draft(
    sheet: FactSheet,
    plan: Sequence[Section],
    *,
    model: Model,
    samples_folder: Path | None = None,
    outline: str = "",
    options: WritingOptions | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Draft:
    """A draft of ``plan`` whose sections a model wrote.

    Usage from the command::

        settings = resolve_settings(model, profile=..., base_url=..., jobs=...)
        model = open_model(settings, sheet=sheet, record=..., dry_run=...)
        draft = write_draft(sheet, plan_sections(sheet, outline), model=model, ...)

    Args:
        sheet: the facts.
        plan: the sections of the outline, in order, without revisions.
        model: from :func:`assistant.drafting.backend.open_model`.
        samples_folder: a library of style samples.
        outline: its name, kept in the draft.
        options: see :class:`WritingOptions`.
        progress: told of everything that happens, from several threads, one call at a time.

    Returns:
        The draft: each section has one revision by the model (or the offline writer, where it
        stands in), with the tokens of all its attempts. Findings that remain are not in it: they
        are what ``verify`` says of its text.

    Raises:
        ModelError: a section could not be written and no fallback was asked for; every answer
            that came is in the cache, so the same command goes on from there.
        PromptError, SampleError, SettingsError: before anything is sent.
    """
    raise NotImplementedError
