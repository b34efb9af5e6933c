"""Faulty ledgers, built as offices build them, with what is right for each."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Case:
    """A ledger.

    Attributes:
        file: its name.
        make: writes it.
        facts: id → value, and previous where there is one; exactly these are taken.
        asked: what the questions must name, each a piece of a message.
        kinds: sheet → how many rows of which kind.
    """

    file: str
    make: Callable[[Path], None]
    facts: dict[str, Any]
    asked: tuple[str, ...] = ()
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    units: dict[str, str | None] = field(default_factory=dict)


def sheet(
    rows: list[list[Any]], *merges: str, title: str = "Sheet1", book: Workbook | None = None
) -> Worksheet:
    """A sheet with rows and merges, in a new workbook or in ``book``."""
    if book is None:
        book = Workbook()
        page = book.active
        page.title = title
    else:
        page = book.create_sheet(title)
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    return page


def save(page: Worksheet, path: Path) -> None:
    """Saves the workbook of a sheet."""
    page.parent.save(path)


def unmerged_heads(path: Path) -> None:
    """Two head rows; the upper names stand over their first column only, nothing is merged."""
    save(
        sheet(
            [
                ["2025年信访办理情况统计表"],
                ["单位:件"],
                ["乡镇", "受理", None, None, "办结", None],
                [None, "来信", "来访", "小计", "按期", "逾期"],
                ["东河镇", 12, 30, 42, 40, 2],
                ["西岭乡", 8, 15, 23, 22, 1],
                ["合　计", 20, 45, 65, 62, 3],
                ["注:本表由信访股填报。"],
            ]
        ),
        path,
    )


def subtotals(path: Path) -> None:
    """A merged first column, a subtotal under each group, the total at the end."""
    save(
        sheet(
            [
                ["片区", "村", "低保户数(户)", "发放金额(万元)"],
                ["南片", "上湾村", 12, 3.6],
                [None, "下湾村", 9, 2.7],
                [None, "小计", 21, 6.3],
                ["北片", "石桥村", 20, 6.05],
                [None, "田心村", 4, 1.2],
                [None, "小计", 24, 7.25],
                ["总计", None, 45, 13.55],
            ],
            "A2:A4",
            "A5:A7",
            title="2025年低保",
        ),
        path,
    )


def text_numbers(path: Path) -> None:
    """Numbers typed as texts, in every way; one of them is no number."""
    page = sheet(
        [
            ["2025年企业服务台账"],
            ["街道", "走访企业(家)", "解决问题(个)", "到位资金(万元)", "新增就业(人)"],
            ["桥东街道", "1,234", "１２", "10.5万元", "约300"],
            ["桥西街道", "86家", " 7 ", "—", "20"],
            ["城北街道", "无", "3", "2.25", "15"],
        ],
        "A1:E1",
    )
    save(page, path)


def hidden(path: Path) -> None:
    """A filter hides two rows; they count and are told."""
    page = sheet(
        [["科室", "办件量(件)"], ["综合科", 10], ["法规科", 20], ["执法科", 30], ["合计", 60]],
        title="2025年办件",
    )
    page.auto_filter.ref = "A1:B4"
    for row in (3, 4):
        page.row_dimensions[row].hidden = True
    save(page, path)


def text_dates(path: Path) -> None:
    """Days in every spelling of an office."""
    days = [
        "2025.3.5",
        "2025-3-15",
        "2025/4/1",
        "2025年5月6日",
        "20250708",
        "7月9日",
        "8.10",
        20250911,
    ]
    rows = [[n, day, f"简讯第{n}号", "市级" if n % 2 else "省级"] for n, day in enumerate(days, 1)]
    save(sheet([["序号", "日期", "标题", "级别"], *rows], title="2025年信息"), path)


def number_dates(path: Path) -> None:
    """3.10 typed as a number is 3.1: nobody can tell the tenth from the first."""
    rows = [
        [1, "3.5", "甲", "市级"],
        [2, 3.10, "乙", "市级"],
        [3, 4.2, "丙", "省级"],
        [4, "4.20", "丁", "省级"],
    ]
    save(sheet([["序号", "日期", "标题", "级别"], *rows], title="2025年信息"), path)


def notes(path: Path) -> None:
    """A title, a line above, notes and signatures below, a repeated head of the second page."""
    save(
        sheet(
            [
                ["松林县林业局2025年造林任务完成情况表", None, None, None],
                ["填报单位:松林县林业局", None, None, "单位:亩"],
                ["乡镇", "造林面积", "抚育面积", "备注"],
                ["前屯镇", 1200, 300, None],
                ["后屯镇", 800, 150, "含补植"],
                [None, None, None, None],
                ["乡镇", "造林面积", "抚育面积", "备注"],
                ["岭上乡", 500, 50, None],
                ["合计", 2500, 500, None],
                ["说明:1.抚育面积含上年结转。"],
                ["填表人:张某", None, "审核人:李某", None],
            ],
            "A1:D1",
        ),
        path,
    )


def same_names(path: Path) -> None:
    """数量 and 金额 stand twice, without a name above; 合格率 has neither unit nor format."""
    save(
        sheet(
            [
                ["种类", "数量", "金额", "数量", "金额", "检查(次)"],
                ["粮油", 3, 1.5, 4, 2.5, 9],
                ["果蔬", 5, 0.5, 6, 3.5, 8],
            ],
            title="2025年采购",
        ),
        path,
    )


def stacked(path: Path) -> None:
    """Two tables on one sheet, one above the other, and a third beside them."""
    page = sheet(
        [
            ["表一 2025年培训情况", None, None, None, "2025年设备"],
            ["股室", "期数(期)", "人次(人次)", None, "名称", "单位", "数量"],
            ["人事股", 3, 120, None, "电脑", "台", 12],
            ["法规股", 2, 80, None, "车辆", "辆", 3],
            ["合计", 5, 200, None, None, None, None],
            [],
            ["表二 2025年会议情况"],
            ["股室", "会议(次)"],
            ["人事股", 7],
            ["法规股", 4],
        ],
        "A1:C1",
        "E1:G1",
        "A7:C7",
    )
    save(page, path)


def gbk_csv(path: Path) -> None:
    """A .csv in GBK with a percent sign and a thousands comma."""
    text = '镇街,受理(件),办结率(%),经费(元)\r\n河口镇,"1,024",98.5%,"12,000"\r\n山前镇,76,99.1%,"8,000.50"\r\n合计,"1,100",98.6%,"20,000.50"\r\n'
    path.write_bytes(text.encode("gbk"))


def old_xls(path: Path) -> None:
    """A binary workbook with merged heads, a percent by its format, a real date."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("2025年质检")
    percent, plain = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf()
    page.write_merge(0, 0, 0, 3, "2025年质量抽检情况")
    page.write_merge(1, 2, 0, 0, "类别")
    page.write_merge(1, 1, 1, 2, "抽检(批次)")
    page.write(2, 1, "2025年")
    page.write(2, 2, "2024年")
    page.write_merge(1, 2, 3, 3, "合格率")
    for row, (name, now, last, rate) in enumerate(
        (("食品", 40, 35, 0.985), ("农资", 12, 10, 1.0), ("合计", 52, 45, 0.988)), 3
    ):
        for column, value in enumerate((name, now, last)):
            page.write(row, column, value, plain)
        page.write(row, 3, rate, percent)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def percents(path: Path) -> None:
    """98.5 % by format, 98.5 under a head with %, and a 0.985 that may be either."""
    page = sheet(
        [
            ["指标", "单位", "本年", "上年同期", "目标"],
            ["按期办结率", "%", 0.985, 0.972, 0.98],
            ["群众满意度", "%", 96.4, 95.1, 95],
            ["差错率", "%", 0.35, 0.4, 0.5],
            ["办件量", "件", 4120, 3900, 4000],
            ["投资", "亿元", 12.5, 11, None],
        ],
        title="2025年指标",
    )
    for column in "CDE":
        page[f"{column}2"].number_format = "0.0%"
    save(page, path)


