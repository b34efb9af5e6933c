"""A draft that is open for the office: its session on one thread, and the offers that wait for an answer."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from assistant.errors import InputError
from assistant.revision.holder import acting_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from assistant.revision.session import Session
    from assistant.revision.views import SectionView

_T = TypeVar("_T")
# The verifier is loaded by one thread at a time: two that load modules of one ring see half of them.
LOADING = Lock()
_OFFERS = 50  # so many wait for an answer; the oldest is dropped


@dataclass(frozen=True, slots=True)
class Offer(Generic[_T]):
    """Something that a person is asked about.

    Attributes:
        thing: what would be taken.
        seen: the state of what it would change, as :func:`seen_of` or ``whole_seen`` tells it.
    """

    thing: _T
    seen: str


class Desk:
    """One draft; everything that touches its session runs on one thread of its own.

    Attributes:
        id: opaque, for addresses.
        version: rises with every change, so that other browsers hear of it.
    """

    def __init__(self, id_: str, path: Path) -> None:
        self.id = id_
        self.path = path
        self.version = 0
        self._thread = ThreadPoolExecutor(1, f"draft-{id_}")
        self._session: Session | None = None
        self._facts_time = 0
        self._offers: dict[str, Offer[object]] = {}

    def call(self, work: Callable[[Session], _T], person: str = "") -> _T:
        """Does ``work`` with the session, in the person's name, and waits; from another thread."""
        return self._submitted(work, person).result()

    async def ask(self, work: Callable[[Session], _T], person: str = "") -> _T:
        """The same without blocking the server."""
        return await asyncio.wrap_future(self._submitted(work, person))

    async def change(self, work: Callable[[Session], _T], person: str) -> _T:
        """The same for work that may change the draft: other browsers are told."""
        try:
            return await self.ask(work, person)
        finally:
            self.version += 1

    def offer(self, thing: object, seen: str) -> str:
        """Keeps something to be asked about; its opaque id."""
        while len(self._offers) >= _OFFERS:
            del self._offers[next(iter(self._offers))]
        id_ = secrets.token_urlsafe(12)
        self._offers[id_] = Offer(thing, seen)
        return id_

    def offered(self, id_: str, kind: type[_T], *, take: bool = False) -> Offer[_T]:
        """What is asked about under that id; InputError where it was answered already, or dropped."""
        offer = self._offers.get(id_)
        if offer is None or not isinstance(offer.thing, kind):
            raise InputError("这一步已经处理过了", advice="回到初稿看现在的样子")
        if take:
            del self._offers[id_]
        return Offer(offer.thing, offer.seen)

    def close(self) -> None:
        """Gives the draft free; all is saved."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _submitted(self, work: Callable[[Session], _T], person: str) -> Future[_T]:
        def run() -> _T:
            with acting_as(person):
                return work(self._opened())

        return self._thread.submit(run)

    def _opened(self) -> Session:
        if self._session is None:
            with LOADING:
                from assistant.revision.session import Session  # noqa: PLC0415 - loads the verifier

            self._session = Session.open(self.path)
        session = self._session
        time = time_of(session.sheet.path or str(session.store.facts_path))
        if time != self._facts_time:
            session.reload_facts()
            self._facts_time = time
        return session

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()


def time_of(path: str | Path) -> int:
    """When a file was last written; 0 where there is none."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def seen_of(view: SectionView) -> str:
    """A section as a page shows it: its revision and a digest of its text, ``3-1f0c…``."""
    section = view.section
    shown = f"{section.heading}\n{view.text}\n{section.locked}"
    return f"{section.current}-{hashlib.sha256(shown.encode()).hexdigest()[:16]}"


def whole_seen(session: Session) -> str:
    """The whole draft as a page shows it."""
    shown = [f"{each.section.id} {seen_of(each)} {each.section.facts}" for each in session.peek()]
    text = "\n".join([session.draft.title, session.sheet.digest, *shown])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
