"""File names of titles."""

from __future__ import annotations

import pytest

from assistant.files import safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("某局2025年工作总结", "某局2025年工作总结"),
        ("总/结:一*稿?", "总结一稿"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1 ", "_com1"),
        ("console", "console"),
        (" . ", "工作总结"),
        ("总结\u202e稿\n", "总结稿"),
        ("长" * 80, "长" * 60),
        ("长" * 59 + ". .", "长" * 59),
        ("长" * 59 + " 尾", "长" * 59),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    """Without controls and forbidden signs, of sixty characters at most, no device of Windows."""
    assert safe_name(title) == name
    assert safe_name("", "范文") == "范文"
