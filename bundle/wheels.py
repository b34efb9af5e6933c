"""The wheels that a computer of another platform needs, by pip, none but those that its markers ask for."""

from __future__ import annotations

import email
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

NAME = "work-summary-assistant"
# What an office without network uses; the rest is for those who develop or run a cluster.
EXTRAS = ("keyring", "pdf", "web")
_GLIBC = ("2_17", "2_27", "2_28", "2_31", "2_34")
# For each platform: the tags that pip is asked for, and what the markers of requirements are read with.
PLATFORMS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "win_amd64": (
        ("win_amd64",),
        {
            "sys_platform": "win32",
            "platform_system": "Windows",
            "os_name": "nt",
            "platform_machine": "AMD64",
        },
    ),
    **{
        f"linux_{machine}": (
            (
                *(f"manylinux_{glibc}_{machine}" for glibc in _GLIBC),
                f"manylinux2014_{machine}",
                f"linux_{machine}",
            ),
            {
                "sys_platform": "linux",
                "platform_system": "Linux",
                "os_name": "posix",
                "platform_machine": machine,
            },
        )
        for machine in ("x86_64", "aarch64")
    },
}


class BundleError(Exception):
    """The bundle cannot be made; the message says why."""


def gather(root: Path, folder: Path, platform: str, python: str) -> None:
    """Puts the wheel of the project and all that it needs into ``folder``.

    Args:
        root: the checkout, with its constraints file.
        folder: an empty folder.
        platform: a key of ``PLATFORMS``.
        python: the version that the wheels are for, such as 3.11.

    Raises:
        BundleError: pip cannot get one of them for that platform.
    """
    _pip("wheel", "--no-deps", "-w", str(folder), str(root))
    tags, _ = PLATFORMS[platform]
    short = "cp" + python.replace(".", "")
    form = ["--only-binary=:all:", "--python-version", python, "--implementation", "cp"]
    form += [word for abi in (short, "abi3", "none") for word in ("--abi", abi)]
    form += [word for tag in tags for word in ("--platform", tag)]
    names: set[str] = set()
    while wanted := missing(folder, platform, python) - names:
        names |= wanted
        _pip("download", "--no-deps", "-c", str(root / "constraints.txt"), "-d", str(folder), *form, *sorted(wanted))  # fmt: skip


def missing(folder: Path, platform: str, python: str) -> set[str]:
    """The requirements of the wheels in ``folder`` that no wheel there meets, as pip is given them."""
    heads = {
        canonicalize_name(str(head["Name"])): head for head in map(_head, folder.glob("*.whl"))
    }
    marks = PLATFORMS[platform][1] | {
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    wanted: set[str] = set()
    seen: dict[NormalizedName, frozenset[str]] = {}
    waiting = [(canonicalize_name(NAME), frozenset(EXTRAS))]
    while waiting:
        name, extras = waiting.pop()
        if name in seen and seen[name] >= extras:
            continue
        seen[name] = seen.get(name, frozenset()) | extras
        for line in heads[name].get_all("Requires-Dist") or ():
            one = Requirement(line)
            if not _applies(one, marks, extras):
                continue
            if canonicalize_name(one.name) in heads:
                waiting.append((canonicalize_name(one.name), frozenset(one.extras)))
            else:
                wanted.add(f"{one.name}{one.specifier}")
    return wanted


def _head(path: Path) -> Message:
    with zipfile.ZipFile(path) as wheel:
        name = next(one for one in wheel.namelist() if one.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(wheel.read(name))


def _applies(one: Requirement, marks: dict[str, str], extras: frozenset[str]) -> bool:
    """Whether a requirement holds on that platform, with those extras."""
    return one.marker is None or any(
        one.marker.evaluate(marks | {"extra": extra}) for extra in extras | {""}
    )


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - pip itself
    if done.returncode:
        raise BundleError("\n".join(done.stderr.strip().splitlines()[-5:]))
