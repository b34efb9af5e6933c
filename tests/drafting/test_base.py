"""Last year's summary carried over: what becomes of each kind of sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author
from assistant.drafting.base.base import CarryOver, carry_over
from assistant.drafting.base.carry import CarryKind
from assistant.drafting.base.last import last_year
from assistant.drafting.base.report import report_text, sentences_of, summary
from assistant.drafting.base.years import Years
from assistant.drafting.pipeline.pipeline import WritingOptions, write_draft
from assistant.drafting.references.render import render
from assistant.extraction import read_document, read_mentions
from assistant.facts import load_facts, parse_facts
from assistant.verification import verify
from tests.drafting.model_help import Scripted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.domain import FactSheet
    from assistant.drafting.model.models import Request

FACTS = """
document: {title: 平湖县统计局2025年工作总结, organization: 平湖县统计局, self: 我局, period: 2025}
facts:
  - {id: training, indicator: 业务培训, value: 18, unit: 期, previous: 15, target: 20}
  - {id: people, indicator: 业务培训参训人员, value: 960, unit: 人次, previous: 1080}
  - {id: visits, indicator: 走访企业, value: 320, unit: 家, previous: 320}
  - {id: cases, indicator: 立案, value: 31, unit: 件, previous: 26, required: false}
  - {id: new, indicator: 新建统计工作室, value: 4, unit: 个}
  - {id: day, event: 统计开放日活动, date: 09-20}
  - {id: next, indicator: 业务培训计划, value: 22, unit: 期, status: planned}
