"""What may leave the house, and for where.

Facts marked ``confidential: true``, and text with 密级 marks, identity-card or telephone numbers,
go only to an address on the allow-list of internal ones; the machine itself always is on it.
The text that is looked at is the body of the request as it stands at the HTTP transport.
"""

from __future__ import annotations

import ipaddress
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from assistant.drafting.model.secrecy import held_in
from assistant.errors import EgressError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet
    from assistant.drafting.model.settings import ModelSettings

_ADVICE = (
    "什么也没有发出;请改用单位内部的模型并把它的地址写进配置文件的 internal,"
    "或去掉 --model 由离线写法起草,或隐去这些内容"
)
_CLEARING = ";确实不是秘密的,请运行 assistant model clear 原文 --reason 理由,程序会记下谁在什么时候放行了什么"
_MOST_TOLD = 3
_NAME = re.compile(r"(?:\*\.)?[\w-]+(?:\.[\w-]+)*")
_IP = re.compile(r"\s*[\d.]+\s*$")


def is_internal(base_url: str, allowed: Sequence[str]) -> bool:
    """Whether the address is on the allow-list.

    Args:
        base_url: the model's address.
        allowed: host names, ``*.suffix`` for all below it, IP addresses and networks. A name is
            compared as written: it is not looked up, so that no name server decides.
    """
    host = (urlsplit(base_url).hostname or "").rstrip(".").lower()
    if not host:
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return any(_names(entry.strip().lower(), host) for entry in allowed)
    return any(address in network for network in _networks(allowed))


def is_entry(entry: object) -> bool:
    """Whether it can stand on the allow-list; one that names nothing would be passed over."""
    return isinstance(entry, str) and bool(
        list(_networks((entry,))) or (_NAME.fullmatch(entry.strip()) and not _IP.match(entry))
    )


def proxy_of(settings: ModelSettings) -> str:
    """The proxy to take, empty for none; an internal address is reached directly unless one is named."""
    if settings.proxy:
        return settings.proxy.removeprefix("none")
    parts = urlsplit(settings.base_url)
    if is_internal(settings.base_url, settings.internal) or proxy_bypass(parts.hostname or ""):
        return ""
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all") or ""


def _names(entry: str, host: str) -> bool:
    if entry.startswith("*."):
        return host.endswith(entry[1:])
    return host == entry


def _networks(
    allowed: Sequence[str],
) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for entry in allowed:
        try:
            yield ipaddress.ip_network(entry.strip(), strict=False)
        except ValueError:
            continue


def check_sheet(sheet: FactSheet, base_url: str, allowed: Sequence[str]) -> None:
    """Stops confidential facts.

    Raises:
        EgressError: the sheet is marked confidential and the address is not on the allow-list.
    """
    if sheet.document.confidential and not is_internal(base_url, allowed):
        raise EgressError(
            f"事实表标明 confidential: true,不能发往 {_host(base_url)}",
            path=sheet.path or None,
            advice=_ADVICE,
        )


def check_body(
    body: bytes, base_url: str, allowed: Sequence[str], cleared: Sequence[str] = ()
) -> None:
    """Stops a request whose text must not leave.

    Args:
        body: as it is to be sent.
        base_url: the model's address.
        allowed: the allow-list.
        cleared: words that a person marked as no secret.

    Raises:
        EgressError: it bears a 密级 mark, an identity-card or a telephone number, and the address
            is not on the allow-list. The message shows its place, and no more than a number's ends.
    """
    if is_internal(base_url, allowed):
        return
    found = held_in(body_text(body), cleared)
    if not found:
        return
    told = ";".join(map(str, found[:_MOST_TOLD]))
    more = f";一共 {len(found)} 处" if len(found) > _MOST_TOLD else ""
    raise EgressError(
        f"要发往 {_host(base_url)} 的内容里有{told}{more}", advice=_ADVICE + _CLEARING
    )


def _host(base_url: str) -> str:
    return urlsplit(base_url).hostname or base_url or "模型提供方自己的地址"


def body_text(body: bytes) -> str:
    """All text of a request's body: its JSON strings, else the body as it is."""
    text = body.decode("utf-8", "replace")
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return "\n".join(_strings(value))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
