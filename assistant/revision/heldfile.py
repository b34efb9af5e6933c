"""A draft file that is open, and held against other programs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import closing, contextmanager
from dataclasses import astuple
from typing import TYPE_CHECKING, Self

from assistant.errors import AssistantError, DraftFileError
from assistant.revision.connection import connect, migrate, needs_migration, plain_errors
from assistant.revision.examining import examine
from assistant.revision.holder import Holder, still_runs, this_program

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


class Closing(ABC):
    """Closes itself at the end of a ``with``, however it ends."""

    @abstractmethod
    def close(self) -> None:
        """Gives free what is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class HeldFile(Closing):
    """The database of a draft file; to be closed, which gives the draft free for others.

    Attributes:
        path: the draft file.
        migrated_copy: the copy kept of an older file; None where there was nothing to migrate.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self.database = database
        self.migrated_copy: Path | None = None
        self._holder: Holder | None = None

    def prepare(self, *, hold: bool, take_over: bool) -> None:
        """Migrates an older file, and holds the file where ``hold`` says so.

        Where another program holds it and may still run, ``take_over`` has to be given.
        """
        old = needs_migration(self.database, self.path)
        if old or hold:
            self._hold(take_over=take_over)
        if old:
            self.migrated_copy = migrate(self.database, self.path)
        if not hold:
            self._release()

    @property
    def holds(self) -> bool:
        """Whether this program has the draft open for writing."""
        return self._holder is not None

    def close(self) -> None:
        """Gives the draft free; nothing is left to save."""
        try:
            self._release()
        except AssistantError:
            # The disk is full or gone. The row that stays names a program that no longer runs,
            # and the next one takes over.
            pass
        finally:
            self.database.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All rows that are added within reach the disk together, or none does.

        Raises DraftFileError where the file is open for looking only, or was taken over meanwhile.
        """
        if self._holder is None:
            raise DraftFileError("初稿以只读方式打开,不能保存", path=self.path)
        with plain_errors(self.path), transaction(self.database) as database:
            other = _holder_of(database)
            if other != self._holder:
                by = f"被 {other.description} 接管" if other else "被别的程序放开"
                raise DraftFileError(
                    f"这份初稿已{by},这一步没有存上",
                    path=self.path,
                    advice="请退出后重新打开;此前存过的都在",
                )
            yield database

    def _hold(self, *, take_over: bool) -> None:
        mine = this_program()
        with transaction(self.database) as database:
            other = _holder_of(database)
            if other and not take_over and still_runs(other):
                raise _held(self.path, other, "加 --take-over 接管")
            database.execute(
                "INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?, ?, ?)", astuple(mine)
            )
        self._holder = mine

    def _release(self) -> None:
        if self._holder is not None:
            mine, self._holder = self._holder, None
            with plain_errors(self.path):
                self.database.execute(
                    "DELETE FROM holder WHERE host = ? AND pid = ? AND since = ?",
                    (mine.host, mine.pid, mine.since),
                )


def require_free(path: Path) -> None:
    """Raises DraftFileError where a running program holds the draft file, before it is written over."""
    try:
        examine(path)
    except DraftFileError:
        return
    with plain_errors(path), closing(connect(path, read_only=True)) as database:
        other = _holder_of(database)
    if other and still_runs(other):
        raise _held(path, other, "先用 assistant revise --take-over 接管,或换一个文件名")


def _holder_of(database: sqlite3.Connection) -> Holder | None:
    row = database.execute("SELECT host, pid, started, user, since FROM holder").fetchone()
    return Holder(*row) if row else None


def _held(path: Path, other: Holder, otherwise: str) -> DraftFileError:
    return DraftFileError(
        f"这份初稿正由 {other.description} 打开",
        path=path,
        advice=f"请先在那边退出;如确认那边已不在使用,{otherwise}",
    )


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that is on the disk when it ends, or leaves nothing where it fails."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