"""
LAST = """平湖县统计局2024年工作总结
2024年,我局认真履行职责。全年举办业务培训15期,比2023年增长25%,参训1080余人次;走访企业320家。
一、主要工作
(一)强化执法。全年立案26件,较上年增加6件,查阅卷宗77册。9月18日,开展统计开放日活动。11月6日,举办知识竞赛。
(二)做好服务。坚持问题导向,持续改进作风。
二、下一步工作打算
2025年,我局将抓好队伍建设,举办业务培训20期。继续发扬严谨细致的作风。
"""


@pytest.fixture(scope="module")
def carry() -> CarryOver:
    """The carry-over of the text above."""
    sheet = parse_facts(FACTS)
    return carry_over(last_year(read_document(LAST), sheet), sheet)


def new_of(carry: CarryOver, words: str) -> tuple[CarryKind, str]:
    """The kind and the new source of the sentence that had these words."""
    return next((s.kind, s.source) for s in sentences_of(carry) if words in s.old)


@pytest.mark.parametrize("name", ["平湖县统计局", "平湖县统计局办公室"])
def test_who_signed_last_year_is_no_sentence_of_the_text(name: str) -> None:
    """A name at the end without a date is a signature where the facts name it; other words are not."""
    sheet = parse_facts(FACTS.replace("self: 我局", f"signed_by: {name}, self: 我局"))
    carried = carry_over(last_year(read_document(f"{LAST}{name}\n"), sheet), sheet)
    assert not [one for one in sentences_of(carried) if one.old.strip() == name]
    other = carry_over(last_year(read_document(f"{LAST}统计数据法\n"), sheet), sheet)
    assert [one for one in sentences_of(other) if one.old.strip() == "统计数据法"]


@pytest.mark.parametrize(
    ("words", "kind", "source"),
    [
        ("业务培训15期", CarryKind.CARRIED, "举办业务培训{training}"),
        ("立案26件", CarryKind.OPEN, "查阅卷宗【待补：查阅卷宗】"),
        ("9月18日", CarryKind.CARRIED, "{day.date},开展统计开放日活动。"),
        ("11月6日", CarryKind.EVENT, ""),
        ("坚持问题导向", CarryKind.STANDING, "坚持问题导向,持续改进作风。"),
        ("业务培训20期", CarryKind.PLAN, ""),
        ("继续发扬", CarryKind.STANDING, "继续发扬严谨细致的作风。"),
    ],
)
def test_each_sentence_is_what_its_figures_make_it(
    carry: CarryOver, words: str, kind: CarryKind, source: str
) -> None:
    """Bound figures are references, others gaps; dated things and plans of last year go."""
    found, new = new_of(carry, words)
    assert found is kind
    assert new == source or (source and source in new)


def test_nothing_of_last_year_is_left(carry: CarryOver) -> None:
    """No figure and no year of last year, and no finding."""
    sheet = parse_facts(FACTS)
    text = carry.assembled.document.text
    assert not verify(text, sheet).findings
    for gone in ("2024", "2023", "15期", "1080", "26件", "77", "9月18日", "11月6日", "25%"):
        assert gone not in text
    for new in ("18期", "上年增长20%", "31件", "9月20日", "新建统计工作室4个", "22期"):
        assert new in text


def test_an_approximation_follows_the_new_value(carry: CarryOver) -> None:
    """余 is chosen anew: 960 is 960, and not 1080余."""
    assert "参训960人次" in carry.assembled.document.text


def test_the_report_has_every_sentence_and_its_reason(carry: CarryOver) -> None:
    """Old and new, with why a figure is open and what became of the plan."""
    text = report_text(carry, parse_facts(FACTS))
    assert all(s.old.strip() in text for s in sentences_of(carry))
    assert "去年计划业务培训20期,今年18期:没有完成" in text
    assert "77册:去年的事实表里没有这个数" in text
    assert summary(carry).startswith("去年的总结:沿用")


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("2024年以来", "2025年以来"),
        ("比2023年多", "比上年多"),
        ("二〇二四年", "二〇二五年"),
        ("2025年目标", "2026年目标"),
        ("自2015年成立", "自2015年成立"),
        ("〔2024〕5号文件", "【待补：文号】文件"),
        ("12024户", "12024户"),
        ("201*年以来,xx年年底", "【待补：年份】年以来,【待补：年份】年年底"),
    ],
)
def test_years_move_on(words: str, moved: str) -> None:
    """The year reported on, its neighbours, file numbers; history and numbers stay."""
    assert Years(2024, 2025).moved(words)[0] == moved


PAIRS = (
    ("松河市第二十一中学2024年度工作总结", "../facts/school", "", "【待补：编印校本教材】"),
    ("青禾县民政局2024年工作总结", "青禾县民政局2025年事实表", "", "占59.0%"),
    (
        "云屏县交通运输局2024年工作总结",
        "云屏县交通运输局2025年事实表",
        "云屏县交通运输局2024年事实表",
        "【待补：清理边沟】",
    ),
)


@pytest.mark.parametrize(
    ("text", "facts", "last", "words"), PAIRS, ids=["school", "civil", "roads"]
)
def test_a_summary_of_last_year_becomes_one_of_this_year(
    root: Path, text: str, facts: str, last: str, words: str
) -> None:
    """Four of five sentences carried whole, nothing of last year by value, no finding.

    The summaries are as long as real ones: 1,500 characters or more.
    """
    folder = root / "fixtures" / "base"
    sheet = load_facts(folder / f"{facts}.yaml")
    earlier = load_facts(folder / f"{last}.yaml") if last else None
    old = (folder / f"{text}.txt").read_text("utf-8")
    carry = carry_over(last_year(read_document(old), sheet, earlier), sheet)
    new = carry.assembled.document.text
    assert not verify(carry.assembled.document, sheet).findings
    with_figures = [s for s in sentences_of(carry) if s.kind in {CarryKind.CARRIED, CarryKind.OPEN}]
    whole = [s for s in with_figures if s.kind is CarryKind.CARRIED]
    assert len(whole) >= 0.8 * len(with_figures) >= 8
    of_last_year = _values(old, sheet) - _values(new, sheet)
    kept = _values(old, sheet) & _values(new, sheet)
    assert len(old) >= 1500
    assert len(of_last_year) > 20
    assert kept <= _known(sheet)
    assert "2024" not in new
    assert words in new
    report = report_text(carry, sheet)
    assert all(s.old.strip() in report for s in sentences_of(carry))


def _kept(request: Request) -> str:
    """A model that hands in last year's section as it was shown."""
    return re.findall(r"\n## 去年的这一节\n(.*?)\n\n上面是", request.prompt, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("answer", "author", "note"),
    [(_kept, Author.MODEL, ""), (lambda _: "全年立案999件。", Author.OFFLINE, "沿用去年的写法")],
    ids=["kept", "false"],
)
def test_a_model_goes_on_from_last_years_section(
    carry: CarryOver, answer: Callable[[Request], str], author: Author, note: str
) -> None:
    """It is shown this year's references, no figure of last year; what it spoils stays carried."""
    sheet = parse_facts(FACTS)
    bases = {section.id: section.source for section in carry.draft.sections}
    plan = tuple(replace(section, revisions=()) for section in carry.draft.sections)
    model = Scripted(answer)
    options = WritingOptions(fallback_offline=True)
    draft = write_draft(sheet, plan, model=model, options=options, bases=bases)
    wide = str.maketrans("(),;:", "（），；：")
    told = [section.source.translate(wide) for section in draft.sections]
    assert told == [base.translate(wide) for base in bases.values()]
    for section in draft.sections:
        assert section.revisions[-1].author is author
        assert note in section.revisions[-1].note
    shown = "".join(request.prompt for request in model.asked)
    for gone in ("2023", "1080余", "77册", "9月18日", "11月6日", "25%"):
        assert gone not in shown


