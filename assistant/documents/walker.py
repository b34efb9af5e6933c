"""Walks the body of a .docx and gives its text as it stands when every change is accepted.

Transparent are insertions, moves to a place, hyperlinks, content controls, smart tags, fields'
results and everything unknown; left out are deletions, moves from a place, field codes, hidden
text, the second copy of alternate content and pronunciation guides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from assistant.documents.stylesheet import Style, read_centred, read_hidden, read_list, read_outline
from assistant.documents.tables import Cell, Table, read_row
from assistant.documents.wordml import MATH, MC, W, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from assistant.documents.numbering import Numbering
    from assistant.documents.stylesheet import StyleSheet

BREAK = "\n"
_SKIPPED = {
    *(f"{W}{name}" for name in ("del", "moveFrom", "rt", "rPr", "pPr", "sectPr", "sdtPr")),
    *(f"{W}{name}" for name in ("delText", "delInstrText", "annotationRef", "rubyPr", "sdtEndPr")),
    f"{MC}Fallback",
    f"{MATH}oMathParaPr",
}
_GOING = {f"{W}del", f"{W}moveFrom"}
_BREAKS = {f"{W}br", f"{W}cr"}
_LETTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_MARKS = {f"{W}commentRangeStart", f"{W}commentRangeEnd"}
_TEXT = {f"{W}t", f"{MATH}t"}
_NOTES = {f"{W}footnoteReference": "脚注", f"{W}endnoteReference": "尾注"}
# Fields whose result is a page, not something that the text says.
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"}
_PRIVATE = range(0xD800, 0xF900)
# The letters of a symbol font begin here; those of Wingdings and the like are pictures.
_SYMBOLS = range(0xF000, 0xF07F)
_PICTURES = ("wingdings", "webdings", "zapf")
_PRINTABLE = range(0x20, 0x110000)
_UNREADABLE = {
    f"{W}altChunk": "嵌入的另一份文件",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt 图形",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "图片",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入的对象",
    "{urn:schemas-microsoft-com:vml}textpath": "艺术字",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t": "图形里的文字",
}
# Fields that show what is no text of the file.
_UNREADABLE_FIELDS = {"EQ": "公式域", "FORMDROPDOWN": "下拉窗体域", "FORMCHECKBOX": "复选窗体域"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Piece(NamedTuple):
    """Some text and the element that holds it, from a character of it on.

    A number written out by Word has no element; a comment's border has no text.
    """

    text: str
    element: etree._Element | None
    at: int = 0


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the accepted text.

    Attributes:
        pieces: its text.
        style: of its paragraph style.
        outline: level from 1 where it is a heading by style or outline level; else 0.
        aside: where it stands beside the running text: 脚注, 页眉, 文本框; empty in the text.
        cell: the table cell it stands in.
    """

    pieces: list[Piece]
    style: Style
    outline: int = 0
    centred: bool = False
    aside: str = ""
    cell: Cell | None = None


@dataclass(slots=True)
class _Field:
    in_result: bool = False
    code: str = ""

    @property
    def shown(self) -> bool:
        return self.in_result and not is_page_field(self.code)


def is_page_field(code: str) -> bool:
    """Whether a field code asks for a page number."""
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in _PAGE_FIELDS


