"""Ledgers with the faults of office life: taken rightly, or left out with the cell named."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from books import CASES, Case, save, sheet

from assistant.domain import Role, Section
from assistant.drafting.wording.offline import write_offline
from assistant.errors import AssistantError, LedgerError
from assistant.facts import load_facts, parse_facts
from assistant.ledgers.importing import import_file, import_mapping
from assistant.ledgers.reading import read_book
from assistant.ledgers.tables import read_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import FactSheet


def _numbers(given: Any) -> tuple[Decimal, ...]:
    many = given if isinstance(given, tuple | list) else (given,)
    return tuple(Decimal(str(one)) for one in many)


def told(facts: FactSheet) -> dict[str, tuple[Decimal, ...]]:
    """Value, previous and target of every fact, as far as it has them."""
    return {
        fact.id: tuple(one for one in (fact.low, fact.previous, fact.target) if one is not None)
        for fact in facts.facts
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_faulty_ledger_is_read_rightly_or_refused(case: Case, tmp_path: Path) -> None:
    """Exactly the expected facts are taken, what is left out is named with its cell, no row is lost."""
    path = tmp_path / case.file
    case.make(path)
    found = import_file(path)
    facts = parse_facts(found.text, "表.yaml") if found.text else None
    got = told(facts) if facts else {}
    assert got == {name: _numbers(value) for name, value in case.facts.items()}
    for piece in case.asked:
        assert any(piece in question for question in found.questions), found.questions
    if facts:
        assert {name: facts.by_id[name].unit for name in case.units} == case.units
        assert all((fact.source or "").startswith(f"{case.file}!") for fact in facts.facts)
    for at, grid in enumerate(read_book(path).grids):
        kinds = read_sheet(grid).accounts
        assert all(sorted(account) == list(range(1, grid.height + 1)) for account in kinds)
        if case.kinds and not at:
            assert dict(Counter(kinds[0].values())) == case.kinds


def test_the_proposed_mapping_gives_the_same_facts(tmp_path: Path) -> None:
    """What is saved beside the facts can be imported by itself, to the byte."""
    path = tmp_path / "办理.csv"
    CASES["gbk csv"].make(path)
    found = import_file(path)
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(found.mapping, "utf-8")
    assert import_mapping(mapping).text == found.text == import_file(path).text


@pytest.mark.parametrize("name", ["wrong total", "a part's total is wrong, that of all is right"])
def test_a_wrong_total_that_no_fact_stands_on_is_a_remark(name: str, tmp_path: Path) -> None:
    """The saved mapping gives the facts that were taken, and tells the total again."""
    case = CASES[name]
    case.make(tmp_path / case.file)
    found, mapping = import_file(tmp_path / case.file), tmp_path / "映射.yaml"
    mapping.write_text(found.mapping, "utf-8")
    again = import_mapping(mapping)
    assert again.text == found.text
    assert any("的合计写的是" in note for note in again.notes)


def test_records_of_another_year_are_lines_to_take_over(tmp_path: Path) -> None:
    """Days of last year are asked; the mapping holds the facts of this year's alone as comments."""
    path, mapping = tmp_path / "演练.csv", tmp_path / "映射.yaml"
    rows = "1,2024-12-30,甲,12\n2,2025-1-5,乙,13\n3,2025-2-6,丙,14\n"
    path.write_text(f"2025年演练登记\n序号,日期,名称,人数(人)\n{rows}", "utf-8")
    found = import_file(path)
    assert not found.text
    lines = [line.replace("#  - ", "  - ") for line in found.mapping.splitlines()]
    mapping.write_text("\n".join(lines).replace("facts: []", "facts:"), "utf-8")
    facts = parse_facts(import_mapping(mapping).text, "表.yaml")
    assert list(told(facts).values()) == [_numbers(2), _numbers(27)]


