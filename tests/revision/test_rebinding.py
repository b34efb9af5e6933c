"""Carrying references over into an edited text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.references.render import Rendered, Span
from assistant.revision.rebinding import carry_references

VALUES = {"total": "455篇", "national": "96篇", "growth": "增长13.2%", "office": "设信息科。有4人"}


def _rendered(source: str) -> Rendered:
    text, spans, done = "", [], 0
    for match in re.finditer(r"\{(\w+)\}", source):
        text += source[done : match.start()]
        end = len(text) + len(VALUES[match[1]])
        spans.append(Span(len(text), end, match[0], match[1]))
        text += VALUES[match[1]]
        done = match.end()
    return Rendered(text + source[done:], tuple(spans))


@pytest.mark.parametrize(
    ("source", "edited", "expected"),
    [
        ("发稿{total}。", "发稿455篇。", "发稿{total}。"),
        ("发稿{total}。", "全县共发稿455篇。", "全县共发稿{total}。"),
        ("发稿{total}。", "发稿456篇。", "发稿456篇。"),
        ("发稿{national}。", "发稿196篇。", "发稿196篇。"),
        ("发稿{national}。", "发稿96.5篇。", "发稿96.5篇。"),
        ("发稿{national}。", "发稿96余篇。", "发稿96余篇。"),
        (
            "全年{total},国家级{national}。",
            "国家级96篇,全年455篇。",
            "国家级{national},全年{total}。",
        ),
        (
            "甲办事{total}。\n乙办事{national}。",
            "乙办事96篇。\n甲办事455篇。",
            "乙办事{national}。\n甲办事{total}。",
        ),
        ("发稿{total},同比{growth}。", "发稿455篇。同比增长13.2%。", "发稿{total}。同比{growth}。"),
        ("我委{office}。", "我委设信息科。有4人。", "我委{office}。"),
        ("我委{office}。", "我委设信息科。有5人。", "我委设信息科。有5人。"),
        ("发稿{total}。", "", ""),
        ("", "新写455篇。", "新写455篇。"),
        ("发稿{total}。", "完全另写一段,没有数字。", "完全另写一段,没有数字。"),
    ],
)
def test_figures_that_stayed_keep_their_references(source: str, edited: str, expected: str) -> None:
    """A figure keeps its reference through any edit around it, and loses it when it changes."""
    assert carry_references(_rendered(source), edited).source == expected


@pytest.mark.parametrize(
    ("source", "edited", "now"),
    [
        ("发稿{total},国家级{national}。", "发稿456篇,国家级96篇。", "456篇"),
        ("发稿{total},国家级{national}。", "发稿,国家级96篇。", ""),
        ("发稿{total}", "发稿456篇", "456篇"),
        ("{total}发稿", "456篇发稿", "456篇"),
        ("发稿{total},国家级{national}。", "国家级96篇。", None),
        ("共{total}。", "", None),
    ],
)
def test_lost_figures_are_named(source: str, edited: str, now: str | None) -> None:
    """What was changed or cut is told, with what stands there now where that can be said."""
    lost = carry_references(_rendered(source), edited).lost
    assert [(each.span.fact_id, each.now) for each in lost] == [("total", now)]


PIECES = st.lists(
    st.sampled_from(
        [
            "{total}",
            "{national}",
            "{growth}",
            "{office}",
            "全县",
            "发稿",
            "。",
            ",",
            "\n",
            "96",
            "余",
        ]
    ),
    max_size=25,
).map("".join)


@given(PIECES, PIECES)
def test_the_words_of_the_person_stay(source: str, other: str) -> None:
    """Rendering the new source gives exactly what the person typed; nothing typed, nothing lost."""
    rendered, edited = _rendered(source), _rendered(other).text
    carried = carry_references(rendered, edited)
    assert _rendered(carried.source).text == edited
    assert len(carried.starts) + len(carried.lost) == len(rendered.spans)
    assert carry_references(rendered, rendered.text).source == source
