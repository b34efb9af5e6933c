"""What may leave the house, and for where.

Facts marked ``confidential: true``, and text with 密级 marks, identity-card or telephone numbers,
go only to an address on the allow-list of internal ones; the machine itself always is on it.
The text that is looked at is the body of the request as it stands at the HTTP transport.
"""

from __future__ import annotations

import ipaddress
import json
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.errors import EgressError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet

_ADVICE = (
    "什么也没有发出;请改用单位内部的模型并把它的地址写进配置文件的 internal,"
    "或去掉 --model 由离线写法起草,或隐去这些内容"
)
# 密级 marks: GB/T 9704-2012, 7.2.2, level with ★ and term, and the words before a colon.
_MARK = re.compile(r"(绝密|机密|秘密)\s{0,2}[★☆✭*]|密\s{0,2}级\s{0,2}[:]\s{0,2}(绝密|机密|秘密)")
_CARD = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[0-9]{7}[0-9Xx](?![0-9A-Za-z])"
)
# A number of eleven digits with a unit behind it is a sum, not a telephone.
_MOBILE = re.compile(
    r"(?<![0-9.])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9.]|\s?[元吨亩千万亿度立平人件次])"
)
_LANDLINE = re.compile(r"(?<![0-9])\(?0[1-9][0-9]{1,2}\)?[- ][2-8][0-9]{6,7}(?![0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


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


def check_body(body: bytes, base_url: str, allowed: Sequence[str]) -> None:
    """Stops a request whose text must not leave.

    Raises:
        EgressError: it bears a 密级 mark, an identity-card or a telephone number, and the address
            is not on the allow-list. The message shows no more than the number's ends.
    """
    if is_internal(base_url, allowed):
        return
    found = sensitive(body_text(body))
    if found:
        raise EgressError(f"要发往 {_host(base_url)} 的内容里有{found}", advice=_ADVICE)


def sensitive(text: str) -> str:
    """What in ``text`` must not leave, in Chinese; empty where nothing is."""
    plain = unicodedata.normalize("NFKC", text)
    mark = _MARK.search(plain)
    if mark:
        return f"密级标志“{mark[0]}”"
    for card in _CARD.finditer(plain):
        if _is_card(card[0]):
            return f"身份证号 {_ends(card[0])}"
    phone = _MOBILE.search(plain) or _LANDLINE.search(plain)
    return f"电话号码 {_ends(phone[0])}" if phone else ""


def _is_card(number: str) -> bool:
    """Whether the last character is the check of GB 11643-1999."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _ends(number: str) -> str:
    return f"{number[:3]}…{number[-2:]}"


def _host(base_url: str) -> str:
    return urlsplit(base_url).hostname or base_url


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
