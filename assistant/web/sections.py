"""The page of a section, its verbs, its history, and what is proposed in its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from assistant.documents.difference import compare
from assistant.errors import AssistantError
from assistant.revision import adding, editing, journal, rewriting
from assistant.revision.display import revision_author
from assistant.revision.proofing import cards_of
from assistant.revision.review import flow_of
from assistant.revision.scripted import run
from assistant.web.desk import seen_of, whole_seen
from assistant.web.marking import paragraphs
from assistant.web.paging import back, desk_of, office_of, page, person_of, posted
from assistant.web.verbs import FINDING, SECTION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.documents.difference import Stretch
    from assistant.domain import Finding
    from assistant.revision.editing import Correction
    from assistant.revision.request import Request as Asked
    from assistant.revision.session import Session
    from assistant.revision.views import SectionView
    from assistant.web.desk import Desk
    from assistant.web.paging import Form


@dataclass(frozen=True, slots=True)
class Stale:
    """What a form was about reads otherwise by now.

    Attributes:
        pieces: from what stands to what the form would save, or from what it saw to what stands.
        seen: of what stands.
    """

    pieces: Sequence[Stretch]
    seen: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with where it stands and what can be done.

    Attributes:
        view: its section; None for one of no section.
        proposed: what 改正 would do; None where it cannot be corrected so.
        name: what the fact might be called that it may be added as.
        fact: the fact that may be changed after it; empty for none.
    """

    finding: Finding
    view: SectionView | None = None
    proposed: Correction | None = None
    name: str = ""
    fact: str | None = ""


def section_or_whole(desk: Desk, form: Form) -> str:
    """The page that a form came from: a section's, or that of the whole draft."""
    where = form.text("back")
    return f"/d/{desk.id}/s/{where}" if where.isprintable() and where else f"/d/{desk.id}"


async def _section(request: Request) -> Response:
    desk, section_id = desk_of(request), request.path_params["section"]
    values = await desk.ask(partial(_shown, section_id=section_id))
    if values is None:
        return back(request, f"/d/{desk.id}", "这一节已不在初稿里")
    reads = office_of(request).open_reader is not None
    return page(request, "section.html", desk=desk, reads=reads, **values)


def _shown(session: Session, section_id: str) -> dict[str, Any] | None:
    if section_id not in {each.id for each in session.draft.sections}:
        return None
    view = session.view(section_id)
    track, step = session.store.track(section_id), journal.last_step(session, section_id)
    return {
        "view": view,
        "views": session.views,
        "paragraphs": paragraphs(view, session.sheet),
        "seen": seen_of(view),
        "whole": whole_seen(session),
        "title": session.draft.title,
        "changed": session.changed_sheet is not None,
        "can_undo": track.undo_target is not None or step is not None,
        "can_redo": track.redo_target is not None,
        "author": revision_author,
        "opinions": [row for row in flow_of(session).open if row.section in {"", section_id}],
        "proofing": cards_of(session, section_id),
        "cards": finding_cards(session, view),
    }


def finding_cards(session: Session, view: SectionView) -> list[Card]:
    """The findings of a section, each with what can be done."""
    return [
        Card(
            each,
            view,
            editing.propose_correction(session, each),
            adding.suggested_name(each) if each.start is not None else "",
            each.fact if each.fact in session.sheet.by_id else "",
        )
        for each in view.findings
    ]


async def _verb(request: Request, form: Form) -> Response:
    desk, section_id = desk_of(request), request.path_params["section"]
    verb = request.path_params["verb"]
    if verb not in SECTION:
        raise HTTPException(404)
    asked = SECTION[verb](section_id, form)
    work = partial(_done, asked=asked, section_id=section_id, seen=form.text("seen"))
    try:
        done = await desk.change(work, person_of(request))
    except AssistantError as error:
        if verb != "edit":
            raise
        return await _again(request, form, str(error))
    if isinstance(done, Stale):
        told = "这一节已被改过,没有存上。下面是现在的文字和你要做的改动的比较。"
        return _stale(request, form, done, told)
    return back(request, f"/d/{desk.id}/s/{section_id}", *done)


