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

from assistant.verification.claims.periods import tells_past
from assistant.verification.lexicon import words
from assistant.verification.opposites import stem_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.verification.candidates import FactWords

_HEAD = 2
# So near before a figure a kind stands in the name of what is counted.
_NEAR = 12
# 三家区级医院 are all of them; 东城、西城等 more than two.
_COUNTED = re.compile(r"[\d两二三四五六七八九十各][个家所地]?$")
# 其中农民工满意度 is told of that part.
_AMONG = re.compile("其中[，,为由]?$")
# 在龙潭、河口, and then what is told of there.
_COMMA = re.compile("[,，]")
_LOCAL = re.compile("[中里内]?")
_OPEN = re.compile(r"等|[和与及、]其[他它余]")


class Scope(NamedTuple):
    """A name that tells one fact from others.

    Attributes:
        name: as the sheet has it, or the beginning that alone names it: 石桥 of 石桥镇.
        owner: the fact whose part it is; empty for a scope.
        unit: of the part, where it is no place or office but only a kind; else empty.
    """

    name: str
    owner: str
    unit: str


class Scopes:
    """The names of one sheet.

    Args:
        sheet: the facts.
        known: their words by id.

    Attributes:
        usual: the scope that a third of the facts or more share; empty for none.
    """

    def __init__(self, sheet: FactSheet, known: Mapping[str, FactWords]) -> None:
        self._known = known
        self._names: dict[str, dict[Scope, None]] = {}
        self._firsts: dict[str, set[str]] = {}
        shared = Counter(fact.scope for fact in sheet.facts if fact.scope).most_common(1)
        self.usual = next((scope for scope, times in shared if 3 * times >= len(sheet.facts)), "")
        for fact in sheet.facts:
            if fact.scope and known[fact.id].scoped and not tells_past(fact.scope, None):
                self._add(fact.scope, "", "" if placed(fact.scope) else fact.unit or "")
            name = stem_of(fact.path[-1]).name
            if fact.parent and len(name) >= _HEAD and name not in _verbs():
                self._firsts.setdefault(fact.parent, set()).add(name[0])
                self._add(name, fact.parent, "" if placed(name) else fact.unit or "")

    def _add(self, name: str, owner: str, unit: str) -> None:
        for one in {name, short_of(name)}:
            if len(one) >= _HEAD:
                self._names.setdefault(one[:_HEAD], {})[Scope(one, owner, unit)] = None

    def foreign(self, said: str, fact: Fact, units: Collection[str]) -> int | None:
        """Where words name a place or kind of the sheet that is not the fact's; None where none do.

        Args:
            said: the words before a figure.
            fact: what it is true of.
            units: the figure's, and those that stand for it.
        """
        own, general = _own(fact), words("general_scopes").last(said)
        start, end = general.span() if general is not None else (0, 0)
        parts: dict[str, int] = {}
        for at in range(len(said) - 1):
            head = said[at : at + _HEAD]
            if head in own or head not in self._names or _COUNTED.search(said[:at]):
                continue
            # What 全系统 stands behind is told of all.
            told = [
                one
                for one in self._names[head]
                if said.startswith(one.name, at) and (at >= end or at < start < at + len(one.name))
                if self._known[fact.id].scoped or not _passed(said[at + len(one.name) :], fact)
            ]
            if any(one.owner == fact.id for one in told):
                if self.joined(said, at, fact):
                    return None
                parts.setdefault(head, at)
                continue
            near = len(said) - at <= _NEAR
            among = bool(told) and _AMONG.search(said[:at]) is not None
            if among or any(not one.unit or (near and one.unit in units) for one in told):
                return at
        some = 0 < len(parts) < len(fact.parts) and not opened(said)
        return min(parts.values()) if some else None

    def joined(self, said: str, at: int, fact: Fact) -> bool:
        """Whether a part's name is drawn together with another part's: 新改建 of 新建 and 改建."""
        return said[at - 1 : at] in self._firsts.get(fact.id, ())


def _passed(behind: str, fact: Fact) -> bool:
    """Whether a clause behind a name begins anew with the fact's: 高中部实验楼启用,实验楼完成投资2360万元."""
    first, *rest = _COMMA.split(behind, maxsplit=1)
    named = any(stem_of(fact.path[-1]).name in one for one in rest)
    return named and _LOCAL.fullmatch(first) is None


def opened(said: str) -> bool:
    """Whether more than those named are meant: 北塘镇等地, 本部和其他校区."""
    return _OPEN.search(said) is not None


def short_of(name: str) -> str:
    """The beginning of a place's name that alone names it: 石桥 of 石桥镇; else the name."""
    end = next((one for one in _ends("seats") if name.endswith(one)), "")
    return name.removesuffix(end) if len(name) - len(end) >= _HEAD else name


def placed(name: str) -> bool:
    """Whether a name ends as those of places and offices do."""
    return any(name.endswith(end) for end in _ends("seats", "offices"))


@cache
def _verbs() -> frozenset[str]:
    """Names of parts that are verbs elsewhere: 执行 of 审判 and 执行, 培育 of 引进 and 培育."""
    return frozenset(
        word for name in ("acts", "completed", "settled") for word in words(name).words
    )


def _ends(*lists: str) -> Iterator[str]:
    return (word for name in lists for word in words(name).words)


def _own(fact: Fact) -> str:
    """All that a fact says of itself."""
    said: Sequence[str | None] = (fact.scope, fact.statement, fact.event, fact.among)
    return "\n".join((*fact.path, *fact.aliases, *(one for one in said if one)))
