"""The contrary of a fact's name bars the fact."""

from __future__ import annotations

import pytest

from assistant.domain import Level
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 澄江区市场监管局2024年工作总结, organization: 澄江区市场监管局, period: 2024}
facts:
  - {id: pass, indicator: 食品抽检合格率, value: 98.3, unit: '%'}
  - {id: seized, indicator: 不予立案线索, value: 37, unit: 条}
  - {id: out, indicator: 出口检验批次, value: 614, unit: 批}
  - {id: helped, indicator: 未就业毕业生帮扶就业率, value: 93.4, unit: '%'}
  - {id: members, indicator: 私营协会会员, value: 865, unit: 家, previous: 812}
""")
ROWS = [
    ("食品抽检合格率98.3%。", True),
    ("食品抽检不合格率98.3%。", False),
    ("持续不断提升食品抽检合格率至98.3%。", True),
    ("不予立案线索37条。", True),
    ("出口检验614批。", True),
    ("进口检验614批。", False),
    ("毕业生就业率93.4%。", True),
    ("未就业毕业生帮扶就业率为93.4%。", True),
    ("私营协会会员865家，新增53家。", True),
    ("私营协会会员增加865家。", False),
]


@pytest.mark.parametrize(("text", "right"), ROWS, ids=[row[0] for row in ROWS])
def test_the_contrary_is_another_thing(text: str, *, right: bool) -> None:
    """不 before a word of the name, the other of a pair, a stock told as an increase."""
    errors = [one for one in verify(text, SHEET).findings if one.level is Level.ERROR]
    assert (not errors) is right
