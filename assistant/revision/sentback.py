"""A document that comes back, held against the draft's own: what each of its lines is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Block
    from assistant.drafting.outline.assemble import Assembled

# What stands in the facts file and in no section.
_OF_FACTS = {
    BlockKind.ADDRESSEE: ("主送", "addressee"),
    BlockKind.SIGNATURE: ("署名", "signed_by"),
    BlockKind.DATE: ("成文日期", "signed_on"),
}
_OF_A_SECTION = {BlockKind.ATTACHMENT_NOTE, BlockKind.ATTACHMENT}


@dataclass(frozen=True, slots=True)
class OfFacts:
    """A line that the facts file gives and that a person changed in the document.

    Attributes:
        what: 主送, 署名 or 成文日期.
        key: of the facts file's document.
        old, new: as it reads; empty where there is none.
    """

    what: str
    key: str
    old: str
    new: str

    @property
    def line(self) -> str:
        """For the person."""
        now = f"“{self.new}”" if self.new else "(没有了)"
        return (
            f"没有导入{self.what}:“{self.old}” -> {now};"
            f"它写在事实表的 document 里,请在那里改 {self.key}"
        )


@dataclass(frozen=True, slots=True)
class SentBack:
    """A document with the kinds that its lines have in the draft.

    Attributes:
        document: blank lines and indents of lines that stayed are those of the draft.
        homes: the section of the draft that a block comes from, by its index; those that stayed only.
        of_facts: changes of what no section holds.
    """

    document: Document
    homes: dict[int, str]
    of_facts: tuple[OfFacts, ...]


def recognised(document: Document, assembled: Assembled) -> SentBack:
    """Gives each line of ``document`` that the draft has the kind that it has there.

    What a line looks like alone does not tell: 附件： or 二、… may begin a line of a section. A line
    that the draft does not have is what it looks like; a list of attachments is text.
    """
    old = assembled.document.blocks
    stayed = _stayed(old, document.blocks)
    there = {old[at].kind for at in stayed.values()}
    blocks: list[Block] = []
    homes: dict[int, str] = {}
    last: int | None = None
    for index, block in enumerate(document.blocks):
        at = stayed.get(index)
        if at is None:
            as_text = block.kind in _OF_A_SECTION or (
                block.kind in _OF_FACTS and block.kind in there
            )
            blocks.append(replace(block, kind=BlockKind.PARAGRAPH) if as_text else block)
        else:
            for each in old[_from(old, last, at) : at + 1]:
                homes[len(blocks)] = assembled.section_at(each.offset)
                blocks.append(each)
        last = at
    return SentBack(Document.of_blocks(tuple(blocks)), homes, _of_facts(old, blocks))


def _from(old: Sequence[Block], last: int | None, at: int) -> int:
    """Where the blank lines before ``at`` begin, if ``last`` is what stood before them."""
    if last is None or last >= at or any(each.text.strip() for each in old[last + 1 : at]):
        return at
    return last + 1


def _stayed(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """The index in ``old`` of each block of ``new`` that stayed, in its place or elsewhere."""
    lines = [at for at, block in enumerate(old) if block.text.strip()]
    texts = [block.text.strip() for block in new]
    matcher = SequenceMatcher(None, [old[at].text.strip() for at in lines], texts, autojunk=False)
    stayed = {
        run.b + step: lines[run.a + step]
        for run in matcher.get_matching_blocks()
        for step in range(run.size)
    }
    left: dict[str, list[int]] = defaultdict(list)
    for at in sorted(set(lines) - set(stayed.values()), reverse=True):
        left[old[at].text.strip()].append(at)
    for index, text in enumerate(texts):
        if index not in stayed and left[text]:
            stayed[index] = left[text].pop()
    return stayed


def _of_facts(old: Sequence[Block], new: Sequence[Block]) -> tuple[OfFacts, ...]:
    def told(blocks: Sequence[Block], kind: BlockKind) -> str:
        return "".join("".join(each.text.split()) for each in blocks if each.kind is kind)

    pairs = ((names, told(old, kind), told(new, kind)) for kind, names in _OF_FACTS.items())
    return tuple(
        OfFacts(*names, was, now)
        for names, was, now in pairs
        if was.rstrip(":：") != now.rstrip(":：")
    )
