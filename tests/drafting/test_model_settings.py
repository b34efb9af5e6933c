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


@pytest.mark.parametrize("key", ["“tk-5f20a”", "tk－5f20a", "'tk-5f20a'", "tk-5f 20a"])
def test_a_key_that_cannot_be_sent_is_named_as_the_cause_and_not_shown(key: str) -> None:
    """Where it was found is told; nothing of it is."""
    environ = {"ASSISTANT_API_KEY": key}
    with pytest.raises(SettingsError, match=r"密钥里有.*环境变量 ASSISTANT_API_KEY") as caught:
        resolve_settings("m", base_url="http://10.0.0.1/v1", environ=environ)
    assert "5f" not in str(caught.value)


@pytest.mark.parametrize("port", ["70000", "a"])
def test_a_port_that_is_none_is_told_before_anything_is_sent(port: str) -> None:
    """It is no fault of the server."""
    with pytest.raises(SettingsError, match="端口不大于 65535"):
        resolve_settings("m", base_url=f"http://10.0.0.1:{port}/v1", environ={})


def test_entries_of_the_allow_list_that_name_something_are_taken(tmp_path: Path) -> None:
    """Names, suffixes, addresses and networks."""
    path = tmp_path / "config.toml"
    own = ["ai.county.local", "*.gov.local", " 10.2.0.0/16", "fd00::/8", "服务器"]
    path.write_text(f"internal = {own}", "utf-8")
    settings = resolve_settings("m", base_url="http://10.2.1.1/v1", config=path, environ={})
    assert settings.internal[-len(own) :] == tuple(own)


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
        ("profile = ", "末尾:配置文件不是合法的 TOML。请"),
        ("profile = 'a'\njobs == 3", "第2行第7个字:配置文件不是合法的 TOML。请"),
        ('internal = ["10.0.0.0/40"]', "internal 里的“10.0.0.0/40”不是地址"),
        ('internal = ["10.0.0.1", "http://ai.local/"]', "internal 里的“http://ai.local/”不是地址"),
        ('internal = ["ai.local:8000"]', "internal 里的“ai.local:8000”不是地址"),
        ('internal = ["10.0.0.999"]', "internal 里的“10.0.0.999”不是地址"),
        ("internal = [10]", "internal 里的“10”不是地址"),
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
