"""What a person says of the model, and what it comes to: settings, a model, a draft."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.model.models import Model, Progress, Turns
    from assistant.drafting.model.settings import ModelSettings
    from assistant.drafting.model.transport import Log
    from assistant.drafting.outline.outline import Outline
    from assistant.drafting.pipeline.pipeline import WritingOptions


class FallbackWriter(StrEnum):
    """Who writes a section where the model fails."""

    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the options of a command say of the model.

    Attributes:
        record: the folder that the answers are kept in; None for none.
        dry_run: nothing is sent; what would be is shown.
        no_cache: answers had before are not used again.
        fallback: the offline writer stands in where the model fails.
    """

    model: str | None = None
    profile: str | None = None
    base_url: str | None = None
    config: Path | None = None
    jobs: int | None = None
    prompts: Path | None = None
    record: Path | None = None
    dry_run: bool = False
    no_cache: bool = False
    fallback: FallbackWriter | None = None

    @property
    def wanted(self) -> bool:
        """Whether a model is to be asked at all: it is named, or its server is."""
        return bool(self.model or self.profile or self.base_url)

    def refuse_idle(self, written: Mapping[str, object] | None = None) -> None:
        """Raises InputError at options that would have no effect; ``written`` are those of what is written."""
        given = {
            "--jobs": self.jobs is not None,
            "--prompts": self.prompts is not None,
            "--record": self.record is not None,
            "--no-cache": self.no_cache,
            "--fallback": self.fallback is not None,
        }
        idle = [name for name, there in given.items() if there]
        if idle and not self.wanted and not self.dry_run:
            raise InputError(
                f"没有说用哪个模型,{'、'.join(idle)} 不起作用",
                advice="请加上 --model 或 --profile;离线起草不需要这些选项",
            )
        idle = [name for name in idle if name in {"--record", "--no-cache", "--fallback"}]
        idle += [name for name, there in (written or {}).items() if there]
        if idle and self.dry_run:
            raise InputError(
                f"--dry-run 什么也不发、不写,{'、'.join(idle)} 不起作用", advice="请去掉其中一个"
            )

    def settings(self) -> ModelSettings:
        """The settings that the options, the environment and the config file come to."""
        from assistant.drafting.model.settings import resolve_settings

        return resolve_settings(
            self.model,
            profile=self.profile,
            base_url=self.base_url,
            jobs=self.jobs,
            config=self.config,
        )

    def open(
        self,
        settings: ModelSettings,
        sheet: FactSheet | None,
        log: Log | None = None,
        *,
        samples: Path | None = None,
        outline: str = "",
        turns: Turns | None = None,
    ) -> Model:
        """The model, for these facts; with ``record`` they are kept with samples and outline.

        ``log`` is written to where nothing is to be sent, ``turns`` holds the limits of a run.
        Raises EgressError where the facts may not leave for its address.
        """
        from assistant.drafting.model.backend import open_model
        from assistant.drafting.model.record import keep_sources

        source = None
        if self.record is not None and settings.stub_folder is None:
            source = keep_sources(self.record, sheet.path if sheet else "", samples, outline)
        return open_model(
            settings,
            sheet=sheet,
            record=self.record,
            source=source,
            log=log,
            cache=not self.no_cache,
            turns=turns,
        )

    def options(self, settings: ModelSettings) -> WritingOptions:
        """How the draft is written; ``prompts`` wins over the settings' own folder."""
        from assistant.drafting.pipeline.pipeline import WritingOptions

        own = Path(settings.prompts) if settings.prompts else None
        return WritingOptions(
            jobs=settings.jobs,
            fallback_offline=self.fallback is FallbackWriter.OFFLINE,
            rehearse=self.dry_run,
            prompts=self.prompts or own,
            context=settings.context,
            answer_tokens=settings.answer_tokens,
        )

    def write(
        self,
        sheet: FactSheet,
        plan: Sequence[Section],
        outline: Outline,
        *,
        samples: Path | None = None,
        bases: Mapping[str, str] | None = None,
        progress: Callable[[Progress], None] | None = None,
        log: Log | None = None,
        turns: Turns | None = None,
    ) -> tuple[Draft, str]:
        """The draft by the model, and the model's name; see :meth:`open` and ``write_draft``."""
        from assistant.drafting.outline.outline import INLINE
        from assistant.drafting.pipeline.pipeline import write_draft

        settings = self.settings()
        own = outline.name if outline.name != INLINE else ""
        opened = self.open(settings, sheet, log, samples=samples, outline=own, turns=turns)
        with closing(opened) as model:
            draft = write_draft(
                sheet,
                plan,
                model=model,
                samples_folder=samples,
                outline=outline,
                options=self.options(settings),
                progress=progress,
                bases=bases,
            )
        return draft, model.name
