"""The limits of a run: calls at once, calls and tokens a minute, tokens in all."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import BudgetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.drafting.model.models import Answer, Model, Request

Limits = tuple[int, int, int, int]
NO_LIMIT = 1_000_000
_MINUTE = 60.0
# Chinese prose comes to about 1.5 characters a token; a guess until the server has counted.
_CHARACTERS_A_TOKEN = 1.5
# Waiting is looked at again at least so often, so that a stop is noticed.
_LONGEST_NAP = 1.0


class Kept:
    """An account that is kept in this process; a Dask variable does the same for a cluster.

    It holds the times of the last minute's calls (``calls``), its [time, tokens] pairs
    (``tokens``), the tokens in all (``spent``), and the time before which nobody calls, since a
    server said when to come again (``resume``).
    """

    def __init__(self) -> None:
        self.set({"calls": [], "tokens": [], "spent": 0, "resume": 0.0})

    def get(self) -> dict[str, Any]:
        """The account."""
        return self._account

    def set(self, account: dict[str, Any]) -> None:
        """Keeps it."""
        self._account = account


@dataclass
class Gate:
    """Lets calls through within the limits; held by all workers together.

    Attributes:
        limits: calls at once, calls a minute, tokens a minute, tokens in all; 0 for no limit.
        slots: a semaphore of the calls at once, of threads or a cluster.
        lock: held while the account is looked at or changed.
        kept: where the account is kept: a :class:`Kept`, or a variable of the cluster.
        sleep, clock: replaced by tests.
    """

    limits: Limits
    slots: Any
    lock: Any
    kept: Any
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time

    @classmethod
    def local(cls, limits: Limits, **more: Any) -> Gate:
        """The gate of one process, for any number of threads."""
        slots = threading.Semaphore(limits[0] or NO_LIMIT)
        return cls(limits, slots, threading.Lock(), Kept(), **more)

    @contextmanager
    def _account(self) -> Iterator[dict[str, Any]]:
        with self.lock:
            account = {**self.kept.get()}
            yield account
            self.kept.set(account)

    def enter(self) -> None:
        """Waits until a call may be made.

        Raises:
            BudgetError: the tokens of the run are spent.
        """
        self.slots.acquire()
        try:
            self._admit()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """The call is over."""
        self.slots.release()

    def pay(self, tokens: int) -> None:
        """Counts the tokens of an answer."""
        with self._account() as account:
            account["spent"] += tokens
            account["tokens"] = [*account["tokens"], [self.clock(), tokens]]

    def pause(self, seconds: float) -> None:
        """Keeps everyone from calling for so long, and waits with them.

        The call that waits is counted as a new one when it goes on.
        """
        with self._account() as account:
            account["resume"] = max(account["resume"], self.clock() + seconds)
        self._admit()

    def _admit(self) -> None:
        while True:
            with self._account() as account:
                seconds = self._wait(account, self.clock())
            if seconds <= 0:
                return
            self.sleep(min(seconds, _LONGEST_NAP))

    def _wait(self, account: dict[str, Any], now: float) -> float:
        """How many seconds to wait before the next call; 0 where it may go, and is counted."""
        _, calls, tokens, budget = self.limits
        if budget and account["spent"] >= budget:
            raise BudgetError(
                f"词元预算 {budget} 已用完(用了 {account['spent']})",
                advice="已写好的都在;请用更大的 --budget 再运行同一条命令",
            )
        since = now - _MINUTE
        called = account["calls"] = [at for at in account["calls"] if at > since]
        paid = account["tokens"] = [one for one in account["tokens"] if one[0] > since]
        waits: list[float] = [0.0, account["resume"] - now]
        waits += [called[0] - since] if calls and len(called) >= calls else []
        waits += [paid[0][0] - since] if tokens and sum(n for _, n in paid) >= tokens else []
        if max(waits) <= 0:
            account["calls"] = [*called, now]
        return max(waits)


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
