"""The form of a reference that says what last year's text said in the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.drafting.base.phrases import base_table
from assistant.drafting.references.forms import WITH_UNIT
from assistant.drafting.references.grammar import DERIVED_FIELDS
from assistant.drafting.references.render import render, unresolved
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Mention

_FORMS = forms(__file__)
_SPACES = re.compile(r"[\s,，]")
_SAME = str.maketrans("多逾％", "余超%")
_WRITTEN = (*WITH_UNIT, *(f"{scale}{places}" for scale in "万亿" for places in "012"), "数")
_NUMBERS = ("数", "汉字数")
_CLAUSE = re.compile(r"[。；;！？!?\n，,、：:]")
_DECIMALS = re.compile(r"[.．]([0-9]+)")
_MOST_PLACES = 2
_DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Said:
    """How a reference takes the place of a figure.

    Attributes:
        form: of the reference.
        start, end: half-open offsets into last year's text: what the reference stands for; the
            rest of the figure (第, a unit that the facts file words otherwise) stays as written.
        exact: whether the form gives these very characters for last year's value.
    """

    form: str
    start: int
    end: int
    exact: bool = True


def said_as(fact: Fact, field: str, mention: Mention, sheet: FactSheet) -> Said:
    """The form in which ``fact`` of last year's sheet gives the characters of ``mention``.

    Where none does, the form of the same sort: the same approximator, scale and numerals.
    """
    name = f"{fact.id}.{field}" if field else fact.id
    whole = Said("", mention.start, mention.end)
    number = Said("", mention.number_start, mention.number_end)
    inside = mention.text[mention.number_start - mention.start :]
    inside = inside[: mention.number_end - mention.number_start]
    tries = [(form, whole, mention.text) for form in _WRITTEN]
    # A rank is one number whatever stands around it; a count of its own goes with its unit.
    tries += [(form, number, inside) for form in _NUMBERS]
    for form, span, typed in tries:
        reference = f"{{{name}:{form}}}" if form else f"{{{name}}}"
        if not unresolved(reference, sheet) and plain(render(reference, sheet).text) == plain(
            typed
        ):
            # As many places as last year had: 1.37万, not 1.3671万.
            return replace(span, form=_like(mention) if form in {"万", "亿"} else form)
    if mention.kind is Kind.RANK and _FORMS.rank.match(mention.text):
        form = "数" if _DIGIT.search(mention.text) else "汉字数"
        return replace(number, form=form, exact=False)
    return replace(whole, form="" if field in DERIVED_FIELDS else _like(mention), exact=False)


def _like(mention: Mention) -> str:
    approximator = base_table("approximators").get(mention.approximator or "", "")
    if approximator:
        return approximator + _scale(mention)
    return scale_of(mention) if _DIGIT.search(mention.text) else "汉字"


def scale_of(mention: Mention) -> str:
    """The form with the scale and the decimal places of a figure: 亿2 of 1.79亿元; often none."""
    decimals = _DECIMALS.search(mention.text)
    places = str(min(len(decimals[1]) if decimals else 0, _MOST_PLACES))
    return _scale(mention) and _scale(mention) + places


def _scale(mention: Mention) -> str:
    return next((scale for scale in "亿万" if scale in mention.text), "")


def plain(text: str) -> str:
    """A figure as compared: without spaces and separators, 多 as 余, 逾 as 超."""
    return _SPACES.sub("", text).translate(_SAME)


def clause_before(text: str, start: int) -> str:
    """The words from the last mark up to ``start``."""
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    return text[begin:start]
