"""Work that takes its time: a draft or a section that is being written, with its progress."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 2
_KEPT = 50
_STEP = 0.05  # seconds between two looks


@dataclass(slots=True)
class Job:
    """One such work.

    Attributes:
        title: what it is, in Chinese.
        origin: the page that it was asked for on.
        lines: what was told so far.
        told: what the person must still be told when the result is seen.
        target: where its result is to be seen; empty until it is done.
        error: why it failed; empty where it did not.
    """

    title: str
    origin: str = "/"
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    lines: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    target: str = ""
    error: str = ""

    @property
    def done(self) -> bool:
        """Whether it ended, well or not."""
        return bool(self.target or self.error)

    def tell(self, line: str) -> None:
        """Notes how far a part is, ``开头:正在写``, in the place of what was told of it before."""
        part = line.partition(":")[0]
        known = [each.partition(":")[0] for each in self.lines]
        at = known.index(part) if part in known else len(known)
        self.lines[at : at + 1] = [line]

    async def wait(self, seconds: float) -> None:
        """Waits until it is done, no longer than ``seconds``."""
        for _ in range(int(seconds / _STEP)):
            if self.done:
                return
            await asyncio.sleep(_STEP)


class Jobs:
    """The works of a server, a few at a time."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, "job")
        self._known: dict[str, Job] = {}

    def start(self, title: str, work: Callable[[Job], str], origin: str = "/") -> Job:
        """Begins ``work``, which returns the address of its result."""
        job = Job(title, origin)
        while len(self._known) >= _KEPT:
            del self._known[next(iter(self._known))]
        self._known[job.id] = job
        self._threads.submit(self._run, job, work)
        return job

    def get(self, id_: str) -> Job | None:
        """The work of that id."""
        return self._known.get(id_)

    def close(self) -> None:
        """Waits for what is at work; what has not begun does not begin."""
        self._threads.shutdown(cancel_futures=True)

    def _run(self, job: Job, work: Callable[[Job], str]) -> None:
        try:
            job.target = work(job)
        except AssistantError as error:
            job.error = str(error)
        except BaseException as error:
            job.error = f"程序内部出错({type(error).__name__})。"
            raise