@dataclass(slots=True)
class Walker:
    """Collects the paragraphs and tables of one or more parts, in order.

    Attributes:
        paragraphs: what was read so far.
        tables: every table met, nested ones too; numbered from 1.
        notes: (kind, id) of the footnotes and endnotes that the text refers to, in order.
        unreadable: what stands in the file and could not be read as text.
    """

    styles: StyleSheet
    numbering: Numbering
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    _fields: list[_Field] = field(default_factory=list)
    _joined: list[Piece] | None = None
    _boxes: list[etree._Element] = field(default_factory=list)
    _broken: bool = False
    _hidden_styles: dict[str, bool] = field(default_factory=dict)

    def walk(self, container: etree._Element, aside: str = "", cell: Cell | None = None) -> None:
        """Reads the paragraphs and tables of a body, cell, note, header or text box."""
        fields, joined = self._fields, self._joined
        if cell is None and not self._broken and _unclosed(container):
            self._broken = True
            self.unreadable.add("没有结束的域")
        self._fields, self._joined = [] if cell is None else fields, None
        self._blocks(container, aside, cell)
        self._flush(aside, cell)
        self._fields, self._joined = fields, joined

    def _blocks(self, container: etree._Element, aside: str, cell: Cell | None) -> None:
        for element in container.iterchildren(tag="*"):
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element, aside, cell)
            elif tag == f"{W}tbl":
                self._flush(aside, cell)
                self._table(element, aside, cell)
            elif tag in _UNREADABLE:
                self.unreadable.add(_UNREADABLE[str(tag)])
            elif tag not in _SKIPPED:
                self._blocks(_chosen(element), aside, cell)

    def _paragraph(self, element: etree._Element, aside: str, cell: Cell | None) -> None:
        properties = element.find(f"{W}pPr")
        style_id = value(properties, "pStyle")
        style = self.styles.style(style_id)
        pieces = self._joined if self._joined is not None else []
        self._joined = None
        self._inline(element, pieces, style.hidden)
        if properties is not None and _mark_deleted(properties):
            # Without its end it runs on into the next paragraph, which gives the form.
            self._joined = pieces
        else:
            self._add(pieces, style, properties, aside, cell)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.walk(box, aside or "文本框")

    def _add(
        self,
        pieces: list[Piece],
        style: Style,
        properties: etree._Element | None,
        aside: str,
        cell: Cell | None,
    ) -> None:
        number, outline, centred = style.number, style.outline, style.centred
        if properties is not None:
            number = read_list(properties, number)
            outline = read_outline(properties, outline)
            centred = read_centred(properties, centred)
        label = self.numbering.label(*number) if number is not None else ""
        if label:
            pieces.insert(0, Piece(label, None))
        paragraph = Paragraph(pieces, style, outline, centred, aside, cell)
        self.paragraphs.append(paragraph)
        if cell is not None:
            cell.texts.append("".join(piece.text for piece in pieces))

    def _flush(self, aside: str, cell: Cell | None) -> None:
        if self._joined is not None:
            pieces, self._joined = self._joined, None
            self._add(pieces, self.styles.style(None), None, aside, cell)

    def _table(self, element: etree._Element, aside: str, host: Cell | None) -> None:
        table = Table(len(self.tables) + 1, host, self._captions(host))
        self.tables.append(table)
        for row in _within(element, f"{W}tr"):
            for cell, content in read_row(table, row, _within(row, f"{W}tc")):
                self.walk(content, aside, cell)

    def _captions(self, host: Cell | None) -> tuple[str, ...]:
        """The texts of the last paragraphs before a table: its name, or its unit."""
        nearest = [p for p in self.paragraphs[-3:] if p.cell is host]
        texts = ["".join(piece.text for piece in p.pieces).strip() for p in nearest]
        return tuple(text for text in texts if text)

    def _inline(self, element: etree._Element, out: list[Piece], hidden: bool) -> None:
        for child in element.iterchildren(tag="*"):
            tag = child.tag
            if tag == f"{W}r":
                if not self._is_hidden(child, hidden):
                    self._inline(child, out, hidden)
                else:
                    for mark in child.iterchildren(f"{W}fldChar"):
                        self._field(mark)
            elif tag in _TEXT:
                if child.text and self._shown():
                    out.append(Piece(_raised(child, child.text), child))
            elif tag in _SKIPPED:
                continue
            elif tag in _MARKS:
                out.append(Piece("", child))
            else:
                self._other(child, str(tag), out, hidden)

    def _other(self, child: etree._Element, tag: str, out: list[Piece], hidden: bool) -> None:
        if self._marked(child, tag):
            return
        if tag.startswith(MATH):
            self._math(child, tag, out, hidden)
        elif letter := _letter(child, tag):
            if self._shown():
                out.append(Piece(letter, child))
        elif tag != f"{W}fldSimple" or not is_page_field(child.get(f"{W}instr", "")):
            self._note_field(child.get(f"{W}instr", ""))
            self._inline(_chosen(child), out, hidden)

    def _marked(self, child: etree._Element, tag: str) -> bool:
        """Takes note of a field's borders, a text box, a note; true where that is all."""
        if tag == f"{W}fldChar":
            self._field(child)
        elif tag == f"{W}instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].code += child.text or ""
        elif tag == f"{W}txbxContent":
            self._boxes.append(child)
        elif tag in _NOTES:
            if self._shown():
                self.notes.append((_NOTES[tag], child.get(f"{W}id", "")))
        else:
            if tag in _UNREADABLE:
                self.unreadable.add(_UNREADABLE[tag])
            return False
        return True

    def _math(self, child: etree._Element, tag: str, out: list[Piece], hidden: bool) -> None:
        """A formula: a fraction's numerator and denominator are divided, a power is raised."""
        between = {f"{MATH}den": "/", f"{MATH}sup": "^"}.get(tag)
        if between and out:
            out.append(Piece(between, None))
        self._inline(child, out, hidden)

    def _field(self, child: etree._Element) -> None:
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._note_field(self._fields.pop().code)

    def _note_field(self, code: str) -> None:
        """Takes note of a field that shows what is no text of the file."""
        what = _UNREADABLE_FIELDS.get(code.split(maxsplit=1)[0].upper()) if code.strip() else None
        if what:
            self.unreadable.add(what)

    def _shown(self) -> bool:
        return self._broken or all(one.shown for one in self._fields)

    def _is_hidden(self, run: etree._Element, default: bool) -> bool:
        """Whether a run is hidden or struck out: neither is read as the text's own."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return default
        own = read_hidden(properties, None)
        if own is not None:
            return own
        style = value(properties, "rStyle")
        if style is not None and style not in self._hidden_styles:
            self._hidden_styles[style] = self.styles.style(style).hidden
        return default or (style is not None and self._hidden_styles[style])


def _unclosed(container: etree._Element) -> bool:
    """Whether a field begins that does not end: what follows it is read all the same."""
    kinds = [mark.get(f"{W}fldCharType") for mark in container.iter(f"{W}fldChar")]
    return kinds.count("begin") > kinds.count("end")


def _raised(element: etree._Element, text: str) -> str:
    """Digits set high or low, as the signs that stand for them: the 1 of 455¹ is a note's."""
    run = element.getparent()
    properties = None if run is None else run.find(f"{W}rPr")
    place = value(properties, "vertAlign")
    table = {"superscript": _RAISED, "subscript": _LOWERED}.get(place or "")
    return text.translate(table) if table else text


def _chosen(element: etree._Element) -> etree._Element:
    """Of alternate content the first choice, else the fallback; any other element itself."""
    if element.tag != f"{MC}AlternateContent":
        return element
    for name in ("Choice", "Fallback"):
        found = element.find(f"{MC}{name}")
        if found is not None:
            return found
    return element


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, through content controls and the like."""
    for child in element.iterchildren(tag="*"):
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{W}tbl":
            yield from _within(child, tag)


def _letter(element: etree._Element, tag: str) -> str:
    """The character that an element other than text stands for; empty for none."""
    if tag in _BREAKS:
        return BREAK
    if tag == f"{W}sym":
        return _symbol(element.get(f"{W}char", ""), element.get(f"{W}font", ""))
    return _LETTERS.get(tag, "")


def _symbol(code: str, font: str) -> str:
    """A character by its code; what only a font of pictures shows cannot be read."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    if number in _SYMBOLS and not font.lower().startswith(_PICTURES):
        number -= _SYMBOLS.start
    return chr(number) if number in _PRINTABLE and number not in _PRIVATE else "\ufffd"


def _mark_deleted(properties: etree._Element) -> bool:
    marks = properties.find(f"{W}rPr")
    return marks is not None and any(child.tag in _GOING for child in marks)
