"""``assistant draft``: what it writes, says and refuses, and the code it ends with."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.cli.outputs import Format, target_of
from assistant.errors import InputError
from assistant.files import safe_name
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from collections.abc import Callable

    Assistant = Callable[..., tuple[int, str, str]]

FACTS = """\
document:
  title: 云溪县2025年宣传工作总结
  organization: 云溪县委宣传部
  self: 我县
  period: 2025
  signed_on: 2025-12-30
facts:
  - {id: articles, indicator: 媒体发稿, value: 455, unit: 篇, scope: 全县, previous: 402}
  - {id: staff, indicator: 在编工作人员, value: 9, unit: 名}
"""
WHOLE = (
    FACTS
    + """\
  - {id: gap, indicator: 专职人员缺口, value: 2, unit: 名}
  - {id: cause, statement: 专职人员的编制还没有批下来, section: problems}
  - {id: goal, indicator: 2026年媒体发稿计划, value: 480, unit: 篇, status: planned}
"""
)
TITLE = "云溪县2025年宣传工作总结"


@pytest.fixture
def assistant(capsys: pytest.CaptureFixture[str]) -> Assistant:
    """Runs the program: (exit code, stdout, stderr)."""

    def call(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run([str(word) for word in words])
        told = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), told.out, told.err

    return call


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A facts file with nothing on problems and plans."""
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, "utf-8")
    return path


def test_a_draft_lies_beside_the_facts_by_its_title(assistant: Assistant, facts: Path) -> None:
    """The .docx, the draft file, and a summary of what was proved; 0 where all is proved."""
    code, out, err = assistant("draft", facts)
    assert code == 0
    assert (facts.parent / f"{TITLE}.docx").read_bytes().startswith(b"PK")
    with DraftStore.open(facts.parent / f"{TITLE}.draft") as store:
        assert [section.id for section in store.draft.sections][:2] == ["opening", "organisation"]
        assert "{articles}" in store.draft.sections[2].source
    for words in (
        "共5节",
        "已证实",
        "放行0处",
        "要看的发现0个",
        "待补2处",
        "【待补：",
        f"{TITLE}.docx",
    ):
        assert words in out
    assert "主要工作和成效:已写好" in err


def test_an_existing_file_is_never_overwritten_unasked(assistant: Assistant, facts: Path) -> None:
    """A numbered name is taken for both files; --force replaces them."""
    for _ in range(3):
        assert assistant("draft", facts, "-o", facts.parent / "a.docx")[0] == 0
    names = sorted(path.name for path in facts.parent.glob("a*"))
    assert names == ["a(2).docx", "a(2).draft", "a(3).docx", "a(3).draft", "a.docx", "a.draft"]
    (facts.parent / "a.docx").write_bytes(b"old")
    assert assistant("draft", facts, "-o", facts.parent / "a.docx", "--force")[0] == 0
    assert (facts.parent / "a.docx").read_bytes() != b"old"
    assert len(list(facts.parent.glob("a*"))) == 6


def test_a_draft_that_is_being_revised_is_not_written_over(
    assistant: Assistant, facts: Path
) -> None:
    """Not even with --force: its history would be gone under the hands of whoever works on it."""
    out = facts.with_name("a.docx")
    assert assistant("draft", facts, "-o", out)[0] == 0
    before = out.with_suffix(".draft").read_bytes()
    holding = (
        "import sys; from assistant.revision.store import DraftStore\n"
        "with DraftStore.open(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(out.with_suffix(".draft"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        code, _, err = assistant("draft", facts, "-o", out, "--force")
        other.communicate()
    assert code == 2
    assert "正由" in err
    assert "已写好" not in err
    assert len(out.with_suffix(".draft").read_bytes()) == len(before)


@pytest.mark.parametrize("kind", ["md", "txt"])
def test_other_formats(assistant: Assistant, facts: Path, kind: str) -> None:
    """By --to, or by the ending of the name."""
    assert assistant("draft", facts, "--to", kind)[0] == 0
    text = (facts.parent / f"{TITLE}.{kind}").read_text("utf-8")
    assert "全县媒体发稿达455篇，同比增长13.2%。" in text
    assert assistant("draft", facts, "-o", facts.parent / f"b.{kind}")[0] == 0
    assert (facts.parent / f"b.{kind}").read_text("utf-8") == text


def test_the_plan_shows_what_each_section_tells_and_stops(
    assistant: Assistant, facts: Path
) -> None:
    """Nothing is written."""
    code, out, _ = assistant("draft", facts, "--plan", "--outline", "brief")
    assert code == 0
    assert "articles:全县媒体发稿 455篇" in out
    assert "简要工作总结" in out
    assert list(facts.parent.iterdir()) == [facts]


def test_a_final_draft_is_refused_while_something_is_left(
    assistant: Assistant, facts: Path
) -> None:
    """With 1, nothing written, and each gap named; with facts for all sections it is written."""
    code, _, err = assistant("draft", facts, "--final")
    assert code == 1
    assert "没有输出定稿:还有2处待补" in err
    assert list(facts.parent.iterdir()) == [facts]
    facts.write_text(WHOLE, "utf-8")
    code, out, _ = assistant("draft", facts, "--final")
    assert code == 0
    assert "没有待补" in out


def test_a_finding_ends_with_one_and_is_shown(
    assistant: Assistant, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that is not the facts' is told with the sentence; the files are written all the same."""
    writer = "assistant.drafting.pipeline.offline_draft.write_offline"
    monkeypatch.setattr(writer, lambda *_: "全县媒体发稿789篇。")
    code, out, _ = assistant("draft", facts)
    assert code == 1
    assert "789篇" in out
    assert (facts.parent / f"{TITLE}.docx").exists()


def test_facts_in_gbk_are_read(assistant: Assistant, facts: Path) -> None:
    """As many offices' programs write them."""
    facts.write_bytes(FACTS.encode("gb18030"))
    assert assistant("draft", facts)[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("空",)),
        ("facts: [", ("YAML",)),
        (FACTS.replace("id: staff", "id: articles"), ("第9行", "articles")),
        (FACTS.replace("unit: 名", "unti: 名"), ("第9行", "unti", "unit")),
        (FACTS.replace("value: 9", "value: 九个"), ("第9行", "九个")),
        (FACTS.replace("signed_on: 2025-12-30", "outline: anual"), ("anual", "是不是要写 annual")),
        (
            FACTS.replace(
                "signed_on: 2025-12-30", "outline: [{id: a, heading: 甲, facts: [artcles]}]"
            ),
            ("artcles", "articles"),
        ),
    ],
    ids=["empty", "not-yaml", "duplicate", "unknown-key", "text-value", "outline", "unknown-fact"],
)
def test_bad_facts_end_with_two_and_say_where(
    assistant: Assistant, facts: Path, text: str, words: tuple[str, ...]
) -> None:
    """The file, the line, what was found; nothing is written and no traceback shown."""
    facts.write_text(text, "utf-8")
    code, out, err = assistant("draft", facts)
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    assert all(word in err for word in words)
    assert list(facts.parent.iterdir()) == [facts]


