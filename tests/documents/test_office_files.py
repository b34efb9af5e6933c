"""Twenty office files annotated: every word stays, for this reader and for LibreOffice."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from office_files import BODIES, office_files

from assistant import verify
from assistant.documents import annotated, find_office, read_docx
from assistant.domain import Level
from assistant.facts import parse_facts

if TYPE_CHECKING:
    from pathlib import Path

SHEET = parse_facts(
    """
document: {title: 青石县水务局2025年工作总结, organization: 青石县水务局, self: 我局, period: 2025}
facts:
  - {id: walks, indicator: 巡河, value: 1200, unit: 次}
  - {id: mended, indicator: 整改问题, value: 86, unit: 个}
"""
)
FILES = office_files()


@pytest.mark.parametrize("name", FILES)
def test_the_wrong_figure_bears_a_comment_and_no_word_changes(name: str) -> None:
    """The reader finds the same blocks in the copy, and the comment on the figure."""
    read = read_docx(FILES[name])
    report = verify(read.document, SHEET)
    errors = [one for one in report.findings if one.level is Level.ERROR and one.start is not None]
    again = read_docx(annotated(FILES[name], report.findings))
    assert again.document == read.document
    if name in BODIES:
        assert {one.text for one in errors} - {"231人"} <= {"整改问题87个", "87个"}
        told = [one for one in again.comments if one.text.startswith("【与事实不符】")]
        covered = {again.document.text[one.start : one.end] for one in told}
        # In a text box, a note or a footer Word allows no comment: it stands at the paragraph's end.
        assert any("87" in text for text in covered)


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_text(tmp_path: Path) -> None:
    """Opened and saved as text: before and after the comments, line by line."""
    program = find_office()
    assert program is not None
    names = list(FILES)
    for at, name in enumerate(names):
        data = FILES[name]
        (tmp_path / f"{at}.docx").write_bytes(data)
        copy = annotated(data, verify(read_docx(data).document, SHEET).findings)
        (tmp_path / f"{at}-noted.docx").write_bytes(copy)
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [program, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]  # fmt: skip
    subprocess.run([*words, *files], capture_output=True, check=True, timeout=300)
    changed = [
        name
        for at, name in enumerate(names)
        if (tmp_path / f"{at}.txt").read_text("utf-8")
        != (tmp_path / f"{at}-noted.txt").read_text("utf-8")
    ]
    assert changed == []
    told = (tmp_path / "0.txt").read_text("utf-8-sig").split()
    assert told == ["青石县水务局2025年工作总结", "全年巡河1200次。", "整改问题87个。"]
