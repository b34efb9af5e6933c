"""Clauses joined to sentences: lists that share a verb or an owner, ranks, events, statements."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.drafting.wording.breaths import units_of
from assistant.drafting.wording.changes import Manner, change_tails
from assistant.drafting.wording.events import date_key, event_clause, in_order
from assistant.drafting.wording.kinship import common, kinship, stem_of
from assistant.drafting.wording.names import bears_numeral, figure_source, name_source, told_name
from assistant.drafting.wording.phrases import phrase, words
from assistant.drafting.wording.wording import Clause, clause_of, rank_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Fact, FactSheet, Role

    # A sentence to be: clauses, or a statement or an event by itself.
    Run = list[Clause] | Fact

# So many clauses, and so much text, make a sentence at most.
_LIGHT, _HEAVY, _LONG = 4, 3, 100
_PAIR = 2
# What a name may leave out behind another.
_SHARED, _REST = 3, 2


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
    """The sentences that tell ``facts``, matter by matter, in the order of the file.

    What stands alone goes last: a rank, what came of it all, then events in order of date.

    Args:
        facts: top-level facts of one group that have happened.
        sheet: all facts.
        manner: how to write.
        role: of the section.
    """
    units = units_of([fact for fact in facts if fact.indicator is not None])
    clauses = _with_ranks([clause_of(unit, sheet, manner, role) for unit in units], manner)
    known = {clause.fact.id: clause for clause in clauses}
    told = [fact for fact in facts if fact.id in known or fact.indicator is None]
    matters = sorted(_matters(told, known), key=_last)
    runs: list[Run] = []
    for matter in matters:
        run = [known[fact.id] for fact in matter if fact.id in known]
        events = in_order([fact for fact in matter if fact.event is not None])
        if run and all(any(w in one.fact.name for w in words("events.attending")) for one in run):
            runs, events = [*runs, *events], []
        pieces = _runs(run, _rivals(sheet))
        if runs and pieces and (longer := _gone_on(runs[-1], pieces[0])):
            runs[-1], pieces = longer, pieces[1:]
        said = [fact for fact in matter if fact.statement is not None]
        first = [fact for fact in said if run and facts.index(fact) < facts.index(run[0].fact)]
        runs += [*first, *pieces, *(fact for fact in said if fact not in first)]
        runs += events
    return [_told(run, sheet, manner) for run in runs]


def _matters(facts: Sequence[Fact], known: Mapping[str, Clause]) -> list[list[Fact]]:
    """The facts of one matter together, in the order of their first ones."""
    matters: list[list[Fact]] = []
    before: Fact | None = None
    for fact in facts:
        if before and fact.id in known and _follows(known[fact.id], before):
            next(matter for matter in matters if before in matter).append(fact)
            continue
        alone = _is_outcome(fact) or _is_setup(fact)
        kin = [
            0
            if alone or _is_setup(matter[0])
            else max(kinship(fact, o, near=o == before) for o in matter)
            for matter in matters
        ]
        best, before = max(kin, default=0), fact
        if best:
            matters[len(kin) - 1 - kin[::-1].index(best)].append(fact)
        else:
            matters.append([fact])
    return matters


def _follows(clause: Clause, before: Fact) -> bool:
    """Whether it tells whom the fact before it reached: 听众 of 讲座."""
    name = clause.fact.name
    pairs = (name[at : at + 2] for at in range(len(name) - 1))
    audience = clause.shape == "audience" and any(pair in before.name for pair in pairs)
    return clause.shape == "follower" or audience


def _last(matter: Sequence[Fact]) -> tuple[int, int, int, int]:
    """Where a matter stands: in its place, or behind the others, events by their date."""
    first = matter[0]
    if any(fact.event is None and fact.rank is None and fact.statement is None for fact in matter):
        return (0, 0, 0, 0)
    if any(fact.rank is not None for fact in matter):
        return (1, 0, 0, 0)
    if first.event is not None:
        return (3, *date_key(first))
    return (2 * _is_outcome(first) - _is_setup(first), 0, 0, 0)


def _is_setup(fact: Fact) -> bool:
    """Whether a statement says how the office is made up."""
    return any(word in (fact.statement or "") for word in words("setup"))


def _is_outcome(fact: Fact) -> bool:
    """Whether a statement says only what came of it all: an award, no accident."""
    return any(word in (fact.statement or "") for word in words("outcomes"))


def _told(run: Run, sheet: FactSheet, manner: Manner) -> Sentence:
    """One sentence: clauses, a statement or an event."""
    if isinstance(run, list):
        if len(run) > 1 and all(_is_twin(run[0], clause) for clause in run[1:]):
            return _twins(run, sheet, manner)
        return _sentence(run, _rivals(sheet))
    return Sentence((f"{{{run.id}}}" if run.statement is not None else event_clause(run)) + "。")


def _rivals(sheet: FactSheet) -> frozenset[str]:
    """The names that facts of several owners share."""
    owners: dict[str, set[str]] = {}
    for fact in sheet.facts:
        if fact.parent is None:
            owners.setdefault(fact.name, set()).add(fact.scope or "")
    return frozenset(name for name, scopes in owners.items() if len(scopes) > 1)


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


def _runs(clauses: Sequence[Clause], rivals: frozenset[str]) -> list[Run]:
    """The clauses of one matter in sentences, those of one name in several places by themselves."""
    runs: list[Run] = []
    at = 0
    while at < len(clauses):
        end = at + 1
        while end < len(clauses) and _is_twin(clauses[at], clauses[end]):
            end += 1
        if end == at + 1:
            while end < len(clauses) and _joins(clauses[at:end], clauses[end], rivals):
                if end + 1 < len(clauses) and _is_twin(clauses[end], clauses[end + 1]):
                    break
                end += 1
            end = _kept_together(clauses, at, end)
        runs.append(list(clauses[at:end]))
        at = end
    return runs


def _joins(run: Sequence[Clause], clause: Clause, rivals: frozenset[str]) -> bool:
    """Whether ``clause`` may follow those of ``run``, which are of its matter, in their sentence."""
    before = run[-1]
    if _follows(clause, before.fact):
        return not before.fact.parts
    if before.extras or not _same_owner(run[0], clause, rivals):
        return False
    kin = max(kinship(one.fact, clause.fact, near=one is before) for one in run)
    heavy = any(not one.light for one in (*run, clause))
    shared = common(before.fact.name, clause.fact.name)
    begun = shared >= _PAIR or stem_of(clause.fact) in {stem_of(one.fact) for one in run}
    if (kin < _SHARED and before.stands != clause.stands) or (not clause.light and not begun):
        return False
    if not kin or (before.fact.parts and not (clause.light and kin >= _SHARED)):
        return False
    unlike = before.shape != clause.shape and {before.shape, clause.shape}
    if unlike and ("limit" in unlike or ("rank" in unlike and shared < _SHARED)):
        return False
    return len(run) < (_HEAVY if heavy else _LIGHT) and sum(map(_size, (*run, clause))) <= _LONG


def _gone_on(before: Run, run: Run) -> list[Clause]:
    """The sentence before with the next matter in it, like things in one breath; empty where unlike."""
    if not isinstance(before, list) or not isinstance(run, list):
        return []
    both, head, clause = [*before, *run], before[-1], run[0]
    light = all(one.light for one in both)
    kind = head.stands == clause.stands and (not head.stands or head.shape == clause.shape)
    acts = bool(head.verb) and head.verb == clause.verb
    begun = head.verb == clause.verb and common(head.fact.name, clause.fact.name) >= _PAIR
    counted = (head.fact.unit or "").lstrip("万亿") == (clause.fact.unit or "").lstrip("万亿")
    like = acts or (counted and kind) if light else counted and (acts or begun)
    room = len(both) <= (_LIGHT if light else _PAIR) and sum(map(_size, both)) <= _LONG
    return both if room and like and head.scope == clause.scope and not head.fact.parts else []


def _kept_together(clauses: Sequence[Clause], at: int, end: int) -> int:
    """The end of the run, earlier where it would tear apart what belongs together most."""
    if end >= len(clauses) or end - at < _PAIR:
        return end
    links = {
        place: kinship(clauses[place - 1].fact, clauses[place].fact, near=True)
        for place in range(at + 1, end + 1)
    }
    weakest = min(reversed(links), key=lambda place: links[place])
    return weakest if links[weakest] < links[end] else end


def _shortened(before: Clause, clause: Clause, rivals: frozenset[str]) -> Clause:
    """The clause without what its name shares with the beginning of the name before it.

    微信公众号粉丝31.5万人；微信公众号推文1048条 says 微信公众号 once.
    """
    name = clause.fact.name
    shared = common(name, before.fact.name)
    rest = name[shared:]
    if (
        clause.shape == "audience"
        and _follows(clause, before.fact)
        and clause.core.startswith(name)
    ):
        # 举办讲座36场，听众5400人次
        short = next(end for end in words("audience") if name.endswith(end))
        return replace(clause, core=clause.core.replace(name, short, 1))
    if told_name(clause.fact) == told_name(before.fact) and rest:  # 资助学生205人,金额31.6万元
        return replace(clause, verb="", core=f"{rest}{figure_source(clause.fact)}")
    within = phrase("among_one")
    part = shared > _SHARED and rest.startswith(within) and not before.fact.parts
    if part and f"{name[:shared]}{within}" in clause.core:
        core = clause.core.replace(f"{name[:shared]}{within}", phrase("among_parts"), 1)
        return replace(clause, verb="", core=core)
    core = clause.core.replace(name_source(clause.fact), name, 1)
    bare = bears_numeral(rest) or not core.startswith(name) or bool(clause.verb)
    alone = len(rest) >= _REST and rest not in words("not_alone")
    alone = alone and not rest.startswith(words("not_first"))
    # 就业率 alone may be any group's: a rate keeps its name where little goes before it.
    bare = bare or (clause.shape == "rate" and (shared <= _SHARED or len(rest) <= _SHARED))
    if shared < _SHARED or not alone or bare or name in rivals:
        return clause
    return replace(clause, core=core[shared:])


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
    told = told_name(clauses[0].fact)
    if told.startswith(words("movable")):
        return Sentence(f"{owners}{phrase('each')}{told}{figures}。")
    return Sentence(f"{owners}{name}分别为{figures}。")


def _same_owner(head: Clause, clause: Clause, rivals: frozenset[str]) -> bool:
    """Whether the owner that ``head`` names may stand for ``clause`` too."""
    if clause.fact.name in rivals:
        return False
    if clause.scope == head.scope:
        return True
    whole = head.scope.startswith(phrase("whole"))
    return not clause.scope and (whole or clause.shape == "each")


def _runs_on(clause: Clause) -> bool:
    """Whether a comma is enough behind it: it has no parts and no target."""
    return not clause.fact.parts and clause.fact.target is None and len(clause.tails) < _PAIR


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
        if same and not _follows(clause, before.fact):
            text += f"、{clause.core}"
        elif clause.light and (_follows(clause, before.fact) or _runs_on(before)):
            text += f"，{clause.text}"
        else:
            # 有 is said once: 有医师2184人,同比…；护士2730人.
            again = clause.verb == before.verb and clause.shape == "having"
            text += "；" + (replace(clause, verb="").text if again else clause.text)
    acts = bool(head.verb) or head.shape == "doing"
    acting = acts and not head.scope and not text.startswith(phrase("whole"))
    rival = head.fact.name in rivals
    return Sentence(text + "。", head.scope, head.fact.name, rival=rival, acting=acting)
