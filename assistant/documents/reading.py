"""Reading a .docx: its text with every change accepted, and each character's place in the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from assistant.documents.numbering import Numbering
from assistant.documents.package import SAVE_AS, open_package
from assistant.documents.structure import Line, classify
from assistant.documents.stylesheet import StyleSheet
from assistant.documents.walker import BREAK, Piece, Walker
from assistant.documents.wordml import W
from assistant.domain import Block, BlockKind, CellPlace, Document
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from os import PathLike

    from lxml import etree

    from assistant.documents.package import Package
    from assistant.documents.walker import Paragraph

# Everything that str.splitlines takes for a line end.
_ENDS = dict.fromkeys((*range(0x0A, 0x0E), *range(0x1C, 0x1F), 0x85, 0x2028, 0x2029), " ")
_JOINED = {BlockKind.TITLE, BlockKind.HEADING}


class Span(NamedTuple):
    """A stretch of the document's text that one element of the file holds.

    Attributes:
        start: offset into the document's text; it ends where ``length`` says.
        element: ``w:t`` or the like; None for a number that Word writes out.
        at: the first character's offset inside the element's text.
    """

    start: int
    length: int
    element: etree._Element | None
    at: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A person's or a program's comment.

    Attributes:
        start, end: offsets of the commented characters in the document's text.
    """

    id: str
    author: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocxText:
    """A .docx as it is read.

    Attributes:
        document: its text and blocks: the running text with its tables, text boxes behind the
            paragraph that holds them, then notes, headers and footers, which bear their place
            as context (``文本框``, ``脚注``, ``页眉``).
        spans: where each stretch of the text stands in the file, by offset.
        comments: the comments, by place.
        warnings: in Chinese: what stands in the file and could not be read as text.
    """

    document: Document
    spans: tuple[Span, ...]
    comments: tuple[Comment, ...]
    warnings: tuple[str, ...]

    def index(self, offset: int) -> int:
        """The index of the last span that begins at or before ``offset``; 0 where none does."""
        return max(bisect_right(self.spans, offset, key=lambda span: span.start) - 1, 0)

    def place(self, offset: int) -> tuple[etree._Element, int] | None:
        """The element that holds the character at ``offset`` and its offset there, or None."""
        if not self.spans or offset < 0:
            return None
        span = self.spans[self.index(offset)]
        inside = offset - span.start
        if span.element is None or inside >= span.length:
            return None
        return span.element, span.at + inside


def read_docx(source: str | PathLike[str] | bytes) -> DocxText:
    """The text of a .docx (.docm, .dotx, Strict as well) as it stands with changes accepted.

    Raises:
        DocumentError: it is no such file, damaged, encrypted, or built to do harm.
        InputError: the file cannot be read at all.
    """
    return read_package(open_package(source))


def read_package(package: Package) -> DocxText:
    """The same for an opened file; the places point into its cached trees."""
    try:
        walker = _walk(package)
        return _assemble(walker, _comment_texts(package))
    except RecursionError as error:
        raise DocumentError("文件里的内容嵌套得太深", path=package.path, advice=SAVE_AS) from error


def _walk(package: Package) -> Walker:
    main, root = package.main_tree()
    body = root.find(f"{W}body")
    if body is None:
        raise package.refusal("这不是 Word 文件", main)
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations}
    styles = StyleSheet.of_tree(_optional(package, parts.get("styles")))
    numbering = Numbering.of_tree(_optional(package, parts.get("numbering")))
    walker = Walker(styles, numbering)
    walker.walk(body)
    for aside, kind in (("脚注", "footnotes"), ("尾注", "endnotes")):
        _walk_notes(walker, _optional(package, parts.get(kind)), aside)
    targets = {relation.id: relation for relation in relations}
    seen: set[str] = set()
    for aside, kind in (("页眉", "header"), ("页脚", "footer")):
        for reference in body.iter(f"{W}{kind}Reference"):
            own = next((at for name, at in reference.items() if str(name).endswith("}id")), "")
            relation = targets.get(str(own))
            if relation is None or relation.target in seen:
                continue
            seen.add(relation.target)
            part = _optional(package, relation.target)
            if part is not None:
                walker.walk(part, aside)
    return walker


def _optional(package: Package, name: str | None) -> etree._Element | None:
    return None if name is None else package.tree(name)


def _walk_notes(walker: Walker, root: etree._Element | None, aside: str) -> None:
    """The notes that the text refers to, in its order."""
    if root is None:
        return
    notes = {note.get(f"{W}id"): note for note in root.iterchildren(tag="*")}
    for identifier in [key for kind, key in walker.notes if kind == aside]:
        note = notes.pop(identifier, None)
        if note is not None:
            walker.walk(note, aside)


