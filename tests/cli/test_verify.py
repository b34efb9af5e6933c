"""The command ``assistant verify``."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from assistant.cli.main import run
from assistant.cli.verify import read_given
from assistant.documents.given import GivenText
from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.store import DraftStore
from assistant.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Report

FACTS = """\
document: {title: 某县2025年总结, organization: 某县, period: 2025, signed_by: 某县, signed_on: 2025-12-30}
facts:
  - {id: articles, indicator: 媒体发稿, value: 455, unit: 篇}
  - {id: drills, indicator: 应急演练, value: 9, unit: 次, required: false}
"""
GOOD = "某县2025年总结\n全县媒体发稿455篇。\n"
WRONG = "某县2025年总结\n全县媒体发稿456篇。\n"
UNUSED = "某县2025年总结\n全县应急演练9次。\n"


def command(*words: str | Path) -> int:
    """Runs ``assistant verify`` and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run(["verify", *(str(word) for word in words)])
    return int(ended.value.code or 0)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A facts file of two facts."""
    path = tmp_path / "表.yaml"
    path.write_text(FACTS, "utf-8")
    return path


def text_file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A text of that name."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Puts bytes on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (GOOD, (), 0),
        (GOOD, ("--strict",), 0),
        (WRONG, (), 1),
        (UNUSED, (), 0),
        (UNUSED, ("--strict",), 1),
        ("", (), 1),
        ("全县上下共同努力,取得良好成绩。\n", (), 1),
    ],
)
def test_exit_codes(
    tmp_path: Path, facts: Path, text: str, options: tuple[str, ...], code: int
) -> None:
    """0 where all is well, 1 for findings; a text that states nothing never passes."""
    assert command(text_file(tmp_path, "稿.txt", text), "--facts", facts, *options) == code


def test_the_report_goes_to_stdout_and_names_the_figure(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without colours where it is no terminal."""
    path = text_file(tmp_path, "稿.txt", WRONG, "gb18030")
    command(path, "--facts", facts)
    out, err = capsys.readouterr()
    assert out.startswith(f"{path}:未通过\n")
    assert "全县媒体发稿【456篇】" in out
    assert "\x1b" not in out
    assert err == ""


def test_all_lists_what_holds(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The supported figures with their facts."""
    command(text_file(tmp_path, "稿.txt", GOOD), "--facts", facts, "--all")
    assert "【455篇】 与事实一致 ← articles" in capsys.readouterr().out


@pytest.mark.parametrize("quiet", [True, False])
def test_colours_only_on_a_terminal_without_no_color(
    tmp_path: Path,
    facts: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    quiet: bool,
) -> None:
    """The words are the same."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if quiet:
        monkeypatch.setenv("NO_COLOR", "1")
    command(text_file(tmp_path, "稿.txt", WRONG), "--facts", facts)
    out = capsys.readouterr().out
    assert ("\x1b[" in out) is not quiet
    assert "【456篇】" in out


def test_several_drafts_and_one_that_cannot_be_read(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are reported; the exit code says that one is missing."""
    give_stdin(monkeypatch, GOOD.encode())
    wrong = text_file(tmp_path, "错.txt", WRONG)
    assert command("-", wrong, tmp_path / "没有.txt", "--facts", facts, "--format", "json") == 2
    out, err = capsys.readouterr()
    documents = json.loads(out)["documents"]
    assert [(one["path"], one["ok"]) for one in documents] == [("-", True), (str(wrong), False)]
    assert "没有.txt:找不到这个文件" in err


def test_nothing_that_can_be_read(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No report is made up."""
    assert command(tmp_path / "没有.txt", "--facts", facts, "-o", tmp_path / "r.json") == 2
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    ("suffix", "advice"),
    [
        (".doc", "请在 Word 或 WPS 里另存为 .docx"),
        (".wps", "请在 Word 或 WPS 里另存为 .docx"),
        (".xlsx", "请把要核对的文字存成 .docx"),
    ],
)
def test_other_office_files_are_told_what_to_do(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str], suffix: str, advice: str
) -> None:
    """Saving as .docx helps, where the program that made it can."""
    assert command(text_file(tmp_path, f"稿{suffix}", GOOD), "--facts", facts) == 2
    assert f"不能直接核对 {suffix} 文件。{advice}" in capsys.readouterr().err