CLERK = """
version: 1
document: {title: 某局2025年工作总结, period: 2025}
file: 台账.xlsx
sheets:
  cases: {sheet: 案件, columns: {立案/小计: {unit: 件}, 罚没款: {unit: 万元}}}
  posts: {sheet: 发稿}
facts:
  - {id: cases, indicator: 立案, from: cases, sum: 立案, unit: 件, parts: {columns: 立案, ids: [food, drug]}}
  - {id: fine, indicator: 罚没款, from: cases, sum: 罚没款}
  - {id: posts, indicator: 发稿, from: posts, count: rows, unit: 篇, previous: 3, parts: {by: 级别, order: [省级, 市级], ids: [province, city]}}
  - {id: city, indicator: 市级发稿, from: posts, count: rows, unit: 篇, where: {级别: 市级}}
  - {id: media, indicator: 用稿媒体, from: posts, count: {distinct: 媒体}, unit: 家}
  - {id: share, indicator: 省级占比, from: posts, ratio: [{count: rows, where: {级别: 省级}}, {count: rows}], unit: '%'}
  - {id: spring, indicator: 一季度发稿, from: posts, count: rows, unit: 篇, where: {日期: {from: 2025-01, to: 2025-03}}}
  - {id: kept, statement: 设3个股室}
"""


def clerk(path: Path) -> None:
    """Two sheets: a cross table by months without stored sums, and a record ledger."""
    page = sheet(
        [
            ["某局2025年案件统计台账"],
            ["填报:稽查股", None, None, None, "单位:件、万元"],
            ["月份", "立案", None, None, "罚没款"],
            [None, "食品", "药品", "小计", None],
            ["1月", 3, 2, "=SUM(B5:C5)", 1.5],
            ["2月", 4, 1, "=SUM(B6:C6)", 2.25],
            ["合计", "=SUM(B5:B6)", "=SUM(C5:C6)", "=SUM(D5:D6)", "=SUM(E5:E6)"],
            ["上年同期", 6, 2, 8, 4],
        ],
        "A1:E1",
        "B3:D3",
        "A3:A4",
        "E3:E4",
        title="案件",
    )
    posts = [
        ("2025.3.9", "省报", "省级"),
        ("2025.3.31", "市报", "市级"),
        ("2025.4.1", "市报", "市级"),
    ]
    sheet(
        [["序号", "日期", "媒体", "级别"], *([n, *post] for n, post in enumerate(posts, 1))],
        title="发稿",
        book=page.parent,
    )
    save(page, path)


