"""What a model sends becomes a section's source text, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.console import printable
from assistant.drafting.model.answers import LONGEST, parse_answer, without_controls
from assistant.drafting.model.models import Answer
from assistant.drafting.references.mending import mend_doubled
from assistant.errors import ModelAnswerError
from tests.drafting.model_help import SHEET

BODY = "全校开展教研活动，教师参与踊跃。"


@pytest.mark.parametrize(
    "sent",
    [
        f"<think>先想想写什么，要有12个数。</think>\n{BODY}",
        f"想了一会儿，好了。</think>\n{BODY}",
        f"<THINKING>x</THINKING>{BODY}",
        f"```markdown\n{BODY}\n```",
        f"好的，以下是正文：\n{BODY}",
        f"以下是教学工作一节：\n\n{BODY}\n\n希望对您有帮助！",
        f"一、教学工作\n{BODY}",
        f"# 教学工作\n{BODY}",
        f"**教学工作**\n{BODY}\n（注：以上数字以引用表示）",
        f"[第1段] {BODY}",
        f"- {BODY}",
        f"\x1b[31m{BODY}\x1b[0m\x07",
        f"\x1b]0;title\x07{BODY}\u200b\u202e",
        f"\r\n　　{BODY}\r\n---\r\n",
    ],
)
def test_wrapping_is_taken_off(sent: str) -> None:
    """Thoughts, fences, greetings, the heading, Markdown and controls are no part of a section."""
    assert parse_answer(Answer(sent), heading="教学工作").source == BODY


def test_sub_headings_and_paragraphs_stay() -> None:
    """Sub-headings get full-width brackets, paragraphs a line each, references their marks."""
    sent = "### (一)抓教学\n\n第一段{ articles ：余 }。\n（二） 促提升\n第二段｛money．growth｝，"
    sent += "{合计：{a}，{b}}，{{c}}。"
    source = parse_answer(Answer(sent), heading="").source
    assert source.split("\n") == [
        "（一）抓教学",
        "第一段{articles:余}。",
        "（二）促提升",
        "第二段{money.growth}，{合计:a，b}，{c}。",
    ]


def test_a_paragraph_that_begins_like_a_greeting_stays() -> None:
    """Only what announces an answer is taken off."""
    sent = "这是我校发展史上重要的一年。\n以上是主要做法，下面分别说明。后面还有。"
    assert parse_answer(Answer(sent), heading="").source.startswith("这是我校")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(""), "空的"),
        (Answer("<think>只想不写"), "空的"),
        (Answer("\x1b[2J\u200b"), "空的"),
        (Answer("抱歉，我无法为您完成这项写作。"), "拒绝写这一节"),
        (Answer("As an AI, I cannot help with that."), "拒绝写这一节"),
        (Answer(BODY, finish="length"), "长度上限"),
        (Answer(BODY, finish="content_filter"), "内容过滤"),
        (Answer("<!DOCTYPE html><html>"), "网页"),
        (Answer("本" * (LONGEST + 1)), "远超一节的篇幅"),
    ],
)
def test_unusable_answers_are_told_apart(answer: Answer, told: str) -> None:
    """Each with what was wrong and what to do."""
    with pytest.raises(ModelAnswerError) as caught:
        parse_answer(answer, heading="教学工作")
    assert told in caught.value.found
    assert caught.value.advice


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("在校学生{students}人。", "在校学生{students}。"),
        ("同比增长{students.growth}。", "同比{students.growth}。"),
        ("同比{students.growth}，", "同比{students.growth}，"),
        ("获奖{contests}人次，其中", "获奖{contests}，其中"),
        ("共{students:数}人。", "共{students:数}人。"),
        ("近{students:近}人", "{students:近}"),
    ],
)
def test_words_that_a_reference_brings_are_not_doubled(source: str, mended: str) -> None:
    """Unit, direction and approximator stand once."""
    assert mend_doubled(source, SHEET) == mended


@given(st.text(max_size=300))
def test_any_answer_is_text_or_an_error(text: str) -> None:
    """Nothing that drives a terminal is left, and nothing else is raised."""
    try:
        source = parse_answer(Answer(text), heading="教学工作").source
    except ModelAnswerError:
        return
    assert source == printable(source)
    assert source.strip()
    assert without_controls(source) == source
