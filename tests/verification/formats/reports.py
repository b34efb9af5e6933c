"""Reports made by hand: one of everything, a clean one, an empty one."""

from __future__ import annotations

from typing import Any

from assistant.domain import (
    Coverage,
    Exemption,
    ExemptMention,
    Figure,
    Finding,
    Level,
    Report,
    Verdict,
)
from assistant.facts import parse_facts

TEXT = "某县2025年总结\n市委:\n一、成效\n(一)宣传。全县发稿455篇,其中省级<媒体>166篇,首次居第三名。\n增长13.2%。\n某某局\n2025年12月30日"


def at(words: str) -> tuple[int, int]:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def finding(words: str, verdict: Verdict, **more: Any) -> Finding:
    """A finding on words of the text; none of them for one without a place."""
    start, end = at(words) if words else (None, None)
    level = verdict.level or Level.ERROR
    values = {"fact": None, "reason": f"{verdict.value} 的说明", "sentence": "某句"} | more
    return Finding(
        id=f"id-{verdict.value}",
        start=start,
        end=end,
        text=words,
        verdict=verdict,
        level=level,
        **values,
    )


def report() -> Report:
    """One of everything."""
    swapped = finding(
        "166篇",
        Verdict.MISATTRIBUTED,
        fact="articles/provincial",
        expected="193篇",
        advice="请核对",
        sample="去年总结",
    )
    first = finding("首次", Verdict.SUPERLATIVE)
    unused = finding("", Verdict.UNUSED, fact="ranking")
    waived = finding("第三名", Verdict.CONTRADICTED, fact="ranking")
    return Report(
        ok=False,
        coverage=Coverage(mentions=8, checked=5, exempt=1, waived=2, findings=3),
        figures=(
            Figure(*at("2025年"), "2025年", Verdict.SUPPORTED),
            Figure(*at("455篇"), "455篇", Verdict.SUPPORTED, fact="articles"),
            Figure(
                *at("166篇"),
                "166篇",
                Verdict.MISATTRIBUTED,
                fact="articles/provincial",
                level=Level.ERROR,
                reason=swapped.reason,
                formula="一个算式",
            ),
            Figure(
                *at("第三名"), "第三名", Verdict.CONTRADICTED, level=Level.ERROR, waived="口径不同"
            ),
            Figure(
                *at("13.2%"),
                "13.2%",
                Verdict.DERIVED,
                fact="articles.growth",
                formula="(455−402)÷402×100%≈13.2%",
            ),
        ),
        findings=(swapped, first, unused),
        exempt=(ExemptMention(*at("一、"), "一、", Exemption.ENUM, "标题序号"),),
        waived=((waived, "口径不同"), (finding("", Verdict.UNUSED, fact="late"), "领导同意")),
    )


CLEAN = Report(
    ok=True,
    coverage=Coverage(1, 1, 0, 0, 0),
    figures=(Figure(*at("455篇"), "455篇", Verdict.SUPPORTED, fact="articles"),),
    findings=(),
    exempt=(),
)
EMPTY = Report(ok=False, coverage=Coverage(0, 0, 0, 0, 0), figures=(), findings=(), exempt=())
FACTS = parse_facts(
    """
document: {title: 某县<2025>年总结}
facts:
  - id: articles
    indicator: 媒体发稿
    value: 455
    unit: 篇
    previous: 402
    source: 台账.xlsx!发稿!B5
    parts:
      - {id: provincial, indicator: 省级媒体, value: 193}
      - {id: others, indicator: 其他, value: 262}
  - {id: ranking, indicator: 名次, rank: 2}
"""
)
