"""Sentences joined to a paragraph: who does it, and the words that lead from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import phrase, places, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet
    from assistant.drafting.wording.sentences import Sentence
    from assistant.drafting.wording.wording import Manner


def joined(sentences: Sequence[Sentence], sheet: FactSheet, manner: Manner, turn: int) -> list[str]:
    """The sentences of one paragraph with subject and connectives.

    Args:
        sentences: in order.
        sheet: for the organisation's own name for itself.
        manner: how to write.
        turn: the place of the paragraph, so that neighbouring paragraphs differ.
    """
    who = sheet.document.self_name or ""
    texts: list[str] = []
    named = False
    owner = ""
    connected = 0
    for place, sentence in enumerate(sentences):
        text = sentence.text
        if sentence.owner and (sentence.owner != owner or sentence.rival):
            text = f"{_owner(sentence, who)}{text}"
        owner = sentence.owner
        if sentence.acting and not named and who:
            text, named = f"{who}{text}", True
        elif text.startswith(phrase("have")):
            text = f"{phrase('altogether')}{text}"
        if place in places("connective_places") and not sentence.dated and not manner.brief:
            text = manner.pick(manner.connectives or words("connectives"), turn + connected) + text
            connected += 1
        texts.append(text)
    return texts


def _owner(sentence: Sentence, who: str) -> str:
    """Whose it is; 我县 for 全县 before a name that begins with 全市 or the like."""
    whole = phrase("whole")
    within = sentence.name.startswith(whole) and sentence.owner.startswith(whole)
    return who if within and who else sentence.owner
