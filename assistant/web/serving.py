"""The server: on this computer alone, or for an office that logs in."""

from __future__ import annotations

import logging
import socket
import ssl
import webbrowser
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import InputError, OutputError
from assistant.files import reason_of
from assistant.web.door import Door

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.web.office import Office

_LOOPBACK = "127.0.0.1"
_OWN = (_LOOPBACK, "localhost", "[::1]")
_BACKLOG = 256
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server is asked.

    Attributes:
        port: 0 for any that is free.
        address: of the interface that it listens at.
        names: by which other computers ask for it; empty where none may.
        certificate, key: of TLS; None for plain text.
    """

    port: int = 0
    address: str = _LOOPBACK
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def scheme(self) -> str:
        """Of its addresses."""
        return "https" if self.certificate is not None else "http"

    def hosts(self, port: int) -> frozenset[str]:
        """What a browser may ask for, as its Host header says it: without the scheme's own port."""
        own = "" if port == _PORTS[self.scheme] else f":{port}"
        return frozenset(f"{name.lower()}{own}" for name in (*_OWN, *self.names))


def serve(
    build: Callable[[Door], Office],
    listening: Listening,
    *,
    browser: bool,
    tell: Callable[[str], None],
) -> None:
    """Serves until it is interrupted; ``build`` makes what the pages work with, closed at the end.

    The address is told, and opened in the person's browser where that is wanted, before the rest of
    the program is loaded: who comes early waits at the door. It works once or, where other computers
    may ask, asks for a name and a password.
    """
    _require_fitting(listening)
    listener = _listener(listening)
    port, door = listener.getsockname()[1], Door(is_open=bool(listening.names))
    known = (listening.names or _OWN)[0]
    address = f"{listening.scheme}://{known}:{port}/"
    address += "" if door.is_open else f"?token={door.invite()}"
    tell(address)
    if browser:
        webbrowser.open(address)
    _run(build(door), listening, listener)


def _run(office: Office, listening: Listening, listener: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415 - see serve

    from assistant.web.app import create_app  # noqa: PLC0415
    from assistant.web.guard import Ticket  # noqa: PLC0415

    port = listener.getsockname()[1]
    hosts = listening.hosts(port)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    # Addresses name drafts and are not logged; the server's name is nobody's business.
    config = uvicorn.Config(
        create_app(office, hosts, Ticket(f"assistant_{port}", listening.scheme)),
        access_log=False,
        log_level="critical",  # what goes wrong is told by the office, in Chinese
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        office.close()


def _require_fitting(listening: Listening) -> None:
    if listening.certificate is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            listening.certificate, listening.key
        )
    except OSError as error:
        unfit = "不是 PEM 格式,或两者不是一对"
        raise InputError(
            f"证书和私钥用不了({unfit if isinstance(error, ssl.SSLError) else reason_of(error)})",
            path=listening.certificate,
            advice="请给出 PEM 格式的证书和它的私钥(不带口令)",
        ) from error


def _listener(listening: Listening) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((listening.address, listening.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise OutputError(
            f"{listening.address} 的端口 {listening.port} 用不了({reason_of(error)})",
            advice="换一个 --port(不写时任取一个)或 --address",
        ) from error
    return listener
