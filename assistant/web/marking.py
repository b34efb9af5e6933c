"""A section as the page shows it: paragraphs of pieces, every figure with what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Level
from assistant.drafting.outline.assemble import GAP, SUBHEADING
from assistant.facts.describing import describe_whole
from assistant.revision.marks import figure_kind, figure_mark, level_mark
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet, Figure, Finding
    from assistant.revision.views import SectionView


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a paragraph.

    Attributes:
        kind: how it stands, as ``marks.toml`` names it; empty for plain text.
        sign: stands behind it, so that it can be read without colour.
        words: the verdict's name.
        tips: what is known of it, a line each.
        finding: its number in the section's list; 0 for none.
    """

    text: str
    kind: str = ""
    sign: str = ""
    words: str = ""
    tips: tuple[str, ...] = ()
    finding: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``number`` is its line in the section, from 1."""

    number: int
    heading: bool
    pieces: tuple[Piece, ...]


_Place = tuple[int, int, Piece]


def paragraphs(view: SectionView, sheet: FactSheet) -> list[Paragraph]:
    """The paragraphs of a section."""
    places = _apart(sorted(_places(view, sheet), key=lambda place: place[:2]))
    return [
        Paragraph(
            number,
            SUBHEADING.fullmatch(line.group().strip()) is not None,
            tuple(_pieces(view.text, line.start(), line.end(), places)),
        )
        for number, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", view.text), 1)
    ]


def _places(view: SectionView, sheet: FactSheet) -> Iterator[_Place]:
    numbers = {each.start: number for number, each in enumerate(view.findings, 1)}
    for figure in view.figures:
        number = numbers.pop(figure.start, 0)
        yield figure.start, figure.end, _figure_piece(figure, sheet, number)
    for number, finding in enumerate(view.findings, 1):
        if finding.start is not None and finding.end is not None and finding.start in numbers:
            yield finding.start, finding.end, _finding_piece(finding, number)
    for gap in GAP.finditer(view.text):
        yield (*gap.span(), Piece(gap.group(), "gap", "", "待补", ("请补上内容",)))


def _apart(places: list[_Place]) -> list[_Place]:
    """The places that do not run into an earlier one."""
    kept: list[_Place] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _pieces(text: str, start: int, end: int, places: list[_Place]) -> Iterator[Piece]:
    at = start
    for begin, stop, piece in places:
        if start <= begin and stop <= end:
            if at < begin:
                yield Piece(text[at:begin])
            yield piece
            at = stop
    if at < end:
        yield Piece(text[at:end])


def _figure_piece(figure: Figure, sheet: FactSheet, number: int) -> Piece:
    words = verdict_table()[figure.verdict].name
    if figure.waived is not None:
        words = f"{words},已放行"
    return Piece(
        figure.text,
        figure_kind(figure),
        figure_mark(figure).sign,
        words,
        tuple(_figure_tips(figure, sheet)),
        number,
    )


def _figure_tips(figure: Figure, sheet: FactSheet) -> Iterator[str]:
    name = figure.fact or ""
    derived = sheet.derived_by_id.get(name)
    fact = sheet.fact_of(derived.fact if derived else name)
    if fact is not None:
        yield f"事实:{describe_whole(fact)}"
    formula = figure.formula or (derived.formula if derived else "") or (fact and fact.formula)
    if formula:
        yield f"算式:{formula}"
    if figure.level is not None and figure.reason:
        yield figure.reason
    if figure.level is not None and figure.expected:
        yield f"应为:{figure.expected}"
    if figure.waived is not None:
        yield f"放行理由:{figure.waived}"
    if fact is not None:
        yield f"出处:{fact.source or '事实表没有写出处'}"


def _finding_piece(finding: Finding, number: int) -> Piece:
    return Piece(
        finding.text,
        "wrong" if finding.level is Level.ERROR else "warning",
        level_mark(finding.level).sign,
        verdict_table()[finding.verdict].name,
        (finding.reason,),
        number,
    )
