"""``assistant doctor``: what is there, what is not, and what that means."""

from __future__ import annotations

import subprocess
from importlib import metadata
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from assistant.cli import doctor
from assistant.cli.doctor import Check, State
from assistant.cli.main import build_app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and cache of the test alone."""
    monkeypatch.setenv("ASSISTANT_CONFIG", str(tmp_path / "config" / "config.toml"))
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "tiktoken"))


def test_the_report_ends_with_0_where_nothing_essential_is_missing() -> None:
    """Whatever programs and fonts this machine has."""
    result = CliRunner().invoke(build_app(), ["doctor"])
    assert result.exit_code == 0
    for part in (
        "【运行环境】",
        "Python",
        "LibreOffice",
        "方正小标宋简体",
        "仿宋_GB2312",
        "结论:可以使用",
    ):
        assert part in result.output


def test_a_missing_package_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """An essential one; the conclusion names it and says what to do."""

    def version(name: str) -> str:
        if name in {"lxml", "keyring"}:
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(doctor.metadata, "version", version)
    result = CliRunner().invoke(build_app(), ["doctor"])
    assert result.exit_code == 2
    assert "缺  lxml——写和读 Word 文件" in result.output
    assert "无  keyring——" in result.output
    assert "结论:lxml有问题,程序不能正常工作;请按上面的说明处理,或重新安装。" in result.output


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the version that is needed."""
    monkeypatch.setattr(doctor.sys, "version_info", (3, 10, 2, "final", 0))
    assert doctor.check_python() == Check(
        "运行环境", "Python", State.BROKEN, "现在是 3.10.2,至少要 3.11"
    )


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its path and what that means."""

    def refuse(**_: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    first, second = doctor.check_folders()
    assert first.state is second.state is State.MISSING
    assert str(tmp_path / "config") in first.note
    assert "权限" in first.note


def test_the_layout_in_use_is_named(tmp_path: Path) -> None:
    """The standard's, the office's own beside the config file, and one that does not hold."""
    assert doctor.check_layout().note == "按 GB/T 9704-2012"
    file = tmp_path / "config" / "layout.yaml"
    file.parent.mkdir()
    file.write_text("line: {pitch: 28}", "utf-8")
    assert str(file) in doctor.check_layout().note
    file.write_text("line: {pitch: 9000}", "utf-8")
    assert doctor.check_layout().state is State.BROKEN
    assert "line.pitch" in doctor.check_layout().note


def test_folders_that_do_not_exist_yet_are_no_fault(tmp_path: Path) -> None:
    """The nearest one above decides; nothing is made."""
    assert [check.state for check in doctor.check_folders()] == [State.THERE, State.THERE]
    assert not (tmp_path / "cache").exists()


def test_without_a_vocabulary_tokens_are_bounded() -> None:
    """The absence is told with what it means, and the network is not asked."""
    check = doctor.check_vocabulary()
    assert check.state is State.MISSING
    assert "上界" in check.note


@pytest.mark.parametrize(
    ("installed", "state", "note"),
    [
        (frozenset({"仿宋_GB2312"}), State.THERE, ""),
        (frozenset({"FangSong"}), State.MISSING, "有同类的“FangSong”"),
        (frozenset({"Arial"}), State.MISSING, "正文会换成别的字体"),
        (None, State.UNKNOWN, "本机查不了字体"),
    ],
)
def test_fonts_are_known_by_name(installed: frozenset[str] | None, state: State, note: str) -> None:
    """The font itself, one of the same kind by another name, none, or not known."""
    check = next(c for c in doctor.check_fonts(installed) if c.name == "仿宋_GB2312")
    assert check.state is state
    assert note in check.note


def _listing(monkeypatch: pytest.MonkeyPatch, code: int, text: str) -> None:
    done = subprocess.CompletedProcess([], code, text.encode(), b"")
    monkeypatch.setattr(doctor.shutil, "which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr(doctor.subprocess, "run", lambda *_, **__: done)


def test_the_font_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """All names of a font, with hyphens as they are written."""
    _listing(monkeypatch, 0, "仿宋,FangSong\nFZXiaoBiaoSong\\-B05S\n")
    assert doctor.installed_fonts() == {"仿宋", "FangSong", "FZXiaoBiaoSong-B05S"}


def test_a_font_list_that_fails_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error, a program that hangs, and no program at all."""
    _listing(monkeypatch, 1, "")
    assert doctor.installed_fonts() is None

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("fc-list", 20)

    monkeypatch.setattr(doctor.subprocess, "run", hang)
    assert doctor.installed_fonts() is None
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    assert doctor.installed_fonts() is None


def test_programs_that_are_missing_say_what_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice and WPS are optional."""
    monkeypatch.setattr("assistant.documents.find_office", lambda: None)
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    assert doctor.check_office().state is State.MISSING
    assert "另存为" in doctor.check_office().note
    assert doctor.check_wps().state is State.MISSING
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert doctor.check_wps().note == "/usr/bin/wps"


@pytest.mark.parametrize(
    ("priority", "state"), [(5, State.THERE), (0, State.MISSING), (0.5, State.MISSING)]
)
def test_a_key_ring_that_holds_nothing_is_none(
    monkeypatch: pytest.MonkeyPatch, priority: float, state: State
) -> None:
    """The fallback of machines without one, and one that keeps keys in the clear."""

    class Ring:
        name = "ring"

    ring = Ring()
    ring.priority = priority
    monkeypatch.setattr("keyring.get_keyring", lambda: ring)
    assert doctor.check_keyring().state is state


def test_the_conclusion_counts_what_is_missing() -> None:
    """All there, or so many not."""
    there, missing = Check("甲", "一", State.THERE), Check("甲", "二", State.MISSING, "无妨")
    assert doctor.report_lines([there])[-1] == "结论:可以使用,什么都不缺。"
    assert doctor.report_lines([there, missing])[1:] == [
        "  有  一",
        "  无  二——无妨",
        "结论:可以使用。没有的有 1 项,影响见上面的说明。",
    ]
