"""How a figure is spelt changes no verdict: spaces, wide digits, Chinese numerals, separators."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.extraction import read_document, render_chinese_number
from assistant.facts import load_facts, parse_facts
from assistant.verification import verify
from assistant.verification.claims.spacing import tighten

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain import Figure

DRAFTS = sorted(
    path for path in (Path(__file__).parent / "drafts").iterdir() if (path / "draft.txt").exists()
)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
PLAIN = re.compile(r"(?<![0-9.])(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<rest>%|[^0-9年月日号:/∶%]*)")


def _chinese(figure: str) -> str:
    """The figure in Chinese numerals; 1 stays, for 一天 may be any day."""
    match = PLAIN.fullmatch(figure)
    if match is None or match["number"] == "1" or "百分点" in figure or "万" in figure:
        return figure
    words = render_chinese_number(Decimal(match["number"]))
    return f"百分之{words}" if match["rest"] == "%" else words + match["rest"]


WAYS: dict[str, Callable[[str], str]] = {
    "wide": lambda figure: figure.translate(WIDE),
    "spaced": lambda figure: NUMBER.sub(lambda match: f" {match[0]} ", figure, count=1).rstrip(),
    "chinese": _chinese,
    "separated": lambda figure: re.sub(
        r"(?<![0-9.])[0-9]{4,}(?![0-9.年])", lambda match: f"{int(match[0]):,}", figure
    ),
}


def _respelt(text: str, figures: tuple[Figure, ...], way: str) -> tuple[str, list[int]]:
    """The text with every figure spelt another way, and where each of them ends."""
    pieces: list[str] = []
    ends: list[int] = []
    done = 0
    for figure in figures:
        spelt = WAYS[way](figure.text)
        if figure.start == 0 or text[figure.start - 1] == "\n":
            spelt = spelt.lstrip()
        pieces += [text[done : figure.start], spelt]
        ends.append(sum(map(len, pieces)))
        done = figure.end
    return "".join(pieces) + text[done:], ends


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("folder", DRAFTS, ids=lambda path: str(path.name))
def test_spelling_changes_no_verdict(folder: Path, way: str) -> None:
    """Every figure of every draft, spelt another way, is judged as before."""
    sheet = load_facts(folder / "facts.yaml")
    text = (folder / "draft.txt").read_text("utf-8")
    figures = verify(text, sheet).figures
    respelt, ends = _respelt(text, figures, way)
    told = {figure.end: figure for figure in verify(respelt, sheet).figures}
    changed = [
        (figure.text, figure.level, told[end].level if end in told else "none")
        for figure, end in zip(figures, ends, strict=True)
        if end not in told or told[end].level != figure.level
    ]
    assert not changed


SHEET = parse_facts("""
document: {title: 学校2024年总结, organization: 某中学, self: 我校, period: 2024}
facts:
  - {id: staff, indicator: 教职工, value: 152, unit: 名, previous: 140}
  - {id: sites, indicator: 校区, value: 3, unit: 个}
""")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("教职工由 140 名增至 152 名。", " 140 名"),
        ("教职工１５２ 名。", "１５２ 名"),
        ("一、队伍\n教职工共 152名。", "152名"),
    ],
)
def test_places_are_those_of_the_text_given(text: str, figure: str) -> None:
    """Figures and findings stand where the text as given has them."""
    report = verify(text, SHEET)
    assert not [item for item in report.findings if item.start is not None]
    assert report.figures[0].text == figure.strip()
    assert all(text[item.start : item.end] == item.text for item in report.figures)


def test_findings_and_exempt_mentions_are_restored() -> None:
    """A wrong figure, an exempt one and a waived finding keep their places and their words."""
    text = "一是抓学习。教职工 153 名，二是抓作风。"
    report = verify(text, SHEET)
    wrong = next(item for item in report.findings if item.start is not None)
    assert wrong.text.endswith("153 名")
    assert [text[item.start : item.end] for item in report.exempt] == ["一是", "二是"]
    waived = verify(text, SHEET, waivers={wrong.id: "已核实"})
    assert [(item.text, reason) for item, reason in waived.waived] == [(wrong.text, "已核实")]


@pytest.mark.parametrize(
    "text", ["1 队伍建设\n教职工多。", "12 34", "统一 三个校区", "甲 二 5名", "校区\n 3个"]
)
def test_a_space_that_divides_stays(text: str) -> None:
    """Behind a line's number, between numbers and at a line's beginning a space is kept."""
    assert tighten(read_document(text)) is None
