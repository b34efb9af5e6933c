"""Firsts and absolutes that are told in words: 首次、唯一、全部; 欠薪居首, 西陵最多, 里程最长的2号线.

What no fact supports: a word of the list stands there, no fact uses it, and no figure or rank of its
sentence bears it out; terms that only hold the word (首次执行案件) are none.

What the facts contradict: the first or the last of a whole is held against the parts that are told near it;
the words between a part's name and the word must be the whole's own (里程, 占比), for 满意度最高 of the
greatest part is another thing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind, Verdict, once_a_sheet
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.lexicon import patterns, plain_firsts, weak_words, words
from assistant.verification.matching.scopes import short_of
from assistant.verification.opposites import stem_of
from assistant.verification.verdicts.case import Judgement
from assistant.verification.wording import limits_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact, FactSheet, Mention
    from assistant.verification.claims.segments import Span
    from assistant.verification.matching.matches import Binding
    from assistant.verification.matching.together import Settings

_NUMERALS = frozenset("一二两三四五六七八九十百千万亿")
_PART_OF = re.compile(r"(?:占|达|超过|近|约占)$")
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,8}的")
_FEW = 40
# So many figures before the word and behind it tell the parts; so near stands the part's name.
_BEFORE, _BEHIND, _NEAR = 12, 6, 12
_IS = re.compile("的?(?:是|为|当属|要数|依次为|依次是)?")
_TWO = 2

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
    starts = [start for start, _ in taken]
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
        if word in words("determiners").words and _counted(text, match, clause, taken):
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
        if near and found[0] in words("none_or_all").words:
            continue  # 投资尚未全部完成, 没有实现全覆盖
        if not any(one.start() <= found.start() < one.end() for one in among):
            yield found, found[0]


def _counted(text: str, match: re.Match[str], clause: Span, figures: Sequence[Span]) -> bool:
    """Whether the clause gives the number that 全部 speaks of, or 全部 only determines a noun.

    余下14条全部落实 and 占全部收入的61.2% claim no more than their figures; 全部落实 alone does.
    """
    if _PART_OF.search(text, clause[0], match.start()) and _NOUN.match(text, match.end()):
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
    for fact in sheet.facts:
        spoken = (fact.statement, fact.event, fact.among)
        pieces.append("\n".join((*fact.path, *fact.aliases, *(part for part in spoken if part))))
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


# -- the first and last of a whole's parts --------------------------------------------------


def standouts(settings: Settings) -> Iterator[tuple[int, int, Judgement | None]]:
    """(start, end, what is to be said where it is not so) of each part told as the first or last of its whole."""
    text, segments, figures = settings.text, settings.segments, settings.figures
    for name, best in (("foremost", max), ("hindmost", min)):
        for found in words(name).pattern.finditer(text):
            at, block = bisect_left(settings.starts, found.start()), segments.block(found.start())
            near = figures[max(0, at - _BEFORE) : at + _BEHIND]
            near = [one for one in near if one.claim.block is block]
            begin = max(segments.clause(found.start())[0], found.start() - _NEAR)
            said_of = _said_of(text, (begin, *found.span()), _wholes(near, found.start()))
            if said_of is None:
                continue
            start, end, part, told = said_of
            leader = best(told, key=lambda fact: fact.value or Decimal(0))
            if leader.value == part.value:
                yield start, end, None
            else:
                one, other = (f"{fact.name}{messages.amount(fact)}" for fact in (part, leader))
                reason = f"“{text[start:end]}”与事实不符:{one},{other}({leader.id})"
                yield start, end, Judgement(Verdict.CONTRADICTED, reason, part.id)


def _wholes(near: Sequence[Binding], at: int) -> list[list[Fact]]:
    """The parts told of each whole, the last told first: between two semicolons if two stand there."""
    here = [one for one in near if one.claim.part[0] <= at < one.claim.part[1]]
    narrow = {whole: parts for whole, parts in _parts(here).items() if len(parts) >= _TWO}
    wide = _parts(near) | narrow
    return [list(parts.values()) for parts in reversed(wide.values()) if len(parts) >= _TWO]


def _parts(near: Sequence[Binding]) -> dict[str, dict[str, Fact]]:
    found: dict[str, dict[str, Fact]] = {}
    for one in near:
        item = one.support.candidate if one.support is not None else None
        if item is not None and item.role is Role.VALUE and item.fact.parent is not None:
            found.setdefault(item.fact.parent, {})[item.fact.id] = item.fact
    return found


def _said_of(
    text: str, word: tuple[int, int, int], wholes: Sequence[Sequence[Fact]]
) -> tuple[int, int, Fact, Sequence[Fact]] | None:
    """(start, end, part, the parts of its whole) where a word is said of a part.

    The part stands right before the word, or behind it (最多的是西陵).

    ``word`` is where words that may be its subject begin, where it begins and ends itself.
    """
    begin, start, end = word
    said, behind = text[begin:start], _IS.match(text, end)
    after = behind.end() if behind is not None else end
    for told in wholes:
        own = "".join((*told[0].path[:-1], told[0].unit or ""))
        names = [(name, part) for part in told for name in _names(part, told)]
        for name, part in names:
            if text.startswith(name, after) and _of_whole(said, own):
                return start, after + len(name), part, told
        found = [(said.rfind(name), name, part) for name, part in names]
        ends = [(at + len(name), -at, part) for at, name, part in found if at >= 0]
        if ends and len({part.id for *_, part in ends}) == 1:
            last, at, part = max(ends, key=lambda one: one[:_TWO])
            if _of_whole(said[last:], own):
                return begin - at, end, part, told
    return None


def _names(part: Fact, told: Sequence[Fact]) -> list[str]:
    """What a part may be called: by its name, its beginning, 二季度 for 第二季度."""
    name = stem_of(part.path[-1]).name
    alone = sum(one.path[-1].startswith(name[:_TWO]) for one in told) == 1
    called = {part.path[-1], name, short_of(name), name.removeprefix("第")}
    called |= {name[:_TWO]} if alone else set()
    return sorted((one for one in called if len(one) >= _TWO), key=len, reverse=True)


def _of_whole(said: str, own: str) -> bool:
    """Whether words name nothing but the whole and how its parts are counted."""
    rest = "".join(sign for sign in said if sign not in own)
    return not words("part_measures").pattern.sub("", rest)
