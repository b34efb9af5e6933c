"""Where units are written: threads, processes, or a Dask cluster. One contract for all."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from assistant.batch.writing import write_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from assistant.batch.gate import LocalGate
    from assistant.batch.jobs import Made, Recipe, Unit

T = TypeVar("T")
R = TypeVar("R")
ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """A task that is over; ``result`` is None where its worker died."""

    task: T
    result: R | None


class Engine(Protocol[T, R]):
    """Runs tasks; results come back as values, so that no disk need be shared."""

    @property
    def room(self) -> int:
        """How many more tasks it takes now; keeps what lies in memory small."""

    def submit(self, task: T) -> None:
        """Takes a task."""

    def next(self) -> Done[T, R]:
        """The next task that is over; its result is no longer held."""

    @property
    def busy(self) -> int:
        """How many tasks are under way."""

    def close(self) -> None:
        """Ends; what is under way is given up."""


def drained(
    engine: Engine[T, R],
    tasks: Iterator[T],
    begin: Callable[[T, int], bool] = lambda _task, _attempt: True,
    interrupted: Callable[[], None] = lambda: None,
) -> Iterator[Done[T, R]]:
    """Every task as it is over; one whose worker died is tried again, ``ATTEMPTS`` times in all.

    Args:
        engine: closed in the end.
        tasks: taken as there is room.
        begin: called with a task and the number of its attempt before it is submitted; False where
            nothing more is to begin.
        interrupted: called at Ctrl+C, when nothing more begins and what is under way is waited for.
    """
    attempts: Counter[T] = Counter()
    again: list[T] = []
    more = True
    try:
        while True:
            while engine.room and (again or more):
                task = again.pop() if again else next(tasks, None)
                if task is None or not begin(task, attempts[task] + 1):
                    more = False
                    break
                attempts[task] += 1
                engine.submit(task)
            if not engine.busy:
                return
            try:
                done = engine.next()
            except KeyboardInterrupt:
                more, again = False, []
                interrupted()
                continue
            if done.result is None and attempts[done.task] < ATTEMPTS:
                again.append(done.task)
            else:
                del attempts[done.task]
                yield done
    finally:
        engine.close()


class PoolEngine(Generic[T, R]):
    """Threads or processes of this machine.

    A process that dies breaks its pool: the tasks that were under way come back without a result,
    the pool is made anew, and from then on they are tried one by one, so that the task that kills
    its worker is found and its neighbours are not blamed.

    Args:
        work: what is done with a task; of processes, a function of a module.
        workers: how many at once.
        processes: processes instead of threads.
    """

    def __init__(self, work: Callable[[T], R], workers: int, *, processes: bool) -> None:
        self._work, self._workers, self._processes = work, workers, processes
        self._pool = self._new()
        self._futures: dict[Future[R], T] = {}
        self._ready: list[Done[T, R]] = []
        self._alone = 0

    def _new(self) -> Executor:
        return (ProcessPoolExecutor if self._processes else ThreadPoolExecutor)(self._workers)

    @property
    def room(self) -> int:
        """See :class:`Engine`; one at a time while a killer is sought."""
        return max((1 if self._alone else self._workers + 1) - self.busy, 0)

    @property
    def busy(self) -> int:
        """See :class:`Engine`."""
        return len(self._futures) + len(self._ready)

    def submit(self, task: T) -> None:
        """See :class:`Engine`."""
        self._futures[self._pool.submit(self._work, task)] = task

    def next(self) -> Done[T, R]:
        """See :class:`Engine`."""
        if not self._ready:
            over, _ = wait(self._futures, return_when=FIRST_COMPLETED)
            try:
                for future in over:
                    result = future.result()
                    self._ready.append(Done(self._futures.pop(future), result))
                    self._alone = max(self._alone - 1, 0)
            except BrokenProcessPool:
                self._ready += [Done(task, None) for task in self._futures.values()]
                self._alone = len(self._futures)
                self._futures.clear()
                self.close()
                self._pool = self._new()
        return self._ready.pop(0)

    def close(self) -> None:
        """See :class:`Engine`."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def local_engine(recipe: Recipe, jobs: int | None, gate: LocalGate) -> PoolEngine[Unit, Made]:
    """Threads where a model is waited for, processes where this machine does the work.

    Args:
        recipe: how units are written.
        jobs: units at once; by default 4 where a model is asked, else one for each core.
        gate: the limits of the run.
    """
    if recipe.asks:
        return PoolEngine(partial(write_unit, recipe=recipe, gate=gate), jobs or 4, processes=False)
    work = partial(write_unit, recipe=recipe)
    return PoolEngine(work, jobs or os.cpu_count() or 1, processes=True)
