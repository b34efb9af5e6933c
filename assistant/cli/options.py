"""The commands as typer takes them: what they and their options say of themselves stands in options.toml."""

from __future__ import annotations

import inspect
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SHARED = "shared"


def add_commands(
    app: typer.Typer,
    commands: Mapping[str, Callable[..., None]],
    group_class: type[TyperGroup] = TyperGroup,
) -> None:
    """Adds commands by what is typed for them: ``draft``, or ``ledger import`` for one of a group.

    A command is a plain function: its parameters before the ``*`` are arguments, the others options.
    """
    groups: dict[str, typer.Typer] = {"": app}
    for words, command in commands.items():
        group, _, name = words.rpartition(" ")
        if group not in groups:
            told = _texts()[group]["help"]
            groups[group] = typer.Typer(cls=group_class, no_args_is_help=True, help=told)
            groups[group].callback()(_group)
            app.add_typer(groups[group], name=group)
        vars(command)["__signature__"] = _signature(command, (words, group, _SHARED))
        groups[group].command(name, help=_texts()[words]["help"])(command)


def _group() -> None:
    """Keeps a group a group: typer makes a single command of a group with one."""


def _signature(command: Callable[..., None], tables: tuple[str, ...]) -> inspect.Signature:
    """The command's own signature, each parameter with what the tables say of it, the first that does."""
    hints = get_type_hints(command)
    signature = inspect.signature(command)
    parameters: list[inspect.Parameter] = []
    for each in signature.parameters.values():
        known = (_texts().get(table, {}).get(each.name) for table in tables)
        told: dict[str, Any] | None = next(filter(None, known), None)
        hint = hints[each.name]
        if told is not None:
            option = each.kind is inspect.Parameter.KEYWORD_ONLY
            hint = Annotated[hint, _option(each.name, **told) if option else typer.Argument(**told)]
        parameters.append(each.replace(annotation=hint))
    return signature.replace(parameters=parameters)


def _option(parameter: str, names: str = "", **told: Any) -> Any:
    return typer.Option(*(names or f"--{parameter.replace('_', '-')}").split(), **told)


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("assistant.cli") / "options.toml").read_text("utf-8"))
