"""The check list (核对表): every figure with its verdict, its fact and the fact's source."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.clauses import clauses_around
from assistant.documents.package import without_times
from assistant.documents.wordml import legal
from assistant.documents.writing import text_width
from assistant.domain import Basis, Level, Verdict
from assistant.facts.values import date_text
from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.verification.formats.naming import BASIS_NAMES
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from assistant.domain import Document, Fact, FactSheet, Figure, Report

_LONGEST = 32_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORMS = forms(__file__)
_MEASURED = 200  # characters of a text
_WORD = re.compile(rf"{_FORMS.run.pattern}|.", re.DOTALL)  # what moves to the next line together
_LONGEST_SHOWN, _LONGEST_LINK = 1500, 28
_NARROWEST, _WIDEST, _LONGEST_RUN = 4.5, 40.0, 16
# Column widths that A4 lying takes between its margins, with a tenth to spare for wider fonts: there
# the page is scaled down, to no less than 8 points.
_PAGE_WIDTH = 122.0
_POINTS, _LINE = 9, 12.5  # the type, and the height of a line
_SLACK = 0.92  # how much of a column's width a letter of this size takes
_MARGIN = 0.4  # inches


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A figure of the text, as the check list shows it.

    Attributes:
        section: the heading of the section that it stands in.
        sentence: the sentence that it stands in; of a long one the clauses around it.
        figure: as written.
        verdict: what the verifier says of it.
        reason: why, in Chinese.
        expected: what should stand there; empty where that is not known.
        fact, indicator, value: the fact's id, name and value with its unit.
        formula: how a derived figure follows.
        source: where the fact comes from: ``台账.xlsx!发稿!B5`` becomes a link.
        waived: the reason of the person's waiver.
        basis: what the verdict rests on.
    """

    section: str
    sentence: str
    figure: str
    verdict: Verdict
    reason: str = ""
    expected: str = ""
    fact: str = ""
    indicator: str = ""
    value: str = ""
    formula: str = ""
    source: str = ""
    waived: str = ""
    basis: Basis = Basis.PROGRAM


@dataclass(frozen=True, slots=True)
class UnusedRow:
    """A fact that the text does not state."""

    fact: str
    indicator: str
    value: str = ""
    required: bool = False
    source: str = ""


def check_rows(
    report: Report, document: Document, sheet: FactSheet, section_of: Callable[[int], str]
) -> tuple[CheckRow, ...]:
    """The rows of a report, in the order of the text; ``section_of`` names the section at an offset."""
    return tuple(_check_row(figure, document.text, sheet, section_of) for figure in report.figures)


def _check_row(
    figure: Figure, text: str, sheet: FactSheet, section_of: Callable[[int], str]
) -> CheckRow:
    derived = sheet.derived_by_id.get(figure.fact or "")
    fact = sheet.by_id.get(derived.fact if derived else figure.fact or "")
    return CheckRow(
        section=section_of(figure.start),
        sentence=clauses_around(text, figure.start, figure.end),
        figure=figure.text,
        verdict=figure.verdict,
        reason=figure.reason,
        expected=figure.expected or "",
        fact=figure.fact or "",
        indicator="-".join(fact.path) if fact else "",
        value=value_text(fact) if fact else "",
        formula=figure.formula or (derived.formula if derived else ""),
        source=(fact.source or "") if fact else "",
        waived=figure.waived or "",
        basis=figure.basis,
    )


def unused_rows(report: Report, sheet: FactSheet, text: str) -> tuple[UnusedRow, ...]:
    """The facts that no figure of the report states, in the facts file's order.

    A statement is told where every clause of it stands in ``text``, the text of the report.
    """
    stated: set[str] = set()
    for figure in report.figures:
        if figure.verdict.level is None and figure.fact:
            derived = sheet.derived_by_id.get(figure.fact)
            stated.add(derived.fact if derived else figure.fact)
    bare = _bare(text)
    return tuple(
        UnusedRow(fact.id, "-".join(fact.path), value_text(fact), fact.required, fact.source or "")
        for fact in sheet.facts
        if fact.id not in stated
        and not (
            fact.statement
            and all(_bare(one) in bare for one in _FORMS.clause.split(fact.statement))
        )
    )


