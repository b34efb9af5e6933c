"""What the pages work with: the folder's drafts, the writers, the people, the work under way."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.revision.holder import user_name
from assistant.revision.people import Roster
from assistant.web.desk import Desk
from assistant.web.door import Door
from assistant.web.jobs import Jobs
from assistant.web.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.outline.outline import Outline
    from assistant.revision.rewriting import Writer
    from assistant.revision.second import Opener
    from assistant.revision.session import Session

_FACTS = {".yaml", ".yml", ".json"}
_LEDGERS = {".xlsx", ".xls", ".et", ".csv"}
SOURCES = _FACTS | _LEDGERS
_OWN = (".映射", ".draft")  # names of files that are no facts


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
    listing: Listing = field(default_factory=Listing)
    _desks: dict[str, Desk] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        """Gives every draft free."""
        self.jobs.close()
        self.listing.close()
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

    @property
    def version(self) -> str:
        """Another word whenever the list of drafts may read otherwise."""
        return f"{self.listing.version}-{sum(desk.version for desk in self._desks.values())}"

    def look(self) -> None:
        """Has the verifier look, behind what is asked, at drafts that changed."""
        self.listing.look(self.draft_files(), self._desks)


def id_of(path: Path, root: Path) -> str:
    """An opaque name of a file in the folder, the same at every start."""
    name = path.resolve().relative_to(root).as_posix()
    return hashlib.blake2b(name.encode(), digest_size=9).hexdigest()
