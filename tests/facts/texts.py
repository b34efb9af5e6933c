"""The head of a facts file for tests, and what is told of one that cannot be used."""

from __future__ import annotations

import pytest

from assistant.errors import FactsError
from assistant.facts import parse_facts

HEAD = "document: {title: 总结, period: 2025}\nfacts:\n"


def problems(text: str, path: str = "") -> tuple[str, ...]:
    """Every problem of a text."""
    with pytest.raises(FactsError) as caught:
        parse_facts(text, path)
    return caught.value.problems
