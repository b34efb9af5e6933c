"""Whether a draft file is what this program writes, found out before anything in it runs.

What a stranger may have put in (triggers, views, further tables, rows of other kinds) and what a
disk may have broken is told alike: the file is refused, and stays as it is to the byte.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import OutputError
from assistant.files import reason_of
from assistant.revision import rows
from assistant.revision.connection import (
    build,
    check_is_draft,
    damaged,
    plain_errors,
    refuse_newer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"--[^\n]*\n|\s+")
_KINDS = {"TEXT": str, "INTEGER": int}
_LONGEST = 40
# Columns that hold a JSON list, by table, and what each entry of it is.
_LISTS = {
    "sections": ("facts", "fact"),
    "layouts": ("sections", "pair"),
    "checks": ("findings", "map"),
}
# Values of the whole draft that are plain text; the others that look like JSON are JSON.
_PLAIN = {"title", "outline", "facts_path", "facts_digest", "facts_text", "model", "samples"}
# What a broken disk or a stranger does not hit upon: a digest, a path.
_SHAPES = {
    "facts_digest": re.compile("(?:[0-9a-f]{64})?"),
    "facts_path": re.compile(r"[^\x00-\x1f]{0,1000}"),
}


class _Entry(NamedTuple):
    """A table, index, trigger or view as the file declares it."""

    kind: str
    name: str
    table: str
    declared: str


def examine(path: Path) -> None:
    """Reads a draft file whole, and writes nothing.

    Raises DraftFileError where it is no draft, is damaged, holds what no version of this program
    puts there, or comes from a newer program.
    """
    keeps_log = check_is_draft(path)
    with plain_errors(path):
        if not keeps_log:
            try:
                with closing(_looking(path)) as database:
                    _examine(database, path)
            except sqlite3.OperationalError as error:
                name = getattr(error, "sqlite_errorname", None) or ""
                if not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                    raise
            else:
                return
        _examine_copy(path)


def _looking(path: Path) -> sqlite3.Connection:
    """A connection that cannot write and runs nothing of what the file declares."""
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _examine_copy(path: Path) -> None:
    """Examines a copy, where a step that was cut off has to be taken back first."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            for ending in ("", "-journal", "-wal"):
                part = path.with_name(path.name + ending)
                if part.is_file():
                    shutil.copyfile(part, copy.with_name(copy.name + ending))
            with closing(sqlite3.connect(copy)) as database:
                database.execute("PRAGMA trusted_schema = OFF")
                _examine(database, path)
    except OSError as error:
        raise OutputError(
            f"临时文件写不进去({reason_of(error)})", path=path, advice="请检查磁盘是否已满"
        ) from error


def _examine(database: sqlite3.Connection, path: Path) -> None:
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    refuse_newer(version, path)
    _examine_schema(database, version, path)
    database.execute("BEGIN")
    told = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if told != "ok":
        raise damaged(path, told)
    if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(path, "有的修订或改动不属于任何一节")
    _examine_numbers(database, path)
    try:
        for table, columns in _columns(version).items():
            for found in _wrong(database, table, columns):
                raise damaged(path, found)
        state = rows.read_state(database)
        rows.read_first(database, state)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # Rows that no version of this program writes.
        raise damaged(path, f"{type(error).__name__} {error}".strip()) from error


def _examine_schema(database: sqlite3.Connection, version: int, path: Path) -> None:
    """Only what this program declares may stand in the file, and all of that."""
    found, own = _declared(database), _own(version)
    for entry in sorted(found - own):
        raise damaged(path, f"有不是本程序建立的内容:{entry.kind} {entry.name[:_LONGEST]}")
    for entry in sorted(own - found):
        raise damaged(path, f"缺少 {entry.kind} {entry.name}")


def _declared(database: sqlite3.Connection) -> frozenset[_Entry]:
    entries = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return frozenset(
        _Entry(str(kind), str(name), str(table), _BLANKS.sub(" ", str(sql or "")))
        for kind, name, table, sql in entries
    )


@cache
def _own(version: int) -> frozenset[_Entry]:
    """What a file of a version declares."""
    with closing(sqlite3.connect(":memory:")) as database:
        build(database, version)
        return _declared(database)


@cache
def _columns(version: int) -> dict[str, list[tuple[str, str, bool]]]:
    """The columns of each table with their types, and whether they may be left empty."""
    with closing(sqlite3.connect(":memory:")) as database:
        build(database, version)
        tables = [entry.name for entry in _own(version) if entry.kind == "table"]
        return {
            table: [
                (row[1], row[2], not row[3] and not row[5])
                for row in database.execute(f"PRAGMA table_info({table})")
            ]
            for table in sorted(tables)
            if not table.startswith("sqlite_")
        }


def _wrong(
    database: sqlite3.Connection, table: str, columns: list[tuple[str, str, bool]]
) -> Iterator[str]:
    """What is wrong with the values of a table."""
    listed, entry = _LISTS.get(table, ("", ""))
    names = ", ".join(name for name, _, _ in columns)
    for row in database.execute(f"SELECT {names} FROM {table}"):  # noqa: S608 - our own names
        for (name, kind, free), value in zip(columns, row, strict=True):
            if free and value is None:
                continue
            sound = isinstance(value, _KINDS[kind]) and (
                name != listed or _holds(str(value), entry)
            )
            if not sound:
                yield f"{table}.{name} 的内容不对"
        if table == "meta":
            shape = _SHAPES.get(row[1])
            if shape is not None and not shape.fullmatch(row[2]):
                yield f"{row[1]} 的内容不对"
            if row[1] not in _PLAIN and row[2][:1] in {"[", "{"}:
                json.loads(row[2])


def _holds(text: str, entry: str) -> bool:
    """Whether a text is a JSON list of such entries; ValueError where it is no JSON."""
    found = json.loads(text)
    if not isinstance(found, list):
        return False
    if entry == "pair":
        return all(
            isinstance(one, list) and [type(word) for word in one] == [str, str] for one in found
        )
    if entry == "fact":
        return all(isinstance(one, str) or _is_part(one) for one in found)
    return all(isinstance(one, dict) for one in found)


def _is_part(one: object) -> bool:
    """Whether an entry is a planned sub-section with its facts."""
    if not isinstance(one, dict) or set(one) != {"heading", "facts", "task"}:
        return False
    texts = [one["heading"], one["task"], *one["facts"]] if isinstance(one["facts"], list) else [0]
    return all(isinstance(text, str) for text in texts)


def _examine_numbers(database: sqlite3.Connection, path: Path) -> None:
    """The revisions of a section are numbered from 0 without gaps: places are told by them."""
    gap = database.execute(
        "SELECT section FROM revisions GROUP BY section"
        " HAVING min(number) <> 0 OR max(number) <> count(*) - 1"
    ).fetchone()
    if gap is not None:
        raise damaged(path, f"“{str(gap[0])[:_LONGEST]}”的修订不连续")
