"""Writing a draft with a model, as the options of the command ask."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from assistant.cli.console import print_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.cli.model_options import Choice
    from assistant.cli.progress import SectionProgress
    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.outline.outline import Outline


def write_with_model(
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    choice: Choice,
    *,
    samples: Path | None,
    progress: SectionProgress,
    bases: Mapping[str, str] | None = None,
) -> tuple[Draft | None, str]:
    """The draft and the model's name; no draft after a dry run, whose requests are printed.

    Raises:
        ModelError: the model failed and no fallback was asked for.
        SettingsError, PromptError, SampleError: before anything is sent.
    """
    from assistant.drafting.model.transport import Log
    from assistant.drafting.outline.outline import INLINE
    from assistant.drafting.pipeline.pipeline import write_draft

    settings = choice.settings()
    log = Log() if choice.dry_run else None
    own = outline.name if outline.name != INLINE else ""
    model = choice.open(settings, sheet, log, samples=samples, outline=own)
    with closing(model):
        draft = write_draft(
            sheet,
            plan,
            model=model,
            samples_folder=samples,
            outline=outline,
            options=choice.options(settings),
            progress=progress.heard,
            bases=bases,
        )
    if log is not None:
        for request in log.requests:
            print_line(request)
        return None, model.name
    return draft, model.name