def _comment_texts(package: Package) -> dict[str, tuple[str, str]]:
    """Author and text of each comment by its id."""
    name = next(
        (r.target for r in package.relations(package.main_part()) if r.kind == "comments"), None
    )
    root = _optional(package, name)
    found: dict[str, tuple[str, str]] = {}
    for element in root.iterchildren(f"{W}comment") if root is not None else ():
        paragraphs = (
            "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
            for paragraph in element.iter(f"{W}p")
        )
        author = element.get(f"{W}author", "")
        found[element.get(f"{W}id", "")] = (author, "\n".join(paragraphs))
    return found


def _assemble(walker: Walker, authors: dict[str, tuple[str, str]]) -> DocxText:
    running = [p for p in walker.paragraphs if p.cell is None and not p.aside]
    words = ("".join(x.text for x in p.pieces).replace(BREAK, "").strip() for p in running)
    lines = [
        Line(text, p.style.name, p.outline, p.centred)
        for text, p in zip(words, running, strict=True)
    ]
    filled = [at for at, line in enumerate(lines) if line.text]
    told = classify([lines[at] for at in filled])
    kinds = {id(running[at]): kind for at, kind in zip(filled, told, strict=True)}
    drafts: list[tuple[Block, list[Piece]]] = []
    for paragraph in walker.paragraphs:
        said = "".join(piece.text for piece in paragraph.pieces)
        if paragraph.aside and not any(map(str.isalnum, said)):
            continue  # the dashes round a page number
        kind, level = kinds.get(id(paragraph), (BlockKind.PARAGRAPH, 0))
        if paragraph.cell is not None:
            kind = BlockKind.CELL
        block = _block(paragraph, kind, level)
        lines_of = _lines(paragraph.pieces, joined=kind in _JOINED)
        drafts.extend((block, _stripped(pieces)) for pieces in lines_of)
    warnings = (f"文件里有{what},其中的文字没有读,请人工核对" for what in sorted(walker.unreadable))
    return _placed(drafts, authors, tuple(warnings))


def _block(paragraph: Paragraph, kind: BlockKind, level: int) -> Block:
    context = (paragraph.aside,) if paragraph.aside else ()
    place = None
    cell = paragraph.cell
    if cell is not None:
        table = cell.table
        context = (*table.context(cell), *context)
        place = CellPlace(table.number, cell.row, cell.column, cell.row < table.heads)
    return Block(kind, "", 0, level, context, place)


def _lines(pieces: list[Piece], *, joined: bool) -> list[list[Piece]]:
    """The pieces between line breaks; of a title or heading, which is one, without them."""
    if joined:
        return [[piece for piece in pieces if piece.text != BREAK]]
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the blanks at both ends (indents made of 　), comment marks kept."""
    # Line ends inside an element's text (pretty-printed XML) are blanks, as Word shows them.
    out = [
        one if one.text.isprintable() else one._replace(text=one.text.translate(_ENDS))
        for one in pieces
    ]
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        left = order.step > 0
        for at in order:
            piece = out[at]
            text = piece.text.lstrip() if left else piece.text.rstrip()
            cut = len(piece.text) - len(text) if left else 0
            out[at] = Piece(text, piece.element, piece.at + cut)
            if text:
                break
    return out


def _placed(
    drafts: list[tuple[Block, list[Piece]]],
    authors: dict[str, tuple[str, str]],
    warnings: tuple[str, ...],
) -> DocxText:
    """The document with all offsets set."""
    blocks: list[Block] = []
    spans: list[Span] = []
    marks: dict[str, list[int]] = {}
    offset = 0
    for block, pieces in drafts:
        start = offset
        words: list[str] = []
        for piece in pieces:
            if not piece.text:
                _note_mark(piece, offset, marks)
                continue
            spans.append(Span(offset, len(piece.text), piece.element, piece.at))
            words.append(piece.text)
            offset += len(piece.text)
        if words:
            label = len(words[0]) if pieces[0].element is None and pieces[0].text else 0
            blocks.append(replace(block, text="".join(words), offset=start, label=label))
            offset += 1
    text = "\n".join(block.text for block in blocks)
    comments = [
        Comment(key, *authors[key], min(places), min(max(places), len(text)))
        for key, places in marks.items()
        if key in authors
    ]
    comments.sort(key=lambda comment: (comment.start, comment.end, comment.id))
    document = Document(text, tuple(blocks), warnings)
    return DocxText(document, tuple(spans), tuple(comments), warnings)


def _note_mark(piece: Piece, offset: int, marks: dict[str, list[int]]) -> None:
    if piece.element is not None and str(piece.element.tag).startswith(f"{W}comment"):
        marks.setdefault(piece.element.get(f"{W}id", ""), []).append(offset)
