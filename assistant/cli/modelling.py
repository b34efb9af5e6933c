"""Writing a draft with a model, as the options of the command ask."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.cli.console import print_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.cli.progress import SectionProgress
    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.outline import Outline


@dataclass(frozen=True, slots=True)
class ModelOrder:
    """Which model, and how it is to be asked; see the command's options."""

    name: str | None = None
    profile: str | None = None
    base_url: str | None = None
    jobs: int | None = None
    fallback: bool = False
    prompts: Path | None = None
    record: Path | None = None
    dry_run: bool = False
    cache: bool = True

    @property
    def wanted(self) -> bool:
        """Whether a model is asked for at all; without one the draft is written offline."""
        return bool(self.name or self.profile or self.base_url or self.dry_run)


def write_with_model(
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    order: ModelOrder,
    *,
    samples: Path | None,
    progress: SectionProgress,
) -> tuple[Draft | None, str]:
    """The draft and the model's name; no draft after a dry run, whose requests are printed.

    Raises:
        ModelError: the model failed and no fallback was asked for.
        SettingsError, PromptError, SampleError: before anything is sent.
    """
    from assistant.drafting.backend import open_model
    from assistant.drafting.pipeline import WritingOptions, write_draft
    from assistant.drafting.settings import resolve_settings
    from assistant.drafting.transport import Log

    settings = resolve_settings(
        order.name, profile=order.profile, base_url=order.base_url, jobs=order.jobs
    )
    log = Log() if order.dry_run else None
    model = open_model(settings, sheet=sheet, record=order.record, log=log, cache=order.cache)
    with closing(model):
        draft = write_draft(
            sheet,
            plan,
            model=model,
            samples_folder=samples,
            outline=outline,
            options=WritingOptions.of(
                settings,
                fallback_offline=order.fallback,
                rehearse=order.dry_run,
                prompts=order.prompts,
            ),
            progress=progress.heard,
        )
    if log is not None:
        for request in log.requests:
            print_line(request)
        return None, model.name
    return draft, model.name
