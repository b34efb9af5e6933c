"""The command ``assistant verify``."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import error_line, message_line, print_line, printable, remind
from assistant.cli.reading import Reading, opened, rehearse
from assistant.cli.samples import folder_for
from assistant.domain import Scope
from assistant.drafting.pipeline.choice import Choice
from assistant.errors import AssistantError, InputError, ModelError
from assistant.files import decode_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.documents.given import GivenText
    from assistant.domain import FactSheet, Report
    from assistant.drafting.pipeline.reading import ModelReader

_STDIN = "-"
_LIMIT = 20 * 1024 * 1024
_NOT_ADOPTED = "事实表改过了,初稿尚未采用:核对的是初稿现在的文字(原来的数字);用 assistant revise --take-facts 采用"
_STYLES = {"strong": "bold", "error": "bold red", "warning": "yellow", "good": "green"}


class Format(StrEnum):
    """The formats of the report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


def verify_command(
    drafts: list[str],
    *,
    facts: Path | None = None,
    samples: Path | None = None,
    no_samples: bool = False,
    form: Format = Format.TEXT,
    output: Path | None = None,
    strict: bool = False,
    show_all: bool = False,
    waive: list[str] | None = None,
    annotate: Path | None = None,
    choice: Choice,
    scope: Scope = Scope.DOUBTFUL,
    trust_reader: bool = False,
    accept: list[str] | None = None,
) -> None:
    """Verifies every draft, reports all of them, and ends with 0, 1, 2 or 3."""
    from assistant.samples import sample_texts

    reading = _reading(choice, scope, trusted=trust_reader, accept=accept)
    waivers = dict(_waiver(word) for word in waive or ())
    _check_annotate(annotate, drafts)
    sheet = _sheet(facts, drafts)
    keep_originals((output, annotate), (*drafts, sheet.path))
    library = sample_texts(folder_for(samples, none=no_samples))
    order = _Order(sheet, library, waivers, reading, strict=strict)
    done, unread = _verified(drafts, order)
    if choice.dry_run:
        raise typer.Exit(2 if unread else 0)
    if accept:
        done = _accepted(accept, drafts, order, done)
    _unknown_waivers(waivers, [report for _, _, report in done])
    if done:
        publish(done, order.sheet, form, output, show_all=show_all)
    if annotate is not None and done:
        _annotate(drafts[0], annotate, done[0][2])
    if unread:
        raise typer.Exit(2)
    if not all(report.ok for _, _, report in done):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Order:
    """How texts are verified; ``reading`` is None where nobody reads beside the program."""

    sheet: FactSheet
    samples: Mapping[str, str]
    waivers: Mapping[str, str]
    reading: Reading | None = None
    strict: bool = field(default=False, kw_only=True)


def _reading(
    choice: Choice, scope: Scope, *, trusted: bool, accept: Sequence[str] | None
) -> Reading | None:
    if choice.wanted:
        return Reading(choice, scope, trusted)
    if trusted or accept or choice.dry_run:
        raise InputError(
            "--trust-reader、--accept、--dry-run 要和 --reader 一起用",
            advice="请加 --reader 模型名",
        )
    return None


def _accepted(
    words_: Sequence[str],
    drafts: Sequence[str],
    order: _Order,
    done: Sequence[tuple[str, str, Report]],
) -> list[tuple[str, str, Report]]:
    """The reports after the confirmed readings went into the facts file."""
    from assistant.revision.second import REASON, teach

    sheet = order.sheet
    found = {finding.id: finding for _, _, report in done for finding in report.findings}
    waivers: dict[str, str] = {}
    for word in words_:
        name, _, called = word.partition("=")
        finding = found.get(name.strip())
        if finding is None:
            raise InputError(f"没有编号为 {name.strip()} 的问题", advice="编号见核对报告")
        sheet = teach(sheet, finding, called)
        waivers[finding.id] = REASON
        message_line(f"已记入事实表 {sheet.path}:{finding.text} = {finding.reading}")
    again = replace(order, sheet=sheet, waivers={**order.waivers, **waivers})
    return _verified(drafts, again)[0]


def _verified(drafts: Sequence[str], order: _Order) -> tuple[list[tuple[str, str, Report]], int]:
    """Every text with its report, and how many could not be read."""
    from contextlib import nullcontext

    done: list[tuple[str, str, Report]] = []
    unread = 0
    live = order.reading if order.reading and not order.reading.choice.dry_run else None
    with opened(live, order.sheet) if live else nullcontext() as reader:
        for path in drafts:
            try:
                given, report = verify_given(path, order, reader)
            except ModelError:
                raise
            except AssistantError as error:
                error_line(str(error))
                unread += 1
                continue
            remind(f"{path}:{note}" for note in given.notes)
            done.append((path, given.text, report))
    return done, unread


def verify_given(path: str, order: _Order, reader: ModelReader | None) -> tuple[GivenText, Report]:
    """One text and its report, offsets in the text as given."""
    from assistant.verification import verify

    given = read_given(path, order.sheet)
    text = given.content
    reading = order.reading
    report = verify(
        text,
        order.sheet,
        samples=order.samples,
        strict=order.strict,
        waivers={**given.waivers, **order.waivers},
        reader=reader,
        scope=reading.scope if reading else Scope.DOUBTFUL,
        trust_reader=bool(reading and reading.trusted),
    )
    if reading is not None and reader is None:
        rehearse(reading, text, report, order.sheet)
    return given, given.at_home(report)


