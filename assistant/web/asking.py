"""What takes its time: a section written anew, or read by a second reader, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from assistant.domain import Verdict
from assistant.errors import InputError
from assistant.revision import rewriting
from assistant.revision.display import revision_author
from assistant.revision.rewriting import Proposal
from assistant.revision.second import confirm, proposed_name, read_section
from assistant.web.desk import seen_of
from assistant.web.paging import back, desk_of, office_of, page, person_of, posted

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.domain import Finding
    from assistant.revision.session import Session
    from assistant.web.desk import Desk
    from assistant.web.jobs import Job
    from assistant.web.office import Office
    from assistant.web.paging import Form

_SOON = 2.0  # seconds that an answer is waited for before its progress is shown


@dataclass(frozen=True, slots=True)
class Wish:
    """A section that is to be written anew, or read.

    Attributes:
        wish: what is asked for; empty for 换一种说法.
        quote: words whose sentence alone is meant; empty for the whole section.
        seen: the section as the page showed it.
        person: who asks.
    """

    section_id: str
    wish: str
    quote: str
    seen: str
    person: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a second reader said of a section beside the program."""

    section_id: str
    findings: tuple[Finding, ...]


async def _rewrite(request: Request, form: Form) -> Response:
    wish = form.text("wish").strip() if form.text("how") != "reword" else ""
    if not wish and form.text("how") != "reword":
        raise InputError("没有写要求", advice="写明要怎么改,或用“换一种说法”")
    return await _begun(request, form, f"重写:{wish or '换一种说法'}", _proposed, wish)


async def _begun(
    request: Request,
    form: Form,
    title: str,
    work: Callable[[Office, Desk, Wish, Job], str],
    wish: str = "",
) -> Response:
    """Begins what takes its time with a section; to its result where that is there soon."""
    desk, office, section_id = desk_of(request), office_of(request), request.path_params["section"]
    quote = form.text("quote").strip()
    asked = Wish(section_id, wish, quote, form.text("seen"), person_of(request))
    origin = f"/d/{desk.id}/s/{section_id}"
    job = office.jobs.start(title, partial(work, office, desk, asked), origin)
    await job.wait(_SOON)
    return back(request, job.target or f"/jobs/{job.id}")


def _proposed(office: Office, desk: Desk, asked: Wish, job: Job) -> str:
    """Has a section written anew; the address of the page that offers it."""

    def begin(session: Session) -> tuple[Any, Any, Any]:
        session.require_adopted()
        if asked.seen != seen_of(session.view(asked.section_id)):
            raise InputError("这一节已被改过", advice="回到这一节看现在的文字,再重写")
        return session.checked, office.open_writer(session), session.samples

    checked, writer, samples = desk.call(begin, asked.person)
    job.lines.append(f"{writer.name}在写这一节……")
    proposal = rewriting.propose(
        checked, asked.section_id, asked.wish, writer, samples, quote=asked.quote
    )

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
        author=revision_author(offer.thing.revision), offer=request.path_params["offer"],
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
        return "已采用"

    told = await desk.change(work, person_of(request))
    return back(request, f"/d/{desk.id}/s/{proposal.section_id}", told)


async def _read(request: Request, form: Form) -> Response:
    return await _begun(request, form, "请第二读者读这一节", _was_read)


def _was_read(office: Office, desk: Desk, asked: Wish, job: Job) -> str:
    """Has a section read; the address of the page that shows what differs."""

    def begin(session: Session) -> Any:
        session.require_adopted()
        session.view(asked.section_id)
        return session.checked

    if office.open_reader is None:
        raise InputError("启动时没有写第二读者", advice="用 assistant web --reader 模型名 启动")
    checked = desk.call(begin, asked.person)
    with office.open_reader(checked.sheet, job.lines.append) as reader:
        job.lines.append(f"{reader.name}在读这一节……")
        found = read_section(checked, asked.section_id, reader)
    return f"/d/{desk.id}/r/{desk.offer(Reading(asked.section_id, found), asked.seen)}"


async def _reading(request: Request) -> Response:
    desk = desk_of(request)
    reading = desk.offered(request.path_params["offer"], Reading).thing

    def work(session: Session) -> tuple[str, set[str], list[tuple[Finding, str, bool]]]:
        shown = [
            (each, proposed_name(each, session.sheet), each.verdict is Verdict.READ)
            for each in reading.findings
        ]
        done = {id_ for id_, _ in session.draft.waivers}
        return session.name(reading.section_id), done, shown

    name, done, shown = await desk.ask(work)
    return page(
        request, "reading.html", desk=desk, name=name, section_id=reading.section_id, shown=shown,
        done=done,
    )  # fmt: skip


async def _confirmed(request: Request, form: Form) -> Response:
    desk, id_ = desk_of(request), request.path_params["offer"]
    reading = desk.offered(id_, Reading).thing
    finding = next((each for each in reading.findings if each.id == form.text("finding")), None)
    if finding is None:
        raise InputError("没有这一处读法", advice="请从页面上选")
    words = form.text("words")

    def work(session: Session) -> str:
        session.require_adopted()
        if finding.verdict is Verdict.READ:
            return f"已确认:{finding.text},记入事实 {confirm(session, finding, words)}"
        session.let_stand(finding, words)
        return f"已放行:{finding.text}"

    told = await desk.change(work, person_of(request))
    return back(request, f"/d/{desk.id}/r/{id_}", told)


ROUTES = [
    Route("/d/{draft}/s/{section}/rewrite", posted(_rewrite), methods=["POST"]),
    Route("/d/{draft}/s/{section}/read", posted(_read), methods=["POST"]),
    Route("/d/{draft}/p/{offer}", _proposal),
    Route("/d/{draft}/p/{offer}", posted(_answered), methods=["POST"]),
    Route("/d/{draft}/r/{offer}", _reading),
    Route("/d/{draft}/r/{offer}", posted(_confirmed), methods=["POST"]),
]
