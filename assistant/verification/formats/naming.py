"""What every format tells of a report: names in Chinese, places as people and editors count them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Basis, Exemption, Level
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Finding, Report

NOTHING_STATED = "文中没有一处数字与事实表相符,所以不算通过"

LEVEL_NAMES = {Level.ERROR: "错误", Level.WARNING: "提醒"}
EXEMPTION_NAMES = {
    Exemption.ENUM: "序号",
    Exemption.TERM: "固定词语",
    Exemption.NAME: "名称",
    Exemption.TITLE: "书名、标题",
    Exemption.IDIOM: "习语",
    Exemption.VAGUE: "虚指",
    Exemption.STRUCTURE: "结构用语",
}
BASIS_NAMES = {
    Basis.PROGRAM: "程序",
    Basis.READER: "模型读、程序算",
    Basis.PERSON: "人工确认",
}
_SENTENCE_ENDS = "。!?;\n"
# Words shown on either side of a figure in a long sentence.
_CONTEXT = 60


def states_nothing(report: Report) -> bool:
    """Whether a text states no fact: it has no result to show, and must not look as if all were well."""
    return not any(figure.level is None for figure in report.figures)


def warnings_and_errors(report: Report) -> tuple[int, int]:
    """How many findings there are of either level."""
    errors = sum(finding.level is Level.ERROR for finding in report.findings)
    return len(report.findings) - errors, errors


def rows_of(
    finding: Finding, *, formula: str | None = None, waived: str | None = None
) -> dict[str, str]:
    """What to show of a finding, by its title; ``waived`` is the reason why it may stand."""
    todo = None if waived else finding.advice or verdict_table()[finding.verdict].todo
    return filled(
        {
            "说明": finding.reason,
            "应为": finding.expected,
            "算式": formula,
            "范文": finding.sample,
            "放行理由": waived,
            "怎么办": todo,
        }
    )


def filled(rows: Mapping[str, str | None]) -> dict[str, str]:
    """The rows that have something to show."""
    return {title: words for title, words in rows.items() if words}


def told_of_doubts(report: Report) -> str:
    """In words how many warnings keep the report from passing; empty where none does."""
    count = sum(one.blocks and one.level is Level.WARNING for one in report.findings)
    return f"提醒里有 {count} 条要改正,或核对无误后放行,才算通过" if count else ""


def told_of_reader(report: Report) -> str:
    """In a line who read the text too, and what its verdicts rest on; empty where nobody did."""
    note = report.reader
    if note is None:
        return ""
    read = sum(figure.basis is Basis.READER for figure in report.figures)
    rests = ",按 --trust-reader 不再要人确认" if note.trusted else ",待人确认" if read else ""
    more = f";另有 {note.more} 条看法没有列出" if note.more else ""
    return (
        f"第二读者 {note.reader}:问了 {note.asked} 处,读出 {note.answered} 处;"
        f"由模型读、程序算的 {read} 处{rests}{more}。"
    )


class Place(NamedTuple):
    """A line and a column, both counted from 1; columns count code points."""

    line: int
    column: int


class Lines:
    r"""The lines of a text, ended by ``\n``."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts.extend(index + 1 for index, sign in enumerate(text) if sign == "\n")

    def place(self, offset: int) -> Place:
        """The place of a code-point offset."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


class Marked(NamedTuple):
    """A sentence cut at a figure; long ones are shortened with ….

    ``figure`` is empty where the finding has no place.
    """

    before: str
    figure: str
    after: str


def marked_sentence(text: str, finding: Finding) -> Marked:
    """The sentence that a finding stands in, cut at the finding's words."""
    if finding.start is None or finding.end is None:
        return Marked(finding.sentence, "", "")
    begin = max((text.rfind(sign, 0, finding.start) for sign in _SENTENCE_ENDS), default=-1) + 1
    ends = [place for sign in _SENTENCE_ENDS if (place := text.find(sign, finding.end)) >= 0]
    end = min(ends, default=len(text))
    end += text[end : end + 1].strip() != ""
    before = text[begin : finding.start].lstrip()
    after = text[finding.end : end]
    if len(before) > _CONTEXT:
        before = f"…{before[-_CONTEXT:]}"
    if len(after) > _CONTEXT:
        after = f"{after[:_CONTEXT]}…"
    return Marked(before, text[finding.start : finding.end], after)