def formulas(path: Path) -> None:
    """Sums that were never computed, an error cell, and columns that do not need them."""
    save(
        sheet(
            [
                ["月份", "检查(家次)", "整改(处)", "罚款(万元)", "合计(处)"],
                ["1月", 10, 4, "=1.5*2", 4],
                ["2月", 12, 3, 2.5, "#DIV/0!"],
                ["合计", "=SUM(B2:B3)", "=SUM(C2:C3)", "=SUM(D2:D3)", None],
            ],
            title="2025年检查",
        ),
        path,
    )


def wrong_total(path: Path) -> None:
    """The total was not brought up to date."""
    save(
        sheet(
            [
                ["乡镇", "调解(件)", "成功(件)"],
                ["甲镇", 30, 28],
                ["乙镇", 40, 39],
                ["合计", 68, 67],
            ],
            title="2025年调解",
        ),
        path,
    )


def indicators(path: Path) -> None:
    """Sub-headings, units of their own column, blanks, a row of the same name, a bound."""
    save(
        sheet(
            [
                ["全区2025年主要指标完成情况"],
                ["指标名称", "计量单位", "1-12月实绩", "上年同期", "增长%", "年度目标"],
                ["一、综合"],
                ["地区生产总值", "亿元", 386.2, 361.5, 6.8, 385],
                ["固定资产投资", "亿元", 120, 125, -4.0, "130"],
                ["二、民生"],
                ["城镇新增就业", "人", 5230, 5100, 2.5, 5000],
                ["登记失业率", "%", "3.5%以内", None, None, None],
                ["培训人数", "人", "—", 300, None, None],
                ["其中:线上培训", "人", 120, 100, 20, None],
            ],
            "A1:F1",
            "A3:F3",
            "A6:F6",
        ),
        path,
    )


