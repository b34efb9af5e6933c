"""The account of a carry-over, sentence by sentence: for the person who checks it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.drafting.base.carry import CarryKind
from assistant.drafting.base.phrases import base_table
from assistant.drafting.references.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet
    from assistant.drafting.base.base import CarryOver
    from assistant.drafting.base.carry import Carried


def counts(carry: CarryOver) -> Counter[CarryKind]:
    """How many sentences there are of each kind."""
    return Counter(sentence.kind for sentence in sentences_of(carry))


def sentences_of(carry: CarryOver) -> Iterator[Carried]:
    """Every sentence of last year, and every new one, in order."""
    for section in carry.sections:
        for line in section.lines:
            yield from line.sentences


def summary(carry: CarryOver) -> str:
    """A line on what became of last year's sentences, in Chinese."""
    found = counts(carry)
    names = base_table("kinds")
    told = "、".join(f"{names[kind.value]}{found[kind]}句" for kind in CarryKind if found[kind])
    figures = [one for one in sentences_of(carry) if one.kind in _WITH_FIGURES]
    whole = sum(one.kind is CarryKind.CARRIED for one in figures)
    return f"去年的总结:{told};有数字的{len(figures)}句里整句沿用{whole}句。"


_WITH_FIGURES = (CarryKind.CARRIED, CarryKind.OPEN)


def report_text(carry: CarryOver, sheet: FactSheet) -> str:
    """The whole account as text: counts, then each section, each sentence old and new."""
    names = base_table("kinds")
    lines = [f"{sheet.document.title} 沿用说明", summary(carry), ""]
    for section in carry.sections:
        lines.append(f"【{section.heading or '开头'}】")
        for line in section.lines:
            for sentence in line.sentences:
                lines += _told(sentence, names[sentence.kind.value], sheet)
        lines.append("")
    if carry.left:
        lines += ["没有带过来的内容(表格、注释等):", *(f"  {text}" for text in carry.left), ""]
    return "\n".join(lines)


def _told(sentence: Carried, name: str, sheet: FactSheet) -> Iterator[str]:
    new = render(sentence.source, sheet, lenient=True).text
    if sentence.old.strip() == new.strip():
        yield f"  {name}:{new.strip()}"
    else:
        yield f"  {name}:"
        if sentence.old:
            yield f"    去年 {sentence.old.strip()}"
        yield f"    今年 {new.strip() or '(没有写入)'}"
    yield from (f"    说明 {note}" for note in sentence.notes)


def remark(sentence: Carried) -> str:
    """What the comment on a sentence says, in Chinese."""
    name = base_table("kinds")[sentence.kind.value]
    lines = [f"【{name}】" + base_table("advice").get(sentence.kind.value, "")]
    if sentence.old and sentence.kind is not CarryKind.STANDING:
        lines.append(f"去年:{sentence.old.strip()}")
    return "\n".join((*lines, *sentence.notes))
