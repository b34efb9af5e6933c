"""Opens the model that the settings name: a real one, or the stub."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from assistant.drafting.model.cache import CachedModel, cache_folder, prune
from assistant.drafting.model.egress import check_sheet
from assistant.drafting.model.record import RecordingModel
from assistant.drafting.model.stub import load_stub
from assistant.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import FactSheet
    from assistant.drafting.model.models import Model, Turns
    from assistant.drafting.model.settings import ModelSettings
    from assistant.drafting.model.transport import Log


def open_model(
    settings: ModelSettings,
    *,
    sheet: FactSheet | None = None,
    record: Path | None = None,
    source: dict[str, str] | None = None,
    log: Log | None = None,
    cache: bool = True,
    turns: Turns | None = None,
) -> Model:
    """The model of ``settings``; nothing is sent yet.

    Args:
        settings: from :func:`assistant.drafting.model.settings.resolve_settings`.
        sheet: the facts that will be sent; where they are marked confidential, only an address
            of the allow-list is taken.
        record: a folder in which the answers are saved in the stub's form.
        source: what the run is made on, for the record: :func:`keep_sources`.
        log: a dry run: every byte that would leave is written to it instead of sent.
        cache: answers that were paid for are used again.
        turns: the limits of a run; what is kept is given without them.

    Raises:
        EgressError: the facts may not leave for this address.
        SettingsError: the stub's folder or the CA file cannot be read.
    """
    folder = settings.stub_folder
    if folder is not None:
        return load_stub(folder)
    if sheet is not None:
        check_facts(settings, sheet)
    model = _asking(settings, log, turns)
    if cache and log is None:
        answers = cache_folder() / "answers"
        prune(answers)
        model = CachedModel(model, answers, turns)
    if record is not None:
        model = RecordingModel(model, record, settings.key, source or {})
    return model


def _asking(settings: ModelSettings, log: Log | None, turns: Turns | None) -> Model:
    """The model itself: over the OpenAI protocol, or through its provider's package."""
    sleep = turns.pause if turns else time.sleep
    if not settings.provider:
        from assistant.drafting.model.client import ChatClient  # noqa: PLC0415 - loads langchain

        return ChatClient(settings, log, sleep)
    if log is not None:
        raise SettingsError(
            f"--dry-run 看不到 {settings.provider} 的请求:它由对方的程序库发出",
            advice="请去掉 --dry-run;要看提示词,用 assistant prompts render",
        )
    from assistant.drafting.model.providers import ProviderModel  # noqa: PLC0415 - loads langchain

    return ProviderModel(settings, sleep)


def check_facts(settings: ModelSettings, sheet: FactSheet) -> None:
    """Stops facts that may not leave for the model's address; the stub is no address.

    Raises:
        EgressError: they are marked confidential and the address is not on the allow-list.
    """
    if settings.stub_folder is None:
        check_sheet(sheet, settings.base_url, settings.internal)
