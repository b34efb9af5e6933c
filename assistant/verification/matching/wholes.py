"""Facts that belong together in a sheet: halves of a year with it, earlier years, all parts of a total."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Role
from assistant.verification.claims.levels import general_scope
from assistant.verification.claims.periods import without_month
from assistant.verification.lexicon import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.verification.candidates import Candidate, FactWords

_FORMS = forms(__file__)
YEAR = _FORMS.year


def structures(
    sheet: FactSheet, by_fact: Mapping[str, Sequence[Candidate]]
) -> list[list[Candidate]]:
    """The shares of the parts of each total that has them all, in order."""
    found: list[list[Candidate]] = []
    for fact in sheet.facts:
        shares = [
            item for part in fact.parts for item in by_fact.get(part, ()) if item.role is Role.SHARE
        ]
        if len(shares) > 1 and len(shares) == len(fact.parts):
            found.append(shares)
    return found


def parted(sheet: FactSheet) -> dict[tuple[int, str], list[str]]:
    """(how many parts, two characters of the name) -> the totals: three of 三类诉求 are all of 诉求.

    Two characters that a part begins with stand for its total too.
    """
    found: dict[tuple[int, str], list[str]] = {}
    for fact in sheet.facts:
        if len(fact.parts) > 1:
            begins = [sheet.by_id[part].path[-1][:2] for part in fact.parts]
            for two in dict.fromkeys([*map("".join, pairwise(fact.name)), *begins]):
                found.setdefault((len(fact.parts), two), []).append(fact.id)
    return found


def with_part_in(
    said: str, count: int, known: Mapping[tuple[int, str], Sequence[str]], sheet: FactSheet
) -> list[str]:
    """The totals of so many parts of which words name one: 三种票里,即开型垫底; ``known`` as ``parted`` gives them."""
    found = [one for two in map("".join, pairwise(said)) for one in known.get((count, two), ())]
    facts = sheet.by_id
    return [one for one in found if any(facts[it].path[-1] in said for it in facts[one].parts)]


def half_years(sheet: FactSheet, known: Mapping[str, FactWords]) -> dict[str, str]:
    """Fact of a part of the period -> the fact of the whole that it is a part of.

    A fact of no scope of its own is a part of the greatest of that name, one called by a time alone
    of the fact whose breakdown it stands in.
    """
    whole: dict[str, str] = {}
    names: dict[tuple[str, str | None, str | None], str] = {}
    largest: dict[str, Fact] = {}
    years = [one for one in sheet.facts if not known[one.id].part]
    for short, fact in product((False, True), years):
        if fact.status is not Status.PLANNED:
            name = _timeless(fact.name)
            name = _FORMS.total.sub("", name) if short else name  # 供水量 for 供水总量
            names.setdefault((name, _own_scope(fact, sheet), fact.parent), fact.id)
            held = largest.setdefault(name, fact)
            if (fact.value or 0) > (held.value or 0):
                largest[name] = fact
    for fact in sheet.facts:
        if known[fact.id].part:
            bare = _timeless(fact.name)
            scope = _own_scope(fact, sheet)
            twin = names.get((bare, scope, fact.parent))
            if not bare and fact.parent:
                twin = fact.parent  # the parts 一季度, 二季度 or 1月, 2月 of a fact
            if twin is None and scope is None and bare in largest:
                twin = largest[bare].id
            if twin is not None:
                whole[fact.id] = twin
    return whole


def earlier_years(sheet: FactSheet) -> dict[str, list[str]]:
    """Fact -> the facts of the same thing in another year, which their names tell."""
    bare = {
        (_FORMS.year_end.sub("", one.name), _own_scope(one, sheet)): one.id for one in sheet.facts
    }
    parts: dict[str, list[tuple[Fact, Fact]]] = {}
    for one in sheet.facts:
        if one.parent is not None:
            parts.setdefault(one.path[-1], []).append((one, sheet.by_id[one.parent]))
    found: dict[str, list[str]] = {}
    for fact in sheet.facts:
        told = YEAR.search(fact.name)
        if told is not None:
            name = YEAR.sub("", fact.name, count=1).lstrip("的")
            own = bare.get((name, _own_scope(fact, sheet))) or _part_named(name, fact, parts)
            if own is not None:
                found.setdefault(own, []).append(fact.id)
    return found


def _part_named(
    name: str, fact: Fact, parts: Mapping[str, Sequence[tuple[Fact, Fact]]]
) -> str | None:
    """The part that a name begins or ends with and whose whole is the rest of it: 网上投诉信访事项."""
    for at in range(1, len(name)):
        for own, rest in ((name[:at], name[at:]), (name[at:], name[:at])):
            for part, whole in parts.get(own, ()):
                if part.unit == fact.unit and rest.strip("的") in whole.name:
                    return part.id
    return None


def outlays(sheet: FactSheet) -> dict[str, str]:
    """Fact of what was spent or dealt with -> the fact of all that there was.

    新馆工程累计完成投资 -> 新馆工程概算, 整改隐患 -> 排查隐患; of several such wholes none.
    """
    known = [fact for fact in sheet.facts if fact.value]
    may = {_stem(fact.name, "outlays"): fact.id for fact in known}
    done = ((fact.id, _stem(fact.name, "outlaid")) for fact in known)
    spent = {fact: may[stem] for fact, stem in done if stem and stem in may}
    met: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in known:
        met.setdefault((_matter(fact.name, "met_with"), fact.unit), []).append(fact)
    for fact in known:
        matter = _matter(fact.name, "dealt_with")
        wholes = met.get((matter, fact.unit), ()) if matter else ()
        if len(wholes) == 1 and (wholes[0].value or 0) >= (fact.value or 0):
            spent[fact.id] = wholes[0].id
    return spent


def _matter(name: str, listed: str) -> str:
    """A name without the word of a list that it begins or ends with: 隐患 of 排查隐患 and 隐患整改数; empty for none."""
    bare = _FORMS.total.sub("", name)
    for word in words(listed).words:
        if bare.startswith(word) or bare.endswith(word):
            return bare.removeprefix(word).removesuffix(word).strip("的已")
    return ""


def _stem(name: str, listed: str) -> str:
    """What stands before the word of a list that a name ends in; empty where it ends in none."""
    ends = [word for word in words(listed).words if name.endswith(word)]
    return name.removesuffix(max(ends, key=len)).rstrip("年度的") if ends else ""


def _timeless(name: str) -> str:
    """A name without its time: 新办读者证 of 当年新办读者证 and of 上半年新办读者证."""
    bare = without_month(words("times").pattern.sub("", name))
    for listed in ("year_words", "this_year"):
        found = words(listed).pattern.match(bare)
        bare = bare[found.end() :] if found is not None else bare
    return bare.strip("（）() 的")


def _own_scope(fact: Fact, sheet: FactSheet) -> str | None:
    """A fact's scope without its time; None where it means the whole of who reports."""
    bare = words("times").pattern.sub("", fact.scope or "") or None
    return None if general_scope(bare, sheet) else bare
