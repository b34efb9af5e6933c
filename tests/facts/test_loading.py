"""Loading facts files: what each key becomes, encodings, files that are none."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from facts.texts import HEAD
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Bound, DateSpan, PartialDate, Period, SectionSpec, Status
from assistant.errors import FactsError
from assistant.facts import load_facts, parse_facts
from assistant.facts.derived import derive

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = ("audit", "bureau", "environment", "publicity-county", "school")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_facts_files_load_without_a_warning(root: Path, name: str) -> None:
    """They are what people copy from."""
    sheet = load_facts(root / "fixtures" / "facts" / f"{name}.yaml")
    assert sheet.warnings == ()
    assert len(sheet.facts) >= 25
    assert sheet.derived
    assert sheet.document.addressee
    assert sheet.document.signed_on
    assert sheet.document.period == Period(PartialDate(2025, 1, 1), PartialDate(2025, 12, 31))
    assert len(sheet.digest) == 64


def test_the_template_is_a_facts_file(root: Path) -> None:
    """What ``facts template`` prints passes ``facts check``."""
    sheet = load_facts(root / "assistant" / "facts" / "template.yaml")
    assert sheet.warnings == ()


def test_every_key_of_a_fact_is_read() -> None:
    """The value as written, words trimmed, dates as far as they are known."""
    sheet = parse_facts(
        HEAD
        + """
  - id: a
    indicator: ' 媒体发稿 '
    value: 19.90
    unit: 篇
    scope: 全县
    previous: 18
    target: 20
    growth: -3.5
    bound: at_least
    approx: false
    status: planned
    aliases: [发表稿件, 2]
    section: results
    required: false
    source: 台账.xlsx!发稿!B5
    rank: 3
    among: 全市
    date: {from: 2025-03-10}
"""
    )
    (fact,) = sheet.facts
    assert fact.indicator == fact.name == "媒体发稿"
    assert str(fact.value) == "19.90"
    assert (fact.unit, fact.scope, fact.among, fact.rank) == ("篇", "全县", "全市", 3)
    assert (fact.previous, fact.target, fact.growth) == (18, 20, Decimal("-3.5"))
    assert fact.bound is Bound.AT_LEAST
    assert fact.status is Status.PLANNED
    assert fact.aliases == ("发表稿件", "2")
    assert (fact.section, fact.source, fact.required) == ("results", "台账.xlsx!发稿!B5", False)
    assert fact.date == DateSpan(PartialDate(2025, 3, 10), None)
    assert fact.line == 4


def test_what_a_part_takes_over_from_its_whole() -> None:
    """Unit, scope, section, status, whether it must be told, and a ledger named in words."""
    sheet = parse_facts(
        HEAD
        + """  - id: a
    indicator: 甲
    value: 3
    unit: 件
    scope: 全县
    section: results
    source: 台账
    status: planned
    required: false
    parts:
      - {id: b, indicator: 乙, value: 1}
      - {id: c, indicator: 丙, value: 2, scope: 县局, source: 另一本, required: true,
         parts: [{indicator: 丁, value: 2}]}