def test_missing_files_and_folders_are_told(assistant: Assistant, tmp_path: Path) -> None:
    """With what to do."""
    code, _, err = assistant("draft", tmp_path / "nowhere.yaml")
    assert (code, "找不到这个文件" in err) == (2, True)
    code, _, err = assistant("draft", tmp_path)
    assert (code, "文件夹" in err) == (2, True)
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    code, _, err = assistant("draft", huge)
    assert (code, "上限" in err) == (2, True)


def test_an_output_folder_that_is_missing_is_told(assistant: Assistant, facts: Path) -> None:
    """In Chinese, before a section is written; nothing is left behind."""
    code, _, err = assistant("draft", facts, "-o", facts.parent / "none" / "a.docx")
    assert code == 2
    assert "写不进去(没有这个文件或文件夹)" in err
    assert "已写好" not in err
    assert list(facts.parent.iterdir()) == [facts]


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="needs a folder that nobody may write to"
)
def test_a_folder_that_cannot_be_written_is_told(assistant: Assistant, facts: Path) -> None:
    """Also where the person is the system's administrator."""
    code, _, err = assistant("draft", facts, "-o", "/proc/a.docx")
    assert code == 2
    assert "写不进去" in err


def test_a_full_disk_leaves_the_old_output_whole(
    assistant: Assistant, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new text is written to a temporary file and renamed only when it is complete."""
    out = facts.parent / "a.docx"
    assert assistant("draft", facts, "-o", out)[0] == 0
    before = {path: path.read_bytes() for path in facts.parent.iterdir()}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("assistant.files.writing.os.fsync", full)
    code, _, err = assistant("draft", facts, "-o", out, "--force")
    assert code == 2
    assert "磁盘" in err
    assert {path: path.read_bytes() for path in facts.parent.iterdir()} == before


def test_a_draft_file_that_fails_takes_the_new_text_back(
    assistant: Assistant, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both files or none."""

    def fail(*_: object, **__: object) -> None:
        raise InputError("写不了初稿文件")

    monkeypatch.setattr(DraftStore, "create", fail)
    code, _, err = assistant("draft", facts)
    assert code == 2
    assert "写不了初稿文件" in err
    assert list(facts.parent.iterdir()) == [facts]


def test_where_the_output_goes(tmp_path: Path) -> None:
    """A folder, a bare name, an ending, and what does not fit."""
    facts = tmp_path / "facts.yaml"
    folder = tmp_path / "out"
    folder.mkdir()

    def target(out: Path | None, wanted: Format | None = None) -> tuple[Path, Format]:
        found = target_of(facts, "甲/乙:总结", out, wanted)
        assert found.draft == found.text.with_suffix(".draft")
        return found.text, found.format

    assert target(None) == (tmp_path / "甲乙总结.docx", Format.DOCX)
    assert target(folder, Format.MD) == (folder / "甲乙总结.md", Format.MD)
    assert target(tmp_path / "x") == (tmp_path / "x.docx", Format.DOCX)
    assert target(tmp_path / "x.TXT") == (tmp_path / "x.TXT", Format.TXT)
    with pytest.raises(InputError, match=r"写不了“\.pdf”格式"):
        target(tmp_path / "x.pdf")
    with pytest.raises(InputError, match="请让两处一致"):
        target(tmp_path / "x.md", Format.TXT)


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b\\c:d", "abcd"), ("  .. ", "工作总结"), ("总" * 200, "总" * 60)]
    + [(name, "_" + name) for name in ("CON", "nul", "Com1.txt", "aux .x", "CONOUT$")]
    + [("甲\u202e乙. . ", "甲乙"), ("a\0b\nc", "abc")],
)
def test_a_title_makes_a_safe_file_name(title: str, name: str) -> None:
    """Nothing that Windows refuses, and no path."""
    assert safe_name(title) == name
