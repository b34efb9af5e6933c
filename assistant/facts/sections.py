"""The sections of an outline, in the facts file or in a file of its own: one schema for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Role, SectionSpec, Status
from assistant.facts.fields import Fields
from assistant.facts.nodes import Mapping, Scalar, Sequence
from assistant.facts.schema import keys_of

if TYPE_CHECKING:
    from assistant.facts.nodes import Node
    from assistant.facts.problems import Problems

_WHOLE = ("一个整数", "请改成整数")
# What the whole text does, and not a part of one section.
_TOP_ONLY = ("main", "status", "role", "sections")


def read_sections(
    node: Sequence, problems: Problems, ids: dict[str, int] | None = None, within: str = ""
) -> tuple[SectionSpec, ...]:
    """The sections of a list, each with its sub-sections.

    ``ids`` are those used so far with their lines, unique over both levels; ``within`` is the
    id of the section that these are parts of.
    """
    known = {} if ids is None else ids
    keys = tuple(key for key in keys_of("section") if not within or key not in _TOP_ONLY)
    sections = []
    for number, item in enumerate(node.items, 1):
        if not isinstance(item, Mapping):
            found = "outline 里的这一节不是一组键和值"
            advice = "请写成 {id: results, heading: 工作成效, facts: [事实编号]}"
            problems.add(item.line, found, advice)
            continue
        fields = Fields(item, keys, "小节" if within else "章节", problems)
        name = fields.text("id") or (f"{within}-{number}" if within else f"s{number}")
        if name in known:
            problems.add(
                fields.line("id"), f"章节编号 {name} 重复", "每一节的 id 不能相同,请改掉其中一个"
            )
        known[name] = item.line
        sections.append(_section(fields, name, problems, known))
    return tuple(sections)


def _section(fields: Fields, name: str, problems: Problems, known: dict[str, int]) -> SectionSpec:
    heading = fields.get("heading")
    unnamed = isinstance(heading, Scalar) and not heading.text.strip()  # an opening's: ""
    status = fields.choice("status", Status)
    if status is Status.DONE:
        problems.add(fields.line("status"), "status 只能写 planned", "收计划类事实的节才写它")
    return SectionSpec(
        id=name,
        heading=None if unnamed else fields.text("heading"),
        facts=fields.texts("facts"),
        role=fields.choice("role", Role),
        names=fields.texts("names"),
        task=fields.text("task") or "",
        length=fields.whole("length", *_WHOLE),
        words=fields.texts("words"),
        topics=fields.texts("topics"),
        planned=status is Status.PLANNED,
        default=fields.boolean("default", default=False),
        main=fields.whole("main", *_WHOLE),
        sections=_inner(fields.get("sections"), name, problems, known),
        line=fields.node.line,
    )


def _inner(
    node: Node | None, name: str, problems: Problems, known: dict[str, int]
) -> tuple[SectionSpec, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        problems.add(node.line, "sections 应是一个列表", "请每个小节以“- ”开头")
        return ()
    return read_sections(node, problems, known, name)
