"""Figures inside the words of facts: 报刊类一等奖, 前10名, 一名副书记."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import PartialDate
from assistant.extraction import read_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import Fact, FactSheet, Mention


@dataclass(frozen=True, slots=True)
class InnerFigure:
    """A claim that stands in a fact's words and is a fact as well.

    Attributes:
        fact: the id of the fact.
        field: the key whose text it stands in: ``indicator``, ``event``, ``statement``,
            ``among``, ``aliases`` or, for the months alone, ``scope``.
        mention: where and what it is; its offsets count in that text.
    """

    fact: str
    field: str
    mention: Mention


def inner_figures(sheet: FactSheet) -> tuple[InnerFigure, ...]:
    """Every claim inside the facts' words, in the order of the facts; exempt numerals are none."""
    terms = sheet.document.terms
    return tuple(
        InnerFigure(fact.id, field, mention)
        for fact in sheet.facts
        for field, text in _texts(fact)
        for mention in read_mentions(text, terms=terms, units=sheet.units)
        if mention.exempt is None and (field != "scope" or _month(mention))
    )


def _month(mention: Mention) -> bool:
    """Whether it is a date with its month: of a scope no other figure says anything of the fact."""
    return any(isinstance(part, PartialDate) and part.month for part in mention.parts)


def _texts(fact: Fact) -> Iterator[tuple[str, str]]:
    for field, text in (
        ("indicator", fact.indicator),
        ("event", fact.event),
        ("statement", fact.statement),
        ("among", fact.among),
        ("scope", fact.scope),
    ):
        if text is not None:
            yield field, text
    for alias in fact.aliases:
        yield "aliases", alias
