"""The list of drafts, new drafts with their progress, and the news of a draft."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from assistant.errors import InputError
from assistant.files import free_name, write_atomic
from assistant.web.office import SOURCES
from assistant.web.paging import back, desk_of, office_of, page, posted

if TYPE_CHECKING:
    from starlette.requests import Request

    from assistant.web.jobs import Job
    from assistant.web.paging import Form


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
    return _news(office_of(request).version)


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
    news = {"lines": job.lines, "target": job.target, "error": job.error}
    return _news(json.dumps(news, ensure_ascii=False))


async def _draft_events(request: Request) -> Response:
    return _news(str(desk_of(request).version))


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


def _news(state: str) -> Response:
    """What is so now, as an event; the browser asks again in a second.

    No connection is held: a browser keeps few to one server, and many pages may be open.
    """
    return Response(f"retry: 1000\ndata: {state}\n\n", media_type="text/event-stream")


ROUTES = [
    Route("/", _list),
    Route("/events", _list_events),
    Route("/new", posted(_new), methods=["POST"]),
    Route("/invite", posted(_invite), methods=["POST"]),
    Route("/jobs/{job}", _job),
    Route("/jobs/{job}/events", _job_events),
    Route("/d/{draft}/events", _draft_events),
]
