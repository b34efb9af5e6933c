"""A draft as a document: blocks, numbering, places, official punctuation; text and Markdown."""

from __future__ import annotations

import pytest

from assistant.domain import Author, Block, BlockKind, Document, Draft, Revision, Role, Section
from assistant.drafting.outline.assemble import assemble, document_of, numbered
from assistant.drafting.outline.plain import escape_markdown, to_markdown, to_text
from assistant.drafting.wording.punctuation import official
from tests.drafting.sheets import articles, sheet_of

SHEET = sheet_of(
    articles(),
    {"id": "office", "statement": "设信息调研室,一名副书记分管(兼)"},
    addressee="市委政法委",
    signed_on="2025-12-05",
)


def _section(section_id: str, heading: str, source: str, role: Role = Role.RESULTS) -> Section:
    return Section(section_id, heading, role).revised(Revision(source, Author.OFFLINE))


DRAFT = Draft(
    "云溪县工作总结",
    (
        _section("opening", "", "{document.period},我县媒体发稿{articles}。", Role.OPENING),
        _section(
            "work", "主要工作", "（一）抓好宣传\n\n  媒体发稿{articles}。\n(二)健全机构\n{office}。"
        ),
        _section("plan", "下一步打算", "【待补：下一步的工作目标和打算】", Role.PLAN),
    ),
)


def test_the_blocks_stand_in_the_order_of_an_official_text() -> None:
    """Title, addressee, opening, numbered headings, paragraphs, signature, date."""
    blocks = document_of(DRAFT, SHEET).blocks
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        (BlockKind.TITLE, 0, "云溪县工作总结"),
        (BlockKind.ADDRESSEE, 0, "市委政法委："),
        (BlockKind.PARAGRAPH, 0, "2025年，我县媒体发稿455篇。"),
        (BlockKind.HEADING, 1, "一、主要工作"),
        (BlockKind.HEADING, 2, "（一）抓好宣传"),
        (BlockKind.PARAGRAPH, 0, "媒体发稿455篇。"),
        (BlockKind.HEADING, 2, "（二）健全机构"),
        (BlockKind.PARAGRAPH, 0, "设信息调研室，一名副书记分管（兼）。"),
        (BlockKind.HEADING, 1, "二、下一步打算"),
        (BlockKind.PARAGRAPH, 0, "【待补：下一步的工作目标和打算】"),
        (BlockKind.SIGNATURE, 0, "云溪县办公室"),
        (BlockKind.DATE, 0, "2025年12月5日"),
    ]


def test_every_block_and_reference_has_its_place() -> None:
    """Offsets count in the document's text, also behind lines that were left out."""
    assembled = assemble(DRAFT, SHEET)
    text = assembled.document.text
    assert all(text[block.offset : block.end] == block.text for block in assembled.document.blocks)
    told = [text[span.start : span.end] for span in assembled.references]
    assert told == ["2025年", "455篇", "455篇", "设信息调研室，一名副书记分管（兼）"]
    assert assembled.gaps == ("【待补：下一步的工作目标和打算】",)


def test_each_offset_belongs_to_one_section_or_to_none() -> None:
    """Headings are part of their section; title and signature of none."""
    assembled = assemble(DRAFT, SHEET)
    text = assembled.document.text
    for words, home in (
        ("2025年，", "opening"),
        ("一、", "work"),
        ("（二）", "work"),
        ("【待补", "plan"),
    ):
        assert assembled.section_at(text.index(words)) == home
    assert assembled.section_at(0) == ""
    assert assembled.section_at(len(text) - 1) == ""


def test_a_fact_that_is_gone_shows_as_a_gap() -> None:
    """The draft still opens, and a warning says which reference it is."""
    draft = Draft("总结", (_section("a", "甲", "发稿{gone}。"),))
    assembled = assemble(draft, SHEET)
    assert assembled.gaps == ("【待补：gone】",)
    assert "{gone}" in assembled.warnings[0]


def test_without_signer_and_date_there_is_no_foot() -> None:
    """Nothing is made up."""
    sheet = sheet_of(articles(), signed_by=None, signed_on=None, organization=None)
    blocks = document_of(Draft("总结", (_section("a", "甲", "{articles}"),)), sheet).blocks
    assert blocks[-1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(("number", "text"), [(1, "一、甲"), (10, "十、甲"), (21, "二十一、甲")])
def test_headings_are_numbered_in_chinese(number: int, text: str) -> None:
    """一、 to any number."""
    assert numbered("甲", number) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("设3个科室,有4人", "设3个科室，有4人"),
        ("乡镇(办)报送", "乡镇（办）报送"),
        ("1,300条,比例3:2", "1,300条，比例3:2"),
        ("PM2.5 (fine)", "PM2.5 (fine)"),
        ("增长13.2%;下降", "增长13.2%；下降"),
        ("是吗?好!", "是吗？好！"),
        ("“一村一警”:平安", "“一村一警”：平安"),
        ("已是全角，不变。", "已是全角，不变。"),
        ("接入NB(IoT),上线", "接入NB（IoT），上线"),
        ("用VPN(SSL)。", "用VPN（SSL）。"),
        ("(SSL)VPN（IPsec)", "(SSL)VPN（IPsec）"),
        ("见A(B(C)、D)。", "见A（B（C）、D）。"),
        ("[网页](https://a.cn/b?c=1,2)。", "[网页](https://a.cn/b?c=1,2)。"),
        ("见(https://a.cn/)，及www.b.cn:8080，报送", "见（https://a.cn/），及www.b.cn:8080，报送"),
        ("1)报送", "1）报送"),
    ],
)
def test_punctuation_beside_chinese_is_full_width(typed: str, text: str) -> None:
    """Between digits and in Latin text it stays; the length never changes."""
    assert official(typed) == text
    assert len(official(typed)) == len(typed)


def test_text_and_markdown_hold_every_block() -> None:
    """Plain text indents paragraphs; Markdown gives levels."""
    document = document_of(DRAFT, SHEET)
    text = to_text(document)
    assert text.startswith("云溪县工作总结\n市委政法委：\n　　2025年")
    assert text.endswith("云溪县办公室\n2025年12月5日\n")
    markdown = to_markdown(document)
    assert markdown.startswith("# 云溪县工作总结\n\n市委政法委：\n\n")
    assert "\n\n## 一、主要工作\n\n### （一）抓好宣传\n\n" in markdown


def test_table_cells_become_one_line_of_markdown() -> None:
    """Drafts have no tables, documents that people send may."""
    cells = tuple(Block(BlockKind.CELL, text) for text in ("指标", "篇|数"))
    row = Document.of_blocks((*cells, Block(BlockKind.PARAGRAPH, "完")))
    assert to_markdown(row) == "指标 / 篇\\|数\n\n完\n"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# 一", "\\# 一"),
        ("- 一", "\\- 一"),
        ("2025年", "2025年"),
        ("1. 甲", "1\\. 甲"),
        ("a*b_c", "a\\*b\\_c"),
    ],
)
def test_markdowns_own_signs_are_escaped(text: str, escaped: str) -> None:
    """A paragraph never turns into a list or emphasis."""
    assert escape_markdown(text) == escaped
