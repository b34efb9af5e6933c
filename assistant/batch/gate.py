"""The limits of a run: calls at once, calls and tokens a minute, tokens in all."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.errors import BudgetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.drafting.model.models import Answer, Request

Limits = tuple[int, int, int, int]
NO_LIMIT = 1_000_000
_MINUTE = 60.0
# Chinese prose comes to about 1.5 characters a token; a guess until the server has counted.
_CHARACTERS_A_TOKEN = 1.5
# Waiting is looked at again at least so often, so that a stop is noticed.
_LONGEST_NAP = 1.0


class Gate:
    """Lets calls through within the limits; held by all threads together.

    Args:
        limits: calls at once, calls a minute, tokens a minute, tokens in all; 0 for no limit.

    Attributes:
        sleep, clock: replaced by tests.
        slots: a semaphore of the calls at once.
        lock: held while the account is looked at or changed.
        kept: the account: the last minute's calls and answers (``recent``: [time, calls, tokens]
            each), the tokens in all (``spent``), and the time before which nobody calls, since a
            server said when to come again (``resume``).
    """

    def __init__(self, limits: Limits) -> None:
        self.limits, self.sleep, self.clock = limits, time.sleep, time.time
        self.slots: Any = threading.Semaphore(limits[0] or NO_LIMIT)
        self.lock: Any = threading.Lock()
        self.kept: dict[str, Any] = {"recent": [], "spent": 0, "resume": 0.0}

    @contextmanager
    def account(self) -> Iterator[dict[str, Any]]:
        """The account, to look at and to change."""
        with self.lock:
            yield self.kept

    def ask(self, ask: Callable[[Request], Answer], request: Request) -> Answer:
        """The answer of ``ask``, which is called when it may be; its tokens are counted.

        Raises:
            BudgetError: the tokens of the run are spent.
            ModelError: there is no answer.
        """
        with self.slots:
            self._admit()
            answer = ask(request)
        guess = int((len(request.prompt) + len(answer.text)) / _CHARACTERS_A_TOKEN)
        tokens = answer.sent + answer.received or guess
        with self.account() as account:
            account["spent"] += tokens
            account["recent"] = [*account["recent"], [self.clock(), 0, tokens]]
        return answer

    def pause(self, seconds: float) -> None:
        """Keeps everyone from calling for so long, and waits with them.

        The call that waits is counted as a new one when it goes on.
        """
        with self.account() as account:
            account["resume"] = max(account["resume"], self.clock() + seconds)
        self._admit()

    def _admit(self) -> None:
        while (seconds := self._wait()) > 0:
            self.sleep(min(seconds, _LONGEST_NAP))

    def _wait(self) -> float:
        """How many seconds to wait before the next call; 0 where it may go, and is counted."""
        _, calls, tokens, budget = self.limits
        with self.account() as account:
            if budget and account["spent"] >= budget:
                told = f"词元预算 {budget} 已用完(用了 {account['spent']})"
                raise BudgetError(told, advice="已写好的都在;请用更大的 --budget 再运行同一条命令")
            now = self.clock()
            since = now - _MINUTE
            recent = account["recent"] = [one for one in account["recent"] if one[0] > since]
            wait: float = max(0.0, account["resume"] - now)
            for at, most in enumerate((calls, tokens), 1):
                if most and sum(one[at] for one in recent) >= most:
                    wait = max(wait, next(one[0] for one in recent if one[at]) - since)
            if wait <= 0:
                account["recent"] = [*recent, [now, 1, 0]]
        return wait
