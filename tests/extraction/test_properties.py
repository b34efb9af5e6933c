"""What holds of every text: spans, order, determinism, linear cost."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.extraction import quantity_of, read_mentions

if TYPE_CHECKING:
    from types import CodeType, FrameType

PIECES = [
    "一是",
    "二",
    "三",
    "两",
    "半",
    "几",
    "数",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "零",
    "〇",
    "○",
    "点",
    "余",
    "多",
    "来",
    "近",
    "约",
    "超",
    "不少于",
    "至少",
    "个",
    "名",
    "次",
    "篇",
    "人次",
    "元",
    "万元",
    "%",
    "％",
    "‰",
    "成",
    "分之",
    "百分之",
    "个百分点",
    "倍",
    "翻",
    "番",
    "年",
    "月",
    "日",
    "号",
    "时",
    "分",
    "小时",
    "季度",
    "上半年",
    "前",
    "第",
    "首位",
    "等奖",
    "级",
    "(",
    ")",
    "（",
    "）",
    "〔",
    "〕",
    "[",
    "]",
    "《",
    "》",
    "“",
    "”",
    '"',
    "、",
    "。",
    "，",
    ",",
    ".",
    ":",
    "：",
    ";",
    "-",
    "—",
    "~",
    "～",
    "至",
    "到",
    "从",
    "/",
    "+",
    "*",
    "×",
    "x",
    "X",
    "_",
    "1",
    "2",
    "3",
    "10",
    "2025",
    "1,300",
    "3.5",
    "0",
    "０",
    "９",
    "①",
    "Ⅲ",
    "½",
    "²",
    "٣",
    "७",
    "A",
    "H5",
    "GB/T",
    "km",
    "m²",
    "截至",
    "以来",
    "起",
    "以上",
    "左右",
    "每",
    "这",
    "的",
    "了",
    "系统一",
    "统一",
    "十四五",
    "三个代表",
    "12345",
    "𝟏",
    "〡",
    "壹",
    "贰",
    "拾",
    "仟",
    "a@b.c",
    "http://a1",
    "表",
    "附件",
    "图",
    "天",
    "个半小时",
]
NUMERALS = frozenset("0123456789")


def _check(text: str) -> int:
    last = 0
    mentions = read_mentions(text)
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= mention.number_start <= mention.number_end <= mention.end
        assert mention.low is None or mention.high is None or mention.low <= mention.high
        assert not (mention.unread and mention.exempt)
        assert bool(mention.reason) == (mention.unread or mention.exempt is not None)
        quantity_of(mention)
        last = mention.end
    covered = {place for item in mentions for place in range(item.start, item.end)}
    missed = [place for place, char in enumerate(text) if char in NUMERALS and place not in covered]
    assert not missed, f"{text[missed[0] - 3 : missed[0] + 3]} in {text}"
    return len(mentions)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No crash; spans in bounds, ordered, apart; every ASCII digit in a mention."""
    _check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=300)
def test_any_heap_of_numerals_is_read(text: str) -> None:
    """The same of texts made of what the grammar knows."""
    _check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_reading_is_deterministic(text: str) -> None:
    """Twice the same text, twice the same mentions."""
    assert read_mentions(text) == read_mentions(text)


def test_twenty_thousand_random_texts_are_read() -> None:
    """Mixtures of grammar and of any characters of Unicode."""
    rng = random.Random(20251231)  # noqa: S311 - a reproducible fuzz, no secret
    ranges = ((32, 127), (0x4E00, 0x9FFF), (0x2000, 0x3400), (0x10000, 0x1FFFF))
    found = 0
    for _ in range(20000):
        pieces = [
            rng.choice(PIECES) if rng.random() < 0.9 else chr(rng.randrange(*rng.choice(ranges)))
            for _ in range(rng.randrange(1, 14))
        ]
        found += _check("".join(pieces))
    assert found > 20000


def _work(text: str) -> int:
    """Calls of the package's functions while ``text`` is read, a measure that no clock disturbs."""
    calls = 0
    codes: dict[CodeType, bool] = {}

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        code = frame.f_code
        if event == "call" and codes.setdefault(code, "extraction" in code.co_filename):
            calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_mentions(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        *PIECES,
        "一、",
        "1.",
        "1,",
        "“一",
        "((",
        "第一",
        "1-",
        "1:",
        "1/",
        "百分之",
        "a1 ",
        "每",
        "1 000 ",
    ],
)
def test_the_cost_grows_with_the_length(unit: str) -> None:
    """Four times the text costs at most about four times the work, whatever it is made of."""
    short, long = unit * (1000 // len(unit)), unit * (4000 // len(unit))
    read_mentions(short)
    assert _work(long) <= 5 * _work(short) + 200


@pytest.mark.parametrize("char", [*"1一百万几第(“《A_.,:/+-~*x ①", "1,", "一、", "2025"])
def test_long_runs_of_one_character_are_read(char: str) -> None:
    """Thirty thousand of a kind neither hang nor crash."""
    text = char * (30_000 // len(char))
    assert all(text[item.start : item.end] == item.text for item in read_mentions(text))


def test_the_users_own_terms_are_no_claims() -> None:
    """``document.terms`` of the facts file: their numerals are exempt, others are not."""
    text = "实施1413工程3项,推进九龙口项目"
    own = [
        item.text for item in read_mentions(text, terms=("1413工程", "九龙口项目")) if item.exempt
    ]
    assert own == ["1413工程", "九龙口项目"]
    assert [item.exempt for item in read_mentions("实施1413工程")] == [None]
    assert read_mentions("3项", terms=("没有数字",))[0].exempt is None
