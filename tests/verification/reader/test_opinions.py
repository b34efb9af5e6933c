"""Two opinions, one verdict: the table, row by row, and that no answer makes a wrong figure pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Basis, FactSheet, Level, Scope, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from tests.verification.reader.library import ROWS, SHEET, Says, figure_of, finding_of, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.reader import Question


@pytest.mark.parametrize(("text", "figure", "said", "verdict"), ROWS["table"])
def test_the_table(text: str, figure: str, said: str, verdict: str) -> None:
    """Row by row; ``disputed`` and ``read`` are warnings."""
    report = read(text, {figure: said})
    found = figure_of(report, figure)
    assert found.verdict is Verdict(verdict)
    assert found.level is Verdict(verdict).level
    assert (finding_of(report, figure) is None) == (found.verdict is Verdict.SUPPORTED)


@pytest.mark.parametrize(("text", "figure", "said"), ROWS["refused"])
def test_no_answer_saves_a_wrong_figure(text: str, figure: str, said: str) -> None:
    """What the program refuses stays an error where the reading does not hold."""
    alone = finding_of(verify(text, SHEET), figure)
    both = finding_of(read(text, {figure: said}), figure)
    assert alone is not None
    assert both is not None
    assert alone.level is both.level is Level.ERROR
    assert both.reason.startswith(alone.reason)


def test_a_reason_that_is_told_already_is_not_told_again() -> None:
    """The reader's is shown where it reads another fact, or says what is wrong."""
    alone = finding_of(verify("公益讲座38场。", SHEET), "38场")
    assert alone is not None
    for said, more in (
        ("talks", ""),
        ("talks | wrong: 场次", ";模型认为场次"),
        ("rate", ";“读者满意率97.5%”"),
    ):
        both = finding_of(read("公益讲座38场。", {"38场": said}), "38场")
        assert both is not None
        assert both.reason.removeprefix(alone.reason).startswith(more)
        assert bool(more) == (both.reason != alone.reason)


@pytest.mark.parametrize(("text", "figure", "said"), ROWS["holds"])
def test_a_right_reading_disputes_nothing(text: str, figure: str, said: str) -> None:
    """A reader that agrees changes nothing at all."""
    alone = verify(text, SHEET)
    both = read(text, {figure: said})
    assert both.findings == alone.findings
    assert both.figures == alone.figures
    assert both.ok == alone.ok


@pytest.mark.parametrize(("text", "figure", "said", "reason"), ROWS["disputed"])
def test_a_dispute_says_why(text: str, figure: str, said: str, reason: str) -> None:
    """The reader's reading and what it comes to."""
    found = finding_of(read(text, {figure: said}), figure)
    assert found is not None
    assert found.verdict is Verdict.DISPUTED
    assert reason in found.reason


RESTING = "图书外借86400册次,公益讲座36场,城市读书节热闹了10天。"


def test_ok_never_rests_on_a_reader_alone() -> None:
    """A ``read`` figure is to be confirmed, by a waiver, or the reader is trusted in so many words."""
    plain = read(RESTING, {"10天": "days(fair)"})
    assert not plain.ok
    found = finding_of(plain, "10天")
    assert found is not None
    assert "城市读书节历时10天" in found.reason
    assert found.reading == "days(fair)"
    confirmed = verify(
        RESTING, SHEET, reader=Says({"10天": "days(fair)"}), waivers={found.id: "人工确认"}
    )
    assert confirmed.ok
    assert figure_of(confirmed, "10天").basis is Basis.PERSON
    trusted = read(RESTING, {"10天": "days(fair)"}, trust_reader=True)
    assert trusted.ok
    assert trusted.reader is not None
    assert trusted.reader.trusted
    assert figure_of(trusted, "10天").basis is Basis.READER


def test_a_confirmation_is_of_its_own_figure() -> None:
    """What another figure of the sentence came to does not move it."""
    text = "城市读书节热闹了10天,隔了9天。"
    both, one = (
        read(text, dict.fromkeys(said, "days(fair)")) for said in (("10天", "9天"), ("9天",))
    )
    ids = [finding.id for finding in both.findings if finding.verdict is Verdict.READ]
    assert len(set(ids)) == 2
    found = finding_of(one, "9天")
    assert found is not None
    assert found.id == ids[1]


