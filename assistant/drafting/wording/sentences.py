"""Clauses joined to sentences: lists that share a verb or an owner, ranks, events, statements."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.drafting.wording.changes import Manner, change_tails
from assistant.drafting.wording.events import event_clause, in_order
from assistant.drafting.wording.grouping import speak_alike
from assistant.drafting.wording.names import bears_numeral, figure_source, name_source
from assistant.drafting.wording.phrases import phrase, words
from assistant.drafting.wording.units import units_of
from assistant.drafting.wording.wording import Clause, clause_of, rank_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact, FactSheet, Role

# So many clauses, and so much text, make a sentence at most.
_LIGHT, _HEAVY, _LONG = 4, 3, 100
# What makes two names kin, and what a name may leave out behind another.
_KIN, _BEGIN, _SHARED, _REST = 4, 2, 3, 2
_STATES = ("rate", "level", "each", "having")
_SHORT_STATEMENT, _CHAIN = 18, 4
_EVENTS, _EVENTS_LONG = 2, 70


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and how it begins.

    Attributes:
        text: with its full stop, without its owner.
        owner: whose it is, as source text; stands before the text.
        name: of the fact that it begins with.
        rival: another fact has the same name, so that the owner may not be left out.
        acting: it begins with a verb and lacks a subject: the organisation may stand before it.
    """

    text: str
    owner: str = ""
    name: str = ""
    rival: bool = False
    acting: bool = False


def sentences_of(
    facts: Sequence[Fact], sheet: FactSheet, manner: Manner, role: Role
) -> list[Sentence]:
    """The sentences that tell ``facts``: what was done, its figures, what came of it, events.

    Args:
        facts: top-level facts of one group that have happened.
        sheet: all facts.
        manner: how to write.
        role: of the section.
    """
    outcomes = words("outcomes")
    statements = [fact for fact in facts if fact.statement is not None]
    measures = [f for f in statements if not any(w in (f.statement or "") for w in outcomes)]
    effects = [fact for fact in statements if fact not in measures]
    indicators = [fact for fact in facts if fact.indicator is not None]
    units = units_of(indicators)
    units.sort(key=lambda unit: unit.fact.rank is not None and unit.fact.low is None)
    clauses = _with_ranks([clause_of(unit, sheet, manner, role) for unit in units], manner)
    told = [*_statements(measures), *_flow(clauses, _rivals(sheet), sheet, manner)]
    told += _statements(effects)
    return told + event_sentences([fact for fact in facts if fact.event is not None])


def _rivals(sheet: FactSheet) -> frozenset[str]:
    """The names that facts of several owners share."""
    owners: dict[str, set[str]] = {}
    for fact in sheet.facts:
        if fact.parent is None:
            owners.setdefault(fact.name, set()).add(fact.scope or "")
    return frozenset(name for name, scopes in owners.items() if len(scopes) > 1)


def event_sentences(events: Sequence[Fact]) -> list[Sentence]:
    """The events in order of date, two short ones to a sentence."""
    sentences: list[list[str]] = []
    for fact in in_order(events):
        clause = event_clause(fact)
        last = sentences[-1] if sentences else None
        room = last is not None and sum(map(len, last)) + len(clause) < _EVENTS_LONG
        if last is not None and len(last) < _EVENTS and room:
            last.append(clause)
        else:
            sentences.append([clause])
    return [Sentence("；".join(parts) + "。") for parts in sentences]


def _with_ranks(clauses: Sequence[Clause], manner: Manner) -> list[Clause]:
    """A rank of its own joins the value of the same name: 满意度97%,居全市第二名."""
    kept: list[Clause] = []
    for clause in clauses:
        fact = clause.fact
        home = next((at for at, one in enumerate(kept) if _is_rank_of(fact, one.fact)), None)
        if home is None:
            kept.append(clause)
        else:
            tails = (*kept[home].tails, rank_source(fact, manner), *clause.tails)
            kept[home] = replace(kept[home], tails=tails)
    return kept


