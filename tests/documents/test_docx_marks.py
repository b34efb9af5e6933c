"""What Word shows otherwise than as plain text: struck, raised, as a symbol, a field, a drawing."""

from __future__ import annotations

import pytest
from docx_builder import cell, docx, field, numbered, para, row, run, table

from assistant import verify
from assistant.documents import read_docx
from assistant.domain import Level, Verdict
from assistant.facts import parse_facts

SHEET = parse_facts(
    """
document: {title: 城南区2025年工作总结, organization: 城南区城管局, self: 我局, period: 2025}
facts:
  - {id: papers, indicator: 发稿, value: 455, unit: 篇}
"""
)
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> QUOTE </w:instrText></w:r>'
DRAWN = (
    "<w:r><w:drawing><a:graphic><a:graphicData><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:graphicData>"
    "</a:graphic></w:drawing></w:r>"
)
TITLE = para(run("城南区2025年工作总结"))
TELLS = "全年发稿{}。"
CHANGES = {
    "struck": (run("999", "<w:strike/>") + run("455篇"), "455篇", ""),
    "struck twice": (run("999", "<w:dstrike/>") + run("455篇"), "455篇", ""),
    "not struck after all": (run("455", '<w:strike w:val="0"/>') + run("篇"), "455篇", ""),
    "raised": (run("455") + run("1", '<w:vertAlign w:val="superscript"/>') + run("篇"), "455¹篇", ""),
    "lowered": (run("455") + run("2", '<w:vertAlign w:val="subscript"/>') + run("篇"), "455₂篇", ""),
    "symbol of a font": ('<w:r><w:sym w:font="Symbol" w:char="F034"/></w:r>' + run("55篇"), "455篇", ""),
    "picture of a font": ('<w:r><w:sym w:font="Wingdings" w:char="F08D"/></w:r>' + run("篇"), "�篇", ""),
    "unclosed field": (BEGIN + run("455篇"), "455篇", "没有结束的域"),
    "drawing": (run("455篇") + DRAWN.format("另有999篇"), "455篇", "图形里的文字"),
    "formula field": (run("455篇") + field(r" EQ \o\ac(○,9) ", ""), "455篇", "公式域"),
    "simple formula field": (
        run("455篇") + '<w:fldSimple w:instr=" EQ \\o\\ac(○,9) "/>', "455篇", "公式域",
    ),
    "form field": (run("455篇") + field(" FORMDROPDOWN ", ""), "455篇", "下拉窗体域"),
    "form text": (field(" FORMTEXT ", run("455篇")), "455篇", ""),
    "art": (
        run("455篇") + '<w:r><w:pict><v:shape><v:textpath string="999篇"/></v:shape></w:pict></w:r>',
        "455篇", "艺术字",
    ),
}  # fmt: skip
WRONG = {"picture of a font", "lowered"}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_read_or_told(name: str) -> None:
    """The figure is read as it is shown; what cannot be read is noted, and then the report is not ok."""
    body, text, unread = CHANGES[name]
    read = read_docx(docx(para(run("全年发稿") + body + run("。")))).document
    assert read.text.rstrip("\n") == TELLS.format(text)
    assert [what for what in read.unread if unread in what] == list(read.unread)
    assert bool(read.unread) == bool(unread)
    report = verify(read, SHEET)
    assert report.ok == (not unread and name not in WRONG)
    told = [one for one in report.findings if one.level is Level.ERROR]
    assert all(one.verdict is Verdict.UNREAD for one in told)


def test_a_style_may_strike_out() -> None:
    """A run whose character style is struck out is not read; one that takes that back is."""
    gone = run("999", '<w:rStyle w:val="hid"/>') + run(
        "455", '<w:rStyle w:val="hid"/><w:vanish w:val="0"/>'
    )
    body = docx(para(run("全年发稿") + gone + run("篇。")))
    assert read_docx(body).document.text.rstrip("\n") == TELLS.format("455篇")


def _table(head: str, *cells: str) -> str:
    rows = [row(cell(head), cell("类别"), cell("发稿(篇)"))]
    rows += [row(cell(one), cell("全年"), cell("455")) for one in cells]
    return table(*rows)


@pytest.mark.parametrize("head", ["序号", "序 号", "编号", "项次", "No."])
def test_a_column_of_row_numbers_is_no_claim(head: str) -> None:
    """By its head, whatever its numbers are."""
    report = verify(read_docx(docx(para(run("情况如下:")) + _table(head, "1"))).document, SHEET)
    assert [one.text for one in report.findings if one.level is Level.ERROR] == []
    assert "行或标题的序号" in {one.detail for one in report.exempt}


def test_a_column_of_another_name_is_a_claim() -> None:
    """The same numbers under another head are figures; under 序号 a figure with a unit is one too."""
    for head, number in (("场次", "12"), ("序号", "12场")):
        report = verify(read_docx(docx(_table(head, number))).document, SHEET)
        assert [one.text for one in report.findings if one.level is Level.ERROR] == [number]


def test_numbers_of_headings_are_no_claims_where_they_follow_each_other() -> None:
    """1, 1.1, 1.2, 2 number headings, Word's own too; a number out of the row is a figure."""
    lines = ["1 总体情况", "1.1 宣传工作", "1.2 队伍建设", "2 下一步打算", "全年发稿455篇。"]
    body = TITLE + "".join(para(run(line)) for line in lines) + para(run("抓落实"), numbered(1))
    assert verify(read_docx(docx(body)).document, SHEET).ok
    odd = TITLE + "".join(para(run(line)) for line in [*lines[:2], "7 宣传工作", lines[-1]])
    errors = [
        one.text
        for one in verify(read_docx(docx(odd)).document, SHEET).findings
        if one.level is Level.ERROR
    ]
    assert errors == ["7"]
