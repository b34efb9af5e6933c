"""The report for the person at a terminal: coverage first, then each finding with its sentence.

The text is made of pieces with a style each, so that one reading serves a terminal with colours
and a file without; the figure stands in 【】 either way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.domain import Level, Verdict
from assistant.verification.formats.naming import (
    EXEMPTION_NAMES,
    LEVEL_NAMES,
    NOTHING_STATED,
    Lines,
    marked_sentence,
    rows_of,
    states_nothing,
    told_of_doubts,
    told_of_reader,
    warnings_and_errors,
)
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Finding, Report

Style = Literal["", "strong", "error", "warning", "good", "quiet"]


class Piece(NamedTuple):
    """Some words and how to show them."""

    text: str
    style: Style = ""


def to_text(documents: Sequence[tuple[str, str, Report]], *, show_all: bool = False) -> str:
    """The reports of ``(path, text, report)`` as plain text; arguments as for :func:`pieces`."""
    return "".join(piece.text for piece in pieces(documents, show_all=show_all)).rstrip("\n")


def pieces(
    documents: Sequence[tuple[str, str, Report]], *, show_all: bool = False
) -> Iterator[Piece]:
    """The text, piece by piece.

    Args:
        documents: what was verified.
        show_all: also lists what holds and what is no claim.
    """
    for number, (path, text, report) in enumerate(documents):
        if number:
            yield Piece("\n")
        lines = Lines(text)
        yield from _head(path, report)
        for count, finding in enumerate(report.findings, 1):
            if finding.start is not None:
                yield from _finding(count, finding, text, lines)
        yield from _unplaced(report)
        for finding, reason in report.waived:
            yield from _waived(finding, reason, lines)
        if show_all:
            yield from _rest(report, lines)
    if len(documents) > 1:
        passed = sum(report.ok for _, _, report in documents)
        yield Piece(f"\n共 {len(documents)} 份:通过 {passed} 份,未通过 ", "strong")
        yield Piece(f"{len(documents) - passed} 份。\n", "strong")


def _head(path: str, report: Report) -> Iterator[Piece]:
    counts = report.coverage
    yield Piece(f"{'标准输入' if path == '-' else path}:", "strong")
    yield Piece(f"{'通过' if report.ok else '未通过'}\n", "good" if report.ok else "error")
    warnings, errors = warnings_and_errors(report)
    yield Piece(
        f"  数字 {counts.mentions} 处:核对 {counts.checked} 处,不是数据的 {counts.exempt} 处;"
        f"错误 {errors} 条,提醒 {warnings} 条,放行 {counts.waived} 条。\n"
    )
    if doubts := told_of_doubts(report):
        yield Piece(f"  {doubts}。\n")
    if report.reader is not None:
        yield Piece(f"  {told_of_reader(report)}\n")
    if states_nothing(report):
        yield Piece(f"  {NOTHING_STATED};请检查初稿和事实表是不是一套。\n")


def _finding(count: int, finding: Finding, text: str, lines: Lines) -> Iterator[Piece]:
    style: Style = "error" if finding.level is Level.ERROR else "warning"
    yield Piece(f"\n{count}. ")
    yield Piece(f"{LEVEL_NAMES[finding.level]}·{verdict_table()[finding.verdict].name}", style)
    line = lines.place(finding.start or 0).line
    yield Piece(f"  第{line}行 编号 {finding.id}\n", "quiet")
    sentence = marked_sentence(text, finding)
    yield Piece(f"   {sentence.before}")
    yield Piece(f"【{sentence.figure}】", style)
    yield Piece(f"{sentence.after}\n")
    for title, words in rows_of(finding).items():
        yield Piece("   出自范文:" if title == "范文" else f"   {title}:")
        told = f"{words.rstrip('。')}。" if title == "怎么办" else words
        yield Piece(f"{told}\n", "good" if title == "应为" else "")


def _unplaced(report: Report) -> Iterator[Piece]:
    """The findings that have no place in the text, a line each."""
    found = [finding for finding in report.findings if finding.start is None]
    if not found:
        return
    words = verdict_table()[Verdict.UNUSED]
    yield Piece(f"\n提醒·{words.name} {len(found)} 条", "warning")
    yield Piece(f"  {words.todo}\n")
    for finding in found:
        yield Piece(f"   {finding.reason}")
        yield Piece(f"  编号 {finding.id}\n", "quiet")


def _waived(finding: Finding, reason: str, lines: Lines) -> Iterator[Piece]:
    where = f"第{lines.place(finding.start).line}行" if finding.start is not None else ""
    name = verdict_table()[finding.verdict].name
    words = finding.text or finding.fact or ""
    yield Piece("\n已放行·", "quiet")
    yield Piece(f"{name} {where}【{words}】 编号 {finding.id}\n   理由:{reason}\n")


def _rest(report: Report, lines: Lines) -> Iterator[Piece]:
    held = [figure for figure in report.figures if figure.level is None]
    if held:
        yield Piece(f"\n核对无误的 {len(held)} 处\n", "strong")
    for figure in held:
        fact = f" ← {figure.fact}" if figure.fact else ""
        formula = f"({figure.formula})" if figure.formula else ""
        name = verdict_table()[figure.verdict].name
        yield Piece(f"   第{lines.place(figure.start).line}行 【{figure.text}】")
        yield Piece(f" {name}{fact}{formula}\n", "good")
    if report.exempt:
        yield Piece(f"\n不是数据的 {len(report.exempt)} 处\n", "strong")
    for mention in report.exempt:
        why = EXEMPTION_NAMES[mention.reason]
        detail = f":{mention.detail}" if mention.detail else ""
        yield Piece(f"   第{lines.place(mention.start).line}行 【{mention.text}】")
        yield Piece(f" {why}{detail}\n", "quiet")
