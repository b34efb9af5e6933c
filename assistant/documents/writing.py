"""Writing an official document as .docx, after GB/T 9704-2012."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from assistant.documents.layout import office_layout
from assistant.documents.package import write_package
from assistant.documents.styles import BODY, package_parts
from assistant.documents.wordml import indent_xml, runs_xml
from assistant.domain import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.documents.layout import Layout
    from assistant.domain import Block, Document, DocumentInfo

_HEADING_LEVELS = 4
_COLON = "："
_STYLES = {
    BlockKind.TITLE: "Title",
    BlockKind.ADDRESSEE: "Addressee",
    BlockKind.ATTACHMENT_NOTE: "AttachmentNote",
    BlockKind.ATTACHMENT: "AttachmentMark",
}
# Characters that often end a word or name, behind which a title may well turn.
_TITLE_BREAKS = frozenset("的和与及暨、”》）年度月日省市县区乡镇委局办院校会处部室组位表况")
_CLOSING = {BlockKind.SIGNATURE, BlockKind.DATE}
_WIDE = {"W", "F", "A"}


def write_docx(document: Document, info: DocumentInfo, *, style: Layout | None = None) -> bytes:
    """The .docx of ``document``; the same input gives the same bytes.

    The addressee gets its colon where it has none, and what is marked 【待补…】 is highlighted. The
    layout is ``style``, else the office's own (see ``office_layout``), else that of GB/T 9704-2012.
    """
    layout = style or office_layout()
    entries = [
        Entry(block, runs_xml(block_text(block), layout), table=table_of(block))
        for block in document.blocks
    ]
    return write_package(package_parts(body_xml(entries, layout), info, layout))


@dataclass(frozen=True, slots=True)
class Entry:
    """A block on its way into the file.

    Attributes:
        block: gives style and place.
        runs: the content of its paragraph.
        mark: run properties of the paragraph's end: a tracked insertion or deletion.
        row: properties of the table row that it stands in, for the same.
        table: what tells its table from the next; 0 for what is no cell.
    """

    block: Block
    runs: str
    mark: str = ""
    row: str = ""
    table: int = 0


def block_text(block: Block) -> str:
    """The text of a block as it is written: an addressee ends with a colon (7.3.2)."""
    if block.kind is BlockKind.ADDRESSEE:
        return block.text.rstrip(":：") + _COLON
    return block.text


def body_xml(entries: Sequence[Entry], layout: Layout) -> str:
    """The paragraphs and tables of ``entries``, in order, with the blank lines between them."""
    parts: list[str] = []
    previous: Block | None = None
    for at, entry in enumerate(entries):
        block = entry.block
        if entry.table:
            if at == 0 or entries[at - 1].table != entry.table:
                parts.append(_table_xml(_same_table(entries, at), layout))
        else:
            following = entries[at + 1].block if at + 1 < len(entries) else None
            parts.append(_blank_before(block, previous, layout))
            properties = paragraph_properties(block, layout, previous, following) + entry.mark
            parts.append(f"<w:p><w:pPr>{properties}</w:pPr>{entry.runs}</w:p>")
            parts.append(_blank_after(block, following, layout))
        previous = block
    # Word wants a paragraph behind a table at the end.
    return "".join(parts) + ("<w:p/>" if not entries or entries[-1].table else "")


def _same_table(entries: Sequence[Entry], at: int) -> list[Entry]:
    table = entries[at].table
    return list(takewhile(lambda entry: entry.table == table, islice(entries, at, None)))


def table_of(block: Block) -> int:
    """The number of the table that a block is a cell of; 0 for any other."""
    return block.cell.table if block.kind is BlockKind.CELL and block.cell else 0


def text_width(text: str) -> float:
    """The width of ``text`` in characters: a half-width letter or digit counts as half."""
    wide = sum(unicodedata.east_asian_width(letter) in _WIDE for letter in text)
    return wide + (len(text) - wide) / 2


def paragraph_properties(
    block: Block, layout: Layout, previous: Block | None = None, following: Block | None = None
) -> str:
    """Style and place of a block's paragraph, in the schema's order.

    The blocks before and behind it tell where a date and a signature stand.
    """
    more = ""
    match block.kind:
        case BlockKind.SIGNATURE | BlockKind.DATE:
            return _signature_properties(block, layout, previous, following)
        case BlockKind.TITLE:
            more = _title_indent(block.text, layout)
        case BlockKind.ATTACHMENT_NOTE:
            more = _note_indent(block.text, layout)
        case BlockKind.PARAGRAPH if following is not None and following.kind in _CLOSING:
            more = "<w:keepNext/>"
    return f'<w:pStyle w:val="{_style_of(block)}"/>{more}'


def _style_of(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"Heading{min(max(block.level, 1), _HEADING_LEVELS)}"
    return _STYLES.get(block.kind, BODY)


def _signature_properties(
    block: Block, layout: Layout, previous: Block | None, following: Block | None
) -> str:
    """The place of signature and date in a document without a seal (7.3.5.2).

    The name ends two characters before the margin; the date begins two characters right of
    the name, or, being the longer, itself ends two characters before the margin.
    A left indent, not right alignment, so that the place does not hang on the digits' width;
    the right indent lets digits wider than half a character run over instead of turning.
    """
    line = float(layout.number("line.characters"))
    right = float(layout.number("signature.right"))
    shift = float(layout.number("signature.date_shift"))
    is_date = block.kind is BlockKind.DATE
    name = previous if is_date else block
    date = block if is_date else following
    named = name is not None and name.kind is BlockKind.SIGNATURE
    dated = date is not None and date.kind is BlockKind.DATE
    name_width = text_width(name.text) if name is not None and named else 0
    date_width = text_width(date.text) if date is not None and dated else 0
    if not named or (dated and date_width > name_width):
        start = line - right - date_width - shift
    else:
        start = line - right - name_width
    left = max(0.0, start) + (shift if is_date else 0)
    kind = "SignatureDate" if is_date else "SignatureName"
    keep = "" if is_date else "<w:keepNext/>"
    return f'<w:pStyle w:val="{kind}"/>{keep}{indent_xml(layout, left=left, right=-shift)}'


def _note_indent(text: str, layout: Layout) -> str:
    """7.3.4: two characters in; lines that turn over stand below the name's first character."""
    first = float(layout.number("attachment_note.left"))
    label = 3.0  # 附件:
    number = 1.0  # 1.
    if text.startswith("附件"):
        numbered = text[3:4].isdigit()
        hanging = label + (number if numbered else 0)
        return indent_xml(layout, left=first + hanging, hanging=hanging)
    return indent_xml(layout, left=first + label + number, hanging=number)


