"""Firsts and absolutes that are told in words and that no fact supports: 首次、唯一、全部.

A word of the list stands there, no fact uses it, and no figure or rank of its sentence bears it out;
terms that only hold the word (首次执行案件) are none.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind, Verdict, once_a_sheet
from assistant.verification.distinctions import limits_name
from assistant.verification.lexicon import forms, patterns, plain_firsts, weak_words, words
from assistant.verification.matching.scopes import own_words
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Mention
    from assistant.verification.claims.segments import Span
    from assistant.verification.matching.matches import Binding
    from assistant.verification.matching.together import Settings

_NUMERALS = frozenset("一二两三四五六七八九十百千万亿")
_FORMS = forms(__file__)
_FEW = 40
_DENIED, _VERB = 6, 2
_TOP = 3
_SPARED = frozenset((None, Exemption.NAME, Exemption.TITLE, Exemption.TERM))
_ALL = frozenset({Decimal(100), Decimal(0)})


def superlatives(
    settings: Settings, mentions: Sequence[Mention], stated: set[str]
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of the superlatives that no fact supports.

    A figure that states a first place, all or none supports its sentence's word. The facts that a word states
    are added to ``stated``.
    """
    text, sheet, segments = settings.text, settings.facts.sheet, settings.segments
    told = _told(sheet)
    spared = [
        (mention.start, mention.end)
        for mention in mentions
        if mention.kind is Kind.RANK or mention.exempt in _SPARED
    ]
    taken = sorted([*spared, *(match.span() for match in plain_firsts().finditer(text))])
    structure = ((one.start, one.end) for one in mentions if one.exempt is Exemption.STRUCTURE)
    starts, counts = [start for start, _ in taken], sorted((*taken, *structure))
    for match, word in _claims(text):
        before = bisect_left(starts, match.end()) - 1
        if before >= 0 and taken[before][1] > match.start() and word == match[0]:
            continue
        clause = segments.clause(match.start())
        if _backed(word, text[slice(*clause)], told):
            continue
        none = _gone(text[slice(*clause)], sheet) if word in words("none_or_all").words else []
        if none:
            stated.update(none)
            continue
        begin, end = (bisect_left(settings.starts, at) for at in segments.sentence(match.start()))
        if word in words("determiners").words and _counted(text, match, clause, counts):
            continue
        if not _borne_out(word, settings.figures[begin:end][:_FEW]):
            reason = f"“{match[0]}”没有事实可以证明"
            yield *match.span(), Judgement(Verdict.SUPERLATIVE, reason)


def _claims(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each place that claims a first or a most, with the word that a fact must use to bear it."""
    among = [found for one in patterns("superlatives_among") for found in one.finditer(text)]
    yield from ((found, found[1]) for found in among)
    for found in words("superlatives").pattern.finditer(text):
        before = text[max(0, found.start() - _DENIED) : found.start()]
        denied = words("denied").last(before)
        near = denied is not None and len(before) - denied.end() <= _VERB
        wished = _FORMS.wished.search(text, max(0, found.start() - _FEW), found.start())
        ends = not text[found.end() : found.end() + 1].isalpha()
        if (wished and ends) or (near and found[0] in words("none_or_all").words):
            continue  # 投资尚未全部完成, 没有实现全覆盖
        if not any(one.start() <= found.start() < one.end() for one in among):
            yield found, found[0]


def _counted(text: str, match: re.Match[str], clause: Span, figures: Sequence[Span]) -> bool:
    """Whether the clause gives the number that 全部 speaks of, or 全部 only determines a noun.

    余下14条全部落实 and 占全部收入的61.2% claim no more than their figures; 全部落实 alone does.
    """
    if _FORMS.part_of.search(text, clause[0], match.start()) and _FORMS.noun.match(
        text, match.end()
    ):
        return True
    last = bisect_left(figures, (match.start(), 0)) - 1
    if last < 0 or figures[last][0] < clause[0]:
        return False
    figure = text[slice(*figures[last])]
    return figure[0] != "第" and any(sign.isdigit() or sign in _NUMERALS for sign in figure)


def _backed(word: str, clause: str, told: Sequence[str]) -> bool:
    """Whether a fact uses the word of what the clause speaks of."""
    rest = clause.replace(word, "\n")
    names = {rest[at : at + 2] for at in range(len(rest) - 1)} - weak_words()
    return any(
        word in fact and any(pair in fact and pair.isalnum() for pair in names) for fact in told
    )


@once_a_sheet
def _told(sheet: FactSheet) -> list[str]:
    """The words of each fact, the title and the user's own terms."""
    pieces: list[str] = [sheet.document.title, *sheet.document.terms]
    pieces.extend(map(own_words, sheet.facts))
    return [plain_firsts().sub("", piece) for piece in pieces]


def _gone(clause: str, sheet: FactSheet) -> list[str]:
    """The facts of the value 0 that a clause clears: D级危房全部清零."""
    if "清零" not in clause:
        return []
    return [fact.id for fact in sheet.facts if fact.value == 0 and fact.name in clause]


def _borne_out(word: str, bindings: Sequence[Binding]) -> bool:
    """Whether a figure of the sentence states a first place, all or none."""
    lowest = 1 if word in words("winners").words else _TOP
    for candidate in (one.support.candidate for one in bindings if one.support is not None):
        rank, gone = candidate.fact.rank, candidate.fact.value == 0 and limits_name(candidate)
        if word in words("firsts").words and rank is not None and rank <= lowest:
            return True
        if word in words("none_or_all").words and (candidate.low in _ALL or gone):
            return True
    return False
