"""The command ``assistant doctor``: what is there, what is not, and what that means."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import Enum
from importlib import metadata
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.console import print_line
from assistant.errors import AssistantError
from assistant.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SECONDS = 20


class State(Enum):
    """How a check ended, with the mark that it is shown by."""

    THERE = "有"
    MISSING = "无"
    UNKNOWN = "不明"
    BROKEN = "缺"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for.

    Attributes:
        group: what it belongs to: 运行环境, 字体 and so on.
        name: what was looked for.
        state: ``BROKEN`` is the one that the program cannot work without.
        note: its version or place, or what its absence means.
    """

    group: str
    name: str
    state: State
    note: str = ""


def doctor() -> None:
    """Prints what is there and what is not; ends with 2 where something essential is missing."""
    checks = all_checks()
    for line in report_lines(checks):
        print_line(line)
    if any(check.state is State.BROKEN for check in checks):
        raise typer.Exit(2)


def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of the report."""
    return (
        check_python(),
        *check_packages(),
        *check_folders(),
        check_layout(),
        check_vocabulary(),
        check_keyring(),
        check_office(),
        check_wps(),
        *check_fonts(installed_fonts()),
    )


def report_lines(checks: Sequence[Check]) -> list[str]:
    """The report: a heading for each group, a line for each check, a conclusion."""
    lines: list[str] = []
    group = ""
    for check in checks:
        if check.group != group:
            group = check.group
            lines.append(f"【{group}】")
        note = f"——{check.note}" if check.note else ""
        lines.append(f"  {check.state.value}  {check.name}{note}")
    broken = [check.name for check in checks if check.state is State.BROKEN]
    missing = [check.name for check in checks if check.state is State.MISSING]
    if broken:
        names = "、".join(broken)
        lines.append(f"结论:{names}有问题,程序不能正常工作;请按上面的说明处理,或重新安装。")
    elif missing:
        lines.append(f"结论:可以使用。没有的有 {len(missing)} 项,影响见上面的说明。")
    else:
        lines.append("结论:可以使用,什么都不缺。")
    return lines


def _wanted() -> dict[str, Any]:
    from assistant.files.shipped import shipped

    wanted: dict[str, Any] = shipped(__file__, "doctor.toml")
    return wanted


def check_python() -> Check:
    """The version of Python."""
    least = tuple(_wanted()["python"]["least"])
    version = ".".join(str(number) for number in sys.version_info[:3])
    if sys.version_info[:2] >= least:
        return Check("运行环境", "Python", State.THERE, version)
    needed = ".".join(str(number) for number in least)
    return Check("运行环境", "Python", State.BROKEN, f"现在是 {version},至少要 {needed}")


def check_packages() -> list[Check]:
    """The packages that the program stands on."""
    checks: list[Check] = []
    for package in _wanted()["package"]:
        name = package["name"]
        try:
            checks.append(Check("运行环境", name, State.THERE, metadata.version(name)))
        except metadata.PackageNotFoundError:
            state = State.BROKEN if package["essential"] else State.MISSING
            checks.append(Check("运行环境", name, state, package["means"]))
    return checks


def check_folders() -> list[Check]:
    """Whether settings and cache can be written."""
    from assistant.drafting.model.cache import cache_folder
    from assistant.files.office import config_path

    places = (("设置文件夹", config_path().parent), ("缓存文件夹", cache_folder()))
    return [_folder(name, folder) for name, folder in places]


def _folder(name: str, folder: Path) -> Check:
    """Whether a file can be made in ``folder``, or in the nearest that exists above it."""
    there = next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            return Check("文件夹", name, State.THERE, str(folder))
    except OSError as error:
        means = "设置和缓存存不下来,每次都要重新给;请检查权限"
        return Check(
            "文件夹", name, State.MISSING, f"{folder} 写不进去({reason_of(error)}),{means}"
        )


def check_layout() -> Check:
    """Which layout documents are written in, and whether the office's own file holds."""
    from assistant.documents import office_layout, office_layout_path

    path = office_layout_path()
    try:
        office_layout()
    except AssistantError as error:
        return Check("版式", "本单位版式", State.BROKEN, str(error))
    note = "按 GB/T 9704-2012" if path is None else f"GB/T 9704-2012,另按 {path} 修改"
    return Check("版式", "公文版式", State.THERE, note)


def check_vocabulary() -> Check:
    """Whether tokens can be counted with a vocabulary of tiktoken's cache."""
    from assistant.drafting.model.tokens import ExactCounter, token_counter

    name = "tiktoken 词表"
    try:
        counter = token_counter("")
    except AssistantError as error:
        return Check("模型", name, State.MISSING, str(error))
    there = isinstance(counter, ExactCounter)
    return Check("模型", name, State.THERE if there else State.MISSING, counter.description)


def check_keyring() -> Check:
    """Whether the system's key ring can hold an API key."""
    name = "系统钥匙串"
    means = "密钥请放在环境变量里,不要写进文件"
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return Check("模型", name, State.MISSING, means)
    try:
        backend = keyring.get_keyring()
    except (KeyringError, RuntimeError) as error:
        return Check("模型", name, State.MISSING, f"{type(error).__name__};{means}")
    # A priority below 1 is keyring's own word for a ring that holds nothing, or in the clear.
    if backend.priority < 1:
        return Check("模型", name, State.MISSING, f"没有可用的钥匙串;{means}")
    return Check("模型", name, State.THERE, str(backend.name))


def check_office() -> Check:
    """Whether LibreOffice is there."""
    from assistant.documents import find_office

    return _program("office", find_office())


def check_wps() -> Check:
    """Whether WPS is on the path."""
    programs = _wanted()["wps"]["programs"]
    return _program("wps", next(filter(None, map(shutil.which, programs)), None))


def _program(key: str, found: str | None) -> Check:
    wanted = _wanted()[key]
    state = State.MISSING if found is None else State.THERE
    return Check("可选程序", wanted["name"], state, found or wanted["means"])


def installed_fonts() -> frozenset[str] | None:
    """The names of the fonts of this machine, None where they cannot be asked for."""
    if sys.platform == "win32":
        return _windows_fonts()
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, no shell
            [program, ":", "family"], capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    text = done.stdout.decode("utf-8", "replace").replace("\n", ",")
    return frozenset(name.replace("\\-", "-").strip() for name in text.split(",") if name.strip())


if sys.platform == "win32":

    def _windows_fonts() -> frozenset[str] | None:
        """The names that the registry gives, without the ending ``(TrueType)``."""
        import winreg

        names: set[str] = set()
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(
                    root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
                ) as key:
                    for at in range(winreg.QueryInfoKey(key)[1]):
                        entry = winreg.EnumValue(key, at)[0].split("(")[0]
                        names.update(part.strip() for part in entry.split("&"))
            except OSError:
                continue
        return frozenset(names) or None


def check_fonts(installed: frozenset[str] | None) -> list[Check]:
    """The fonts that official documents are set in; None where it is not known which are installed."""
    checks: list[Check] = []
    for font in _wanted()["font"]:
        name, names = font["name"], [font["name"], *font["other"]]
        if installed is None:
            note = f"本机查不了字体;没有的话{font['means']}"
            checks.append(Check("字体", name, State.UNKNOWN, note))
        elif name in installed:
            checks.append(Check("字体", name, State.THERE))
        elif near := next((other for other in names if other in installed), None):
            note = f"有同类的“{near}”,字体名不同,打开时可能要手工选一下"
            checks.append(Check("字体", name, State.MISSING, note))
        else:
            checks.append(Check("字体", name, State.MISSING, font["means"]))
    return checks


COMMANDS = {"doctor": doctor}
