"""The check list: every figure, what it rests on, and where that stands."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from assistant.documents import CheckRow, UnusedRow, check_list, check_rows, unused_rows
from assistant.documents.checklist import source_link, value_text
from assistant.documents.clauses import clauses_around, sentence_at
from assistant.domain import (
    Coverage,
    DateSpan,
    Derived,
    DerivedKind,
    Document,
    DocumentInfo,
    Fact,
    FactSheet,
    Figure,
    Level,
    PartialDate,
    Report,
    Verdict,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_TEXT = "工作总结\n全年发稿455篇;同比增长13.2%。培训23期。"
_ARTICLES = Fact("articles", ("媒体发稿",), indicator="媒体发稿", low=Decimal(455), high=Decimal(455),
                 unit="篇", source="台账.xlsx!发稿!B5")  # fmt: skip
_TRAINING = Fact(
    "training", ("培训",), indicator="培训", low=Decimal(20), high=Decimal(25), unit="期"
)
_PLAN = Fact("plan", ("会议",), event="会议", rank=3, among="全市", required=False,
             date=DateSpan(PartialDate(2025, 7, 27), None))  # fmt: skip
_GROWTH = Derived(
    "articles.growth", "articles", DerivedKind.GROWTH, Decimal("13.2"), "%", "(455-402)÷402=13.2%"
)
_SHEET = FactSheet(DocumentInfo("总结"), (_ARTICLES, _TRAINING, _PLAN), (_GROWTH,))


def _figure(text: str, verdict: Verdict, fact: str | None, **more: str) -> Figure:
    start = _TEXT.index(text)
    return Figure(start, start + len(text), text, verdict, fact, verdict.level, **more)


_FIGURES = (
    _figure("455篇", Verdict.SUPPORTED, "articles"),
    _figure("13.2%", Verdict.DERIVED, "articles.growth"),
    _figure("23期", Verdict.CONTRADICTED, "training", reason="事实不是这个", expected="20—25期"),
)
_REPORT = Report(
    ok=False, coverage=Coverage(3, 3, 0, 0, 1), figures=_FIGURES, findings=(), exempt=()
)


def _book(data: bytes) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data))


def _sheets(data: bytes) -> list[Worksheet]:
    return _book(data).worksheets


def test_rows_bring_figure_fact_and_source_together() -> None:
    """Section, sentence, fact, value, and the formula of a derived figure."""
    rows = check_rows(
        _REPORT, Document(_TEXT, ()), _SHEET, lambda at: "一、成效" if at < 20 else "二、培训"
    )
    assert rows[0] == CheckRow(
        "一、成效", "全年发稿455篇;", "455篇", Verdict.SUPPORTED, fact="articles", indicator="媒体发稿",
        value="455篇", source="台账.xlsx!发稿!B5",
    )  # fmt: skip
    assert rows[1].formula == "(455-402)÷402=13.2%"
    assert rows[1].indicator == "媒体发稿"
    assert (rows[2].section, rows[2].value, rows[2].sentence) == (
        "二、培训",
        "20—25期",
        "培训23期。",
    )


def test_facts_that_no_figure_states_are_listed() -> None:
    """A fact told wrongly is not stated; a derived figure states its fact."""
    assert [row.fact for row in unused_rows(_REPORT, _SHEET, _TEXT)] == ["training", "plan"]
    assert unused_rows(_REPORT, _SHEET, _TEXT)[1].value == "全市第3名,2025年7月27日"
    assert value_text(Fact("a", ("甲",), statement="甲")) == ""


def test_the_workbook_reads_well() -> None:
    """Two sheets with filters, a frozen head, and columns as wide as their text."""
    rows = check_rows(_REPORT, Document(_TEXT, ()), _SHEET, lambda _: "一、成效")
    first, second = _sheets(check_list(rows, unused_rows(_REPORT, _SHEET, _TEXT)))
    assert (first.title, second.title) == ("核对表", "未用事实")
    assert [cell.value for cell in first[1]] == [
        "序号", "章节", "原句", "数字", "结论", "说明", "事实编号", "指标", "事实值", "算式", "出处", "放行理由", "依据",
    ]  # fmt: skip
    assert [cell.value for cell in first[4]][:6] == [
        3, "一、成效", "培训23期。", "23期", "与事实不符", "事实不是这个(应为20—25期)",
    ]  # fmt: skip
    assert (first.freeze_panes, first.auto_filter.ref) == ("A2", "A1:M4")
    assert first.column_dimensions["C"].width > first.column_dimensions["A"].width
    assert first["A4"].fill.fgColor.rgb == "FFF8CBAD"
    assert first["A2"].fill.fill_type is None
    assert [cell.value for cell in second[2]][1:5] == ["training", "培训", "20—25期", "应写"]


def test_a_source_is_a_link_to_file_sheet_and_cell() -> None:
    """Relative to the check list; words and addresses of the network are no links."""
    row = CheckRow("", "", "1", Verdict.SUPPORTED, source="台 账.xlsx!发稿!B5")
    first, _ = _sheets(check_list([row]))
    link = first["K2"].hyperlink
    assert (link.target, link.location) == ("台%20账.xlsx", "'发稿'!B5")
    bare = _sheets(check_list([row], linked=False))[0]["K2"]
    assert (bare.value, bare.hyperlink) == (row.source, None)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("台账.xlsx", ("台账.xlsx", "")),
        ("台账.xlsx!发稿", ("台账.xlsx", "'发稿'!A1")),
        ("台账.xlsx!'1月'!$B$5:C7", ("台账.xlsx", "'1月'!$B$5:C7")),
        (r"D:\台账\1.xlsx!甲!A1", (r"D:\台账\1.xlsx", "'甲'!A1")),
        ("据局办公室统计", None),
        ("http://x/a.xlsx!a!B2", None),
        (r"\\server\a.xlsx", None),
        ("file:///a.xlsx", None),
        ("=cmd|x.xlsx", None),
        ("", None),
    ],
)
def test_only_files_are_linked(source: str, link: tuple[str, str] | None) -> None:
    """File, sheet and cell in the forms that a facts file gives."""
    assert source_link(source) == link


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@sum", '=HYPERLINK("x")', "\t=1", "\x00=1"])
def test_text_never_becomes_a_formula(text: str) -> None:
    """In any column, whatever it begins with."""
    row = CheckRow(
        text, text, text, Verdict.UNSUPPORTED, text, text, text, text, text, text, text, text
    )
    first, second = _sheets(check_list([row], [UnusedRow(text, text, text, source=text)]))
    for cell in (*first[2][1:], *second[2][1:]):
        assert cell.data_type == "s"
    assert first["B2"].quotePrefix == (text[0] != "\x00")


def test_waived_findings_say_so() -> None:
    """With the reason, and without the colour of an error; warnings have their own."""
    rows = [
        CheckRow("", "", "1", Verdict.UNSUPPORTED, waived="领导口述"),
        CheckRow("", "", "首次", Verdict.SUPERLATIVE),
    ]
    first, _ = _sheets(check_list(rows))
    assert (first["E2"].value, first["L2"].value) == ("没有依据(已放行)", "领导口述")
    assert first["A2"].fill.fill_type is None
    assert first["A3"].fill.fgColor.rgb == "FFFFE699"
    assert Verdict.SUPERLATIVE.level is Level.WARNING


def test_the_same_rows_give_the_same_bytes() -> None:
    """The workbook does not tell when it was made."""
    rows = check_rows(_REPORT, Document(_TEXT, ()), _SHEET, lambda _: "")
    data = check_list(rows)
    assert data == check_list(rows)
    assert _book(data).properties.modified.year == 2000


def test_an_empty_list_and_endless_text_are_written() -> None:
    """No figure at all; a cell holds what a spreadsheet can hold."""
    assert _sheets(check_list([]))[0].max_row == 1
    first, _ = _sheets(check_list([CheckRow("", "长" * 50_000, "1", Verdict.SUPPORTED)]))
    assert len(first["C2"].value) == 32_000


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (0, 2, "工作总结"),
        (5, 7, "全年发稿455篇;"),
        (20, 22, "同比增长13.2%。"),
        (27, 29, "培训23期。"),
    ],
)
def test_the_sentence_of_a_figure(start: int, end: int, sentence: str) -> None:
    """Up to its end mark, within its line."""
    assert sentence_at(_TEXT, start, end) == sentence


def test_a_statement_that_is_told_is_not_unused() -> None:
    """Where every clause of it stands in the text, whatever its marks; one clause is not enough."""
    fact = Fact("office", ("设信息调研室",), statement="设信息调研室,由一名副书记分管")
    sheet = FactSheet(DocumentInfo("总结"), (fact,), ())
    assert unused_rows(_REPORT, sheet, "设信息调研室，并由一名副书记分管。") == ()
    assert len(unused_rows(_REPORT, sheet, "设信息调研室。")) == 1


def test_the_list_prints_whole_on_a4() -> None:
    """Lying, all columns within the page in type of 8 points or more, no number wider than its cell."""
    sentence = (
        "全年办结案件123456.78件,同比增长13.25%,其中城区办结案件88000件,乡镇办结案件35456.78件。"
    )
    row = CheckRow(
        "二、主要工作和成效", sentence, "1,234,567.89万元", Verdict.DERIVED, "由事实推算", "", "cases.national.growth",
        "案件办结", "1,234,567.89万元", "(1234567.89−402.5)÷402.5×100%≈306625.6%", "台账.xlsx!发稿!B5",
    )  # fmt: skip
    page = _sheets(check_list([row] * 3))[0]
    widths = [column.width for column in page.column_dimensions.values()]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert sum(widths) <= 123
    assert min(cell.font.size for cell in page[2]) * 0.9 > 8
    assert page["J2"].value == "(1234567.89−402.5) ÷ 402.5 × 100% ≈ 306625.6%"
    assert page.column_dimensions["D"].width > len("1,234,567.89")
    lines = 2 * len(sentence) * 0.8 / page.column_dimensions["C"].width
    assert page.row_dimensions[2].height > 12 * (lines - 1)


def test_a_row_is_as_high_as_its_numbers_make_it_and_a_link_is_whole() -> None:
    """A number goes to the next line whole and leaves room behind it; no spreadsheet breaks a link."""
    sentence = "新增就业5.26万人,同比增长123456.78%,新增7890123.45人,比上年增加654321.09人"
    source = "就业台账(定稿).xlsx!月报表!C14"
    row = CheckRow(
        "开头", sentence, "5.26万人", Verdict.SUPPORTED, "5.26万人是“新增就业”", "", "jobs",
        "新增就业", "5.26万人", "", source,
    )  # fmt: skip
    page = _sheets(check_list([row]))[0]
    wide = page.column_dimensions["C"].width
    lines, left = 1, 0.0
    for word in re.findall(r"[0-9][0-9.]*%?|.", sentence):
        need = (2 - word.isascii()) * len(word) * 0.85
        lines, left = (lines + 1, need) if left + need > wide else (lines, left + need)
    assert page.row_dimensions[2].height >= 12 * lines
    assert page["K2"].hyperlink is not None
    assert page.column_dimensions["K"].width > sum(2 - sign.isascii() for sign in source) * 0.85


@pytest.mark.parametrize(
    ("text", "figure", "shown"),
    [
        ("全县发稿45篇，同比增长5%。", "45篇", "全县发稿45篇，同比增长5%。"),
        (
            "其中" + "、".join(f"第{n}中学{n}0人" for n in "123456789") + "、实验小学95人、" + "、".join(f"{n}村小学{n}1人" for n in "abcdefghij") + "。",
            "95人",
            "…第6中学60人、第7中学70人、第8中学80人、第9中学90人、实验小学95人、a村小学a1人、b村小学b1人、c村小学c1人、d村小学d1人…",
        ),
    ],
)  # fmt: skip
def test_a_sentence_of_half_a_page_is_cut_to_the_clauses_beside_its_figure(
    text: str, figure: str, shown: str
) -> None:
    """A row of the list stays a few lines high; a sentence of usual length stands whole."""
    start = text.index(figure)
    assert clauses_around(text, start, start + len(figure)) == shown
