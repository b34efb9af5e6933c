"""What is left to the person where the comments cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.documents import write_docx
from assistant.documents.anchors import Cutter
from assistant.domain import Block, BlockKind, Document, DocumentInfo

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
document: {title: 总结, organization: 某县, period: 2025}
facts:
  - {id: articles, indicator: 媒体发稿, value: 455, unit: 篇}
"""


@pytest.mark.parametrize("name", ["verify", "proofread"])
def test_an_error_of_the_program_while_annotating_leaves_the_report(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The report is out before the comments are made."""

    def fails(_: Cutter) -> None:
        raise IndexError

    path, out = tmp_path / "稿.docx", tmp_path / "批注.docx"
    facts = tmp_path / "表.yaml"
    facts.write_text(FACTS, "utf-8")
    blocks = (Block(BlockKind.TITLE, "总结"), Block(BlockKind.PARAGRAPH, "全县,发稿456篇。。"))
    path.write_bytes(write_docx(Document.of_blocks(blocks), DocumentInfo("总结")))
    monkeypatch.setattr(Cutter, "cut", fails)
    with pytest.raises(SystemExit) as ended:
        run([name, str(path), "--facts", str(facts), "--annotate", str(out)])
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert "456篇" in told.out
    assert "程序内部出错(IndexError)" in told.err
    assert not out.exists()