def test_a_mapping_gives_sums_counts_ratios_and_the_year_before(tmp_path: Path) -> None:
    """Parts by columns and by values, rows before, conditions, distinct values, shares; totals are checks."""
    clerk(tmp_path / "台账.xlsx")
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(CLERK, "utf-8")
    facts = parse_facts(import_mapping(mapping).text, "表.yaml")
    assert told(facts) == {
        "cases": _numbers((10, 8)), "cases/food": _numbers((7, 6)), "cases/drug": _numbers((3, 2)),
        "fine": _numbers(("3.75", 4)), "posts": _numbers((3, 3)), "posts/province": _numbers(1),
        "posts/city": _numbers(2), "city": _numbers(2), "media": _numbers(2),
        "share": _numbers("33.33"), "spring": _numbers(2), "kept": (),
    }  # fmt: skip
    assert facts.by_id["fine"].source == "台账.xlsx!案件!E5:E6 求和"
    assert facts.by_id["city"].source == "台账.xlsx!发稿!A3:D4 计数(级别=市级)"


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("sum: 罚没款}", "sum: 罚款}", "没有“罚款”这一列。是不是要写 罚没款"),
        (
            "count: rows, unit: 篇, where: {级别: 市级}",
            "cuont: rows, where: {级别: 市级}",
            "行:映射的 facts 里没有“cuont”这个键。是不是要写 count",
        ),
        ("order: [省级, 市级]", "order: [省级]", "“级别”里还有市级,没有列入 order"),
        ("sheet: 发稿}", "sheet: 投稿}", "没有工作表“投稿”"),
        ("file: 台账.xlsx", "file: 没有.xlsx", "找不到这个文件"),
        ("罚没款: {unit: 万元}", "罚没款: {unit: 元}", ""),
        ("sum: 罚没款}", "sum: 罚没款, row: 合计}", "也只能写一个"),
        ("sum: 罚没款}", "row: 合计, column: 罚没款}", "E7:公式没有存下算出的值"),
        ("by: 级别", "by: 级另", "没有“级另”这一列"),
        ("facts:", "fatcs:", "映射里没有“fatcs”这个键"),
        ("设3个股室}", "设3个股室, sum: 罚没款}", "行:事实 kept:写了 sum,没有写 from"),
    ],
)
def test_what_does_not_fit_a_mapping_is_told(
    tmp_path: Path, old: str, new: str, told_of: str
) -> None:
    """With the line of the mapping, or the cell of the ledger; nothing is guessed."""
    clerk(tmp_path / "台账.xlsx")
    mapping = tmp_path / "映射.yaml"
    assert old in CLERK
    mapping.write_text(CLERK.replace(old, new), "utf-8")
    if not told_of:
        assert parse_facts(import_mapping(mapping).text).by_id["fine"].unit == "元"
        return
    with pytest.raises(AssistantError) as caught:
        import_mapping(mapping)
    assert told_of in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "fact", "found"),
    [
        ([["2026年管护"], ["林场", "2025年管护(亩)", "2026年管护(亩)"], ["东", 5, 7], ["西", 3, 4]],
         "{sum: 2025年管护}", "“2025年管护”是 2025 年的,应取 2026 年的"),
        ([["2026年管护"], ["林场", "2025年管护(亩)", "2026年管护(亩)"], ["东", 5, 7], ["西", 3, 4]],
         "{sum: 2026年管护, previous: {column: 2026年管护}}", "“2026年管护”是 2026 年的,上年数应取 2025 年的"),
        ([["2026年管护"], ["林场", "2025年管护(亩)", "面积(亩)"], ["东", 5, 7], ["西", 3, 4]],
         "{unit: '%', ratio: [{sum: 2025年管护}, {sum: 面积}]}", "“2025年管护”是 2025 年的,应取 2026 年的"),
        ([["年份", "借阅(册)"], ["2025年", 5], ["2026年", 7]],
         "{row: 2025年, column: 借阅}", "“2025年”是 2025 年的"),
        ([["日期", "借阅(册)"], ["2026-03-05", 5], ["2026-04-05", 7]],
         "{sum: 借阅, where: {日期: {from: 2025-01, to: 2025-12}}}", "“日期”是 2025 年的"),
        ([["2025年借阅"], ["馆", "借阅(册)"], ["东", 5]], "{sum: 借阅}", "是 2025 年的,按映射应是 2026 年的"),
    ],
)  # fmt: skip
def test_a_mapping_takes_the_figures_of_its_year_alone(
    rows: list[list[Any]], fact: str, found: str, tmp_path: Path
) -> None:
    """Last year's mapping, moved on in its period alone, takes no figure of last year."""
    save(sheet(rows), tmp_path / "甲.xlsx")
    mapping = tmp_path / "映射.yaml"
    head = "document: {title: 总结, period: 2026}\nfile: 甲.xlsx\nsheets: {a: {sheet: Sheet1}}\n"
    fact = fact.replace("{", "{id: x, indicator: 甲, from: a, ", 1)
    mapping.write_text(f"{head}facts: [{fact}]\n", "utf-8")
    with pytest.raises(LedgerError) as told_error:
        import_mapping(mapping)
    assert any(
        found in problem for problem in (told_error.value.message, *told_error.value.problems)
    )
    if "where" not in fact:  # the person says that another year is meant
        head = (
            head.replace("Sheet1", "Sheet1, year: 2025")
            if len(rows) == 3 and len(rows[0]) == 1
            else head
        )
        fact = fact.replace("甲", "2025年和2026年的")
        mapping.write_text(f"{head}facts: [{fact}]\n", "utf-8")
        assert "value: " in import_mapping(mapping).text


