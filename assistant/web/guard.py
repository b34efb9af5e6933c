"""What stands before every page: who is asked for, who asks, from where, and how much is sent.

An address on the own computer is no wall: any page that is open in the same browser can send
requests to it, a name server can point a foreign name at it, and other people may use the same
machine. So each request must name this server by its own name (against DNS rebinding), bear the
cookie that the one-time address was exchanged for, and, where it changes something, come from a
page of this server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from assistant.errors import InputError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.web.door import Door

BODY_LIMIT = 20 * 1024 * 1024  # bytes of a request
_OPEN = ("/login", "/static/")  # before a person has logged in
_SAFE = {"GET", "HEAD"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers would then send forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CLOSED = (
    "请用启动 assistant web 时显示的地址打开本页;那个地址只能用一次。"
    "换一个浏览器时,在已打开的页面下方点“另开一个浏览器”。"
)


_ONCE_MORE = (
    '<!doctype html><html lang="zh-CN"><title>工作总结</title>'
    '<meta http-equiv="refresh" content="0"><p><a href="/">打开</a></p>'
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """The visitors' cookie.

    Attributes:
        name: other servers on this computer share the jar.
        scheme: ``https`` where the cookie may travel by TLS alone.
    """

    name: str = "assistant"
    scheme: str = "http"

    def give(self, answer: Response, cookie: str) -> None:
        """Sends a visitor its cookie; no script reads it, and no other site sends it."""
        secure = self.scheme == "https"
        answer.set_cookie(self.name, cookie, httponly=True, samesite="strict", secure=secure)


class TooLargeError(InputError):
    """A request's body is over the limit."""

    def __init__(self) -> None:
        super().__init__(
            f"文件太大:最多 {BODY_LIMIT // 1024 // 1024} MB", advice="请换小一些的文件"
        )


class Guard:
    """Lets through only what a visitor asks of this server, and adds the headers of safety."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        door: Door,
        hosts: frozenset[str],
        ticket: Ticket,
        login: bool,
    ) -> None:
        self.app = app
        self.door = door
        self.hosts = hosts
        self.ticket = ticket
        self.login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself what may not pass."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        length = HTTPConnection(scope).headers.get("content-length", "0")
        left = BODY_LIMIT if length.isdecimal() and int(length) <= BODY_LIMIT else -1

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLargeError
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, guarded)
        else:
            await self.app(scope, counted, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        asked = HTTPConnection(scope)
        host = asked.headers.get("host", "")
        if host not in self.hosts or len(asked.headers.getlist("host")) != 1:
            return PlainTextResponse("这个地址不是本程序的。", 403)
        method = scope["method"]
        if method not in _SAFE and not self._from_here(asked, host):
            return PlainTextResponse("请求不是从本程序的页面发出的。", 403)
        visitor = self.door.visitor(asked.cookies.get(self.ticket.name, ""))
        if visitor is None:
            return self._at_the_door(asked) or PlainTextResponse(_CLOSED, 401)
        scope.setdefault("state", {})["visitor"] = visitor
        if self.login and not visitor.person and not scope["path"].startswith(_OPEN):
            return RedirectResponse("/login", 303)
        return None

    def _at_the_door(self, asked: HTTPConnection) -> Response | None:
        """The exchange of a token for a cookie; the token leaves the address bar.

        Where the door is open, whoever comes gets one and is asked for name and password.
        """
        scope = asked.scope
        if scope["method"] != "GET" or (scope["path"] != "/" and not self.door.is_open):
            return None
        if self.door.is_open and asked.headers.get("sec-fetch-site") == "cross-site":
            # A browser keeps the cookie back where a link of another site was followed.
            return HTMLResponse(_ONCE_MORE)
        token = parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", [""])[0]
        cookie = self.door.enter(token) if token.isascii() else None
        if cookie is None:
            return None
        answer = RedirectResponse("/", 303)
        self.ticket.give(answer, cookie)
        return answer

    def _from_here(self, asked: HTTPConnection, host: str) -> bool:
        site = asked.headers.get("sec-fetch-site")
        if site not in {None, "same-origin"}:
            return False
        origin = asked.headers.get("origin")
        if origin is None:
            return site == "same-origin"
        return origin == f"{self.ticket.scheme}://{host}"
