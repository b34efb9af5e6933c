"""Opens the model that the settings name: a real one, or the stub."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import FactSheet
    from assistant.drafting.models import Model
    from assistant.drafting.settings import ModelSettings


def open_model(
    settings: ModelSettings,
    *,
    sheet: FactSheet | None = None,
    record: Path | None = None,
    dry_run: Path | None = None,
) -> Model:
    """The model of ``settings``; nothing is sent yet.

    Args:
        settings: from :func:`assistant.drafting.settings.resolve_settings`.
        sheet: the facts that will be sent; where they are marked confidential, only an address
            of the allow-list is taken.
        record: a folder in which the answers are saved in the stub's form.
        dry_run: a file in which every byte that would leave is written instead of sent.

    Raises:
        EgressError: the facts may not leave for this address.
        SettingsError: the stub's folder or the CA file cannot be read.
    """
    raise NotImplementedError