def _bare(text: str) -> str:
    """Letters and digits alone, however wide they were typed."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def value_text(fact: Fact) -> str:
    """A fact's value with its unit, its rank or its date, as the facts file gives it."""
    parts: list[str] = []
    if fact.low is not None:
        low, high = f"{fact.low:f}", "" if fact.high is None else f"{fact.high:f}"
        parts.append((low if low == high else f"{low}—{high}") + (fact.unit or ""))
    if fact.rank is not None:
        parts.append(f"{fact.among or ''}第{fact.rank}名")
    if fact.date is not None and fact.date.start is not None:
        parts.append(date_text(fact.date.start))
    return ",".join(parts)


def source_link(source: str) -> tuple[str, str] | None:
    """The file and the place in it that a fact's source names; None where it names no file beside.

    An address of the network is never linked: a check list must not fetch anything.
    """
    match = _FORMS.source.fullmatch(source.strip())
    far = "://" in source or source.startswith(("\\\\", "//"))
    if match is None or far or ":" in match["file"][2:]:
        return None
    sheet = (match["sheet"] or "").strip("'").replace("'", "''")
    return match["file"], f"'{sheet}'!{match['cell'] or 'A1'}" if match["sheet"] else ""


def check_list_of(
    report: Report,
    document: Document,
    sheet: FactSheet,
    section_of: Callable[[int], str],
    *,
    linked: bool = True,
) -> bytes:
    """The .xlsx of a report's check list; ``section_of`` names the section at an offset of the text."""
    rows = check_rows(report, document, sheet, section_of)
    return check_list(rows, unused_rows(report, sheet, document.text), linked=linked)


def check_list(
    rows: Sequence[CheckRow], unused: Sequence[UnusedRow] = (), *, linked: bool = True
) -> bytes:
    """The .xlsx of a check list, ``unused`` on its second sheet; the same input gives the same bytes.

    Sources are links where ``linked``: their ledgers lie beside it.
    """
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    book = Workbook()
    names = shipped(__file__, "checklist.toml")
    first = book.active
    if first is None:
        first = book.create_sheet()
    first.title = names["figures"]["sheet"]
    figures = [_figure_cells(number, row) for number, row in enumerate(rows, 1)]
    _fill(first, names["figures"]["heads"], figures, linked=linked)
    for number, row in enumerate(rows, 2):
        level = None if row.waived else row.verdict.level
        if level is not None:  # a line that a person must look at
            fill = PatternFill("solid", fgColor="FFF8CBAD" if level is Level.ERROR else "FFFFE699")
            for cell in first[number]:
                cell.fill = fill
    second = book.create_sheet(names["unused"]["sheet"])
    others = [_unused_cells(number, row) for number, row in enumerate(unused, 1)]
    _fill(second, names["unused"]["heads"], others, linked=linked)
    buffer = io.BytesIO()
    book.save(buffer)
    return without_times(buffer.getvalue())


def _figure_cells(number: int, row: CheckRow) -> list[str | int]:
    expected = f"(应为{row.expected})" if row.expected and row.verdict.level is not None else ""
    name = verdict_table()[row.verdict].name
    return [
        number, row.section, row.sentence, row.figure, f"{name}(已放行)" if row.waived else name,
        row.reason + expected, row.fact, row.indicator, row.value, row.formula,
        row.source, row.waived, BASIS_NAMES[row.basis],
    ]  # fmt: skip


def _unused_cells(number: int, row: UnusedRow) -> list[str | int]:
    must = "应写" if row.required else "可不写"
    return [number, row.fact, row.indicator, row.value, must, row.source]


