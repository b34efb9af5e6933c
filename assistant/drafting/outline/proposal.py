"""An outline proposed from a document: its headings at two levels, and what stands under them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from assistant.domain import BlockKind, Role
from assistant.drafting.outline.outline import bare_heading, role_of
from assistant.drafting.wording.grouping import topics_in
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.domain import Document

_FORMS = forms(__file__)
# A section is of a topic that holds this share of its words' weight; of so many at most.
_SHARE, _TOPICS = 0.2, 4
_MAIN = 3
_HEAD = """# 由{source}的标题提出的提纲:请核对各节收哪些内容(topics、words)、字数(length)和任务(task)。
# 各项的含义见 docs/drafting.md;用法:assistant draft 事实表.yaml --outline 这个文件
"""


@dataclass(slots=True)
class _Part:
    """A section or sub-section: its heading and the paragraphs under it."""

    heading: str
    text: str = ""
    parts: list[_Part] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """Its paragraphs with those of its sub-sections."""
        return self.text + "".join(f"{part.heading}{part.text}" for part in self.parts)


def propose_outline(document: Document, source: str) -> str:
    """An outline file of the headings of ``document``.

    Args:
        document: a summary; headings below the second level are of no concern.
        source: what the document is called, for the comment at the head.

    Returns:
        YAML that :func:`load_outline` reads; without any heading it has an opening only.
    """
    title = next((b.text for b in document.blocks if b.kind is BlockKind.TITLE), source)
    sections = [_section(at, part) for at, part in enumerate(_parts(document)) if part.whole]
    told = yaml.dump(
        {"title": title, "sections": sections},
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=200,
        Dumper=yaml.SafeDumper,
    )
    return _HEAD.format(source=source) + told


def _parts(document: Document) -> list[_Part]:
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    top = min((block.level for block in headings), default=1)
    found = [_Part("")]
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.level == top:
            found.append(_Part(_bare(block.text)))
        elif block.kind is BlockKind.HEADING and block.level == top + 1:
            found[-1].parts.append(_Part(_bare(block.text)))
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} and not block.context:
            home = found[-1].parts[-1] if found[-1].parts else found[-1]
            home.text += block.text
    return found


def _bare(heading: str) -> str:
    """A heading without its number and without last year's year before it."""
    return _FORMS.year.sub("", bare_heading(heading))


def _section(at: int, part: _Part) -> dict[str, Any]:
    role = role_of(part.heading, first=not at)
    section: dict[str, Any] = {"id": f"s{at}" if at else "opening"}
    if part.heading:
        section["heading"] = part.heading
    section["role"] = role.value
    section["length"] = len(part.whole)
    if role is Role.OPENING:
        section["main"] = _MAIN
    elif role is Role.PLAN:
        section["status"] = "planned"
    elif part.parts:
        section["sections"] = [
            {"id": f"s{at}-{number}", "heading": inner.heading, **_topics(inner)}
            for number, inner in enumerate(part.parts, 1)
        ]
    elif role is not Role.PROBLEMS:
        section.update(_topics(part))
    return section


def _topics(part: _Part) -> dict[str, list[str]]:
    weights = Counter(topics_in(f"{part.heading}，{part.whole}"))
    whole = sum(weights.values())
    found = [noun for noun, weight in weights.most_common(_TOPICS) if weight >= _SHARE * whole]
    return {"topics": found} if found else {}