def test_standard_input_has_a_bound(
    facts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty megabytes."""
    give_stdin(monkeypatch, b"1" * (20 * 1024 * 1024 + 1))
    assert command("-", "--facts", facts) == 2
    assert "标准输入超过 20 MB" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("form", "begin"), [("json", "{"), ("sarif", "{"), ("html", "<!doctype html>"), ("text", "")]
)
def test_every_format_goes_to_a_file(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str], form: str, begin: str
) -> None:
    """Stdout stays empty; a message says where the report lies."""
    out = tmp_path / "报告"
    path = text_file(tmp_path, "稿.txt", WRONG)
    assert command(path, "--facts", facts, "--format", form, "-o", out) == 1
    text = out.read_text("utf-8")
    assert text.startswith(begin)
    assert "456篇" in text
    printed, err = capsys.readouterr()
    assert printed == ""
    assert err == f"核对了 1 份,通过 0 份;报告已写入 {out}。\n"


def test_a_waiver_lets_a_finding_stand_with_its_reason(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is listed, and one that fits nothing is told."""
    path = text_file(tmp_path, "稿.txt", WRONG)
    command(path, "--facts", facts, "--format", "json")
    findings = json.loads(capsys.readouterr().out)["documents"][0]["findings"]
    waivers = [word for one in findings for word in ("--waive", f"{one['id']}=已与台账核实=好")]
    command(path, "--facts", facts, *waivers, "--waive", "nothing=无")
    out, err = capsys.readouterr()
    assert f"放行 {len(findings)} 条" in out
    assert "理由:已与台账核实=好" in out
    assert err == "提醒:没有编号为 nothing 的问题,这条放行没有用上。\n"


@pytest.mark.parametrize("word", ["abc", "abc=", "=理由", "abc= "])
def test_a_waiver_needs_a_reason(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """An id alone is refused."""
    assert command(text_file(tmp_path, "稿.txt", WRONG), "--facts", facts, "--waive", word) == 2
    assert f"--waive {word} 没有写明理由。请写成 --waive 编号=理由" in capsys.readouterr().err


def test_facts_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text alone cannot be verified."""
    assert command(text_file(tmp_path, "稿.txt", GOOD)) == 2
    assert "没有给出事实表。请加 --facts 事实表.yaml" in capsys.readouterr().err
    assert command("-") == 2


def test_warnings_of_the_facts_file_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On stderr, before the report."""
    facts = text_file(tmp_path, "表.yaml", FACTS + "  - {event: 甲, date: 2020-01-01}\n")
    command(text_file(tmp_path, "稿.txt", GOOD), "--facts", facts)
    assert "不在总结的时段" in capsys.readouterr().err


def test_markdown_is_read_without_its_marks(tmp_path: Path, facts: Path) -> None:
    """A figure in bold is one figure; offsets are those of the file."""
    text = "# 某县2025年总结\n\n## 一、成效\n\n- 全县媒体发稿**455**篇,\n> 应急演练`8`次。\n"
    sheet = load_facts(facts)
    given = read_given(str(text_file(tmp_path, "稿.md", text)), sheet)
    assert given.plain == "某县2025年总结\n\n一、成效\n\n全县媒体发稿455篇,\n应急演练8次。\n"
    waiver = verify(given.plain, sheet).findings[0].id
    report = given.at_home(verify(given.plain, sheet, waivers={waiver: "好"}))
    found = {figure.text: text[figure.start : figure.end] for figure in report.figures}
    assert found["455篇"] == "455**篇"
    assert found["8次"] == "8`次"
    (waived,) = [text[one.start : one.end] for one, _ in report.waived if one.start is not None]
    assert waived == "8`次"
    unused = GivenText("a", text, plain="无", places=(0,)).at_home(verify("无", sheet))
    assert [finding.start for finding in unused.findings] == [None]


def docx_file(path: Path, *paragraphs: str) -> Path:
    """A .docx of these paragraphs."""
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_a_docx_is_read_and_a_copy_bears_comments(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The original stays; the comment tells what the facts say."""
    from docx import Document

    path = docx_file(tmp_path / "稿.docx", "某县2025年总结", "全县媒体发稿456篇。")
    before = path.read_bytes()
    out = tmp_path / "批注.docx"
    assert command(path, "--facts", facts, "--annotate", out) == 1
    assert path.read_bytes() == before
    comments = [comment.text for comment in Document(str(out)).comments]
    assert any("456篇" in text for text in comments)
    assert f"带批注的文稿已写入 {out}。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("drafts", "out", "message"),
    [
        (("a.txt",), "b.docx", "--annotate 只用于一份 .docx 文稿"),
        (("a.docx", "b.docx"), "c.docx", "--annotate 只用于一份 .docx 文稿"),
        (("a.docx",), "b.doc", "--annotate 的文件名要以 .docx 结尾"),
    ],
)
def test_annotate_fits_one_docx_only(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    drafts: tuple[str, ...],
    out: str,
    message: str,
) -> None:
    """Told before anything is read."""
    paths = [tmp_path / name for name in drafts]
    facts = tmp_path / "没有.yaml"
    assert command(*paths, "--facts", facts, "--annotate", tmp_path / out) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("option", ["-o", "--annotate"])
def test_what_was_given_is_never_written_over(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """Neither the draft nor the facts file."""
    path = docx_file(tmp_path / "稿.docx", "某县2025年总结")
    before = path.read_bytes()
    assert command(path, "--facts", facts, option, path) == 2
    assert "不能写在它上面。请换一个文件名" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert command(path, "--facts", facts, "-o", facts) == 2
    assert facts.read_text("utf-8") == FACTS


def draft_file(folder: Path, facts: Path, source: str) -> Path:
    """A draft file of one section, with the facts file beside it."""
    section = Section("results", "工作成效", Role.RESULTS).revised(Revision(source, Author.PERSON))
    sheet = load_facts(facts)
    path = folder / "稿.draft"
    draft = Draft("某县2025年总结", (section,), facts_path=str(facts), facts_digest=sheet.digest)
    DraftStore.create(path, draft, sheet).close()
    return path


def test_a_draft_file_brings_its_facts(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its references are rendered, its facts file is known."""
    path = draft_file(tmp_path, facts, "全县媒体发稿{articles}。")
    assert command(path, "--all") == 0
    assert "【455篇】" in capsys.readouterr().out


@pytest.mark.parametrize("value", [460, 455])
def test_a_draft_is_judged_as_it_stands(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str], value: int
) -> None:
    """Facts that were not adopted yet are held against the figures of the draft, and that is told."""
    path = draft_file(tmp_path, facts, "全县媒体发稿{articles}。")
    text = facts.read_text("utf-8").replace("value: 455", f"value: {value}")
    facts.write_text(f"{text}# 又看过\n", "utf-8")
    assert command(path, "--all") == (1 if value == 460 else 0)
    out, err = capsys.readouterr()
    assert "【455篇】" in out
    assert ("尚未采用" in err) is (value == 460)


def test_a_draft_whose_facts_file_is_gone_brings_what_it_kept(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in revising; the person is told which facts were used."""
    path = draft_file(tmp_path, facts, "全县媒体发稿{articles}。")
    facts.rename(tmp_path / "别处.yaml")
    assert command(path, "--all") == 0
    out, err = capsys.readouterr()
    assert "【455篇】" in out
    assert "用初稿里存的那一份" in err


def test_waivers_of_a_draft_file_hold_for_it_and_for_the_docx_beside_it(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person let stand stays so."""
    path = draft_file(tmp_path, facts, "全县媒体发稿{articles}。全年处理信访77件。")
    document = docx_file(
        tmp_path / "稿.docx",
        "某县2025年总结",
        "一、工作成效",
        "全县媒体发稿455篇。全年处理信访77件。",
    )
    assert command(path, "--format", "json") == 1
    (one,) = json.loads(capsys.readouterr().out)["documents"][0]["findings"]
    with DraftStore.open(path) as store:
        store.waive(one["id"], "信访办已核实")
    for given in (path, document):
        assert command(given) == 0
        assert "信访办已核实" in capsys.readouterr().out


def test_a_folder_of_samples_is_given_to_the_verifier(
    tmp_path: Path,
    facts: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By name; a folder that is not there is told."""
    seen: list[dict[str, str]] = []

    def recording(*given: Any, samples: dict[str, str], **more: Any) -> Report:
        seen.append(samples)
        return verify(*given, **more)

    monkeypatch.setattr("assistant.verification.verify", recording)
    samples = tmp_path / "范文"
    samples.mkdir()
    text_file(samples, "去年.txt", "某镇总结\n组织开展青年突击队夜间巡逻三十余次。\n")
    path = text_file(tmp_path, "稿.txt", GOOD)
    assert command(path, "--facts", facts, "--samples", samples) == 0
    assert [(name, "青年突击队" in text) for name, text in seen[0].items()] == [("去年", True)]
    assert command(path, "--facts", facts, "--samples", tmp_path / "没有") == 2


def test_the_default_samples_are_used_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said in one line, left out by --no-samples."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    folder = tmp_path / "data" / "samples"
    folder.mkdir(parents=True)
    text_file(folder, "去年.txt", "某镇总结\n组织开展青年突击队夜间巡逻三十余次。\n")
    facts = text_file(tmp_path, "facts.yaml", FACTS)
    path = text_file(tmp_path, "稿.txt", "组织开展青年突击队夜间巡逻三十余次。\n")
    command(path, "--facts", facts, "--format", "json")
    told = capsys.readouterr()
    assert "默认文件夹" in told.err
    assert '"leaked"' in told.out
    command(path, "--facts", facts, "--no-samples", "--format", "json")
    told = capsys.readouterr()
    assert "默认文件夹" not in told.err
    assert '"leaked"' not in told.out
    assert command(path, "--facts", facts, "--no-samples", "--samples", folder) == 2
