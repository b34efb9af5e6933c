"""A first or an absolute that no fact supports."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import findings, sheet_of, told

FOUND = [
    ("首次举办档案开放日。", "首次", "没有事实"),
    ("专职档案员48名，全省唯一。", "唯一", "没有事实"),
    ("余下工程全部建成。", "全部", "没有事实"),
    ("第一批工程全部建成。", "全部", "没有事实"),
    ("项目62个，全部完工。", "全部", "没有事实"),
    ("首次申请到专项经费。", "首次", "没有事实"),
    ("在全市率先推行电子阅档。", "全市率先", "没有事实"),
    ("档案工作考核位居全市第三名，前所未有。", "前所未有", "没有事实"),
    ("建成全省首座数字阅档楼。", "全省首座", "没有事实"),
    ("开放规模为历年之最。", "历年之最", "没有事实"),
    ("在全县第一个挂牌。", "全县第一个", "没有事实"),
    ("国内面积最大的库房投入使用。", "国内面积最大", "没有事实"),
]
SILENT = [
    "首次执行案件增多。",
    "党员干部率先垂范。",
    "辩护全覆盖稳步推进。",
    "增速高于全部投资。",
    "余下14条全部落实。",
    "12个断面全部达标。",
    "税费占全部收入的比重上升。",
    "17个站点实现全覆盖。",
    "把安全放在首位。",
    "全县最低生活保障对象逐户建档。",
    "入选全省“十大最美档案馆”。",
    "在全市最大限度方便群众。",
]
FIRST = [
    ("开放档案5470卷，工作平稳。", "5470卷", Verdict.CONTRADICTED),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_it_needs_a_fact(text: str, words: str, reason: str) -> None:
    """首次, 唯一 and the like are told as warnings."""
    found = [one for one in findings(text) if one.verdict is Verdict.SUPERLATIVE]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_terms_that_hold_one_claim_none(text: str) -> None:
    """Terms of offices, and 全部 as a plain determiner."""
    assert told(text, Verdict.SUPERLATIVE) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_figures_are_judged_on_their_own(text: str, words: str, verdict: Verdict) -> None:
    """A wrong figure is no superlative."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]


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


STAGE = sheet_of("id: sale, statement: 文创收入首次突破千万元")


@pytest.mark.parametrize(
    ("text", "found"),
    [("文创收入首次过千万。", []), ("首次输出展览。", ["首次"])],
)
def test_a_fact_backs_the_word_only_of_what_it_speaks_of(text: str, found: list[str]) -> None:
    """首次 in one fact does not let every 首次 pass."""
    report = verify(text, STAGE)
    assert [one.text for one in report.findings if one.verdict is Verdict.SUPERLATIVE] == found