def _done(session: Session, asked: Asked, section_id: str, seen: str) -> list[str] | Stale:
    """Does what a form asks, unless the section reads otherwise than the form saw it."""
    session.require_adopted()
    stale = _stale_of(session, section_id, seen, asked.edit)
    return stale or run(session, asked).lines


def _stale_of(
    session: Session, section_id: str, seen: str, edited: str | None = None
) -> Stale | None:
    view = session.view(section_id)
    if seen == seen_of(view):
        return None
    if edited is not None:
        pieces = compare(view.text, editing.as_typed(edited))
    else:
        number = seen.partition("-")[0]
        count = len(view.section.revisions)
        old = int(number) if number.isdecimal() and int(number) < count else view.section.current
        pieces = list(
            rewriting.compare_revisions(view.section, old, view.section.current, session.sheet)
        )
    return Stale(pieces, seen_of(view))


def _stale(request: Request, form: Form, stale: Stale, told: str) -> Response:
    desk, section_id = desk_of(request), request.path_params["section"]
    text = form.text("text") if request.path_params["verb"] == "edit" else None
    return page(
        request, "stale.html", status=409, desk=desk, section_id=section_id, pieces=stale.pieces,
        seen=stale.seen, text=text, message=told,
    )  # fmt: skip


async def _again(request: Request, form: Form, message: str) -> Response:
    """A text that could not be saved stays on the page."""
    desk, section_id = desk_of(request), request.path_params["section"]
    text = form.text("text")

    def now(session: Session) -> Stale:
        view = session.view(section_id)
        return Stale(compare(view.text, editing.as_typed(text)), form.text("seen"))

    return _stale(request, form, await desk.ask(now), f"没有存上:{message}")


async def _finding_verb(request: Request, form: Form) -> Response:
    desk, finding_id = desk_of(request), request.path_params["finding"]
    verb = request.path_params["verb"]
    if verb not in FINDING:
        raise HTTPException(404)
    asked = FINDING[verb](finding_id, form)
    name = form.text("name")

    def work(session: Session) -> list[str] | adding.Conflict:
        session.require_adopted()
        if verb == "add_fact" and not form.text("another"):
            conflict = adding.conflict_of(session, finding_id, name)
            if conflict is not None:
                return conflict
        return run(session, asked).lines

    done = await desk.change(work, person_of(request))
    target = section_or_whole(desk, form)
    if isinstance(done, adding.Conflict):
        return page(
            request, "conflict.html", desk=desk, conflict=done, finding_id=finding_id, name=name,
            section_id=form.text("back"),
        )  # fmt: skip
    return back(request, target, *done)


async def _history(request: Request) -> Response:
    desk, section_id = desk_of(request), request.path_params["section"]
    ends = request.query_params.get("old", ""), request.query_params.get("new", "")

    def work(session: Session) -> dict[str, Any]:
        view = session.view(section_id)
        section = view.section
        old, new = (int(each) - 1 if each.isdecimal() else None for each in ends)
        new = section.current if new is None else new
        old = max(new - 1, 0) if old is None else old
        pieces = rewriting.compare_revisions(section, old, new, session.sheet)
        return {"view": view, "old": old, "new": new, "pieces": pieces, "seen": seen_of(view)}

    values = await desk.ask(work)
    return page(request, "history.html", desk=desk, author=revision_author, **values)


ROUTES = [
    Route("/d/{draft}/s/{section}", _section),
    Route("/d/{draft}/s/{section}/history", _history),
    Route("/d/{draft}/s/{section}/{verb}", posted(_verb), methods=["POST"]),
    Route("/d/{draft}/f/{finding}/{verb}", posted(_finding_verb), methods=["POST"]),
]
