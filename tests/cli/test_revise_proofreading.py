"""Proofreading by the commands of ``assistant revise``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.cli.revising import command, two_sections

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_proofreading_by_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--show lists the cards with their ids, --take takes one, --mend the mechanical rest."""
    draft, new = two_sections(tmp_path), tmp_path / "新稿.txt"
    new.write_text("全县开展法治宣讲216场,法治宣讲受众3270人次，涉及到村组，布署工作。", "utf-8")
    command("revise", draft, "--section", "1", "--edit-file", new)
    assert command("revise", draft, "--show", "1") == 0
    told = capsys.readouterr().out
    assert "[校]全县开展法治宣讲216场【,】" in told
    card = re.search(r"编号 (H02-\d+)", told)
    assert card
    assert command("revise", draft, "--section", "1", "--take", card[1]) == 0
    assert command("revise", draft, "--section", "1", "--take", card[1]) == 2
    assert command("revise", draft, "--mend", "1") == 0
    assert "校对改正 2 处" in capsys.readouterr().out
    command("revise", draft, "--show", "1", "--json")
    section = json.loads(capsys.readouterr().out)["section"]
    assert section["remarks"] == []
    assert "{lectures}，" in section["source"]
    assert section["text"].endswith("涉及村组，部署工作。")
