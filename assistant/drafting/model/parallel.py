"""Running a few tasks at the same time in threads that do not hold up the end of the program."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = TypeVar("Result")
_LOOK = 0.1


def run_parallel(
    tasks: Sequence[Callable[[], Result]],
    jobs: int,
    fatal: Callable[[AssistantError], bool] = lambda _error: False,
) -> list[Result | AssistantError]:
    """What each task returned, or the error that it ended with, in the order of ``tasks``.

    Args:
        tasks: each is called once, unless a fatal error came before.
        jobs: at most so many at a time.
        fatal: whether an error makes the rest pointless; tasks not begun then get that error.

    Raises:
        KeyboardInterrupt: at once; what is under way is left to its daemon threads, which end
            with the program. No task is begun any more.
        Exception: anything but an AssistantError that a task raised.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    done: SimpleQueue[tuple[int, Result | BaseException]] = SimpleQueue()
    stop = Event()
    for number in range(len(tasks)):
        waiting.put(number)

    def work() -> None:
        while not stop.is_set():
            try:
                number = waiting.get_nowait()
            except Empty:
                return
            try:
                done.put((number, tasks[number]()))
            except BaseException as error:  # noqa: BLE001 - carried to the caller's thread
                if not isinstance(error, AssistantError) or fatal(error):
                    stop.set()
                done.put((number, error))

    for _ in range(min(jobs, len(tasks))):
        Thread(target=work, daemon=True).start()
    try:
        return _collect(len(tasks), done, fatal)
    finally:
        stop.set()


def _collect(
    size: int,
    done: SimpleQueue[tuple[int, Result | BaseException]],
    fatal: Callable[[AssistantError], bool],
) -> list[Result | AssistantError]:
    results: dict[int, Result | AssistantError] = {}
    while len(results) < size:
        try:
            number, result = done.get(timeout=_LOOK)  # short, so that Ctrl-C is seen everywhere
        except Empty:
            continue
        if isinstance(result, AssistantError):
            results[number] = result
            if fatal(result):
                return [results.get(place, result) for place in range(size)]
        elif isinstance(result, BaseException):
            raise result
        else:
            results[number] = result
    return [results[place] for place in range(size)]