"""
    )
    whole, b, c, d = sheet.facts
    assert whole.parts == ("a/b", "a/c")
    assert (b.id, b.path, b.parent) == ("a/b", ("甲", "乙"), "a")
    assert (b.unit, b.scope, b.section, b.source) == ("件", "全县", "results", "台账")
    assert (b.status, b.required) == (Status.PLANNED, False)
    assert (c.scope, c.source, c.required, c.parts) == ("县局", "另一本", True, ("a/c/f1",))
    assert (d.id, d.path) == ("a/c/f1", ("甲", "丙", "丁"))


def test_a_cell_of_the_total_is_not_the_cell_of_its_parts() -> None:
    """A source that names a cell holds for that fact alone."""
    text = (
        "  - {indicator: 甲, value: 1, source: 表.xlsx!一!B5, parts: [{indicator: 乙, value: 1}]}"
    )
    assert parse_facts(HEAD + text).facts[1].source is None


def test_ids_that_are_left_out_are_generated_around_given_ones() -> None:
    """f1, f2 … in order; one that is taken is passed over."""
    text = (
        "  - {indicator: 甲, value: 1}\n  - {id: f2, statement: 乙}\n  - {event: 丙, date: 07-01}\n"
    )
    sheet = parse_facts(HEAD + text)
    assert [fact.id for fact in sheet.facts] == ["f1", "f2", "f3"]
    assert [fact.required for fact in sheet.facts] == [True, False, False]


def test_words_of_the_core_schema_stay_words() -> None:
    """``no`` is a word, ``3:2`` is text, a number may be a name."""
    text = "  - {id: 12, indicator: no, value: 1, unit: 3:2, scope: 2024, source: on}"
    (fact,) = parse_facts(HEAD + text).facts
    words = (fact.id, fact.indicator, fact.unit, fact.scope, fact.source)
    assert words == ("12", "no", "3:2", "2024", "on")


def test_a_key_that_is_left_empty_counts_as_left_out() -> None:
    """Nothing, ``~`` and ``null`` alike."""
    text = "  - {indicator: 甲, value: 1, unit: , scope: ~, target: null, required: }"
    (fact,) = parse_facts(HEAD + text).facts
    assert (fact.unit, fact.scope, fact.target, fact.required) == (None, None, None, True)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2010", PartialDate(2010, 1, 1), PartialDate(2010, 12, 31)),
        ("2010年", PartialDate(2010, 1, 1), PartialDate(2010, 12, 31)),
        ("2024-02", PartialDate(2024, 2, 1), PartialDate(2024, 2, 29)),
        ("{from: 2010-01-01, to: 2010-10}", PartialDate(2010, 1, 1), PartialDate(2010, 10, 31)),
        ("{from: 2009, to: 2010}", PartialDate(2009, 1, 1), PartialDate(2010, 12, 31)),
    ],
)
def test_periods(written: str, start: PartialDate, end: PartialDate) -> None:
    """Whole days, from the first to the last that is meant."""
    text = f"document: {{title: 甲, period: {written}}}\nfacts: [{{indicator: 甲, value: 1}}]"
    assert parse_facts(text).document.period == Period(start, end)


@pytest.mark.parametrize(
    "written",
    [
        "{from: 2025-03-01, to: 2025-03-01}",
        "{from: 2025-03, to: 2025-03-20}",
        "{from: 2025-03-20, to: 03-01}",
        "{from: 03-01, to: 12-01}",
    ],
)
def test_spans_that_may_be_in_order(written: str) -> None:
    """Only what is surely the wrong way round is refused."""
    (fact,) = parse_facts(f"{HEAD}  - {{event: 甲, date: {written}}}").facts
    assert fact.date


def test_an_outline_may_be_a_list_of_sections() -> None:
    """Ids are generated where left out; headings may be missing."""
    text = """
document:
  title: 甲
  outline:
    - {id: opening}
    - {heading: 工作成效, facts: [x, x/p]}
facts: [{id: x, indicator: 甲, value: 1, section: opening, parts: [{id: p, indicator: 乙, value: 1}]}]
"""
    assert parse_facts(text).document.outline == (
        SectionSpec("opening"),
        SectionSpec("s2", "工作成效", ("x", "x/p")),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_files_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    """A file in GBK is read like any other, and line ends of Windows too."""
    file = tmp_path / "表.yaml"
    file.write_bytes(
        (HEAD + "  - {indicator: 媒体发稿, value: 1}").replace("\n", "\r\n").encode(encoding)
    )
    sheet = load_facts(file)
    assert sheet.facts[0].indicator == "媒体发稿"
    assert sheet.path == str(file)


def test_json_has_the_same_keys(tmp_path: Path) -> None:
    """The ending tells; numbers keep their places there as well."""
    file = tmp_path / "表.JSON"
    file.write_text(
        '{"document": {"title": "甲", "terms": ["两免一补"], "confidential": true},\n'
        ' "facts": [{"id": "x", "indicator": "甲\\u4e59", "value": 19.90, "unit": null}]}',
        "utf-8",
    )
    sheet = load_facts(file)
    assert str(sheet.facts[0].value) == "19.90"
    assert sheet.facts[0].indicator == "甲乙"
    assert sheet.facts[0].line == 2
    assert sheet.document.terms == ("两免一补",)
    assert sheet.document.confidential


def test_a_missing_file_a_folder_and_a_huge_one(tmp_path: Path) -> None:
    """Each has a message that says what to do; 50 MB are refused unread."""
    with pytest.raises(FactsError, match="找不到这个文件。请检查路径和文件名"):
        load_facts(tmp_path / "没有.yaml")
    with pytest.raises(FactsError, match="这是一个文件夹,不是文件"):
        load_facts(tmp_path)
    huge = tmp_path / "大.yaml"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(FactsError, match=r"文件有 50\.0 MB,超过上限 5 MB"):
        load_facts(huge)


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_office_documents_are_told_apart(tmp_path: Path, head: bytes) -> None:
    """A ledger given in the facts file's stead."""
    file = tmp_path / "台账.xlsx"
    file.write_bytes(head + b"\0\xff")
    with pytest.raises(FactsError, match="这是 Excel、Word 或 PDF 文件,不是事实表"):
        load_facts(file)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """The encodings that were tried are named."""
    file = tmp_path / "表.yaml"
    file.write_bytes(b"\xff\xfe\xfd\x00\x01")
    with pytest.raises(FactsError, match="不是能识别的文本文件"):
        load_facts(file)


