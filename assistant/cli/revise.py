"""The command ``assistant revise``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import message_line, print_line
from assistant.cli.model_options import Choice
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.revision.rewriting import Writer
    from assistant.revision.scripted import Request
    from assistant.revision.second import Opener
    from assistant.revision.session import Session

_Words = list[str] | None


def revise(
    draft: Path,
    *,
    listing: bool = False,
    show: str | None = None,
    section: str | None = None,
    rewrite: str | None = None,
    reword: bool = False,
    quote: str = "",
    edit_file: Path | None = None,
    mend: str | None = None,
    take: str | None = None,
    accept: bool = False,
    reject: bool = False,
    withdraw: bool = False,
    use: int | None = None,
    undo: str | None = None,
    redo: str | None = None,
    diff: str | None = None,
    against: int | None = None,
    lock: str | None = None,
    unlock: str | None = None,
    waive: _Words = None,
    correct: _Words = None,
    add_fact: _Words = None,
    change_fact: _Words = None,
    rename: _Words = None,
    add_section: _Words = None,
    leave_out: str | None = None,
    move: _Words = None,
    move_paragraph: _Words = None,
    move_fact: _Words = None,
    undo_step: bool = False,
    bring: Path | None = None,
    undo_import: bool = False,
    restore: str | None = None,
    accept_all: bool = False,
    second_read: str | None = None,
    reader: str | None = None,
    confirm: _Words = None,
    take_facts: bool = False,
    json: bool = False,
    facts: Path | None = None,
    samples: Path | None = None,
    model: str | None = None,
    profile: str | None = None,
    base_url: str | None = None,
    prompts: Path | None = None,
    offline: bool = False,
    take_over: bool = False,
) -> None:
    """Opens the terminal program, or does what the options ask for."""
    from assistant.files import read_text
    from assistant.revision.scripted import Request
    from assistant.revision.scripted_steps import Steps

    request = Request(
        section=section, rewrite=rewrite, reword=reword, quote=quote, accept=accept, reject=reject,
        edit=None if edit_file is None else read_text(edit_file),
        take=take, mend=mend, withdraw=withdraw, use=use, show=show, diff=diff, against=against, undo=undo, redo=redo,
        lock=lock, unlock=unlock, waive=_pairs(waive, "--waive"), correct=tuple(correct or ()),
        steps=Steps(
            add_fact=_pairs(add_fact, "--add-fact"),
            change_fact=tuple((w.partition("=")[0], w.partition("=")[2]) for w in change_fact or ()),
            rename=_pairs(rename, "--rename"), add_section=tuple(add_section or ()),
            leave_out=leave_out, move=_pairs(move, "--move"),
            move_paragraph=_pairs(move_paragraph, "--move-paragraph"),
            move_fact=_pairs(move_fact, "--move-fact"), undo_step=undo_step,
        ),
        restore=restore, bring=bring,
        undo_import=undo_import,
        accept_all=accept_all, listing=listing, take_facts=take_facts,
    )  # fmt: skip

    def writer() -> Writer:
        choice = Choice(model=model, profile=profile, base_url=base_url, prompts=prompts)
        return writer_of(session, choice, offline=offline)

    asked = request != Request() or json
    choice = Choice(model=reader, profile=profile, base_url=base_url, prompts=prompts)
    if second_read is not None or confirm or (asked and reader is not None):
        opener = partial(_open, draft, facts, samples, read_only=not confirm, over=take_over)
        _second(opener, second_read, choice, confirm or ())
        return
    look = asked and not request.changes
    with _open(draft, facts, samples, read_only=look, over=take_over) as session:
        if asked:
            _scripted(session, request, writer, json=json)
        else:
            _screen(session, writer(), choice if reader is not None else None)


def _open(
    draft: Path, facts: Path | None, samples: Path | None, *, read_only: bool, over: bool
) -> Session:
    from assistant.revision.session import Session

    session = Session.open(draft, facts=facts, samples=samples, read_only=read_only, take_over=over)
    if session.store.migrated_copy is not None:
        message_line(f"初稿文件已升级;升级前的备份:{session.store.migrated_copy}")
    return session


def _second(
    opener: Callable[[], Session], which: str | None, choice: Choice, confirmed: Sequence[str]
) -> None:
    """Has one section read, tells what differs, and takes what the person confirms."""
    from assistant.cli.reading import Reading, opened
    from assistant.revision.confirming import confirm
    from assistant.revision.second import read_section

    if which is None or not choice.wanted:
        raise InputError(
            "--second-read、--reader、--confirm 要一起用",
            advice="写成 --second-read 2 --reader 模型名 [--confirm 编号=名称]",
        )
    with opener() as session:
        with opened(Reading(choice), session.sheet) as reader:
            read = read_section(session.checked, session.section_id(which), reader)
        found = {one.id: one for one in read}
        for word in confirmed:
            name, _, called = word.partition("=")
            if name not in found:
                raise InputError(f"没有编号为 {name} 的“模型读作”", advice="编号见 --second-read")
            one = found.pop(name)
            fact = confirm(session, one, called)
            print_line(f"已确认:{one.text} = {one.reading},记入事实 {fact}")
    for one in found.values():
        print_line(f"{one.id} {one.text}:{one.reason}")
    if found:
        raise typer.Exit(1)
    print_line("没有其他不同的看法。")


def _scripted(
    session: Session, request: Request, writer: Callable[[], Writer], *, json: bool
) -> None:
    from json import dumps

    from assistant.revision.scripted import run

    outcome = run(session, request, writer)
    if json:
        print_line(dumps(outcome.data, ensure_ascii=False, indent=2))
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
    from assistant.revision.exporting import export_noted
    from assistant.revision.screen.app import ReviseApp

    ReviseApp(session, writer, partial(export_noted, session), reader_of(reads)).run()


def reader_of(choice: Choice | None) -> Opener | None:
    """Opens the second reader that is asked for; None where none is."""
    if choice is None:
        return None
    from assistant.cli.reading import Reading, opened

    return partial(opened, Reading(choice))


def writer_of(session: Session, choice: Choice, *, offline: bool) -> Writer:
    """The model that is asked for, or that wrote the draft; else the offline writer."""
    from dataclasses import replace

    from assistant.drafting.pipeline.rewriting import ModelWriter
    from assistant.errors import SettingsError
    from assistant.revision.writers import OfflineWriter

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


def _pairs(words: list[str] | None, option: str) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for word in words or ():
        key, sign, value = word.partition("=")
        if not (key and sign and value.strip()):
            raise InputError(f"{option} “{word}”不完整", advice=f"写成 {option} 编号=内容")
        pairs.append((key, value.strip()))
    return tuple(pairs)


COMMANDS = {"revise": revise}