def _fill(page: Worksheet, heads: list[str], lines: list[list[str | int]], *, linked: bool) -> None:
    """Head and lines, with filter, frozen head, widths, borders and a page that prints well."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins

    rule = Side(style="thin", color="FFBFBFBF")
    border = Border(left=rule, right=rule, top=rule, bottom=rule)
    wrapped = Alignment(vertical="top", wrap_text=True)
    for column, head in enumerate(heads, 1):
        cell = page.cell(1, column, head)
        cell.font, cell.border = Font(bold=True, size=_POINTS), border
        cell.fill = PatternFill("solid", fgColor="FFD9E2F3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    source = heads.index(shipped(__file__, "checklist.toml")["source"]) + 1
    for number, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            body = page.cell(number, column)
            _set(body, _breakable(value))
            body.border, body.alignment, body.font = border, wrapped, Font(size=_POINTS)
            if linked and column == source and isinstance(value, str):
                _link(body, value)
    texts = [
        [head, *(str(_breakable(line[at])) for line in lines)] for at, head in enumerate(heads)
    ]
    widths = _widths(texts, source - 1)
    lay_out(page, widths)
    for number, row in enumerate(zip(*texts, strict=True), 1):
        page.row_dimensions[number].height = _LINE * _most_lines(row, widths) + 2
    page.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(lines) + 1}"
    page.page_margins = PageMargins(_MARGIN, _MARGIN, _MARGIN, 0.6, footer=0.3)
    footer = page.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "第 &P 页 共 &N 页"


def lay_out(page: Worksheet, widths: Iterable[float]) -> None:
    """Lays a sheet out for A4 lying: all columns on a page, the head frozen and on every page."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.print_title_rows, page.freeze_panes = "1:1", "A2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", "9"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _widths(columns: list[list[str]], linked: int) -> list[float]:
    """The widths of columns, so that all fit the page and no number is broken between two lines.

    Each has what its longest run needs; what the page has left is shared by what their texts need.
    LibreOffice breaks no link: the column ``linked`` gets what its texts need, within bounds.
    """
    least = [max([_NARROWEST, *map(_run_width, texts)]) for texts in columns]
    links = [1.0 + _shown_width(one) * _SLACK for one in columns[linked] if source_link(one)]
    least[linked] = max(least[linked], min(_LONGEST_LINK, max(links, default=0)))
    more = [
        max(0.0, min(_WIDEST, 2.0 + max(map(_shown_width, texts))) - low)
        for low, texts in zip(least, columns, strict=True)
    ]
    more[linked] *= not links
    share = min(1.0, max(0.0, _PAGE_WIDTH - sum(least)) / (sum(more) or 1.0))
    return [round(low + add * share, 1) for low, add in zip(least, more, strict=True)]


def _breakable(value: str | int) -> str | int:
    return _FORMS.operator.sub(r" \1 ", value) if isinstance(value, str) else value


def _run_width(text: str) -> float:
    """What the longest run in a text needs."""
    lengths = map(len, _FORMS.run.findall(text[:_LONGEST]))
    return 2.0 + max((length for length in lengths if length <= _LONGEST_RUN), default=0)


def _most_lines(row: Iterable[str], widths: Iterable[float]) -> int:
    """The lines of the highest cell of a row; a sheet shows at most 409 points, 32 lines."""
    lines = [_lines(text, width / _SLACK) for text, width in zip(row, widths, strict=True)]
    return min(max([1, *lines]), 32)


def _lines(text: str, width: float) -> int:
    """The lines that a text takes at a width in Latin letters."""
    lines, taken = 1, 0
    for word in _WORD.findall(text[:_LONGEST_SHOWN]):
        needed = _shown_width(word)
        if taken and taken + needed > width:
            lines, taken = lines + 1, 0
        taken += needed
    return lines


def _shown_width(text: str) -> int:
    """The width of a text in Latin letters, of its first characters."""
    return int(2 * text_width(text[:_MEASURED]))


def _set(cell: Cell | MergedCell, value: str | int) -> None:
    """Sets a cell; text that a spreadsheet would take for a formula stays text."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = legal(value)[:_LONGEST]
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _link(cell: Cell | MergedCell, source: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    link = source_link(source)
    if link is None:
        return
    target = link[0].replace("\\", "/")
    for sign, code in (("%", "%25"), (" ", "%20"), ("#", "%23")):
        target = target.replace(sign, code)
    if target[1:2] == ":":
        target = f"file:///{target}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target, location=link[1] or None)
    cell.font = Font(color="FF0563C1", underline="single", size=_POINTS)
