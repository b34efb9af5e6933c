"""The list of drafts: read at once, and looked at by the verifier behind the page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.revision.store import DraftStore
from assistant.web.desk import LOADING, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.revision.session import Session
    from assistant.web.desk import Desk

_CHECKED = 12  # drafts that the verifier looks at, the newest first; the others when opened


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft in the list.

    Attributes:
        error: why it cannot be opened; empty where it can.
        waits: the verifier is about to look at it.
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
    waits: bool = False


class Listing:
    """What is known of the drafts of a folder, by the time of their files.

    Attributes:
        version: rises whenever the list may read otherwise.
    """

    def __init__(self) -> None:
        self.version = 0
        self._thread = ThreadPoolExecutor(1, "list")
        self._known: dict[str, tuple[int, Entry]] = {}
        self._due: set[tuple[str, int]] = set()

    def entries(self, files: Mapping[str, Path]) -> list[Entry]:
        """The drafts in the order of ``files``: as the verifier found them, else as they read."""
        return [
            self._at_hand(id_, path) or _read(id_, path, waits=place < _CHECKED)
            for place, (id_, path) in enumerate(files.items())
        ]

    def look(self, files: Mapping[str, Path], desks: Mapping[str, Desk]) -> None:
        """Has the verifier look, on a thread of its own, at the first that changed since."""
        for id_, path in list(files.items())[:_CHECKED]:
            due = id_, time_of(path)
            if due not in self._due and self._at_hand(id_, path) is None:
                self._due.add(due)
                self._thread.submit(self._look, due, path, desks.get(id_))

    def close(self) -> None:
        """What has not begun does not begin."""
        self._thread.shutdown(cancel_futures=True)

    def _at_hand(self, id_: str, path: Path) -> Entry | None:
        time, entry = self._known.get(id_, (0, None))
        return entry if time == time_of(path) else None

    def _look(self, due: tuple[str, int], path: Path, desk: Desk | None) -> None:
        with LOADING:
            from assistant.revision.session import Session  # noqa: PLC0415 - loads the verifier

        id_, time = due
        entry = _read(id_, path)
        try:
            if desk is not None:
                entry = desk.call(partial(_checked, entry))
            elif not entry.error:
                with Session.open(path, read_only=True) as session:
                    entry = _checked(entry, session)
        except AssistantError as error:
            entry = replace(entry, error=str(error))
        except BaseException as error:
            entry = replace(entry, error=f"程序内部出错({type(error).__name__})。")
            raise
        finally:
            self._known[id_] = time, entry
            self._due.discard(due)
            self.version += 1


def _read(id_: str, path: Path, *, waits: bool = False) -> Entry:
    try:
        with DraftStore.open(path, read_only=True) as store:
            draft = store.draft
    except AssistantError as error:
        return Entry(id_, path.name, error=str(error))
    accepted = sum(section.accepted for section in draft.sections)
    return Entry(id_, path.name, draft.title, len(draft.sections), accepted, waits=waits)


def _checked(entry: Entry, session: Session) -> Entry:
    with LOADING:
        from assistant.revision.review import flow_of  # noqa: PLC0415 - loads the verifier

    return replace(
        entry,
        findings=len(session.checked.report.findings),
        gaps=sum(len(view.gaps) for view in session.views),
        standing=flow_of(session).standing.value,
    )