def publish(
    done: Sequence[tuple[str, str, Report]],
    facts: FactSheet,
    form: Format,
    output: Path | None,
    *,
    show_all: bool,
) -> None:
    """Writes the report to a file, or prints it; with colours only on a terminal."""
    from assistant.files import write_atomic
    from assistant.verification import formats

    if output is None and form is Format.TEXT and _coloured():
        _print_coloured(done, show_all=show_all)
        return
    made = {
        Format.TEXT: lambda: formats.to_text(done, show_all=show_all),
        Format.JSON: lambda: formats.to_json(done),
        Format.SARIF: lambda: formats.to_sarif(done, show_all=show_all),
        Format.HTML: lambda: formats.to_html(done, facts),
    }[form]()
    if output is None:
        print_line(made)
        return
    write_atomic(output, f"{made}\n".encode())
    passed = sum(report.ok for _, _, report in done)
    message_line(f"核对了 {len(done)} 份,通过 {passed} 份;报告已写入 {output}。")


def _coloured() -> bool:
    import os
    import sys

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _print_coloured(done: Sequence[tuple[str, str, Report]], *, show_all: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from assistant.verification.formats.text import pieces

    text = Text()
    for piece in pieces(done, show_all=show_all):
        text.append(
            printable(piece.text), style=_STYLES.get(piece.style, "dim" if piece.style else "")
        )
    text.rstrip()
    Console(highlight=False).print(text, soft_wrap=True)


def _waiver(word: str) -> tuple[str, str]:
    name, _, reason = word.partition("=")
    if not name.strip() or not reason.strip():
        raise InputError(
            f"--waive {word} 没有写明理由",
            advice="请写成 --waive 编号=理由,编号见核对报告",
        )
    return name.strip(), reason.strip()


def _unknown_waivers(waivers: Mapping[str, str], reports: Sequence[Report]) -> None:
    used = {finding.id for report in reports for finding, _ in report.waived}
    for name in waivers:
        if name not in used:
            message_line(f"提醒:没有编号为 {name} 的问题,这条放行没有用上。")


def _check_annotate(annotate: Path | None, drafts: Sequence[str]) -> None:
    if annotate is None:
        return
    if len(drafts) != 1 or Path(drafts[0]).suffix.lower() != ".docx":
        raise InputError(
            "--annotate 只用于一份 .docx 文稿", advice="请只给一份 .docx,或去掉 --annotate"
        )
    if annotate.suffix.lower() != ".docx":
        raise InputError("--annotate 的文件名要以 .docx 结尾", path=annotate, advice="请改文件名")


def keep_originals(outputs: Sequence[Path | None], inputs: Sequence[str]) -> None:
    """Refuses to write over what was given."""
    given = {Path(path).resolve() for path in inputs}
    for output in outputs:
        if output is not None and output.resolve() in given:
            raise InputError(
                "这是给出的文稿或事实表,不能写在它上面", path=output, advice="请换一个文件名"
            )


def _annotate(path: str, out: Path, report: Report) -> None:
    from assistant.documents import annotate

    annotate(path, out, report.findings)
    message_line(f"带批注的文稿已写入 {out}。")


def _sheet(facts: Path | None, drafts: Sequence[str]) -> FactSheet:
    from assistant.facts import load_facts

    if facts is not None:
        sheet: FactSheet | None = load_facts(facts)
    else:
        sheet = next(filter(None, (facts_of_draft(draft) for draft in drafts)), None)
    if sheet is None:
        raise InputError("没有给出事实表", advice="请加 --facts 事实表.yaml")
    if not Path(sheet.path).is_file():
        message_line(f"提醒:找不到事实表 {sheet.path},用初稿里存的那一份;另有新的请加 --facts。")
    remind(sheet.warnings)
    return sheet


def read_given(path: str, facts: FactSheet | None) -> GivenText:
    """The text behind a path, with the waivers of its draft; a draft file needs its facts.

    Of a draft it is the text that stands: with the facts that it was last rendered with, whatever
    ``facts`` it is held against.
    """
    from assistant.documents import given

    if path == _STDIN:
        return given.GivenText(path, decode_text(_read_stdin(), path="标准输入"))
    if facts is not None and Path(path).suffix.lower() == ".draft":
        from assistant.drafting.outline.assemble import document_of
        from assistant.revision.factsfile import facts_as_rendered
        from assistant.revision.store import DraftStore

        with DraftStore.open(path, read_only=True) as store:
            draft, kept = store.draft, facts_as_rendered(store, facts)
        document = document_of(draft, kept or facts)
        notes = (_NOT_ADOPTED,) if kept and document_of(draft, facts) != document else ()
        return given.GivenText(
            path, document.text, document, waivers=dict(draft.waivers), notes=notes
        )
    from assistant.revision.store import given_beside

    return given_beside(path)


def _read_stdin() -> bytes:
    data = sys.stdin.buffer.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise InputError("标准输入超过 20 MB", advice="请确认是否给错了文件")
    return data


def facts_of_draft(path: str) -> FactSheet | None:
    """The facts of the draft file at ``path``, or beside it; None where there is no draft file.

    Where the facts file is gone, they are what the draft kept of it.
    """
    file = Path(path).with_suffix(".draft")
    if path == _STDIN or not file.is_file():
        return None
    from assistant.revision.factsfile import load_facts_of
    from assistant.revision.store import DraftStore

    with DraftStore.open(file, read_only=True) as store:
        return load_facts_of(store, None)


COMMANDS = {"verify": verify_command}
