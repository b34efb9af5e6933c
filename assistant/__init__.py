"""Drafts annual work summaries from a facts file and proves every figure in them.

    >>> from assistant import load_facts, verify
    >>> report = verify(text, load_facts("facts.yaml"))

The names below are loaded when first used, so that ``import assistant`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain import Document, FactSheet, Report
    from assistant.errors import AssistantError
    from assistant.extraction import read_mentions
    from assistant.facts import load_facts
    from assistant.verification import verify

__all__ = [
    "AssistantError",
    "Document",
    "FactSheet",
    "Report",
    "load_facts",
    "read_mentions",
    "verify",
]

_HOME = {
    "AssistantError": "assistant.errors",
    "Document": "assistant.domain",
    "FactSheet": "assistant.domain",
    "Report": "assistant.domain",
    "load_facts": "assistant.facts",
    "read_mentions": "assistant.extraction",
    "verify": "assistant.verification",
}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