def two_years(path: Path) -> None:
    """A sheet a year; this year's ends in October."""
    book = Workbook()
    first = book.active
    first.title = "2025年"
    sheet([], title="2024年", book=book)
    for page, year, months in (
        (first, 2025, (1, 3, 10, 10)),
        (book["2024年"], 2024, (2, 9, 11, 12, 12)),
    ):
        page.append(["序号", "发稿日期", "标题", "级别"])
        for n, month in enumerate(months, 1):
            page.append([n, f"{year}.{month}.1{n}", f"{year}稿{n}", "省级" if n % 2 else "市级"])
    book.save(path)


def stocks(path: Path) -> None:
    """A level at the month's end, a running sum, and quarters among months are not added up."""
    save(
        sheet(
            [
                ["月份", "期末在册(人)", "新增(人)"],
                ["1月", 100, 5],
                ["2月", 104, 4],
                ["一季度", 110, 15],
            ],
            title="2025年人员",
        ),
        path,
    )


CASES = {
    "unmerged heads": Case(
        "信访.xlsx",
        unmerged_heads,
        {
            "受理": 65,
            "受理/来信": 20,
            "受理/来访": 45,
            "办结按期": 62,
            "办结按期/东河镇": 40,
            "办结按期/西岭乡": 22,
            "办结逾期": 3,
            "办结逾期/东河镇": 2,
            "办结逾期/西岭乡": 1,
        },
        kinds={"Sheet1": {"title": 1, "note": 2, "head": 2, "row": 2, "total": 1}},
        units={"受理": "件", "办结按期": "件"},
    ),
    "subtotals": Case(
        "低保.xlsx",
        subtotals,
        {
            "低保户数": 45,
            "低保户数/上湾村": 12,
            "低保户数/下湾村": 9,
            "低保户数/石桥村": 20,
            "低保户数/田心村": 4,
            "发放金额": "13.55",
            "发放金额/上湾村": "3.6",
            "发放金额/下湾村": "2.7",
            "发放金额/石桥村": "6.05",
            "发放金额/田心村": "1.2",
        },
        kinds={"2025年低保": {"head": 1, "row": 4, "total": 3}},
        units={"发放金额": "万元"},
    ),
    "text numbers": Case(
        "企业.xlsx",
        text_numbers,
        {
            "走访企业": 1320,
            "走访企业/桥东街道": 1234,
            "走访企业/桥西街道": 86,
            "解决问题": 22,
            "解决问题/桥东街道": 12,
            "解决问题/桥西街道": 7,
            "解决问题/城北街道": 3,
            "到位资金": "12.75",
            "到位资金/桥东街道": "10.5",
            "到位资金/城北街道": "2.25",
        },
        asked=("E3:应是数字,写的是“约300”",),
    ),
    "hidden rows": Case(
        "办件.xlsx",
        hidden,
        {"办件量": 60, "办件量/综合科": 10, "办件量/法规科": 20, "办件量/执法科": 30},
    ),
    "dates as texts": Case("信息.xlsx", text_dates, {"信息": 8, "信息/市级": 4, "信息/省级": 4}),
    "dates as numbers": Case(
        "信息2.xlsx", number_dates, {}, asked=("B3:日期写成了数字 3.1", "B4:日期写成了数字 4.2")
    ),
    "notes": Case(
        "造林.xlsx",
        notes,
        {
            "造林面积": 2500,
            "造林面积/前屯镇": 1200,
            "造林面积/后屯镇": 800,
            "造林面积/岭上乡": 500,
            "抚育面积": 500,
            "抚育面积/前屯镇": 300,
            "抚育面积/后屯镇": 150,
            "抚育面积/岭上乡": 50,
        },
        kinds={"Sheet1": {"title": 1, "note": 3, "head": 2, "row": 3, "blank": 1, "total": 1}},
        units={"造林面积": "亩"},
    ),
    "same names": Case(
        "采购.xlsx",
        same_names,
        {"检查": 17, "检查/粮油": 9, "检查/果蔬": 8},
        asked=("B列", "C列", "D列", "E列"),
    ),
    "stacked": Case(
        "综合.xlsx",
        stacked,
        {
            "期数": 5,
            "期数/人事股": 3,
            "期数/法规股": 2,
            "人次": 200,
            "人次/人事股": 120,
            "人次/法规股": 80,
            "会议": 11,
            "会议/人事股": 7,
            "会议/法规股": 4,
            "电脑": 12,
            "车辆": 3,
        },
    ),
    "gbk csv": Case(
        "办理.csv",
        gbk_csv,
        {
            "受理": 1100,
            "受理/河口镇": 1024,
            "受理/山前镇": 76,
            "办结率": "98.6",
            "经费": "20000.5",
            "经费/河口镇": 12000,
            "经费/山前镇": "8000.5",
        },
    ),
    "old xls": Case(
        "质检.xls",
        old_xls,
        {"抽检": (52, 45), "抽检/食品": (40, 35), "抽检/农资": (12, 10), "合格率": "98.8"},
        units={"合格率": "%"},
    ),
    "percents": Case(
        "指标.xlsx",
        percents,
        {
            "按期办结率": ("98.5", "97.2", 98),
            "群众满意度": ("96.4", "95.1", 95),
            "办件量": (4120, 3900, 4000),
            "投资": ("12.5", 11),
        },
        asked=("C4:单位是 %,写的是 0.35",),
    ),
    "formulas": Case(
        "检查.xlsx", formulas, {"检查": 22, "整改": 7}, asked=("D2:公式没有存下算出的值",)
    ),
    "wrong total": Case(
        "调解.xlsx",
        wrong_total,
        {"成功": 67, "成功/甲镇": 28, "成功/乙镇": 39},
        asked=("B4:调解的合计写的是 68,B2:B3 加起来是 70",),
    ),
    "indicators": Case(
        "主要指标.xlsx",
        indicators,
        {
            "地区生产总值": ("386.2", "361.5", 385),
            "固定资产投资": (120, 125, 130),
            "城镇新增就业": (5230, 5100, 5000),
            "登记失业率": "3.5",
        },
        kinds={"Sheet1": {"title": 1, "head": 1, "section": 2, "row": 5, "among": 1}},
    ),
    "two years": Case(
        "发稿.xlsx", two_years, {"2025年": (4, 2), "2025年/省级": (2, 1), "2025年/市级": (2, 1)}
    ),
    "stocks": Case("人员.xlsx", stocks, {}, asked=("各行的时间互相包含",)),
}


