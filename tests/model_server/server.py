"""The server: what it answers, and how it fails, is said by a function of the request.

It stands on a real socket of the loopback, so that what is tested is what a network does: bytes,
resets, half streams. It never sleeps: a server that does not answer waits until it is closed.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import struct
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_PIECE = 20


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it.

    Attributes:
        number: 1 for the server's first request.
        section, attempt: read off the prompt's own lines.
    """

    number: int
    body: dict[str, Any]
    headers: dict[str, str]
    prompt: str
    section: str
    attempt: int


@dataclass(frozen=True)
class Reply:
    """What the server does.

    Attributes:
        text: the answer.
        status: of HTTP; beside 200 ``text`` is the error's message.
        fault: ``hang``, ``reset``, ``reset-midway``, ``cut``, ``not-json``, ``html``,
            ``no-stream``, ``body`` (the text is the whole body) or empty.
        finish: the finish reason; empty sends none.
        before: called before the answer leaves.
    """

    text: str = ""
    status: int = 200
    fault: str = ""
    finish: str = "stop"
    code: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None


@dataclass
class ModelServer:
    """A running server.

    Attributes:
        url: what ``--base-url`` takes.
        asked: every chat request, in order.
        models: what ``GET /models`` lists.
    """

    behave: Callable[[Asked], Reply]
    models: tuple[str, ...] = ("test-model",)
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def see(self, body: dict[str, Any], headers: dict[str, str]) -> Asked:
        """Keeps a request."""
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        section = re.findall(r"章节：(\S+)", prompt)
        attempt = re.findall(r"核对结果（第(\d+)次）", prompt)
        with self.lock:
            asked = Asked(
                len(self.asked) + 1,
                body,
                headers,
                prompt,
                section[-1] if section else "",
                int(attempt[-1]) + 1 if attempt else 1,
            )
            self.asked.append(asked)
        return asked


@contextmanager
def serve(
    behave: Callable[[Asked], Reply],
    *,
    models: tuple[str, ...] = ("test-model",),
    certificate: Path | None = None,
) -> Iterator[ModelServer]:
    """A server on a free port of the loopback, closed at the end.

    Args:
        behave: what to do with each chat request.
        models: what it says it has.
        certificate: a PEM file with key and certificate, for https.
    """
    server = ModelServer(behave, models)

    class Handler(_Handler):
        model_server = server

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        http.socket = context.wrap_socket(http.socket, server_side=True)
        scheme = "https"
    http.handle_error = lambda *_: None  # type: ignore[method-assign] # clients hang up on purpose
    server.url = f"{scheme}://127.0.0.1:{http.server_address[1]}/v1"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    model_server: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """The list of models."""
        listed = [{"id": name, "object": "model"} for name in self.model_server.models]
        self._json({"object": "list", "data": listed})

    def do_POST(self) -> None:
        """A chat request."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = self.model_server.see(body, {k.lower(): v for k, v in self.headers.items()})
        reply = self.model_server.behave(asked)
        if reply.before is not None:
            reply.before()
        if reply.fault in {"hang", "reset", "html", "not-json", "body"}:
            self._misbehave(reply)
        elif reply.status != 200:
            error = {"message": reply.text, "type": "error", "code": reply.code or None}
            self._json({"error": error}, reply.status, reply.headers)
        elif body.get("stream") and reply.fault != "no-stream":
            self._stream(reply, asked)
        else:
            self._json(_whole(reply, asked))

    def _misbehave(self, reply: Reply) -> None:
        if reply.fault == "hang":
            self.model_server.closing.wait()
            self.close_connection = True
        elif reply.fault == "reset":
            self._reset()
        elif reply.fault == "html":
            self._bytes(b"<!DOCTYPE html><html><body>login</body></html>", "text/html")
        elif reply.fault == "body":
            self._bytes(reply.text.encode(), "application/json")
        else:
            self._bytes(b'{"choices": [{"mess', "application/json")

    def _reset(self) -> None:
        # A linger of 0 makes the close a reset instead of an orderly end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _json(
        self, value: object, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        data = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        self._bytes(data, "application/json", status, headers)

    def _bytes(
        self, data: bytes, kind: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, reply: Reply, asked: Asked) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        size = max(_PIECE, len(reply.text) // 50)
        pieces = [reply.text[at : at + size] for at in range(0, len(reply.text), size)]
        half = len(pieces) // 2
        for number, piece in enumerate(pieces):
            if number == half and reply.fault == "reset-midway":
                self._reset()
                return
            if number == half and reply.fault == "cut":
                return
            self._event(_chunk({"content": piece}, None))
        if reply.finish:
            self._event(_chunk({}, reply.finish))
        self._event({**_chunk({}, None), "choices": [], "usage": _usage(reply, asked)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, value: object) -> None:
        data = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        self.wfile.write(b"data: " + data + b"\n\n")
        self.wfile.flush()


def _chunk(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    return {
        "id": "test",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "test-model",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def _usage(reply: Reply, asked: Asked) -> dict[str, int]:
    sent, received = len(asked.prompt), len(reply.text)
    return {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received}


def _whole(reply: Reply, asked: Asked) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text}
    return {
        "id": "test",
        "object": "chat.completion",
        "created": 0,
        "model": "test-model",
        "choices": [{"index": 0, "finish_reason": reply.finish or None, "message": message}],
        "usage": _usage(reply, asked),
    }
