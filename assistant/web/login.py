"""Logging in and out."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from assistant.errors import InputError, SettingsError
from assistant.web.office import Tries
from assistant.web.paging import office_of, page, posted, visitor_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.web.paging import Form

_TRIES = 5  # wrong passwords in a row for a name before that name waits
_WAIT = 30.0  # seconds


async def _login_page(request: Request) -> Response:
    office = office_of(request)
    # Who comes over the network is not told who works here.
    known = () if office.door.is_open else office.roster.people
    people = [each.name for each in known if each.password]
    return page(request, "login.html", people=people)


async def _login(request: Request, form: Form) -> Response:
    office, name = office_of(request), form.text("name")
    # What is no name of the office shares one count, so that their number stays bounded.
    listed = name if name in {each.name for each in office.roster.people} else ""
    tries = office.tries.setdefault(listed, Tries())
    if tries.count >= _TRIES and time.monotonic() < tries.until:
        raise InputError("口令错的次数太多", advice="请过半分钟再试")
    try:
        person = office.roster.person(name)
        known = await asyncio.to_thread(person.knows, form.text("password"))
    except SettingsError:
        known = False
    if not known:
        tries.count += 1
        tries.until = time.monotonic() + _WAIT
        office.note(f"登录没有成功:{listed or '不在人员文件里的名字'}({_where(request)})")
        raise InputError("名字或口令不对", advice="请再试一次")
    tries.count = 0
    visitor_of(request).person = person.name
    office.note(f"登录:{person.name}({_where(request)})")
    answer = RedirectResponse("/", 303)
    # Another cookie: whoever knew the one from before the login has nothing.
    request.app.state.ticket.give(answer, office.door.renew(visitor_of(request)))
    return answer


def _where(request: Request) -> str:
    return request.client.host if request.client else ""


async def _logout(request: Request, _form: Form) -> Response:
    office_of(request).note(f"退出:{visitor_of(request).person}({_where(request)})")
    visitor_of(request).person = ""
    return RedirectResponse("/login", 303)


ROUTES = [
    Route("/login", _login_page),
    Route("/login", posted(_login), methods=["POST"]),
    Route("/logout", posted(_logout), methods=["POST"]),
]