def _is_rank_of(fact: Fact, other: Fact) -> bool:
    same = fact.name == other.name and (fact.scope or other.scope) == other.scope
    return (
        fact.rank is not None
        and fact.low is None
        and other.low is not None
        and same
        and not other.parts
    )


def _flow(
    clauses: Sequence[Clause], rivals: frozenset[str], sheet: FactSheet, manner: Manner
) -> Iterator[Sentence]:
    """The clauses in sentences: first those of one name in several places, then by matter."""
    at = 0
    while at < len(clauses):
        end = at + 1
        head = clauses[at]
        while end < len(clauses) and _is_twin(head, clauses[end]):
            end += 1
        if end - at > 1:
            yield _twins(clauses[at:end], sheet, manner)
        else:
            while end < len(clauses) and _joins(clauses[at:end], clauses[end], rivals):
                if end + 1 < len(clauses) and _is_twin(clauses[end], clauses[end + 1]):
                    break
                end += 1
            end = _kept_together(clauses, at, end)
            yield _sentence(clauses[at:end], rivals)
        at = end


def _kept_together(clauses: Sequence[Clause], at: int, end: int) -> int:
    """The end of the run, earlier where it would tear apart what belongs together.

    The run is cut where its neighbours have least in common.
    """
    if end >= len(clauses) or end - at < 2:  # noqa: PLR2004 - one clause cannot be cut
        return end
    links = {
        place: _kinship(clauses[place - 1], clauses[place]) for place in range(at + 1, end + 1)
    }
    weakest = min(reversed(links), key=lambda place: links[place])
    return weakest if links[weakest] < links[end] else end


def _kinship(one: Clause, other: Clause) -> int:
    """How much two names share: their common beginning, or 1 for four characters in a row."""
    first, second = one.fact.name, other.fact.name
    shared = _common(first, second)
    if shared >= _BEGIN:
        return shared
    grams = {first[at : at + _KIN] for at in range(len(first) - _KIN + 1)}
    return int(any(gram in second for gram in grams))


def _common(first: str, second: str) -> int:
    """How many characters two names have in common from their beginning."""
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    return shared


def _shortened(before: Clause, clause: Clause, rivals: frozenset[str]) -> Clause:
    """The clause without what its name shares with the beginning of the name before it.

    微信公众号粉丝31.5万人；微信公众号推文1048条 says 微信公众号 once.
    """
    name = clause.fact.name
    shared = _common(name, before.fact.name)
    rest = name[shared:]
    bare = bears_numeral(name) or not clause.core.startswith(name[:shared]) or bool(clause.verb)
    alone = len(rest) >= _REST and rest not in words("not_alone")
    alone = alone and not rest.startswith(words("not_first"))
    # 就业率 alone may be any group's: a rate keeps its whole name.
    bare = bare or clause.shape == "rate"
    if shared < _SHARED or not alone or bare or name in rivals:
        return clause
    return replace(clause, core=clause.core[shared:])


def _is_twin(one: Clause, other: Clause) -> bool:
    """Whether two clauses tell the same of two places, so that one name serves both."""
    simple = not one.fact.parts and not other.fact.parts and one.fact.rank is None
    same = one.fact.name == other.fact.name and one.fact.unit == other.fact.unit
    return simple and same and bool(one.scope) and bool(other.scope) and one.shape != "rank"


def _twins(clauses: Sequence[Clause], sheet: FactSheet, manner: Manner) -> Sentence:
    """``中学、小学参训率分别为15%、6%``; with their changes in brackets where they have any."""
    name = name_source(clauses[0].fact)
    if any(clause.tails for clause in clauses):
        items: list[str] = []
        for clause in clauses:
            change = change_tails(clause.fact, sheet, manner)[:1]
            told = f"（{change[0]}）" if change else ""
            items.append(f"{clause.scope}{figure_source(clause.fact)}{told}")
        return Sentence(f"{name}{phrase('by_place')}{'，'.join(items)}。")
    owners = "、".join(clause.scope for clause in clauses)
    figures = "、".join(figure_source(clause.fact) for clause in clauses)
    return Sentence(f"{owners}{name}分别为{figures}。")


