"""Automatic numbers as Word shows them."""

from __future__ import annotations

import pytest
from docx_builder import NAMESPACES, W
from lxml import etree

from assistant.documents.numbering import Numbering, render_number


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (3, "decimal", "3"),
        (21, "chineseCounting", "二十一"),
        (101, "chineseCountingThousand", "一百零一"),
        (10, "ideographTraditional", "癸"),
        (11, "ideographTraditional", "甲"),
        (205, "ideographDigital", "二〇五"),
        (12, "decimalFullWidth", "１２"),
        (12, "chineseLegalSimplified", "壹贰"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "ideographEnclosedCircle", "㊂"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (28, "upperLetter", "BB"),
        (2, "lowerLetter", "b"),
        (7, "decimalZero", "07"),
        (0, "upperRoman", "0"),
        (5, "bullet", ""),
        (5, "none", ""),
        (5, "unheardOf", "5"),
    ],
)
def test_a_number_is_shown_in_its_form(number: int, form: str, shown: str) -> None:
    """Each form of numbering.xml; an unknown one as digits."""
    assert render_number(number, form) == shown


def _level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def _numbering(content: str) -> Numbering:
    return Numbering.of_tree(etree.fromstring(f"<w:numbering {NAMESPACES}>{content}</w:numbering>"))


_THREE = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "chineseCounting", "%1、")
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + "</w:abstractNum>"
)
_LIST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def test_deeper_levels_begin_anew() -> None:
    """And a legal number shows the levels above as digits; one ending in a digit stands apart."""
    numbering = _numbering(_THREE + _LIST)
    shown = [numbering.label("1", depth) for depth in (0, 1, 1, 2, 0, 1)]
    assert shown == ["一、", "（一）", "（二）", "1.2.1 ", "二、", "（一）"]


def test_two_lists_of_one_form_count_on_unless_told() -> None:
    """A second list shares the count; an override starts it anew, once."""
    override = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering = _numbering(_THREE + _LIST + override)
    shown = [numbering.label(list_id, 0) for list_id in ("1", "2", "3", "3")]
    assert shown == ["一、", "二、", "一、", "二、"]


def test_a_level_may_be_overridden_or_never_restart() -> None:
    """A list's own level, and lvlRestart 0."""
    content = (
        '<w:abstractNum w:abstractNumId="0">' + _level(0, "decimal", "%1.")
        + _level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>') + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + _level(0, "upperLetter", "%1.") + "</w:lvlOverride></w:num>"
    )  # fmt: skip
    numbering = _numbering(content)
    assert [numbering.label("1", depth) for depth in (0, 1, 0, 1)] == ["A.", "1)", "B.", "2)"]


def test_a_list_may_be_defined_by_a_style() -> None:
    """NumStyleLink leads to the list that the style is linked to."""
    content = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="s"/>'
        + _level(0, "decimal", "%1、")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/>'
        '</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert _numbering(content).label("9", 0) == "1、"


def test_what_is_not_there_has_no_number() -> None:
    """No part, an unknown list, a level out of range, bullets, nonsense for a number."""
    assert Numbering.of_tree(None).label("1", 0) == ""
    assert W
    bullets = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="x"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>'
    )
    numbering = _numbering(bullets + _LIST)
    assert [numbering.label("1", 0), numbering.label("1", 12), numbering.label("8", 0)] == [""] * 3
