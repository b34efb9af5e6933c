"""The commands ``assistant review``: 送审, 退回, 审核, 签发 and their record."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import print_line
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.revision.people import Roster
    from assistant.revision.session import Session


@contextmanager
def _opened(draft: Path, users: Path | None) -> Iterator[tuple[Session, Roster]]:
    """The draft and the people; what is done bears the name that the users file gives."""
    from assistant.revision.holder import acting_as, user_name
    from assistant.revision.people import load_roster
    from assistant.revision.review import flow_of
    from assistant.revision.session import Session

    roster = load_roster(users)
    name = roster.person(user_name()).name
    with acting_as(name), Session.open(draft) as session:
        yield session, roster
        print_line(f"现在是{flow_of(session).standing.value}。")


def submit(draft: Path, *, opinion: str = "", users: Path | None = None) -> None:
    """Submits the draft; what was let stand is listed."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        review.submit(session, roster, opinion)
        for line in review.waivers(session):
            print_line(f"已放行:{line}")


def _step(name: str) -> Callable[..., None]:
    """The command of a step that takes no more than an opinion."""

    def step(draft: Path, *, opinion: str = "", users: Path | None = None) -> None:
        from assistant.revision.review import STEPS

        with _opened(draft, users) as (session, roster):
            STEPS[name](session, roster, opinion)

    return step


def send_back(
    draft: Path, *, opinion: str = "", section: str = "", quote: str = "", users: Path | None = None
) -> None:
    """Returns the draft with the reason."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        id_ = session.section_id(section) if section else ""
        review.send_back(session, roster, opinion, id_, quote)


def opinion_on(
    draft: Path, *, opinion: str = "", section: str = "", quote: str = "", users: Path | None = None
) -> None:
    """Leaves an opinion."""
    from assistant.revision import review

    with _opened(draft, users) as (session, _):
        id_ = session.section_id(section) if section else ""
        review.remark(session, opinion, id_, quote)


def settle(draft: Path, number: int, *, opinion: str = "", users: Path | None = None) -> None:
    """Marks an opinion as dealt with."""
    from assistant.revision import review

    with _opened(draft, users) as (session, _):
        review.settle(session, number, opinion)


def log(draft: Path) -> None:
    """Prints the record; looks only."""
    from assistant.revision.review import record_lines
    from assistant.revision.session import Session

    with Session.open(draft, read_only=True) as session:
        for line in record_lines(session):
            print_line(line)


def password() -> None:
    """Asks for a password twice and prints what the users file is to hold of it."""
    from assistant.revision.people import SHORTEST, hashed

    given = typer.prompt("口令", hide_input=True, confirmation_prompt="再输一遍")
    if len(given) < SHORTEST:
        raise InputError(f"口令太短(至少 {SHORTEST} 个字符)", advice="换一个长些的")
    print_line(f'password = "{hashed(given)}"')


COMMANDS = {
    "review submit": submit,
    "review return": send_back,
    "review approve": _step("approve"),
    "review countersign": _step("countersign"),
    "review sign": _step("sign"),
    "review opinion": opinion_on,
    "review settle": settle,
    "review log": log,
    "review password": password,
}
