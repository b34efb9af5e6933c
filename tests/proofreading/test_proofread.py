"""Whole texts: what is left alone, what a fix may do, the office's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Block, BlockKind, Document
from assistant.drafting.outline.assemble import document_of
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.pipeline.offline_draft import write_offline_draft
from assistant.errors import InputError
from assistant.extraction import read_document, read_mentions
from assistant.facts import load_facts
from assistant.proofreading import fix_document, load_rules, proofread
from assistant.proofreading.figures import applied

RULES = load_rules()
FIXTURES = Path(__file__).parents[2] / "fixtures"
# Pieces that rules speak of, figures, and neutral words.
PIECES = st.sampled_from(
    ["全年", "走访", "企业", "36家", ",", ";", ":", "(", ")", "（", "）", "。", "，", "、", ".", "“", "”", '"', "《", "》", "《办法》", "2025年", "03月", "5日", "3-5个", "12%", "％", "１２件", "布署", "截止12月底", "二项", "......", "--", "等", "和", "一是", "二是", "一、", "（一）", "1、", "第一、", ".5分", "100万元", "{articles:余}", "近", "30余", "https://a.cn/x,y", "的的", "号", "文件", "\n", "〔2025〕第3号", "！！", "「", "」", "~"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def mended(text: str) -> str:
    """A plain text with every mechanical fault mended."""
    for start, end, new in reversed(fix_document(read_document(text), RULES).edits):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def rules_in(text: str, terms: tuple[str, ...] = ()) -> list[str]:
    """The rules that speak of a text."""
    return [one.rule for one in proofread(read_document(text), RULES, terms=terms)]


@pytest.mark.parametrize(
    "text",
    [
        "全年发稿{articles:余,万}，增长{articles.growth}。",
        "详见https://example.cn/a,b;c?d=1的公告。",
        "转发《关于推进工作的通知(试行)》。",
        "会议提出“抓好二项工作”。",
        "联系邮箱为office,a@example.cn。",
    ],
)
def test_references_addresses_titles_and_quotations_are_left_alone(text: str) -> None:
    """What others wrote, or the program reads, is not mended."""
    assert not any(one.mend for one in proofread(read_document(text), RULES)) or "《" in text
    assert mended(text).replace("（试行）", "(试行)") == text


def test_a_term_of_the_facts_file_is_left_alone() -> None:
    """An office may spell its own slogan as it likes."""
    assert "N16" in rules_in("推进二个工程建设。")
    assert "N16" not in rules_in("推进二个工程建设。", terms=("二个工程",))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_fix_changes_no_figure_and_is_done_once(text: str) -> None:
    """The law of proofreading, over texts made of everything that the rules speak of."""
    fixed = mended(text)
    assert mended(fixed) == fixed
    before = [(m.kind, m.low, m.high, m.parts) for m in read_mentions(text) if m.exempt is None]
    after = [(m.kind, m.low, m.high, m.parts) for m in read_mentions(fixed) if m.exempt is None]
    assert after == before


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_spans_are_the_remarks_own_words(text: str) -> None:
    """Offsets are half-open, in bounds and in order."""
    remarks = proofread(read_document(text), RULES)
    assert [one.start for one in remarks] == sorted(one.start for one in remarks)
    for one in remarks:
        assert text[one.start : one.end] == one.text


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_edits_of_a_document_give_its_lines_mended(text: str) -> None:
    """What is written into a file is what the lines read once mended, and nothing between them."""
    fixed = fix_document(read_document(text), RULES)
    made, at = [], 0
    for start, end, new in fixed.edits:
        assert at <= start <= end
        made += (text[at:start], new)
        at = end
    done = "".join((*made, text[at:]))
    assert done == mended(text) == mended(done)
    assert done.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("收入(455篇),超额", [(2, 3, "（"), (7, 9, "），")]),
        ("按本法（以下简称办法）办", [(8, 8, "“"), (10, 10, "”")]),
        ("汇总,,上报", [(2, 4, "，")]),
    ],
)
def test_edits_touch_the_characters_that_change_and_no_others(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    """What stands between two mended marks, a figure in a run of its own, stays where it is."""
    assert list(fix_document(read_document(text), RULES).edits) == edits


def test_cells_are_no_prose() -> None:
    """A table's figures may stand with spaces and half-width marks."""
    cell = Document.of_blocks((Block(BlockKind.CELL, "小计:36 家"),))
    assert not any(one.rule == "P42" for one in proofread(cell, RULES))


def test_an_offices_file_is_laid_over_the_rules(tmp_path: Path) -> None:
    """A known id changes its rule, a new one adds one; words are asked, never mended."""
    own = tmp_path / "proofreading.yaml"
    own.write_text(
        "rules:\n  - {id: P01, 'on': false}\n"
        "  - {id: X1, level: 实务, source: 本局规定, class: 改, name: 简称, why: 用全称,"
        " find: 市监, put: 市场监管}\n"
        "misspellings: {清沂县: 沂清县}\n",
        "utf-8",
    )
    rules = load_rules(own)
    text = "清沂县市监所,全年走访。"
    found = proofread(read_document(text), rules)
    assert [(one.rule, one.suggestion, one.mend) for one in found] == [
        ("字词", "沂清县", False),
        ("X1", "市场监管", True),
    ]
    assert applied(text, [one for one in found if one.mend]) == "清沂县市场监管所,全年走访。"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("rules: [{id: X}]", "规则 X 缺少"),
        ("rules: [{level: 国标}]", "第1条规则没有 id"),
        ("rules: {a: 1}", "rules 应当是一张清单"),
        ("rules: [{id: P01, find: '('}]", "find 不是能用的正则表达式"),
        ("rules: [{id: P01, colour: red}]", "不认识的项“colour”"),
        ("rules: [{id: P13, check: nothing}]", "check“nothing”没有"),
        ("rules: [{id: P01, level: 强制}]", "level、class 或 blocks 不认识"),
        ("misspellings: [a, b]", "misspellings 应当是"),
        ("words: 1", "只能有 rules 和 misspellings"),
        ("rules: [", "第1行"),
    ],
)
def test_a_faulty_file_of_the_office_is_refused_with_its_place(
    tmp_path: Path, content: str, words: str
) -> None:
    """The message names the file and what is wrong in it."""
    own = tmp_path / "own.yaml"
    own.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"own\.yaml") as caught:
        load_rules(own)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", sorted(path.stem for path in (FIXTURES / "facts").glob("*.yaml")))
def test_the_offline_writer_leaves_nothing_to_mend(name: str) -> None:
    """A draft of the program's own has no mechanical fault."""
    sheet = load_facts(FIXTURES / "facts" / f"{name}.yaml")
    outline = outline_for(sheet)
    draft = write_offline_draft(sheet, plan_sections(sheet, outline), outline)
    document = document_of(draft, sheet)
    remarks = proofread(document, RULES, terms=sheet.document.terms)
    assert [(one.rule, one.text) for one in remarks if one.mend] == []
