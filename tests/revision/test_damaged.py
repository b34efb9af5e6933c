"""Draft files that a disk broke or a stranger made: refused in plain words, and left as they are."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assistant.domain import Author, DocumentInfo, Draft, FactSheet, Revision, Role, Section
from assistant.errors import DraftFileError
from assistant.revision.store import DraftStore

_PAGE = 4096
MAGIC = b"SQLite format 3\0"
VERSION_1 = Path(__file__).parent / "data" / "version_1.sql"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A draft file of three sections with some history, closed, alone in its folder."""
    folder = tmp_path / "稿"
    folder.mkdir()
    sections = tuple(
        Section(
            name, f"标题{name}", role, ("a", "b"), (Revision(f"{name}。" * 40, Author.OFFLINE),)
        )
        for name, role in (("甲", Role.OPENING), ("乙", Role.RESULTS), ("丙", Role.CLOSING))
    )
    file = folder / "总结.draft"
    DraftStore.create(file, Draft("总结", sections), FactSheet(DocumentInfo("总结"), ())).close()
    with DraftStore.open(file) as store:
        for number in range(6):
            store.append("乙", Revision(f"第{number}稿。" * 60, Author.PERSON))
        store.undo("乙")
        store.accept("甲")
        with store.transaction() as database:  # as an older program did
            database.execute(
                "INSERT INTO checks (section, number, findings, at) VALUES ('乙', 0, '[]', '')"
            )
        store.waive("0a1b", "领导同意")
    return file


def _broken(data: bytes, dice: random.Random) -> bytes:
    """The file with something broken that disks, networks and editors break."""
    out = bytearray(data)
    at = dice.randrange(len(out))
    kind = dice.randrange(7)
    pages = len(out) // _PAGE
    if kind == 0:
        for _ in range(dice.randint(1, 30)):
            out[dice.randrange(len(out))] = dice.randrange(256)
    elif kind == 1:
        length = dice.choice((4, 64, 900))
        out[at : at + length] = dice.randbytes(length)
    elif kind == 2:
        out[at : at + 512] = bytes(512)
    elif kind == 3:
        del out[at:]
    elif kind == 4:
        one, two = (_PAGE * dice.randrange(pages) for _ in range(2))
        out[one : one + _PAGE] = data[two : two + _PAGE]
    elif kind == 5:
        out[dice.randrange(100)] ^= 1 << dice.randrange(8)
    else:
        del out[at : at + dice.randint(1, 50)]
    return bytes(out)


def _opened(path: Path, *, read_only: bool) -> str:
    """Reads all of a draft file; gives what it is refused with."""
    try:
        with DraftStore.open(path, read_only=read_only) as store:
            for section in (*store.draft.sections, *store.first_draft.sections):
                assert isinstance(section.source, str)
    except DraftFileError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_broken_is_told_as_damage_or_does_no_harm(path: Path, seed: int) -> None:
    """Twenty at a time: no other error, no byte changed in a refused file, nothing beside it."""
    whole = path.read_bytes()
    dice = random.Random(seed)  # noqa: S311 - no secret
    refused = 0
    for _ in range(20):
        data = _broken(whole, dice)
        path.write_bytes(data)
        told = _opened(path, read_only=bool(dice.randrange(2)))
        if told:
            refused += 1
            assert "初稿文件已损坏" in told or "更新版本" in told or len(data) < len(MAGIC)
            assert path.read_bytes() == data
        assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert refused >= 5


_EVIL = "INSERT INTO meta (key, value, at) VALUES ('title', '改了', '')"


@pytest.mark.parametrize(
    "statements",
    [
        f"CREATE TRIGGER evil AFTER INSERT ON holder BEGIN {_EVIL}; END",
        f"CREATE TRIGGER evil BEFORE DELETE ON holder BEGIN {_EVIL}; END",
        "CREATE VIEW evil AS SELECT * FROM meta",
        "CREATE TABLE evil (a)",
        "CREATE INDEX evil ON meta (key)",
        "CREATE VIRTUAL TABLE evil USING fts5(a)",
        "DROP TRIGGER revisions_keep",
        "DROP TABLE holder; CREATE VIEW holder AS SELECT 'a' host, 1 pid, '' started, '' user, '' since",
        (
            "DROP TABLE waivers; CREATE TABLE waivers (seq INTEGER PRIMARY KEY AUTOINCREMENT, finding TEXT,"
            " reason TEXT GENERATED ALWAYS AS (hex(zeroblob(10))), author TEXT, at TEXT)"
        ),
        "DROP TRIGGER meta_keep; UPDATE meta SET value = x'ff00'",
        (
            "DROP TRIGGER meta_keep; UPDATE meta SET value = cast(x'e4b8' AS TEXT);"
            "CREATE TRIGGER meta_keep BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        ),
        "INSERT INTO layouts (sections, note, at) VALUES ('[[\"甲\", 5]]', '', '')",
        "INSERT INTO meta (key, value, at) VALUES ('steps', '[{', '')",
        "INSERT INTO revisions VALUES ('甲', 7, '', 'person', '', '', '', '', 0, 0, '')",
        "INSERT INTO moves (section, kind, number, at) VALUES ('甲', 'redo', 0, '')",
        "INSERT INTO meta (key, value, at) VALUES ('facts_digest', 'ab', '')",
        "INSERT INTO meta (key, value, at) VALUES ('facts_path', '[' || char(10), '')",
        "INSERT INTO meta (key, value, at) VALUES ('facts_path', hex(zeroblob(900)), '')",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 700000",
    ],
)
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_this_program_does_not_write_is_refused_before_it_runs(
    path: Path, statements: str, *, overwrite: bool
) -> None:
    """Not a byte of the file changes, no copy is made; it may be written over like any other."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(statements)
    before = path.read_bytes()
    with pytest.raises(DraftFileError, match="初稿文件已损坏"):
        DraftStore.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    if overwrite:
        draft = Draft("新", (Section("a", "", Role.OPENING),))
        sheet = FactSheet(DocumentInfo("新"), ())
        with DraftStore.create(path, draft, sheet, overwrite=True) as store:
            assert store.draft.title == "新"


def test_an_older_file_with_a_foreign_trigger_is_not_migrated(tmp_path: Path) -> None:
    """The refusal comes before the copy and before the first script."""
    path = tmp_path / "旧.draft"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(VERSION_1.read_text("utf-8"))
        database.execute(f"CREATE TRIGGER evil AFTER INSERT ON holder BEGIN {_EVIL}; END")
    before = path.read_bytes()
    with pytest.raises(DraftFileError, match="evil"):
        DraftStore.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_step_that_was_cut_off_is_taken_back(path: Path) -> None:
    """A journal left by a power cut is no damage: the file as it was before opens."""
    whole = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("PRAGMA cache_spill = 1")
        database.execute("BEGIN IMMEDIATE")
        for number in range(300):
            database.execute(
                "INSERT INTO meta (key, value, at) VALUES (?, ?, '')", (f"k{number}", "长" * 900)
            )
        journal = path.with_name(f"{path.name}-journal")
        half, kept = path.read_bytes(), journal.read_bytes()
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
    assert half != whole
    path.write_bytes(half)
    journal.write_bytes(kept)
    with DraftStore.open(path) as store:
        assert store.section("乙").source == "第4稿。" * 60
        assert store.meta("k0") == ""
