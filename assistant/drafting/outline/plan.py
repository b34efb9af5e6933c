"""The plan: which facts each section of an outline is to tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Role, Section, SectionPart, Status
from assistant.drafting.references.render import nearest_id, render
from assistant.drafting.references.rendering import statement_clauses
from assistant.drafting.wording.grouping import speaks_of, topics_of
from assistant.drafting.wording.names import lower_is_better, of_the_document, shape_of
from assistant.drafting.wording.phrases import phrase, words
from assistant.errors import OutlineError
from assistant.facts.plans import begins_as_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.outline.outline_model import Outline, OutlineSection

# Marks of a fact that an opening may restate: what a reader asks for first.
_WEIGHT_PARTS, _WEIGHT_TARGET, _WEIGHT_RANK, _WEIGHT_PREVIOUS, _WEIGHT_SCOPE = 3, 3, 4, 2, 1
_HIGH_RANK = 3
# What was achieved comes before how the office is staffed.
_WEIGHT_STAFF = 5
# A topic weighs less than any word that a section itself lists (two points a character).
_TOPIC = 3
_NOWHERE = "?"

# Shapes of indicators that say how things are arranged, not what was achieved.
_NO_ACHIEVEMENT = ("each", "follower", "having")
# What was only held says less than what came of it.
_ACTIVITY = ("acting", "holding", "meeting", "issuing", "editing", "making")
_TOLD_IN_OPENING = (Role.RESULTS, Role.MEASURES, Role.ORGANISATION)


def plan_sections(sheet: FactSheet, outline: Outline) -> tuple[Section, ...]:
    """The sections of ``outline`` with their facts, not yet written.

    Every fact goes to exactly one section: where it says, else where the outline lists it, else
    by the words of its names, else to the default section. A part goes with its whole, a share
    with its base. The opening restates a few main facts. What is said of the summary itself (总结成文)
    goes nowhere: the date of signature tells it.

    Raises:
        OutlineError: the outline lists a fact that the sheet does not have.
    """
    listed = _listed(outline, sheet)
    topics = topics_of(sheet)
    homes: dict[str, str] = {}
    for fact in sheet.facts:
        if fact.parent is not None:
            homes[fact.id] = homes[fact.parent]
        elif of_the_document(fact) and fact.id not in listed:
            homes[fact.id] = ""
        else:
            homes[fact.id] = _home(fact, outline, sheet, listed, topics)
    _beside_their_like(homes, outline, sheet)
    leaves = _among_parts(homes, outline, sheet)
    homes = {one: home and outline.top(home).id for one, home in homes.items()}
    taken: dict[str, list[str]] = defaultdict(list)
    for fact in sheet.facts:
        taken[homes[fact.id]].append(fact.id)
    return tuple(
        Section(
            id=section.id,
            heading=section.heading,
            role=section.role,
            facts=(*taken[section.id], *_main_facts(section, outline, sheet, homes)),
            parts=tuple(
                SectionPart(
                    part.heading,
                    tuple(one for one in taken[section.id] if leaves[one] == part.id),
                    part.task,
                )
                for part in section.sections
            ),
        )
        for section in outline.sections
    )


def clause_homes(sheet: FactSheet, outline: Outline) -> dict[str, str]:
    """The clauses of statements that belong in another section than the statement.

    An award told behind the number of staff belongs with the results, a plan with the plans. A
    statement whose section the person named stays whole.

    Returns:
        The section's id by ``id:number``, the clause's reference.
    """
    listed = _listed(outline, sheet)
    apart: list[Fact] = []
    for fact in sheet.facts:
        clauses = statement_clauses(fact.statement or "")
        if len(clauses) < 2 or fact.id in listed or fact.section:  # noqa: PLR2004 - told in part
            apart.append(fact)
            continue
        for number, clause in enumerate(clauses, 1):
            status = Status.PLANNED if begins_as_plan(clause) else fact.status
            apart.append(replace(fact, id=f"{fact.id}:{number}", statement=clause, status=status))
    whole = {one: section.id for section in plan_sections(sheet, outline) for one in section.facts}
    return {
        one: section.id
        for section in plan_sections(replace(sheet, facts=tuple(apart)), outline)
        for one in section.facts
        if one not in sheet.by_id and whole.get(one.rpartition(":")[0], "") != section.id
    }


def told_apart(
    sheet: FactSheet, plan: Sequence[Section], clauses: Mapping[str, str]
) -> tuple[FactSheet, tuple[Section, ...]]:
    """The facts and the plan with clauses of statements as facts of their own where they belong.

    Args:
        sheet: the facts.
        plan: the sections with their facts.
        clauses: the section's id by ``id:number``, as :func:`clause_homes` gives it.

    Returns:
        A sheet in which such a statement is its clauses, under the ids of their references, and
        the sections with these ids.
    """
    facts: list[Fact] = []
    pieces: dict[str, tuple[str, ...]] = {}
    for fact in sheet.facts:
        told = statement_clauses(fact.statement or "")
        ids = tuple(f"{fact.id}:{number}" for number, _ in enumerate(told, 1))
        if clauses.keys().isdisjoint(ids):
            facts.append(fact)
            continue
        pieces[fact.id] = tuple(one for one in ids if one not in clauses)
        for one, clause in zip(ids, told, strict=True):
            status = Status.PLANNED if begins_as_plan(clause) else fact.status
            facts.append(replace(fact, id=one, statement=clause, status=status))

    def moved(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(piece for one in ids for piece in pieces.get(one, (one,)))

    sections = tuple(
        replace(
            section,
            facts=(
                *moved(section.facts),
                *(o for o, home in clauses.items() if home == section.id),
            ),
            parts=tuple(replace(part, facts=moved(part.facts)) for part in section.parts),
        )
        for section in plan
    )
    return replace(sheet, facts=tuple(facts)), sections


def _among_parts(homes: Mapping[str, str], outline: Outline, sheet: FactSheet) -> dict[str, str]:
    """The homes with facts of a divided section in the part that holds their neighbours."""
    leaves = dict(homes)
    divided = {section.id: section for section in outline.sections if section.sections}
    order = [fact.id for fact in sheet.facts]
    for at, one in enumerate(order):
        if homes[one] not in divided:
            continue
        inner = {part.id for part in divided[homes[one]].sections}
        near = (*reversed(order[:at]), *order[at + 1 :])
        leaves[one] = next((homes[other] for other in near if homes[other] in inner), homes[one])
    return leaves


def plan_text(sections: Sequence[Section], sheet: FactSheet) -> str:
    """The plan for the person: each section with the facts that it is to tell."""
    lines: list[str] = []
    for number, section in enumerate(sections, 1):
        heading = section.heading or f"({section.title})"
        lines.append(f"{number}. {heading} [{section.id}] {len(section.facts)}项事实")
        apart = {one for part in section.parts for one in part.facts}
        lines += [_planned_line(one, sheet) for one in section.facts if one not in apart]
        for at, part in enumerate(section.parts, 1):
            lines.append(f"   ({at}) {part.heading} {len(part.facts)}项事实")
            lines += [f"   {_planned_line(fact_id, sheet)}" for fact_id in part.facts]
        if not section.facts:
            lines.append("   (没有事实,初稿里会留下【待补】)")
    return "\n".join(lines)


def _planned_line(fact_id: str, sheet: FactSheet) -> str:
    depth = fact_id.count("/") + 1
    return f"{'   ' * depth}- {fact_id}:{describe(sheet.by_id[fact_id], sheet)}"


def describe(fact: Fact, sheet: FactSheet) -> str:
    """A fact in a line: its name and its value, for listings."""
    value = render(f"{{{fact.id}}}", sheet).text
    if fact.statement is not None:
        return value
    words = [f"{fact.scope or ''}{fact.name}"]
    if value != fact.name:
        words.append(value)
    if fact.date is not None:
        words.append(render(f"{{{fact.id}.date}}", sheet).text)
    if fact.status is Status.PLANNED:
        words.append("(计划)")
    return " ".join(words)


def _listed(outline: Outline, sheet: FactSheet) -> dict[str, str]:
    """The section that lists each fact by its id."""
    listed: dict[str, str] = {}
    every = (one for section in outline.sections for one in (section, *section.sections))
    for section in every:
        for fact_id in section.facts:
            if fact_id not in sheet.by_id:
                near = nearest_id(fact_id, sheet.by_id)
                raise OutlineError(
                    f"“{section.heading or section.id}”一节要用的事实“{fact_id}”不在事实表里",
                    path=outline.path or None,
                    place=section.place or None,
                    advice=f"是不是要写 {near}" if near else "请改正编号,或在事实表里加上它",
                )
            listed.setdefault(fact_id, section.id)
    return listed


def _home(
    fact: Fact,
    outline: Outline,
    sheet: FactSheet,
    listed: dict[str, str],
    topics: dict[str, str],
) -> str:
    if fact.section:
        named = outline.section(fact.section)
        if named is not None:
            return named.id
    if fact.id in listed:
        return listed[fact.id]
    base = sheet.by_id.get(fact.share_of or "")
    if base is not None and base.id != fact.id and base.share_of is None:
        return _home(_top(base, sheet), outline, sheet, listed, topics)
    noun = topics.get(fact.id, "")
    return _by_rule(fact, outline, noun, own=speaks_of(fact, noun, sheet))


def _by_rule(fact: Fact, outline: Outline, noun: str, *, own: bool) -> str:
    """The section by the fact's own words, else by the topic that it has among its neighbours.

    How an office is staffed and led is told only by what speaks of it itself.
    """
    body = [section for section in outline.leaves if not _bare(section)]
    if fact.status is Status.PLANNED:
        plans = [section for section in outline.sections if section.planned]
        body = [leaf for section in plans for leaf in section.sections or (section,)] or body
    spoken = "".join((fact.statement or "", fact.name, fact.scope or "", fact.event or ""))
    best, home = 0, ""
    for section in body:
        score = sum(2 * len(word) for word in section.words if word in spoken)
        sure = own or section.role is not Role.ORGANISATION
        score += _TOPIC if noun and sure and noun in section.topics else 0
        if score > best:
            best, home = score, section.id
    if fact.status is Status.PLANNED and any(section.planned for section in outline.sections):
        return home or body[0].id
    if not home and fact.group and any(noun in section.topics for section in body):
        return _NOWHERE
    return home or _chosen(outline) or _NOWHERE


def _beside_their_like(homes: dict[str, str], outline: Outline, sheet: FactSheet) -> None:
    """Facts of no section's words, where the outline names none for them: with their block.

    Most of what stands under the same heading of the file decides; else the longest section.
    """
    blocks: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in sheet.facts:
        home = homes[fact.id]
        if fact.parent is None and fact.group and home not in {"", _NOWHERE}:
            blocks[fact.group][home] += fact.status is Status.DONE and not fact.section
    for fact in sheet.facts:
        if homes[fact.id] == _NOWHERE:
            like = (+blocks[fact.group or ""]).most_common(1)
            homes[fact.id] = like[0][0] if like else _longest(outline)


def _chosen(outline: Outline) -> str:
    """The section that the outline names for what fits none; empty where it names none."""
    for section in outline.sections:
        inner = next((one.id for one in section.sections if one.default), "")
        if inner or section.default:
            return inner or section.id
    return ""


def _longest(outline: Outline) -> str:
    body = [section for section in outline.sections if not _bare(section)]
    chosen = max(body or outline.sections, key=lambda section: section.length)
    return chosen.id


def _bare(section: OutlineSection) -> bool:
    return section.role in {Role.OPENING, Role.CLOSING}


def _top(fact: Fact, sheet: FactSheet) -> Fact:
    while fact.parent is not None:
        fact = sheet.by_id[fact.parent]
    return fact


def _main_facts(
    section: OutlineSection, outline: Outline, sheet: FactSheet, homes: dict[str, str]
) -> tuple[str, ...]:
    """The facts that an opening restates beside its own, in the file's order."""
    own = sum(homes[fact.id] == section.id for fact in sheet.facts if fact.parent is None)
    scopes = Counter(fact.scope for fact in sheet.facts if fact.scope and fact.parent is None)
    usual = scopes.most_common(1)[0][0] if scopes else None
    wanted = section.main - own
    if wanted <= 0:
        return ()
    told = {item.id for item in outline.sections if item.role in _TOLD_IN_OPENING}
    staff = {item.id for item in outline.sections if item.role is Role.ORGANISATION}
    topics = topics_of(sheet)
    matters = {fact.id: fact.group or topics.get(fact.id, "") for fact in sheet.facts}
    sizes = Counter(matters.values())
    weighed = {
        fact.id: weight - _WEIGHT_STAFF * (homes[fact.id] in staff)
        for fact in sheet.facts
        if homes[fact.id] in told
        and (weight := _weight(fact, usual, sheet))
        and _is_progress(fact, sheet)
    }
    heaviest = sorted(weighed, key=lambda one: (-weighed[one], -sizes[matters[one]]))
    ranks = [one for one in heaviest if sheet.by_id[one].low is None][:1]
    counts = [one for one in heaviest if sheet.by_id[one].low is not None]
    first: dict[str, str] = {}
    for one in counts:
        # Of each matter the one that weighs most, as far as there are so many matters.
        first.setdefault(matters[one], one)
    ordered = [*first.values(), *(one for one in counts if one not in first.values())]
    chosen = set(ordered[: wanted - len(ranks)])
    # A rank crowns what was achieved: one, and told last.
    return (*(fact.id for fact in sheet.facts if fact.id in chosen), *ranks)


