"""The weights of the features by which a figure is assigned to a fact and held proved.

They stand in ``weights.toml``, each with what it says; they are set by hand; what fitting gives, docs/verifier.md tells.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight by its name in weights.toml."""

    unit: float
    time: float
    time_unsaid: float
    time_other: float
    time_whole: float
    time_missing: float
    plan: float
    plan_done: float
    plan_other: float
    contrary: float
    anchor: float
    anchor_named: float
    unmatched: float
    dimmed: float
    own_clause: float
    margin: float
    owned: float
    double: float
    better: float
    rare: float
    named: float
    kin: float
    listed: float
    exchange: float
    meant: float
    behind: float
    owner: float
    nearly_double: float
    told: float
    clear: float


def load() -> Weights:
    """The weights of the data file."""
    text = files("assistant.verification.matching").joinpath("weights.toml").read_text("utf-8")
    return Weights(
        **{name: value for table in tomllib.loads(text).values() for name, value in table.items()}
    )


WEIGHTS = load()
