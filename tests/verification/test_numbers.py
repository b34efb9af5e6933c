"""Small steps with numbers: how they are shown, rounded, limited, and held against a fact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.domain import PartialDate
from assistant.extraction import quantity_of_value, read_mentions
from assistant.verification.claims.claims import Claim
from assistant.verification.interchange import limit_of
from assistant.verification.matching.index import index_of
from assistant.verification.matching.rounding import Agreement, agreement, rounded
from assistant.verification.messages import number
from tests.verification.verdicts.sheets import SHEET


def test_numbers_are_written_plainly() -> None:
    """No needless zeros, two decimals, and huge ones as they are."""
    assert number(Decimal("19.90")) == "19.9"
    assert number(Decimal("1E+30")) == "1" + "0" * 30
    assert number(Decimal("0.001")) == "0.001"
    assert rounded(Decimal("1E+40"), Decimal("0.01")) == Decimal("1E+40")


def test_a_figure_without_a_quantity_is_true_of_nothing() -> None:
    """A numeral that has no value agrees with no fact."""
    (mention,) = read_mentions("发文21件")
    span = (0, 5)
    claim = Claim(0, mention, mention.start, None, None, span, span, span, span, span)
    candidate = next(iter(index_of(SHEET).by_fact["staff"]))
    assert agreement(claim, candidate) is Agreement.NO


def test_a_date_without_parts_is_near_no_fact() -> None:
    """Nothing is looked up for a date that names no year, month or day."""
    assert index_of(SHEET).dates_near([PartialDate()]) == []


def test_a_range_is_no_limit() -> None:
    """4至5个 stays a range where a limit is asked for; 超过4个 becomes 4个."""
    both = quantity_of_value(Decimal(4), Decimal(5), "个")
    assert limit_of(both) == both
    one = quantity_of_value(Decimal(4), Decimal(4), "个")
    assert limit_of(one) is one
    over = replace(both, high=None, low_open=True)
    limit = limit_of(over)
    assert limit is not None
    assert (limit.low, limit.high) == (Decimal(4), Decimal(4))