def test_a_wrong_total_stops_a_mapping(tmp_path: Path) -> None:
    """Unless the mapping says that totals are not to be looked at."""
    CASES["wrong total"].make(tmp_path / "调解.xlsx")
    mapping = tmp_path / "映射.yaml"
    text = "document: {title: 总结, period: 2025}\nfile: 调解.xlsx\nsheets:\n  a: {MORE}\nfacts:\n  - {id: a, indicator: 调解, from: a, sum: 调解}\n"
    mapping.write_text(text.replace("MORE", "table: 1"), "utf-8")
    with pytest.raises(LedgerError, match="B4:调解的合计写的是 68,B2:B3 加起来是 70,差 2"):
        import_mapping(mapping)
    mapping.write_text(text.replace("MORE", "totals: ignore"), "utf-8")
    target = tmp_path / "表.yaml"
    target.write_text(import_mapping(mapping).text, "utf-8")
    assert load_facts(target).by_id["a"].value == Decimal(70)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "人民调解.xlsx",
            {
                "受理": (187, 178),
                "调解成功": (181, 170),
                "涉案金额": ("67.5", "71.2"),
                "调解员": (55, 51),
            },
        ),
        (
            "主要指标.xlsx",
            {"地区生产总值": ("286.4", "268.9", 285), "城乡居民医保参保率": ("98.6", "98.1", 98)},
        ),
        ("信息采用.xlsx", {"信息采用": (36, 31), "信息采用/国家级": (6, 6)}),  # no kind 信息 of it
    ],
)
def test_the_shipped_ledgers(root: Path, name: str, facts: dict[str, Any]) -> None:
    """A cross table, a table of indicators, records of two years: all of it is taken."""
    found = import_file(root / "fixtures" / "ledgers" / name)
    assert found.questions == ()
    got = told(parse_facts(found.text, "表.yaml"))
    assert "按体裁分的信息采用" not in got
    assert {key: got[key] for key in facts} == {
        key: _numbers(value) for key, value in facts.items()
    }


def test_a_mapping_says_where_the_head_is_and_what_names_the_rows(tmp_path: Path) -> None:
    """``head``, ``key`` and ``fill``; a condition may bound a number."""
    path, mapping = tmp_path / "走访.csv", tmp_path / "映射.yaml"
    path.write_text("走访,统计,二次\n片区,姓名,走访(次)\n东,甲,12\n,乙,3\n西,丙,5\n", "utf-8")
    mapping.write_text(
        "document: {title: 总结, period: 2025}\nfile: 走访.csv\n"
        "sheets:\n  a: {head: 2, key: 姓名, fill: 片区}\nfacts:\n"
        "  - {id: all, indicator: 走访, from: a, sum: 走访, parts: {by: 片区}}\n"
        "  - {id: one, indicator: 乙走访, from: a, row: 乙}\n"
        "  - {id: few, indicator: 走访少的, from: a, count: rows, where: {走访: {from: 3, to: 5}}}\n",
        "utf-8",
    )
    facts = parse_facts(import_mapping(mapping).text, "表.yaml")
    wanted = {"all": 20, "all/东": 15, "all/西": 5, "one": 3, "few": 2}
    assert told(facts) == {name: _numbers(value) for name, value in wanted.items()}


@pytest.mark.parametrize("total", [30, 60])
def test_hidden_rows_are_left_out_where_the_mapping_says_so(total: int, tmp_path: Path) -> None:
    """Whether the total is of all rows or of those shown; the account says how many were left out."""
    page = sheet([["科室", "接待(批)"], ["一科", 10], ["二科", 20], ["三科", 30], ["合计", total]])
    page.row_dimensions[4].hidden = True
    save(page, tmp_path / "接待.xlsx")
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(
        "document: {title: 总结, period: 2025}\nfile: 接待.xlsx\nsheets: {a: {hidden: skip}}\n"
        "facts:\n  - {id: a, indicator: 接待, from: a, sum: 接待}\n",
        "utf-8",
    )
    found = import_mapping(mapping)
    assert told(parse_facts(found.text, "表.yaml")) == {"a": (Decimal(30),)}
    assert "计入 2 + 合计 1 + 表头 1 + 隐藏未计 1 = 5" in found.account[0]
    assert not found.notes


