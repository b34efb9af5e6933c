"""The records of verification are made once and never written again."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from typing import Any

import pytest

import assistant.verification


def records() -> list[type[Any]]:
    """Every dataclass that a module of the package defines."""
    package = assistant.verification
    names = (one.name for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
    modules = [importlib.import_module(name) for name in names]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and dataclasses.is_dataclass(kind)
        and kind.__module__ == module.__name__
    ]


@pytest.mark.parametrize("record", records(), ids=lambda kind: kind.__qualname__)
def test_a_record_is_frozen(record: type[Any]) -> None:
    """No record of verification can be written after it is made, and none has room for more."""
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)


def test_the_records_of_each_step_are_among_them() -> None:
    """The walk finds what the steps hand on."""
    names = {kind.__name__ for kind in records()}
    assert {"Claim", "Sight", "Candidate", "FactWords", "Reading", "Binding", "Case"} <= names
