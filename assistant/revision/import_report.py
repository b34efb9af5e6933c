"""What an edited document brought, as lines for the person and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from assistant.revision.importing import Import

_SHOWN = 30  # characters of a paragraph that are shown


def import_lines(brought: Import, headings: Mapping[str, str]) -> Iterator[str]:
    """The lines for the person.

    Args:
        brought: what the document brought.
        headings: of the draft's sections before it, by id.
    """

    def name(id_: str) -> str:
        return f"“{headings.get(id_, id_)}”"

    if brought.title:
        yield f"标题改为:{brought.title}"
    if brought.sources:
        yield f"改动的章节:{'、'.join(name(id_) for id_, _ in brought.sources)}"
    for section in brought.added:
        yield f"新增章节:“{section.heading or section.id}”(编号 {section.id})"
    for id_ in brought.cut:
        yield f"删去章节:{name(id_)}(历史还在,--restore {id_} 可放回)"
    for id_ in brought.moved:
        yield f"挪动章节:{name(id_)}"
    for id_, text in brought.retitled:
        yield f"改标题:{name(id_)} -> “{text}”"
    for text, old, new in brought.paragraphs:
        yield f"段落从{name(old)}挪到{name(new)}:{text[:_SHOWN]}"
    yield from _figure_lines(brought, name)


def _figure_lines(brought: Import, name: Callable[[str], str]) -> Iterator[str]:
    for each in brought.figures:
        now = "(还在,上下文改写了)" if each.new is None else each.new or "(没有再写)"
        yield f"改动的数字:{name(each.section_id)} {each.old} -> {now}({each.fact_id})"
    for text in brought.skipped:
        yield f"没有导入(表格、文本框、脚注、页眉页脚里的文字):{text[:_SHOWN]}"


def import_data(brought: Import) -> dict[str, Any]:
    """The same for programs."""
    return {
        "title": brought.title,
        "changed": [id_ for id_, _ in brought.sources],
        "added": [section.id for section in brought.added],
        "cut": list(brought.cut),
        "moved": list(brought.moved),
        "retitled": [{"section": id_, "heading": text} for id_, text in brought.retitled],
        "paragraphs": [
            {"text": text, "from": old, "to": new} for text, old, new in brought.paragraphs
        ],
        "figures": [
            {"section": each.section_id, "fact": each.fact_id, "old": each.old, "new": each.new}
            for each in brought.figures
        ],
        "skipped": list(brought.skipped),
    }
