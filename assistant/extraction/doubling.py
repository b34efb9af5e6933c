"""What a figure brings, said again by the words around it, or contradicted by them.

One reading for two uses: words around a figure reference are mended before anyone sees them, and
the verifier reports them in any text. The words are in ``doubling.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.extraction.approximation import no_approximator_behind
from assistant.extraction.lexicon import forms
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.domain import Mention

_FORMS = forms(__file__)
_STOPS = re.compile(r"[，。、；：！？,;:!?\n（）()“”]")
# So far the words before a figure are looked at.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Around:
    """What is wrong with the words around a figure.

    Attributes:
        before: how many characters before the figure say what it brings, or the opposite.
        after: how many behind it do.
        clash: the words, the figure's own among them, that contradict each other; empty for none.
        beside: the doubled words stand side by side; False for a pair around it (超5万人以上).
    """

    before: int = 0
    after: int = 0
    clash: str = ""
    beside: bool = True

    @property
    def anything(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.before or self.after or self.clash)


@dataclass(frozen=True, slots=True)
class Doubling:
    """Words of a text that double or contradict a figure's own.

    Attributes:
        start, end: half-open offsets, from the words to the end of the figure or the reverse.
        text: as written.
        clash: they contradict each other; else one thing is said twice.
        what: ``unit``, ``direction``, ``bound`` or ``rank``.
    """

    start: int
    end: int
    text: str
    clash: bool
    what: str


_NOTHING = Around()


def _data() -> dict[str, Any]:
    found: dict[str, Any] = shipped(__file__, "doubling.yaml")
    return found


@cache
def _words(*keys: str) -> tuple[tuple[str, str], ...]:
    """(word, side) of lists like ``front``, the longest words first."""
    pairs = [
        (str(word), side) for key in keys for side, words in _data()[key].items() for word in words
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _endings(*keys: str) -> tuple[str, ...]:
    return tuple(word for word, _ in _words(*keys))


@cache
def _list(key: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _data()[key])


def around(before: str, told: str, after: str) -> Around:
    """What the words next to ``told``, a figure with all its words (增长13.2%, 第三名), double or contradict."""
    number = _FORMS.number.search(told)
    if number is None:
        return _of_direction(before, told) if told in _data()["directions"]["flat"] else _NOTHING
    lead, tail = told[: number.start()], told[number.end() :]
    back = _behind(lead, tail, after)
    front = _before(before, lead, tail)
    beside = any(side.beside and side.anything for side in (front, back))
    return Around(front.before, back.after, front.clash or back.clash, beside)


def doubled_words(text: str, mentions: Iterable[Mention]) -> Iterator[Doubling]:
    """Every doubling or contradiction side by side around the figures of a text; exempt ones are passed over."""
    for mention in mentions:
        if mention.exempt is not None:
            continue
        found = _of_mention(text, mention)
        if found is not None:
            yield found


def _of_mention(text: str, mention: Mention) -> Doubling | None:
    begin = max(0, mention.start - _REACH)
    stops = [stop.end() for stop in _STOPS.finditer(text, begin, mention.start)]
    start = mention.start
    before = text[stops[-1] if stops else begin : start]
    verb, _ = _ending(before, "directions")
    if verb:
        start -= len(verb)
        before = before[: -len(verb)]
    after = text[mention.end : mention.end + _REACH]
    told = text[start : mention.end]
    found = around(before, told, after)
    counted_once = told.startswith("一") and found.after  # 一次次, 一个个: one by one
    if not found.anything or not found.beside or counted_once:
        return None
    first, last = start - found.before, mention.end + found.after
    what = "unit"
    if found.before or found.clash:
        what = "direction" if verb else "bound"
    elif told.startswith("第"):
        what = "rank"
    return Doubling(first, last, text[first:last], bool(found.clash), what)


def _ending(text: str, *keys: str) -> tuple[str, str]:
    """The word of these lists that ``text`` ends with, and its side; two empty strings for none."""
    if not text.endswith(_endings(*keys)):
        return "", ""
    return next(((word, side) for word, side in _words(*keys) if text.endswith(word)), ("", ""))


def _before(before: str, lead: str, tail: str) -> Around:
    if lead.startswith(("第",)) and before.endswith("第"):
        return Around(1)
    percent = next((word for word in _list("percent_words") if before.endswith(word)), "")
    if percent and (tail.startswith(("%", "％", "‰")) or lead.endswith(percent)):
        return Around(len(percent))
    if _ending(lead, "directions")[0]:
        return _of_direction(before, lead)
    return _of_bound(before, lead, tail)


def _of_direction(before: str, lead: str) -> Around:
    own, side = _ending(lead, "directions")
    bare = re.sub(f"(?:{'|'.join(_list('particles'))})+$", "", before)
    word, other = _ending(bare, "directions")
    if not word or f"{word}{own}" in _data()["allowed"]:
        return _NOTHING
    size = len(word) + len(before) - len(bare)
    return Around(size, clash=f"{before[-size:]}{own}" if side != other else "")


def _of_bound(before: str, lead: str, tail: str) -> Around:
    own, side = _ending(lead, "front")
    if not own and tail.startswith(_list("more")):
        own, side = tail[0], "about"
    if not own and lead:
        return _NOTHING
    word, other = _ending(before, "front")
    if not word or not own or before[: -len(word)].endswith(no_approximator_behind(word)):
        return _NOTHING
    if not lead:
        # 近450余篇, 约450余篇: two approximations around one number.
        return Around(len(word), beside=False)
    return Around(len(word), clash="" if _agree(side, other) else f"{word}{own}")


def _agree(side: str, other: str) -> bool:
    return side == other or [side, other] in _data()["agreeing"]


def _behind(lead: str, tail: str, after: str) -> Around:
    if lead.endswith("第"):
        return Around(after=_again(_list("rank_words"), "", after))
    bare = tail.lstrip("".join(_list("more")))
    closing, closed = _ending(bare, "back")
    unit = bare.removesuffix(closing)
    own, side = _ending(lead, "front")
    if closing and own and not _agree(side, closed):
        return Around(clash=f"{own}…{closing}")
    count = 0 if closing or not unit else _unit_again(unit, after)
    rest = after[count:]
    if not own or not rest.startswith(_endings("back")):
        return Around(after=count)
    word, other = next((word, other) for word, other in _words("back") if rest.startswith(word))
    clash = "" if _agree(side, other) else f"{own}…{word}"
    return Around(after=count + len(word), clash=clash, beside=bool(count or clash))


def _unit_again(unit: str, after: str) -> int:
    """How many characters of ``after`` count in a unit once more."""
    scale = _FORMS.scale.match(after)
    skip = scale.end() if scale and not unit.startswith("个") else 0
    if after.startswith(unit, skip):
        size = skip + len(unit)
        following = after[size : size + 1]
        begins_a_word = bool(following) and following in _data()["heads"].get(unit, "")
        return 0 if begins_a_word and len(unit) == 1 and not skip else size
    return _again(_list("pure"), unit, after)


def _again(words: tuple[str, ...], unit: str, after: str) -> int:
    """The length of a measure word that ``after`` begins with and that nothing belongs to."""
    if not after.startswith(words):
        return 0
    for word in words:
        times = word == "次" and not unit.endswith("次")  # 1248种次 is one unit
        if times or not after.startswith(word) or f"{unit}{word}" in _data()["compounds"]:
            continue
        rest = after[len(word) :]
        whole = bool(unit) and rest.startswith(unit)  # 5127架次次架次
        if whole or not "㐀" <= rest[:1] <= "鿿" or rest.startswith(_list("ends")):
            return len(word)
    return 0
