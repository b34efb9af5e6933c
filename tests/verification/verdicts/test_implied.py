"""A figure that follows though no word says so: a warning that leaves the report not ok."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import findings, sheet_of, told

SHEET = sheet_of(
    "id: posts, indicator: 核定编制, value: 420, unit: 名",
    "id: staff, indicator: 在职人员, value: 386, unit: 名",
    "id: cases, indicator: 受理申请, value: 1463, unit: 件",
    "id: closed, indicator: 办结申请, value: 1391, unit: 件",
    "id: spent, indicator: 查档经费支出, value: 71.4, unit: 万元",
    "id: turned, required: false, indicator: 库区轮转, value: 41.3, unit: 万卷, target: 48.6",
    "id: level, required: false, indicator: 东溪站最高水位, value: 52.87, unit: 米",
    "id: guard, required: false, indicator: 东溪站警戒水位, value: 50.4, unit: 米",
    "id: wares, required: false, indicator: 装具库存, value: 6820, unit: 套, partial: true, parts: [{id: own, indicator: 局本级, value: 2580}]",
)
FOUND = [
    ("核定编制420名，在职人员386名，空编34名。", "34名", "posts - staff"),
    ("受理申请1463件，查档经费支出71.4万元，摊下来是488元。", "488元", "spent ÷ cases"),
    # Of what its sentence states behind it.
    ("核定编制420名，扣去空编的34名，在职人员386名。", "34名", "posts - staff"),
    # How far what its words name is from its target, and from what the sentence told.
    ("对照目标，库区轮转欠7.3万卷。", "7.3万卷", "turned.target - turned"),
    ("东溪站最高水位52.87米，超警戒2.47米。", "2.47米", "level - guard"),
    ("装具库存6820套，局本级2580套，四个县区共4240套。", "4240套", "wares - wares/own"),
    # Of what its own words name and what its sentence told, whatever the formula.
    ("查档经费支出71.4万元，由在职人员来分是1850元。", "1850元", "spent ÷ staff"),
    ("库区轮转分给办结申请，是297卷。", "297卷", "turned ÷ closed"),
    ("在职人员386名，抵核定编制91.9%。", "91.9%", "staff ÷ posts"),
]
SILENT = [
    "核定编制420名，在职人员386名，空编36名。",
    "受理申请1463件，查档经费支出71.4万元，摊下来是498元。",
    "核定编制420名，扣去空编的36名，在职人员386名。",
    "对照目标，库区轮转欠6.3万卷。",
    "东溪站最高水位52.87米，超警戒2.87米。",
    "装具库存6820套，局本级2580套，四个县区共4420套。",
    "查档经费支出71.4万元，由在职人员来分是1580元。",
    "库区轮转分给办结申请，是279卷。",
    "在职人员386名，抵核定编制99.1%。",
    # A base of another level is none that the sheet has.
    "在职人员386名，抵全国核定编制的91.9%。",
    # Of one digit there are too few for it not to be an accident.
    "受理申请1463件，办结申请1391件，回访群众3件。",
]


@pytest.mark.parametrize(("text", "words", "formula"), FOUND)
def test_what_follows_is_shown_with_its_formula(text: str, words: str, formula: str) -> None:
    """As the facts file writes it, so that it can be taken as it stands."""
    found = [one for one in findings(text, SHEET) if one.verdict is Verdict.IMPLIED]
    assert [(one.text, one.proposal, one.level) for one in found] == [
        (words, formula, Level.WARNING)
    ]


@pytest.mark.parametrize("text", SILENT)
def test_what_does_not_follow_or_might_by_accident_is_an_error(text: str) -> None:
    """No arithmetic gives it, or so few digits that some would."""
    assert told(text, Verdict.IMPLIED, SHEET) == []
    assert any(one.level is Level.ERROR for one in findings(text, SHEET))


def test_no_report_is_ok_before_a_person_has_confirmed_it() -> None:
    """A warning, and yet not ok; with the waiver it is."""
    text = FOUND[0][0] + "受理申请1463件，办结申请1391件，查档经费支出71.4万元。"
    report = verify(text, SHEET)
    (found,) = report.findings
    assert not report.ok
    assert verify(text, SHEET, waivers={found.id: "人事台账"}).ok
