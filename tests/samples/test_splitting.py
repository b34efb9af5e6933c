"""Splitting: parts, levels, headings run in, classes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Role
from assistant.samples import split
from samples.diseased import library_texts

TEXT = """某县年度政法宣传工作总结
一年来,我县围绕中心、服务大局,各项工作有了新的进步,现总结如下。
一、总体情况
全年发稿多篇,位居全市前列。
二、主要做法
(一)健全机制,使工作步入快车道。一是健全机构。成立专班,配齐人员,各司其职。二是建立制度。印发若干文件,做到有章可循。
(二)强化措施,确保工作有声有色本年度,我们开展了一系列活动,取得了良好效果。
1.办好专栏
在报纸上办专栏。
但仍存在一些问题和不足,主要是人员偏少。
三、存在问题
(一)力量不足
基层人手紧。
四、下一步打算
(一)强化领导,落实责任。把任务分解到人。
(二)健全机制
完善考核。
我们将继续努力,为全县发展作出新的贡献。
某县委政法委
2023年12月30日"""


def test_parts_of_a_whole_text() -> None:
    """Title, opening, sections with levels and classes, closing and signature."""
    parts = [(one.kind, one.role, one.level, one.marker, one.heading) for one in split(TEXT)]
    assert parts == [
        ("title", None, 0, "", "某县年度政法宣传工作总结"),
        ("opening", Role.OPENING, 0, "", ""),
        ("section", Role.RESULTS, 1, "一、", "总体情况"),
        ("section", Role.MEASURES, 1, "二、", "主要做法"),
        ("section", Role.ORGANISATION, 2, "(一)", "健全机制,使工作步入快车道"),
        ("section", Role.ORGANISATION, 5, "一是", "健全机构"),
        ("section", Role.ORGANISATION, 5, "二是", "建立制度"),
        ("section", Role.MEASURES, 2, "(二)", "强化措施,确保工作有声有色"),
        ("section", Role.MEASURES, 3, "1.", "办好专栏"),
        ("section", Role.PROBLEMS, 0, "", ""),
        ("section", Role.PROBLEMS, 1, "三、", "存在问题"),
        ("section", Role.PROBLEMS, 2, "(一)", "力量不足"),
        ("section", Role.PLAN, 1, "四、", "下一步打算"),
        ("section", Role.PLAN, 2, "(一)", "强化领导,落实责任"),
        ("section", Role.PLAN, 2, "(二)", "健全机制"),
        ("closing", Role.CLOSING, 0, "", ""),
        ("signature", None, 0, "", ""),
    ]


def test_a_heading_run_in_without_a_mark_ends_where_the_body_begins() -> None:
    """The body begins at 本年度, 我校 and the like."""
    part = next(one for one in split(TEXT) if one.heading.startswith("强化措施"))
    assert part.text.startswith("本年度,我们开展了")


@pytest.mark.parametrize("name", sorted(library_texts()))
def test_nothing_is_lost(name: str) -> None:
    """Parts come in order, do not overlap, and cover all but blank characters."""
    text = library_texts()[name]
    parts = split(text)
    at = 0
    for part in parts:
        assert text[at : part.start].strip() == ""
        assert part.end > part.start
        at = part.end
    assert text[at:].strip() == ""
    assert {part.role for part in parts} >= {Role.OPENING, Role.MEASURES} or len(text) < 400


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="一二三四、(1)是。;:,工作问题下步将年月日\n本", max_size=200))
def test_any_text_is_covered(text: str) -> None:
    """Whatever stands there, the parts cover it in order."""
    at = 0
    for part in split(text):
        assert at <= part.start < part.end
        assert text[at : part.start].strip() == ""
        at = part.end
    assert text[at:].strip() == ""
