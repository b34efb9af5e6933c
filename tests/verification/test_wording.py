"""Names of honours and events, with their levels and ordinals, against the facts' own."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, sheet_of

SHEET = sheet_of(
    "id: prize, statement: '获省级文明单位、省级先进集体,2025年5月6日挂牌'",
    "id: fair, event: 第3届农产品博览会, date: {from: 2025-05, to: 2025-06}",
    "id: twice, statement: '获省级平安单位称号,复评市级平安单位称号'",
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("我局获省级文明单位、全省先进集体。", None),
        ("我局获国家级文明单位。", "国家级"),
        ("举办第三届农产品博览会。", None),
        ("举办第4届农产品博览会。", "第4届"),
        ("获省级平安单位称号。", None),
        ("获市级平安单位称号。", None),
    ],
)
def test_names_are_held_against_the_facts(text: str, wrong: str | None) -> None:
    """Another level or ordinal is a finding; an honour held at two levels is right at either."""
    found = [(one.text, one.verdict) for one in findings(text, SHEET)]
    assert found == ([] if wrong is None else [(wrong, Verdict.CONTRADICTED)])