def _title_indent(text: str, layout: Layout) -> str:
    """Equal indents on both sides that break a long title into lines alike (7.3.1).

    Of the widths that need no more lines, the one that breaks at the best places: not inside a
    number or a word of letters, rather behind 的, 年, 局 and the like than elsewhere.
    """
    size = float(layout.number("sizes.title"))
    room = layout.twips("page.width") - layout.twips("page.left") - layout.twips("page.right")
    across = int(room / (size * 20))
    if text_width(text) <= across:
        return ""
    lines = -(-int(text_width(text) + 0.5) // across)
    shortest = -(-int(text_width(text) + 0.5) // lines)
    longest = min(range(shortest, across + 1), key=lambda width: (_break_cost(text, width), width))
    side = max(0, int((room - (longest + 0.4) * size * 20) / 2))
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def _break_cost(text: str, width: int) -> int:
    """How badly lines of ``width`` characters break a title."""
    cost, filled = 0, 0.0
    for at, letter in enumerate(text):
        if filled + text_width(letter) > width:
            before = text[at - 1]
            if before.isascii() and letter.isascii():
                cost += 10
            elif before not in _TITLE_BREAKS:
                cost += 1
            filled = 0.0
        filled += text_width(letter)
    return cost


def _blank(layout: Layout, key: str, keep: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{BODY}"/>{keep}</w:pPr></w:p>' * layout.count(key)


def _blank_before(block: Block, previous: Block | None, layout: Layout) -> str:
    before = previous.kind if previous is not None else None
    if block.kind is BlockKind.ATTACHMENT_NOTE and before is not BlockKind.ATTACHMENT_NOTE:
        return _blank(layout, "attachment_note.blank_lines_before")
    begins = block.kind is BlockKind.SIGNATURE or (
        block.kind is BlockKind.DATE and before is not BlockKind.SIGNATURE
    )
    if begins and before not in {None, BlockKind.TITLE}:
        return _blank(layout, "signature.blank_lines_before", "<w:keepNext/>")
    return ""


def _blank_after(block: Block, following: Block | None, layout: Layout) -> str:
    after = following.kind if following is not None else None
    if block.kind is BlockKind.TITLE and after not in {BlockKind.TITLE, None}:
        return _blank(layout, "title.blank_lines_after")
    if block.kind is BlockKind.ATTACHMENT:
        return f'<w:p><w:pPr><w:pStyle w:val="{BODY}"/></w:pPr></w:p>'  # the title on line 3
    return ""


def _table_xml(entries: list[Entry], layout: Layout) -> str:
    """A table as wide as the text, ruled, its head repeated on every page."""
    grid: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        if entry.block.cell is not None:
            grid.setdefault((entry.block.cell.row, entry.block.cell.column), []).append(entry)
    columns = max(column for _, column in grid) + 1
    room = layout.twips("page.width") - layout.twips("page.left") - layout.twips("page.right")
    widths = _column_widths(grid, columns, room)
    rows = [
        _row_xml([grid.get((row, column), []) for column in range(columns)], widths)
        for row in sorted({row for row, _ in grid})
    ]
    lines = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule}/>" for side in sides)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{lines}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row_xml(cells: list[list[Entry]], widths: list[int]) -> str:
    present = [entry for cell in cells for entry in cell]
    head = all(entry.block.cell is not None and entry.block.cell.head for entry in present)
    style = f'<w:pStyle w:val="{"TableHead" if head else "TableText"}"/>'
    parts: list[str] = []
    for cell, width in zip(cells, widths, strict=True):
        paragraphs = "".join(
            f"<w:p><w:pPr>{style}{entry.mark}</w:pPr>{entry.runs}</w:p>" for entry in cell
        )
        size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        parts.append(f"<w:tc>{size}{paragraphs or f'<w:p><w:pPr>{style}</w:pPr></w:p>'}</w:tc>")
    repeat = "<w:tblHeader/>" if head else ""
    row = present[0].row
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}{row}</w:trPr>{''.join(parts)}</w:tr>"


def _column_widths(grid: dict[tuple[int, int], list[Entry]], columns: int, room: int) -> list[int]:
    """Widths that share the text's width by the longest text of each column, within limits."""
    narrowest, widest = 4.0, 16.0
    wanted = [narrowest] * columns
    for (_, column), entries in grid.items():
        longest = max(text_width(entry.block.text) for entry in entries)
        wanted[column] = min(widest, max(wanted[column], longest))
    return [int(room * share / sum(wanted)) for share in wanted]
