"""What the pages work with: the folder's drafts, the writers, the people, the work under way."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.errors import AssistantError
from assistant.revision.holder import user_name
from assistant.revision.people import Roster
from assistant.revision.review import flow_of
from assistant.revision.session import Session
from assistant.web.desk import Desk
from assistant.web.door import Door
from assistant.web.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.outline.outline import Outline
    from assistant.revision.rewriting import Writer
    from assistant.revision.second import Opener

_FACTS = {".yaml", ".yml", ".json"}
_LEDGERS = {".xlsx", ".xls", ".et", ".csv"}
SOURCES = _FACTS | _LEDGERS
_OWN = (".映射", ".draft")  # names of files that are no facts
_CHECKED = 12  # drafts that the list has verified, the newest first; the others when opened


class DraftWriter(Protocol):
    """Writes a whole draft: the offline writer or a model, as the start of the program says."""

    def __call__(
        self,
        sheet: FactSheet,
        plan: Sequence[Section],
        outline: Outline,
        tell: Callable[[str], None],
    ) -> tuple[Draft, str]:
        """The draft, and the model's name (empty for none); ``tell`` hears of the progress."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft in the list.

    Attributes:
        error: why it cannot be opened; empty where it can.
        findings, gaps: None where they were not looked at yet.
    """

    id: str
    name: str
    title: str = ""
    sections: int = 0
    accepted: int = 0
    findings: int | None = None
    gaps: int | None = None
    standing: str = ""
    error: str = ""


@dataclass(slots=True)
class Tries:
    """Wrong passwords in a row, and until when everybody waits (of ``time.monotonic``)."""

    count: int = 0
    until: float = 0.0


@dataclass
class Office:
    """Everything that the pages share; to be closed.

    Attributes:
        folder: the drafts lie in it or a folder down.
        open_writer: gives who rewrites sections of a draft; on the draft's thread.
        write: writes new drafts.
        open_reader: opens the second reader; None where none was named.
        samples: the folder of style samples for new drafts; None for none.
        roster: who may do what; where people are listed, each logs in.
        tries: wrong passwords by the name that they were given for.
        note: is told who logged in and out.
    """

    folder: Path
    open_writer: Callable[[Session], Writer]
    write: DraftWriter
    open_reader: Opener | None = None
    samples: Path | None = None
    roster: Roster = field(default_factory=Roster)
    tries: dict[str, Tries] = field(default_factory=dict)
    note: Callable[[str], None] = lambda _: None
    door: Door = field(default_factory=Door)
    jobs: Jobs = field(default_factory=Jobs)
    _desks: dict[str, Desk] = field(default_factory=dict)
    _entries: dict[tuple[str, int, int], Entry] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        """Gives every draft free."""
        self.jobs.close()
        for desk in self._desks.values():
            desk.close()

    def person(self, name: str) -> str:
        """Who a visitor is: the name logged in with, else the account that runs the program.

        Empty where people log in and this one did not yet.
        """
        return name or (user_name() if self.roster.everybody else "")

    def draft_files(self) -> dict[str, Path]:
        """The draft files by their opaque ids, the newest first; links are not followed."""
        found = [*self.folder.glob("*.draft"), *self.folder.glob("*/*.draft")]
        root = self.folder.resolve()
        inside = [
            path
            for path in found
            if path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(root)
        ]
        inside.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        return {id_of(path, root): path for path in inside}

    def sources(self) -> dict[str, Path]:
        """The facts files and ledgers of the folder by their opaque ids."""
        root = self.folder.resolve()
        return {
            id_of(path, root): path
            for path in sorted(self.folder.iterdir())
            if path.suffix.lower() in SOURCES
            and path.is_file()
            and not path.is_symlink()
            and not any(word in path.name for word in _OWN)
        }

    def desk(self, id_: str) -> Desk | None:
        """The draft of that id; None where there is none."""
        with self._lock:
            if id_ not in self._desks:
                path = self.draft_files().get(id_)
                if path is None:
                    return None
                self._desks[id_] = Desk(id_, path)
            return self._desks[id_]

    def entries(self) -> list[Entry]:
        """The list of drafts, the newest looked at by the verifier. Takes its time."""
        return [
            self._entry(id_, path, check=place < _CHECKED)
            for place, (id_, path) in enumerate(self.draft_files().items())
        ]

    def _entry(self, id_: str, path: Path, *, check: bool) -> Entry:
        desk = self._desks.get(id_)
        try:
            if desk is not None:
                return desk.call(lambda session: _entry_of(id_, path, session, check=True))
            key = (id_, path.stat().st_mtime_ns, int(check))
            if key not in self._entries:
                with Session.open(path, read_only=True) as session:
                    self._entries[key] = _entry_of(id_, path, session, check=check)
            return self._entries[key]
        except AssistantError as error:
            return Entry(id_, path.name, error=str(error))


def id_of(path: Path, root: Path) -> str:
    """An opaque name of a file in the folder, the same at every start."""
    name = path.resolve().relative_to(root).as_posix()
    return hashlib.blake2b(name.encode(), digest_size=9).hexdigest()


def _entry_of(id_: str, path: Path, session: Session, *, check: bool) -> Entry:
    draft = session.draft
    views = session.views if check else ()
    loose = len(session.loose_findings) if check else 0
    return Entry(
        id_,
        path.name,
        draft.title,
        len(draft.sections),
        sum(section.accepted for section in draft.sections),
        loose + sum(len(view.findings) for view in views) if check else None,
        sum(len(view.gaps) for view in views) if check else None,
        flow_of(session).standing.value if check else "",
    )
