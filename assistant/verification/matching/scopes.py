"""The places, offices and kinds that a sheet tells apart, and which of them words name.

| text | fact | |
|---|---|---|
| 高岭乡免疫9.2万只 | 全县小反刍兽疫免疫 9.2 | 高岭乡 is a part of another fact, and no word of this one |
| 办结民事案件1692件 | 办结案件 1692 | 民事 is a part in the same unit |
| 石桥、青坪两镇脱贫6482人 | 脱贫人口 6482, of four parts | two of its parts are not the whole |
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.verification.claims.levels import own_level
from assistant.verification.claims.periods import tells_past
from assistant.verification.lexicon import forms, words
from assistant.verification.opposites import stem_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.verification.candidates import FactWords

_HEAD = 2
# So near before a figure a kind stands in the name of what is counted.
_NEAR = 12
_FORMS = forms(__file__)
# 在龙潭、河口, and then what is told of there.
_COMMA = re.compile("[,，]")


class Scope(NamedTuple):
    """A name that tells facts from others.

    Attributes:
        owners: the facts whose part is called so.
        units: of those of whom it is no place or office but only a kind; empty for a place.
    """

    owners: set[str]
    units: set[str]


class Scopes:
    """The names of one sheet.

    Args:
        sheet: the facts.
        known: their words by id.

    Attributes:
        usual: the scope that a third of the facts or more share; empty for none.
        own: the level of who reports (县); empty for a school or hospital.
    """

    def __init__(self, sheet: FactSheet, known: Mapping[str, FactWords]) -> None:
        self._known = known
        self.own = own_level(sheet) or ""
        self._names: dict[str, Scope] = {}
        self._lengths: dict[str, set[int]] = {}
        self._firsts: dict[str, set[str]] = {}
        shared = Counter(fact.scope for fact in sheet.facts if fact.scope).most_common(1)
        self.usual = next((scope for scope, times in shared if 3 * times >= len(sheet.facts)), "")
        for fact in sheet.facts:
            if fact.scope and known[fact.id].scoped and not tells_past(fact.scope, None):
                self._add(fact.scope, fact, "")
            name = stem_of(fact.path[-1]).name
            if fact.parent and name not in _verbs():
                self._firsts.setdefault(fact.parent, set()).add(name[:1])
                self._add(name, fact, fact.parent)

    def _add(self, name: str, fact: Fact, owner: str) -> None:
        """Takes a name up, and the beginning that alone names it: 石桥 of 石桥镇."""
        for one in {name, short_of(name)}:
            if len(one) >= _HEAD:
                self._lengths.setdefault(one[:_HEAD], set()).add(len(one))
                scope = self._names.setdefault(one, Scope(set(), set()))
                scope.owners.add(owner)
                scope.units.add("" if placed(name) else fact.unit or "")

    def foreign(self, said: str, fact: Fact, units: Collection[str]) -> int | None:
        """Where words name a place or kind of the sheet that is not the fact's; None where none do.

        Args:
            said: the words before a figure.
            fact: what it is true of.
            units: the figure's, and those that stand for it.
        """
        hits = [at for at in range(len(said) - 1) if said[at : at + _HEAD] in self._lengths]
        if not hits:
            return None
        own, general = own_words(fact), words("general_scopes").last(said)
        start, end = general.span() if general is not None else (0, 0)
        parts: dict[str, int] = {}
        for at in hits:
            head = said[at : at + _HEAD]
            if head in own or _FORMS.counted.search(said, max(0, at - _HEAD), at):
                continue
            # What 全系统 stands behind is told of all.
            told = [
                one
                for length in self._lengths[head]
                if at >= end or at < start < at + length
                if (one := self._names.get(said[at : at + length])) is not None
                if self._known[fact.id].scoped or not _passed(said[at + length :], fact)
            ]
            if any(fact.id in one.owners for one in told):
                if self.joined(said, at, fact):
                    return None
                parts.setdefault(head, at)
            elif (
                (told and _FORMS.among.search(said, 0, at))
                or any("" in one.units for one in told)
                or (
                    len(said) - at <= _NEAR and any(not one.units.isdisjoint(units) for one in told)
                )
            ):
                return at
        some = 0 < len(parts) < len(fact.parts)
        return min(parts.values()) if some else None

    def joined(self, said: str, at: int, fact: Fact) -> bool:
        """Whether a part's name is drawn together with another part's: 新改建 of 新建 and 改建."""
        return said[at - 1 : at] in self._firsts.get(fact.id, ())


def _passed(behind: str, fact: Fact) -> bool:
    """Whether a clause behind a name begins anew with the fact's: 高中部实验楼启用,实验楼完成投资2360万元."""
    first, *rest = _COMMA.split(behind, maxsplit=1)
    named = any(stem_of(fact.path[-1]).name in one for one in rest)
    return named and _FORMS.local.fullmatch(first) is None


def short_of(name: str) -> str:
    """The beginning of a place's name that alone names it: 石桥 of 石桥镇; else the name."""
    end = next((one for one in _ends("seats") if name.endswith(one)), "")
    return name.removesuffix(end) if len(name) - len(end) >= _HEAD else name


def placed(name: str) -> bool:
    """Whether a name ends as those of places and offices do."""
    return name.endswith(_ends("seats", "offices"))


@cache
def _verbs() -> frozenset[str]:
    """Names of parts that are verbs elsewhere: 执行 of 审判 and 执行, 培育 of 引进 and 培育."""
    return frozenset(
        word for name in ("acts", "completed", "settled") for word in words(name).words
    )


@cache
def _ends(*lists: str) -> tuple[str, ...]:
    return tuple(word for name in lists for word in words(name).words)


def own_words(fact: Fact) -> str:
    """All that a fact says of itself."""
    said: Sequence[str | None] = (fact.scope, fact.statement, fact.event, fact.among)
    return "\n".join((*fact.path, *fact.aliases, *(one for one in said if one)))
