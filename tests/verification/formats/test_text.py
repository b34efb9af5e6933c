"""The report as text for a person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Exemption, ExemptMention, Finding, Level, Report, Verdict
from assistant.verification.formats import to_text
from assistant.verification.formats.naming import Lines, Place, marked_sentence
from assistant.verification.formats.text import pieces
from tests.verification.formats.reports import CLEAN, EMPTY, TEXT, finding, report


def test_the_text_begins_with_the_coverage_and_shows_each_finding_in_its_sentence() -> None:
    """Coverage, place, the figure in 【】, what the facts say, what to do."""
    assert to_text([("稿.txt", TEXT, report())]) == (
        "稿.txt:未通过\n"
        "  数字 8 处:核对 5 处,不是数据的 1 处;错误 1 条,提醒 2 条,放行 2 条。\n"
        "\n"
        "1. 错误·张冠李戴  第4行 编号 id-misattributed\n"
        "   全县发稿455篇,其中省级<媒体>【166篇】,首次居第三名。\n"
        "   说明:misattributed 的说明\n"
        "   应为:193篇\n"
        "   出自范文:去年总结\n"
        "   怎么办:请核对。\n"
        "\n"
        "2. 提醒·最高级没有依据  第4行 编号 id-superlative\n"
        "   全县发稿455篇,其中省级<媒体>166篇,【首次】居第三名。\n"
        "   说明:superlative 的说明\n"
        "   怎么办:请确认属实并补进事实表,否则换个说法。\n"
        "\n"
        "提醒·应写未写 1 条  请补写;可以不写的,在事实表里标 required: false。\n"
        "   unused 的说明  编号 id-unused\n"
        "\n"
        "已放行·与事实不符 第4行【第三名】 编号 id-contradicted\n"
        "   理由:口径不同\n"
        "\n"
        "已放行·应写未写 【late】 编号 id-unused\n"
        "   理由:领导同意"
    )


def test_all_lists_what_holds_and_what_is_no_claim() -> None:
    """With fact, formula and the reason of an exemption."""
    text = to_text([("稿.txt", TEXT, report())], show_all=True)
    assert (
        "核对无误的 3 处\n   第1行 【2025年】 与事实一致\n   第4行 【455篇】 与事实一致 ← articles\n"
        in text
    )
    assert "【13.2%】 推算属实 ← articles.growth((455−402)÷402×100%≈13.2%)" in text
    assert text.endswith("不是数据的 1 处\n   第3行 【一、】 序号:标题序号")
    plain = Report(True, CLEAN.coverage, (), (), (ExemptMention(0, 1, "某", Exemption.NAME),))
    assert to_text([("a", TEXT, plain)], show_all=True).endswith("【某】 名称")


def test_several_drafts_are_summed_up() -> None:
    """Standard input has a name; a text that states nothing is told so."""
    text = to_text([("-", TEXT, CLEAN), ("b.txt", "", EMPTY)], show_all=True)
    assert text.startswith("标准输入:通过\n")
    assert "\nb.txt:未通过\n" in text
    assert "文中没有一处数字与事实表相符,所以不算通过" in text
    assert text.endswith("共 2 份:通过 1 份,未通过 1 份。")


def test_styles_say_the_same_as_the_words() -> None:
    """Colour is an addition: the level stands in words and the figure in brackets."""
    styled = list(pieces([("a", TEXT, report())]))
    assert [piece.text for piece in styled if piece.style == "error"] == [
        "未通过\n",
        "错误·张冠李戴",
        "【166篇】",
    ]


def test_a_long_sentence_is_shortened_around_the_figure() -> None:
    """Sixty characters on either side."""
    text = "前" * 90 + "455篇" + "后" * 90 + "。"
    one = Finding("i", 90, 94, "455篇", Verdict.UNSUPPORTED, None, Level.ERROR, "")
    marked = marked_sentence(text, one)
    assert marked == ("…" + "前" * 60, "455篇", "后" * 60 + "…")
    short = marked_sentence(
        "甲。发稿455篇\n乙", Finding("i", 4, 8, "", Verdict.UNREAD, None, Level.ERROR, "")
    )
    assert short == ("发稿", "455篇", "")
    nowhere = finding("", Verdict.UNUSED)
    assert marked_sentence(TEXT, nowhere) == ("某句", "", "")


@given(st.text(alphabet="甲\n乙𠀀", max_size=40), st.data())
def test_places_count_lines_and_code_points_from_one(text: str, data: st.DataObject) -> None:
    """A sign beyond the BMP is one column."""
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    expected = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    assert Lines(text).place(offset) == expected
