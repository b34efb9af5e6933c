"""No figure hides: wrong ones in every disguise, alone and inserted into drafts that are right."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from assistant import verify
from assistant.domain import Block, BlockKind, CellPlace, Document, Level, Verdict
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


BLOCKS = {
    "a heading": lambda wrong: (Block(BlockKind.HEADING, f"一、{wrong}", level=1),),
    "a caption": lambda wrong: (Block(BlockKind.PARAGRAPH, f"表1 {wrong}"),),
    "a list": lambda wrong: (Block(BlockKind.PARAGRAPH, f"1.{wrong}"),),
    "a footnote": lambda wrong: (Block(BlockKind.PARAGRAPH, wrong, context=("脚注",)),),
    "a header": lambda wrong: (Block(BlockKind.PARAGRAPH, wrong, context=("页眉",)),),
    "a cell": lambda wrong: (Block(BlockKind.CELL, wrong, cell=CellPlace(1, 1, 1)),),
    "an attachment": lambda wrong: (Block(BlockKind.ATTACHMENT_NOTE, f"附件:1.{wrong}"),),
    "brackets": lambda wrong: (Block(BlockKind.PARAGRAPH, f"按期完成任务({wrong})。"),),
    "a quotation": lambda wrong: (Block(BlockKind.PARAGRAPH, f"群众说:“{wrong}。”"),),
}
# Growth in a word of its own is held against a fact only in a sentence that names it.
WORDS = {"媒体发稿倍增", "媒体发稿对半减少", "媒体发稿同比下降", "媒体发稿零增长", "编发简报第88期"}


@pytest.mark.parametrize("place", BLOCKS)
def test_a_disguise_is_an_error_wherever_it_stands(place: str) -> None:
    """In headings, captions, lists, notes, headers, cells, brackets and quotations."""
    lines = [Block(BlockKind.PARAGRAPH, line) for line in RIGHT.strip().split("\n")]
    lines[0] = Block(BlockKind.TITLE, lines[0].text)
    passed = []
    for wrong in (one for one in WRONG if "\n" not in one and one not in WORDS):
        document = Document.of_blocks((*lines, *BLOCKS[place](wrong)))
        start = document.blocks[len(lines)].offset
        errors = [one for one in verify(document, SHEET).findings if one.level is Level.ERROR]
        if not any(one.end is not None and one.end > start for one in errors):
            passed.append(wrong)
    assert passed == []


HEADS = ("无人机", "媒体发稿", "专栏", "平台", "锦旗", "简报")


@pytest.mark.parametrize(
    "value", ["(4)", "一打", "Z5架", "𝟒", "肆", "⑷", "(四)", "4×2", "XX", "~8", "8+1", ".5"]
)
def test_a_value_of_a_table_hides_in_no_form(value: str) -> None:
    """A cell that holds nothing but a number is a claim of its row and column, in any form."""
    lines = tuple(Block(BlockKind.PARAGRAPH, line) for line in RIGHT.strip().split("\n"))
    for head in HEADS:
        cells = (
            Block(BlockKind.CELL, head, cell=CellPlace(1, 1, 0)),
            Block(BlockKind.CELL, value, context=(head,), cell=CellPlace(1, 1, 1)),
        )
        document = Document.of_blocks((*lines, *cells))
        found = verify(document, SHEET).findings
        assert any(one.level is Level.ERROR for one in found), (head, value)


def test_a_placeholder_is_a_finding_in_any_text() -> None:
    """A year that was struck out is a warning, a quantity an error."""
    (found,) = (one for one in verify(RIGHT + "20XX年继续努力。", SHEET).findings)
    assert (found.verdict, found.level) == (Verdict.UNREAD, Level.WARNING)
    assert errors_behind(RIGHT + "举办培训××场。", len(RIGHT)) == ["××场"]


DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CAPITALS, PLAIN = "零壹贰叁肆伍陆柒捌玖", "零一二三四五六七八九"


def _moved(number: int, zero: int) -> str:
    return "".join(chr(zero + int(digit)) for digit in str(number))


# A sentence about a thing with a wrong number: what a figure may be written in, and what may stand around it.
DISGUISES = (
    lambda x, n: f"购置{x}{n}架",
    lambda x, n: f"购置{x}{_moved(n, 0xFF10)}篇",
    lambda x, n: f"购置{x}{str(n).translate(DIGITS)}册",
    lambda x, n: f"购置{x}{_moved(n, 0x1D7CE)}棵",
    lambda x, n: f"购置{x}{_moved(n, 0x0966)}架",
    lambda x, n: f"购置{x}({n})篇",
    lambda x, n: f"购置{x}【{n}】册",
    lambda x, n: f"购置{x}“{n}”棵",
    lambda x, n: f"购置{x}《{n}》架",
    lambda x, n: f"购置{x}{n}. 篇",
    lambda x, n: f"购置{x}\n{n}. 架",
    lambda x, n: f"购置{x}{str(n)[0]}\u200b{str(n)[1:]}册",
    lambda x, n: f"购置{x}{str(n)[0]} {str(n)[1:]}册",
    lambda x, n: f"购置{x}{str(n)[:2]}\n{str(n)[2:]}册",
    lambda x, n: f"购置{x}{PLAIN[n // 100]}百 {PLAIN[n % 10]}十架",
    lambda x, n: f"购置{x}{str(n)[:-1]}O棵",
    lambda x, n: f"购置{x}{str(n)[:-1]}l架",
    lambda x, n: f"购置{x}{n}+1篇",
    lambda x, n: f"购置{x}{n}.1.1册",
    lambda x, n: f"购置{x}{n}-{n + 1}棵",
    lambda x, n: f"购置{x}\u202e{str(n)[::-1]}\u202c架",
    lambda x, n: f"购置{x}{CAPITALS[n // 100]}佰{CAPITALS[n // 10 % 10]}拾{CAPITALS[n % 10]}篇",
    lambda x, n: f"购置{x}{CAPITALS[n % 8 + 2]}架",
    lambda x, n: f"购置{x}卌{PLAIN[n % 9 + 1]}册",
    lambda x, n: f"购置{x}{chr(0x3251 + n % 15)}架",
    lambda x, n: f"购置{x}{chr(0x32B1 + n % 15)}篇",
    lambda x, n: f"购置{x}{chr(0x2462 + n % 5)}{chr(0x2462 + n % 7)}篇",
    lambda x, n: f"购置{x}{chr(0x20E3).join(str(n))}\u20e3架",
    lambda x, _: f"购置{x}XII册",
    lambda x, n: f"购置{x}{str(n)[0]}××架",
    lambda x, _: f"购置{x}□□篇",
    lambda x, _: f"购置{x}___册",
    lambda x, n: f"购置{x}A{n}架",
    lambda x, n: f"购置{x}{n % 9 + 1}'{n}棵",
    lambda x, n: f"购置{x}{n % 9 + 4}½架",
    lambda x, n: f"参观{x}{n}K人次",
    lambda x, n: f"参观{x}{n % 90 + 10}.2w人次",
    lambda x, n: f"评选{x}案例{n}件",
    lambda x, n: f"开设{x}专栏{n}个",
    lambda x, n: f"报送{x}附件{n}份",
    lambda x, n: f"绘制{x}图{n}幅",
    lambda x, n: f"投资{x}{n}00000000元",
    lambda x, n: f"投资{x}¥{n},200.00",
    lambda x, n: f"投资{x}2e{n % 4 + 5}元",
    lambda x, n: f"办结{x}{n}00工单",
    lambda x, n: f"受理{x}95{n}警情",
    lambda x, n: f"新建{x}{n}教室",
    lambda x, n: f"{x}满意率{n % 20 + 60}·{n % 9}7%",
    lambda x, n: f"{x}破损率千分之{PLAIN[n % 8 + 2]}点{PLAIN[n % 9 + 1]}",
    lambda x, n: f"{x}产量增长-{n % 90 + 5}.7%",
    lambda x, n: f"{x}占比{PLAIN[n % 7 + 2]}成{n % 8 + 1}",
    lambda x, n: f"购置{x}{n % 8 + 2}打",
    lambda x, n: f"购置{x}{PLAIN[n // 100]}百来架",
    lambda x, n: f"购置{x}Z{n % 9 + 1}册",
    lambda x, _: f"购置{x}seven棵",
    lambda x, n: f"购置{x}{''.join(chr(0xE0030 + int(one)) for one in str(n))}架",
    lambda x, n: f"购置{x}{'正' * (n % 3 + 2)}棵",
    lambda x, _: f"购置{x}💯册",
    lambda x, n: f"购置{x}{str(n)[0]}\ufe0e{str(n)[1:]}架",
    lambda x, n: f"购置{x}{str(n)[0]}\u00ad{str(n)[1:]}册",
    lambda x, n: f"{x}满意率{n % 20 + 60}.{n % 9}pct",
    lambda x, _: f"{x}产量居全国1st",
    lambda x, n: f"{x}总数{PLAIN[n % 7 + 2]}",
    lambda x, _: f"收到{x}一面",
    lambda x, _: f"发生{x}火灾一起",
    lambda x, n: f"{x}产量居全国No.{n}",
    lambda x, _: f"{x}产量获全国殿军",
    lambda x, _: f"{x}产量稳居全国次席",
    lambda x, _: f"{x}产量居全国垫底",
    lambda x, _: f"{x}产量翻两番",
)  # fmt: skip
THINGS = [
    f"{made}{thing}"
    for made in ("柳编", "石雕", "竹制")
    for thing in ["屏风", "座钟", "花瓶", "门楼", "画框"]
]
CASES = sorted(path.parent for path in (FOLDER / "drafts").glob("*/draft.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_no_inserted_figure_passes(case: Path) -> None:
    """Sentences with wrong figures, one in each disguise, put into a draft at seams of its sentences."""
    sheet = load_facts(case / "facts.yaml")
    draft = (case / "draft.txt").read_text("utf-8")
    assert all(one.level is not Level.ERROR for one in verify(draft, sheet).findings)
    rng = random.Random(case.name)  # noqa: S311 - a reproducible fuzz, no secret
    seams = [at + 1 for at, sign in enumerate(draft) if sign == "。"]
    passed = []
    for begin in range(0, len(DISGUISES), len(THINGS)):
        some = DISGUISES[begin : begin + len(THINGS)]
        places = sorted(rng.choices(seams, k=len(some)))
        told = [
            f"{disguise(thing, rng.randrange(711, 990))}。"
            for disguise, thing in zip(some, THINGS, strict=False)
        ]
        text, spans, done = "", [], 0
        for seam, sentence in zip(places, told, strict=True):
            text += draft[done:seam]
            spans.append((len(text), len(text) + len(sentence), sentence))
            text, done = text + sentence, seam
        errors = [
            (one.start or 0, one.end or 0)
            for one in verify(text + draft[done:], sheet).findings
            if one.level is Level.ERROR and one.start is not None
        ]
        passed += [
            sentence
            for start, end, sentence in spans
            if not any(first < end and last > start for first, last in errors)
        ]
    assert passed == []
