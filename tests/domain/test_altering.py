"""Records made anew with some of their fields changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Fact, altered
from assistant.domain.mention import PartialDate


def test_a_changed_record_is_one_made_anew() -> None:
    """All other fields are the old one's, the old one stays, and neither can be written."""
    fact = Fact("articles", ("媒体发稿",), unit="篇")
    made = altered(fact, unit="条", rank=3)
    assert made == replace(fact, unit="条", rank=3)
    assert (fact.unit, fact.rank) == ("篇", None)
    assert altered(PartialDate(month=7), year=2024) == PartialDate(2024, 7)
    with pytest.raises(AttributeError):
        made.unit = "篇"  # type: ignore[misc]
