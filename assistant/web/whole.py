"""The whole draft: outline, findings, preview, files handed out, an edited file taken in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from assistant.documents import find_office
from assistant.documents.difference import compare
from assistant.drafting.references.render import render
from assistant.errors import InputError
from assistant.revision import journal
from assistant.revision.exporting import Output, made, stage_of
from assistant.revision.imported import last_import
from assistant.revision.importing import Import, apply_import, compare_file, import_lines
from assistant.revision.scripted import run
from assistant.revision.views import change_line
from assistant.web.desk import whole_seen
from assistant.web.paging import back, desk_of, page, person_of, posted
from assistant.web.sections import Card, finding_cards, section_or_whole
from assistant.web.verbs import WHOLE

if TYPE_CHECKING:
    from starlette.requests import Request

    from assistant.documents.difference import Stretch
    from assistant.revision.session import Session
    from assistant.web.paging import Form

_WORDS = {
    Output.DOCX: "Word 文件",
    Output.CHECKLIST: "核对表",
    Output.REDLINE: "花脸稿",
    Output.HTML: "核对报告",
    Output.MD: "Markdown",
    Output.PDF: "PDF",
    Output.RECORD: "审签记录",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """An edited file, read and compared."""

    name: str
    what: Import


async def _whole(request: Request) -> Response:
    desk = desk_of(request)
    values = await desk.ask(_shown)
    return page(request, "whole.html", desk=desk, **values)


def _shown(session: Session) -> dict[str, Any]:
    office = find_office() is not None
    step, brought = journal.last_step(session), last_import(session)
    return {
        "title": session.draft.title,
        "views": session.views,
        "set_aside": session.store.set_aside,
        "cards": [Card(each) for each in session.loose_findings]
        + [card for view in session.views for card in finding_cards(session, view)],
        "waived": session.checked.report.waived,
        "coverage": session.checked.report.coverage,
        "blockers": session.blockers(),
        "changes": [change_line(each) for each in session.changes],
        "changed": session.changed_sheet is not None,
        "seen": whole_seen(session),
        "stage": stage_of(session).value,
        "step": step.told if step else "",
        "last_import": brought.name if brought else "",
        "outputs": [
            (each.value, words)
            for each, words in _WORDS.items()
            if office or each is not Output.PDF
        ],
    }


async def _verb(request: Request, form: Form) -> Response:
    desk, verb = desk_of(request), request.path_params["verb"]
    if verb not in WHOLE:
        raise HTTPException(404)
    asked = WHOLE[verb](form.text("section"), form)

    def work(session: Session) -> list[str]:
        session.require_adopted()
        if form.text("seen") != whole_seen(session):
            raise InputError("这份初稿已被别处改过,这一步没有做", advice="看清现在的样子再做一次")
        return run(session, asked).lines

    told = await desk.change(work, person_of(request))
    return back(request, section_or_whole(desk, form), *told)


async def _preview(request: Request) -> Response:
    desk = desk_of(request)

    def work(session: Session) -> tuple[str, Any]:
        return session.draft.title, session.checked.assembled.document.blocks

    title, blocks = await desk.ask(work)
    pdf = find_office() is not None
    return page(request, "preview.html", desk=desk, title=title, blocks=blocks, pdf=pdf)


async def _export(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    if form.text("output") not in {each.value for each in _WORDS}:
        raise HTTPException(404)
    output = Output(form.text("output"))
    final = form.text("final") == "1"
    work = partial(made, output=output, final=final)
    name, data = await desk.ask(work, person_of(request))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, headers=headers, media_type="application/octet-stream")


async def _bring(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    name, data = await form.upload("file", {".docx", ".docm"})

    def work(session: Session) -> tuple[Import, str, list[str]]:
        session.require_adopted()
        found = compare_file(session, data)
        return found, whole_seen(session), list(import_lines(found, session.titles))

    brought, seen, lines = await desk.ask(work)
    if brought.empty:
        return back(request, f"/d/{desk.id}", *lines)
    offer = desk.offer(Brought(PurePosixPath(name).name, brought), seen)
    return back(request, f"/d/{desk.id}/import/{offer}")


async def _brought(request: Request) -> Response:
    desk, id_ = desk_of(request), request.path_params["offer"]
    brought = desk.offered(id_, Brought).thing

    def work(session: Session) -> dict[str, Any]:
        return {
            "title": session.draft.title,
            "lines": list(import_lines(brought.what, session.titles)),
            "compared": _compared(session, brought.what),
        }

    values = await desk.ask(work)
    return page(request, "import.html", desk=desk, offer=id_, name=brought.name, **values)


def _compared(session: Session, brought: Import) -> list[tuple[str, list[Stretch]]]:
    texts = {view.section.id: view for view in session.views}
    compared = [
        (texts[id_].title, compare(texts[id_].text, _rendered(session, source)))
        for id_, source in brought.sources
    ]
    compared += [
        (section.heading or section.id, compare("", _rendered(session, section.source)))
        for section in brought.added
    ]
    cut = [texts[id_] for id_ in brought.cut]
    return compared + [(view.title, compare(view.text, "")) for view in cut]


def _rendered(session: Session, source: str) -> str:
    return render(source, session.sheet, lenient=True).text


async def _taken(request: Request, form: Form) -> Response:
    desk, id_ = desk_of(request), request.path_params["offer"]
    if form.text("answer") != "take":
        desk.offered(id_, Brought, take=True)
        return back(request, f"/d/{desk.id}", "没有导入")
    offer = desk.offered(id_, Brought)

    def work(session: Session) -> None:
        if offer.seen != whole_seen(session):
            raise InputError("比较以后初稿又改过,没有导入", advice="请再选一次文件,看新的比较")
        apply_import(session, offer.thing.what, offer.thing.name)

    await desk.change(work, person_of(request))
    desk.offered(id_, Brought, take=True)
    return back(request, f"/d/{desk.id}", f"已导入 {offer.thing.name};可以撤销")


ROUTES = [
    Route("/d/{draft}", _whole),
    Route("/d/{draft}/preview", _preview),
    Route("/d/{draft}/export", posted(_export), methods=["POST"]),
    Route("/d/{draft}/import", posted(_bring), methods=["POST"]),
    Route("/d/{draft}/import/{offer}", _brought),
    Route("/d/{draft}/import/{offer}", posted(_taken), methods=["POST"]),
    Route("/d/{draft}/w/{verb}", posted(_verb), methods=["POST"]),
]
