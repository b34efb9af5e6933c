"""The limits of a run: calls at once, calls and tokens a minute, tokens in all."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import BudgetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from assistant.drafting.model.models import Answer, Model, Request

_MINUTE = 60.0
# Chinese prose comes to about 1.5 characters a token; a guess until the server has counted.
_CHARACTERS_A_TOKEN = 1.5
# Waiting is looked at again at least so often, so that a stop is noticed.
_LONGEST_NAP = 1.0


@dataclass
class Account:
    """Calls and tokens of the last minute and in all, and until when everyone waits.

    Attributes:
        limits: calls a minute, tokens a minute, tokens in all; 0 for no limit.
        calls: times of the calls of the last minute.
        tokens: (time, tokens) of the last minute.
        spent: tokens in all.
        resume: the time before which nobody calls: a server said when to come again.
    """

    limits: tuple[int, int, int]
    calls: deque[float] = field(default_factory=deque)
    tokens: deque[tuple[float, int]] = field(default_factory=deque)
    spent: int = 0
    resume: float = 0.0

    def wait(self, now: float) -> float:
        """How many seconds to wait before the next call; 0 where it may go, and is counted.

        Raises:
            BudgetError: the tokens of the run are spent.
        """
        a_minute, tokens, budget = self.limits
        if budget and self.spent >= budget:
            raise BudgetError(
                f"词元预算 {budget} 已用完(用了 {self.spent})",
                advice="已写好的都在;请用更大的 --budget 再运行同一条命令",
            )
        while self.calls and self.calls[0] <= now - _MINUTE:
            self.calls.popleft()
        while self.tokens and self.tokens[0][0] <= now - _MINUTE:
            self.tokens.popleft()
        waits = [self.resume - now]
        if a_minute and len(self.calls) >= a_minute:
            waits.append(self.calls[0] + _MINUTE - now)
        if tokens and sum(count for _, count in self.tokens) >= tokens:
            waits.append(self.tokens[0][0] + _MINUTE - now)
        longest = max(waits)
        if longest <= 0:
            self.calls.append(now)
        return max(longest, 0.0)

    def pay(self, now: float, tokens: int) -> None:
        """Counts the tokens of an answer."""
        self.spent += tokens
        self.tokens.append((now, tokens))


class Gate:
    """Lets calls through within the limits; held by all workers together.

    Args:
        slots: a semaphore of the calls at once, of threads or a cluster; None for no limit.
        sleep, clock: replaced by tests.
    """

    def __init__(
        self,
        slots: Any,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._slots, self._sleep, self._clock = slots, sleep, clock

    def account(self) -> AbstractContextManager[Account]:
        """The account, held alone; what is changed in it is kept."""
        raise NotImplementedError

    def enter(self) -> None:
        """Waits until a call may be made.

        Raises:
            BudgetError: the tokens of the run are spent.
        """
        if self._slots is not None:
            self._slots.acquire()
        try:
            self._admit()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """The call is over."""
        if self._slots is not None:
            self._slots.release()

    def pay(self, tokens: int) -> None:
        """Counts the tokens of an answer."""
        with self.account() as account:
            account.pay(self._clock(), tokens)

    def pause(self, seconds: float) -> None:
        """Keeps everyone from calling for so long, and waits with them.

        The call that waits is counted as a new one when it goes on.
        """
        with self.account() as account:
            account.resume = max(account.resume, self._clock() + seconds)
        self._admit()

    def _admit(self) -> None:
        while True:
            with self.account() as account:
                seconds = account.wait(self._clock())
            if seconds <= 0:
                return
            self._sleep(min(seconds, _LONGEST_NAP))


class LocalGate(Gate):
    """The gate of one process, for any number of threads.

    Args:
        limits: calls at once, calls a minute, tokens a minute, tokens in all; 0 for no limit.
        sleep, clock: as of :class:`Gate`.
    """

    def __init__(
        self,
        limits: tuple[int, int, int, int],
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(threading.BoundedSemaphore(limits[0]) if limits[0] else None, sleep, clock)
        self._account, self._lock = Account(limits[1:]), threading.Lock()

    @property
    def spent(self) -> int:
        """Tokens paid for so far."""
        return self._account.spent

    @contextmanager
    def account(self) -> Iterator[Account]:
        """See :class:`Gate`."""
        with self._lock:
            yield self._account


@dataclass(slots=True)
class GatedModel:
    """A model that is asked only through the gate; behind the cache, so kept answers pass freely."""

    model: Model
    gate: Gate

    @classmethod
    def around(cls, model: Model, gate: Gate) -> Model:
        """``model`` behind ``gate``; where it waits for a server, everyone waits."""
        if hasattr(model, "sleep"):
            model.sleep = gate.pause
        return cast("Model", cls(model, gate))

    def __getattr__(self, name: str) -> Any:
        """Name, identity, kept answers and closing are the model's own."""
        return getattr(self.model, name)

    def ask(self, request: Request) -> Answer:
        """The model's answer, within the limits.

        Raises:
            ModelError: there is none, or the tokens of the run are spent.
        """
        self.gate.enter()
        try:
            answer = self.model.ask(request)
        finally:
            self.gate.leave()
        told = answer.sent + answer.received
        guess = int((len(request.prompt) + len(answer.text)) / _CHARACTERS_A_TOKEN)
        self.gate.pay(told or guess)
        return answer
