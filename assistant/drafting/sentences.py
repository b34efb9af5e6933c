"""Clauses joined to sentences: lists that share a verb or an owner, ranks, events, statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.drafting.events import event_clause, in_order
from assistant.drafting.grouping import topic_of
from assistant.drafting.wording import (
    Clause,
    Manner,
    clause_of,
    figure_source,
    name_source,
    rank_source,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet

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


def sentences_of(
    facts: Sequence[Fact], sheet: FactSheet, manner: Manner, role: Role, first: int = 0
) -> list[Sentence]:
    """The sentences that tell ``facts``: indicators and statements, then events by date.

    Args:
        facts: top-level facts of one group that have happened.
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
    """How many of the first clauses make one sentence."""
    head = clauses[0]
    taken = 1
    size = _size(head)
    while taken < len(clauses):
        clause = clauses[taken]
        follows = clause.shape == "follower" and not _parted(clauses[taken - 1])
        joins = clauses[taken - 1].light and taken < _LIST and size < _SENTENCE
        if not (follows or (joins and _same_owner(head, clause) and _same_topic(head, clause))):
            break
        size += _size(clause)
        taken += 1
    return taken


def _same_owner(head: Clause, clause: Clause) -> bool:
    if clause.shape == "follower" or clause.scope in {"", head.scope}:
        return True
    return clause.fact.name == head.fact.name


def _same_topic(head: Clause, clause: Clause) -> bool:
    return topic_of(clause.fact)[0] in {topic_of(head.fact)[0], ""}


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
    listed = clause.light and before.light and clause.verb == before.verb
    if (
        listed
        and (clause.verb or clause.fact.unit == before.fact.unit)
        and clause.shape != "follower"
    ):
        return "、"
    return f"，{clause.verb}"


def _tail_text(clause: Clause) -> str:
    return "".join(f"，{tail}" for tail in clause.tails)


def _parted(clause: Clause) -> bool:
    return bool(clause.fact.parts)


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
