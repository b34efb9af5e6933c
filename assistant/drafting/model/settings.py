"""Which model, where, and with what key: options, environment, config file, shipped profiles.

What is given on the command line wins over the environment, that over the profile in the
person's config file, that over the shipped profile, that over the defaults below.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.drafting.model.clearing import read_cleared
from assistant.drafting.model.egress import is_entry
from assistant.drafting.model.keys import Secret, find_key
from assistant.errors import InputError, SettingsError
from assistant.files.office import config_path, office_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STUB = "stub:"
# Addresses of the machine itself: what goes there does not leave it.
LOOPBACK = ("127.0.0.0/8", "::1", "localhost")
_PROFILES = Path(__file__).with_name("profiles.toml")
_SENT_KEY = re.compile("(?!['\"])[!-~]+(?<!['\"])")
_TOP = frozenset({"profile", "model", "base_url", "internal", "prompts", "profiles"})


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """All that is needed to reach a model.

    Attributes:
        model: its name, as the server knows it; ``stub:DIR`` for the stub.
        base_url: where the protocol begins; empty for the stub and for a provider's own.
        provider: of a model that does not speak the OpenAI protocol, as langchain calls it.
        key: the API key; an empty one where the server needs none. Never shown.
        key_source: where the key was found, for messages.
        profile: the profile it came from; empty where none was named.
        context: tokens that prompt and answer may have together.
        answer_tokens: tokens that the answer may have.
        answer_limit: the parameter that says so to the server; ``none`` sends none.
        temperature: not sent where it is None.
        timeout: seconds without a byte from the server before it is given up.
        connect_timeout: seconds for the connection.
        retries: further tries after a fault that may pass (429, 5xx, a broken connection).
        jobs: sections that are written at the same time.
        stream: ask for the answer piece by piece; taken back where the server cannot.
        proxy: address of a proxy; empty takes the environment's; ``none`` takes none.
        ca_file: certificates of the office's own authority, PEM.
        internal: addresses that count as inside the house: names, ``*.suffix``, IP networks.
        prompts: the person's own prompt folder; empty for none.
        cleared: words of which a person said that they are no secret.
    """

    model: str
    base_url: str = ""
    provider: str = ""
    key: Secret = field(default_factory=Secret)
    key_source: str = ""
    profile: str = ""
    context: int = 32768
    answer_tokens: int = 4096
    answer_limit: str = "max_tokens"
    temperature: float | None = 0.3
    timeout: float = 180.0
    connect_timeout: float = 15.0
    retries: int = 3
    jobs: int = 4
    stream: bool = True
    proxy: str = ""
    ca_file: str = ""
    internal: tuple[str, ...] = LOOPBACK
    prompts: str = ""
    cleared: tuple[str, ...] = ()

    @property
    def stub_folder(self) -> Path | None:
        """The stub's folder; None where the model is a real one."""
        return Path(self.model.removeprefix(STUB)) if self.model.startswith(STUB) else None


def shipped_profiles() -> dict[str, dict[str, Any]]:
    """The shipped profiles by name, as their file gives them."""
    return tomllib.loads(_PROFILES.read_text("utf-8"))


