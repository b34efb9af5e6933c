"""The manual's commands, in its order, do what it says of them."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.documents import write_docx
from assistant.domain import Block, BlockKind, Document, DocumentInfo

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# Without a terminal there is no screen: there one presses y where facts changed.
_SCREEN = "revise 总结.draft"


def _commands(manual: str) -> list[str]:
    lines = [line for _, block in _BLOCK.findall(manual) for line in block.splitlines()]
    return [
        line.partition("#")[0].strip().removeprefix("assistant ")
        for line in lines
        if line.startswith("assistant ")
    ]


def _files(root: Path, folder: Path) -> None:
    """What the reader has before they begin."""
    shutil.copy(root / "fixtures/ledgers/人民调解.xlsx", folder / "台账.xlsx")
    old, *_ = sorted((root / "fixtures/samples").glob("*.txt"))
    shutil.copy(old, folder / "网上找的.txt")
    lines = (
        (root / "fixtures/base/松河市第二十一中学2024年度工作总结.txt")
        .read_text("utf-8")
        .splitlines()
    )
    blocks = [Block(BlockKind.TITLE, lines[0])]
    blocks += [Block(BlockKind.PARAGRAPH, line) for line in lines[1:] if line.strip()]
    data = write_docx(Document.of_blocks(tuple(blocks)), DocumentInfo(lines[0]))
    (folder / "往年总结.docx").write_bytes(data)
    from openpyxl import Workbook

    book = Workbook()
    for at, row in enumerate([("单位", "走访(户)", "存在问题"), ("甲镇", 120, "经费不足")], 1):
        for column, value in enumerate(row, 1):
            book.worksheets[0].cell(at, column, value)
    book.save(folder / "单位表.xlsx")


def _prepare(command: str, folder: Path, manual: str) -> None:
    """What the manual's words between the commands have the reader do."""
    if command.startswith("ledger check"):
        shutil.copy(next(folder.glob("*映射*")), folder / "映射.yaml")
    if command == "facts check 事实表.yaml" and (folder / "样板").exists():
        [facts] = [block for kind, block in _BLOCK.findall(manual) if kind == "yaml"]
        (folder / "事实表.yaml").write_text(facts, "utf-8")
    if command == "draft 事实表.yaml -o 总结.docx":
        for file in folder.glob("总结*"):
            file.unlink()
    if "领导改过的" in command:
        shutil.copy(next(folder.glob("总结*讨论稿.docx")), folder / "领导改过的.docx")
    if command.startswith("verify"):
        shutil.copy(folder / "领导改过的.docx", folder / "稿子.docx")


def test_the_commands_of_the_manual(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is understood and ends well; those of a model, and 定稿 before its time, say why not."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    manual = (root / "docs" / "manual.zh.md").read_text("utf-8")
    _files(root, tmp_path)
    told: list[str] = []
    for command in _commands(manual):
        _prepare(command, tmp_path, manual)
        given, _, into = command.partition(" > ")
        words = shlex.split(given)
        with pytest.raises(SystemExit) as ended:
            run([*words, "--take-facts"] if command == _SCREEN else words)
        out, err = capsys.readouterr()
        if into:
            (tmp_path / into).write_text(out, "utf-8")
            (tmp_path / "样板").touch()
        refused = "--profile" in command or "--final" in command
        if ended.value.code not in ((1, 2, 3) if refused else (0, 1)) or "No such" in err:
            told.append(f"{command}: {ended.value.code} {err}")
    assert told == []
    assert (tmp_path / "批注.docx").exists()
