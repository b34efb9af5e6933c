"""Units written on a Dask cluster (extra ``[cluster]``): other machines, the same limits.

Finished work is released at once, so that a worker that dies costs only what it had under way. Off
loopback only TLS is spoken: workers run whatever they are sent.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from assistant.batch.gate import NO_LIMIT, Gate
from assistant.batch.jobs import digest_of
from assistant.batch.working import write_unit
from assistant.drafting.model.egress import is_internal
from assistant.drafting.model.settings import LOOPBACK
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.batch.gate import Limits
    from assistant.batch.jobs import Made, Recipe, Unit

_AHEAD = 2


class _Gate(Gate):
    """The limits of a run, held in the scheduler; leases of dead workers run out."""

    def __init__(self, limits: Limits, run: str) -> None:
        import distributed

        super().__init__(limits)
        most = limits[0] or NO_LIMIT
        self.slots = distributed.Semaphore(max_leases=most, name=f"{run}-{most}-calls")
        self.lock = distributed.Lock(f"{run}-lock")
        # On a worker the client is not the current one by itself.
        client = distributed.get_client()
        self.shared = distributed.Variable(f"{run}-account", client=client)

    @contextmanager
    def account(self) -> Iterator[dict[str, Any]]:
        """The account that all workers share."""
        with self.lock:
            account = self.shared.get()
            yield account
            self.shared.set(account)


@contextmanager
def written_on(
    address: str, recipe: Recipe, folder: Path
) -> Iterator[tuple[Callable[[Unit], Made], int]]:
    """What writes a unit on a cluster, in a thread that waits for it, and how many it takes at once.

    Those whose worker died, of which BrokenExecutor tells, are written one at a time, so that the unit
    that kills its worker is found and its neighbours are not blamed twice. At the end, what is under
    way is given up.

    Args:
        address: of the scheduler: ``tcp://127.0.0.1:8786``, or ``tls://…`` elsewhere.
        recipe: how units are written.
        folder: where the run writes: its limits count what a killed run there still has under way.

    Raises:
        InputError: Dask is not installed, the address is not loopback and not TLS, or nobody
            answers there, from the beginning or any more.
    """
    died, alone = set[str](), threading.Lock()
    run = f"assistant-{digest_of(str(folder.resolve()).encode())[:12]}"

    def write(unit: Unit) -> Made:
        with alone if unit.name in died else nullcontext():
            future = client.submit(_work, unit, recipe, run, pure=False)
            try:
                made: Made = future.result()
            except distributed.scheduler.KilledWorker as error:
                died.add(unit.name)
                raise BrokenExecutor from error
            except CancelledError as error:
                found = f"和调度器 {address} 的连接断了"
                raise InputError(found, advice="请再运行同一条命令接着写") from error
            finally:
                future.release()
        return made

    with closing(_client(address)) as client:
        import distributed

        if recipe.choice.wanted:
            gate = _Gate(recipe.limits, run)
            gate.shared.set(gate.kept)
        yield write, _AHEAD * max(sum(client.nthreads().values()), 1)


def _client(address: str) -> Any:
    if not (address.startswith("tls://") or is_internal(address, LOOPBACK)):
        raise InputError(
            f"调度器 {address} 不在本机,又不是 TLS",
            advice="局域网里请用 tls:// 的地址,证书由 Dask 的配置给出",
        )
    try:
        import distributed
    except ImportError as error:
        install = '请用 pip install "work-summary-assistant[cluster]" 安装'
        raise InputError("没有安装 Dask", advice=install) from error
    for name in ("distributed", "distributed.client"):  # what matters is told here
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=20, set_as_default=True)
        client.run_on_scheduler(_told_of_deaths)
    except (OSError, TimeoutError, TypeError, ValueError) as error:
        advice = "请检查地址和网络;tls:// 的地址还要在 Dask 的配置里写明证书"
        raise InputError(f"连不上调度器 {address}", advice=advice) from error
    return client


def _told_of_deaths(dask_scheduler: Any) -> None:
    """On the scheduler: the driver tries again, and nobody else."""
    dask_scheduler.allowed_failures = 0


def _work(unit: Unit, recipe: Recipe, run: str) -> Made:
    """On a worker."""
    return write_unit(unit, recipe, _Gate(recipe.limits, run) if recipe.choice.wanted else None)
