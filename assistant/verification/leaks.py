"""The leak test: what a text took over from a style sample.

Linear: the text's own runs of characters are indexed once, and each sample is read once against
that index. Three kinds of leaks are told: a figure with the words around it, a proper name, and
wording (12 characters on end, or most of a sentence). Nothing is a leak that stands in the fact
sheet, that several independent samples share, or that is a set phrase of the genre. An office's own
past summaries are tested for figures alone: their names and their wording are its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.verification.leak.figures import find_figures
from assistant.verification.leak.names import find_leaked_names
from assistant.verification.leak.phrases import find_phrases
from assistant.verification.leak.text import Allowed, BareText, Leak, LeakKind, Shelf, bare, is_own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Document, FactSheet, Mention

__all__ = ["Leak", "LeakKind", "find_leaks"]


def find_leaks(
    document: Document,
    sheet: FactSheet,
    samples: Mapping[str, str],
    mentions: tuple[Mention, ...],
) -> tuple[Leak, ...]:
    """What ``document`` took over from ``samples``, texts by their names.

    In order; leaks of one kind do not overlap, a figure may lie within a phrase.
    """
    text = BareText.of(document.text)
    shelf = Shelf(samples)
    allowed = Allowed.of(text, sheet, mentions)
    own = {name: sample for name, sample in samples.items() if is_own(sample, sheet)}
    others = Shelf({name: samples[name] for name in samples.keys() - own.keys()})
    told = tuple(bare(sample) for sample in own.values())
    names = find_leaked_names(text, others, allowed)
    leaks = [
        *find_figures(text, sheet, shelf, allowed, mentions),
        *(leak for leak in names if not any(bare(leak.text) in one for one in told)),
        *find_phrases(text, others, _with_own_words(text, own, allowed)),
    ]
    return tuple(sorted(leaks, key=lambda leak: (leak.start, leak.end, leak.kind)))


def _with_own_words(text: BareText, own: Mapping[str, str], allowed: Allowed) -> Allowed:
    """``allowed`` with the wordings that the text shares with the office's own past summaries."""
    marked = list(allowed.own)
    for name, sample in own.items():
        for leak in find_phrases(text, Shelf({name: sample}), allowed):
            for index in text.inside(leak.start, leak.end):
                marked[index] = True
    return replace(allowed, own=tuple(marked))