def _values(text: str, sheet: FactSheet) -> set[tuple[object, str | None]]:
    """The values of all figures of a text with their units."""
    mentions = read_mentions(text, units=sheet.units)
    return {(m.low, m.unit) for m in mentions if m.exempt is None and m.low is not None}


def _known(sheet: FactSheet) -> set[tuple[object, str | None]]:
    """What this year's facts tell, however it is written."""
    whole = "，".join(
        f"{fact.name}，{render(f'{{{one}}}', sheet, lenient=True).text}，"
        f"{render(f'{{{one}:万}}', sheet, lenient=True).text}"
        for fact in sheet.facts
        for one in (fact.id, *(f"{fact.id}.{f}" for f in ("target", "growth", "increase", "date")))
    )
    return _values(whole, sheet)


PLACED = """
document: {title: 平湖县统计局2025年工作总结, organization: 平湖县统计局, self: 我局, period: 2025}
facts:
  - {id: training, indicator: 业务培训, value: 18, unit: 期, parts: [{indicator: 县级, value: 10}, {indicator: 镇级, value: 8}]}
  - {id: visits, indicator: 走访企业, value: 320, unit: 家, parts: [{indicator: 工业, value: 300}, {indicator: 服务业, value: 20}]}
  - {id: weak, statement: 业务培训的实训内容偏少, section: SECTION}
"""


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("problems", "存在的困难和问题"),
        ("问题", "存在的困难和问题"),
        ("存在的问题和不足", "存在的困难和问题"),
        ("主要工作", "主要工作"),
        ("results", "主要工作"),
        ("下一步打算", "2026年工作打算"),
    ],
)
def test_what_the_person_placed_stays_in_its_section(section: str, heading: str) -> None:
    """However last year's heading was worded: a weakness is not told among the results."""
    last = "平湖县统计局2024年工作总结\n一、主要工作\n全年举办业务培训15期，走访企业310家。\n二、存在的困难和问题\n基层力量薄弱。\n三、2025年工作打算\n继续抓好培训。\n"
    sheet = parse_facts(PLACED.replace("SECTION", section))
    carry = carry_over(last_year(read_document(last), sheet), sheet)
    (home,) = (one for one in carry.sections if "{weak}" in one.source)
    assert home.heading == heading
    text = carry.assembled.document.text
    assert text.index("业务培训中，县级10期") < text.index("走访企业中，工业300家")
