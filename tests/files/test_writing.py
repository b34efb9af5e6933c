"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.files import check_folder, claim_free, free_name, reason_of, write_atomic


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    """Nothing but the file remains, with the rights of any new file."""
    target = tmp_path / "稿.txt"
    write_atomic(target, b"one")
    write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]
    plain = tmp_path / "plain"
    plain.touch()
    assert target.stat().st_mode == plain.stat().st_mode


def test_a_free_name_is_claimed_once(tmp_path: Path) -> None:
    """Many at the same moment get as many names, each with both its files."""
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: claim_free(tmp_path / "稿.docx", ".draft"), range(40)))
    assert len(set(names)) == 40
    assert all(name.exists() and name.with_suffix(".draft").exists() for name in names)
    (tmp_path / "甲.draft").touch()
    assert claim_free(tmp_path / "甲.docx", ".draft") == tmp_path / "甲(2).docx"
    assert not (tmp_path / "甲.docx").exists()
    with pytest.raises(OutputError, match="原有文件没有改动"):
        claim_free(tmp_path / "无" / "稿.docx")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """The message says that nothing was changed."""
    with pytest.raises(OutputError, match="原有文件没有改动"):
        write_atomic(tmp_path / "无" / "稿.txt", b"x")


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary file is removed, the old one stands."""
    target = tmp_path / "稿.txt"
    target.write_bytes(b"old")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="写不进去"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_free_name_counts_up(tmp_path: Path) -> None:
    """The name itself where nothing stands there, then (2), (3)."""
    wanted = tmp_path / "稿.docx"
    assert free_name(wanted) == wanted
    wanted.touch()
    assert free_name(wanted) == tmp_path / "稿(2).docx"
    (tmp_path / "稿(2).docx").touch()
    assert free_name(wanted) == tmp_path / "稿(3).docx"


def test_a_folder_is_tried_before_the_work(tmp_path: Path) -> None:
    """Nothing is left in one that can be written; a missing one is told as when writing."""
    check_folder(tmp_path / "稿.docx")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError, match=r"写不进去\(没有这个文件或文件夹\)"):
        check_folder(tmp_path / "无" / "稿.docx")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EACCES, "Permission denied"), "没有权限,或者正被别的程序占用"),
        (OSError(errno.EXDEV, "Cross-device link"), "Cross-device link"),
        (OSError(), "OSError"),
    ],
)
def test_why_the_system_refused_is_told_in_chinese(error: OSError, told: str) -> None:
    """A rare reason keeps the system's own words."""
    assert reason_of(error) == told


def test_a_file_that_holds_the_very_bytes_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import done twice leaves one mapping, not (2), (3); what a person changed keeps its name."""
    mapping = tmp_path / "台账.映射.yaml"
    assert free_name(mapping, b"a") == mapping
    mapping.write_bytes(b"a")
    assert free_name(mapping, b"a") == mapping
    assert free_name(mapping, b"b").name == "台账.映射(2).yaml"
    assert free_name(mapping).name == "台账.映射(2).yaml"
    (tmp_path / "台账.映射(2).yaml").mkdir()
    assert free_name(mapping, b"b").name == "台账.映射(3).yaml"
    mapping.write_bytes(b"c")
    assert free_name(mapping, b"b").name == "台账.映射(3).yaml"

    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert free_name(mapping, b"c").name == "台账.映射(3).yaml"