WARNINGS = [
    (
        "{id: x, event: 甲, date: 2024-05-01}",
        "事件 x“甲”的日期是 2024年5月1日,不在总结的时段 2025年1月1日至2025年12月31日 内",
    ),
    ("{event: 甲, date: 2026-01}", "日期是 2026年1月"),
    ("{event: 甲, date: {from: 2025-12-01, to: 2026-02}}", "2025年12月1日至2026年2月"),
    ("{event: 甲, date: {from: 2026-01-01}}", "2026年1月1日起"),
    ("{event: 甲, date: {to: 2024-12-31}}", "截至2024年12月31日"),
    (
        "{id: x, indicator: 甲, unit: 件, value: 455, previous: 402, growth: 12.2}",
        "事实 x“甲”给定的增速是 12.2%,按上年数算得 (455−402)÷402×100%≈13.2%",
    ),
    ("{indicator: 甲, unit: 件, value: 90, previous: 100, growth: 10}", "(90−100)÷100×100%=−10%"),
    ("{indicator: 甲, unit: 件, value: 455, previous: 402, growth: 13}", ""),
    ("{indicator: 甲, unit: 件, value: 455, previous: 402, growth: 13.18}", ""),
    ("{indicator: 甲, unit: 件, value: 455, growth: 99}", ""),
    ("{event: 甲, date: 2024-05-01, status: planned}", ""),
    ("{event: 甲, value: 3}", ""),
    ("{event: 甲, date: 07-27}", ""),
    ("{event: 甲, date: {from: 2024-11, to: 2025-03}}", ""),
    ("{event: 甲, date: {from: 2025-11-01}}", ""),
    ("{event: 甲, date: {to: 2025-11-01}}", ""),
    ("{event: 甲, date: 2025}", ""),
]


@pytest.mark.parametrize(("fact", "message"), WARNINGS)
def test_warnings(fact: str, message: str) -> None:
    """Dates out of the period, and a growth that the values do not give, need no stop."""
    warnings = parse_facts(f"{HEAD}  - {fact}", "表.yaml").warnings
    assert bool(warnings) == bool(message)
    assert all(message in text and text.startswith("表.yaml:第3行:") for text in warnings)


def test_a_date_without_a_year_is_of_the_period_only_where_that_is_one_year() -> None:
    """Over the turn of a year it cannot be judged."""
    half = "document: {title: 甲, period: {from: 2025-01-01, to: 2025-06-30}}\nfacts: [{event: 甲, date: 07-27}]"
    assert "日期是 7月27日" in parse_facts(half).warnings[0]
    two = "document: {title: 甲, period: {from: 2024-09-01, to: 2025-06-30}}\nfacts: [{event: 甲, date: 07-27}]"
    assert parse_facts(two).warnings == ()
    none = "document: {title: 甲}\nfacts: [{event: 甲, date: 1999-07-27}]"
    assert parse_facts(none).warnings == ()


def test_a_change_of_any_fact_changes_the_digest() -> None:
    """The digest is of the whole text."""
    one, other = (parse_facts(f"{HEAD}  - {{indicator: 甲, value: {n}}}") for n in (1, 2))
    assert one.digest != other.digest


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["yaml", "json"]))
def test_any_text_is_a_sheet_or_an_error_with_a_message(text: str, form: str) -> None:
    """No other exception ever comes out."""
    with contextlib.suppress(FactsError):
        parse_facts(text, format="json" if form == "json" else "yaml")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_file_is_a_sheet_or_an_error(root: Path, data: st.DataObject) -> None:
    """A shipped file with a piece cut out or changed."""
    text = (root / "fixtures" / "facts" / "bureau.yaml").read_text("utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 60))
    filling = data.draw(
        st.sampled_from(["", "[", "{", ": ", "- ", "'", "\t", "&a ", "*a", "!x ", "\x00"])
    )
    with contextlib.suppress(FactsError):
        sheet = parse_facts(text[:start] + filling + text[start + length :])
        assert sheet.derived == derive(sheet.facts)


def test_numbers_keep_every_digit() -> None:
    """The value is the Decimal of its source text, whatever its size."""
    for written in ("0", "-3", "+5", ".5", "5.", "1e5", "1.2300", "123456789012345678901234.5678"):
        (fact,) = parse_facts(f"{HEAD}  - {{indicator: 甲, value: {written}}}").facts
        assert str(fact.value) == str(Decimal(written))


def test_a_thousand_facts_load_and_every_one_is_there() -> None:
    """Size alone changes nothing."""
    facts = "".join(
        f"  - id: a{n}\n    indicator: 指标{n}\n    value: {n}\n    unit: 件\n    previous: 7\n"
        for n in range(1000)
    )
    sheet = parse_facts(HEAD + facts)
    assert len(sheet.facts) == 1000
    assert len(sheet.derived) == 3000
