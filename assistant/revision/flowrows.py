"""The rows of 起草, 审核, 签发 in a draft file; only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.revision.holder import now

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (
    "step, person, opinion, section, quote, about, text, text_sha256, facts_sha256, findings,"
    " waived, at"
)


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A step of the flow, or an opinion.

    Attributes:
        step: submit, return, approve, countersign, sign, opinion or settle.
        person: who.
        section: an id; empty for the whole draft.
        quote: words of that section; empty for all of it.
        about: the row that is settled.
        text: the whole text that stood; empty for opinions.
        facts_sha256: of the facts file.
        findings, waived: how many were open, and let stand.
        at: local time, ISO 8601; set when it is added.
        seq: its number; 0 before it is added.
    """

    step: str
    person: str
    opinion: str
    section: str
    quote: str
    about: int | None
    text: str
    text_sha256: str
    facts_sha256: str
    findings: int
    waived: int
    at: str = ""
    seq: int = 0


def add_flow(database: sqlite3.Connection, row: FlowRow) -> None:
    """Adds a step, at this moment."""
    database.execute(
        f"INSERT INTO flow ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            row.step,
            row.person,
            row.opinion,
            row.section,
            row.quote,
            row.about,
            row.text,
            row.text_sha256,
            row.facts_sha256,
            row.findings,
            row.waived,
            now(),
        ),
    )


def read_flow(database: sqlite3.Connection) -> tuple[FlowRow, ...]:
    """Every step, oldest first."""
    found = database.execute(f"SELECT {_COLUMNS}, seq FROM flow ORDER BY seq")  # noqa: S608
    return tuple(FlowRow(*row) for row in found)