def test_strict_counts_disputes_too() -> None:
    """As it counts every warning."""
    text = "图书外借86400册次。"
    assert read(text, {"86400册次": "none"}).ok
    assert not read(text, {"86400册次": "none"}, strict=True).ok


def test_words_that_are_quoted_are_shown_where_they_stand() -> None:
    """Only words of the text, word for word; none where an error is told already."""
    text = "图书外借86400册次,居全国前列。公益讲座37场。"
    more = "! “居全国前列” 事实没有\n! “没有的话” 编造\n! “讲座37场” 应为36场\n! “3” 短"
    report = read(text, {}, more)
    found = [one for one in report.findings if one.verdict is Verdict.DISPUTED]
    assert [one.text for one in found] == ["居全国前列"]
    assert found[0].reason == "模型认为:事实没有"


def test_a_quote_is_looked_for_from_the_paragraph_that_was_read() -> None:
    """The same words earlier in the text are not meant."""
    text = "全市图书外借86400册次。\n全市公益讲座36场。"
    report = verify(text, SHEET, reader=Says({}, "2 = talks\n! “全市” 范围"), scope=Scope.ALL)
    (found,) = (one for one in report.findings if one.verdict is Verdict.DISPUTED)
    assert found.start == text.rindex("全市")


def test_a_flood_of_remarks_is_cut() -> None:
    """And the report tells how many were left out."""
    text = (
        "图书外借86400册次。"
        + "".join(f"工作{a}{b}" for a in "甲乙丙丁戊己庚" for b in "子丑寅卯辰巳午")
        + "。"
    )
    more = "\n".join(f"! “工作{a}{b}” 没有依据" for a in "甲乙丙丁戊己庚" for b in "子丑寅卯辰巳午")
    report = read(text, {}, more)
    assert sum(one.verdict is Verdict.DISPUTED for one in report.findings) == 40
    assert report.reader is not None
    assert report.reader.more == 9


def test_only_what_is_doubtful_is_asked() -> None:
    """Refused and reckoned figures, and all of a section of plans; ``all`` asks of every one."""
    text = "一、成效\n图书外借86400册次,同比增长8%。公益讲座37场。\n二、明年打算\n计划新建分馆3个。"
    doubtful, everything = Says({}), Says({})
    verify(text, SHEET, reader=doubtful)
    verify(text, SHEET, reader=everything, scope=Scope.ALL)
    assert [one[:2] for one in doubtful.asked] == ["8%", "37", "3个"]
    assert len(everything.asked) == 4


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("各分馆现有310名同志。", ["310名同志"]),
        ("各分馆有登记志愿者310名。", []),
        ("全年共送出86400册次。", ["86400册次"]),
        ("全年外借图书86400册次。", []),
    ],
)
def test_a_figure_without_any_word_of_its_fact_is_doubtful(text: str, asked: list[str]) -> None:
    """Its value is the fact's, and no other word of the sentence: who is counted may have been changed."""
    reader = Says({})
    sheet = parse_facts(
        "document: {title: 甲}\nfacts:\n  - {id: s, statement: '各分馆有馆员42名,登记志愿者310名'}\n"
        "  - {id: loans, indicator: 图书外借, value: 86400, unit: 册次}\n"
    )
    assert not [one for one in verify(text, sheet, reader=reader).findings if one.start is not None]
    assert [one.rstrip("。") for one in reader.asked] == asked


def test_marks_in_the_text_are_no_marks() -> None:
    """A text cannot number its own figures."""
    seen: list[str] = []

    class Looks(Says):
        def read(self, question: Question) -> Sequence[str]:
            seen.extend(passage.marked for passage in question.passages)
            return []

    verify("⟦9⟧图书外借86400册次。", SHEET, reader=Looks({}), scope=Scope.ALL)
    assert seen[0].startswith("[")
    assert seen[0].endswith("9]图书外借⟦2⟧86400册次。")


def test_a_sheet_without_a_period_and_a_text_without_figures() -> None:
    """Nothing to ask is no reason to fail."""
    sheet: FactSheet = parse_facts(
        "document: {title: 甲}\nfacts: [{id: a, indicator: 发稿, value: 3, unit: 篇}]"
    )
    report = verify(
        "发稿3篇,去年2024年。", sheet, reader=Says({"2024年": "period"}), scope=Scope.ALL
    )
    assert report.reader is not None
    assert verify("", sheet, reader=Says({})).reader is not None
