"""References behind the figures of a person's text: only where nothing of the text changes by them.

A reference may stand behind a figure where rendering it gives exactly the characters that the
person wrote, and the verifier says of that very figure, in its sentence and document, that it is
that fact's. An equal value alone proves nothing (12个基层所 is not the 12次 of another fact); what
is not certain stays as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import render
from assistant.extraction import read_mentions
from assistant.revision.checking import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistant.domain import Draft, FactSheet, Figure
    from assistant.drafting.outline.assemble import Assembled, SectionPlace
    from assistant.drafting.references.render import Span

_PROVED = frozenset({Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED})
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
_ENDS = "。！？!?\n"
_FORMS = ("", ":数", ":汉字", ":万", ":亿", ":余", ":近", ":约", ":超")


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote of a section, beside its source text.

    Attributes:
        before: the texts that the references come from; what stands in a sentence of these is
            as it was.
        typed: which references of the source, by their place among them from 0, the person
            typed as such: these stand as asked.
        only: the one fact that figures may be bound to anew; None for every fact.
    """

    before: str = ""
    typed: frozenset[int] = field(default_factory=frozenset)
    only: str | None = None


def bind_proved(
    draft: Draft,
    sheet: FactSheet,
    written: Mapping[str, Written],
    samples: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The source texts of the sections that a person wrote, references only where they are sure.

    ``draft`` has the new texts standing; ``written`` and what is returned are by section id, and each
    renders to the same characters as the text that it stands for. The style samples change nothing
    here, as no figure that the facts prove is a sample's; with them the report serves for what is
    saved as well.
    """
    checked = check(draft, sheet, samples)
    assembled, figures = checked.assembled, checked.report.figures
    places = {place.section_id: place for place in assembled.sections}
    return {
        id_: _source(assembled, places[id_], figures, sheet, what) for id_, what in written.items()
    }


def _source(
    assembled: Assembled,
    place: SectionPlace,
    figures: tuple[Figure, ...],
    sheet: FactSheet,
    what: Written,
) -> str:
    text = assembled.document.text
    spans = [span for span in assembled.references if place.body <= span.start < place.end]
    sentences = set(_SENTENCE.findall(what.before))
    pieces: list[tuple[int, int, str]] = []
    for number, span in enumerate(spans):
        as_it_was = _around(text, place.body, span.start) in sentences
        if number in what.typed or as_it_was or _speaks_of(span, text, figures, sheet):
            pieces.append((span.start, span.end, span.reference))
    taken = [(start, end) for start, end, _ in pieces]
    for figure in figures:
        if not place.body <= figure.start < place.end:
            continue
        if any(start < figure.end and figure.start < end for start, end in taken):
            continue
        if reference := proved_reference(figure, sheet, what.only):
            pieces.append((figure.start, figure.end, reference))
    source: list[str] = []
    done = place.body
    for start, end, reference in sorted(pieces):
        source += (text[done:start], reference)
        done = end
    return "".join((*source, text[done : place.end])).removesuffix("\n")


def proved_reference(figure: Figure, sheet: FactSheet, only: str | None = None) -> str | None:
    """The one reference that says a figure as it is written; None where none is certain.

    Where ``only`` names a fact, no other may be referred to.
    """
    if figure.verdict not in _PROVED or figure.level is not None or not figure.fact:
        return None
    stated = sheet.fact_of(figure.fact)
    if stated is None or (only is not None and stated.id != only):
        return None
    fact, derived = stated.id, figure.fact.removeprefix(stated.id).removeprefix(".")
    if figure.verdict is Verdict.DERIVED and not derived:
        return None  # a sum, a difference, an average: no reference says it
    names = [f"{fact}.{derived}"] if derived else _names(fact, sheet)
    fitting = [found for name in names if (found := _form(name, figure.text, sheet))]
    return fitting[0] if len(fitting) == 1 else None


def _names(fact: str, sheet: FactSheet) -> Iterator[str]:
    """The value of a fact, and its date and rank where it has one beside."""
    yield fact
    if sheet.by_id[fact].date is not None:
        yield f"{fact}.date"
    if sheet.by_id[fact].rank is not None and sheet.by_id[fact].low is not None:
        yield f"{fact}.rank"


def _form(name: str, typed: str, sheet: FactSheet) -> str | None:
    """The reference to ``name`` in the form that gives exactly ``typed``."""
    for form in _FORMS:
        reference = f"{{{name}{form}}}"
        if render(reference, sheet, lenient=True).text == typed:
            return reference
    return None


def _speaks_of(span: Span, text: str, figures: tuple[Figure, ...], sheet: FactSheet) -> bool:
    """Whether the words around a reference that was carried over still speak of its fact."""
    inside = [each for each in figures if each.start < span.end and span.start < each.end]
    if not inside:
        # A name or a statement without figures says what it says; a numeral that nobody read
        # as this fact's is not certain.
        return not read_mentions(text[span.start : span.end])
    return all(
        each.verdict in _PROVED and each.level is None and _same(span, each, sheet)
        for each in inside
    )


def _same(span: Span, figure: Figure, sheet: FactSheet) -> bool:
    if figure.fact is None:
        return next(references(span.reference)).fact not in sheet.by_id
    fact = sheet.fact_of(figure.fact)
    return fact is not None and fact.id == span.fact_id


def _around(text: str, begin: int, offset: int) -> str:
    """The sentence that ``offset`` lies in; none begins before ``begin``."""
    start = max((text.rfind(mark, begin, offset) + 1 for mark in _ENDS), default=begin)
    found = _SENTENCE.match(text, max(start, begin))
    return found.group() if found else ""
