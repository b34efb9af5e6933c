"""File names of titles that people wrote."""

from __future__ import annotations

import pytest

from assistant.files import safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("松岗市2025年林业工作总结", "松岗市2025年林业工作总结"),
        ("关于“两山”工作:上半年/下半年", "关于“两山”工作上半年下半年"),
        (" ..总结.. ", "总结"),
        ("总结\u202egpj.exe", "总结gpj.exe"),
        ("总\u200b结\r\n\t\ud800", "总结"),
        ("CON", "_CON"),
        ("con.年终", "_con.年终"),
        ("Com³", "_Com³"),
        ("lpt0 .txt", "_lpt0 .txt"),
        ("conout$", "_conout$"),
        ("console", "console"),
        ("com10", "com10"),
        ("nul总结", "nul总结"),
        ("文" * 61, "文" * 60),
        ("文" * 59 + "。.", "文" * 59 + "。"),
        ("文" * 59 + " 字", "文" * 59),
        ("-rf总结-1-", "rf总结-1-"),
        ("- -.", "工作总结"),
        ("Clock$", "_Clock$"),
        ("???", "工作总结"),
        ("", "工作总结"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    """Devices of Windows, marks that turn the direction, dots at the end, names too long."""
    assert safe_name(title) == name


def test_a_name_of_nothing_is_the_one_that_is_asked_for() -> None:
    """An empty heading of a section is no 工作总结."""
    assert safe_name("\u200f. ", "甲") == "甲"
    assert safe_name("乙", "甲") == "乙"
