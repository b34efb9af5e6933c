"""What can go wrong between us and a server, each fault as one error with plain words.

The libraries below raise some fifty exceptions. They are told apart here once, by the names of
their classes and by what lies behind them, so that nothing above has to import those libraries. A
test compares the table with the classes that the libraries really have.
"""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from assistant.drafting.model.egress import proxy_of
from assistant.drafting.model.keys import scrub
from assistant.drafting.model.statuses import refused
from assistant.errors import (
    AssistantError,
    ModelAnswerError,
    ModelError,
    ModelUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from assistant.drafting.model.settings import ModelSettings

# The kind of fault by the name of the class; the nearest name of the class's line counts.
KINDS: dict[str, str] = {
    # httpx
    "ConnectError": "connect",
    "ConnectTimeout": "connect-timeout",
    "ReadTimeout": "timeout",
    "WriteTimeout": "timeout",
    "PoolTimeout": "timeout",
    "TimeoutException": "timeout",
    "ReadError": "broken",
    "WriteError": "broken",
    "CloseError": "broken",
    "NetworkError": "broken",
    "ProxyError": "proxy",
    "UnsupportedProtocol": "address",
    "InvalidURL": "address",
    "LocalProtocolError": "address",
    "RemoteProtocolError": "broken",
    "ProtocolError": "broken",
    "DecodingError": "garbled",
    "TooManyRedirects": "redirect",
    "HTTPStatusError": "status",
    "CookieConflict": "garbled",
    "StreamError": "broken",
    "StreamConsumed": "broken",
    "StreamClosed": "broken",
    "ResponseNotRead": "broken",
    "RequestNotRead": "broken",
    "TransportError": "broken",
    "RequestError": "broken",
    "HTTPError": "broken",
    # openai
    "APITimeoutError": "timeout",
    "APIConnectionError": "broken",
    "APIStatusError": "status",
    "APIResponseValidationError": "garbled",
    "LengthFinishReasonError": "length",
    "ContentFilterFinishReasonError": "filtered",
    "APIError": "told",
    "OpenAIError": "garbled",
    # langchain
    "ContextOverflowError": "context",
    "ModelError": "told",
    "LangChainException": "garbled",
    "OpenAIRefusalError": "filtered",
    # plain Python, out of a library that did not expect such an answer
    "JSONDecodeError": "garbled",
    "UnicodeError": "garbled",
    "ValidationError": "garbled",
    "EndOfStream": "broken",
    "SSLError": "connect",
    "OSError": "broken",
    "KeyError": "garbled",
    "ValueError": "garbled",
    "TypeError": "garbled",
    "AttributeError": "garbled",
    "IndexError": "garbled",
}
_LONGEST_WAIT = 120.0
# Where error bodies say what is wrong, the most telling first.
_SAYING = (
    "message",
    "error",
    "detail",
    "details",
    "msg",
    "errors",
    "title",
    "reason",
    "description",
)
_TELLING = re.compile("msg|message|error", re.IGNORECASE)
_DEEPEST = 4
# What openai says itself of an answer without words.
_CODE = re.compile(r"^Error code: \d+(?: - )?")


class NotStreamedError(ModelAnswerError):
    """The server answers whole though a stream was asked for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, ready to be raised or tried again.

    Attributes:
        error: with the message for the person.
        tries: how often it is worth trying again, at most; 0 for never.
        wait: seconds that the server asked for; None where it did not say.
        drop: the parameter that the server cannot take and that we can do without.
    """

    error: ModelError
    tries: int = 0
    wait: float | None = None
    drop: str = ""


def fault_of(error: BaseException, settings: ModelSettings, now: datetime) -> Fault:
    """What ``error`` of a library means.

    Args:
        error: the exception as caught.
        settings: for the messages: model, address, where the key came from.
        now: for a ``Retry-After`` that gives a date.

    Raises:
        AssistantError: one of ours lies behind ``error``; it is raised as it is.
    """
    chain = tuple(_behind(error))
    for one in chain:
        if isinstance(one, NotStreamedError):
            return Fault(one, drop="stream")
        if isinstance(one, ModelError):
            return Fault(one, tries=1 if isinstance(one, ModelUnreachableError) else 0)
        if isinstance(one, AssistantError):
            raise one
    kind = next((kind for one in chain if (kind := kind_of(one)) == "context"), kind_of(chain[0]))
    status = _status(chain[0])
    if kind in {"status", "told", "context"}:
        return _answered(chain[0], kind, status, settings, now)
    return _unanswered(kind, chain, settings)


def kind_of(error: BaseException) -> str:
    """The kind of fault by the class's own name or the nearest of its bases'."""
    names = [base.__name__ for base in type(error).__mro__]
    if "ContextOverflowError" in names:
        return "context"
    return next((KINDS[name] for name in names if name in KINDS), "garbled")


def _behind(error: BaseException) -> Iterator[BaseException]:
    """``error`` and what lies behind it, outermost first."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _status(error: BaseException) -> int:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else 0


def _answered(
    error: BaseException, kind: str, status: int, settings: ModelSettings, now: datetime
) -> Fault:
    """A fault that the server itself told of."""
    told = _words(error, settings)
    code = str(getattr(error, "code", "") or "")
    judged = refused(status, kind, code, told, settings)
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", {})
    wait = _retry_after(headers.get("retry-after"), now)
    tries = judged.tries
    if wait is not None and wait > _LONGEST_WAIT:
        tries = 0
    return Fault(judged.error, tries, wait, judged.drop)


def _words(error: BaseException, settings: ModelSettings) -> str:
    told = said(getattr(error, "body", None)) or str(getattr(error, "message", "") or error)
    return shown(_CODE.sub("", told), settings)


def shown(message: str, settings: ModelSettings) -> str:
    """What the server said, in one line without keys, at most 200 characters."""
    plain = re.sub(r"<[^>]*>|[\x00-\x1f\x7f-\x9f]+", " ", message)
    return scrub(" ".join(plain.split()), settings.key)[:200]


def said(body: object, depth: int = 0) -> str:
    """The words in an error body of whatever shape; empty where there are none.

    OpenAI's is ``{"error": {"message"}}``; FastAPI's ``{"detail": [{"msg"}]}``; gateways send a
    bare text, ``{"error": "…"}``, ``{"errors": […]}``, ``{"msg"}`` or ``{"error_msg"}``, some of
    them in a box of their own name (``base_resp``, ``header``).
    """
    if isinstance(body, str):
        return body.strip()
    if depth > _DEEPEST:
        return ""
    if isinstance(body, list | tuple):
        return ";".join(told for one in body[:3] if (told := said(one, depth + 1)))
    if not isinstance(body, dict):
        return ""
    telling = [key for key in body if _TELLING.search(str(key))]
    boxes = [key for key, value in body.items() if isinstance(value, dict | list)]
    inner = (body.get(key) for key in (*_SAYING, *telling, *boxes))
    return next((told for one in inner if (told := said(one, depth + 1))), "")


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait: RFC 9110, 10.2.3, a number or a date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _unanswered(kind: str, chain: tuple[BaseException, ...], settings: ModelSettings) -> Fault:
    """A fault without an answer of the server, or with one that is none."""
    where = settings.base_url
    if any(isinstance(one, ssl.SSLError) for one in chain):
        return Fault(_tls(chain, where))
    if kind == "connect" or (kind == "broken" and _never_connected(chain)):
        return _unconnected(chain, settings)
    if kind in {"timeout", "connect-timeout"}:
        return _too_late(kind, settings)
    error = _unusable(kind, settings)
    if error is not None:
        return Fault(error, tries=1 if kind in {"garbled", "proxy"} else 0)
    return Fault(
        ModelUnreachableError(
            f"与 {where} 的连接中途断开,回答没有传完",
            advice="请重试;常常如此请检查网络、网关和模型服务的日志",
        ),
        tries=2,
    )


def _too_late(kind: str, settings: ModelSettings) -> Fault:
    seconds = settings.connect_timeout if kind == "connect-timeout" else settings.timeout
    doing = "连接" if kind == "connect-timeout" else "等待回答"
    return Fault(
        ModelUnreachableError(
            f"{doing} {settings.base_url} 超过 {seconds:g} 秒没有动静",
            advice="请检查网络和模型服务是否繁忙;慢的模型可在配置文件中调大 timeout",
        ),
        tries=1,
    )


def _unusable(kind: str, settings: ModelSettings) -> ModelError | None:
    where = settings.base_url
    return {
        "proxy": ModelUnreachableError(
            f"代理连不上或拒绝了连接({_host_of(settings.proxy) or '环境变量中的代理'})",
            advice='请检查代理地址和账号;内部地址不需要代理时,在配置文件中写 proxy = "none"',
        ),
        "address": ModelUnreachableError(
            f"模型地址 {where} 用不了", advice="请检查 --base-url,例如 http://127.0.0.1:8000/v1"
        ),
        "redirect": ModelUnreachableError(
            f"{where} 不断转向别处", advice="请把 --base-url 直接写成最终的地址"
        ),
        "garbled": ModelAnswerError(
            f"{where} 的回答不是 OpenAI 协议的格式",
            advice="请检查地址是否为模型服务(通常以 /v1 结尾),或中间是否有网关改写",
        ),
        "filtered": ModelAnswerError(
            "回答被服务端的内容过滤拦下",
            advice="请换一个模型,或用 --fallback offline 由离线写法代替",
        ),
        "length": ModelAnswerError(
            "回答写到长度上限被截断", advice="请在配置文件中调大 answer_tokens"
        ),
    }.get(kind)


def _host_of(proxy: str) -> str:
    """A proxy's address without the password that may stand in it."""
    return proxy.rpartition("@")[2]


def _never_connected(chain: tuple[BaseException, ...]) -> bool:
    return any(kind_of(one) == "connect" for one in chain[1:])


def _unconnected(chain: tuple[BaseException, ...], settings: ModelSettings) -> Fault:
    where = settings.base_url
    if proxy_of(settings) or any(kind_of(one) == "proxy" for one in chain):
        return _unanswered("proxy", (), settings)  # nothing else was asked for
    if any(isinstance(one, socket.gaierror) for one in chain):
        return Fault(
            ModelUnreachableError(
                f"找不到 {where} 这个名字的服务器",
                advice="请检查地址是否写对、这台电脑能否访问它;在内网请填内部地址",
            )
        )
    if any(isinstance(one, ConnectionRefusedError) for one in chain) or "refused" in str(chain[-1]):
        return Fault(
            ModelUnreachableError(
                f"{where} 拒绝连接",
                advice="请确认模型服务已经启动、端口写对、防火墙放行",
            )
        )
    return Fault(
        ModelUnreachableError(f"连不上 {where}", advice="请检查网络、地址和防火墙"),
        tries=1,
    )


def _tls(chain: tuple[BaseException, ...], where: str) -> ModelUnreachableError:
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in chain):
        return ModelUnreachableError(
            f"{where} 的证书不受信任",
            advice="单位自建的服务请在配置文件中用 ca_file 指明单位的 CA 证书(PEM 文件)",
        )
    return ModelUnreachableError(
        f"与 {where} 的加密连接没有建立(TLS)",
        advice="请检查地址该用 http:// 还是 https://,以及中间的网关",
    )
