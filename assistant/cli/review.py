"""The commands ``assistant review``: 送审, 退回, 审核, 签发 and their record."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_line
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.revision.people import Roster
    from assistant.revision.session import Session

_DraftFile = Annotated[Path, typer.Argument(metavar="DRAFT", help="初稿(.draft,或旁边的 .docx)。")]
_Users = Annotated[
    Path | None,
    typer.Option("--users", metavar="FILE", help="人员文件(TOML);不写时人人都有各项职责。"),
]
_Opinion = Annotated[str, typer.Option("--opinion", metavar="OPINION", help="意见。")]
_Section = Annotated[str, typer.Option("--section", metavar="N", help="意见说的是哪一节。")]
_Quote = Annotated[str, typer.Option("--quote", metavar="QUOTE", help="这一节里的原文。")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="起草、审核、签发的流程和记录。")
    for name, command, words in (
        ("submit", submit, "送审。"),
        ("return", send_back, "退回,要写理由。"),
        ("approve", approve, "审核通过。"),
        ("countersign", countersign, "会签(人员文件里写了要会签的人)。"),
        ("sign", sign, "签发。"),
        ("opinion", opinion_on, "提意见,可指明章节和原文。"),
        ("settle", settle, "把一条意见记为已处理。"),
        ("log", log, "列出审签记录。"),
        ("password", password, "生成人员文件里要写的口令摘要。"),
    ):
        group.command(name, help=words)(command)
    app.add_typer(group, name="review")


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


def submit(draft: _DraftFile, *, opinion: _Opinion = "", users: _Users = None) -> None:
    """Submits the draft; what was let stand is listed."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        review.submit(session, roster, opinion)
        for line in review.waivers(session):
            print_line(f"已放行:{line}")


def send_back(
    draft: _DraftFile,
    *,
    opinion: _Opinion = "",
    section: _Section = "",
    quote: _Quote = "",
    users: _Users = None,
) -> None:
    """Returns the draft with the reason."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        id_ = session.section_id(section) if section else ""
        review.send_back(session, roster, opinion, id_, quote)


def approve(draft: _DraftFile, *, opinion: _Opinion = "", users: _Users = None) -> None:
    """Approves the text as it stands."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        review.approve(session, roster, opinion)


def countersign(draft: _DraftFile, *, opinion: _Opinion = "", users: _Users = None) -> None:
    """Countersigns the text as it stands."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        review.countersign(session, roster, opinion)


def sign(draft: _DraftFile, *, opinion: _Opinion = "", users: _Users = None) -> None:
    """Signs the text that was approved."""
    from assistant.revision import review

    with _opened(draft, users) as (session, roster):
        review.sign(session, roster, opinion)


def opinion_on(
    draft: _DraftFile,
    *,
    opinion: _Opinion = "",
    section: _Section = "",
    quote: _Quote = "",
    users: _Users = None,
) -> None:
    """Leaves an opinion."""
    from assistant.revision import review

    with _opened(draft, users) as (session, _):
        id_ = session.section_id(section) if section else ""
        review.remark(session, opinion, id_, quote)


def settle(
    draft: _DraftFile,
    number: Annotated[int, typer.Argument(metavar="N", help="意见的编号,见 review log。")],
    *,
    opinion: _Opinion = "",
    users: _Users = None,
) -> None:
    """Marks an opinion as dealt with."""
    from assistant.revision import review

    with _opened(draft, users) as (session, _):
        review.settle(session, number, opinion)


def log(draft: _DraftFile) -> None:
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
