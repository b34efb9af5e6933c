"""Models through langchain's ``init_chat_model``: here a provider whose package is installed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.model.backend import open_model
from assistant.drafting.model.keys import Secret
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.providers import ProviderModel
from assistant.drafting.model.settings import ModelSettings, resolve_settings
from assistant.drafting.model.transport import Log
from assistant.errors import EgressError, ModelUnreachableError, SettingsError
from tests.model_server.server import Reply, serve

if TYPE_CHECKING:
    from pathlib import Path

ASKED = Request(Step.WRITE, "results", 1, "请写一段。")
SETTINGS = ModelSettings("m", provider="openai", key=Secret("office-key-1"), retries=1)


def test_a_provider_answers_like_any_model() -> None:
    """Text, usage, the reason of its end; the key never comes back with the text."""
    with serve(lambda _: Reply("开展检查{a}。office-key-1")) as server:
        answer = ProviderModel(replace(SETTINGS, base_url=server.url)).ask(ASKED)
    assert answer.text.startswith("开展检查{a}。")
    assert "office-key-1" not in answer.text
    assert answer.finish == "stop"
    assert answer.sent > 0


def test_a_provider_that_fails_is_told_in_its_own_words() -> None:
    """After as many tries as the settings say, waiting between them."""
    waits: list[float] = []
    gone = replace(SETTINGS, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ModelUnreachableError, match="openai 没有给出回答"):
        ProviderModel(gone, waits.append).ask(ASKED)
    assert waits == [1.0]


def test_what_must_not_leave_does_not_reach_the_provider() -> None:
    """An empty address is outside the house."""
    asked = replace(ASKED, prompt="联系电话13812345678。")
    with pytest.raises(EgressError):
        ProviderModel(SETTINGS).ask(asked)


@pytest.mark.parametrize(
    ("provider", "told"), [("anthropic", "没有安装 anthropic"), ("nobody", "用不了 provider")]
)
def test_a_provider_without_its_package_is_told(provider: str, told: str) -> None:
    """With what to install or to look at."""
    with pytest.raises(SettingsError, match=told):
        open_model(replace(SETTINGS, provider=provider))


def test_a_dry_run_cannot_show_what_another_library_sends() -> None:
    """So it is refused."""
    with pytest.raises(SettingsError, match="--dry-run 看不到"):
        open_model(SETTINGS, log=Log())


def test_a_profile_names_its_provider(tmp_path: Path) -> None:
    """It needs no address."""
    file = tmp_path / "config.toml"
    file.write_text('[profiles.c]\nprovider = "anthropic"\nmodel = "m"\n', "utf-8")
    settings = resolve_settings(profile="c", config=file, environ={})
    assert (settings.provider, settings.base_url) == ("anthropic", "")
