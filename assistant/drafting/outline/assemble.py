"""A draft as a document: title, addressee, numbered headings, paragraphs, signature, date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Author, Block, BlockKind, Document
from assistant.drafting.references.render import Span, render
from assistant.drafting.references.rendering import tell_signed_on
from assistant.drafting.wording.names import of_the_document
from assistant.drafting.wording.punctuation import official
from assistant.extraction.numerals import render_chinese_number
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import Draft, FactSheet, Section

_FORMS = forms(__file__)
SUBHEADING = _FORMS.subheading
GAP = _FORMS.gap


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """Where a section stands in the document's text.

    Attributes:
        start, end: half-open offsets, the heading included.
        body: the offset of its first line behind the heading.
        warnings: forms that a value does not bear, and references to facts that are gone.
    """

    section_id: str
    start: int
    end: int
    body: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document and what its places come from.

    Attributes:
        sections: in order.
        references: the figure references, with offsets into the document's text.
        gaps: the 【待补】 marks, in order.
    """

    document: Document
    sections: tuple[SectionPlace, ...]
    references: tuple[Span, ...]
    gaps: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Those of all sections, in order."""
        return tuple(each for place in self.sections for each in place.warnings)

    def section_at(self, offset: int) -> str:
        """The id of the section that ``offset`` lies in; empty for title, addressee, signature, date."""
        inside = (one.section_id for one in self.sections if one.start <= offset < one.end)
        return next(inside, "")


def assemble(draft: Draft, sheet: FactSheet) -> Assembled:
    """The document of ``draft`` with the places of its sections and references.

    References to facts that the sheet no longer has become 【待补】 marks and warnings.
    """
    blocks: list[Block] = list(_head(draft, sheet))
    offset = sum(len(block.text) + 1 for block in blocks)
    places: list[SectionPlace] = []
    spans: list[Span] = []
    number = 0
    for section in draft.sections:
        start = offset
        if section.heading:
            number += 1
            heading = Block(BlockKind.HEADING, numbered(section.heading, number), level=1)
            blocks.append(heading)
            offset += len(heading.text) + 1
        body = offset
        lines, found, told = _body(section, sheet)
        spans += (span.moved(body) for span in found)
        blocks += lines
        offset += sum(len(block.text) + 1 for block in lines)
        places.append(SectionPlace(section.id, start, offset, body, told))
    document = Document.of_blocks((*blocks, *_foot(sheet)))
    gaps = tuple(GAP.findall(document.text))
    return Assembled(document, tuple(places), tuple(spans), gaps)


def document_of(draft: Draft, sheet: FactSheet) -> Document:
    """The document of ``draft``: see :func:`assemble`."""
    return assemble(draft, sheet).document


def numbered(heading: str, number: int) -> str:
    """A heading of the first level: ``一、总体情况``."""
    return official(f"{render_chinese_number(Decimal(number))}、{heading}")


def _head(draft: Draft, sheet: FactSheet) -> Iterator[Block]:
    yield Block(BlockKind.TITLE, official(draft.title))
    addressee = sheet.document.addressee
    if addressee:
        yield Block(BlockKind.ADDRESSEE, official(f"{addressee.rstrip('：:')}："))


def _foot(sheet: FactSheet) -> Iterator[Block]:
    signer = sheet.document.signed_by or sheet.document.organization
    if signer:
        yield Block(BlockKind.SIGNATURE, official(signer))
    date = tell_signed_on(sheet) or _finished_on(sheet)
    if date:
        yield Block(BlockKind.DATE, date)


def _finished_on(sheet: FactSheet) -> str:
    """The date of a fact that says when the summary was finished; empty where there is none."""
    for fact in sheet.facts:
        if of_the_document(fact) and fact.event is not None and fact.date is not None:
            return render(f"{{{fact.id}.date}}", sheet).text
    return ""


def _body(
    section: Section, sheet: FactSheet
) -> tuple[list[Block], tuple[Span, ...], tuple[str, ...]]:
    """The blocks of a section, with the references' places counted from its first line.

    What a person typed keeps its blank lines, indents and punctuation; only what a reference brings
    is made official. Else lines without text are left out, and the places of what follows moved up.
    """
    rendered = render(section.source, sheet, lenient=True)
    by_person = bool(section.revisions) and (
        section.revisions[section.current].author is Author.PERSON
    )
    blocks: list[Block] = []
    spans: list[Span] = []
    begin = placed = 0
    for line in rendered.text.split("\n"):
        end = begin + len(line)
        inside = [s for s in rendered.spans if begin <= s.start and s.end <= end]
        text = _typed(line, begin, inside) if by_person else official(line).strip()
        if text or (by_person and rendered.text):
            lead = 0 if by_person else len(line) - len(line.lstrip())
            shift = placed - begin - lead
            spans += (span.moved(shift) for span in inside)
            blocks.append(_line(text))
            placed += len(text) + 1
        begin = end + 1
    return blocks, tuple(spans), rendered.warnings


def _typed(line: str, begin: int, spans: list[Span]) -> str:
    """A line that a person typed, with official punctuation in what its references bring."""
    wide = list(line)
    for span in spans:
        within = slice(span.start - begin, span.end - begin)
        wide[within] = official(line)[within]
    return "".join(wide)


def _line(text: str) -> Block:
    if SUBHEADING.fullmatch(text.strip()):
        return Block(BlockKind.HEADING, text, level=2)
    return Block(BlockKind.PARAGRAPH, text)
