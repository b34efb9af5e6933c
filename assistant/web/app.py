"""The server's routes; each is thin over ``assistant.revision``."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assistant.errors import AssistantError
from assistant.web import asking, drafts, reviewing, sections, sheet, whole
from assistant.web.guard import Guard, Ticket, TooLargeError, too_large
from assistant.web.paging import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.web.office import Office


def create_app(office: Office, hosts: frozenset[str], ticket: Ticket | None = None) -> Starlette:
    """The application.

    Args:
        office: what the pages work with; the caller closes it.
        hosts: the names, with their port, that the server may be asked by.
        ticket: the visitors' cookie.
    """
    routes = [
        *drafts.ROUTES,
        *asking.ROUTES,
        *sections.ROUTES,
        *whole.ROUTES,
        *sheet.ROUTES,
        *reviewing.ROUTES,
    ]
    static = StaticFiles(directory=str(files("assistant.web") / "static"))
    login = not office.roster.everybody
    ticket = ticket or Ticket()
    guard = Middleware(Guard, door=office.door, hosts=hosts, ticket=ticket, login=login)
    app = Starlette(
        routes=[*routes, Mount("/static", static), Route("/favicon.ico", _icon)],
        middleware=[guard],
        exception_handlers={
            AssistantError: _told,
            TooLargeError: _too_large,
            HTTPException: _plain,
        },
    )
    app.state.office = office
    app.state.ticket = ticket
    return app


def _told(request: Request, error: Exception) -> Response:
    return page(request, "error.html", status=400, message=str(error))


def _too_large(_request: Request, _error: Exception) -> Response:
    return too_large()


def _plain(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    return PlainTextResponse(error.detail, error.status_code)


async def _icon(_request: Request) -> Response:
    return PlainTextResponse("", 204)
