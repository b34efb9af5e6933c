"""The rows of a draft file, and the draft that they add up to; rows are only ever added."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Author, Draft, Revision, Role, Section, SectionPart, now
from assistant.revision.kept import kept_reader

if TYPE_CHECKING:
    import sqlite3


@dataclass(slots=True)
class Track:
    """The moves of one section, replayed in order.

    Undo leads to the revision that stood before, not to the one with the number below: after an
    undo and a new writing these differ. A new writing ends the chain of redos, yet what was
    undone is still among the revisions and can be gone to.

    Attributes:
        current: the revision that stands, from 0; -1 before the first.
        past: the revisions that stood before, oldest first.
        undone: the revisions that redo leads to, the next one last.
    """

    current: int = -1
    past: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)

    @property
    def undo_target(self) -> int | None:
        """The revision that undo leads to; None where there is none."""
        return self.past[-1] if self.past else None

    @property
    def redo_target(self) -> int | None:
        """The revision that redo leads to; None where there is none."""
        return self.undone[-1] if self.undone else None

    def apply(self, kind: str, number: int) -> None:
        """Replays a move: ``write`` or ``go`` to ``number``, ``undo`` or ``redo`` of one step."""
        if kind == "undo":
            self.undone.append(self.current)
            self.current = self.past.pop()
        elif kind == "redo":
            self.past.append(self.current)
            self.current = self.undone.pop()
        else:
            if self.current >= 0:
                self.past.append(self.current)
            self.undone.clear()
            self.current = number


@dataclass(slots=True)
class State:
    """What a draft file holds, read from its rows.

    Attributes:
        tracks: the moves of each section, of those too that no longer stand.
        set_aside: sections that were taken out of the draft; they stay in the file.
    """

    draft: Draft
    tracks: dict[str, Track] = field(default_factory=dict)
    set_aside: tuple[Section, ...] = ()


class FlowRow(NamedTuple):
    """A step of 起草, 审核, 签发, or an opinion.

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


def add(database: sqlite3.Connection, table: str, **values: object) -> None:
    """Adds a row, at this moment where the table says when."""
    if table != "revisions":
        values["at"] = now()
    names, places = ", ".join(values), ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - our own names
    database.execute(statement, tuple(values.values()))


def add_flow(database: sqlite3.Connection, row: FlowRow) -> None:
    """Adds a step, at this moment."""
    values = row._asdict()
    del values["seq"]
    add(database, "flow", **values)


def read_flow(database: sqlite3.Connection) -> tuple[FlowRow, ...]:
    """Every step, oldest first."""
    names = ", ".join(FlowRow._fields)
    found = database.execute(f"SELECT {names} FROM flow ORDER BY seq")  # noqa: S608 - our own names
    return tuple(map(FlowRow._make, found))


def add_section(database: sqlite3.Connection, section: Section) -> None:
    """Adds a section with its revisions; its current one stands."""
    # The facts' ids, and behind them the planned sub-sections, each as an object.
    facts = json.dumps([*section.facts, *map(asdict, section.parts)])
    role = section.role.value
    add(database, "sections", id=section.id, heading=section.heading, role=role, facts=facts)
    for number, revision in enumerate(section.revisions):
        add_revision(database, section.id, number, revision)
        add(database, "moves", section=section.id, kind="write", number=number)
    if section.revisions and section.current != len(section.revisions) - 1:
        add(database, "moves", section=section.id, kind="go", number=section.current)
    for mark, value in (("accepted", section.accepted), ("locked", section.locked)):
        if value:
            add(database, "marks", section=section.id, mark=mark, number=section.current, value=1)


def add_revision(
    database: sqlite3.Connection, section_id: str, number: int, revision: Revision
) -> None:
    """Adds a revision of a section, made now where it does not say when."""
    values = asdict(revision) | {"created": revision.created or now()}
    sent, received = values.pop("tokens")
    add(
        database, "revisions", section=section_id, number=number,
        tokens_sent=sent, tokens_received=received, **values,
    )  # fmt: skip


def read_meta(database: sqlite3.Connection, key: str, *, first: bool = False) -> str:
    """The last value set for ``key``, or the first; empty where there is none."""
    found = "SELECT value FROM meta WHERE key = ? ORDER BY "
    row = database.execute(f"{found}{'seq' if first else 'seq DESC'} LIMIT 1", (key,)).fetchone()
    return str(row[0]) if row else ""


