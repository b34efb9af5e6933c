"""The page of a section, its verbs, its history, and what is proposed in its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from assistant.documents.difference import compare
from assistant.errors import AssistantError, InputError
from assistant.proofreading import load_rules
from assistant.revision import adding, editing, journal, rewriting
from assistant.revision.display import revision_author
from assistant.revision.proofing import mend_section
from assistant.revision.review import flow_of
from assistant.revision.rewriting import Proposal
from assistant.revision.scripted import run
from assistant.web.desk import seen_of
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
    from assistant.revision.scripted import Request as Asked
    from assistant.revision.session import Session
    from assistant.web.desk import Desk
    from assistant.web.jobs import Job
    from assistant.web.office import Office
    from assistant.web.paging import Form

_SOON = 2.0  # seconds that a rewriting is waited for before its progress is shown


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
class Wish:
    """A section that is to be written anew.

    Attributes:
        wish: what is asked for; empty for 换一种说法.
        seen: the section as the page showed it.
        person: who asks.
    """

    section_id: str
    wish: str
    seen: str
    person: str


def require_adopted(session: Session) -> None:
    """Raises InputError where facts that changed in the file were not adopted yet."""
    if session.changed_sheet is not None:
        raise InputError("事实表改过了,还没有采用", advice="先到“事实”页看哪些数字会变,再采用")


async def _section(request: Request) -> Response:
    desk, section_id = desk_of(request), request.path_params["section"]
    values = await desk.ask(partial(_shown, section_id=section_id))
    return page(request, "section.html", desk=desk, **values)


def _shown(session: Session, section_id: str) -> dict[str, Any]:
    view = session.view(section_id)
    store = session.store
    step = journal.last_step(session, section_id)
    return {
        "view": view,
        "views": session.views,
        "paragraphs": paragraphs(view, session.sheet),
        "seen": seen_of(view),
        "title": session.draft.title,
        "changed": session.changed_sheet is not None,
        "can_undo": store.can_undo(section_id) or step is not None,
        "can_redo": store.can_redo(section_id),
        "author": _author(session, section_id),
        "opinions": [row for row in flow_of(session).open if row.section in {"", section_id}],
        "todo": {each.id: _choices(session, each) for each in view.findings},
    }


def _author(session: Session, section_id: str) -> str:
    section = session.store.section(section_id)
    return revision_author(section.revisions[section.current]) if section.revisions else ""


def _choices(session: Session, finding: Finding) -> dict[str, Any]:
    """What can be done with a finding: its correction, and the name of the fact it might become."""
    return {
        "correction": editing.propose_correction(session, finding),
        "name": adding.suggested_name(finding) if finding.start is not None else "",
        "fact": finding.fact if finding.fact in session.sheet.by_id else "",
    }


async def _verb(request: Request, form: Form) -> Response:
    desk, section_id, verb = desk_of(request), *_named(request, "section")
    where = f"/d/{desk.id}/s/{section_id}"
    if verb == "mend":
        work = partial(_mended, section_id=section_id, seen=form.text("seen"))
    elif verb in SECTION:
        asked = SECTION[verb](section_id, form)
        work = partial(_done, asked=asked, section_id=section_id, seen=form.text("seen"))
    else:
        raise HTTPException(404)
    try:
        done = await desk.change(work, person_of(request))
    except AssistantError as error:
        if verb != "edit":
            raise
        return await _again(request, form, str(error))
    if isinstance(done, Stale):
        told = "这一节已被改过,没有存上。下面是现在的文字和你要做的改动的比较。"
        return _stale(request, form, done, told)
    return back(request, where, *done)


def _named(request: Request, what: str) -> tuple[str, str]:
    return request.path_params[what], request.path_params["verb"]


def _done(session: Session, asked: Asked, section_id: str, seen: str) -> list[str] | Stale:
    """Does what a form asks, unless the section reads otherwise than the form saw it."""
    require_adopted(session)
    stale = _stale_of(session, section_id, seen, asked.edit)
    if stale is not None:
        return stale
    before = session.view(section_id).findings
    outcome = run(session, asked, _no_writer)
    ids = {section.id for section in session.draft.sections}
    after = session.view(section_id).findings if section_id in ids else ()
    brought = editing.asked(before, after) if asked.edit is not None else ()
    return outcome.lines + [f"请核对:{each.text} {each.reason}" for each in brought]


def _mended(session: Session, section_id: str, seen: str) -> list[str] | Stale:
    require_adopted(session)
    stale = _stale_of(session, section_id, seen)
    if stale is not None:
        return stale
    mended = mend_section(session, section_id, load_rules())
    return [f"校对改正 {len(mended)} 处" if mended else "没有可以自动改正的校对意见"]


def _no_writer() -> rewriting.Writer:
    raise InputError("这一步不用重写", advice="请从页面上操作")


def _stale_of(
    session: Session, section_id: str, seen: str, edited: str | None = None
) -> Stale | None:
    view = session.view(section_id)
    if seen == seen_of(view):
        return None
    if edited is not None:
        pieces = compare(view.text, editing.plain_lines(edited))
    else:
        number = seen.partition("-")[0]
        count = len(view.section.revisions)
        old = int(number) if number.isdecimal() and int(number) < count else view.section.current
        pieces = list(
            rewriting.compare_revisions(view.section, old, view.section.current, session.sheet)
        )
    return Stale(pieces, seen_of(view))


def _stale(request: Request, form: Form, stale: Stale, told: str) -> Response:
    desk, section_id, verb = desk_of(request), *_named(request, "section")
    text = form.text("text") if verb == "edit" else None
    return page(
        request,
        "stale.html",
        status=409,
        desk=desk,
        section_id=section_id,
        pieces=stale.pieces,
        seen=stale.seen,
        text=text,
        message=told,
    )


async def _again(request: Request, form: Form, message: str) -> Response:
    """A text that could not be saved stays on the page."""
    desk, section_id = desk_of(request), request.path_params["section"]
    text = form.text("text")

    def now(session: Session) -> Stale:
        view = session.view(section_id)
        return Stale(compare(view.text, editing.plain_lines(text)), form.text("seen"))

    return _stale(request, form, await desk.ask(now), f"没有存上:{message}")


async def _finding_verb(request: Request, form: Form) -> Response:
    desk, finding_id, verb = desk_of(request), *_named(request, "finding")
    if verb not in FINDING:
        raise HTTPException(404)
    asked = FINDING[verb](finding_id, form)
    name = form.text("name")

    def work(session: Session) -> list[str] | adding.Conflict:
        require_adopted(session)
        if verb == "add_fact" and not form.text("another"):
            conflict = adding.conflict_of(session, finding_id, name)
            if conflict is not None:
                return conflict
        return run(session, asked, _no_writer).lines

    done = await desk.change(work, person_of(request))
    where = form.text("back")
    target = f"/d/{desk.id}/s/{where}" if where.isprintable() and where else f"/d/{desk.id}"
    if isinstance(done, adding.Conflict):
        return page(
            request, "conflict.html", desk=desk, conflict=done, finding_id=finding_id, name=name,
            section_id=where,
        )  # fmt: skip
    return back(request, target, *done)


async def _rewrite(request: Request, form: Form) -> Response:
    desk, section_id = desk_of(request), request.path_params["section"]
    office = office_of(request)
    wish = form.text("wish").strip() if form.text("how") != "reword" else ""
    if not wish and form.text("how") != "reword":
        raise InputError("没有写要求", advice="写明要怎么改,或用“换一种说法”")
    asked = Wish(section_id, wish, form.text("seen"), person_of(request))
    work = partial(_proposed, office, desk, asked)
    job = office.jobs.start(f"重写:{wish or '换一种说法'}", work)
    await job.wait(_SOON)
    return back(request, job.target or f"/jobs/{job.id}")


def _proposed(office: Office, desk: Desk, asked: Wish, job: Job) -> str:
    """Has a section written anew; the address of the page that offers it."""

    def begin(session: Session) -> tuple[Any, Any, Any]:
        require_adopted(session)
        if asked.seen != seen_of(session.view(asked.section_id)):
            raise InputError("这一节已被改过", advice="回到这一节看现在的文字,再重写")
        return session.checked, office.open_writer(session), session.samples

    checked, writer, samples = desk.call(begin, asked.person)
    job.lines.append(f"{writer.name}在写这一节……")
    proposal = rewriting.propose(checked, asked.section_id, asked.wish, writer, samples)

    def end(session: Session) -> str:
        if asked.seen == seen_of(session.view(asked.section_id)):
            return f"/d/{desk.id}/p/{desk.offer(proposal, asked.seen)}"
        rewriting.refuse(session, proposal)
        raise InputError(
            "写好时这一节已被别处改过,所以没有换上;写好的放进了历史", advice="在“历史”里可以换用"
        )

    return desk.call(end, asked.person)


async def _proposal(request: Request) -> Response:
    desk = desk_of(request)
    offer = desk.offered(request.path_params["offer"], Proposal)
    name = await desk.ask(lambda session: session.name(offer.thing.section_id))
    return page(
        request, "proposal.html", desk=desk, proposal=offer.thing, name=name,
        offer=request.path_params["offer"],
    )  # fmt: skip


async def _answered(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    offer = desk.offered(request.path_params["offer"], Proposal, take=True)
    proposal = offer.thing

    def work(session: Session) -> str:
        if form.text("answer") != "take":
            rewriting.refuse(session, proposal)
            return "没有采用;留在历史里"
        if offer.seen != seen_of(session.view(proposal.section_id)):
            rewriting.refuse(session, proposal)
            return "这一节已被改过,所以没有换上;提出的文字放进了历史"
        rewriting.take(session, proposal)
        session.note_findings(proposal.section_id)
        return "已采用"

    told = await desk.change(work, person_of(request))
    return back(request, f"/d/{desk.id}/s/{proposal.section_id}", told)


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
    Route("/d/{draft}/s/{section}/rewrite", posted(_rewrite), methods=["POST"]),
    Route("/d/{draft}/s/{section}/{verb}", posted(_verb), methods=["POST"]),
    Route("/d/{draft}/f/{finding}/{verb}", posted(_finding_verb), methods=["POST"]),
    Route("/d/{draft}/p/{offer}", _proposal),
    Route("/d/{draft}/p/{offer}", posted(_answered), methods=["POST"]),
]
