"""The layout: values with their clauses, and an office's own file laid over them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from assistant.documents import load_layout, office_layout, office_layout_path, write_docx
from assistant.domain import Block, BlockKind, Document, DocumentInfo
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_standard_layout_is_that_of_the_standard() -> None:
    """The values that GB/T 9704-2012 gives, in the units that Word keeps them in."""
    layout = load_layout()
    page = {key: layout.twips(f"page.{key}") for key in ("width", "height", "top", "left")}
    assert page == {"width": 11906, "height": 16838, "top": 2098, "left": 1587}
    assert layout.twips("line.pitch") == 579
    assert layout.character == 315
    assert layout.font("body") == ("仿宋_GB2312", "仿宋_GB2312")
    assert not layout.flag("bold.heading3")
    assert all(layout.clauses[key] for key in layout.values)


def test_an_office_changes_only_what_differs(tmp_path: Path) -> None:
    """Single values, written plainly or with their key; the rest stays."""
    file = tmp_path / "版式.yaml"
    file.write_text(
        "line:\n  pitch: 28\nfonts:\n  latin: Times New Roman\n"
        "bold:\n  heading3: true\npage_number:\n  form: 第页码页\n  position: {value: 居中}\n",
        "gb18030",
    )
    layout = load_layout(file)
    assert layout.number("line.pitch") == Decimal(28)
    assert layout.font("body") == ("仿宋_GB2312", "Times New Roman")
    assert layout.font("page_number") == ("宋体", "宋体")
    assert layout.flag("bold.heading3")
    assert layout.text("page_number.position") == "居中"
    assert layout.number("page.top") == 37


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    """A file of comments only."""
    file = tmp_path / "版式.yaml"
    file.write_text("# 待定\n", "utf-8")
    assert dict(load_layout(file).values) == dict(load_layout().values)


def test_an_office_keeps_its_layout_beside_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents are written in it without being told; a file named outright comes first."""
    monkeypatch.delenv("ASSISTANT_LAYOUT", raising=False)
    monkeypatch.setenv("ASSISTANT_CONFIG", str(tmp_path / "config.toml"))
    document = Document.of_blocks((Block(BlockKind.TITLE, "总结"),))
    plain = write_docx(document, DocumentInfo("总结"))
    assert office_layout_path() is None
    (tmp_path / "layout.yaml").write_text("line: {pitch: 28}", "utf-8")
    assert office_layout().number("line.pitch") == 28
    own = write_docx(document, DocumentInfo("总结"))
    assert own != plain
    assert write_docx(document, DocumentInfo("总结"), style=load_layout()) == plain
    other = tmp_path / "另一份.yaml"
    other.write_text("line: {pitch: 30}", "utf-8")
    monkeypatch.setenv("ASSISTANT_LAYOUT", str(other))
    assert office_layout().number("line.pitch") == 30


def test_the_user_s_folder_is_the_last_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where neither variable is set."""
    monkeypatch.setattr("assistant.files.office.user_config_dir", lambda *_, **__: tmp_path)
    assert office_layout_path({}) is None
    (tmp_path / "layout.yaml").touch()
    assert office_layout_path({}) == tmp_path / "layout.yaml"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("line:\n  picth: 28\n", "line.picth", "是不是要写 line.pitch"),
        ("lines:\n  pitch: 28\n", "lines.pitch", "line.pitch"),
        ("line: 28\n", "line", "没有这个版式项"),
        ("line:\n  pitch: 二十八\n", "line.pitch", "12 到 60"),
        ("line:\n  pitch: 280\n", "line.pitch", "单位磅"),
        ("line:\n  pitch: .nan\n", "line.pitch", "12 到 60"),
        ("line:\n  pitch: true\n", "line.pitch", "12 到 60"),
        ("bold:\n  title: 是\n", "bold.title", "true 或 false"),
        ("fonts:\n  body: 3\n", "fonts.body", "应当是文字"),
        ("page_number:\n  position: 左\n", "page_number.position", "外侧、居中"),
        ("page_number:\n  form: — —\n", "page_number.form", "页码"),
        ("page:\n  left: 95\n  right: 95\n", "page", "版心放不下"),
        ("- 1\n", "版式", "组: 项: 值"),
        ("line: [\n", "第2行", "YAML"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_do(
    tmp_path: Path, text: str, place: str, said: str
) -> None:
    """File, key, what was found and what is allowed."""
    file = tmp_path / "版式.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(DocumentError) as caught:
        load_layout(file)
    assert str(file) in caught.value.message
    assert place in caught.value.message
    assert said in caught.value.message