def read_state(database: sqlite3.Connection) -> State:
    """Reads all rows."""
    tracks: dict[str, Track] = {}
    for section, kind, number in database.execute(
        "SELECT section, kind, number FROM moves ORDER BY seq"
    ):
        tracks.setdefault(section, Track()).apply(kind, number)
    accepted, locked = _read_marks(database)
    sections = _read_sections(database, tracks, accepted, locked)
    row = database.execute("SELECT sections FROM layouts ORDER BY seq DESC LIMIT 1").fetchone()
    layout: list[tuple[str, str]] = json.loads(row[0])
    homes: dict[str, str] = json.loads(read_meta(database, "fact_homes") or "{}")
    standing = tuple(
        replace(_at_home(sections.pop(id_), homes), heading=heading) for id_, heading in layout
    )
    readings = read_meta(database, "readings")
    kept_reader(readings)  # what it cannot read is damaged
    draft = Draft(
        title=read_meta(database, "title"),
        sections=standing,
        facts_path=read_meta(database, "facts_path"),
        facts_digest=read_meta(database, "facts_digest"),
        outline=read_meta(database, "outline"),
        waivers=_read_waivers(database),
        readings=readings,
    )
    return State(draft, tracks, tuple(sections.values()))


def _at_home(section: Section, homes: dict[str, str]) -> Section:
    """The section with the facts that a person moved to it, without those moved away."""
    stays = tuple(fact for fact in section.facts if homes.get(fact, section.id) == section.id)
    come = tuple(fact for fact, home in homes.items() if home == section.id and fact not in stays)
    return replace(section, facts=(*stays, *come))


def read_first(database: sqlite3.Connection, state: State) -> Draft:
    """The draft as it was first written, marks and waivers left out."""
    row = database.execute("SELECT sections FROM layouts ORDER BY seq LIMIT 1").fetchone()
    known = {section.id: section for section in (*state.draft.sections, *state.set_aside)}
    sections = tuple(
        replace(known[id_], heading=heading, current=0, accepted=False, locked=False)
        for id_, heading in json.loads(row[0])
    )
    title = read_meta(database, "title", first=True)
    return replace(state.draft, title=title, sections=sections, waivers=())


def _read_sections(
    database: sqlite3.Connection,
    tracks: dict[str, Track],
    accepted: dict[str, set[int]],
    locked: dict[str, bool],
) -> dict[str, Section]:
    revisions: dict[str, list[Revision]] = {}
    names = ("source", "author_name", "instruction", "prompt_digest", "created", "note")
    columns = ", ".join(("section", "author", "tokens_sent", "tokens_received", *names))
    select = f"SELECT {columns} FROM revisions ORDER BY section, number"  # noqa: S608 - our own names
    for section, author, sent, received, *told in database.execute(select):
        values = dict(zip(names, told, strict=True))
        revision = Revision(author=Author(author), tokens=(sent, received), **values)
        revisions.setdefault(section, []).append(revision)
    sections: dict[str, Section] = {}
    for id_, heading, role, facts in database.execute(
        "SELECT id, heading, role, facts FROM sections ORDER BY seq"
    ):
        current = tracks.setdefault(id_, Track()).current
        sections[id_] = Section(
            id=id_,
            heading=heading,
            role=Role(role),
            facts=tuple(one for one in json.loads(facts) if isinstance(one, str)),
            revisions=tuple(revisions.get(id_, ())),
            current=max(current, 0),
            accepted=current in accepted.get(id_, ()),
            locked=locked.get(id_, False),
            parts=tuple(
                SectionPart(one["heading"], tuple(one["facts"]), one["task"])
                for one in json.loads(facts)
                if isinstance(one, dict)
            ),
        )
    return sections


def _read_marks(database: sqlite3.Connection) -> tuple[dict[str, set[int]], dict[str, bool]]:
    accepted: dict[str, set[int]] = {}
    locked: dict[str, bool] = {}
    for section, mark, number, value in database.execute(
        "SELECT section, mark, number, value FROM marks ORDER BY seq"
    ):
        if mark == "locked":
            locked[section] = bool(value)
        elif value:
            accepted.setdefault(section, set()).add(number)
        else:
            accepted.get(section, set()).discard(number)
    return accepted, locked


def _read_waivers(database: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    waivers: dict[str, str] = {}
    for finding, reason in database.execute("SELECT finding, reason FROM waivers ORDER BY seq"):
        waivers.pop(finding, None)
        if reason:
            waivers[finding] = reason
    return tuple(waivers.items())
