"""Whole texts: what is left alone, what a fix may do, the office's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Block, BlockKind, Document
from assistant.drafting.outline.assemble import document_of
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.pipeline.offline_draft import write_offline_draft
from assistant.errors import InputError
from assistant.extraction import read_document, read_mentions
from assistant.facts import load_facts
from assistant.proofreading import fix_document, load_rules, proofread
from assistant.proofreading.figures import applied

RULES = load_rules()
FIXTURES = Path(__file__).parents[2] / "fixtures"
# Pieces that rules speak of, figures, and neutral words.
PIECES = st.sampled_from(
    ["全年", "走访", "企业", "36家", ",", ";", ":", "(", ")", "（", "）", "。", "，", "、", ".", "“", "”", '"', "《", "》", "《办法》", "2025年", "03月", "5日", "3-5个", "12%", "％", "１２件", "布署", "截止12月底", "二项", "......", "--", "等", "和", "一是", "二是", "一、", "（一）", "1、", "第一、", ".5分", "100万元", "{articles:余}", "近", "30余", "https://a.cn/x,y", "的的", "号", "文件", "\n", "〔2025〕第3号", "！！", "「", "」", "~"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def mended(text: str) -> str:
    """A plain text with every mechanical fault mended."""
    for start, end, new in reversed(fix_document(read_document(text), RULES)[0]):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def rules_in(text: str, terms: tuple[str, ...] = ()) -> list[str]:
    """The rules that speak of a text."""
    return [one.rule for one in proofread(read_document(text), RULES, terms=terms)]


@pytest.mark.parametrize(
    "text",
    [
        "全年发稿{articles:余,万}，增长{articles.growth}。",
        "详见https://example.cn/a,b;c?d=1的公告。",
        "转发《关于推进工作的通知(试行)》。",
        "会议提出“抓好二项工作”。",
        "联系邮箱为office,a@example.cn。",
    ],
)
def test_references_addresses_titles_and_quotations_are_left_alone(text: str) -> None:
    """What others wrote, or the program reads, is not mended."""
    assert not any(one.mend for one in proofread(read_document(text), RULES)) or "《" in text
    assert mended(text).replace("（试行）", "(试行)") == text


def test_a_term_of_the_facts_file_is_left_alone() -> None:
    """An office may spell its own slogan as it likes."""
    assert "N16" in rules_in("推进二个工程建设。")
    assert "N16" not in rules_in("推进二个工程建设。", terms=("二个工程",))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_fix_changes_no_figure_and_is_done_once(text: str) -> None:
    """The law of proofreading, over texts made of everything that the rules speak of."""
    fixed = mended(text)
    assert mended(fixed) == fixed
    before = [(m.kind, m.low, m.high, m.parts) for m in read_mentions(text) if m.exempt is None]
    after = [(m.kind, m.low, m.high, m.parts) for m in read_mentions(fixed) if m.exempt is None]
    assert after == before


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_spans_are_the_remarks_own_words(text: str) -> None:
    """Offsets are half-open, in bounds and in order."""
    remarks = proofread(read_document(text), RULES)
    assert [one.start for one in remarks] == sorted(one.start for one in remarks)
    for one in remarks:
        assert text[one.start : one.end] == one.text


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_edits_of_a_document_give_its_lines_mended(text: str) -> None:
    """What is written into a file is what the lines read once mended, and nothing between them."""
    fixed = fix_document(read_document(text), RULES)
    made, at = [], 0
    for start, end, new in fixed[0]:
        assert at <= start <= end
        made += (text[at:start], new)
        at = end
    done = "".join((*made, text[at:]))
    assert done == mended(text) == mended(done)
    assert done.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("收入(455篇),超额", [(2, 3, "（"), (7, 9, "），")]),
        ("按本法（以下简称办法）办", [(8, 8, "“"), (10, 10, "”")]),
        ("汇总,,上报", [(2, 4, "，")]),
    ],
)
def test_edits_touch_the_characters_that_change_and_no_others(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    """What stands between two mended marks, a figure in a run of its own, stays where it is."""
    assert list(fix_document(read_document(text), RULES)[0]) == edits


# A remark that must be made of the words behind, in sentences that no rule has for its example.
TOLD = [
    ("各项指标完成情况井然有续。", "井然有续", "井然有序"),
    ("持之以衡抓好作风建设。", "持之以衡", "持之以恒"),
    ("工作中还存在形式主意倾向。", "形式主意", "形式主义"),
    ("自98年以来，累计造林6万亩。", "98年", "1998年"),
    ("每户安排二、三名干部联系。", "二、三", "二三"),
    ("2025年1-11月，完成税收3.2亿元。", "1-11", "1—11"),
    ("开展《清源》专项行动，查处案件8起。", "《清源》", "“清源”"),
    ("按照青财农(2023)57号文件要求落实。", "(2023)", "〔2023〕"),
    ("年度任务全部完成。。", "。。", "。"),
    ("全镇约有200人左右外出务工。", "约有200人左右", None),
    ("先后解决各类问题近百余件。", "近百余", None),
    ("每季度至少开展1次以上应急演练。", "至少开展1次以上", None),
    ("完成固定资产投资8200万元万元。", "万元万元", None),
    ("据有关部门统计显示，客流同比回升。", "据有关部门统计显示", None),
    ("局党组召开了三、四次专题会。", "三、四", "三四"),
    ("项目总投资3亿5千万元。", "5千", None),
    ("最低不少于三次以上。", "不少于三次以上", None),
    ("第2季度，完成投资6.8亿元。", "2", "二"),
    ("会场外人头攒动，大家工作上不能墨守陈规。", "墨守陈规", "墨守成规"),
    ("首先，摸清底数，建立台账。第二，分类施策。", "首先，摸清底数，建立台账。第二", None),
]  # fmt: skip
# Wording is told, and never fixed by itself: an office that wants it fixed says so in its own file.
WORDING = [
    ("N11", "约60人左右参训。"), ("N12", "每季度不少于6次以上。"), ("N13", "办理时间缩短2倍。"),
    ("N16", "抓好二项改革。"), ("N36", "先后召开二次专题会。"), ("H01", "截止11月底，办件320件。"),
    ("H02", "涉及到9个部门。"), ("N15", "满意度提高0.6百分点。"),
]  # fmt: skip
# Structure that a text of its own shows: the rules that speak of it.
SHOWN = [
    ("一、工作\n（一）救助\n投入增加，满意度持续提升。\n（二）养老\n床位增加，满意度持续提升。\n（三）殡葬\n费用下降，满意度持续提升。", "S05"),
    ("一、工作\n（一）织密社会救助网\n完成。\n（二）提升养老供给力\n完成。\n（三）殡葬\n完成。", "S03"),
    ("一、工作\n完成。\n三、不足\n仍有。", "S02"),
    ("一、工作\n（一）救助\n完成。\n（二）养老\n完成。\n二、不足\n1.人员\n不足。\n2.经费\n不足。", "S01"),
    ("应急管理局牵头排查，应急局每周通报。", "S07"),
    ("我镇养老服务稳步发展，全镇养老服务延伸到村。", "S13"),
    ("一是抓学习。二是抓整改；三是抓落实。", "P32"),
]  # fmt: skip
SILENT = [
    "一、二季度主要指标均超过全省平均水平。\n三季度继续保持。",
    "第三、第四网格实行联合巡查。",
    "隐患46处全部在5月20日前整改完毕，每个工作日前一天报数。",
    "二、三产业比重达到92.3%，五、六年级学生参加。",
    "学习宣传《民法典》主题宣传活动12场。",
    "新建3名名师工作室，实施5项项目。",
    "为了了解实情，进村入户，完成得了就完成。",
    "社会主义法治理念深入人心，残疾人事业发展，使得其反应迅速。",
    "至少有3名副高级以上职称教师。",
    "上世纪80年代、20世纪90年代建成的小区。",
    "一、主要工作\n完成任务。\n二、存在问题\n1.力量不足。\n2.经费紧张。\n三、打算\n加强。",
    "全市3所所属院校、5处处置点、3套套房；30多家左右邻舍、上下游企业。",
    "党的十八届五、六次全会。一是定期会商；月底通报。二是逐月通报；季末考核。三是严格问责。",
    "一、甲\n（一）子\n完成。\n（二）丑\n完成。\n附件：1.重点区域一览表\n2.装备配备标准\n二、乙\n完成。",
    "一、原则同意。\n二、路线全长12公里，采用三级公路标准，路基宽7米，路面宽6米，全线设中桥2座，设计洪水频率为1/50。\n三、尽快开工。",
    "某镇关于解决经费的请示\n县人民政府：\n《整改通知书》（岭消限字〔2025〕第0083号）要求整改。\n妥否，请批示。",
    "有下列情形之一的：\n（一）超编制、超标准配备的；\n（二）违反规定登记的。",
    "探索“U-G-S”（大学—政府—中小学）育人，改造岭南大道—滨江公园段，开通岭南新区—高铁东站快线。",
    "二、权利\n（一）甲方拨付经费，不得无故变更。\n（二）乙方应当选派具有副高级以上职称或者博士学位的教师担任项目负责人，保证培训的质量，按时完成。\n三、附则\n有效期五年。",
    "受因素制约，补充份额，评审记录，经典形象，标签定价，发布署名文章，图书管理员、文化管理员参加。",
    "面对严峻工作任务，一贯切实履行职责，按规摸排隐患，由其是否同意决定。",
    "第一、三产业增长；第1—3季度平稳；“2.0”版上线；不能不了了之，请专家把把脉；学习、等离子切割。",
    "甲方（盖章）：      乙方（盖章）：\n阿依古丽.买买提同志获评先进。",
    "建校20年以来每周1次例会，走访3农户；始建于20世纪80、90年代，确保万无一失，取得举世瞩目的成就。",
    "首先，农业稳中有进。第二产业增长3%；法律法规禁止的不得进入；改造一、二次设备；乌鲁木齐、哈密、和田三地。",
    "一、甲\n完成。\n二、乙\n完成。\n某某县工作总结\n一、丙\n完成。\n二、丁\n完成。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), TOLD)
def test_kinds_of_fault_are_told_in_other_sentences(
    text: str, wrong: str, right: str | None
) -> None:
    """A rule is of a kind of fault, not of its examples."""
    told = [(one.text, one.suggestion) for one in proofread(read_document(text), RULES)]
    assert (wrong, right) in told


@pytest.mark.parametrize(("rule", "text"), WORDING)
def test_wording_is_told_and_not_fixed(rule: str, text: str) -> None:
    """What it says may be meant: a person decides, one card at a time."""
    (one,) = (one for one in proofread(read_document(text), RULES) if one.rule == rule)
    assert not one.mend
    assert mended(text) == text


@pytest.mark.parametrize(("text", "rule"), SHOWN)
def test_structure_is_told_in_other_texts(text: str, rule: str) -> None:
    """Told, never mended."""
    told = [one for one in proofread(read_document(text), RULES) if one.rule == rule]
    assert told
    assert not any(one.mend or one.suggestion for one in told)


@pytest.mark.parametrize("text", SILENT)
def test_what_looks_like_a_fault_and_is_none_is_left_alone(text: str) -> None:
    """False alarms that were met, in sentences of their kind."""
    told = proofread(read_document(text), RULES)
    assert [(one.rule, one.text) for one in told if one.rule != "H14"] == []


def test_cells_are_no_prose() -> None:
    """A table's figures may stand with spaces and half-width marks."""
    cell = Document.of_blocks((Block(BlockKind.CELL, "小计:36 家"),))
    assert not any(one.rule == "P42" for one in proofread(cell, RULES))


