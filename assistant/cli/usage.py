"""Usage errors and help titles in Chinese, where typer speaks English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_UNKNOWN_COMMAND = re.compile("No such command '(.*)'")
_HELP_TITLES = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "错误",
    "DEFAULT_STRING": "[默认:{}]",
    "ENVVAR_STRING": "[环境变量:{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}


def speak_chinese() -> None:
    """Sets the titles of typer's help pages; called only where a help page is asked for."""
    from typer import rich_utils

    for name, title in _HELP_TITLES.items():
        setattr(rich_utils, name, title)


def usage_message(error: TyperException) -> str:
    """What is wrong with the command line, and what to do, in Chinese.

    Args:
        error: typer's own exception for a command line that does not fit.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "assistant"
    return f"{_found(error)}。用法请看:{command} --help"


def _found(error: TyperException) -> str:
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    name = parameter.display_name_raw if parameter is not None else option
    if parameter is not None and parameter.opts and parameter.opts[0].startswith("-"):
        name = parameter.opts[0]
    kind = type(error).__name__
    if kind == "MissingParameter":
        return f"缺少参数 {name}"
    if kind == "NoSuchOption":
        possible = getattr(error, "possibilities", None)
        near = f",是不是要写 {'、'.join(sorted(possible))}" if possible else ""
        return f"没有选项 {option}{near}"
    if kind == "BadOptionUsage":
        return f"选项 {name} 的用法不对(可能少了它的值)"
    if kind == "BadParameter" and name:
        return f"参数 {name} 的值不合要求:{error.format_message()}"
    unknown = _UNKNOWN_COMMAND.search(error.format_message())
    if unknown:
        return f"没有命令 {unknown[1]}"
    return f"命令写得不对:{error.format_message()}"
