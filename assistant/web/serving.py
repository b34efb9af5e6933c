"""The server: on this computer alone, at an address that lets one browser in."""

from __future__ import annotations

import socket
import webbrowser
from typing import TYPE_CHECKING

import uvicorn

from assistant.errors import OutputError
from assistant.files import reason_of
from assistant.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.web.office import Office

_HOST = "127.0.0.1"
_BACKLOG = 256


def serve(office: Office, *, port: int, browser: bool, tell: Callable[[str], None]) -> None:
    """Serves until it is interrupted.

    Args:
        office: what the pages work with; closed at the end.
        port: 0 for any that is free.
        browser: whether to open the address in the person's browser.
        tell: is told the address, which works once.

    Raises:
        OutputError: the port is taken.
    """
    listener = _listening(port)
    port = listener.getsockname()[1]
    hosts = frozenset(f"{name}:{port}" for name in (_HOST, "localhost", "[::1]"))
    app = create_app(office, hosts, f"assistant_{port}")
    address = f"http://{_HOST}:{port}/?token={office.door.invite()}"
    tell(address)
    if browser:
        webbrowser.open(address)
    # Addresses name drafts and are not logged; the server's name is nobody's business.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        office.close()


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((_HOST, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise OutputError(
            f"端口 {port} 用不了({reason_of(error)})", advice="换一个 --port,或不写,任取一个"
        ) from error
    return listener
