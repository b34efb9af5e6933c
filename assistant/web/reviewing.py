"""The pages of 起草, 审核, 签发."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import Route

from assistant.errors import InputError
from assistant.revision import review
from assistant.revision.people import Duty
from assistant.revision.review import Standing
from assistant.web.desk import whole_seen
from assistant.web.paging import back, desk_of, office_of, page, person_of, posted

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.revision.session import Session
    from assistant.web.office import Office
    from assistant.web.paging import Form

# Whose turn it is.
_DUTIES = {
    Standing.DRAFTING: Duty.DRAFT,
    Standing.RETURNED: Duty.DRAFT,
    Standing.REVIEW: Duty.REVIEW,
    Standing.APPROVED: Duty.SIGN,
}


async def _review(request: Request) -> Response:
    desk, office = desk_of(request), office_of(request)
    person = person_of(request)
    values = await desk.ask(lambda session: _shown(session, office, person), person)
    return page(request, "review.html", desk=desk, **values)


def _shown(session: Session, office: Office, person: str) -> dict[str, Any]:
    flow, roster = review.flow_of(session), office.roster
    duty = _DUTIES.get(flow.standing)
    who = [each.name for each in roster.people if duty in each.roles]
    may = roster.everybody or person in who
    return {
        "title": session.draft.title,
        "views": session.views,
        "flow": flow,
        "steps": review.STEP_NAMES,
        "titles": {view.section.id: view.title for view in session.views},
        "lines": review.record_lines(session),
        "waivers": review.waivers(session),
        "writers": sorted(review.writers(session)),
        "coverage": session.checked.report.coverage,
        "seen": whole_seen(session),
        "can_submit": may and duty is Duty.DRAFT,
        "can_approve": may and duty is Duty.REVIEW,
        "can_sign": may and duty is Duty.SIGN,
        "waits": "" if may or duty is None else f"{duty.label}由{'、'.join(who) or '(没有人)'}来做",
        "left": review.to_countersign(session, roster),
        "under_way": flow.standing in {Standing.REVIEW, Standing.APPROVED},
    }


async def _step(request: Request, form: Form) -> Response:
    desk, office, step = desk_of(request), office_of(request), request.path_params["step"]
    if step not in review.STEP_NAMES:
        raise HTTPException(404)

    def work(session: Session) -> str:
        # An opinion may be late; what is approved and signed is the text that was on the page.
        if step not in {"opinion", "settle"} and form.text("seen") != whole_seen(session):
            raise InputError("打开这一页以后初稿又改过,这一步没有做", advice="看清现在的文字再做")
        _do(session, office, step, form)
        return f"已记下:{review.STEP_NAMES[step]}"

    told = await desk.change(work, person_of(request))
    where = form.text("back")
    return back(request, f"/d/{desk.id}/s/{where}" if where else f"/d/{desk.id}/review", told)


def _do(session: Session, office: Office, step: str, form: Form) -> None:
    opinion, where = form.text("opinion"), (form.text("section"), form.text("quote").strip())
    if step in review.STEPS:
        review.STEPS[step](session, office.roster, opinion)
    elif step == "return":
        review.send_back(session, office.roster, opinion, *where)
    elif step == "opinion":
        review.remark(session, opinion, *where)
    else:
        number = form.text("number")
        review.settle(session, int(number) if number.isdecimal() else 0, opinion)


ROUTES = [
    Route("/d/{draft}/review", _review),
    Route("/d/{draft}/review/{step}", posted(_step), methods=["POST"]),
]
