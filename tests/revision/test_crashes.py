"""A program that is killed loses nothing that it told as saved."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture(scope="module")
def killing(root: Path) -> ModuleType:
    """The scripted revision and its killing, shared with the benchmark."""
    spec = importlib.util.spec_from_file_location("killing", root / "benchmarks" / "revision.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(10))
def test_a_kill_at_any_moment_loses_nothing(killing: ModuleType, tmp_path: Path, seed: int) -> None:
    """After kill -9 the draft opens, holds every saved step, and goes on."""
    assert killing.kill_once(tmp_path, seed) >= 1
