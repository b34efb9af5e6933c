"""Units written, or texts verified, by threads or processes of this machine, as they are over."""

from __future__ import annotations

import signal
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from assistant.batch.jobs import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

T = TypeVar("T")
_ATTEMPTS = 2


@dataclass(slots=True)
class Crew(Generic[T]):
    """Threads or processes that do one kind of work, each a task at a time in a pool of its own.

    A process that dies breaks its own pool alone: its task is tried once more in a new one, and no
    neighbour is blamed or waits.

    Attributes:
        work: what is done with a task, of processes a function of a module; it raises
            BrokenExecutor where a worker elsewhere died of it.
        died: in Chinese, what is told of a task whose worker died twice.
        workers: how many at once.
        processes: processes instead of threads.
        begin: called with a task and the number of its attempt before it is submitted.
        stopped: in Chinese, why nothing more begins, while what is under way is waited for; Ctrl+C
            sets it; empty where the tasks go on.
    """

    work: Callable[[T], Made]
    died: str
    workers: int
    processes: bool = False
    begin: Callable[[T, int], object] = lambda _task, _attempt: None
    stopped: str = ""

    _under_way: dict[Future[Made], tuple[T, int, Executor]] = field(default_factory=dict)

    def over(self, tasks: Iterator[T]) -> Iterator[tuple[T, Made]]:
        """Every task with what came of it, as it is over.

        Args:
            tasks: taken as there is room, so that few lie in memory.
        """
        free = [self._pool() for _ in range(self.workers)]
        ended: list[tuple[T, Made]] = []
        try:
            while True:
                while free and not self.stopped and (task := next(tasks, None)) is not None:
                    self._submit(task, 1, free.pop())
                yield from ended  # while the next ones are under way
                if not self._under_way:
                    return
                ended = []
                try:
                    done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
                except KeyboardInterrupt:
                    done, self.stopped = set(), "已中断"
                for future in done:
                    task, attempt, pool = self._under_way.pop(future)
                    died = isinstance(future.exception(), BrokenExecutor)
                    free.append(self._pool() if died else pool)
                    if not died or attempt == _ATTEMPTS:
                        ended.append((task, Made(error=self.died) if died else future.result()))
                    elif not self.stopped:
                        self._submit(task, attempt + 1, free.pop())
        finally:
            for pool in (*free, *(pool for _, _, pool in self._under_way.values())):
                pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self) -> Executor:
        """A worker; Ctrl+C is the driver's alone."""
        if self.processes:
            ignore = (signal.SIGINT, signal.SIG_IGN)
            return ProcessPoolExecutor(1, initializer=signal.signal, initargs=ignore)
        return ThreadPoolExecutor(1)

    def _submit(self, task: T, attempt: int, pool: Executor) -> None:
        self.begin(task, attempt)
        self._under_way[pool.submit(self.work, task)] = task, attempt, pool
