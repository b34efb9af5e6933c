"""Who has a draft open for writing, and whether that program still runs."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision, now

if TYPE_CHECKING:
    from collections.abc import Iterator

_acting: ContextVar[str] = ContextVar("acting", default="")


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has a draft open for writing.

    Attributes:
        started: when the process began, as the system tells it, so that another process that got
            the same number later is not taken for it; empty where the system does not tell.
        since: local time, ISO 8601.
    """

    host: str
    pid: int
    started: str
    user: str
    since: str

    @property
    def description(self) -> str:
        """Who it is, for the person."""
        since = self.since[:16].replace("T", " ")
        return f"{self.user}(电脑 {self.host},进程 {self.pid},自 {since} 起)"


def this_program() -> Holder:
    """The program that runs this."""
    pid = os.getpid()
    return Holder(socket.gethostname(), pid, _started(pid), system_user(), now())


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Within, what is written bears ``name``; empty for the name that the system knows."""
    token = _acting.set(name)
    try:
        yield
    finally:
        _acting.reset(token)


def user_name() -> str:
    """The name of the person who acts: as :func:`acting_as` says, else as the system knows it."""
    return _acting.get() or system_user()


def system_user() -> str:
    """The name of the account that runs this program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, as in some containers
        return "未知用户"


def by_person(source: str, note: str = "") -> Revision:
    """A text that the person who acts wrote."""
    return Revision(source, Author.PERSON, author_name=user_name(), note=note)


def still_runs(holder: Holder) -> bool:
    """Whether the program may still run: certain only on this computer, else assumed."""
    if holder.host != socket.gethostname():
        return True
    if not _alive(holder.pid):
        return False
    started = _started(holder.pid)
    return not (started and holder.started) or started == holder.started


def _started(pid: int) -> str:
    """The start time of a process in clock ticks since boot, with the boot's id (Linux)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    except OSError:
        return ""
    # The name in parentheses may hold spaces; the start time is the 20th field behind it.
    return f"{boot}:{stat.rpartition(')')[2].split()[19]}"


if sys.platform == "win32":

    def _alive(pid: int) -> bool:
        import ctypes  # noqa: PLC0415 - only this system needs it

        # os.kill(pid, 0) would end the process here. 0x1000 asks for no more than its state.
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, pid)
        if not handle:
            return False
        code = ctypes.c_ulong()
        ctypes.windll.kernel32.GetExitCodeProcess(handle, ctypes.byref(code))
        ctypes.windll.kernel32.CloseHandle(handle)
        return code.value == 259  # noqa: PLR2004 - STILL_ACTIVE
else:

    def _alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
