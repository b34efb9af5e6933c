"""The command ``assistant export``."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from assistant.cli.main import run
from assistant.documents import accept_all, find_office, read_docx, reject_all, write_docx
from assistant.domain import (
    Author,
    Block,
    BlockKind,
    Document,
    Draft,
    Revision,
    Role,
    Section,
)
from assistant.errors import DraftFileError
from assistant.facts import load_facts
from assistant.revision.store import DraftStore
from assistant.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
document: {title: 云溪县2025年工作总结, organization: 云溪县委政法委, self: 我县, period: 2025}
facts:
  - {id: lectures, indicator: 法治宣讲, value: 216, unit: 场, scope: 全县}
"""
NAMES = {
    "docx": "总结-讨论稿.docx",
    "checklist": "总结-讨论稿-核对表.xlsx",
    "redline": "总结-讨论稿-花脸稿.docx",
    "md": "总结-讨论稿.md",
    "html": "总结-讨论稿-核对报告.html",
}


def command(*words: str | Path) -> int:
    """Runs ``assistant`` and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft of one section that was revised once."""
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    sheet = load_facts(facts)
    first = Revision("全县开展法治宣讲{lectures}。", Author.OFFLINE)
    section = Section("results", "工作成效", Role.RESULTS, ("lectures",), (first,))
    path = tmp_path / "总结.draft"
    with DraftStore.create(path, Draft(sheet.document.title, (section,)), sheet) as store:
        store.append("results", Revision("今年全县开展法治宣讲{lectures}。", Author.PERSON))
    return path


