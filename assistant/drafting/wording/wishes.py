"""What a person asks of a section, as far as the offline writer understands it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.wording.changes import Manner
from assistant.drafting.wording.phrases import phrase, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAUSES = re.compile(r"[，,。；;、！!\s]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """An instruction, understood or not.

    Attributes:
        manner: how to write.
        unknown: the clauses that were not understood, as written.
    """

    manner: Manner
    unknown: tuple[str, ...] = ()


def wished(instruction: str, variant: int) -> Wish:
    """The manner that an instruction asks for.

    Understood are 更简洁, 更详细, 换顺序, 换一种说法, 先写某事, 不要某事 (facts and groups by their
    words) and 不要小标题; the words are in ``phrases.yaml``.

    Args:
        instruction: as the person wrote it.
        variant: another number gives other phrases.
    """
    clauses = [clause for clause in _CLAUSES.split(instruction.strip()) if clause]
    first = tuple(_behind(clauses, "first"))
    without = tuple(_behind(clauses, "without"))
    plain = any(word in clause for clause in clauses for word in words("instructions.flat"))
    named = {*first, *without}

    def asks(key: str) -> bool:
        return any(word in clause for clause in clauses for word in words(f"instructions.{key}"))

    brief, full = asks("shorter"), asks("longer")
    other = not (brief or full or named or plain)
    manner = Manner(
        turn=variant,
        brief=brief,
        full=full and not brief,
        reverse=asks("reorder") or (other and variant % 2 == 1),
        first=first,
        without=tuple(word for word in without if word not in words("instructions.form")),
        plain=plain,
    )
    known = [word for key in _KEYS for word in words(f"instructions.{key}")]
    unknown = tuple(clause for clause in clauses if not any(word in clause for word in known))
    return Wish(manner, unknown)


_KEYS = ("shorter", "longer", "reorder", "other", "flat", "first", "without")


def _behind(clauses: list[str], key: str) -> Iterator[str]:
    """What stands behind 先写 or 不要 in each clause, or between 把 and 放在前面."""
    tail, object_ = (re.compile(phrase(f"instructions.{one}")) for one in ("tail", "object"))
    for clause in clauses:
        for word in words(f"instructions.{key}"):
            before, found, after = clause.partition(word)
            told = tail.sub("", after)
            if found and not told and (lead := object_.match(before)):
                told = tail.sub("", before[lead.end() :])
            if found and len(told) > 1 and not before.endswith("不"):
                yield told
                break


__all__ = ["Wish", "wished"]
