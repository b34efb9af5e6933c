"""A second reader on one section of a draft, and what a person confirms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Finding, Level, Verdict
from assistant.errors import InputError
from assistant.facts import load_facts, parse_facts
from assistant.facts.expressions import Grammar, parse_expression
from assistant.revision.editing import edit
from assistant.revision.second import confirm, formula_of, read_section, teach
from assistant.verification import verify
from assistant.verification.reader.language import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.revision.session import Session
    from assistant.verification.reader import Question

SHEET = parse_facts(
    "document: {title: 甲}\nfacts:\n  - {id: a, indicator: 稿件, value: 90, unit: 篇, previous: 60, target: 80, "
    "parts: [{id: x, indicator: 国家级, value: 90}]}\n  - {id: s, statement: 有分馆7个}\n"
)


class Says:
    """A reader that gives every figure the same reading."""

    name = "试读"

    def __init__(self, said: str) -> None:
        self.said = said
        self.seen: list[str] = []

    def read(self, question: Question) -> Sequence[str]:
        """A line for each figure."""
        self.seen = [passage.text for passage in question.passages if passage.marks]
        return [f"{n} = {self.said}" for passage in question.passages for n, _ in passage.marks]


def test_a_section_is_read_and_a_reading_confirmed(session: Session) -> None:
    """The facts file learns the formula; the history keeps who let it stand."""
    edit(session, "problems", "全县国家级和省级之外的媒体还登了166篇,两头相抵另有70篇。")
    said = "articles/municipal - articles/national"
    reader = Says(said)
    found = read_section(session.checked, "problems", reader)
    assert [text[:6] for text in reader.seen] == ["全县国家级和"]
    read = next(one for one in found if one.verdict is Verdict.READ)
    assert read.text.endswith("70篇")
    assert confirm(session, read, "两头相抵另有") in session.sheet.by_id
    assert session.sheet.facts[-1].formula == "articles/municipal - articles/national"
    assert dict(session.draft.waivers)[read.id] == f"人工确认:{said}"
    assert "# 含网络媒体" in Path(session.sheet.path).read_text("utf-8")


FORMULAS = [
    ("a - a.previous", "a - a.previous"),
    ("a.increase", "a - a.previous"),
    ("a.growth × 2", "(a - a.previous) ÷ a.previous × 2"),
    ("a.completion + a.times", "a ÷ a.target + a ÷ a.previous"),
    ("a/x.share + 1", "a/x ÷ a + 1"),
    ("a.share + 1", None),
    ("s#1 + a", None),
    ("a.rank + a", None),
]


@pytest.mark.parametrize(("said", "formula"), FORMULAS)
def test_a_reading_as_a_formula(said: str, formula: str | None) -> None:
    """Derived values are written out; what no formula may hold is none."""
    expression = parse_expression(said, Grammar(SHEET.by_id, FIELDS, (), inner=True))
    assert formula_of(expression, SHEET) == formula


def reading(text: str, said: str | None, verdict: Verdict = Verdict.READ) -> Finding:
    """A finding on the text."""
    return Finding(
        "1", 0, len(text), text, verdict, None, Level.WARNING, "", f"两头相抵{text}", reading=said
    )


TOLD = [
    ("30篇", "a - a.previous", {"unit": "篇", "formula": "a - a.previous", "name": "两头相抵"}),
    ("五成", "(a - a.previous) / a.previous", {"unit": "%"}),
    ("0.01万篇", "a + a.previous - a.previous + a.previous - a.previous", {"unit": "万篇"}),
    ("1.50倍", "a / a.previous", {"unit": "倍"}),
]


@pytest.mark.parametrize(("text", "said", "told"), TOLD)
def test_the_new_fact_is_told_as_the_figure_is(
    tmp_path: Path, text: str, said: str, told: dict[str, str]
) -> None:
    """Unit, scale and decimals of the figure; the words before it are its name."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        "document: {title: 甲}\nfacts:\n  - {id: a, indicator: 稿件, value: 90, unit: 篇, previous: 60}\n",
        "utf-8",
    )
    fact = teach(load_facts(path), reading(text, said)).facts[-1]
    assert fact.unit == told["unit"]
    assert fact.name == told.get("name", "两头相抵")
    assert not fact.required


def test_one_value_of_a_fact_becomes_its_alias(tmp_path: Path) -> None:
    """The words that the figure stands behind are another name of it."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        "document: {title: 甲}\nfacts:\n  - {id: a, indicator: 稿件, value: 90, unit: 篇}\n",
        "utf-8",
    )
    assert teach(load_facts(path), reading("90篇", "a"), "登了").by_id["a"].aliases == ("登了",)


def test_what_cannot_be_confirmed_is_refused(tmp_path: Path) -> None:
    """Another verdict, no file, no name, a reading that is no arithmetic."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        "document: {title: 甲}\nfacts:\n  - {id: a, indicator: 稿件, value: 90, unit: 篇}\n",
        "utf-8",
    )
    sheet = load_facts(path)
    with pytest.raises(InputError, match="不是“模型读作”"):
        teach(sheet, reading("9篇", None, Verdict.DISPUTED))
    with pytest.raises(InputError, match="没有事实表文件"):
        teach(SHEET, reading("9篇", "a"))
    with pytest.raises(InputError, match="没有可作名称的词"):
        teach(
            sheet,
            Finding("1", 0, 2, "9篇", Verdict.READ, None, Level.WARNING, "", "9篇", reading="a"),
        )
    with pytest.raises(InputError, match="没有可作名称的词"):
        teach(sheet, reading("5篇", "a.increase"))
    with pytest.raises(InputError, match="不是一个确切的数"):
        teach(sheet, reading("9天多", "days(a)"))


CONFIRMED = [
    ("活动热闹了10天。", "10天", "days(c)", "value: 10"),
    ("名次比上年靠前了3位。", "3位", "rank(b) - rank(a)", "value: 3"),
    ("书房15间。", "15间", "s#2", "value: 15"),
    ("两项的名次相差3个位次。", "3个位次", "rank(b) - rank(a)", "value: 3"),
    ("两头相抵富余30篇。", "30篇", "a - a.previous", "formula: a - a.previous"),
]


@pytest.mark.parametrize(("text", "figure", "said", "written"), CONFIRMED)
def test_what_was_confirmed_is_proved_without_a_reader(
    tmp_path: Path, text: str, figure: str, said: str, written: str
) -> None:
    """The next time the program alone knows it, and the fact says where it comes from."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        "document: {title: 甲, period: 2025}\nfacts:\n"
        "  - {id: a, indicator: 稿件, value: 90, unit: 篇, previous: 60, rank: 2, among: 全市}\n"
        "  - {id: b, indicator: 信息, value: 40, unit: 条, rank: 5, among: 全市}\n"
        "  - {id: c, event: 读书节, date: {from: 04-18, to: 04-27}}\n"
        "  - {id: s, statement: 有分馆7个、流动服务点15个}\n",
        "utf-8",
    )
    sheet = load_facts(path)
    before = next(each for each in verify(text, sheet).findings if each.text.endswith(figure))
    name = "" if before.text == figure else text[:2]  # the finding holds the words before it
    taught = teach(sheet, replace(before, verdict=Verdict.READ, reading=said), name)
    assert written in path.read_text("utf-8")
    assert "经人确认" in taught.facts[-1].source
    found = next(each for each in verify(text, taught).figures if each.text == figure)
    assert (found.verdict, found.level) == (Verdict.SUPPORTED, None)
