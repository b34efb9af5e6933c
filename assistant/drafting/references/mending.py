"""The words around references: what a reference brings is not said twice, nor contradicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.references.grammar import references
from assistant.drafting.references.rendering import UnknownReferenceError, tell_reference
from assistant.extraction.doubling import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet
    from assistant.drafting.references.grammar import Reference

# So many characters on each side are compared with what the reference becomes.
_REACH = 12


def mend_doubled(source: str, sheet: FactSheet) -> str:
    """``source`` without the words that a reference brings and the writer wrote too.

    ``发稿{articles}篇`` becomes ``发稿{articles}``, ``同比增长{articles.growth}`` becomes
    ``同比{articles.growth}``, ``在{limit}以内`` (不超过10秒) becomes ``在{limit}``. Words that
    contradict stay: :func:`contradictions` tells of them.
    """
    pieces: list[str] = []
    done = 0
    for reference, told in _told(source, sheet):
        before, after = source[done : reference.start], _after(source, reference)
        found = around(before[-_REACH:], told, after)
        cut = found.before if not found.clash else 0
        pieces += (before[: len(before) - cut], reference.text)
        done = reference.end + (found.after if not found.clash else 0)
    return "".join([*pieces, source[done:]])


def contradictions(source: str, sheet: FactSheet) -> Iterator[tuple[Reference, str, str]]:
    """Each reference that the words around it contradict: it, what it becomes, those words."""
    for reference, told in _told(source, sheet):
        before = source[max(0, reference.start - _REACH) : reference.start]
        found = around(before, told, _after(source, reference))
        if found.clash:
            yield reference, told, found.clash


def _after(source: str, reference: Reference) -> str:
    return source[reference.end : reference.end + _REACH].partition("{")[0]


def _told(source: str, sheet: FactSheet) -> Iterator[tuple[Reference, str]]:
    """The references to numbers and ranks with what they become; statements and names are whole."""
    for reference in references(source):
        fact = sheet.by_id.get(reference.fact)
        if fact is not None and (fact.statement is not None or reference.field == "name"):
            continue
        try:
            yield reference, tell_reference(reference, sheet).text
        except UnknownReferenceError:
            continue
