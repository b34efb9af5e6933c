"""The job ledger: a SQLite file to which rows are only added; what holds is each unit's last row."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from assistant.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.batch.jobs import Made

FILE = "batch.db"
_LOCK = "batch.lock"


class State(StrEnum):
    """What a unit's last row says."""

    WAITING = "待写"
    WRITING = "在写"
    WRITTEN = "已写"
    FAILED = "失败"


class Row(NamedTuple):
    """A row of a unit; ``files`` are digests, the counts are those of :class:`Made`."""

    unit: str
    place: str = ""
    digest: str = ""
    state: str = ""
    attempt: int = 0
    at: str = ""
    message: str = ""
    files: str = ""
    ok: int = 0
    figures: int = 0
    proved: int = 0
    findings: int = 0
    gaps: int = 0
    characters: int = 0
    sent: int = 0
    received: int = 0
    seconds: float = 0.0


_COUNTS = Row._fields[Row._fields.index("ok") :]
_COLUMNS = ",".join(Row._fields)
# A commit waits for no disk: what is lost with the power is written again, from kept answers.
_SCHEMA = f"""
pragma journal_mode = wal; pragma synchronous = normal;
create table if not exists events (seq integer primary key, {_COLUMNS});
create index if not exists of_unit on events (unit, seq);
create table if not exists sentences (digest, unit, words, primary key (digest, unit));
create index if not exists of_sentence on sentences (unit);
"""


class JobLedger:
    """The job ledger of a folder.

    Args:
        folder: where the run's files lie; made where it is missing.
        hold: this program runs the batch; another one is refused meanwhile.

    Raises:
        InputError: another program runs a batch there, or there is none to look at.
        OutputError: the folder cannot be written.
    """

    def __init__(self, folder: Path, *, hold: bool) -> None:
        file = folder / FILE
        if not hold and not file.is_file():
            raise InputError("这里没有批量起草的记录", path=folder, advice="请检查文件夹")
        self._open: list[sqlite3.Connection] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if hold:
                self._lock(folder)
            self._database = sqlite3.connect(file)
            self._open.append(self._database)
            self._database.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self.close()
            raise OutputError(
                f"批量记录打不开({error})", path=file, advice="请检查文件夹的写入权限和磁盘"
            ) from error
        except OSError as error:
            raise OutputError("文件夹写不进去", path=folder, advice="请换一个位置") from error

    def _lock(self, folder: Path) -> None:
        """Holds a file as long as the program lives, however it ends."""
        self._open.append(sqlite3.connect(folder / _LOCK, timeout=0.2))
        try:
            self._open[0].execute("begin exclusive")
        except sqlite3.OperationalError as error:
            self.close()
            raise InputError(
                "另一个程序正在这个文件夹里批量起草",
                path=folder,
                advice="请等它结束,或用 assistant batch status 查看进度",
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the folder free."""
        for connection in reversed(self._open):
            connection.close()

    def last(self, unit: str) -> Row | None:
        """A unit's last row."""
        sql = f"select {_COLUMNS} from events where unit = ? order by seq desc limit 1"  # noqa: S608
        found = self._database.execute(sql, (unit,)).fetchone()
        return None if found is None else Row(*found)

    def rows(self) -> Iterator[Row]:
        """Every unit's last row: failures first, then those with something left, then as begun."""
        ends = "select min(seq) as first, max(seq) as last from events group by unit"
        order = "state = '失败' desc, ok, findings + gaps desc, first"
        sql = f"select {_COLUMNS} from ({ends}) join events on seq = last order by {order}"  # noqa: S608
        return map(Row._make, self._database.execute(sql))

    def add(self, unit: str, state: State, made: Made | None = None, **told: Any) -> None:
        """Adds a row: what ``told`` says, what ``made`` counts, and who it was from the row before."""
        last = self.last(unit) or Row(unit)
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        row = Row(unit, last.place, last.digest, state, last.attempt, at)._replace(**told)
        counts = {} if made is None else {name: getattr(made, name) for name in _COUNTS}
        marks = ",".join("?" * len(row))
        with self._database:
            self._database.execute(
                f"insert into events ({_COLUMNS}) values ({marks})",  # noqa: S608 - our own
                row._replace(**counts),
            )
            if made is not None:
                self._database.execute("delete from sentences where unit = ?", (unit,))
                self._database.executemany(
                    "insert or ignore into sentences values (?, ?, ?)",
                    [(digest, unit, words) for digest, words in made.sentences],
                )

    def shared(self, least: int, most: int = 20) -> list[tuple[int, str]]:
        """Sentences that at least ``least`` units have but for figures: how many, and one's words."""
        sql = "select count(*) as n, min(words) from sentences group by digest having n >= ? order by n desc, 2 limit ?"
        return self._database.execute(sql, (least, most)).fetchall()

    def files(self, unit: str) -> str:
        """The digests of every file that was ever written for a unit; empty for none."""
        sql = "select files from events where unit = ? and files != ''"
        return " ".join(files for (files,) in self._database.execute(sql, (unit,)))

    def places(self) -> dict[str, str]:
        """The file name that each unit was given, so that it keeps it."""
        return dict(self._database.execute("select unit, min(place) from events group by unit"))
