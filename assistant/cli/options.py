"""The commands as typer takes them: what they and their options say of themselves stands in options.toml."""

from __future__ import annotations

import inspect
import tomllib
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, cast, get_type_hints

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
    A parameter that is a dataclass stands for options, one for each of its fields that the command's
    table lists under the parameter's name, or describes.
    """
    groups: dict[str, typer.Typer] = {"": app}
    for words, command in commands.items():
        group, _, name = words.rpartition(" ")
        if group not in groups:
            told = _texts()[group]["help"]
            groups[group] = typer.Typer(cls=group_class, no_args_is_help=True, help=told)
            groups[group].callback()(_group)
            app.add_typer(groups[group], name=group)
        taken = _as_typer_takes(command, (words, group, _SHARED))
        groups[group].command(name, help=_texts()[words]["help"])(taken)


def _group() -> None:
    """Keeps a group a group: typer makes a single command of a group with one."""


def _as_typer_takes(command: Callable[..., None], tables: tuple[str, ...]) -> Callable[..., None]:
    """The command with what the tables say of each parameter, the first that says anything."""
    hints = get_type_hints(command)
    parameters: list[inspect.Parameter] = []
    packed: dict[str, tuple[Callable[..., object], list[str]]] = {}
    for each in inspect.signature(command).parameters.values():
        kind = hints[each.name]
        if not is_dataclass(kind):
            parameters.append(_described(each, kind, tables))
            continue
        kinds = get_type_hints(kind)
        listed = _said(each.name, tables) or _texts()[tables[0]]
        offered = [field for field in fields(kind) if field.name in listed]
        packed[each.name] = cast("type", kind), [field.name for field in offered]
        for field in offered:
            option = each.replace(name=field.name, default=field.default)
            parameters.append(_described(option, kinds[field.name], tables))

    def run(**given: Any) -> None:
        for name, (make, names) in packed.items():
            given[name] = make(**{each: given.pop(each) for each in names})
        command(**given)

    vars(run)["__signature__"] = inspect.Signature(parameters)
    return run


def _described(each: inspect.Parameter, kind: Any, tables: tuple[str, ...]) -> inspect.Parameter:
    told = _said(each.name, tables)
    if told is None:
        return each.replace(annotation=kind)
    option = each.kind is inspect.Parameter.KEYWORD_ONLY
    said = _option(each.name, **told) if option else typer.Argument(**told)
    return each.replace(annotation=Annotated[kind, said])


def _said(name: str, tables: tuple[str, ...]) -> Any:
    """What the first table that knows the name says of it; None where none does."""
    known = (_texts().get(table, {}).get(name) for table in tables)
    return next(filter(None, known), None)


def _option(parameter: str, names: str = "", **told: Any) -> Any:
    return typer.Option(*(names or f"--{parameter.replace('_', '-')}").split(), **told)


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("assistant.cli") / "options.toml").read_text("utf-8"))
