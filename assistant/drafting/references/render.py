"""Rendering a source text: the program writes the digits that it only names.

>>> render("全县媒体发稿{articles},其中国家级媒体{articles/national}。", sheet).text
'全县媒体发稿455篇,其中国家级媒体96篇。'
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from assistant.drafting.references.grammar import Reference, references, stray_braces
from assistant.drafting.references.rendering import UnknownReferenceError, tell_reference
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.domain import FactSheet


@dataclass(frozen=True, slots=True)
class Span:
    """Where a reference stands in the rendered text.

    Attributes:
        start, end: half-open offsets into the rendered text.
        reference: as written in the source, braces included.
        fact_id: the fact that it names.
    """

    start: int
    end: int
    reference: str
    fact_id: str

    def moved(self, by: int) -> Span:
        """The same in a text that begins ``by`` characters earlier."""
        return Span(self.start + by, self.end + by, self.reference, self.fact_id)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A source text with every reference replaced by what it says.

    Attributes:
        spans: the places of the references, in order.
        warnings: whole messages in Chinese: forms that a value does not bear.
    """

    text: str
    spans: tuple[Span, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference, or a lone brace, that cannot be rendered.

    Attributes:
        start, end: half-open offsets into the source.
        text: as written.
        reason: in Chinese, with the nearest id where there is one.
        nearest: that id; empty where none is near.
    """

    start: int
    end: int
    text: str
    reason: str
    nearest: str = ""


def render(source: str, sheet: FactSheet, *, lenient: bool = False) -> Rendered:
    """The text of ``source``, every reference replaced.

    Args:
        source: a section's source text.
        sheet: the facts.
        lenient: an unknown reference becomes 【待补:…】 and a warning instead of an error, so that
            a draft can be opened whose facts file lost a fact.

    Raises:
        InputError: a reference names nothing that the sheet has, or a brace belongs to none.
    """
    problems = () if lenient else unresolved(source, sheet)
    if problems:
        found = ";".join(problem.reason for problem in problems)
        raise InputError(found, path=sheet.path or None, advice="请改正数字引用的编号")
    pieces: list[str] = []
    spans: list[Span] = []
    warnings: list[str] = []
    size = place = 0
    for reference in references(source):
        text, warning = _text_of(reference, sheet)
        before = source[place : reference.start]
        pieces += (before, text)
        size += len(before)
        spans.append(Span(size, size + len(text), reference.text, reference.fact))
        size += len(text)
        place = reference.end
        if warning:
            warnings.append(f"{reference.text}:{warning}")
    pieces.append(source[place:])
    return Rendered("".join(pieces), tuple(spans), tuple(warnings))


def unresolved(source: str, sheet: FactSheet) -> tuple[Unresolved, ...]:
    """The references of ``source`` that cannot be rendered, and braces that are none, in order."""
    found: list[Unresolved] = []
    for reference in references(source):
        try:
            tell_reference(reference, sheet)
        except UnknownReferenceError as error:
            known = reference.fact in sheet.by_id or reference.operands
            near = "" if known else nearest_id(reference.fact, sheet.by_id)
            hint = f",是不是要写 {{{near}}}" if near else ""
            reason = f"数字引用 {reference.text} 用不了:{error}{hint}"
            found.append(Unresolved(reference.start, reference.end, reference.text, reason, near))
    for place in stray_braces(source):
        reason = f"第{place + 1}个字“{source[place]}”不属于任何数字引用"
        found.append(Unresolved(place, place + 1, source[place], reason))
    return tuple(sorted(found, key=lambda problem: problem.start))


def nearest_id(name: str, known: Iterable[str]) -> str:
    """The known name nearest to ``name``; empty where none is near."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return near[0] if near else ""


def stated_facts(source: str) -> tuple[str, ...]:
    """The ids of the facts whose value, rank, date or statement ``source`` names, in order.

    A clause of a statement goes by ``id:number``.
    """
    seen = (
        f"{ref.fact}:{ref.form}" if ref.form.isdigit() else ref.fact
        for ref in references(source)
        if ref.field in {"", "rank", "date"} and not ref.operands
    )
    return tuple(dict.fromkeys(seen))


def _text_of(reference: Reference, sheet: FactSheet) -> tuple[str, str]:
    try:
        told = tell_reference(reference, sheet)
    except UnknownReferenceError as error:
        return f"【待补：{reference.fact}】", str(error)
    return told.text, told.warning
