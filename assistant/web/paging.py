"""What every page shares: templates, forms with their token, messages, and the way back."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from assistant.errors import InputError
from assistant.files import safe_name
from assistant.revision.marks import state_mark

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.domain import Finding
    from assistant.verification.verdict_table import VerdictRow
    from assistant.web.desk import Desk
    from assistant.web.door import Visitor
    from assistant.web.office import Office

_FIELDS = 5000  # of a form: a row of the facts table has several
_PART = 2 * 1024 * 1024  # bytes of a field that is no file


@dataclass(frozen=True, slots=True)
class Form:
    """A form that came in, its token proved.

    Attributes:
        data: its fields.
    """

    data: FormData

    def text(self, name: str) -> str:
        """A field; empty where it is missing."""
        value = self.data.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self) -> dict[str, str]:
        """All fields that are no files."""
        return {name: value for name, value in self.data.items() if isinstance(value, str)}

    async def upload(self, name: str, endings: set[str]) -> tuple[str, bytes]:
        """A file with one of these endings: its name made safe, and its bytes."""
        value = self.data.get(name)
        if not isinstance(value, UploadFile) or not value.filename:
            raise InputError("没有选文件", advice="请先选一个文件")
        stem, dot, ending = value.filename.replace("\\", "/").rpartition("/")[2].rpartition(".")
        ending = f"{dot}{ending}".lower()
        if ending not in endings:
            raise InputError(
                f"不能用这种文件(“{safe_name(value.filename)}”)",
                advice=f"可用的后缀:{'、'.join(sorted(endings))}",
            )
        return f"{safe_name(stem, '上传的文件')}{ending}", await value.read()


@cache
def _templates() -> Environment:
    # Whatever comes from drafts, facts, samples and file names is text: everything is escaped.
    environment = Environment(
        loader=PackageLoader("assistant.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"state_mark": state_mark, "words_of": _words_of}
    return environment


def _words_of(finding: Finding) -> tuple[str, VerdictRow]:
    # Both load the verifier, which the first page does without.
    from assistant.verification.formats.naming import LEVEL_NAMES  # noqa: PLC0415
    from assistant.verification.verdict_table import verdict_table  # noqa: PLC0415

    return LEVEL_NAMES[finding.level], verdict_table()[finding.verdict]


def page(request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template with the visitor's messages."""
    visitor = visitor_of(request)
    told, visitor.told[:] = list(visitor.told), []
    office = office_of(request)
    html = (
        _templates()
        .get_template(template)
        .render(
            csrf=visitor.csrf,
            told=told,
            person=office.person(visitor.person),
            logged=visitor.person,
            **values,
        )
    )
    return HTMLResponse(html, status)


def posted(handler: Callable[[Request, Form], Awaitable[Response]]) -> Callable[..., Any]:
    """An endpoint for a form: its token is proved before the handler sees it."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=_PART) as data:
            token = data.get("csrf", "")
            known = visitor_of(request).csrf.encode()
            if not isinstance(token, str) or not hmac.compare_digest(token.encode(), known):
                raise HTTPException(403, "这张表不是从本程序的页面来的,或页面太旧;请刷新后再试。")
            return await handler(request, Form(data))

    return endpoint


def office_of(request: Request) -> Office:
    """What the pages work with."""
    office: Office = request.app.state.office
    return office


def visitor_of(request: Request) -> Visitor:
    """Whose browser it is."""
    visitor: Visitor = request.state.visitor
    return visitor


def person_of(request: Request) -> str:
    """In whose name something is done."""
    return office_of(request).person(visitor_of(request).person)


def desk_of(request: Request) -> Desk:
    """The draft that the address names; 404 where there is none."""
    desk = office_of(request).desk(request.path_params["draft"])
    if desk is None:
        raise HTTPException(404, "没有这份初稿。")
    return desk


def back(request: Request, where: str, *told: str) -> RedirectResponse:
    """To another page, with messages for it."""
    visitor_of(request).told += told
    return RedirectResponse(where, 303)
