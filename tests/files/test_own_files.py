"""An office's own files beside the program's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.errors import InputError, SampleError
from assistant.files.office import config_path, office_file, office_yaml

if TYPE_CHECKING:
    from pathlib import Path


def test_the_config_file_is_the_named_one_or_the_user_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of the user's own, without the maker's name in it."""
    monkeypatch.setattr(
        "assistant.files.office.user_config_dir", lambda *words: str(tmp_path / f"{words}")
    )
    assert config_path({"ASSISTANT_CONFIG": "设置.toml"}).name == "设置.toml"
    assert config_path({"ASSISTANT_CONFIG": ""}) == tmp_path / "('assistant', False)/config.toml"
    assert config_path({}) == config_path({"ASSISTANT_CONFIG": ""})


def test_an_office_file_is_the_named_one_or_that_beside_the_settings(tmp_path: Path) -> None:
    """A name that leads nowhere is told later; without a name a file is read where there is one."""
    settings = {"ASSISTANT_CONFIG": str(tmp_path / "config.toml")}
    named = tmp_path / "别处" / "词.yaml"
    assert office_file("词.yaml", "词", settings | {"词": str(named)}) == named
    assert office_file("词.yaml", "词", settings) is None
    beside = tmp_path / "词.yaml"
    beside.touch()
    assert office_file("词.yaml", "词", settings) == beside
    assert office_file("词.yaml", "词", settings | {"词": str(named)}) == named


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("甲: 1\n乙: [\n", "第3行"),
        ("甲: 1\n\t乙: 2\n", "第2行"),
        ("甲: 2025-13-45\n", None),
        ("[" * 3000, None),
        ("a\x07b", None),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(
    tmp_path: Path, text: str, place: str | None
) -> None:
    """A bracket left open, a tab, a day that no year has, brackets in brackets, a control."""
    file = tmp_path / "词.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(SampleError, match=r"词表不是合格的 YAML.*缩进") as caught:
        office_yaml(file, "词表", 9999, SampleError)
    assert (caught.value.path, caught.value.place) == (str(file), place)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """Its last byte may be the one allowed."""
    file = tmp_path / "词.yaml"
    file.write_text("甲: 1", "utf-8")
    assert office_yaml(file, "词表", 6) == {"甲": 1}
    with pytest.raises(InputError, match="超过上限"):
        office_yaml(file, "词表", 5)
