"""The server's routes; each is thin over ``assistant.revision``."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Router
from starlette.staticfiles import StaticFiles

from assistant.errors import AssistantError
from assistant.web import drafts, login
from assistant.web.desk import LOADING
from assistant.web.guard import Guard, Ticket, TooLargeError
from assistant.web.paging import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from assistant.web.office import Office


def create_app(office: Office, hosts: frozenset[str], ticket: Ticket | None = None) -> Starlette:
    """The application; ``hosts`` are the names, with their port, that the server may be asked by."""
    static = StaticFiles(directory=str(files("assistant.web") / "static"))
    ticket = ticket or Ticket()
    guard = Middleware(
        Guard, door=office.door, hosts=hosts, ticket=ticket, login=not office.roster.everybody
    )
    app = Starlette(
        routes=[
            *drafts.ROUTES,
            *login.ROUTES,
            Mount("/static", static),
            Mount("", _Later()),
        ],
        middleware=[guard],
        exception_handlers={
            AssistantError: _told,
            HTTPException: _plain,
            Exception: _broken,
        },
    )
    app.state.office = office
    app.state.ticket = ticket
    return app


_UNREADABLE = 400


class _Later:
    """The pages of a draft, loaded when the first of them is asked for: they load the verifier."""

    def __init__(self) -> None:
        self._pages: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._pages is None:
            self._pages = await asyncio.to_thread(_pages_of_drafts)
        await self._pages(scope, receive, send)


def _pages_of_drafts() -> Router:
    with LOADING:
        from assistant.web import asking, reviewing, sections, sheet, whole  # noqa: PLC0415 - see _Later

    parts = asking, sections, whole, sheet, reviewing
    return Router([route for part in parts for route in part.ROUTES])


def _told(request: Request, error: Exception) -> Response:
    status = 413 if isinstance(error, TooLargeError) else 400
    return page(request, "error.html", status=status, message=str(error))


def _broken(request: Request, error: Exception) -> Response:
    told = f"程序内部出错({type(error).__name__})。"
    request.app.state.office.note(told)
    return PlainTextResponse(f"{told}此前存过的都在。", 500)


def _plain(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    own = "没有传全,请退回上一页再试一次。" if error.status_code == _UNREADABLE else "没有这一页。"
    told = own if error.detail.isascii() else error.detail
    return PlainTextResponse(told, error.status_code)
