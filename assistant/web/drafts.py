"""The list of drafts, new drafts with their progress, and the news of a draft."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse
from starlette.routing import Route

from assistant.errors import InputError
from assistant.files import free_name, write_atomic
from assistant.web.office import SOURCES
from assistant.web.paging import back, desk_of, office_of, page, posted, visitor_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.web.jobs import Job
    from assistant.web.paging import Form

_LOOK = 0.3  # seconds between two looks for news
_QUIET = 15.0  # seconds after which a sign of life is sent


async def _list(request: Request) -> Response:
    office = office_of(request)
    version = office.version
    entries = await asyncio.to_thread(lambda: office.listing.entries(office.draft_files()))
    answer = page(
        request, "list.html", folder=office.folder, entries=entries, sources=office.sources(),
        invites=not office.door.is_open, version=version,
    )  # fmt: skip
    answer.background = BackgroundTask(office.look)
    return answer


async def _list_events(request: Request) -> Response:
    office = office_of(request)
    return _events(request, lambda: office.version, lambda: False)


async def _new(request: Request, form: Form) -> Response:
    office = office_of(request)
    chosen = form.text("source")
    if chosen:
        path = office.sources().get(chosen)
        if path is None:
            raise InputError("文件夹里已没有这个文件", advice="请刷新列表再选")
    else:
        name, data = await form.upload("file", SOURCES)
        path = free_name(office.folder / name, data)
        write_atomic(path, data)
    from assistant.web.making import make_draft  # noqa: PLC0415 - loads what writes drafts

    job = office.jobs.start(f"由“{path.name}”起草", partial(make_draft, office, path))
    return back(request, f"/jobs/{job.id}")


async def _job(request: Request) -> Response:
    job = _wanted(request)
    if job.target:
        told, job.told = job.told, []
        return back(request, job.target, *told)
    return page(request, "job.html", job=job)


async def _job_events(request: Request) -> Response:
    job = _wanted(request)

    def state() -> str:
        news = {"lines": job.lines, "target": job.target, "error": job.error}
        return json.dumps(news, ensure_ascii=False)

    return _events(request, state, lambda: job.done)


async def _draft_events(request: Request) -> Response:
    desk = desk_of(request)
    return _events(request, lambda: str(desk.version), lambda: False)


async def _invite(request: Request, _form: Form) -> Response:
    token = office_of(request).door.invite()
    host = request.headers["host"]
    told = f"在另一个浏览器打开(只能用一次):http://{host}/?token={token}"
    return back(request, "/", told)


def _wanted(request: Request) -> Job:
    job = office_of(request).jobs.get(request.path_params["job"])
    if job is None:
        raise HTTPException(404, "没有这项工作。")
    return job


def _events(
    request: Request, state: Callable[[], str], done: Callable[[], bool]
) -> StreamingResponse:
    """A stream that sends ``state`` whenever it changed, until ``done`` or the browser leaves."""
    visitor_of(request)

    async def stream() -> AsyncIterator[str]:
        sent, quiet = "", 0.0
        while not await request.is_disconnected():
            ends, now = done(), state()
            if now != sent:
                sent, quiet = now, 0.0
                yield f"data: {now}\n\n"
            elif quiet >= _QUIET:
                quiet = 0.0
                yield ": \n\n"
            if ends:
                return
            quiet += _LOOK
            await asyncio.sleep(_LOOK)

    return StreamingResponse(stream(), media_type="text/event-stream")


ROUTES = [
    Route("/", _list),
    Route("/events", _list_events),
    Route("/new", posted(_new), methods=["POST"]),
    Route("/invite", posted(_invite), methods=["POST"]),
    Route("/jobs/{job}", _job),
    Route("/jobs/{job}/events", _job_events),
    Route("/d/{draft}/events", _draft_events),
]
