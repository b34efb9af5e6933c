"""Shared fixtures: the folders that ship with the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine: a red run can be repeated, a green one is no luck.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the samples of the person who runs it."""
    monkeypatch.setattr(
        "platformdirs.user_data_dir", lambda *_, **__: str(tmp_path_factory.getbasetemp() / "data")
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


def pytest_make_parametrize_id(val: object) -> str | None:
    """Rows of sentences name their tests themselves: in their own script, not in escapes."""
    name = getattr(val, "test_id", None)
    return name if isinstance(name, str) else None
