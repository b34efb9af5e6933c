"""A first or an absolute that no fact supports."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import findings, sheet_of, told

BEST = sheet_of(
    "id: best, indicator: 安全生产考核, rank: 1, among: 全市",
    "id: a, indicator: 首次参评项目, value: 21, unit: 个",
    "id: b, indicator: 农村供水覆盖率, value: 100, unit: '%'",
)


def test_it_is_a_warning() -> None:
    """A text with nothing worse passes."""
    (found,) = findings("首次举办档案开放日。")
    assert found.level is Level.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "安全生产考核居全市第一名,拔得头筹。",
        "安全生产考核位居全市同行首位。",
        "安全生产考核荣登榜首。",
        "首次参评项目21个。",
        "农村供水覆盖率100%，实现全覆盖。",
    ],
)
def test_a_rank_a_word_or_a_whole_bears_it_out(text: str) -> None:
    """A first place, the fact's own word, 100 %."""
    assert told(text, Verdict.SUPERLATIVE, BEST) == []


def test_a_figure_beside_it_is_no_proof() -> None:
    """Absolutes of other clauses stay warnings."""
    text = "农村供水覆盖率100%。组织演练，无一缺席，巡查全部完成。"
    assert told(text, Verdict.SUPERLATIVE, BEST) == ["无一", "全部"]


ALL = sheet_of(
    "id: halls, indicator: 村文化礼堂, value: 84, unit: 座",
    "id: opened, indicator: 村文化礼堂延时开放, value: 61, unit: 座",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("84座村文化礼堂全部建档。", []),
        ("选址、立项、环评三项手续全部办妥。", []),
        ("手续全部办妥。", ["全部"]),
        ("延时开放的61座在全部礼堂中占72.6%。", []),
        # What is wished.
        ("让礼堂活起来，让服务领跑。", []),
        ("让支部当好排头兵。", []),
        ("让服务领跑全省。", ["领跑"]),
        ("支部当好排头兵。", ["排头兵"]),
        ("延时开放创纪录。", ["创纪录"]),
    ],
)
def test_what_is_counted_or_wished(text: str, found: list[str]) -> None:
    """全部 claims no more than the number beside it or the noun behind it, a wish nothing."""
    assert told(text, Verdict.SUPERLATIVE, ALL) == found


STAGE = sheet_of("id: sale, statement: 文创收入首次突破千万元")


@pytest.mark.parametrize(
    ("text", "found"),
    [("文创收入首次过千万。", []), ("首次输出展览。", ["首次"])],
)
def test_a_fact_backs_the_word_only_of_what_it_speaks_of(text: str, found: list[str]) -> None:
    """首次 in one fact does not let every 首次 pass."""
    report = verify(text, STAGE)
    assert [one.text for one in report.findings if one.verdict is Verdict.SUPERLATIVE] == found
