"""The one door through which bytes leave: headers stripped, bodies looked at, answers bounded.

It stands in the HTTP client below openai and langchain, so what it sees is what leaves, whatever
the libraries above do. The HTTP library is the one that the installed openai is built on (httpx,
or its successor under another name), found from openai's own client class.
"""

from __future__ import annotations

import json
import re
import ssl
import sys
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.drafting.model.egress import check_body, proxy_of
from assistant.drafting.model.faults import NotStreamedError, said, shown
from assistant.drafting.model.keys import HIDDEN, scrub
from assistant.drafting.model.statuses import refused
from assistant.errors import (
    ModelAnswerError,
    SettingsError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from assistant.drafting.model.settings import ModelSettings

_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"\r\n|\r|\n")
# Lines of an event stream that bear no answer: comments, names, numbers, times to wait.
_ASIDE = (b":", b"event:", b"id:", b"retry:")
# Only these go out. openai adds headers that tell of the machine (x-stainless-*), and names of
# organisations from the environment.
_SENT = frozenset(
    {
        "host",
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "user-agent",
    }
)
_AGENT = "work-summary-assistant"
# A whole answer with all its wrapping; beyond it the server is not to be waited for.
_LONGEST_BODY = 16 * 1024 * 1024
_OK = 200


@dataclass(slots=True)
class Log:
    """Requests as they would leave, in the order in which they came, keys hidden."""

    requests: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def add(self, text: str) -> None:
        """Appends a request."""
        with self._lock:
            self.requests.append(text)


def http_library() -> ModuleType:
    """The HTTP library under the installed openai."""
    import openai

    base = openai.DefaultHttpxClient.__mro__[1]
    return sys.modules[base.__module__.partition(".")[0]]


def http_client(settings: ModelSettings, log: Log | None) -> Any:
    """A client of the HTTP library whose every request goes through the door.

    Args:
        settings: address, proxy, certificates, timeouts.
        log: where given, nothing leaves: each request is written to it and answered by us.

    Raises:
        SettingsError: the CA file or the proxy cannot be used.
    """
    http = http_library()
    inner = None
    if log is None:
        proxy = proxy_of(settings)
        try:
            if proxy and not (urlsplit(proxy).hostname and urlsplit(proxy).port != 0):
                raise ValueError(proxy)  # noqa: TRY301 - as the library would, but for the host
            inner = http.HTTPTransport(
                verify=_certificates(settings), proxy=proxy or None, trust_env=False
            )
        except (ImportError, ValueError) as error:  # socks without its library; no address
            scheme, there, _ = proxy.partition("://")  # what follows may hold a password
            raise SettingsError(
                f"用不了代理({scheme if there else '没有写 http://'})",
                advice='请写成 http://主机:端口 这样的代理(配置文件的 proxy,或环境变量 HTTPS_PROXY);不要代理写 proxy = "none"',
            ) from error
    return http.Client(
        transport=_door(http, inner, settings, log),
        timeout=http.Timeout(settings.timeout, connect=settings.connect_timeout),
        follow_redirects=False,
        # Proxies of the environment would be mounted beside the door; proxy_of reads them instead.
        trust_env=False,
    )


