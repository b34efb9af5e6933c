"""Which model, where: options, environment, config file, profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.drafting.model.settings import resolve_settings, shipped_profiles
from assistant.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
profile = "office"
internal = ["10.0.0.0/8"]
prompts = "/prompts"

[profiles.office]
base_url = "http://10.1.2.3:8000/v1/"
model = "qwen-72b"
key_env = "OFFICE_KEY"
context = 16000
timeout = 60
"""


def test_the_config_file_names_a_whole_server(tmp_path: Path) -> None:
    """Profile, key, window and allow-list from one file."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    settings = resolve_settings(config=path, environ={"OFFICE_KEY": "k"})
    assert settings.model == "qwen-72b"
    assert settings.base_url == "http://10.1.2.3:8000/v1"
    assert settings.key.reveal() == "k"
    assert settings.context == 16000
    assert settings.internal[-1] == "10.0.0.0/8"
    assert settings.prompts == "/prompts"


def test_options_win_over_all(tmp_path: Path) -> None:
    """Then the environment, then the file."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    environ = {"ASSISTANT_MODEL": "env-model", "ASSISTANT_BASE_URL": "http://127.0.0.1:1/v1"}
    settings = resolve_settings(config=path, environ=environ, jobs=2)
    assert (settings.model, settings.base_url) == ("env-model", "http://127.0.0.1:1/v1")
    settings = resolve_settings("m", base_url="http://127.0.0.1:2/v1", config=path, environ=environ)
    assert (settings.model, settings.base_url) == ("m", "http://127.0.0.1:2/v1")


@pytest.mark.parametrize("name", sorted(shipped_profiles()))
def test_every_shipped_profile_fits(name: str, tmp_path: Path) -> None:
    """With a model's name, each gives settings."""
    environ = {"ASSISTANT_CONFIG": str(tmp_path / "none.toml"), "ASSISTANT_API_KEY": "k"}
    settings = resolve_settings("some-model", profile=name, environ=environ)
    assert settings.base_url.startswith("http")
    assert settings.profile == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("profile = ", "不是合法的 TOML"),
        ("colour = 1", "不认识的设置“colour”"),
        ('internal = "10.0.0.0/8"', "internal 的写法不对"),
        ("[profiles.a]\nkey = 'x'", "key_env"),
        ("[profiles.a]\ncontext = 'big'", "context 的值“big”不对"),
        ("[profiles.a]\nretries = -1", "retries 的值“-1”不对"),
        ("[profiles.a]\nstream = 1", "stream 的值“1”不对"),
        ("[profiles.b]\n", "没有名为“a”的模型配置"),
    ],
)
def test_a_wrong_config_file_is_told(text: str, told: str, tmp_path: Path) -> None:
    """What, where, and what to do."""
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        resolve_settings("m", profile="a", base_url="http://127.0.0.1/v1", config=path, environ={})
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://user:geheim123@127.0.0.1:8000/v1",
        "http://127.0.0.1:8000/v1?key=geheim123",
        "http://127.0.0.1:8000/v1#geheim123",
    ],
)
def test_an_address_with_a_secret_is_refused_and_not_repeated(address: str) -> None:
    """Messages, drafts and caches name the address: no key may stand in it."""
    with pytest.raises(SettingsError, match="请放进环境变量") as refused:
        resolve_settings("m", base_url=address, environ={})
    assert "geheim123" not in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"model": "m"}, "没有说明模型在哪里"),
        ({"base_url": "http://127.0.0.1/v1"}, "没有说明用哪个模型"),
        ({"model": "m", "base_url": "127.0.0.1:8000"}, "不是网址"),
        ({"model": "m", "base_url": "http://[::1/v1"}, "不是网址"),
        ({"model": "m", "base_url": "http://"}, "不是网址"),
        ({"model": "m", "profile": "nobody"}, "没有名为“nobody”"),
    ],
)
def test_what_is_missing_is_told(arguments: dict[str, str], told: str, tmp_path: Path) -> None:
    """With the option that gives it."""
    environ = {"ASSISTANT_CONFIG": str(tmp_path / "none.toml")}
    with pytest.raises(SettingsError) as caught:
        resolve_settings(**arguments, environ=environ)  # type: ignore[arg-type]
    assert told in caught.value.found


def test_a_config_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """The default one need not."""
    with pytest.raises(SettingsError, match="找不到配置文件"):
        resolve_settings("m", config=tmp_path / "no.toml", environ={})


def test_the_stub_needs_nothing_else(tmp_path: Path) -> None:
    """No address, no key."""
    environ = {"ASSISTANT_CONFIG": str(tmp_path / "none.toml")}
    settings = resolve_settings("stub:fixtures/responses/clean", environ=environ)
    assert settings.stub_folder is not None
    assert not settings.key
