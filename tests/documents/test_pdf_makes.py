"""One summary as eleven programs write it to PDF: the same words, findings, sample and base as its .docx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run as command
from assistant.documents import read_docx, read_pdf

if TYPE_CHECKING:
    from assistant.domain import Block, Document

MAKES = Path(__file__).parent / "makes"
WORD = MAKES / "summary.docx"
PRINTED = sorted(MAKES.glob("*.pdf"))
FACTS = """\
document: {title: 桥头乡2025年春季植树工作总结, organization: 桥头乡人民政府, self: 我乡, period: 2025}
facts:
  - {id: trees, indicator: 植树, value: 3200, unit: 株, previous: 2700, parts: [
      {id: pine, indicator: 松树, value: 1900}, {id: cypress, indicator: 桥头村柏树, value: 1300}]}
  - {id: survival, indicator: 成活率, value: 96.2, unit: '%'}
  - {id: area, indicator: 造林, value: 860, unit: 亩}
  - {id: staff, indicator: 护林员, value: 21, unit: 人}
"""


def _inner(document: Document) -> list[Block]:
    """The blocks of the text, without headers and notes beside it."""
    return [block for block in document.blocks if block.cell or not block.context]


def _run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        command([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_the_text_is_that_of_the_docx(path: Path) -> None:
    """Paragraphs, headings, cells, the lines at the end; page numbers and headers stand aside."""
    document = read_pdf(path)
    assert _inner(document) == _inner(read_docx(WORD.read_bytes()).document)
    asides = [block.text for block in document.blocks if block.context and not block.cell]
    assert set(asides) <= {"桥头乡简报"}
    assert document.unread == ()


def test_ten_makes_are_read() -> None:
    """Fewer would show less."""
    assert len(PRINTED) >= 10


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """The facts file."""
    path = tmp_path / "表.yaml"
    path.write_text(FACTS, "utf-8")
    return path


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_the_findings_are_those_of_the_docx(
    path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every verdict, its words and its fact; something is found."""
    found = []
    for file in (WORD, path):
        assert _run("verify", file, "--facts", facts, "--no-samples", "--format", "json") == 1
        (report,) = json.loads(capsys.readouterr().out)["documents"]
        found.append([(one["verdict"], one["text"], one["fact"]) for one in report["figures"]])
    assert found[0] == found[1]
    assert {"contradicted", "supported"} <= {verdict for verdict, _, _ in found[0]}


@pytest.mark.parametrize("path", PRINTED[::4], ids=lambda path: path.stem)
def test_as_sample_and_as_base_it_serves_as_the_docx_does(
    path: Path, facts: Path, tmp_path: Path
) -> None:
    """The sample that is kept and the draft that is made on last year's file are the same."""
    made = []
    for file in (WORD, path):
        folder = tmp_path / file.stem
        out = tmp_path / f"{file.stem}.txt"
        assert _run("samples", "add", file, "--samples", folder) == 0
        _run("draft", facts, "--base", file, "--no-samples", "-o", out)
        kept = [one.read_text("utf-8").split("---\n", 2)[2] for one in folder.glob("*.txt")]
        assert kept
        made.append((kept, out.read_text("utf-8")))
    assert made[0] == made[1]
