"""The text contradicts itself, and no fact decides."""

from __future__ import annotations

import pytest

from assistant.domain import Block, BlockKind, Document, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import findings, sheet_of, told

FOUND = [
    # One thing told twice.
    ("全年开展业务督查31次。\n今年组织业务督查29次。", ["31次", "29次"], "正文第2段写作“29次”"),
    ("业务督查31次成效好\n全年组织业务督查成效好29次。", ["31次", "29次"], "标题写作“31次”"),
    (
        "总结\n一、业务督查31次\n有力有序。\n组织业务督查29次。",
        ["31次", "29次"],
        "小标题“一、业务督查31次”写作“31次”",
    ),
    ("目录著录差错率0.4%。\n目录著录差错率0.5%。", ["0.4%", "0.5%"], "前后不一致"),
    ("业务督查31次。\n业务督查约50次。", ["31次", "约50次"], "约50次"),
    # Parts and their total.
    (
        "抽查案卷27卷，分为民事12卷、刑事9卷、行政7卷。",
        ["27卷", "12卷", "9卷", "7卷"],
        "12卷+9卷+7卷=28卷,文中写作“27卷”",
    ),
    ("民事12卷、刑事9卷，合计22卷。", ["12卷", "9卷", "22卷"], "21卷"),
    ("编目31件。民事12卷、刑事9卷，合计22卷。", ["12卷", "9卷", "22卷"], "21卷"),
    ("抽查案卷27卷，其中民事12卷、刑事9卷、行政7卷三类。", ["27卷", "12卷", "9卷", "7卷"], "28卷"),
    ("捐款共1.5万元，分别为8000元、9000元。", ["1.5万元", "8000元", "9000元"], "=17000元"),
    ("抽查案卷27卷，其中民事32卷。", ["27卷，其中民事32卷"], "不能多于总数"),
    ("在24个行业大类中，有33个实现增长。", ["24个行业大类中，有33个"], "部分(33个)"),
    ("在24个乡镇里，26个乡镇达标。", ["24个乡镇里，26个"], "总数(24个)"),
    (
        "抽查案卷27卷，分为民事12卷、刑事9卷、行政7卷。\n抽查案卷26卷。",
        ["27卷", "12卷", "9卷", "7卷", "26卷"],
        "正文第1段写作“27卷”",
    ),
    # A movement and its ends.
    ("站点从36个增加到48个，增长20%。", ["20%"], "增长33.33%"),
    ("站点从36个增加到48个，增加15个。", ["15个"], "增长12个"),
    ("差错率由3.2%下降到2.1%，下降1.3个百分点。", ["1.3个百分点"], "下降1.1个百分点"),
    ("站点由36个减少到24个，增长33.3%。", ["33.3%"], "下降33.33%"),
    # Counts and lists.
    ("抓好以下四个方面：一是修路；二是架桥；三是植树。", ["四个"], "只列出3项"),
    ("抓好三个方面：一是修路；二是架桥；四是植树。", ["三个"], "只列出2项"),
    ("做好以下三项工作。\n（一）修路\n修好了。\n（二）架桥\n架好了。\n二、其他", ["三项"], "2项"),
    ("抓好规范窗口服务、整治积压卷宗三件大事。", ["三件"], "列出的是2项"),
    ("从思想、组织、作风四个方面发力。", ["四个"], "列出的是3项"),
    ("坚持三个导向：问题导向、目标导向。", ["三个"], "列出的是2项"),
    ("做到四个坚持：坚持先急后缓，坚持便民利民，坚持依法依规。", ["四个"], "列出的是3项"),
    ("东坪、云台、石桥四个主产乡镇收成好。", ["四个"], "列出的是3项"),
    # Terms of the text's own.
    ("一馆四区格局成型。\n本部、东湖、新城三个馆区共用书库。", ["一馆四区"], "写作“三个馆区”"),
    ("一馆三区格局成型。\n一馆四区再上台阶。", ["一馆四区"], "写作“一馆三区”"),
]
SILENT = [
    "业务督查31次。\n业务督查31次。",
    "业务督查31次。\n业务督查30余次。",
    "业务督查31次。\n组织业务督查29次。\n业务督查27次。",
    "东坪镇：业务督查31次。\n云台镇：业务督查29次。",
    "3月，业务督查31次。\n9月，业务督查29次。",
    "业务督查31次。\n第二批业务督查29次。",
    "党员31名参加。\n共有党员45名。",
    "完成整改31项。\n整改29项。",
    "覆盖人口1.2万人。\n覆盖人口12043人。",
    "抽查案卷28卷，分为民事12卷、刑事9卷、行政7卷。",
    "抽查案卷27卷，其中民事12卷、刑事9卷。",
    "抽查案卷27卷，包括：民事12卷、刑事9卷等。",
    "民事12卷、刑事9卷，办结率90%，合计29卷。",
    "结存8卷，民事12卷、刑事9卷，两项合计21卷。",
    "7月修复12卷，8月修复9卷，合计21卷。",
    "抽查案卷27卷：民事12卷、刑事15卷，每卷都有目录。",
    "在24个行业大类中，有24个实现增长。",
    "在24个乡镇中，有33个村达标。",
    "建成基地5个，其中入驻企业120个。",
    "净利润5万元，其中门市部8万元。",
    "经费近5万元，其中县级超4万元。",
    "比上年增加12卷，其中民事15卷。",
    "站点从36个增加到48个，增长33.3%。",
    "站点从36个减少到24个，下降三分之一。",
    "站点从0个增加到4个，增长20%。",
    "藏量由188卷增加到286卷，年均增长6.5%。",
    "办证时限由20分钟压减至7分钟，提速65%。",
    "站点从36个增加到48个，增加5万元。",
    "站点从36个增加到48个。人员增加5万元。",
    "站点36个，人员48名，增长20%。",
    "站点从36个增加到近48个，增长20%。",
    "站点36个、48个，增长20%。",
    "站点从36个增加到48个，增长近一半。",
    "抓好一件大事：规范窗口服务、整治积压卷宗。",
    "做到三个坚持：先急后缓，便民利民。",
    "经费超5万元，其中县级6万元。",
    "一馆一品建设深入。",
    "突出1个重点：规范窗口服务。",
    "突出四个字：快、准、好。",
    "站点36个。人员48名，增长20%。",
    "站点从36个增加到48个，增长近20%。",
    "站点从36个增加到48个，增长20%以上。",
    "一馆三区格局成型。\n两批五个馆区共用书库，三个馆区分别挂牌。",
    "| 合计: 27 | 12 | 9 |",
    "抓好三件实事：一是修路；二是架桥；三是植树。",
    "坚持三个原则，实行两项制度：一是修路；二是架桥。",
    "坚持三个原则。今后还要努力。一是修路；二是架桥。",
    "抓好三个方面：二是架桥。",
    "从两个方面发力：1.修路；2.架桥。",
    "抓好规范窗口服务、整治积压卷宗两件大事。",
    "办好规范窗口服务和提升质量、整治积压卷宗三件大事。",
    "落实省委、省政府五项工作。",
    "从省委、市委五个方面要求出发。",
    "宣传、贯彻三个方面。",
    "围绕强化、推进三个环节。",
    "从思想、组织等四个方面发力。",
    "从强基、提质、增效、惠民、共享五个维度发力。",
    "实现两个转变：由粗放、低效向集约、高效转变。",
    "做到三个坚持：坚持先急后缓，坚持便民利民。坚持依法依规。",
    "坚持三个导向：问题导向、目标导向等。",
    "一馆三区格局成型。\n东湖、新城两个馆区改造完工。",
    "一馆三区格局成型。\n三个馆区共用书库。",
]
FIRST = [
    ("专职档案员49名。\n专职档案员47名。", Verdict.CONTRADICTED),
    ("民生类1540卷。\n民生类1540卷。", Verdict.MISATTRIBUTED),
    ("开放档案从4200卷增加到5460卷，增长35%。", Verdict.WRONG_DERIVATION),
    ("业务督查31次。\n案卷评查29次。", Verdict.UNSUPPORTED),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_both_sides_are_named(text: str, words: list[str], reason: str) -> None:
    """The finding stands at what clashes; its reason has the other value and place."""
    found = [one for one in findings(text) if one.verdict is Verdict.INCONSISTENT]
    assert [one.text for one in found] == words
    assert any(reason in one.reason for one in found)


@pytest.mark.parametrize("text", SILENT)
def test_where_words_leave_room_nothing_is_said(text: str) -> None:
    """Other times, places, units and kinds, open lists, rounding, parts that are not all."""
    assert told(text, Verdict.INCONSISTENT) == []


@pytest.mark.parametrize(("text", "verdict"), FIRST)
def test_facts_decide_first(text: str, verdict: Verdict) -> None:
    """It comes before ``unsupported`` alone."""
    assert {one.verdict for one in findings(text)} == {verdict}


def test_a_part_greater_than_its_whole_is_wrong_whatever_the_facts() -> None:
    """Both figures are facts, exchanged."""
    sheet = sheet_of(
        "id: a, indicator: 行业大类, value: 33, unit: 个",
        "id: b, indicator: 增长行业, value: 24, unit: 个",
    )
    found = findings("在24个行业大类中，有33个实现增长。", sheet)
    assert {one.verdict for one in found} <= {Verdict.INCONSISTENT, Verdict.MISATTRIBUTED}
    assert found
    assert told("在33个行业大类中，有24个实现增长。", Verdict.INCONSISTENT, sheet) == []


def test_a_text_without_blocks_is_held_against_itself_too() -> None:
    """Its places have no number."""
    bare = Document("业务督查31次。业务督查29次。", ())
    found = verify(bare, sheet_of("id: a, indicator: 开放档案, value: 5460, required: false"))
    assert ["文中写作" in one.reason for one in found.findings] == [True, True]


def test_cells_of_a_table_are_never_of_one_thing() -> None:
    """Their heads are not read here."""
    cells = (Block(BlockKind.CELL, "业务督查31次"), Block(BlockKind.CELL, "业务督查29次"))
    found = verify(Document.of_blocks(cells), sheet_of("id: a, indicator: 开放档案, value: 5460"))
    assert Verdict.INCONSISTENT not in {one.verdict for one in found.findings}
