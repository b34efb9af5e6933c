"""The command ``assistant proofread``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import error_line, message_line, print_line
from assistant.cli.verify import keep_originals
from assistant.errors import AssistantError, InputError

if TYPE_CHECKING:
    from assistant.cli.proofread_reports import Proofed
    from assistant.documents.given import GivenText
    from assistant.domain import Document, FactSheet
    from assistant.proofreading import Remark, RuleSet

_AUTHOR = "文字校对"
_WORD = (".docx", ".docm")


class Format(StrEnum):
    """The formats of the report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def proofread_command(
    drafts: list[str],
    *,
    fix: bool = False,
    output: Path | None = None,
    form: Format = Format.TEXT,
    facts: Path | None = None,
    rules: Path | None = None,
    annotate: Path | None = None,
    strict: bool = False,
) -> None:
    """Proofreads every draft, reports all of them, and ends with 0, 1 (only --strict) or 2."""
    from assistant.cli import proofread_reports as reports
    from assistant.proofreading import load_rules, office_rules_path

    _check(drafts, output, annotate, fix=fix)
    known = load_rules(rules or office_rules_path())
    done: list[Proofed] = []
    unread = 0
    for path in drafts:
        try:
            read = _read(path, facts)
            found = _proofed(read, known)
            if fix:
                _fix(read, known, output)
        except AssistantError as error:
            error_line(str(error))
            unread += 1
            continue
        done.append(found)
        marks = (read, found.remarks)
    if done:
        print_line(
            {
                Format.TEXT: lambda: reports.to_text(done),
                Format.JSON: lambda: reports.to_json(done),
                Format.SARIF: lambda: reports.to_sarif(done, known),
            }[form]()
        )
        if annotate is not None:  # behind the report, which nothing that fails here takes away
            _annotate(*marks, annotate)
    if unread:
        raise typer.Exit(2)
    if strict and any(one.remarks for one in done):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Read:
    """A given text and what of the facts concerns it."""

    given: GivenText
    document: Document
    terms: tuple[str, ...]


def _check(drafts: list[str], output: Path | None, annotate: Path | None, *, fix: bool) -> None:
    if output is not None and (not fix or len(drafts) != 1):
        raise InputError("-o 只和 --fix 一起用于一份文稿", advice="请加 --fix,并只给一份文稿")
    if annotate is not None and (len(drafts) != 1 or not drafts[0].lower().endswith(_WORD)):
        raise InputError("--annotate 只用于一份 .docx 文稿", advice="请只给一份 .docx")
    keep_originals((output, annotate), drafts)


def _read(path: str, facts: Path | None) -> _Read:
    from assistant.cli.verify import facts_of_draft, read_given
    from assistant.extraction import read_document
    from assistant.facts import load_facts

    sheet: FactSheet | None = load_facts(facts) if facts is not None else facts_of_draft(path)
    if sheet is None and path.lower().endswith(".draft"):
        raise InputError("找不到初稿的事实表", path=path, advice="请加 --facts 事实表.yaml")
    given = read_given(path, sheet)
    read = given.content
    terms = () if sheet is None else sheet.document.terms
    return _Read(given, read_document(read) if isinstance(read, str) else read, terms)


def _proofed(read: _Read, rules: RuleSet) -> Proofed:
    from assistant.cli.proofread_reports import Proofed
    from assistant.proofreading import proofread

    remarks = proofread(read.document, rules, terms=read.terms)
    given = read.given
    if given.plain is not None:
        remarks = tuple(
            one._replace(start=begin, end=end)
            for one in remarks
            for begin, end in (given.home(one.start, one.end),)
        )
    return Proofed(given.path, given.text, remarks)


def _annotate(read: _Read, remarks: tuple[Remark, ...], out: Path) -> None:
    from assistant.documents import Note, commented
    from assistant.files import write_atomic

    notes = [
        Note(
            one.start,
            one.end,
            (
                f"【{one.name}】{one.reason}",
                *((f"建议:{one.suggestion or '删去'}",) if one.suggestion is not None else ()),
            ),
        )
        for one in remarks
    ]
    write_atomic(out, commented(read.given.path, notes, author=_AUTHOR))
    message_line(f"带批注的文稿已写入 {out}。")


def _fix(read: _Read, rules: RuleSet, output: Path | None) -> None:
    path = Path(read.given.path)
    if path.suffix.lower() == ".draft":
        _fix_draft(path, rules)
        return
    from assistant.files import free_name
    from assistant.proofreading import fix_document

    edits, mended = fix_document(read.document, rules, terms=read.terms)
    if not edits:
        message_line(f"{read.given.path}:没有可以自动改正的问题。")
        return
    if read.given.path == "-":
        raise InputError("标准输入不能用 --fix 改正", advice="请给出文件")
    if path.suffix.lower() == ".pdf":
        raise InputError(
            "PDF 不能用 --fix 改正", path=path, advice="请用 .docx 原稿,或按意见手工改"
        )
    out = free_name(output or path.with_name(f"{path.stem}(校对){path.suffix}"))
    left = _write_fixed(read, path, edits, out)
    message_line(f"改正了 {len(mended)} 处,另存为 {out};原稿没有动。")
    if left:
        message_line(f"提醒:其中 {left} 处在自动编号、域或换行上,没有改,请手工处理。")


def _write_fixed(
    read: _Read, path: Path, edits: tuple[tuple[int, int, str], ...], out: Path
) -> int:
    """Writes the mended copy; how many edits could not be made."""
    from assistant.documents import reworded
    from assistant.files import write_atomic

    if path.suffix.lower() in _WORD:
        data, left = reworded(path, edits)
        write_atomic(out, data)
        return len(left)
    made: list[str] = []
    at = 0
    text = read.given.text
    for start, end, new in edits:
        begin, stop = read.given.home(start, end)
        made += (text[at:begin], new)
        at = stop
    write_atomic(out, "".join((*made, text[at:])).encode())
    return 0


def _fix_draft(path: Path, rules: RuleSet) -> None:
    from assistant.revision.proofing import mend_section
    from assistant.revision.session import Session

    with Session.open(path) as session:
        for section in session.draft.sections:
            if section.locked:
                message_line(f"“{session.name(section.id)}”已锁定,没有改。")
                continue
            mended = mend_section(session, section.id, rules)
            if mended:
                message_line(
                    f"“{session.name(section.id)}”改正 {mended} 处,存为新的一稿;"
                    f"撤销用 assistant revise {path} --undo {section.id}。"
                )


COMMANDS = {"proofread": proofread_command}
