"""Figures inside the words of facts count as facts."""

from __future__ import annotations

from assistant.facts import inner_figures, parse_facts


def test_claims_inside_words_are_found_with_their_fact_and_key() -> None:
    """Indicator, event, statement, field of a rank and aliases; a user's own terms are none."""
    sheet = parse_facts(
        """
document: {title: 甲, terms: [“1413”发展战略]}
facts:
  - {id: prize, indicator: 报刊类一等奖, value: 1, aliases: [前10名学生]}
  - {id: meeting, event: 召开3次推进会, date: 07-27}
  - {id: office, statement: '设2个科室,推进“1413”发展战略'}
  - {id: place, indicator: 考核, rank: 2, among: 全市12个县}
"""
    )
    found = [(one.fact, one.field, one.mention.text) for one in inner_figures(sheet)]
    assert found == [
        ("prize", "indicator", "一等奖"),
        ("prize", "aliases", "前10名"),
        ("meeting", "event", "3次"),
        ("office", "statement", "2个"),
        ("place", "among", "12个"),
    ]


def test_of_a_scope_only_a_date_with_its_month_is_a_claim() -> None:
    """8月 says when, 3个镇 and 2025年 only of whom the fact is told."""
    sheet = parse_facts("""
document: {title: 某港2025年工作总结, organization: 某港, period: 2025}
facts:
  - {id: peak, indicator: 旅客吞吐量, value: 33, unit: 万人次, scope: 2025年8月}
  - {id: towns, indicator: 浇地面积, value: 12, unit: 万亩, scope: 3个镇}
""")
    found = [(one.fact, one.field, one.mention.text) for one in inner_figures(sheet)]
    assert found == [("peak", "scope", "2025年8月")]
