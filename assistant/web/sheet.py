"""The facts of a draft as a table; what a change does is shown before it is taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from assistant.errors import InputError
from assistant.facts.describing import describe
from assistant.revision.factsediting import cells_of, change_facts, changes_in, consequences
from assistant.revision.views import change_line
from assistant.web.paging import back, desk_of, page, person_of, posted

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.revision.session import Session
    from assistant.web.paging import Form


_CELLS = {".previous": "的上年值", ".target": "的目标", ".source": "的出处"}


async def _facts(request: Request) -> Response:
    desk = desk_of(request)
    values = await desk.ask(_shown)
    return page(request, "facts.html", desk=desk, **values)


def _shown(session: Session) -> dict[str, Any]:
    stated: dict[str, list[int]] = {}
    for view in session.views:
        for line in view.facts:
            if line.stated:
                stated.setdefault(line.fact.id, []).append(view.number)
    sheet = session.sheet
    return {
        "title": session.draft.title,
        "rows": [(fact, describe(fact), cells_of(fact)) for fact in sheet.facts],
        "stated": stated,
        "digest": sheet.digest,
        "path": sheet.path,
        "changed": session.changed_sheet is not None,
        "changes": [change_line(each) for each in session.changes],
    }


async def _look(request: Request, form: Form) -> Response:
    """The consequences of the changes in a form; with ``take`` they are written."""
    desk, take = desk_of(request), form.text("take") == "1"

    def work(session: Session) -> Any:
        if form.text("digest") != session.sheet.digest:
            raise InputError("事实表在打开这一页以后又改过,没有写入", advice="回到“事实”页再改")
        changes = changes_in(session, form.texts())
        if not changes:
            raise InputError("没有改动", advice="改了哪一格,再点“看会影响什么”")
        if take:
            return change_facts(session, changes)
        names = {key: _name(session, key) for key in changes}
        return changes, consequences(session, changes), names

    if take:
        figures = await desk.change(work, person_of(request))
        told = [f"已改事实表,初稿更新 {len(figures)} 处数字", *map(change_line, figures)]
        return back(request, f"/d/{desk.id}/facts", *told)
    changes, found, names = await desk.ask(work)
    lines = [change_line(each) for each in found.figures]
    return page(
        request, "consequences.html", desk=desk, changes=changes, found=found, lines=lines,
        names=names,
        digest=form.text("digest"),
    )  # fmt: skip


def _name(session: Session, key: str) -> str:
    """What a cell of the table is called: ``媒体发稿的上年值``."""
    fact = session.sheet.fact_of(key)
    if fact is None:
        return key
    what = _CELLS.get(key.removeprefix(fact.id), "")
    return f"{'陈述' if fact.statement else fact.name}({fact.id}){what}"


async def _adopt(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    work = partial(_adopted, shown=form.text("shown"))
    told = await desk.change(work, person_of(request))
    return back(request, f"/d/{desk.id}/facts", *told)


def _adopted(session: Session, shown: str) -> list[str]:
    if shown != "\n".join(change_line(each) for each in session.changes):
        raise InputError("事实表又改过了,会变的数字和刚才列出的不一样", advice="看新的列表再采用")
    figures = session.adopt_facts()
    return [f"已采用改过的事实表,更新 {len(figures)} 处数字", *map(change_line, figures)]


ROUTES = [
    Route("/d/{draft}/facts", _facts),
    Route("/d/{draft}/facts", posted(_look), methods=["POST"]),
    Route("/d/{draft}/facts/adopt", posted(_adopt), methods=["POST"]),
]