def test_outputs_come_together_with_one_stem(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The state stands in every name; a second export overwrites nothing."""
    assert command("export", draft, "--to", "docx，checklist,redline,md,html") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed == [str(draft.with_name(name)) for name in NAMES.values()]
    before = {name: draft.with_name(name).read_bytes() for name in NAMES.values()}
    assert command("export", draft, "--to", "md,docx") == 0
    assert draft.with_name("总结-讨论稿(2).docx").exists()
    assert draft.with_name("总结-讨论稿(2).md").exists()
    assert all(draft.with_name(name).read_bytes() == data for name, data in before.items())


def test_the_redline_starts_from_the_first_writing(draft: Path) -> None:
    """What the person changed is a tracked change."""
    assert command("export", draft, "--to", "redline") == 0
    data = draft.with_name(NAMES["redline"]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    inserted = root.iter("{*}ins")
    assert "今年" in "".join("".join(each.itertext()) for each in inserted)


def _ends(path: Path) -> tuple[str, str]:
    """The texts that rejecting and accepting every change of a redline give."""
    data = path.read_bytes()
    return _words(reject_all(data)), _words(accept_all(data))


def _words(data: bytes | Path) -> str:
    return read_docx(data).document.text


def test_a_clean_copy_stands_beside_a_redline(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clean copy is what accepting all changes gives."""
    assert command("export", draft, "--to", "redline") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed == [str(draft.with_name(NAMES[name])) for name in ("docx", "redline")]
    old, new = _ends(draft.with_name(NAMES["redline"]))
    assert new == _words(draft.with_name(NAMES["docx"]))
    assert old == new.replace("今年全县", "全县")


def test_a_redline_starts_from_what_was_really_written_first(draft: Path) -> None:
    """Title, headings and figures are the first ones too, though facts and layout changed."""
    first = "云溪县2025年工作总结\n一、工作成效\n全县开展法治宣讲216场。\n云溪县委政法委"
    facts = draft.with_name("facts.yaml")
    facts.write_text(FACTS.replace("216", "226"), "utf-8")
    with DraftStore.open(draft) as store:
        store.keep_facts(load_facts(facts))
        store.apply(layout=[("results", "主要成效")], title="云溪县2025年总结")
    assert command("export", draft, "--redline-from", "首稿") == 0
    old, new = _ends(draft.with_name(NAMES["redline"]))
    assert old == first
    assert new == ("云溪县2025年总结\n一、主要成效\n今年全县开展法治宣讲226场。\n云溪县委政法委")


@pytest.mark.parametrize(
    ("start", "end", "old", "new"),
    [
        ("1=1", "", "全县开展", "今年全县共开展"),
        ("results=2", "", "今年全县开展", "今年全县共开展"),
        ("1=3", "1=1", "今年全县共开展", "全县开展"),
        ("", "1=1", "今年全县共开展", "全县开展"),
        ("现稿", "现稿", "今年全县共开展", "今年全县共开展"),
        ("首稿", "1=2", "全县开展", "今年全县开展"),
    ],
)
def test_a_redline_leads_from_any_revision_to_any(
    draft: Path, start: str, end: str, old: str, new: str
) -> None:
    """Rejecting gives the one, accepting the other, and the clean copy is the other."""
    with DraftStore.open(draft) as store:
        store.append("results", Revision("今年全县共开展法治宣讲{lectures}。", Author.PERSON))
    assert command("export", draft, "--redline-from", start, "--redline-to", end) == 0
    before, after = _ends(draft.with_name(NAMES["redline"]))
    text = "云溪县2025年工作总结\n一、工作成效\n{}法治宣讲216场。\n云溪县委政法委"
    assert (before, after) == (text.format(old), text.format(new))
    clean = NAMES["docx"] if end in {"", "现稿"} else "总结-讨论稿-花脸稿的清稿.docx"
    assert _words(draft.with_name(clean)) == after


def test_a_redline_starts_from_the_last_export(draft: Path) -> None:
    """What readers were given last is kept in the draft, as it was."""
    assert command("export", draft, "--redline-from", "上次导出") == 2
    assert command("export", draft, "--to", "docx") == 0
    given = _words(draft.with_name(NAMES["docx"]))
    with DraftStore.open(draft) as store:
        store.append("results", Revision("全县共开展法治宣讲{lectures}。", Author.PERSON))
    assert command("export", draft, "--redline-from", "上次导出", "-o", draft.with_name("二")) == 0
    old, new = _ends(draft.with_name("二-讨论稿-花脸稿.docx"))
    assert old == given
    assert "全县共开展" in new


def test_an_export_while_another_program_holds_the_draft(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are written; that the export is not kept for later is told."""

    def held(*_: object, **__: object) -> None:
        raise DraftFileError("这份初稿正由 王敏 打开")

    monkeypatch.setattr("assistant.revision.heldfile.HeldFile._hold", held)
    assert command("export", draft, "--to", "docx") == 0
    assert "没有记进初稿" in capsys.readouterr().err
    assert draft.with_name(NAMES["docx"]).exists()


def test_a_redline_leads_to_an_edited_file(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The draft as it stands against the Word file that came back; page numbers are no text."""
    assert command("export", draft, "--to", "docx") == 0
    blocks = read_docx(draft.with_name(NAMES["docx"])).document.blocks
    edited = [replace(each, text=each.text.replace("216", "261")) for each in blocks]
    sheet = load_facts(draft.with_name("facts.yaml"))
    inside = tuple(each for each in edited if not each.context)
    note = Block(BlockKind.PARAGRAPH, "批注:请核")
    file = draft.with_name("改.docx")
    file.write_bytes(write_docx(Document.of_blocks((*inside, note)), sheet.document))
    capsys.readouterr()
    assert command("export", draft, "--redline-to", file) == 0
    old, new = _ends(draft.with_name(NAMES["redline"]))
    assert "今年全县开展法治宣讲216场。" in old
    assert "今年全县开展法治宣讲261场。" in new
    assert new.endswith("批注:请核")
    assert _words(draft.with_name("总结-讨论稿-花脸稿的清稿.docx")) == new
    # And the other way about: what the draft made of the edited file.
    assert command("export", draft, "--redline-from", file, "-o", draft.with_name("反")) == 0
    assert _ends(draft.with_name("反-讨论稿-花脸稿.docx")) == (new, old)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--redline-from", "上一稿"), "花脸稿不认识“上一稿”"),
        (("--redline-from", "1=9"), "没有第 9 稿"),
        (("--redline-from", "1=0"), "没有第 0 稿"),
        (("--redline-from", "9=1"), "没有章节“9”"),
        (("--redline-from", "无.docx"), "无.docx"),
        (("--redline-from", "上次导出"), "还没有导出过"),
        (("--final", "--redline-to", "1=1"), "只能比到现稿"),
        (("--to", "clean"), "“clean”不认识"),
    ],
)
def test_an_unknown_state_is_told(
    draft: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what there is, and nothing is written."""
    assert command("export", draft, *words) == 2
    assert told in capsys.readouterr().err
    assert not list(draft.parent.glob("*.docx"))


def test_the_final_copy_needs_everything_done(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The refusal names what is left; nothing is written."""
    assert command("export", draft, "--final") == 2
    assert "第 1 节“一、工作成效”尚未通过" in capsys.readouterr().err
    assert not list(draft.parent.glob("*.docx"))


def test_an_accepted_draft_becomes_final(draft: Path) -> None:
    """送审稿 once all is 通过, 定稿 where it is asked for; its text is proved."""
    assert command("revise", draft, "--accept-all") == 0
    assert command("export", draft) == 0
    assert draft.with_name("总结-送审稿.docx").exists()
    assert command("export", draft, "--final", "-o", draft.with_name("上报")) == 0
    document = read_docx(draft.with_name("上报-定稿.docx")).document
    assert verify(document, load_facts(draft.with_name("facts.yaml"))).ok


@pytest.mark.parametrize("source", ["全县开展法治宣讲{lectures}。【待补：成效】", "", "有261场。"])
def test_gaps_emptiness_and_findings_keep_a_draft_from_being_final(
    draft: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is named, even where the section was marked 通过 in the file."""
    with DraftStore.open(draft) as store:
        store.append("results", Revision(source, Author.PERSON))
        store.accept("results")
    assert command("export", draft, "--final") == 2
    err = capsys.readouterr().err
    assert any(word in err for word in ("待补", "没有内容", "问题"))


def test_a_draft_with_errors_is_exported_with_a_warning(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files are written for discussion, and the exit code says that errors remain."""
    with DraftStore.open(draft) as store:
        store.append("results", Revision("全县开展法治宣讲261场。", Author.PERSON))
    assert command("export", draft, "--to", "docx") == 1
    assert "assistant revise" in capsys.readouterr().err
    assert draft.with_name("总结-讨论稿.docx").exists()


def test_facts_that_changed_are_told(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is exported is what was revised; the newer figures are named."""
    facts = draft.with_name("facts.yaml")
    facts.write_text(FACTS.replace("216", "226"), "utf-8")
    assert command("export", draft, "--to", "md") == 0
    assert "216场 -> 226场" in capsys.readouterr().err
    assert "216场" in draft.with_name("总结-讨论稿.md").read_text("utf-8")
    assert command("export", draft, "--final") == 2


@pytest.mark.parametrize(("to", "told"), [("docx,word", "“word”不认识"), (",", "没有写要导出什么")])
def test_an_unknown_output_is_told(
    draft: Path, to: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message lists what there is."""
    assert command("export", draft, "--to", to) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "checklist" in err


def test_a_missing_folder_is_told(draft: Path) -> None:
    """Nothing is made where there is no folder."""
    assert command("export", draft, "--to", "md", "-o", draft.parent / "无" / "名") == 2


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_a_pdf_is_written_where_libreoffice_is(draft: Path) -> None:
    """The same pages as a PDF."""
    assert command("export", draft, "--to", "pdf") == 0
    assert draft.with_name("总结-讨论稿.pdf").read_bytes().startswith(b"%PDF-")


def test_markdown_keeps_what_looks_like_markup(draft: Path) -> None:
    """Headings by level; a star in the text stays a star."""
    with DraftStore.open(draft) as store:
        store.append("results", Revision("（一）宣讲\n*全县*<宣讲>{lectures}。", Author.PERSON))
    assert command("export", draft, "--to", "md") in {0, 1}
    text = draft.with_name("总结-讨论稿.md").read_text("utf-8")
    assert text.startswith("# 云溪县2025年工作总结\n")
    assert "## 一、工作成效" in text
    assert "### （一）宣讲" in text
    assert r"\*全县\*\<宣讲\>" in text
