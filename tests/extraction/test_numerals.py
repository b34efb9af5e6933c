"""Chinese numerals: reading, writing and the round trip."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extraction import parse_chinese_number, render_chinese_number, render_scaled
from assistant.extraction.numerals import read_chinese


@pytest.mark.parametrize(
    ("run", "low", "high", "step"),
    [
        ("零", 0, 0, 1),
        ("十", 10, 10, 1),
        ("十五", 15, 15, 1),
        ("三百二", 320, 320, 1),
        ("三千五", 3500, 3500, 1),
        ("三万五", 35000, 35000, 1),
        ("三亿五", 350000000, 350000000, 1),
        ("一百零五", 105, 105, 1),
        ("三千零二十", 3020, 3020, 1),
        ("一万二千亿", 1200000000000, 1200000000000, 100000000),
        ("二〇二二", 2022, 2022, 1),
        ("壹万贰仟", 12000, 12000, 1),
        ("廿三", 23, 23, 1),
        ("卅", 30, 30, 1),
        ("三十二点五", "32.5", "32.5", "0.1"),
        ("一点五亿", 150000000, 150000000, 10000000),
        ("三四十", 30, 40, 1),
        ("十七八", 17, 18, 1),
        ("五六千万", 50000000, 60000000, 10000),
        ("三五", 3, 5, 1),
    ],
)
def test_runs_are_read(run: str, low: object, high: object, step: object) -> None:
    """Value, range and last place of a run of numeral characters."""
    numeral = read_chinese(run)
    assert numeral is not None
    assert numeral == (Decimal(str(low)), Decimal(str(high)), Decimal(str(step)))


@pytest.mark.parametrize(
    "run",
    [
        "百千",
        "十百",
        "一百二十三四百",
        "三零",
        "点五",
        "三点",
        "一十百",
        "二三十百",
        "万亿亿二万三亿",
        "零三零百",
        "五三百",
        "一二" * 20,
    ],
)
def test_runs_that_make_no_number_are_refused(run: str) -> None:
    """A run out of order, cut off or overlong gives no number, or one that is no crash."""
    numeral = read_chinese(run)
    assert numeral is None or numeral.low <= numeral.high


@pytest.mark.parametrize(
    "run", ["百千", "百千万", "一十百", "点五", "一百二千", "五三百", "一二" * 20]
)
def test_refused_runs(run: str) -> None:
    """These give none at all."""
    assert read_chinese(run) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "零"),
        ("10", "十"),
        ("12", "十二"),
        ("20", "二十"),
        ("110", "一百一十"),
        ("115", "一百一十五"),
        ("455", "四百五十五"),
        ("1005", "一千零五"),
        ("1015", "一千零一十五"),
        ("10856", "一万零八百五十六"),
        ("100000", "十万"),
        ("305300000", "三亿零五百三十万"),
        ("12.50", "十二点五零"),
        ("-3", "负三"),
    ],
)
def test_numbers_are_written(value: str, text: str) -> None:
    """The written form is the one that offices use, and reads back."""
    assert render_chinese_number(Decimal(value)) == text
    assert parse_chinese_number(text) == Decimal(value)


@given(st.integers(0, 10**12 - 1), st.integers(0, 2))
def test_writing_and_reading_are_inverse(number: int, places: int) -> None:
    """Every number below a trillion, with up to two decimals, survives the round trip."""
    value = Decimal(number).scaleb(-places)
    assert parse_chinese_number(render_chinese_number(value)) == value


@pytest.mark.parametrize("text", ["", "负", "三四十", "三百个", "abc", "百千"])
def test_what_is_no_single_number_parses_to_none(text: str) -> None:
    """Ranges, units and nonsense are no number."""
    assert parse_chinese_number(text) is None


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        ("12000", "万", "1.2万"),
        ("150000000", "亿", "1.5亿"),
        ("270", "", "270"),
        ("100", "", "100"),
    ],
)
def test_numbers_in_another_scale(value: str, scale: str, text: str) -> None:
    """万 and 亿 shorten a number without trailing zeros or exponents."""
    assert render_scaled(Decimal(value), scale) == text