def _is_progress(fact: Fact, sheet: FactSheet) -> bool:
    """Whether a fact did not change for the worse; what did is no main achievement."""
    known = sheet.derived_by_id
    change = known.get(f"{fact.id}.growth") or known.get(f"{fact.id}.increase")
    if change is None or change.value == 0:
        return True
    return (change.value < 0) == lower_is_better(fact)


def _weight(fact: Fact, usual: str | None, sheet: FactSheet) -> int:
    """How much a fact belongs in an opening; 0 where it does not.

    Args:
        fact: any fact of the body.
        usual: the scope that most facts have: that of the whole office or place.
        sheet: for the targets that were reached.
    """
    if fact.parent or fact.status is Status.PLANNED or not (fact.indicator and fact.required):
        return 0
    if fact.bound or fact.low == 0 or not _is_whole(fact, usual):
        return 0
    if any(word in fact.name for word in words("no_achievement")):
        return 0
    if fact.rank is None and shape_of(fact.name, fact.unit).id in _NO_ACHIEVEMENT:
        return 0
    if shape_of(fact.name, fact.unit).id in _ACTIVITY:
        return _WEIGHT_SCOPE
    compared = fact.previous is not None or fact.growth is not None
    weight = (
        _WEIGHT_PARTS * (bool(fact.parts) and compared)
        + _WEIGHT_TARGET * _reached(fact, sheet)
        + _WEIGHT_PREVIOUS * compared
        + _WEIGHT_RANK * (fact.rank is not None and fact.rank <= _HIGH_RANK)
        + _WEIGHT_SCOPE * any(word in fact.name for word in words("crowning"))
    )
    return weight and weight + _WEIGHT_SCOPE * bool(fact.scope)


def _reached(fact: Fact, sheet: FactSheet) -> bool:
    """Whether the year's target was reached."""
    done = sheet.derived_by_id.get(f"{fact.id}.completion")
    return done is not None and done.value >= 100  # noqa: PLR2004 - per cent


def _is_whole(fact: Fact, usual: str | None) -> bool:
    """Whether a fact speaks of the whole office or place."""
    return fact.scope in {None, usual} or (fact.scope or "").startswith(phrase("whole"))
