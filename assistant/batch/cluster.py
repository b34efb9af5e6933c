"""Units written on a Dask cluster (extra ``[cluster]``): other machines, the same limits.

Finished work is released at once, so that a worker that dies costs only what it had under way;
a task that kills its worker comes back without a result (``allowed-failures`` is the scheduler's;
retries are ours). Off loopback only TLS is spoken: workers run whatever they are sent.
"""

from __future__ import annotations

import ipaddress
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.batch.engines import Done
from assistant.batch.gate import Account, Gate
from assistant.batch.writing import write_unit
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.batch.jobs import Made, Recipe, Unit

_NO_LIMIT = 1_000_000
_AHEAD = 2


class ClusterGate(Gate):
    """The limits of a run, held in the scheduler; leases of dead workers run out.

    Args:
        limits: as of :class:`assistant.batch.gate.LocalGate`.
        run: a name of this run's own.
    """

    def __init__(self, limits: tuple[int, int, int, int], run: str) -> None:
        dask = _dask()
        super().__init__(dask.Semaphore(max_leases=limits[0] or _NO_LIMIT, name=f"{run}-calls"))
        self._lock = dask.Lock(f"{run}-lock")
        # On a worker the client is not the current one by itself.
        self._state = dask.Variable(f"{run}-account", client=dask.get_client())
        self._limits = limits[1:]

    def open(self) -> None:
        """Makes the account; once, by the driver."""
        self._keep(Account(self._limits))

    @contextmanager
    def account(self) -> Iterator[Account]:
        """See :class:`assistant.batch.gate.Gate`."""
        with self._lock:
            kept = self._state.get(timeout=30)
            account = Account(self._limits, spent=kept["spent"], resume=kept["resume"])
            account.calls.extend(kept["calls"])
            account.tokens.extend(map(tuple, kept["tokens"]))
            yield account
            self._keep(account)

    def _keep(self, account: Account) -> None:
        plain = {"calls": list(account.calls), "tokens": [list(one) for one in account.tokens]}
        self._state.set({**plain, "spent": account.spent, "resume": account.resume})


def _dask() -> Any:
    """The library, whose types are its own business.

    Raises:
        InputError: it is not installed.
    """
    try:
        import distributed
    except ImportError as error:
        raise InputError(
            "没有安装 Dask", advice='请用 pip install "work-summary-assistant[cluster]" 安装'
        ) from error
    return distributed


def _work(unit: Unit, recipe: Recipe, run: str) -> Made:
    """On a worker."""
    return write_unit(unit, recipe, ClusterGate(recipe.limits, run) if recipe.asks else None)


class DaskEngine:
    """Submits units to a scheduler.

    Args:
        address: ``tcp://127.0.0.1:8786``, or ``tls://…`` elsewhere.
        recipe: how units are written.
        run: a name of this run's own.

    Raises:
        InputError: Dask is not installed, the address is not loopback and not TLS, or nobody
            answers there.
    """

    def __init__(self, address: str, recipe: Recipe, run: str) -> None:
        _check_address(address)
        dask = _dask()
        try:
            self._client = dask.Client(address, timeout=20, set_as_default=True)
        except (OSError, TimeoutError) as error:
            raise InputError(f"连不上调度器 {address}", advice="请检查地址和网络") from error
        self._recipe, self._run = recipe, run
        if recipe.asks:
            ClusterGate(recipe.limits, run).open()
        self._done = dask.as_completed([], raise_errors=False)
        self._tasks: dict[str, Unit] = {}

    @property
    def room(self) -> int:
        """See :class:`assistant.batch.engines.Engine`."""
        threads: int = sum(self._client.nthreads().values())
        return max(_AHEAD * max(threads, 1) - len(self._tasks), 0)

    @property
    def busy(self) -> int:
        """See :class:`assistant.batch.engines.Engine`."""
        return len(self._tasks)

    def submit(self, task: Unit) -> None:
        """See :class:`assistant.batch.engines.Engine`."""
        future = self._client.submit(
            _work, task, replace(self._recipe), self._run, pure=False, retries=0
        )
        self._tasks[future.key] = task
        self._done.add(future)

    def next(self) -> Done[Unit, Made]:
        """See :class:`assistant.batch.engines.Engine`."""
        future = next(self._done)
        task = self._tasks.pop(future.key)
        try:
            result = future.result() if future.status == "finished" else None
        finally:
            future.release()
        return Done(task, result)

    def close(self) -> None:
        """See :class:`assistant.batch.engines.Engine`."""
        self._client.close()


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if parts.scheme != "tls" and not loopback:
        raise InputError(
            f"调度器 {address} 不在本机,又不是 TLS",
            advice="局域网里请用 tls:// 的地址,证书由 Dask 的配置给出",
        )
