"""The ``document:`` part: what the summary is called, who reports, on what time, to whom."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from assistant.domain import DocumentInfo, PartialDate, Period
from assistant.facts.fields import Fields
from assistant.facts.nodes import Mapping, Scalar, Sequence
from assistant.facts.schema import keys_of
from assistant.facts.sections import read_sections
from assistant.facts.values import date_text, period_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.domain import SectionSpec
    from assistant.facts.nodes import Node
    from assistant.facts.problems import Problems

_EXAMPLE = "document: 下面请写 title: 标题"


def read_information(node: Node, problems: Problems) -> DocumentInfo:
    """The document's information; what is wrong with it is noted."""
    if not isinstance(node, Mapping):
        problems.add(node.line, "document 应是一组键和值", _EXAMPLE)
        return DocumentInfo("")
    fields = Fields(node, keys_of("document"), "document ", problems)
    if "title" not in fields:
        problems.add(node.line, "document 里没有 title", f"{_EXAMPLE},如 某县2025年工作总结")
    return DocumentInfo(
        title=fields.text("title") or "",
        organization=fields.text("organization"),
        self_name=fields.text("self"),
        period=_period(fields),
        addressee=fields.text("addressee"),
        signed_by=fields.text("signed_by"),
        signed_on=fields.date("signed_on"),
        outline=_outline(fields),
        terms=fields.texts("terms"),
        confidential=fields.boolean("confidential", default=False),
    )


def _period(fields: Fields) -> Period | None:
    span = fields.span("period")
    if span is None:
        return None
    dates = [date for date in (span.start, span.end) if date is not None and date.year]
    if len(dates) < len((span.start, span.end)):
        ends = dict.fromkeys(end for end in (span.start, span.end) if end is not None)
        written = " — ".join(map(date_text, ends))
        found = f"period 要有年份和起止,写的是“{written}”"
        advice = "请写年份,如 2025,或 {from: 2025-01-01, to: 2025-10-31}"
        fields.problems.add(fields.line("period"), found, advice)
        return None
    return period_of(dates[0], dates[1])


def _outline(fields: Fields) -> str | tuple[SectionSpec, ...] | None:
    node = fields.get("outline")
    if not isinstance(node, Sequence):
        return fields.text("outline")
    if not node.items:
        fields.problems.add(
            node.line, "outline 里一节也没有", "请写提纲的名字,如 annual,或至少列一节"
        )
    return read_sections(node, fields.problems)


def check_section_facts(node: Node, ids: set[str], problems: Problems) -> None:
    """Notes every fact that a section of the ``document:`` part asks for and that does not exist."""
    outline = node.get("outline") if isinstance(node, Mapping) else None
    for section in _mappings(outline):
        listed = section.get("facts")
        for item in listed.items if isinstance(listed, Sequence) else []:
            name = item.text.strip() if isinstance(item, Scalar) else ""
            if name and name not in ids:
                problems.add(
                    item.line, f"提纲的章节要用事实 {name},事实表里没有这一条", near_id(name, ids)
                )


def _mappings(node: Node | None) -> Iterator[Mapping]:
    """The sections of a list with their sub-sections."""
    for item in node.items if isinstance(node, Sequence) else []:
        if isinstance(item, Mapping):
            yield item
            yield from _mappings(item.get("sections"))


def near_id(name: str, ids: Iterable[str]) -> str:
    """Advice that names the nearest known id, where one is near."""
    known = sorted(ids)
    near = [full for full in known if full.endswith(f"/{name}")]
    near = near or get_close_matches(name, known, 1)
    return f"是不是要写 {near[0]}" if near else "请写事实表里已有的编号"


def day_in_period(date: PartialDate, period: Period) -> PartialDate:
    """``date`` with the period's year where it has none and the period is one year."""
    year = date.year if date.year is not None else period.year
    return PartialDate(year, date.month, date.day)
