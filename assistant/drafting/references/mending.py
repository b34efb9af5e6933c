"""The words around references: what a reference brings is not said twice, nor contradicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.references.grammar import references
from assistant.drafting.references.rendering import UnknownReferenceError, tell_reference
from assistant.drafting.wording.phrases import shipped
from assistant.extraction.doubling import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet
    from assistant.drafting.references.grammar import Reference

# So many characters on each side are compared with what the reference becomes.
_REACH = 12


def mend_doubled(source: str, sheet: FactSheet) -> str:
    """``source`` without the words that a reference brings and the writer wrote too.

    ``发稿{articles}篇`` becomes ``发稿{articles}``, ``同比增长{articles.growth}`` becomes
    ``同比{articles.growth}``, ``在{limit}以内`` (不超过10秒) becomes ``在{limit}``. Words that
    contradict stay: :func:`contradictions` tells of them.
    """
    while (mended := _mended(source, sheet)) != source:
        source = mended
    return source


def _mended(source: str, sheet: FactSheet) -> str:
    """One round: 提升提高{…} loses one word a round."""
    pieces: list[str] = []
    done = 0
    for reference, told in _told(source, sheet):
        before, after = source[done : reference.start], _after(source, reference)
        found = around(before[-_REACH:], told, after)
        if found.clash or _apart(before, told):
            pieces += (before, reference.text)
            done = reference.end
            continue
        cut = max(found.before, _said_before(before, told))
        named = reference.text
        if before.endswith(_words("rates")) and ":" not in named and told.startswith("增长"):
            named = f"{named[:-1]}:数}}"
        pieces += (before[: len(before) - cut], named)
        done = reference.end + max(found.after, _said_behind(told, after))
    return "".join([*pieces, source[done:]])


def contradictions(source: str, sheet: FactSheet) -> Iterator[tuple[Reference, str, str]]:
    """Each reference that the words around it contradict: it, what it becomes, those words."""
    for reference, told in _told(source, sheet):
        before = source[max(0, reference.start - _REACH) : reference.start]
        found = around(before, told, _after(source, reference))
        clash = found.clash or _apart(before, told)
        if clash:
            yield reference, told, clash


def _words(key: str) -> tuple[str, ...]:
    return tuple(map(str, shipped(__file__, "mending.yaml")[key]))


def _said_before(before: str, told: str) -> int:
    """How many characters before a reference say what it begins with: 第二{第二名}, 至少{不少于…}."""
    for size in range(min(len(before), len(told)), 1, -1):
        if before.endswith(told[:size]):
            return size
    for key, starts in _SAID:
        if told.startswith(starts):
            return next((len(word) for word in _words(key) if before.endswith(word)), 0)
    return 0


_SAID = (
    ("up", ("增加", "提高")),
    ("down", ("减少", "下降")),
    ("least", ("不少于", "不低于")),
    ("most", ("不超过", "不高于")),
)


def _said_behind(told: str, after: str) -> int:
    """How many characters behind a reference are another measure word for what it counts."""
    for word in _words("again"):
        rest = after[len(word) :]
        ends = not rest or rest[0] in "，。；、,;."
        if after.startswith(word) and ends and not told[-1].isdigit():
            return len(word)
    return 0


def _apart(before: str, told: str) -> str:
    """Two approximations of opposite sides side by side: 超{近390万人次}; empty for none."""
    for own, others in shipped(__file__, "mending.yaml")["apart"].items():
        word = next((str(word) for word in others if before.endswith(str(word))), "")
        stands = own in told if own == "余" else told.startswith(own)
        if word and stands:
            return f"{word}{own}"
    return ""


def _after(source: str, reference: Reference) -> str:
    return source[reference.end : reference.end + _REACH].partition("{")[0]


def _told(source: str, sheet: FactSheet) -> Iterator[tuple[Reference, str]]:
    """The references to numbers and ranks with what they become; statements and names are whole."""
    for reference in references(source):
        fact = sheet.by_id.get(reference.fact)
        if fact is not None and (fact.statement is not None or reference.field == "name"):
            continue
        try:
            yield reference, tell_reference(reference, sheet).text
        except UnknownReferenceError:
            continue
