"""The draft file against old versions, other programs, full disks and read-only folders."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.domain import Author, DocumentInfo, Draft, FactSheet, Revision, Role, Section
from assistant.errors import DraftFileError, OutputError
from assistant.revision.holder import this_program
from assistant.revision.store import DraftStore

VERSION_1 = Path(__file__).parent / "data" / "version_1.sql"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A draft file of one section, closed."""
    file = tmp_path / "总结.draft"
    section = Section("one", "", Role.OPENING, revisions=(Revision("甲。", Author.OFFLINE),))
    sheet = FactSheet(DocumentInfo("总结"), ())
    DraftStore.create(file, Draft("总结", (section,)), sheet).close()
    return file


def _change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement, values)
        database.commit()


def test_an_older_file_is_migrated_and_a_copy_kept(tmp_path: Path) -> None:
    """A file of version 1 opens with all it holds; what it was stands beside it."""
    path = tmp_path / "旧.draft"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(VERSION_1.read_text("utf-8"))
        database.executescript(
            "INSERT INTO meta (key, value, at) VALUES ('title', '旧稿', '');"
            "INSERT INTO sections (id, heading, role, facts, at)"
            " VALUES ('one', '成效', 'results', '[]', '');"
            "INSERT INTO revisions VALUES ('one', 0, '甲。', 'offline', '', '', '', '', 0, 0, '');"
            "INSERT INTO moves (section, kind, number, at) VALUES ('one', 'write', 0, '');"
            "INSERT INTO layouts (sections, note, at) VALUES ('[[\"one\", \"成效\"]]', '', '');"
        )
    before = path.read_bytes()
    with DraftStore.open(path) as store:
        assert store.draft.title == "旧稿"
        assert store.section("one").source == "甲。"
        assert store.migrated_copy == tmp_path / "旧.draft.v1.bak"
    with closing(sqlite3.connect(tmp_path / "旧.draft.v1.bak")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT source FROM revisions").fetchone() == ("甲。",)
    assert before != path.read_bytes()
    with DraftStore.open(path) as store:
        assert store.migrated_copy is None


def test_a_newer_file_is_refused_and_stays(path: Path) -> None:
    """A file that a later version made is not touched."""
    _change(path, "PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(DraftFileError, match="请升级本程序"):
        DraftStore.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE revisions",
        "DROP TABLE moves",
        "INSERT INTO layouts (sections, note, at) VALUES ('[[\"none\", \"\"]]', '', '')",
        "INSERT INTO layouts (sections, note, at) VALUES ('{', '', '')",
        "INSERT INTO sections (id, heading, role, facts, at) VALUES ('x', '', 'x', '[]', '')",
    ],
)
def test_a_damaged_file_is_named_as_such(path: Path, statement: str) -> None:
    """Rows that the program never writes end in a message, not in a traceback."""
    _change(path, statement)
    with pytest.raises(DraftFileError, match="损坏"):
        DraftStore.open(path)


def test_a_file_cut_short_is_named_as_damaged(path: Path) -> None:
    """Half a file is no draft."""
    path.write_bytes(path.read_bytes()[:8192])
    with pytest.raises(DraftFileError, match="损坏"):
        DraftStore.open(path)


def test_the_lock_of_a_dead_program_is_taken_over(path: Path) -> None:
    """A program that was killed leaves its lock; the next one takes the draft."""
    code = (
        "import os, sys; from assistant.revision.store import DraftStore;"
        "DraftStore.open(sys.argv[1]); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == 9
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM holder").fetchone() == (1,)
    DraftStore.open(path).close()


def test_a_process_number_used_again_is_not_taken_for_the_holder(path: Path) -> None:
    """A lock of an earlier process with this number does not hold."""
    mine = this_program()
    _change(
        path,
        "INSERT INTO holder VALUES (1, ?, ?, 'earlier', 'u', '2026-01-01')",
        mine.host,
        mine.pid,
    )
    DraftStore.open(path).close()


def test_a_holder_on_another_computer_is_believed(path: Path) -> None:
    """Whether a program on another computer runs cannot be known: the person decides."""
    _change(
        path,
        "INSERT INTO holder VALUES (1, '县委办-3', 4, '', '王敏', '2026-01-05T08:30:00+08:00')",
    )
    with pytest.raises(DraftFileError, match=r"王敏.*县委办-3.*2026-01-05 08:30"):
        DraftStore.open(path)
    DraftStore.open(path, take_over=True).close()


def test_who_was_taken_over_saves_no_more(path: Path) -> None:
    """The program that lost the draft is told so at its next step, and nothing is mixed up."""
    first = DraftStore.open(path)
    second = DraftStore.open(path, take_over=True)
    _change(path, "UPDATE holder SET user = '李强'")
    with pytest.raises(DraftFileError, match=r"被 李强.*接管"):
        first.append("one", Revision("乙。", Author.PERSON))
    assert first.section("one").source == "甲。"
    first.close()
    second.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(path: Path) -> None:
    """The draft can be looked at; opening it for work says what is wrong."""
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="写入权限"):
            DraftStore.open(path)
        with DraftStore.open(path, read_only=True) as store:
            assert store.section("one").source == "甲。"
    finally:
        path.parent.chmod(0o755)


def test_a_full_disk_is_told_and_nothing_is_half_saved(path: Path) -> None:
    """The limit of the file's size stands for a full disk: the step fails, the draft stays."""
    size = path.stat().st_size
    with DraftStore.open(path) as store:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, hard))
        try:
            with pytest.raises(OutputError, match="没有存上"):
                store.append("one", Revision("长" * 200_000, Author.PERSON))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert store.section("one").source == "甲。"
        store.append("one", Revision("短", Author.PERSON))
    with DraftStore.open(path) as store:
        assert [each.source for each in store.section("one").revisions] == ["甲。", "短"]


def test_a_full_disk_leaves_no_half_made_draft(tmp_path: Path) -> None:
    """A draft is made whole or not at all."""
    section = Section("one", "", Role.OPENING, revisions=(Revision("长" * 99999, Author.MODEL),))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, hard))
    try:
        with pytest.raises(OutputError):
            DraftStore.create(
                tmp_path / "x.draft", Draft("x", (section,)), FactSheet(DocumentInfo("x"), ())
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """A draft cannot be made where there is no folder."""
    with pytest.raises(OutputError, match="文件夹"):
        DraftStore.create(
            tmp_path / "none" / "x.draft", Draft("x", ()), FactSheet(DocumentInfo("x"), ())
        )


def test_a_copied_draft_opens(path: Path, tmp_path: Path) -> None:
    """The draft is one file: a copy of it is a draft."""
    copy = tmp_path / "copy.draft"
    shutil.copy(path, copy)
    with DraftStore.open(copy) as store:
        assert store.draft.title == "总结"
