"""Usage errors and help titles in Chinese, where typer speaks English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.exceptions import TyperException

_UNKNOWN_COMMAND = re.compile("No such command '([^']*)'(?:.*Did you mean (.*?)\\?)?")
_TOO_MANY = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")
# What typer says of a value, and the same in Chinese; what is rarer is not repeated in English.
_VALUES = (
    (re.compile(r"Value error, '(.*)' is not one of (.*)\."), r"“\1”不在可用的取值里:\2"),
    (re.compile("greater than or equal to ([-0-9.]+)"), r"应不小于 \1"),
    (re.compile("less than or equal to ([-0-9.]+)"), r"应不大于 \1"),
    (re.compile("valid integer"), "应是整数"),
)
_HELP_TITLES = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "错误",
    "DEFAULT_STRING": "[默认:{}]",
    "ENVVAR_STRING": "[环境变量:{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}


# What else typer writes into a help page in English.
_HELP_WORDS = {
    "Usage: ": "用法:",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Show this message and exit.": "显示这段说明。",
    "<bool>": "",
    "<path>": "路径",
    "<int>": "整数",
    "<str>": "文字",
    "<list[path]>": "路径",
    "<list[Path]>": "路径",
    "<int range>": "整数",
    "[x>=0]": "(不小于0)",
    "[x>=1]": "(不小于1)",
    "<list[str]>": "文字",
}


def speak_chinese() -> None:
    """Makes typer's help pages Chinese and folds their lines; called only where one is asked for."""
    from typer import rich_utils

    if _HELP_TITLES["OPTIONS_PANEL_TITLE"] == rich_utils.OPTIONS_PANEL_TITLE:
        return  # asked for once already
    for name, title in _HELP_TITLES.items():
        setattr(rich_utils, name, title)
    for name in ("highlighter", "types_highlighter", "_make_rich_text"):
        setattr(rich_utils, name, _chinese(getattr(rich_utils, name)))


def _chinese(write: Callable[..., Any]) -> Callable[..., Any]:
    """The same writer of a help page, its English words exchanged, its lines folded and not cut."""

    def written(*texts: Any, **named: Any) -> Any:
        plain = [str(one) for one in texts]
        named = {key: _in_chinese(one) if key == "text" else one for key, one in named.items()}
        done = write(*map(_in_chinese, plain), **named)
        done.overflow = "fold"  # rich looks for spaces, of which Chinese has none
        return done

    return written


def _in_chinese(text: str) -> str:
    for word, told in _HELP_WORDS.items():
        text = text.replace(word, told)
    return text


def usage_message(error: TyperException) -> str:
    """What typer finds wrong with the command line, and what to do, in Chinese."""
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
        extra = "does not take" in error.format_message()
        return f"选项 {name} " + ("不带值" if extra else "少了它的值")
    if kind == "BadParameter" and name:
        return f"参数 {name} 的值不合要求{_wrong_value(error.format_message())}"
    return _wrong_words(error.format_message())


def _wrong_value(message: str) -> str:
    for pattern, told in _VALUES:
        match = pattern.search(message)
        if match:
            return f":{_unquoted(match.expand(told))}"
    return ""


def _unquoted(words: str) -> str:
    return words.replace("'", "").replace(", ", "、")


def _wrong_words(message: str) -> str:
    unknown = _UNKNOWN_COMMAND.search(message)
    if unknown:
        near = f",是不是要写 {_unquoted(unknown[2])}" if unknown[2] else ""
        return f"没有命令 {unknown[1]}{near}"
    extra = _TOO_MANY.search(message)
    return f"多出了“{extra[1]}”" if extra else f"命令写得不对:{message}"
