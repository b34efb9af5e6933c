"""No figure hides: wrong ones in every disguise, alone and inserted into drafts that are right."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from assistant import verify
from assistant.domain import Level, Verdict
from assistant.facts import load_facts, parse_facts

FOLDER = Path(__file__).parent
WRONG: list[str] = yaml.safe_load((FOLDER / "disguises.yaml").read_text("utf-8"))
SHEET = parse_facts(
    """
document: {title: 云岭县2025年宣传工作总结, organization: 云岭县委宣传部, self: 我县, period: 2025}
facts:
  - {id: articles, indicator: 媒体发稿, value: 455, unit: 篇, previous: 402}
  - {id: cases, indicator: 典型案例, value: 36, unit: 件}
  - {id: columns, indicator: 专栏, value: 5, unit: 个}
  - {id: drones, indicator: 无人机, value: 5, unit: 架}
  - {id: content, indicator: 群众满意度, value: 97.86, unit: "%"}
  - {id: reach, indicator: 受众, value: 32700, unit: 人次}
  - {id: trouble, indicator: 负面舆情, value: 0, unit: 起}
  - {id: money, indicator: 投资, value: 13500000000, unit: 元}
  - {id: flags, indicator: 锦旗, value: 7, unit: 面}
  - {id: platforms, indicator: 平台, value: 3, unit: 个}
  - {id: briefs, indicator: 简报, value: 45, unit: 期}
  - {id: rank, indicator: 发稿数量, rank: 3, among: 全市}
"""
)
RIGHT = (
    "云岭县2025年宣传工作总结\n"
    "全县媒体发稿455篇,同比增长13.2%,发稿数量居全市第三。评选典型案例36件,开设专栏5个,新购无人机5架。\n"
    "群众满意度97.86%,受众32700人次,发生负面舆情0起。完成投资135亿元,收到锦旗7面,建成平台3个,编发简报45期。\n"
)


def errors_behind(text: str, start: int) -> list[str]:
    """The errors that reach behind ``start``."""
    return [
        found.text
        for found in verify(text, SHEET).findings
        if found.level is Level.ERROR and found.end is not None and found.end > start
    ]


def test_the_text_without_them_is_right() -> None:
    """Captions that are counts (典型案例36件, 专栏5个) are told, and nothing is wrong."""
    report = verify(RIGHT, SHEET)
    assert report.ok
    assert report.findings == ()


@pytest.mark.parametrize("wrong", WRONG)
def test_a_disguise_is_an_error(wrong: str) -> None:
    """Each wrong figure is found, whatever it is written in."""
    assert errors_behind(f"{RIGHT}{wrong}。\n", len(RIGHT))


@pytest.mark.parametrize(
    "right",
    [
        "新购无人机⑤架", "新购无人机伍架", "新购无人机五架",
        "媒体发稿肆佰伍拾伍篇", "媒体发稿４５５篇", "媒体发稿455¹篇", "媒体发稿“455”篇", "编发简报(45)期",
        "编发简报第45期", "受众3万2千7百人次", "媒体发稿~~999篇~~455篇", "建成三大平台",
    ],
)  # fmt: skip
def test_a_true_figure_in_them_is_read(right: str) -> None:
    """A sign is read for what it is: what is true stays so."""
    assert errors_behind(f"{RIGHT}{right}。\n", len(RIGHT)) == []


def test_a_placeholder_is_a_finding_in_any_text() -> None:
    """A year that was struck out is a warning, a quantity an error."""
    (found,) = (one for one in verify(RIGHT + "20XX年继续努力。", SHEET).findings)
    assert (found.verdict, found.level) == (Verdict.UNREAD, Level.WARNING)
    assert errors_behind(RIGHT + "举办培训××场。", len(RIGHT)) == ["××场"]


DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
DISGUISES = (
    lambda n, u: f"{n}{u}",
    lambda n, u: "".join(chr(0xFF10 + int(d)) for d in str(n)) + u,
    lambda n, u: f"{str(n).translate(DIGITS)}{u}",
    lambda n, u: "".join(chr(0x1D7CE + int(d)) for d in str(n)) + u,
    lambda n, u: "".join(chr(0x0966 + int(d)) for d in str(n)) + u,
    lambda n, u: f"({n}){u}",
    lambda n, u: f"“{n}”{u}",
    lambda n, u: f"《{n}》{u}",
    lambda n, u: f"{n}. {u}",
    lambda n, u: f"{str(n)[0]}\u200b{str(n)[1:]}{u}",
    lambda n, u: f"{str(n)[:-1]}O{u}",
    lambda n, u: f"{str(n)[:-1]}l{u}",
    lambda n, u: f"{n}+1{u}",
    lambda n, u: f"{n}.1.1{u}",
    lambda n, u: f"{n}-{n + 1}{u}",
    lambda n, u: f"\u202e{str(n)[::-1]}\u202c{u}",
    lambda n, u: f"{CAPITALS[n // 100]}佰{CAPITALS[n // 10 % 10]}拾{CAPITALS[n % 10]}{u}",
    lambda n, u: f"{chr(0x2460 + n % 20)}{u}",
    lambda n, u: f"{chr(0x2776 + n % 10)}{u}",
    lambda n, u: f"{str(n)[0]}××{u}",
)
CASES = sorted(path.parent for path in (FOLDER / "drafts").glob("*/draft.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_no_inserted_figure_passes(case: Path) -> None:
    """A sentence with a wrong figure in each disguise, put into a draft at a seam of its sentences."""
    sheet = load_facts(case / "facts.yaml")
    draft = (case / "draft.txt").read_text("utf-8")
    rng = random.Random(case.name)  # noqa: S311 - a reproducible fuzz, no secret
    seams = [at + 1 for at, sign in enumerate(draft) if sign == "。"]
    passed = []
    for disguise in DISGUISES:
        figure = disguise(rng.randrange(711, 990), rng.choice(("架", "篇", "册", "棵")))
        sentence = f"另购置柳编标本{figure}。"
        seam = rng.choice(seams)
        report = verify(draft[:seam] + sentence + draft[seam:], sheet)
        found = any(
            one.level is Level.ERROR
            and one.start is not None
            and one.start < seam + len(sentence)
            and (one.end or 0) > seam
            for one in report.findings
        )
        if not found:
            passed.append(figure)
    assert passed == []
