"""The rows of a draft file, and the draft that they add up to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.domain import Author, Draft, Revision, Role, Section, SectionPart
from assistant.revision.history import Track
from assistant.revision.holder import now, user_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


@dataclass(slots=True)
class State:
    """What a draft file holds, read from its rows.

    Attributes:
        tracks: the moves of each section, of those too that no longer stand.
        accepted: the revisions of each section that are marked 通过.
        set_aside: sections that were taken out of the draft; they stay in the file.
    """

    draft: Draft
    tracks: dict[str, Track] = field(default_factory=dict)
    accepted: dict[str, set[int]] = field(default_factory=dict)
    set_aside: tuple[Section, ...] = ()


def add_section(database: sqlite3.Connection, section: Section) -> None:
    """Adds a section with its revisions; its current one stands."""
    database.execute(
        "INSERT INTO sections (id, heading, role, facts, at) VALUES (?, ?, ?, ?, ?)",
        (section.id, section.heading, section.role.value, _facts_json(section), now()),
    )
    for number, revision in enumerate(section.revisions):
        add_revision(database, section.id, number, revision)
        add_move(database, section.id, "write", number)
    if section.revisions and section.current != len(section.revisions) - 1:
        add_move(database, section.id, "go", section.current)
    for mark, value in (("accepted", section.accepted), ("locked", section.locked)):
        if value:
            add_mark(database, section.id, mark, section.current, value=True)


def _facts_json(section: Section) -> str:
    """The facts' ids, and behind them the planned sub-sections, each as an object."""
    return json.dumps([*section.facts, *map(asdict, section.parts)])


def _part(read: dict[str, Any]) -> SectionPart:
    return SectionPart(read["heading"], tuple(read["facts"]), read["task"])


def add_revision(
    database: sqlite3.Connection, section_id: str, number: int, revision: Revision
) -> None:
    """Adds a revision of a section."""
    database.execute(
        "INSERT INTO revisions (section, number, source, author, author_name, instruction,"
        " prompt_digest, created, tokens_sent, tokens_received, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            section_id,
            number,
            revision.source,
            revision.author.value,
            revision.author_name,
            revision.instruction,
            revision.prompt_digest,
            revision.created,
            *revision.tokens,
            revision.note,
        ),
    )


def add_move(database: sqlite3.Connection, section_id: str, kind: str, number: int) -> None:
    """Adds a move: ``write``, ``undo``, ``redo`` or ``go``; revision ``number`` stands from now."""
    database.execute(
        "INSERT INTO moves (section, kind, number, at) VALUES (?, ?, ?, ?)",
        (section_id, kind, number, now()),
    )


def add_mark(
    database: sqlite3.Connection, section_id: str, mark: str, number: int, *, value: bool
) -> None:
    """Sets or takes back a mark: ``accepted`` of revision ``number``, ``locked`` of the section."""
    database.execute(
        "INSERT INTO marks (section, mark, number, value, at) VALUES (?, ?, ?, ?, ?)",
        (section_id, mark, number, int(value), now()),
    )


def add_waiver(database: sqlite3.Connection, finding: str, reason: str) -> None:
    """Adds a waiver; an empty reason takes it back."""
    database.execute(
        "INSERT INTO waivers (finding, reason, author, at) VALUES (?, ?, ?, ?)",
        (finding, reason, user_name(), now()),
    )


def add_layout(
    database: sqlite3.Connection, headings: Sequence[tuple[str, str]], note: str
) -> None:
    """Sets which sections stand, in which order, with which headings: (id, heading) pairs."""
    database.execute(
        "INSERT INTO layouts (sections, note, at) VALUES (?, ?, ?)",
        (json.dumps(list(headings), ensure_ascii=False), note, now()),
    )


def add_meta(database: sqlite3.Connection, key: str, value: str) -> None:
    """Sets what holds of the whole draft."""
    database.execute("INSERT INTO meta (key, value, at) VALUES (?, ?, ?)", (key, value, now()))


def read_meta(database: sqlite3.Connection, key: str, *, first: bool = False) -> str:
    """The last value set for ``key``, or the first; empty where there is none."""
    found = "SELECT value FROM meta WHERE key = ? ORDER BY "
    row = database.execute(f"{found}{'seq' if first else 'seq DESC'} LIMIT 1", (key,)).fetchone()
    return str(row[0]) if row else ""


def read_state(database: sqlite3.Connection) -> State:
    """Reads all rows.

    Raises:
        sqlite3.Error: the file is damaged.
    """
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
    draft = Draft(
        title=read_meta(database, "title"),
        sections=standing,
        facts_path=read_meta(database, "facts_path"),
        facts_digest=read_meta(database, "facts_digest"),
        outline=read_meta(database, "outline"),
        waivers=_read_waivers(database),
    )
    return State(draft, tracks, accepted, tuple(sections.values()))


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
    for row in database.execute(
        "SELECT section, source, author, author_name, instruction, prompt_digest, created,"
        " tokens_sent, tokens_received, note FROM revisions ORDER BY section, number"
    ):
        section, source, author, name, instruction, digest, created, sent, received, note = row
        revisions.setdefault(section, []).append(
            Revision(
                source=source,
                author=Author(author),
                author_name=name,
                instruction=instruction,
                prompt_digest=digest,
                created=created,
                tokens=(sent, received),
                note=note,
            )
        )
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
            parts=tuple(_part(one) for one in json.loads(facts) if isinstance(one, dict)),
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
