"""花脸稿: two states of a document in one file, as changes that Word can accept or reject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.documents.difference import Change, align, compare
from assistant.documents.layout import office_layout
from assistant.documents.package import write_package
from assistant.documents.styles import package_parts
from assistant.documents.wordml import escape, runs_xml
from assistant.documents.writing import Entry, block_text, body_xml, table_of
from assistant.domain import BlockKind

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.documents.difference import Pair
    from assistant.documents.layout import Layout
    from assistant.domain import Block, Document, DocumentInfo


def redline(
    old: Document,
    new: Document,
    info: DocumentInfo,
    *,
    author: str,
    date: datetime,
    style: Layout | None = None,
) -> bytes:
    """The .docx of ``new`` with every difference from ``old`` as a tracked change at a local time.

    Differences show by sentence, and within a sentence that remains recognisable by word;
    numbers change whole. Accepting all gives ``new``, rejecting all gives ``old``. The layout is
    that of :func:`write_docx`.
    """
    layout = style or office_layout()
    marker = _Marker(layout, f'w:author="{escape(author)}" w:date="{date:%Y-%m-%dT%H:%M:%SZ}"')
    entries: list[Entry] = []
    for table, pair in enumerate(align(_units(old), _units(new)), 1):
        entries += marker.entries(pair, table)
    return write_package(package_parts(body_xml(entries, layout), info, layout))


def _units(document: Document) -> list[tuple[Block, ...]]:
    """The blocks one by one, the cells of a table together, a heading with what runs on behind it."""
    units: list[tuple[Block, ...]] = []
    for table, group in groupby(document.blocks, key=table_of):
        blocks = tuple(group)
        if table:
            units.append(blocks)
            continue
        for block in blocks:
            before = units[-1][0] if units else None
            if before and before.kind is BlockKind.HEADING and before.end == block.offset:
                told = before.text + block.text
                units[-1] = (replace(block, text=told, offset=before.offset, label=before.label),)
            else:
                units.append((block,))
    return units


@dataclass(slots=True)
class _Marker:
    """Writes pairs of blocks with their changes marked; counts the changes."""

    layout: Layout
    by: str
    count: int = 0

    def _attributes(self) -> str:
        self.count += 1
        return f'w:id="{self.count}" {self.by}'

    def entries(self, pair: Pair, table: int) -> list[Entry]:
        """The entries of a pair; ``table`` tells its table from others."""
        if pair.old is not None and pair.new is not None:
            cells = zip(pair.old, pair.new, strict=True)
            return [self._both(old, new, table if table_of(new) else 0) for old, new in cells]
        if pair.old is not None:
            name = "moveFrom" if pair.moved else "del"
            blocks, tag = pair.old, "w:delText" if name == "del" else "w:t"
        else:
            name = "moveTo" if pair.moved else "ins"
            blocks, tag = pair.new or (), "w:t"
        return [self._one(block, name, tag, pair.moved, table) for block in blocks]

    def _both(self, old: Block, new: Block, table: int) -> Entry:
        """A block that stands in both, its words compared."""
        parts: list[str] = []
        for change, text in compare(block_text(old), block_text(new)):
            if change is Change.SAME:
                parts.append(runs_xml(text, self.layout))
            elif change is Change.CUT:
                runs = runs_xml(text, self.layout, tag="w:delText")
                parts.append(f"<w:del {self._attributes()}>{runs}</w:del>")
            else:
                parts.append(f"<w:ins {self._attributes()}>{runs_xml(text, self.layout)}</w:ins>")
        return Entry(new, "".join(parts), table=table)

    def _one(self, block: Block, name: str, tag: str, moved: int, table: int) -> Entry:
        """A block that stands in one only."""
        runs = runs_xml(block_text(block), self.layout, tag=tag)
        content = f"<w:{name} {self._attributes()}>{runs}</w:{name}>" if runs else ""
        if moved:
            begin = self._attributes()
            range_id = f'w:id="{self.count}"'
            content = (
                f'<w:{name}RangeStart {begin} w:name="move{moved}"/>{content}'
                f"<w:{name}RangeEnd {range_id}/>"
            )
        if table_of(block):
            return Entry(block, content, row=f"<w:{name} {self._attributes()}/>", table=table)
        mark = f"<w:rPr><w:{name} {self._attributes()}/></w:rPr>"
        return Entry(block, content, mark=mark)
