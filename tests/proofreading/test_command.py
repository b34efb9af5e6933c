"""``assistant proofread`` as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from assistant.cli.main import build_app
from assistant.documents import read_docx
from assistant.revision.session import Session

FACTS = Path(__file__).parents[2] / "fixtures" / "facts" / "school.yaml"
TEXT = "全年走访企业36家,收集意见58条。\n截止12月底,建成二个中心。\n"
# Wording is told, not fixed.
MENDED = "全年走访企业36家，收集意见58条。\n截止12月底，建成二个中心。\n"


def run(*words: str | Path, code: int = 0) -> str:
    """What the command prints."""
    done = CliRunner().invoke(build_app(), ["proofread", *map(str, words)])
    ended = getattr(done.exception, "exit_code", done.exit_code)  # main.run's last word
    assert ended == code, done.output
    return done.output


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A text with five faults."""
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_remarks_are_told_and_do_not_fail(draft: Path) -> None:
    """They are advice; only --strict makes them count."""
    out = run(draft)
    assert "校对意见 4 条" in out
    assert "【,】" in out
    assert "GB/T 15834" in out
    assert "截至" in out
    run(draft, "--strict", code=1)


def test_json_has_the_published_shape(draft: Path) -> None:
    """Version 1, with code-point offsets."""
    found = json.loads(run(draft, "--format", "json"))
    assert found["version"] == 1
    (document,) = found["documents"]
    assert document["path"] == str(draft)
    for one in document["findings"]:
        assert set(one) >= {"rule", "level", "start", "end", "text", "suggestion", "reason"}
        assert TEXT[one["start"] : one["end"]] == one["text"]


def test_sarif_names_the_rule_and_the_fix(draft: Path) -> None:
    """Editors can apply the suggestion."""
    log = json.loads(run(draft, "--format", "sarif"))
    jsonschema.validate(log["version"], {"const": "2.1.0"})
    first = log["runs"][0]["results"][0]
    assert first["ruleId"] == "P01"
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "，"
    assert change["deletedRegion"]["startLine"] == 1


def test_a_fix_is_another_file(draft: Path) -> None:
    """The original stays; a second run takes another name."""
    run(draft, "--fix")
    assert draft.read_text("utf-8") == TEXT
    assert (draft.parent / "总结(校对).txt").read_text("utf-8") == MENDED
    run(draft, "--fix")
    assert (draft.parent / "总结(校对)(2).txt").read_text("utf-8") == MENDED
    run(draft, "--fix", "-o", draft, code=2)
    assert "没有可以自动改正的问题" in run(draft.parent / "总结(校对).txt", "--fix")


def test_markdown_keeps_its_marks(tmp_path: Path) -> None:
    """Offsets and fixes are those of the file, marks and all."""
    path = tmp_path / "a.md"
    path.write_text("# 总结\n\n- **全年**走访36家,办结`a,b`。\n", "utf-8")
    run(path, "--fix")
    made = (tmp_path / "a(校对).md").read_text("utf-8")
    assert made == "# 总结\n\n- **全年**走访36家，办结`a,b`。\n"


def test_a_word_file_keeps_its_formats_and_gets_comments(tmp_path: Path) -> None:
    """Only the characters change, across runs too; comments stand on the words."""
    from docx import Document as Word

    path = tmp_path / "总结.docx"
    word = Word()
    paragraph = word.add_paragraph("全年走访企业36家")
    paragraph.add_run(",收集").bold = True
    paragraph.add_run('意见。开展"清凉')
    paragraph.add_run('行动"。').italic = True
    word.save(str(path))
    run(path, "--fix", "--annotate", tmp_path / "批注.docx")
    made = Word(str(tmp_path / "总结(校对).docx")).paragraphs[0]
    assert made.text == "全年走访企业36家，收集意见。开展“清凉行动”。"
    assert [run_.text for run_ in made.runs if run_.bold] == ["，收集"]
    comments = read_docx(tmp_path / "批注.docx").comments
    assert [(one.author, one.text.split("】")[0]) for one in comments] == [
        ("文字校对", "【半角点号"),
        ("文字校对", "【直引号"),
    ]


def test_a_fix_of_a_draft_is_a_revision_that_can_be_undone(tmp_path: Path) -> None:
    """References stay; one step back gives the old text."""
    app = build_app()
    out = tmp_path / "a.docx"
    done = CliRunner().invoke(app, ["draft", str(FACTS), "-o", str(out)])
    assert done.exit_code == 0, done.output
    with Session.open(out) as session:
        section = session.draft.sections[1]
        text = session.view(section.id).text
    edited = tmp_path / "edit.txt"
    edited.write_text(f"{text}\n全校上下一心,抓紧布署改革。", "utf-8")
    draft = str(out.with_suffix(".draft"))
    words = ["revise", draft, "--section", section.id, "--edit-file", str(edited)]
    assert CliRunner().invoke(app, words).exit_code in {0, 1}
    run(draft, "--fix")
    with Session.open(draft) as session:
        mended = next(one for one in session.draft.sections if one.id == section.id)
        assert mended.source.endswith("全校上下一心，抓紧部署改革。")
        assert "校对改正 2 处" in mended.revisions[-1].note
        session.undo(section.id)
        back = next(one for one in session.draft.sections if one.id == section.id)
        assert back.source.endswith("全校上下一心,抓紧布署改革。")


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(draft: Path, tmp_path: Path) -> None:
    """Exit code 2, and the report of what could be read."""
    out = run(tmp_path / "没有.txt", draft, code=2)
    assert "找不到这个文件" in out
    assert "校对意见 4 条" in out
    run(draft, "--annotate", tmp_path / "b.docx", code=2)
    run(draft, draft, "--fix", "-o", tmp_path / "b.txt", code=2)