@pytest.mark.parametrize(
    ("note", "title", "office", "own"),
    [
        ("填报单位(盖章):河湾县民政局", "2025年社会救助情况表", "河湾县民政局", "我局"),
        ("报送单位：实验小学", "河湾县教育局2025年培训情况", "实验小学", "我校"),
        ("单位：件", "河湾县教育局2025年培训情况", "河湾县教育局", "我局"),
    ],
)
def test_the_office_is_who_filled_the_ledger_in(
    tmp_path: Path, note: str, title: str, office: str, own: str
) -> None:
    """What a note names, before the beginning of a title; a unit of measure is no office."""
    path = tmp_path / "台账.csv"
    path.write_text(f"{title}\n{note}\n项目,数量(件)\n甲类,3\n乙类,4\n", "utf-8")
    document = parse_facts(import_file(path).text, "表.yaml").document
    assert (document.organization, document.self_name) == (office, own)
    assert document.title == f"{office}2025年工作总结"


@pytest.mark.parametrize(
    ("names", "head", "told"),
    [
        ("一二三四五六七八", "村,低保对象(人)", True),
        ("一二三四五六七八九", "村,低保对象(人)", False),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯", "学校,资助学生(名)", False),
    ],
)
def test_more_parts_than_a_sentence_can_list_are_facts_but_not_told(
    tmp_path: Path, names: str, head: str, told: bool
) -> None:
    """Fourteen townships in every sentence are no summary; each is still there to be checked against."""
    path = tmp_path / "台账.csv"
    rows = "".join(f"{name}村,{at + 10}\n" for at, name in enumerate(names))
    path.write_text(f"2025年情况统计表\n{head}\n{rows}", "utf-8")
    found = import_file(path)
    sheet = parse_facts(found.text, "表.yaml")
    (whole,) = (fact for fact in sheet.facts if fact.parent is None)
    assert len(whole.parts) == len(names)
    assert {sheet.by_id[part].required for part in whole.parts} == {told}
    assert any(f"{len(names)} 个分项" in note for note in found.notes) is not told
    section = Section("r", "成效", Role.RESULTS, tuple(sheet.by_id))
    written = write_offline(section, sheet, (section,))
    assert ("其中" in written) is told


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        (["指标", "单位", "绝对量", "同比增长(%)"], [["发电量", "亿千瓦时", 86, 6.2], ["售电量", "亿千瓦时", 80, 5]], "“同比增长”(D列)没有取"),
        (["类别", "来电(件)", "占比(%)"], [["咨询", 30, 75], ["投诉", 10, 25]], "“占比”(C列)没有取"),
    ],
)  # fmt: skip
def test_a_column_of_numbers_that_is_not_taken_is_named(
    head: list[str], rows: list[list[Any]], told: str, tmp_path: Path
) -> None:
    """Growth and shares that no fact takes over are not passed over without a word."""
    save(sheet([head, *rows]), tmp_path / "甲.xlsx")
    assert any(told in note for note in import_file(tmp_path / "甲.xlsx").notes)


@pytest.mark.parametrize(
    ("rows", "name", "office"),
    [
        ([["关于报送白水县教体局2025年绿化情况的统计表"]], "Sheet1", "白水县教体局"),
        ([], "消防检查2025", ""),
        ([], "白水县民政局2025年", "白水县民政局"),
    ],
)
def test_who_reports_is_an_office(
    rows: list[list[Any]], name: str, office: str, tmp_path: Path
) -> None:
    """Of a title what stands behind 关于报送; a sheet's name only where it names one."""
    save(
        sheet([*rows, ["村", "植树(株)"], ["甲村", 5], ["乙村", 6]], title=name),
        tmp_path / "甲.xlsx",
    )
    found = parse_facts(import_file(tmp_path / "甲.xlsx").text).document.organization
    assert (found or "") == office
