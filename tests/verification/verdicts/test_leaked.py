"""What comes from a style sample: the verdict; the search itself is in test_leaks."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import SHEET

SAMPLE = (
    "石桥县全年组织开展兰台夜话宣讲活动187场次，深受广大人民群众的热烈欢迎和普遍好评。"
    "县档案馆接待查档群众3276人次。全年为群众找回工龄材料近70余份。"
)
OTHER = "坚持条块结合、上下联动、齐抓共管、久久为功。"


def _leaked(text: str, **samples: str) -> list[tuple[str, str | None]]:
    report = verify(text, SHEET, samples=samples or {"旧稿": SAMPLE})
    return [(one.text, one.sample) for one in report.findings if one.verdict is Verdict.LEAKED]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今年组织开展兰台夜话宣讲活动187场次。", "187场次"),
        ("学习借鉴石桥县的经验。", "石桥县"),
        (
            "活动深受广大人民群众的热烈欢迎和普遍好评，今年再开夜校。",
            "深受广大人民群众的热烈欢迎和普遍好评",
        ),
    ],
)
def test_figures_names_and_phrases_are_told_with_their_sample(text: str, words: str) -> None:
    """One of each kind."""
    assert any(words in found and sample == "旧稿" for found, sample in _leaked(text))


@pytest.mark.parametrize(
    "text",
    ["接待查档群众3276人次。", "专职档案员48名。", "云岭县档案局工作平稳。", ""],
)
def test_what_the_facts_have_is_ones_own(text: str) -> None:
    """Also where the sample has the same."""
    assert _leaked(text) == []


def test_without_samples_nothing_leaks() -> None:
    """The figure is then merely unsupported."""
    report = verify("今年组织开展宣讲活动187场次。", SHEET)
    figure = report.figures[0]
    assert figure.verdict is Verdict.UNSUPPORTED
    assert _leaked("今年组织开展宣讲活动187场次。", 别稿=OTHER) == []


def test_a_leak_comes_before_what_the_facts_say() -> None:
    """The figure's verdict is the leak, though it is unsupported too; it is an error."""
    report = verify("今年组织开展兰台夜话宣讲活动187场次。", SHEET, samples={"旧稿": SAMPLE})
    assert [one.verdict for one in report.figures] == [Verdict.LEAKED]
    assert report.figures[0].level is Level.ERROR
    assert not report.ok