def _plain(rows: list[list[Any]], *merges: str) -> Callable[[Path], None]:
    return lambda path: save(sheet(rows, *merges, title="2025年台账"), path)


_TITLE: list[Any] = ["2025年工作统计"]
CASES |= {
    "three head rows": Case(
        "甲.xlsx",
        _plain(
            [
                ["镇街", "受理(件)", None, None, None, "办结(件)"],
                [None, "来信", None, "来访", None, None],
                [None, "初信", "重信", "初访", "重访", None],
                ["甲镇", 1, 2, 3, 4, 9],
                ["乙镇", 5, 6, 7, 8, 20],
                ["合计", 6, 8, 10, 12, 29],
            ],
            "A1:A3",
            "B1:E1",
            "B2:C2",
            "D2:E2",
            "F1:F3",
        ),
        {
            "受理来信初信": 6,
            "受理来信初信/甲镇": 1,
            "受理来信初信/乙镇": 5,
            "受理来信重信": 8,
            "受理来信重信/甲镇": 2,
            "受理来信重信/乙镇": 6,
            "受理来访初访": 10,
            "受理来访初访/甲镇": 3,
            "受理来访初访/乙镇": 7,
            "受理来访重访": 12,
            "受理来访重访/甲镇": 4,
            "受理来访重访/乙镇": 8,
            "办结": 29,
            "办结/甲镇": 9,
            "办结/乙镇": 20,
        },
    ),
    "total on top": Case(
        "甲.xlsx",
        _plain([["乡镇", "受理(件)"], ["合计", 30], ["甲镇", 10], ["乙镇", 20]]),
        {"受理": 30, "受理/甲镇": 10, "受理/乙镇": 20},
    ),
    "empty first column": Case(
        "甲.xlsx",
        _plain([[], [None, "乡镇", "受理(件)"], [None, "甲镇", 3], [None, "乙镇", 4]]),
        {"受理": 7, "受理/甲镇": 3, "受理/乙镇": 4},
    ),
    "a merged number": Case(
        "甲.xlsx",
        _plain(
            [
                ["村", "户主", "补助(元)"],
                ["甲村", "张某", 500],
                ["甲村", "李某", None],
                ["乙村", "王某", 300],
            ],
            "C2:C3",
            "A2:A3",
        ),
        {},
        asked=("C2:这个数是几行合并的",),
    ),
    "one unit above": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["单位:万元"],
                ["乡镇", "项目数", "投资额"],
                ["甲镇", 3, 120.5],
                ["乙镇", 2, 80],
            ]
        ),
        {"投资额": "200.5", "投资额/甲镇": "120.5", "投资额/乙镇": 80},
        asked=("“项目数”:表上写的单位是“万元”",),
    ),
    "year before behind each": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["乡镇", "受理数(件)", "上年同期", "增长%", "办结数(件)", "上年同期", "增长%"],
                ["甲镇", 10, 8, 25, 9, 6, 50],
                ["乙镇", 20, 16, 25, 18, 15, 20],
                ["合计", 30, 24, 25, 27, 21, 28.6],
            ]
        ),
        {
            "受理数": (30, 24),
            "受理数/甲镇": (10, 8),
            "受理数/乙镇": (20, 16),
            "办结数": (27, 21),
            "办结数/甲镇": (9, 6),
            "办结数/乙镇": (18, 15),
        },
    ),
    "years above": Case(
        "甲.xlsx",
        _plain(
            [
                ["乡镇", "2025年", None, "2024年", None],
                [None, "受理(件)", "办结(件)", "受理(件)", "办结(件)"],
                ["甲镇", 10, 9, 8, 7],
                ["乙镇", 20, 18, 16, 15],
            ],
            "A1:A2",
            "B1:C1",
            "D1:E1",
        ),
        {
            "受理": (30, 24),
            "受理/甲镇": (10, 8),
            "受理/乙镇": (20, 16),
            "办结": (27, 22),
            "办结/甲镇": (9, 7),
            "办结/乙镇": (18, 15),
        },
    ),
    "years as numbers": Case(
        "甲.xlsx",
        _plain([["类别", 2025, 2024], ["企业(户)", 100, 90], ["个体(户)", 300, 280]]),
        {"企业": (100, 90), "个体": (300, 280)},
    ),
    "months across": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["指标", "单位", "1月", "2月", "3月", "合计"],
                ["走访", "次", 3, 4, 5, 12],
                ["宣传", "场", 1, 2, 3, 6],
            ]
        ),
        {"走访": 12, "宣传": 6},
    ),
    "months across, wrong": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["指标", "单位", "1月", "2月", "合计"],
                ["走访", "次", 3, 4, 8],
                ["宣传", "场", 1, 2, 3],
            ]
        ),
        {},
        asked=("E3:合计的合计写的是 8",),
    ),
    "months across, no sum": Case(
        "甲.xlsx",
        _plain(
            [_TITLE, ["指标", "单位", "1月", "2月"], ["走访", "次", 3, 4], ["宣传", "场", 1, 2]]
        ),
        {},
        asked=("不知道取哪一列",),
    ),
    "units in the rows": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["指标", "本年", "上年同期"],
                ["受理(件)", 100, 90],
                ["罚没款（万元）", 12.5, 13.1],
                ["办结率(%)", 98.5, 97],
            ]
        ),
        {"受理": (100, 90), "罚没款": ("12.5", "13.1"), "办结率": ("98.5", 97)},
    ),
    "unlike rows": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["工作内容", "一科", "二科", "合计"],
                ["会议(次)", 3, 4, 7],
                ["培训(期)", 2, 1, 3],
            ]
        ),
        {"会议": 7, "培训": 3},
    ),
    "a column of which": Case(
        "甲.xlsx",
        _plain([_TITLE, ["乡镇", "受理(件)", "其中:网上(件)"], ["甲镇", 10, 4], ["乙镇", 20, 6]]),
        {"受理": 30, "受理/甲镇": 10, "受理/乙镇": 20},
        asked=("其中:网上",),
    ),
    "rows of which": Case(
        "甲.xlsx",
        _plain([_TITLE, ["类别", "受理(件)"], ["来信", 30], ["其中:网信", 10], ["来访", 28]]),
        {},
        asked=("有“其中”行,又没有合计行",),
    ),
    "half years": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["月份", "受理(件)"],
                ["1月", 1],
                ["2月", 2],
                ["上半年小计", 3],
                ["7月", 4],
                ["8月", 5],
                ["下半年小计", 9],
                ["全年合计", 12],
            ]
        ),
        {"受理": 12},
    ),
    "running months": Case(
        "甲.xlsx",
        _plain([_TITLE, ["月份", "受理(件)"], ["1月", 1], ["1-2月", 3], ["1-3月", 6]]),
        {},
        asked=("各行的时间互相包含",),
    ),
    "a rate that may be either": Case(
        "甲.xlsx",
        _plain([_TITLE, ["乡镇", "办结率(%)"], ["甲镇", 95], ["乙镇", 1], ["合计", 0.93]]),
        {},
        asked=("B5:单位是 %,写的是 0.93",),
    ),
    "targets": Case(
        "甲.xlsx",
        _plain(
            [
                _TITLE,
                ["指标", "单位", "目标值", "完成值", "完成率"],
                ["产值", "亿元", 100, 110, "110%"],
                ["入库项目", "个", 20, 19, "95%"],
            ]
        ),
        {"产值": (110, 100), "入库项目": (19, 20)},
    ),
    "a row a year": Case(
        "甲.xlsx",
        _plain([["年份", "受理(件)"], ["2023年", 10], ["2024年", 12], ["2025年", 15]]),
        {"受理": (15, 12)},
    ),
    "telephone numbers": Case(
        "甲.xlsx",
        _plain(
            [
                ["序号", "姓名", "联系电话", "部门"],
                [1, "甲", 13800138000, "一科"],
                [2, "乙", 13900139000, "一科"],
                [3, "丙", 13700137000, "二科"],
                [4, "丁", 13700137001, "二科"],
            ]
        ),
        {"台账": 4, "台账/一科": 2, "台账/二科": 2},
    ),
    "numbers in brackets": Case(
        "甲.xlsx",
        _plain([_TITLE, ["乡镇", "增减(件)"], ["甲镇", "(3)"], ["乙镇", 4]]),
        {},
        asked=("没有认出数字列",),
    ),
    "the whole county": Case(
        "甲.xlsx",
        _plain([_TITLE, ["地区", "人口(万人)"], ["全县", 31], ["甲镇", 10], ["乙镇", 20]]),
        {},
        asked=("B3:人口的合计写的是 31,B4:B5 加起来是 30",),
    ),
    "another year's day": Case(
        "甲.xlsx",
        _plain([["序号", "日期", "标题"], [1, "2025.1.2", "甲"], [2, "2024.12.30", "乙"]]),
        {},
        asked=("B3:日期是 2024 年的",),
    ),
    "fines": Case(
        "甲.xlsx",
        _plain(
            [
                ["2025年罚没台账"],
                ["序号", "日期", "案由", "罚款(元)"],
                [1, "3月5日", "无证", 500],
                [2, "4月5日", "超范围", 1000],
                ["合计", None, None, 1500],
            ]
        ),
        {"罚没": 2, "罚款": 1500},
    ),
}
