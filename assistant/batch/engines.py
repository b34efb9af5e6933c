"""Tasks done by threads or processes of this machine, as they are over."""

from __future__ import annotations

import signal
from collections import Counter
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")
_ATTEMPTS = 2


@dataclass(slots=True)
class Crew(Generic[T, R]):
    """Threads or processes that do one kind of work, each a task at a time in a pool of its own.

    A process that dies breaks its own pool alone: its task is tried once more in a new one, and no
    neighbour is blamed or waits.

    Attributes:
        work: what is done with a task, of processes a function of a module; it raises
            BrokenExecutor where a worker elsewhere died of it.
        workers: how many at once.
        processes: processes instead of threads.
        begin: called with a task and the number of its attempt before it is submitted; False where
            nothing more is to begin.
        interrupted: called at Ctrl+C, when nothing more begins and what is under way is waited for.
    """

    work: Callable[[T], R]
    workers: int
    processes: bool = False
    begin: Callable[[T, int], bool] = lambda _task, _attempt: True
    interrupted: Callable[[], None] = lambda: None

    _again: list[T] = field(default_factory=list)
    _attempts: Counter[T] = field(default_factory=Counter)
    _under_way: dict[Future[R], tuple[T, Executor]] = field(default_factory=dict)

    def over(self, tasks: Iterator[T]) -> Iterator[tuple[T, R | None]]:
        """Every task as it is over; its result is None where its worker died twice.

        Args:
            tasks: taken as there is room, so that few lie in memory.
        """
        free = [self._pool() for _ in range(self.workers)]
        ended: list[tuple[T, R | None]] = []
        try:
            while True:
                while free and (task := self._next(tasks)) is not None:
                    future = free[-1].submit(self.work, task)
                    self._under_way[future] = (task, free.pop())
                yield from ended  # while the next ones are under way
                if not self._under_way:
                    return
                try:
                    done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
                except KeyboardInterrupt:
                    done, tasks, self._again = set(), iter(()), []
                    self.interrupted()
                ended = [one for future in done for one in self._settled(future, free)]
        finally:
            for pool in (*free, *(pool for _, pool in self._under_way.values())):
                pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self) -> Executor:
        """A worker; Ctrl+C is the driver's alone."""
        if self.processes:
            ignore = (signal.SIGINT, signal.SIG_IGN)
            return ProcessPoolExecutor(1, initializer=signal.signal, initargs=ignore)
        return ThreadPoolExecutor(1)

    def _next(self, tasks: Iterator[T]) -> T | None:
        task = self._again.pop() if self._again else next(tasks, None)
        if task is None or not self.begin(task, self._attempts[task] + 1):
            return None
        self._attempts[task] += 1
        return task

    def _settled(self, future: Future[R], free: list[Executor]) -> Iterator[tuple[T, R | None]]:
        """The task of a future with its result, but where it is tried again; its worker is free."""
        task, pool = self._under_way.pop(future)
        broken = isinstance(future.exception(), BrokenExecutor)
        free.append(self._pool() if broken else pool)
        if broken and self._attempts[task] < _ATTEMPTS:
            self._again.append(task)
        else:
            del self._attempts[task]
            yield task, None if broken else future.result()