def _joins(run: Sequence[Clause], clause: Clause, rivals: frozenset[str]) -> bool:
    """Whether ``clause`` may follow those of ``run`` in their sentence."""
    head, before = run[0], run[-1]
    if clause.shape == "follower":
        return not before.fact.parts
    if before.extras or not _same_owner(head, clause, rivals):
        return False
    kinship = _kinship(before, clause)
    if before.fact.parts and not (clause.light and kinship >= _SHARED):
        return False
    listed = before.light and clause.light
    strange = clause.shape != before.shape and not kinship
    # What was done goes on in one breath, how things stand in another.
    mixed = (clause.shape in _STATES) != (before.shape in _STATES)
    strange = strange and (mixed or (not listed and len(run) > 1))
    same_verb = listed and bool(clause.verb) and clause.verb == before.verb
    if strange or not (same_verb or speak_alike(before.fact, clause.fact)):
        return False
    if "rank" in {before.shape, clause.shape} and before.shape != clause.shape:
        return False
    heavy = any(not one.light for one in (*run, clause))
    size = sum(map(_size, run)) + _size(clause)
    return len(run) < (_HEAVY if heavy else _LIGHT) and size <= _LONG


def _same_owner(head: Clause, clause: Clause, rivals: frozenset[str]) -> bool:
    """Whether the owner that ``head`` names may stand for ``clause`` too."""
    if clause.fact.name in rivals:
        return False
    if clause.scope == head.scope:
        return True
    whole = head.scope.startswith(phrase("whole"))
    return not clause.scope and (whole or clause.shape == "each")


def _size(clause: Clause) -> int:
    """About how long a clause will be."""
    parts = 10 * len(clause.fact.parts)
    return len(clause.fact.name) + 8 + 11 * len(clause.tails) + parts + 12 * len(clause.extras)


def _sentence(clauses: Sequence[Clause], rivals: frozenset[str]) -> Sentence:
    """One sentence with its full stop."""
    head = clauses[0]
    text = head.text
    followers = (_shortened(one, other, rivals) for one, other in itertools.pairwise(clauses))
    shortened = [head, *followers]
    for before, clause in itertools.pairwise(shortened):
        same = clause.light and before.light and clause.verb == before.verb and clause.verb
        if same and clause.shape != "follower":
            text += f"、{clause.core}"
        elif clause.shape == "follower" or (before.light and clause.light):
            text += f"，{clause.text}"
        else:
            # 有 and 达 are said once: 有医师2184人,同比…；护士2730人.
            again = clause.verb == before.verb and clause.shape == "having"
            told = replace(clause, verb="").text if again else clause.text
            text += "；" + told.replace(f"{phrase('reached')}{{", "{")
    acts = bool(head.verb) or head.shape == "doing"
    acting = acts and not head.scope and not text.startswith(phrase("whole"))
    rival = head.fact.name in rivals
    return Sentence(text + "。", head.scope, head.fact.name, rival=rival, acting=acting)


def _statements(facts: Sequence[Fact]) -> list[Sentence]:
    """Statements as sentences, short ones chained."""
    sentences: list[Sentence] = []
    chain: list[str] = []
    for fact in facts:
        short = len(fact.statement or "") <= _SHORT_STATEMENT
        if chain and (not short or len(chain) == _CHAIN):
            sentences.append(Sentence("；".join(chain) + "。"))
            chain = []
        chain.append(f"{{{fact.id}}}")
        if not short:
            sentences.append(Sentence(chain[0] + "。"))
            chain = []
    return sentences + ([Sentence("；".join(chain) + "。")] if chain else [])
