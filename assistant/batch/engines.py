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
# Windows waits for no more processes than this at once.
_MOST_PROCESSES = 61


@dataclass(slots=True)
class Crew(Generic[T, R]):
    """Threads or processes that do one kind of work.

    A process that dies breaks its pool: the tasks that were under way are tried again, one by one,
    so that the task that kills its worker is found and its neighbours are not blamed.

    Attributes:
        work: what is done with a task, of processes a function of a module; None where a worker
            elsewhere died of it.
        workers: how many at once.
        processes: processes instead of threads.
        begin: called with a task and the number of its attempt before it is submitted; False where
            nothing more is to begin.
        interrupted: called at Ctrl+C, when nothing more begins and what is under way is waited for.
    """

    work: Callable[[T], R | None]
    workers: int
    processes: bool = False
    begin: Callable[[T, int], bool] = lambda _task, _attempt: True
    interrupted: Callable[[], None] = lambda: None
    _alone: int = 0
    _attempts: Counter[T] = field(default_factory=Counter)
    _again: list[T] = field(default_factory=list)
    _under_way: dict[Future[R | None], T] = field(default_factory=dict)

    def over(self, tasks: Iterator[T]) -> Iterator[tuple[T, R | None]]:
        """Every task as it is over; its result is None where its worker died twice.

        Args:
            tasks: taken as there is room, so that few lie in memory.
        """
        pool = self._pool()
        try:
            while True:
                if not self._filled(pool, tasks):
                    tasks = iter(())
                if not self._under_way:
                    return
                try:
                    ended, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
                except KeyboardInterrupt:
                    tasks, self._again = iter(()), []
                    for future in [one for one in self._under_way if one.cancel()]:
                        del self._under_way[future]
                    self.interrupted()
                    continue
                if any(_broken(future) for future in ended):
                    ended, _ = wait(self._under_way)
                    pool.shutdown(wait=False)
                    pool = self._pool()
                yield from self._settled(ended)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self) -> Executor:
        if self.processes:
            ignore = (signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the driver's alone
            workers = min(self.workers, _MOST_PROCESSES)
            return ProcessPoolExecutor(workers, initializer=signal.signal, initargs=ignore)
        return ThreadPoolExecutor(self.workers)

    def _filled(self, pool: Executor, tasks: Iterator[T]) -> bool:
        """Submits tasks while there is room, of processes a few ahead, but one alone while a killer is sought."""
        while len(self._under_way) < (1 if self._alone else self.workers * (1 + self.processes)):
            task = self._again.pop() if self._again else next(tasks, None)
            if task is None or not self.begin(task, self._attempts[task] + 1):
                return False
            self._attempts[task] += 1
            self._under_way[pool.submit(self.work, task)] = task
        return True

    def _settled(self, ended: set[Future[R | None]]) -> Iterator[tuple[T, R | None]]:
        self._alone = max(self._alone - len(ended), 0)
        for future in ended:
            task = self._under_way.pop(future)
            result = None if _broken(future) else future.result()
            if result is None and self._attempts[task] < _ATTEMPTS:
                self._again.append(task)
                self._alone += self.processes
            else:
                del self._attempts[task]
                yield task, result


def _broken(future: Future[R]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)
