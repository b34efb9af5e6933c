"""花脸稿: tracked changes that accept to the new text and reject to the old one."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from docx_builder import cell, deleted, docx, hostile, inserted, para, row, run, table
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.documents import accept_all, read_docx, redline, reject_all
from assistant.documents.difference import Change, compare
from assistant.domain import Block, BlockKind, CellPlace, Document, DocumentInfo

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INFO = DocumentInfo("总结")
_DATE = datetime(2026, 1, 6, 12, 0, 0)  # noqa: DTZ001 - Word keeps local time without a zone


def _document(*texts: str) -> Document:
    return Document.of_blocks(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def _table(*rows: tuple[str, ...], number: int = 1) -> tuple[Block, ...]:
    return tuple(
        Block(BlockKind.CELL, text, cell=CellPlace(number, at, column, at == 0))
        for at, line in enumerate(rows)
        for column, text in enumerate(line)
    )


def _redline(old: Document, new: Document) -> bytes:
    return redline(old, new, _INFO, author="张三", date=_DATE)


def _text(data: bytes) -> str:
    return read_docx(data).document.text


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [str(element.tag).removeprefix(_W) for element in root.iter()]


def _check(old: Document, new: Document) -> bytes:
    data = _redline(old, new)
    assert _text(data) == new.text
    assert _text(accept_all(data)) == new.text
    assert _text(reject_all(data)) == old.text
    for settled in (accept_all(data), reject_all(data)):
        assert not {"ins", "del", "moveFrom", "moveTo", "delText"} & set(_names(settled))
    return data


_BASE = (
    "工作总结",
    "一、总体情况",
    "全年发稿455篇,增长13.2%。培训23期。",
    "二、下步打算",
    "继续努力,再创佳绩。",
)
_CASES = {
    "a figure": ("工作总结", "一、总体情况", "全年发稿456篇,增长13.2%。培训23期。", "二、下步打算", "继续努力,再创佳绩。"),
    "a sentence": ("工作总结", "一、总体情况", "全年发稿455篇,增长13.2%。", "二、下步打算", "继续努力,再创佳绩。"),
    "a paragraph cut": ("工作总结", "全年发稿455篇,增长13.2%。培训23期。", "二、下步打算", "继续努力,再创佳绩。"),
    "a paragraph new": (*_BASE, "附一句12件。"),
    "a paragraph moved": ("工作总结", "二、下步打算", "继续努力,再创佳绩。", "一、总体情况", "全年发稿455篇,增长13.2%。培训23期。"),
    "all else": ("另一份报告", "与前文无关。"),
    "nothing": _BASE,
    "the last cut": _BASE[:-1],
    "the first cut": _BASE[1:],
}  # fmt: skip


@pytest.mark.parametrize("name", _CASES)
def test_accepting_gives_the_new_text_and_rejecting_the_old(name: str) -> None:
    """Both ways, to the character."""
    _check(_document(*_BASE), _document(*_CASES[name]))
    _check(_document(*_CASES[name]), _document(*_BASE))


_WORDS = st.text(st.sampled_from("全年发稿培训3456.%,。增长篇 期"), min_size=1, max_size=30)
_PARAGRAPHS = st.lists(_WORDS.map(str.strip).filter(bool), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(old=_PARAGRAPHS, new=_PARAGRAPHS)
def test_any_two_texts_hold_in_one_file(old: list[str], new: list[str]) -> None:
    """Whatever the texts, accepting and rejecting lead to them."""
    _check(_document(*old), _document(*new))


@settings(max_examples=150, deadline=None)
@given(old=_WORDS, new=_WORDS)
def test_stretches_make_up_both_texts(old: str, new: str) -> None:
    """Same and cut are the old text, same and new the new one."""
    stretches = compare(old, new)
    assert "".join(s.text for s in stretches if s.change is not Change.NEW) == old
    assert "".join(s.text for s in stretches if s.change is not Change.CUT) == new


def test_endless_sentences_and_equal_paragraphs_are_no_trap() -> None:
    """A sentence of 20,000 characters changes whole; ten thousand equal lines are aligned."""
    old, new = "甲乙丙丁" * 5000, "丁丙乙甲" * 5000
    assert [s.change for s in compare(old, new)] == [Change.CUT, Change.NEW]
    lines = ["同样的一行12件。"] * 10_000
    data = _redline(_document("总结", *lines), _document("总结", *lines[:-1], "末行13件。"))
    assert _text(data).endswith("末行13件。")


def test_a_figure_changes_whole_and_alone() -> None:
    """The reader sees 18.65 become 19.65, not 8 become 9, and the rest untouched."""
    stretches = compare("旅游综合收入18.65亿元,增长3%。", "旅游综合收入19.65亿元,增长3%。")
    assert [(s.change, s.text) for s in stretches] == [
        (Change.SAME, "旅游综合收入"),
        (Change.CUT, "18.65"),
        (Change.NEW, "19.65"),
        (Change.SAME, "亿元,增长3%。"),
    ]


@pytest.mark.parametrize(
    ("heading", "behind", "now"),
    [
        ("（一）办好实事。", "全年走访75户。", "全年走访92户。"),
        ("1.强化执法。", "立案31件,无复议。", "立案30件,无复议。"),
    ],
)
def test_a_heading_that_its_paragraph_runs_on_from_is_one_with_it(
    heading: str, behind: str, now: str
) -> None:
    """The reader parts them, a draft does not: what did not change is not marked."""
    end = len(heading)
    blocks = (Block(BlockKind.HEADING, heading, 0, 2), Block(BlockKind.PARAGRAPH, behind, end))
    data = _redline(Document(heading + behind, blocks), _document(heading + now))
    assert _text(accept_all(data)) == heading + now
    assert _text(reject_all(data)) == heading + behind
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    cut = "".join(str(e.text) for e in root.iter() if str(e.tag).endswith("}delText"))
    assert cut in {"75", "31"}


def test_a_sentence_written_anew_is_replaced_whole() -> None:
    """Words that two sentences share by chance are no islands in the change."""
    stretches = compare("坚持党的领导。全年办结12件。", "坚持党的领导。狠抓队伍建设成效明显!")
    assert [s.text for s in stretches] == [
        "坚持党的领导。",
        "全年办结12件。",
        "狠抓队伍建设成效明显!",
    ]


def test_a_moved_paragraph_is_marked_as_moved() -> None:
    """Not as cut here and written there."""
    names = _names(_check(_document(*_BASE), _document(*_CASES["a paragraph moved"])))
    assert "moveFrom" in names
    assert "moveTo" in names
    assert "moveFromRangeStart" in names


def test_changes_bear_author_and_date() -> None:
    """Each with an id of its own."""
    data = _redline(_document(*_BASE), _document(*_CASES["a figure"]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    changes = [*root.iter(f"{_W}ins", f"{_W}del")]
    assert {change.get(f"{_W}author") for change in changes} == {"张三"}
    assert {change.get(f"{_W}date") for change in changes} == {"2026-01-06T12:00:00Z"}
    assert len({change.get(f"{_W}id") for change in changes}) == len(changes) == 2


def test_tables_change_by_cell_or_whole() -> None:
    """A table of the same shape by its cells, another one row by row."""
    head = (Block(BlockKind.PARAGRAPH, "总结"),)
    one = Document.of_blocks((*head, *_table(("指标", "数"), ("发稿", "455"))))
    other = Document.of_blocks((*head, *_table(("指标", "数"), ("发稿", "456"))))
    longer = Document.of_blocks((*head, *_table(("指标", "数"), ("发稿", "455"), ("培训", "23"))))
    without = Document.of_blocks(head)
    for old, new in ((one, other), (one, longer), (longer, without), (without, one)):
        _check(old, new)


def test_the_same_input_gives_the_same_bytes() -> None:
    """Nothing in it depends on the hour."""
    old, new = _document(*_BASE), _document(*_CASES["a figure"])
    assert _redline(old, new) == _redline(old, new)


def test_changes_of_other_programs_are_settled_too() -> None:
    """Every construct of the hostile file: accepted it reads as before, rejected as it was."""
    data = hostile()
    accepted = read_docx(data).document.text
    assert _text(accept_all(data)) == accepted
    rejected = _text(reject_all(data))
    assert "旅游收入:18.65亿元。" in rejected
    assert "新建道路47公里," in rejected.split("\n")
    assert "删去一段69件。" in rejected
    assert "新增一段68件。" not in rejected
    assert "不该出现" in rejected
    assert rejected.count("全年组织培训23期。") == 1


def test_changes_of_form_come_back() -> None:
    """A heading made of a paragraph is a paragraph again; deleted and inserted cells too."""
    change = (
        '<w:pPrChange w:id="1" w:author="x"><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
    )
    body = para(run("甲12") + inserted(run("乙")) + deleted("丙"), f'<w:pStyle w:val="1"/>{change}')
    body += table(row(cell("丁"), cell("戊", '<w:cellIns w:id="1" w:author="x"/>')), columns=2)
    rejected, accepted = reject_all(docx(body)), accept_all(docx(body))
    assert _text(rejected) == "甲12丙\n丁"
    assert _text(accepted) == "甲12乙\n丁\n戊"
    assert "jc" in _names(rejected)
    assert "pStyle" not in _names(rejected)
    assert "pStyle" in _names(accepted)
    assert "pPrChange" not in _names(rejected) + _names(accepted)
