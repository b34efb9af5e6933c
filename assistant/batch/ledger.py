"""The job ledger: a SQLite file to which rows are only added; what holds is each unit's last row."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.batch.jobs import digest_of
from assistant.domain import now
from assistant.drafting.pipeline.counting import Counts
from assistant.errors import InputError, OutputError
from assistant.files import safe_name
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.batch.jobs import Made


class State(StrEnum):
    """What a unit's last row says."""

    WAITING = "待写"
    WRITING = "在写"
    WRITTEN = "已写"
    FAILED = "失败"


class Row(NamedTuple):
    """A row of a unit; ``files`` are digests."""

    unit: str
    place: str = ""
    digest: str = ""
    state: str = ""
    attempt: int = 0
    at: str = ""
    message: str = ""
    files: str = ""
    counts: Counts = Counts()


_ADD = "insert into events values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST = "select * from events where unit = ? order by seq desc limit 1"
_ROWS = """
select events.* from (select min(seq) as first, max(seq) as last from events group by unit)
join events on seq = last order by state = '失败' desc, ok, findings + gaps desc, first
"""
_FILES = "select files from events where unit = ? and files != ''"
_SHARED = """
select count(*) as n, min(words) from sentences group by digest having n >= ? order by n desc, 2 limit 20
"""


class JobLedger(ExitStack):
    """The job ledger of a folder; closing it gives the folder free.

    Args:
        folder: where the run's files lie; made where it is missing.
        hold: this program runs the batch; another one is refused meanwhile.

    Raises:
        InputError: another program runs a batch there, or there is none to look at.
        OutputError: the folder cannot be written.
    """

    def __init__(self, folder: Path, *, hold: bool) -> None:
        file = folder / "batch.db"
        if not hold and not file.is_file():
            raise InputError("这里没有批量起草的记录", path=folder, advice="请检查文件夹")
        super().__init__()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if hold:
                self.enter_context(closing(_held(folder)))
            self._database = self.enter_context(closing(sqlite3.connect(file)))
            self._database.executescript(shipped_text(__file__, "ledger.sql"))
        except sqlite3.Error as error:
            self.close()
            advice = "请检查文件夹的写入权限和磁盘"
            raise OutputError(f"批量记录打不开({error})", path=file, advice=advice) from error
        except OSError as error:
            raise OutputError("文件夹写不进去", path=folder, advice="请换一个位置") from error

    def last(self, unit: str) -> Row | None:
        """A unit's last row."""
        return next(map(_row, self._database.execute(_LAST, (unit,))), None)

    def rows(self) -> Iterator[Row]:
        """Every unit's last row: failures first, then those with something left, then as begun."""
        return map(_row, self._database.execute(_ROWS))

    def place(self, unit: str) -> str:
        """A file name for a unit that no other unit has; the same in every run."""
        if (last := self.last(unit)) is not None:
            return last.place
        name = safe_name(unit, "单位")
        taken = self._database.execute("select 1 from events where place = ? limit 1", (name,))
        return f"{name}-{digest_of(unit.encode())[:6]}" if any(taken) else name

    def add(self, unit: str, state: State, made: Made | None = None, **told: Any) -> None:
        """Adds a row: what ``told`` says, what ``made`` counts, and who it was from the row before."""
        last = self.last(unit) or Row(unit, self.place(unit))
        row = Row(unit, last.place, last.digest, state, last.attempt, now())._replace(**told)
        with self._database as database:
            database.execute(_ADD, (*row[:-1], *(made.counts if made else row.counts)))
            if made is not None:
                rows = ((digest, unit, words) for digest, words in made.sentences)
                database.execute("delete from sentences where unit = ?", (unit,))
                database.executemany("insert or ignore into sentences values (?, ?, ?)", rows)

    def shared(self, least: int) -> list[tuple[int, str]]:
        """Sentences that at least ``least`` units have but for figures: how many, and one's words."""
        return self._database.execute(_SHARED, (least,)).fetchall()

    def files(self, unit: str) -> str:
        """The digests of every file that was ever written for a unit; empty for none."""
        return " ".join(files for (files,) in self._database.execute(_FILES, (unit,)))


def _held(folder: Path) -> sqlite3.Connection:
    """Holds a file as long as the program lives, however it ends."""
    held = sqlite3.connect(folder / "batch.lock", timeout=0.2)
    try:
        held.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        held.close()
        told = "另一个程序正在这个文件夹里批量起草"
        advice = "请等它结束,或用 assistant batch status 查看进度"
        raise InputError(told, path=folder, advice=advice) from error
    return held


def _row(found: tuple[Any, ...]) -> Row:
    counts = Counts(*found[-len(Counts._fields) :])
    return Row._make((*found[1 : -len(counts)], counts))
