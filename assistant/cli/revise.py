"""The command ``assistant revise``."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import message_line, print_json, print_line
from assistant.drafting.pipeline.choice import Choice
from assistant.errors import InputError
from assistant.revision.request import Request, pairs_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import Finding
    from assistant.revision.rewriting import Writer
    from assistant.revision.second import Opener
    from assistant.revision.session import Session


def revise(
    draft: Path,
    *,
    request: Request,
    edit_file: Path | None = None,
    second_read: str | None = None,
    reader: str | None = None,
    confirm: list[str] | None = None,
    json: bool = False,
    facts: Path | None = None,
    samples: Path | None = None,
    choice: Choice,
    offline: bool = False,
    take_over: bool = False,
) -> None:
    """Opens the terminal program, or does what the options ask for."""
    from assistant.files import read_text

    if edit_file is not None:
        request = replace(request, edit=read_text(edit_file))
    asked = request != Request() or json
    reads = replace(choice, model=reader)
    if second_read is not None or confirm or (asked and reader is not None):
        look = not (confirm or request.waive)
        opener = partial(_open, draft, facts, samples, read_only=look, over=take_over)
        _second(opener, second_read, reads, confirm or (), pairs_in(request.waive))
        return
    look = asked and not request.changes
    with _open(draft, facts, samples, read_only=look, over=take_over) as session:
        writer = partial(writer_of, session, choice, offline=offline)
        if asked:
            _scripted(session, request, writer, json=json)
        else:
            _screen(session, writer(), reads if reader is not None else None)


def _open(
    draft: Path, facts: Path | None, samples: Path | None, *, read_only: bool, over: bool
) -> Session:
    from assistant.revision.session import Session

    session = Session.open(draft, facts=facts, samples=samples, read_only=read_only, take_over=over)
    if session.store.migrated_copy is not None:
        message_line(f"初稿文件已升级;升级前的备份:{session.store.migrated_copy}")
    return session


def _second(
    opener: Callable[[], Session],
    which: str | None,
    choice: Choice,
    confirmed: Sequence[str],
    waived: Sequence[tuple[str, str]],
) -> None:
    """Tells what a reader of one section, or of the draft when it was written, says; takes what the person decides."""
    from assistant.cli.reading import Reading, opened
    from assistant.revision.second import confirm, read_section, second_findings

    if (which is None) is choice.wanted:
        raise InputError(
            "--second-read 和 --reader 要一起用",
            advice="写成 --second-read 2 --reader 模型名 [--confirm 编号=名称]",
        )
    with opener() as session:
        if which is None:
            read = second_findings(session.checked.report)
        else:
            with opened(Reading(choice), session.sheet) as reader:
                read = read_section(session.checked, session.section_id(which), reader)
        found = {one.id: one for one in read}
        for word in confirmed:
            name, _, called = word.partition("=")
            one = _taken(found, name)
            fact = confirm(session, one, called)
            print_line(f"已确认:{one.text} = {one.reading},记入事实 {fact}")
        for name, reason in waived:
            one = _taken(found, name)
            session.let_stand(one, reason)
            print_line(f"已放行:{one.text}")
    for one in found.values():
        print_line(f"{one.id} {one.text}:{one.reason}")
    if found:
        raise typer.Exit(1)
    print_line("没有其他不同的看法。")


def _taken(found: dict[str, Finding], name: str) -> Finding:
    if name not in found:
        raise InputError(f"没有编号为 {name} 的看法", advice="编号见 --second-read")
    return found.pop(name)


def _scripted(
    session: Session, request: Request, writer: Callable[[], Writer], *, json: bool
) -> None:
    from assistant.revision.scripted import run

    outcome = run(session, request, writer)
    if json:
        print_json(outcome.data)
    else:
        for line in outcome.lines:
            print_line(line)
    if outcome.findings:
        raise typer.Exit(1)


def _screen(session: Session, writer: Writer, reads: Choice | None) -> None:
    import os
    import sys

    drawn = os.environ.get("TERM") not in {"dumb", "unknown"}  # the terminal can move its cursor
    if not (sys.stdin.isatty() and sys.stdout.isatty() and drawn):
        raise InputError(
            "修订界面要在终端里打开",
            advice="在终端里运行,或用 --list、--section 等选项(见 assistant revise --help)",
        )
    from assistant.revision.screen.app import ReviseApp

    ReviseApp(session, writer, reader_of(reads)).run()


def reader_of(choice: Choice | None) -> Opener | None:
    """Opens the second reader that is asked for; None where none is."""
    if choice is None:
        return None
    from assistant.cli.reading import Reading, opened

    return partial(opened, Reading(choice))


def writer_of(session: Session, choice: Choice, *, offline: bool) -> Writer:
    """The model that is asked for, or that wrote the draft; else the offline writer."""
    from assistant.drafting.pipeline.rewriting import ModelWriter
    from assistant.errors import SettingsError
    from assistant.revision.rewriting import OfflineWriter

    wrote = session.store.meta("model")
    if offline or not (choice.wanted or wrote):
        return OfflineWriter()
    try:
        settings = (choice if choice.wanted else replace(choice, model=wrote)).settings()
    except SettingsError as error:
        if choice.wanted:
            raise
        message_line(f"写这份初稿的模型 {wrote} 现在没有配置({error.found}),改用离线写法重写。")
        return OfflineWriter()
    return ModelWriter(
        choice.open(settings, session.sheet),
        session.samples_folder,
        choice.options(settings),
        settings,
    )


COMMANDS = {"revise": revise}