def own_prompts(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The person's own prompt folder, where the config file names one.

    Raises:
        SettingsError: the config file does not fit.
    """
    named = _read_config(config_path(environ), needed=False).get("prompts")
    return Path(named) if named else None


def resolve_settings(
    model: str | None = None,
    *,
    profile: str | None = None,
    base_url: str | None = None,
    jobs: int | None = None,
    config: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> ModelSettings:
    """The settings that options, environment and config file come to.

    Args:
        model: the model's name, or ``stub:DIR``.
        profile: a shipped profile or one of the config file.
        base_url: where the protocol begins.
        jobs: sections at the same time.
        config: the config file; by default :func:`config_path`, which need not exist.
        environ: ``ASSISTANT_MODEL``, ``ASSISTANT_PROFILE``, ``ASSISTANT_BASE_URL``,
            ``OPENAI_BASE_URL``, ``ASSISTANT_API_KEY``, ``OPENAI_API_KEY`` are looked up in it.

    Raises:
        SettingsError: no model or address is given, an unknown profile or key of the config
            file, or a value of the wrong type.
    """
    path = config or config_path(environ)
    file = _read_config(path, needed=config is not None)
    name = profile or environ.get("ASSISTANT_PROFILE") or file.get("profile")
    values = _profile(name, file, path) if name else {}
    label = str(values.pop("label", name or ""))
    key_env = values.pop("key_env", "")
    wanted = model or environ.get("ASSISTANT_MODEL") or file.get("model") or values.get("model")
    values["model"] = wanted or ""
    given = base_url or environ.get("ASSISTANT_BASE_URL") or file.get("base_url")
    address = given or values.get("base_url") or environ.get("OPENAI_BASE_URL", "")
    values["base_url"] = str(address).rstrip("/")
    if jobs is not None:
        values["jobs"] = jobs
    values["internal"] = (*LOOPBACK, *file.get("internal", ()))
    values["prompts"] = file.get("prompts", "")
    values["cleared"] = tuple(entry.text for entry in read_cleared(path))
    _check(values, path, label)
    if str(values["model"]).startswith(STUB):
        return ModelSettings(model=values["model"], jobs=values.get("jobs", 4), profile="stub")
    key, source = find_key(environ, key_env, values["base_url"])
    _check_key(key, source)
    return ModelSettings(**values, key=key, key_source=source, profile=name or "")


def _read_config(path: Path, *, needed: bool) -> dict[str, Any]:
    if not path.exists():
        if needed:
            raise SettingsError("找不到配置文件", path=path, advice="请检查 --config 后的路径")
        return {}
    try:
        file = office_toml(path, "配置文件")
    except InputError as error:
        raise SettingsError(
            error.found, path=path, place=error.place, advice=error.advice
        ) from error
    _known(file, _TOP, path, "顶层")
    for key, kind in (("internal", list), ("profiles", dict)):
        if not isinstance(file.get(key, kind()), kind):
            raise SettingsError(f"{key} 的写法不对", path=path, advice="请按 docs/models.md 改正")
    for entry in file.get("internal", ()):
        if not is_entry(entry):
            advice = "请只写主机名、*.后缀、IP 地址或网段,例如 10.0.0.0/8,不带 http:// 和端口"
            raise SettingsError(f"internal 里的“{entry}”不是地址", path=path, advice=advice)
    return file


def _profile(name: str, file: dict[str, Any], path: Path) -> dict[str, Any]:
    shipped = shipped_profiles()
    own = file.get("profiles", {})
    if name not in shipped and name not in own:
        raise SettingsError(
            f"没有名为“{name}”的模型配置",
            advice=f"可用的有:{'、'.join(sorted({*shipped, *own}))};也可在 {path} 中自己加一个",
        )
    values = {**shipped.get(name, {}), **own.get(name, {})}
    known = {item.name for item in fields(ModelSettings)} - {
        "key",
        "key_source",
        "profile",
        "cleared",
    }
    _known(values, known | {"label", "key_env"}, path, f"profiles.{name}")
    return values


def _known(
    values: Mapping[str, Any],
    known: Sequence[str] | set[str] | frozenset[str],
    path: Path,
    place: str,
) -> None:
    for key in values:
        if key in known:
            continue
        secret = key in {"key", "api_key"}
        advice = (
            "密钥不写进文件:请用 key_env 写出环境变量的名字"
            if secret
            else f"可用的有:{'、'.join(sorted(known))}"
        )
        raise SettingsError(f"不认识的设置“{key}”", path=path, place=place, advice=advice)


def _check(values: dict[str, Any], path: Path, label: str) -> None:
    if not values["model"]:
        raise SettingsError(
            f"没有说明用哪个模型{f'({label})' if label else ''}",
            advice="请用 --model 给出模型的名字",
        )
    if values["model"].startswith(STUB):
        return
    address = values["base_url"]
    if not address and not values.get("provider"):
        raise SettingsError(
            "没有说明模型在哪里",
            advice="请用 --base-url 给出地址,或用 --profile 选一个服务"
            f"({'、'.join(sorted(shipped_profiles()))})",
        )
    if address:
        _check_address(address)
    for item in fields(ModelSettings):
        if item.name in values:
            _check_type(item.name, str(item.type), values, path)


def _check_key(key: Secret, source: str) -> None:
    """Whether it can be sent; quotation marks, gaps and full-width signs come with what was pasted."""
    if key and not _SENT_KEY.fullmatch(key.reveal()):
        raise SettingsError(
            f"密钥里有引号、空格、全角字符或别的不能发送的字符({source})",
            advice="请重新复制密钥,只留字母、数字和半角符号,两头不带引号",
        )


def _check_address(address: str) -> None:
    """Whether it is one; a password or a key in it would be shown in every message."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reads it
    except ValueError:  # brackets that do not match, a port beyond 65535
        parts = urlsplit("")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(
            "模型地址里带着用户名、密码或参数",
            advice="地址只写到 /v1;密钥请放进环境变量 ASSISTANT_API_KEY 或系统钥匙串",
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(
            f"模型地址“{address}”不是网址",
            advice="地址要以 http:// 或 https:// 开头,端口不大于 65535,例如 http://127.0.0.1:8000/v1",
        )


def _check_type(name: str, kind: str, values: dict[str, Any], path: Path) -> None:
    value = values[name]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        "int": isinstance(value, int) and number and value >= 0,
        "float": number and value > 0,
        "float | None": number and value >= 0,
        "bool": isinstance(value, bool),
        "str": isinstance(value, str),
        "tuple[str, ...]": all(isinstance(item, str) for item in value)
        if isinstance(value, tuple)
        else False,
    }.get(kind, True)
    if not fits:
        raise SettingsError(
            f"{name} 的值“{value}”不对", path=path, advice="请按 docs/models.md 中的样例改正"
        )
