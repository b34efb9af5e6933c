"""The offline writer's phrases and topics: data files, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.domain import Role
from assistant.files.shipped import shipped


@dataclass(frozen=True, slots=True)
class Shape:
    """How an indicator makes a clause.

    Attributes:
        id: what sort of indicator it is.
        head, tail, has: the name begins with, ends with or holds one of these.
        units: or its unit is one of these.
        counted: it must have one of these units; any where empty.
        verb: goes before the name.
        link: goes between the name and an exact value.
    """

    id: str
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    verb: str = ""
    link: str = ""

    def fits(self, name: str, unit: str) -> bool:
        """Whether an indicator of this name and unit has this shape."""
        if self.counted and unit not in self.counted:
            return False
        return (
            unit in self.units
            or (bool(self.head) and name.startswith(self.head))
            or (bool(self.tail) and name.endswith(self.tail))
            or any(word in name for word in self.has)
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """A class of facts.

    Attributes:
        noun: what it is called.
        verb: what a heading says is done to it.
        words: the words of facts that belong to it.
        never: words that are taken out of the text before it is looked at.
        offices: only what such an office reports is of it; any where empty.
    """

    noun: str
    verb: str
    words: tuple[str, ...]
    never: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()

    def of_office(self, office: str) -> bool:
        """Whether an office of these words has to do with it."""
        return not self.offices or any(word in office for word in self.offices)


def _at(key: str) -> Any:
    found: Any = shipped(__file__, "phrases.yaml")
    for step in key.split("."):
        found = found[step]
    return found


def phrase(key: str) -> str:
    """One phrase; ``key`` goes down by dots: ``events.counted``."""
    return str(_at(key))


def words(key: str) -> tuple[str, ...]:
    """A list of words or phrases."""
    return tuple(str(word) for word in _at(key))


def places(key: str) -> tuple[int, ...]:
    """A list of whole numbers."""
    return tuple(int(number) for number in _at(key))


def table(key: str) -> dict[str, str]:
    """Phrases by their keys."""
    return {str(name): str(value) for name, value in _at(key).items()}


def said_as() -> list[dict[str, str]]:
    """The ends (and beginnings) of names that make sentences of their own patterns."""
    return list(_at("said_as"))


def role_words() -> tuple[tuple[Role, tuple[str, ...]], ...]:
    """The words of headings that tell what a section does, in the order of trying."""
    return tuple((Role(role), words(f"roles.{role}")) for role in _at("roles"))


def role_in(heading: str) -> Role | None:
    """What a section does by the words of its heading; None where none tells."""
    return next((role for role, said in role_words() if any(w in heading for w in said)), None)


@cache
def shapes(key: str = "shapes") -> tuple[Shape, ...]:
    """The shapes of indicators (or of events), the first that fits wins."""
    return tuple(_shape(item) for item in _at(key))


@cache
def topics() -> tuple[Topic, ...]:
    """The classes of facts."""
    return tuple(
        Topic(
            item["noun"],
            item["verb"],
            *(tuple(item.get(key, ())) for key in ("words", "never", "offices")),
        )
        for item in shipped(__file__, "topics.yaml")
    )


def heading_verb(noun: str) -> str:
    """The verb that goes before a heading of a person's own words: 优化 before 纳税服务."""
    if any(word in noun for word in words("heading_pair")):
        return phrase("heading_both")
    for word, verb in table("heading_verbs").items():
        if word in noun:
            return verb
    return phrase("heading_verb")


def _shape(item: dict[str, Any]) -> Shape:
    lists = {key: tuple(value) for key, value in item.items() if not isinstance(value, str)}
    return Shape(**{"id": "", **item, **lists})
