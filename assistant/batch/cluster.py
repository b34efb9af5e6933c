"""Units written on a Dask cluster (extra ``[cluster]``): other machines, the same limits.

Finished work is released at once, so that a worker that dies costs only what it had under way. Off
loopback only TLS is spoken: workers run whatever they are sent.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import threading
import uuid
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.batch.gate import NO_LIMIT, Gate, Kept
from assistant.batch.writing import write_unit
from assistant.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.batch.gate import Limits
    from assistant.batch.jobs import Made, Recipe, Unit

_AHEAD = 2


def _gate(limits: Limits, run: str) -> Gate:
    """The limits of a run, held in the scheduler; leases of dead workers run out."""
    dask = _dask()
    most = limits[0] or NO_LIMIT
    slots = dask.Semaphore(max_leases=most, name=f"{run}-{most}-calls")
    # On a worker the client is not the current one by itself.
    kept = dask.Variable(f"{run}-account", client=dask.get_client())
    return Gate(limits, slots, dask.Lock(f"{run}-lock"), kept)


def _dask() -> Any:
    """The library, whose types are its own business; InputError where it is not installed."""
    try:
        import distributed
    except ImportError as error:
        raise InputError(
            "没有安装 Dask", advice='请用 pip install "work-summary-assistant[cluster]" 安装'
        ) from error
    return distributed


def _work(unit: Unit, recipe: Recipe, run: str) -> Made:
    """On a worker."""
    return write_unit(unit, recipe, _gate(recipe.limits, run) if recipe.asks else None)


def _told_of_deaths(dask_scheduler: Any) -> None:
    """On the scheduler: the driver tries again, and nobody else."""
    dask_scheduler.allowed_failures = 0


class Cluster:
    """A scheduler and what it is to write.

    Args:
        address: ``tcp://127.0.0.1:8786``, or ``tls://…`` elsewhere.
        recipe: how units are written.
        folder: where the run writes: its limits count what a killed run there still has under way.

    Raises:
        InputError: Dask is not installed, the address is not loopback and not TLS, or nobody
            answers there.
    """

    def __init__(self, address: str, recipe: Recipe, folder: Path) -> None:
        _check_address(address)
        self._dask, self._address = _dask(), address
        for name in ("distributed", "distributed.client"):  # what matters is told here
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = self._dask.Client(address, timeout=20, set_as_default=True)
            self._client.run_on_scheduler(_told_of_deaths)
        except (OSError, TimeoutError, TypeError, ValueError) as error:
            advice = "请检查地址和网络;tls:// 的地址还要在 Dask 的配置里写明证书"
            raise InputError(f"连不上调度器 {address}", advice=advice) from error
        place = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        self._recipe, self._run = recipe, f"assistant-{place}"
        self._died: set[str] = set()
        self._alone = threading.Lock()
        if recipe.asks:
            _gate(recipe.limits, self._run).kept.set(Kept().get())

    @property
    def room(self) -> int:
        """How many units it is given at once."""
        threads: int = sum(self._client.nthreads().values())
        return _AHEAD * max(threads, 1)

    def write(self, unit: Unit) -> Made:
        """What came of a unit, in a thread that waits for it.

        Those whose worker died are written one at a time, so that the unit that kills its worker is
        found and its neighbours are not blamed twice.

        Raises:
            BrokenExecutor: its worker died.
            InputError: the scheduler is gone.
        """
        with self._alone if unit.name in self._died else nullcontext():
            future = self._client.submit(
                _work, unit, self._recipe, self._run, pure=False, retries=0, key=uuid.uuid4().hex
            )
            try:
                made: Made = future.result()
            except self._dask.scheduler.KilledWorker as error:
                self._died.add(unit.name)
                raise BrokenExecutor from error
            except CancelledError as error:
                found = f"和调度器 {self._address} 的连接断了"
                raise InputError(found, advice="请再运行同一条命令接着写") from error
            finally:
                future.release()
        return made

    def close(self) -> None:
        """Ends; what is under way is given up."""
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