def test_an_offices_file_is_laid_over_the_rules(tmp_path: Path) -> None:
    """A known id changes its rule, a new one adds one; words are asked, never mended."""
    own = tmp_path / "proofreading.yaml"
    own.write_text(
        "rules:\n  - {id: P01, 'on': false}\n"
        "  - {id: X1, level: 实务, source: 本局规定, class: 改, name: 简称, why: 用全称,"
        " find: 市监, put: 市场监管}\n"
        "misspellings: {清沂县: 沂清县}\n",
        "utf-8",
    )
    rules = load_rules(own)
    text = "清沂县市监所,全年走访。"
    found = proofread(read_document(text), rules)
    assert [(one.rule, one.suggestion, one.mend) for one in found] == [
        ("字词", "沂清县", False),
        ("X1", "市场监管", True),
    ]
    assert applied(text, [one for one in found if one.mend]) == "清沂县市场监管所,全年走访。"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("rules: [{id: X}]", "规则 X 缺少"),
        ("rules: [{level: 国标}]", "第1条规则没有 id"),
        ("rules: {a: 1}", "rules 应当是一张清单"),
        ("rules: [{id: P01, find: '('}]", "find 不是能用的正则表达式"),
        ("rules: [{id: P01, put: '\\3', map: null}]", "put、map 与它不合"),
        ("rules: [{id: P01, map: {甲乙: 丙}}]", "put、map 与它不合"),
        ("rules: [{id: P01, need: 截止}]", "规则 P01 的 need 写法不对"),
        ("rules: [{id: P01, colour: red}]", "不认识的项“colour”"),
        ("rules: [{id: P13, check: nothing}]", "check“nothing”没有"),
        ("rules: [{id: P01, level: 强制}]", "level、class 或 blocks 不认识"),
        ("misspellings: [a, b]", "misspellings 应当是"),
        ("words: 1", "只能有 rules 和 misspellings"),
        ("rules: [", "第1行"),
    ],
)
def test_a_faulty_file_of_the_office_is_refused_with_its_place(
    tmp_path: Path, content: str, words: str
) -> None:
    """The message names the file and what is wrong in it."""
    own = tmp_path / "own.yaml"
    own.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"own\.yaml") as caught:
        load_rules(own)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", sorted(path.stem for path in (FIXTURES / "facts").glob("*.yaml")))
def test_the_offline_writer_leaves_nothing_to_mend(name: str) -> None:
    """A draft of the program's own has no mechanical fault."""
    sheet = load_facts(FIXTURES / "facts" / f"{name}.yaml")
    outline = outline_for(sheet)
    draft = write_offline_draft(sheet, plan_sections(sheet, outline), outline)
    document = document_of(draft, sheet)
    remarks = proofread(document, RULES, terms=sheet.document.terms)
    assert [(one.rule, one.text) for one in remarks if one.mend] == []


def test_a_heading_that_runs_into_its_paragraph_keeps_its_stop() -> None:
    """Only a heading on a line of its own loses 。 when the text is mended."""
    text = "一、主要工作。\n（一）强化执法。全年立案31件，查阅卷宗77册。\n（二）做好服务。\n坚持问题导向。\n"
    for start, end, new in reversed(fix_document(read_document(text), RULES)[0]):
        text = f"{text[:start]}{new}{text[end:]}"
    assert "（一）强化执法。全年" in text
    assert "（二）做好服务\n" in text
