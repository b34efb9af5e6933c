"""The weights of the features by which a figure is assigned to a fact and held proved.

They stand in ``weights.toml``, each with what it says; they are set by hand; what fitting gives, docs/verifier.md tells.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files


class Weights:
    """Every weight of the data file, an attribute of its name there."""

    def __init__(self) -> None:
        text = files("assistant.verification.matching").joinpath("weights.toml").read_text("utf-8")
        for table in tomllib.loads(text).values():
            vars(self).update(table)

    def __getattr__(self, name: str) -> float:
        raise AttributeError(name)  # what the file does not have


WEIGHTS = Weights()
