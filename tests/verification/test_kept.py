"""What verifying keeps does not grow with the number of fact sheets."""

from __future__ import annotations

import gc
import weakref

from assistant import verify
from assistant.facts import parse_facts

FACTS = """document: {{title: 某校工作总结, period: 2025}}
facts:
  - {{id: visits, indicator: 家访, value: {count}, unit: 户}}
"""


def test_a_sheet_long_verified_is_let_go() -> None:
    """Forty sheets later nothing holds the first, and the last one is still answered rightly."""
    first = parse_facts(FACTS.format(count=100), "表.yaml")
    assert verify("全年家访100户。", first).ok
    gone = weakref.ref(first)
    del first
    for count in range(101, 141):
        assert verify(f"全年家访{count}户。", parse_facts(FACTS.format(count=count), "表.yaml")).ok
    gc.collect()
    assert gone() is None
