"""The draft file as a database: opening, checking, migrating, and errors in plain words."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, DraftFileError, OutputError
from assistant.files import free_name, reason_of
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 4
APPLICATION = 1465074756  # "WSAD", as in schema.sql
_MAGIC = b"SQLite format 3\0"
_APPLICATION_AT = 68  # place of application_id in the file's header (sqlite.org/fileformat2)
_WRITES_AT = 18  # 1 where a journal is written, 2 where a log is
_HEADER = 100
# A file with a broken header is still known by what it declares, which stands in its first pages.
_TABLE = b"CREATE TABLE revisions (\n    section TEXT NOT NULL REFERENCES sections (id)"
_SEARCHED = 65536
# A version so far ahead is no version.
_FARTHEST = 100


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turns what the database reports into errors that tell the person what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    except UnicodeDecodeError as error:  # what the database says quotes what the file holds
        raise damaged(path, "其中有读不出来的文字") from error


def _translated(error: sqlite3.Error, path: Path) -> AssistantError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return OutputError(
            "磁盘已满,这一步没有存上",
            path=path,
            advice="屏幕上的文字还在;请腾出空间后再存一次,或先把文字复制出来",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
        return OutputError(
            "写不进去,这一步没有存上",
            path=path,
            advice="屏幕上的文字还在;请检查文件和所在文件夹有无写入权限、磁盘或网络盘是否正常",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DraftFileError("另一个程序正在写这份初稿", path=path, advice="请稍等片刻再试")
    return damaged(path, str(error))


def damaged(path: Path, what: str) -> DraftFileError:
    """The error that tells of a file that cannot be made sense of."""
    return DraftFileError(
        f"初稿文件已损坏({what})",
        path=path,
        advice="请改用备份的初稿文件(.bak),或用 assistant draft 重新起草",
    )


def check_is_draft(path: Path) -> bool:
    """Reads the file's header, touching nothing; raises DraftFileError where it is no draft file.

    Returns whether the file says that a log, not a journal, is written beside it.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            rest = file.read(_SEARCHED)
    except FileNotFoundError as error:
        raise DraftFileError(
            "找不到这个初稿文件",
            path=path,
            advice="请检查路径,或先用 assistant draft 起草",
        ) from error
    except OSError as error:
        raise DraftFileError(
            f"初稿文件读不出来({reason_of(error)})",
            path=path,
            advice="请检查它是否是文件、有无读取权限",
        ) from error
    application = int.from_bytes(header[_APPLICATION_AT : _APPLICATION_AT + 4], "big")
    if not header.startswith(_MAGIC) or application != APPLICATION:
        short = len(header) < _HEADER and header.startswith(_MAGIC)
        if short or _TABLE in rest:
            raise damaged(path, "文件头不对")
        raise DraftFileError(
            "这不是初稿文件",
            path=path,
            advice="请给出 assistant draft 生成的 .draft 文件",
        )
    if header[_WRITES_AT] not in {1, 2}:
        raise damaged(path, "文件头不对")
    return header[_WRITES_AT] == 2  # noqa: PLR2004 - see above


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that commits each transaction to the disk before it returns."""
    mode = "ro" if read_only else "rw"
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=5)
    database.isolation_level = None  # transactions are begun and ended by name
    # A rollback journal works on network shares; EXTRA is FULL and syncs the folder too, so
    # that what was told as saved stands after a power cut.
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("PRAGMA foreign_keys = ON")
    return database


def create_file(path: Path) -> None:
    """Makes an empty draft file of the present version at ``path``, where nothing may stand."""
    with closing(sqlite3.connect(path)) as database:
        build(database, VERSION)


def build(database: sqlite3.Connection, version: int) -> None:
    """Declares in an empty database what a draft file of that version holds."""
    database.executescript(shipped_text(__file__, "sql/schema.sql"))
    _step(database, version)


def needs_migration(database: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is of an older version; raises DraftFileError where it is of a newer one."""
    version = _version(database)
    refuse_newer(version, path)
    return version < VERSION


def refuse_newer(version: int, path: Path) -> None:
    """Raises DraftFileError at the version of a newer program, or one that none writes."""
    if not 0 < version <= VERSION + _FARTHEST:
        raise damaged(path, f"文件版本 {version}")
    if version > VERSION:
        raise DraftFileError(
            f"这份初稿由更新版本的程序保存(文件版本 {version},本程序认识到 {VERSION})",
            path=path,
            advice="请升级本程序后再打开;文件没有改动",
        )


def migrate(database: sqlite3.Connection, path: Path) -> Path:
    """Brings an older file to the present version; a kill on the way leaves it whole.

    Returns the copy that is kept of it as it was: ``name.draft.v1.bak``.
    """
    backup = free_name(path.with_name(f"{path.name}.v{_version(database)}.bak"))
    try:
        with closing(sqlite3.connect(backup)) as copy:
            database.backup(copy)
        _step(database, VERSION)
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    return backup


def _step(database: sqlite3.Connection, version: int) -> None:
    """Runs the scripts that lead to ``version``, each in a transaction of its own."""
    for at in range(_version(database), version):
        database.executescript(shipped_text(__file__, f"sql/from_{at}.sql"))


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
