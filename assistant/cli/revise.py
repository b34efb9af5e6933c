"""The command ``assistant revise``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import message_line, print_line
from assistant.cli.model_options import BaseUrl, Choice, ModelName, Profile, PromptFolder
from assistant.cli.reading import ReaderName  # noqa: TC001 - typer reads the annotations
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.revision.rewriting import Writer
    from assistant.revision.scripted import Request
    from assistant.revision.second import Opener
    from assistant.revision.session import Session

_DraftFile = Annotated[Path, typer.Argument(metavar="DRAFT", help="初稿(.draft,或旁边的 .docx)。")]
_Words = list[str] | None


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        "revise",
        help="逐节修订初稿。不带动作时打开修订界面(按屏幕上的键操作);带动作时直接执行,供脚本使用。",
    )(revise)


def _option(name: str, text: str, metavar: str | None = None) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=text)
    return info


def revise(
    draft: _DraftFile,
    *,
    listing: Annotated[bool, _option("--list", "列出各节的状态和问题。")] = False,
    show: Annotated[str | None, _option("--show", "看一节的文字、数字和事实。", "N")] = None,
    section: Annotated[str | None, _option("--section", "下面几个动作用在哪一节。", "N")] = None,
    rewrite: Annotated[str | None, _option("--rewrite", "按要求重写这一节。", "要求")] = None,
    reword: Annotated[bool, _option("--reword", "这一节换一种说法。")] = False,
    quote: Annotated[
        str, _option("--quote", "只重写这几个字所在的一句(和 --rewrite、--reword 一起用)。", "原文")
    ] = "",
    edit_file: Annotated[
        Path | None, _option("--edit-file", "用这个文件里的文字作这一节的新稿。", "FILE")
    ] = None,
    mend: Annotated[str | None, _option("--mend", "改正一节机械性的校对问题。", "N")] = None,
    take: Annotated[
        str | None, _option("--take", "采用这一节的一条校对意见(编号见 --show)。", "ID")
    ] = None,
    accept: Annotated[
        bool, _option("--accept", "采用重写的结果;没有重写时,把这一节记为通过。")
    ] = False,
    reject: Annotated[bool, _option("--reject", "不采用重写的结果(留在历史里)。")] = False,
    withdraw: Annotated[bool, _option("--withdraw", "取消这一节的通过。")] = False,
    use: Annotated[int | None, _option("--use", "这一节换用第几稿。", "稿")] = None,
    undo: Annotated[str | None, _option("--undo", "撤销一步。", "N")] = None,
    redo: Annotated[str | None, _option("--redo", "重做一步。", "N")] = None,
    diff: Annotated[str | None, _option("--diff", "比较一节的现稿和前一稿。", "N")] = None,
    against: Annotated[int | None, _option("--against", "和第几稿比较。", "稿")] = None,
    lock: Annotated[str | None, _option("--lock", "锁定一节。", "N")] = None,
    unlock: Annotated[str | None, _option("--unlock", "解锁一节。", "N")] = None,
    waive: Annotated[_Words, _option("--waive", "放行一条问题。", "ID=理由")] = None,
    correct: Annotated[_Words, _option("--correct", "按事实改正一条问题。", "ID")] = None,
    add_fact: Annotated[
        _Words, _option("--add-fact", "把一条问题里的数字加为事实。", "ID=名称")
    ] = None,
    change_fact: Annotated[
        _Words, _option("--change-fact", "按一条问题里的数字改事实表。", "ID[=事实]")
    ] = None,
    rename: Annotated[_Words, _option("--rename", "改一节的标题。", "N=标题")] = None,
    add_section: Annotated[_Words, _option("--add-section", "在末尾加一节。", "标题")] = None,
    leave_out: Annotated[
        str | None, _option("--leave-out", "删去一节(可用 --restore 放回)。", "N")
    ] = None,
    move: Annotated[_Words, _option("--move", "把一节移到第几个位置。", "N=位置")] = None,
    move_paragraph: Annotated[
        _Words, _option("--move-paragraph", "把第 N 节第 P 段移到另一节末尾。", "N.P=M")
    ] = None,
    move_fact: Annotated[_Words, _option("--move-fact", "把一条事实移到另一节。", "ID=N")] = None,
    undo_step: Annotated[
        bool, _option("--undo-step", "撤销上一步加为事实、改事实表、移动、改标题、增删章节。")
    ] = False,
    bring: Annotated[
        Path | None, _option("--import", "导入改过的 Word 文件。", "EDITED.docx")
    ] = None,
    undo_import: Annotated[
        bool, _option("--undo-import", "撤销上一次导入:文字、次序、标题都回到导入前。")
    ] = False,
    restore: Annotated[str | None, _option("--restore", "放回导入时删去的章节。", "ID")] = None,
    accept_all: Annotated[bool, _option("--accept-all", "没有任何问题时,各节全部通过。")] = False,
    second_read: Annotated[
        str | None, _option("--second-read", "请 --reader 读这一节,列出与程序不同的看法。", "N")
    ] = None,
    reader: ReaderName = None,
    confirm: Annotated[
        _Words, _option("--confirm", "确认 --second-read 的一处“模型读作”,记入事实表。", "ID=名称")
    ] = None,
    take_facts: Annotated[
        bool, _option("--take-facts", "事实表改过以后,采用新的事实(会变的数字先用 --list 看)。")
    ] = False,
    json: Annotated[bool, _option("--json", "输出 JSON。")] = False,
    facts: Annotated[Path | None, _option("--facts", "另用一份事实表。", "FACTS")] = None,
    samples: Annotated[Path | None, _option("--samples", "另用一个范文文件夹。", "DIR")] = None,
    model: ModelName = None,
    profile: Profile = None,
    base_url: BaseUrl = None,
    prompts: PromptFolder = None,
    offline: Annotated[bool, _option("--offline", "不用模型,用离线写法重写。")] = False,
    take_over: Annotated[bool, _option("--take-over", "接管初稿(确认别处已不在使用时)。")] = False,
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
