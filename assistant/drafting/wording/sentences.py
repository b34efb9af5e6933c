"""Clauses joined to sentences: lists that share a verb or an owner, ranks, events, statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.drafting.wording.events import event_clause, in_order
from assistant.drafting.wording.grouping import topic_of
from assistant.drafting.wording.wording import (
    Clause,
    Manner,
    clause_of,
    figure_source,
    name_source,
    rank_source,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet, Role

_LIST = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and how it begins.

    Attributes:
        text: with its full stop, without its owner.
        owner: whose it is, as source text; stands before the text.
        name: of the fact that it begins with.
        rival: another fact has the same name, so that the owner may not be left out.
        acting: it begins with a verb and lacks a subject: the organisation may stand before it.
        dated: it begins with a date.
    """

    text: str
    owner: str = ""
    name: str = ""
    rival: bool = False
    acting: bool = False
    dated: bool = False


_SHORT_STATEMENT = 18
_SENTENCE = 70
# Names that share so many characters in a row speak of one thing.
_KIN = 4


def sentences_of(
    facts: Sequence[Fact], sheet: FactSheet, manner: Manner, role: Role, first: int = 0
) -> list[Sentence]:
    """The sentences that tell ``facts``: indicators and statements, then events by date.

    Args:
        facts: top-level facts of one group that have happened.
        sheet: all facts.
        manner: how to write.
        role: of the section.
        first: the place of the first fact in the section, for variety.
    """
    body = [fact for fact in facts if fact.event is None]
    told: list[Sentence] = []
    clauses: list[Clause] = []
    statements: list[Fact] = []
    for place, fact in enumerate(body, first):
        if fact.statement is not None:
            told += _flush(clauses)
            statements.append(fact)
            continue
        told += _flush_statements(statements)
        previous = clauses[-1] if clauses else None
        if previous is not None and _is_rank_of(fact, previous.fact):
            tail = rank_source(fact, manner, place)
            clauses[-1] = replace(previous, tails=(*previous.tails, tail))
        else:
            clauses.append(clause_of(fact, sheet, manner, place, role))
    told += _flush(clauses) + _flush_statements(statements)
    rivals = _rivals(sheet)
    told = [replace(s, rival=s.name in rivals) if s.owner else s for s in told]
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
    clauses = [event_clause(fact) for fact in in_order(events)]
    return [Sentence(text, dated=True) for text in _chained(clauses, 2, _SENTENCE)]


def _flush(clauses: list[Clause]) -> list[Sentence]:
    """The sentences of the clauses gathered so far; empties the list."""
    sentences: list[Sentence] = []
    while clauses:
        taken = _sentence_length(clauses)
        sentences.append(_sentence(clauses[:taken]))
        del clauses[:taken]
    return sentences


def _sentence_length(clauses: Sequence[Clause]) -> int:
    """How many of the first clauses make one sentence: a long run is cut into equal parts."""
    run = 1
    while run < len(clauses) and _joins(clauses[0], clauses[run - 1], clauses[run]):
        run += 1
    size = sum(map(_size, clauses[:run]))
    parts = max(-(-run // _LIST), -(-size // _SENTENCE))
    return -(-run // parts)


def _joins(head: Clause, before: Clause, clause: Clause) -> bool:
    """Whether ``clause`` may follow ``before`` in the sentence that ``head`` begins."""
    if clause.shape == "follower":
        return not before.fact.parts
    if not before.light or not _same_owner(head, clause):
        return False
    if clause.verb and clause.verb == before.verb:
        return True
    if clause.shape == "each":
        return True
    if topic_of(clause.fact)[0] not in {topic_of(head.fact)[0], ""}:
        return False
    states = {_is_state(before), _is_state(clause)}
    return len(states) == 1 or _is_kin(before.fact, clause.fact)


def _same_owner(head: Clause, clause: Clause) -> bool:
    """Whether the owner that ``head`` names may stand for ``clause`` too."""
    if clause.scope == head.scope or clause.fact.name == head.fact.name:
        return True
    return not clause.scope and (head.scope.startswith("全") or clause.shape == "each")


def _is_state(clause: Clause) -> bool:
    """Whether it says how things stand (率为 …), not what was done."""
    return clause.shape in {"rate", "level", "rank", "each"}


def _is_kin(one: Fact, other: Fact) -> bool:
    """Whether two names share their beginning or their end: 受助学生 and 学生减免金额."""
    pairs = {one.name[at : at + _KIN] for at in range(len(one.name) - _KIN + 1)}
    return any(pair in other.name for pair in pairs)


def _sentence(clauses: Sequence[Clause]) -> Sentence:
    """One sentence with its full stop."""
    head = clauses[0]
    names = {clause.fact.name for clause in clauses}
    if len(clauses) > 1 and len(names) == 1 and all(clause.scope for clause in clauses):
        figures = "，".join(f"{clause.scope}为{figure_source(clause.fact)}" for clause in clauses)
        return Sentence(f"{name_source(head.fact)}，{figures}。")
    acting = not head.scope and (bool(head.verb) or head.shape == "doing")
    text = f"{head.verb}{head.core}{_tail_text(head)}"
    before = head
    for clause in clauses[1:]:
        text += _joint(before, clause) + clause.core + _tail_text(clause)
        before = clause
    return Sentence(text + "。", head.scope, head.fact.name, acting=acting)


def _joint(before: Clause, clause: Clause) -> str:
    same = clause.light and before.light and clause.verb == before.verb and clause.verb
    return "、" if same and clause.shape != "follower" else f"，{clause.verb}"


def _tail_text(clause: Clause) -> str:
    return "".join(f"，{tail}" for tail in clause.tails)


def _size(clause: Clause) -> int:
    return len(clause.fact.name) + 6


def _is_rank_of(fact: Fact, other: Fact) -> bool:
    """Whether ``fact`` is the rank that ``other``'s value holds."""
    same = fact.name == other.name and (fact.scope or other.scope) == other.scope
    return (
        fact.rank is not None
        and fact.low is None
        and other.low is not None
        and same
        and not other.parts
    )


def _flush_statements(statements: list[Fact]) -> list[Sentence]:
    """The statements gathered so far as sentences, short ones chained; empties the list."""
    sentences: list[Sentence] = []
    chain: list[str] = []
    for fact in statements:
        short = len(fact.statement or "") <= _SHORT_STATEMENT
        if not short or len(chain) == _LIST:
            sentences += _closed(chain)
            chain = []
        chain.append(f"{{{fact.id}}}")
        if not short:
            sentences += _closed(chain)
            chain = []
    statements.clear()
    return sentences + _closed(chain)


def _closed(chain: list[str]) -> list[Sentence]:
    return [Sentence("；".join(chain) + "。")] if chain else []


def _chained(clauses: Sequence[str], most: int, size: int) -> list[str]:
    sentences: list[list[str]] = []
    for clause in clauses:
        last = sentences[-1] if sentences else None
        if last is not None and len(last) < most and sum(map(len, last)) + len(clause) < size:
            last.append(clause)
        else:
            sentences.append([clause])
    return ["；".join(parts) + "。" for parts in sentences]
