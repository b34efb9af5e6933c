"""The job ledger: a SQLite file to which rows are only added; what holds is each unit's last row."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from assistant.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assistant.batch.jobs import Made

FILE = "batch.db"
_LOCK = "batch.lock"
_SCHEMA = """
create table if not exists events (
  seq integer primary key, unit text not null, place text not null, digest text not null,
  state text not null, attempt integer not null, at text not null, message text not null default '',
  ok integer not null default 0, figures integer not null default 0,
  proved integer not null default 0, findings integer not null default 0,
  gaps integer not null default 0, characters integer not null default 0,
  sent integer not null default 0, received integer not null default 0,
  seconds real not null default 0, files text not null default '');
create index if not exists of_unit on events (unit, seq);
create table if not exists sentences (
  digest text not null, unit text not null, words text not null, primary key (digest, unit));
"""


class State(StrEnum):
    """What a unit's last row says."""

    WAITING = "待写"
    WRITING = "在写"
    WRITTEN = "已写"
    FAILED = "失败"


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's last row; the fields are the table's."""

    unit: str
    place: str
    digest: str
    state: State
    attempt: int
    at: str
    message: str
    ok: bool
    figures: int
    proved: int
    findings: int
    gaps: int
    characters: int
    sent: int
    received: int
    seconds: float
    files: str


_COUNTS = (
    "ok",
    "figures",
    "proved",
    "findings",
    "gaps",
    "characters",
    "sent",
    "received",
    "seconds",
)
_COLUMNS = ",".join(Row.__dataclass_fields__)
_LAST = f"select {_COLUMNS} from events where seq in (select max(seq) from events group by unit)"  # noqa: S608


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
        self.folder = folder
        file = folder / FILE
        if not hold and not file.is_file():
            raise InputError("这里没有批量起草的记录", path=folder, advice="请检查文件夹")
        self._lock: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if hold:
                self._lock = _locked(folder / _LOCK)
            self._database = sqlite3.connect(file, isolation_level=None)
            self._database.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self.close()
            raise OutputError(
                f"批量记录打不开({error})", path=file, advice="请检查文件夹的写入权限和磁盘"
            ) from error
        except OSError as error:
            raise OutputError("文件夹写不进去", path=folder, advice="请换一个位置") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the folder free."""
        for connection in (getattr(self, "_database", None), self._lock):
            if connection is not None:
                connection.close()

    def last(self, unit: str) -> Row | None:
        """A unit's last row."""
        return next(map(_row, self._select(f"{_LAST} and unit = ?", unit)), None)

    def rows(self) -> Iterator[Row]:
        """Every unit's last row: failures first, then those with something left, then by name."""
        order = " order by state = '失败' desc, ok, findings + gaps desc, unit"
        return map(_row, self._select(_LAST + order))

    def add(self, row: dict[str, object], made: Made | None = None) -> None:
        """Adds a row of the table's columns; it is on the disk when this returns.

        Where the unit's files are written, ``made`` gives its counts and its sentences. A row
        without an attempt has that of the one before it.
        """
        counts = {} if made is None else {name: getattr(made, name) for name in _COUNTS}
        last = self.last(str(row["unit"])) if "attempt" not in row else None
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        values = {"attempt": last.attempt if last else 0, "at": at, **row, **counts}
        marks = ",".join("?" * len(values))
        with self._all():
            self._database.execute(
                f"insert into events ({','.join(values)}) values ({marks})",  # noqa: S608 - our own
                tuple(values.values()),
            )
            if made is not None:
                self._database.execute("delete from sentences where unit = ?", (row["unit"],))
                self._database.executemany(
                    "insert or ignore into sentences values (?, ?, ?)",
                    [(digest, row["unit"], words) for digest, words in made.sentences],
                )

    @contextmanager
    def _all(self) -> Iterator[None]:
        self._database.execute("begin")
        yield
        self._database.execute("commit")

    def _select(self, sql: str, *values: object) -> Iterator[tuple[object, ...]]:
        with closing(self._database.execute(sql, values)) as found:
            yield from found

    def shared(self, least: int, most: int = 20) -> Sequence[tuple[int, str]]:
        """Sentences that at least ``least`` units have but for figures: how many, and one's words."""
        sql = "select count(*) as n, min(words) from sentences group by digest having n >= ? order by n desc, 2 limit ?"
        return [(int(str(count)), str(words)) for count, words in self._select(sql, least, most)]

    def files(self, unit: str) -> str:
        """The digests of every file that was ever written for a unit; empty for none."""
        sql = "select files from events where unit = ? and files != ''"
        return " ".join(str(row[0]) for row in self._select(sql, unit))

    def places(self) -> dict[str, str]:
        """The file name that each unit was given, so that it keeps it."""
        sql = "select unit, min(place) from events group by unit"
        return {str(unit): str(place) for unit, place in self._select(sql)}


def _row(row: tuple[object, ...]) -> Row:
    values = dict(zip(Row.__dataclass_fields__, row, strict=True))
    values["state"], values["ok"] = State(str(values["state"])), bool(values["ok"])
    return Row(**values)  # type: ignore[arg-type]


def _locked(path: Path) -> sqlite3.Connection:
    """A connection that holds a file as long as the program lives, however it ends."""
    connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    try:
        connection.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        connection.close()
        raise InputError(
            "另一个程序正在这个文件夹里批量起草",
            path=path.parent,
            advice="请等它结束,或用 assistant batch status 查看进度",
        ) from error
    return connection
