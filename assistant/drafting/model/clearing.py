"""Words of which a person said that they are no secret: a record beside the config file, only added to.

A line is a JSON object with ``text``, ``reason``, ``by`` and ``on`` (ISO 8601, with the time zone).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import SettingsError
from assistant.files import read_text, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "cleared.jsonl"
_SHORTEST = 2


class Cleared(NamedTuple):
    """A person's word that a text is no secret."""

    text: str
    reason: str
    by: str
    on: str


def read_cleared(config: Path) -> tuple[Cleared, ...]:
    """The record beside a config file, the oldest first.

    Raises:
        SettingsError: a line of it does not fit.
    """
    path = config.with_name(_NAME)
    if not path.exists():
        return ()
    found: list[Cleared] = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        try:
            found.append(Cleared(**{key: str(value) for key, value in json.loads(line).items()}))
        except (ValueError, TypeError, AttributeError) as error:
            raise SettingsError(
                "放行记录读不出来",
                path=path,
                place=f"第{number}行",
                advice="请删去这一行,再放行一次",
            ) from error
    return tuple(found)


def add_cleared(config: Path, entry: Cleared) -> Path:
    """Adds a line to the record and gives its path.

    Raises:
        SettingsError: the text is too short to stand for one place, or no reason is given.
        OutputError: the record cannot be written.
    """
    if len(entry.text.strip()) < _SHORTEST or not entry.reason.strip():
        raise SettingsError(
            "放行要写明原文(至少两个字)和理由", advice="例如 --reason 单位公开的值班电话"
        )
    path = config.with_name(_NAME)
    known = read_text(path) if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, (known + json.dumps(entry._asdict(), ensure_ascii=False) + "\n").encode())
    return path