def _certificates(settings: ModelSettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.ca_file:
        try:
            context.load_verify_locations(cafile=settings.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise SettingsError(
                "CA 证书文件读不出来,或不是 PEM 格式",
                path=settings.ca_file,
                advice="请向管理员要 PEM 格式的 CA 证书,并在配置文件的 ca_file 中写对路径",
            ) from error
    return context


def _door(http: ModuleType, inner: Any, settings: ModelSettings, log: Log | None) -> Any:
    """The transport: its base class belongs to a library that is loaded late."""

    class Read(http.SyncByteStream):  # type: ignore[misc, name-defined]
        def __init__(self, stream: Any, pieces: Iterator[bytes]) -> None:
            self.stream, self.pieces = stream, pieces

        def __iter__(self) -> Iterator[bytes]:
            return self.pieces

        def close(self) -> None:
            self.stream.close()

    class Door(http.BaseTransport):  # type: ignore[misc, name-defined]
        def handle_request(self, request: Any) -> Any:
            leaving = _let_out(http, request, settings)
            if log is not None:
                log.add(_written(leaving, settings))
                return _dry(http, leaving, request, settings)
            response = inner.handle_request(leaving)
            _check_kind(response, leaving, settings)
            pieces = bounded(response.stream)
            if response.status_code == _OK and leaving.content:
                # The library would not tell what a server says in the place of an answer.
                streamed = _wants_stream(leaving.content)
                pieces = events(pieces, settings) if streamed else _answer(pieces, settings)
            stream = Read(response.stream, pieces)
            return http.Response(
                response.status_code,
                headers=response.headers,
                stream=stream,
                extensions=response.extensions,
            )

        def close(self) -> None:
            if inner is not None:
                inner.close()

    return Door()


def _dry(http: ModuleType, leaving: Any, request: Any, settings: ModelSettings) -> Any:
    """What is answered where nothing is sent, streamed where a stream was asked for."""
    if _wants_stream(leaving.content):
        kind = {"content-type": "text/event-stream"}
        return http.Response(_OK, headers=kind, content=_dry_stream(settings), request=request)
    return http.Response(_OK, json=_dry_answer(settings), request=request)


def _let_out(http: ModuleType, request: Any, settings: ModelSettings) -> Any:
    """The request that leaves: a copy, since openai reads its own headers off the original."""
    body: bytes = request.read()
    headers = {name: value for name, value in request.headers.items() if name.lower() in _SENT}
    headers |= {"user-agent": _AGENT, "accept-encoding": "identity"}
    if not settings.key:
        headers.pop("authorization", None)
    check_body(body, settings.base_url, settings.internal, settings.cleared)
    return http.Request(
        request.method, request.url, headers=headers, content=body, extensions=request.extensions
    )


def bounded(stream: Iterable[bytes]) -> Iterator[bytes]:
    """An answer's bytes without a byte order mark before them.

    Raises:
        ModelAnswerError: there are more than an answer can have.
    """
    size = 0
    for one in stream:
        # A byte order mark would hide the first event of a stream.
        piece = one.removeprefix(_MARK) if not size else one
        size += len(one)
        if size > _LONGEST_BODY:
            raise ModelAnswerError(
                f"回答超过 {_LONGEST_BODY // 1024 // 1024} MB,没有再收", advice="请重试或换一个模型"
            )
        yield piece


def _check_kind(response: Any, request: Any, settings: ModelSettings) -> None:
    """A web page comes from a gateway or a wrong address; JSON is no stream."""
    kind = response.headers.get("content-type", "").lower()
    if response.status_code != _OK:
        return
    if "html" in kind:
        response.close()
        raise ModelAnswerError(
            f"{settings.base_url} 返回的是网页,不是模型的回答",
            advice="请检查 --base-url(通常以 /v1 结尾),以及是否要先登录网关",
        )
    if "json" in kind and _wants_stream(request.content):
        response.close()
        raise NotStreamedError("服务端不支持流式输出", advice="请在配置文件中写 stream = false")


def _answer(pieces: Iterable[bytes], settings: ModelSettings) -> Iterator[bytes]:
    """A whole answer's body as it is.

    Raises:
        ModelError: it holds no answer; the server's own words are shown.
    """
    body = b"".join(pieces)
    _check_told(body, settings)
    yield body


def events(pieces: Iterable[bytes], settings: ModelSettings) -> Iterator[bytes]:
    """The events of a stream that hold something, each whole; comments and the like are left out.

    Raises:
        ModelError: the server says something else than an answer; its own words are shown.
    """
    held: list[bytes] = []
    for line in _lines(pieces):
        if line.startswith(b"data:"):
            held.append(line.removeprefix(b"data:").strip())
        elif line and not line.startswith(_ASIDE):
            held.append(line)
        elif not line and any(held):
            event = b"".join(held)
            if event == b"[DONE]" or _check_told(event, settings, whole=False):
                yield b"data: " + event + b"\n\n"
            held = []


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = _LINE_END.split(rest + piece)
        yield from lines
    yield from (rest, b"")


def _check_told(body: bytes, settings: ModelSettings, *, whole: bool = True) -> bool:
    """Whether a body, or an event of a stream, holds part of an answer.

    Raises:
        ModelError: what it holds is the server's complaint.
    """
    try:
        told = json.loads(body)
    except ValueError:
        if whole:
            return True
        told = body.decode("utf-8", "replace")
    if isinstance(told, dict) and ("choices" in told if not whole else told.get("choices")):
        return True
    words = shown(said(told), settings) or ("choices 是空的" if whole else "")
    if words:
        raise refused(0, "told", "", words, settings).error
    return False


def _wants_stream(body: bytes) -> bool:
    try:
        return bool(json.loads(body).get("stream"))
    except (ValueError, AttributeError):
        return False


def _written(request: Any, settings: ModelSettings) -> str:
    """A request as it would leave, for the person: the key hidden, the JSON readable."""
    body: bytes = request.content
    lines = [f"{request.method} {request.url}"]
    for name, value in request.headers.items():
        shown = HIDDEN if name.lower() == "authorization" else value
        lines.append(f"{name}: {shown}")
    lines += ["", body.decode("utf-8", "replace")]
    try:
        messages = json.loads(body)["messages"]
    except (ValueError, KeyError, TypeError):
        messages = []
    for message in messages:
        lines += ["", f"[{message.get('role')}]", str(message.get("content"))]
    return scrub("\n".join(lines), settings.key) + "\n\n" + "=" * 40 + "\n"


def _dry_answer(settings: ModelSettings) -> dict[str, Any]:
    message = {"role": "assistant", "content": "(演练,没有发出)"}
    return {
        "id": "dry-run",
        "object": "chat.completion",
        "created": 0,
        "model": settings.model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }


def _dry_stream(settings: ModelSettings) -> bytes:
    answer = _dry_answer(settings)
    (choice,) = answer["choices"]
    piece = {"index": 0, "finish_reason": "stop", "delta": choice["message"]}
    chunk = {**answer, "object": "chat.completion.chunk", "choices": [piece]}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\ndata: [DONE]\n\n".encode()
