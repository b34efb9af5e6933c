"""Ranks and ratios from one to the other, and facts that are last year's by their words."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.claims.periods import tells_past

SHEET = parse_facts("""
document: {title: 体育局2024年总结, organization: 体育局, period: 2024}
facts:
  - {id: rank, indicator: 群众体育考核, rank: 3, among: 全省}
  - {id: rank_last, statement: 上年群众体育考核列全省第八}
  - {id: medals, indicator: 金牌数, rank: 6, among: 全省}
  - {id: ratio, statement: 教练与队员之比为1∶12.5}
  - {id: ratio_last, statement: 2023年教练与队员之比为1∶14.2}
  - {id: shape, statement: 三类场地结构为20.5∶35∶44.5}
  - {id: shape_last, statement: 上年三类场地结构为25.5∶35∶39.5}
""")
TURNED, GOOD = Verdict.WRONG_DIRECTION, Verdict.SUPPORTED
ROWS = [
    ("群众体育考核由全省第八升至第三。", "第三", GOOD),
    ("群众体育考核由第八名跃居全省第三名。", "第三名", GOOD),
    ("群众体育考核由全省第三升至第八。", "第八", TURNED),
    ("群众体育考核由全省第三降至第八。", "第八", TURNED),
    ("群众体育考核由全省第八降至第三。", "第三", TURNED),
    ("群众体育考核由全省第三升至第三。", "第三", TURNED),
    ("群众体育考核由前八名升至前三名。", "前三名", Verdict.ROUNDED),
    ("教练与队员之比由1∶14.2扩大为1∶12.5。", "1∶12.5", GOOD),
    ("教练与队员之比由1∶14.2缩小为1∶12.5。", "1∶12.5", TURNED),
    ("教练与队员之比由1∶12.5缩小为1∶14.2。", "1∶14.2", TURNED),
    ("三类场地结构由25.5∶35∶39.5调整为20.5∶35∶44.5。", "20.5∶35∶44.5", GOOD),
    ("三类场地结构由20.5∶35∶44.5调整为25.5∶35∶39.5。", "25.5∶35∶39.5", TURNED),
    ("群众体育考核由全省第八变为第三。", "第三", GOOD),
    ("群众体育考核列全省第三，金牌数列全省第六。", "第六", GOOD),
    ("群众体育考核列全省第三、金牌数列第六。", "第六", GOOD),
    ("上年群众体育考核列全省第八。", "第八", GOOD),
    ("2023年群众体育考核列全省第八。", "第八", GOOD),
]


@pytest.mark.parametrize(("sentence", "said", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_a_movement_agrees_with_its_verb_and_its_years(
    sentence: str, said: str, verdict: Verdict
) -> None:
    """The earlier figure comes first, and a rank that rises gets a smaller number."""
    figures = {figure.text: figure.verdict for figure in verify(sentence, SHEET).figures}
    assert figures[said] is verdict


def test_the_finding_covers_the_whole_movement() -> None:
    """Either of the two figures, or the verb, may be what is wrong."""
    (found,) = verify("考核位次由全省第三升至第八。", SHEET).findings[:1]
    assert found.text == "考核位次由全省第三升至第八"


def test_last_years_figure_is_not_told_as_this_years() -> None:
    """A statement that begins with 上年 proves nothing of this year."""
    figures = {one.text: one for one in verify("群众体育考核列全省第八。", SHEET).figures}
    assert figures["第八"].verdict in {Verdict.MISATTRIBUTED, Verdict.WRONG_PERIOD}


@pytest.mark.parametrize(
    ("words", "year", "past"),
    [
        ("上年列第八", 2024, True),
        ("较上年前移5位", 2024, False),
        ("2023年列第八", 2024, True),
        ("2023年以来办赛42场", 2024, False),
        ("比2023年多6场", 2024, False),
        ("2023年列第八", None, False),
        ("同期办赛12场", 2024, False),
        ("2020年列第八", 2024, False),
    ],
)
def test_words_of_last_year(words: str, year: int | None, past: bool) -> None:
    """What is only compared with last year is not last year's."""
    assert tells_past(words, year) is past
