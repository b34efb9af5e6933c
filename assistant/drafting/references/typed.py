"""Bare figures of a source text bound to facts: a model that types digits is corrected.

A figure that is exactly one fact's becomes a reference to it; where several facts have the
value, the words of the clause decide, or it stays bare. What stands in a statement, and the dates
of the document itself, are known and stay; what no fact has stays for the verifier to tell of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.drafting.references.forms import WITH_UNIT
from assistant.drafting.references.render import Rendered, Span, render
from assistant.drafting.wording.phrases import words
from assistant.extraction import read_mentions
from assistant.verification.stated import stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet, Mention

_SPACES = re.compile(r"[\s,，]")
# Every form that a typed figure may be: where none renders as it was typed, it stays typed.
_FORMS = (*WITH_UNIT, "万余", "亿余", "数")
# Forms without unit, to which the classifier as it was typed is added: 112.6万名 of a fact in 人.
_BARE_FORMS = ("数", "万数", "亿数")
_DATES = (Kind.DATE, Kind.YEAR)


def bind_figures(source: str, sheet: FactSheet) -> str:
    """``source`` with its bare figures bound to the facts that have them.

    References that name no fact are left as they are.
    """
    rendered = render(source, sheet, lenient=True)
    terms = sheet.document.terms
    mentions = [
        mention
        for mention in read_mentions(rendered.text, terms=terms, units=sheet.units)
        if mention.exempt is None and not _inside(mention, rendered.spans)
    ]
    if not mentions:
        return source
    binder = _Binder(sheet, rendered)
    pieces: list[str] = []
    done = 0
    for mention in mentions:
        start, end, reference = binder.bind(mention)
        if reference:
            pieces += (_sourced(rendered, done, start), reference)
            done = end
    pieces.append(_sourced(rendered, done, len(rendered.text)))
    return "".join(pieces)


class _Binder:
    """What the verifier says of each figure."""

    def __init__(self, sheet: FactSheet, rendered: Rendered) -> None:
        self.sheet = sheet
        self.text = rendered.text
        self.stated = stated(rendered.text, sheet)

    def bind(self, mention: Mention) -> tuple[int, int, str]:
        """Where the figure stands with the word that its reference brings, and the reference.

        The reference is empty where the figure stays as it is.
        """
        name = self.stated.get(mention.start, "")
        if mention.kind in _DATES:
            return self._bind_date(mention, name)
        # 均超过80% is said of several things: it is no approximation of one of them.
        general = mention.approximator and self.text.endswith(
            words("cues.general"), 0, mention.start
        )
        if not name or general:
            return mention.start, mention.end, ""
        return self._replaced(mention, name)

    def _bind_date(self, mention: Mention, name: str) -> tuple[int, int, str]:
        reference = f"{{{name}}}"
        dated = name.endswith(".date")
        if not dated or render(reference, self.sheet).text != _plain(mention.text):
            return mention.start, mention.end, ""
        return mention.start, mention.end, reference

    def _replaced(self, mention: Mention, name: str) -> tuple[int, int, str]:
        start = mention.start
        reference = self._form(mention, name)
        if name.endswith((".growth", ".increase")):
            reference = f"{{{name}:数}}"
            told = render(f"{{{name}}}", self.sheet).text
            for word in words("change_words"):
                if told.startswith(word) and self.text.endswith(word, 0, start):
                    start, reference = start - len(word), f"{{{name}}}"
            if _plain(render(reference, self.sheet).text) != _plain(self.text[start : mention.end]):
                return mention.start, mention.end, ""
        return start, mention.end, reference

    def _form(self, mention: Mention, name: str) -> str:
        """The reference in the form that was typed; empty where none of the forms is it."""
        typed = _plain(mention.text)
        for form in _FORMS:
            reference = f"{{{name}:{form}}}" if form else f"{{{name}}}"
            if _plain(render(reference, self.sheet).text) == typed:
                return reference
        for form in _BARE_FORMS:
            reference = f"{{{name}:{form}}}"
            rendered = render(reference, self.sheet)
            told = _plain(rendered.text)
            classifier = typed.removeprefix(told)
            if (
                not rendered.warnings
                and told + classifier == typed
                and (classifier.lstrip("万亿") == (mention.unit or "").lstrip("万亿") != "")
            ):
                return f"{reference}{classifier}"
        return ""


def _inside(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.start < mention.end and mention.start < span.end for span in spans)


def _sourced(rendered: Rendered, start: int, end: int) -> str:
    """The rendered text between two offsets, every reference back in its place."""
    pieces: list[str] = []
    done = start
    for span in rendered.spans:
        if start <= span.start and span.end <= end:
            pieces += (rendered.text[done : span.start], span.reference)
            done = span.end
    pieces.append(rendered.text[done:end])
    return "".join(pieces)


def _plain(text: str) -> str:
    return _SPACES.sub("", text)
