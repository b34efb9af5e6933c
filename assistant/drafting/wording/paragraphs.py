"""Sentences of one paragraph with their owners and a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet
    from assistant.drafting.wording.sentences import Sentence


def joined(sentences: Sequence[Sentence], sheet: FactSheet) -> list[str]:
    """The sentences of one paragraph, owners said once, the first with a subject where it acts.

    Args:
        sentences: in order.
        sheet: for the organisation's own name for itself.
    """
    who = sheet.document.self_name or ""
    texts: list[str] = []
    owner = ""
    for place, sentence in enumerate(sentences):
        text = sentence.text
        if sentence.owner and (sentence.owner != owner or sentence.rival):
            text = f"{_owner(sentence)}{text}"
        owner = sentence.owner
        if sentence.acting and not place and who:
            text = f"{who}{text}"
        texts.append(text)
    return texts


def _owner(sentence: Sentence) -> str:
    """Whose it is; of 全县 nothing is said before a name that begins with 全市 or the like."""
    whole = phrase("whole")
    within = sentence.name.startswith(whole) and sentence.owner.startswith(whole)
    return "" if within else sentence.owner
