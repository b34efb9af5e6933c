"""What changed between two documents: which blocks, and within a block which words."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Block

_SENTENCE = re.compile(r"[^。！？；!?;]*(?:[。！？；!?;]+[”’）】》]*|$)")
# A number with its decimals and a Latin word are never cut in two; a Chinese character is a word.
_WORD = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_ALIKE = 0.5  # sentences that share less are replaced whole
_SAME_BLOCK = 0.4  # blocks that share less are another block
_ISLAND = 2  # so few unchanged characters between changes are changed with them
_LARGEST = 4_000_000  # words times words: a sentence of thousands of characters changes whole
_MANY = 2_000  # of so many blocks the commonest ones are no landmarks: blank forms, bombs
_MOVED = 8  # shorter texts are cut and written anew, not moved


class Change(Enum):
    """What became of a stretch of text."""

    SAME = "same"
    CUT = "cut"
    NEW = "new"


class Stretch(NamedTuple):
    """Some text and what became of it."""

    change: Change
    text: str


class Pair(NamedTuple):
    """A unit of the old document beside that of the new; None where it is cut or new.

    A unit is a block, or the cells of a table together.

    Attributes:
        moved: the number of a move that it is one end of; 0 for none.
    """

    old: tuple[Block, ...] | None
    new: tuple[Block, ...] | None
    moved: int = 0


def compare(old: str, new: str) -> list[Stretch]:
    """The stretches of two texts: same and cut make up the old, same and new the new."""
    before, after = _sentences(old), _sentences(new)
    stretches: list[Stretch] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            stretches.append(Stretch(Change.SAME, "".join(before[i:j])))
        else:
            for cut, written in pair_up(before[i:j], after[m:n], _ALIKE):
                stretches += _by_words(cut or "", written or "")
    return _joined(stretches)


def _sentences(text: str) -> list[str]:
    return [match.group() for match in _SENTENCE.finditer(text) if match.group()]


def _by_words(old: str, new: str) -> list[Stretch]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if not before or not after or len(before) * len(after) > _LARGEST:
        return [Stretch(Change.CUT, old), Stretch(Change.NEW, new)]
    stretches: list[Stretch] = []
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (kind, i, j, m, n) in enumerate(opcodes):
        same, written = "".join(before[i:j]), "".join(after[m:n])
        between = 0 < at < len(opcodes) - 1
        if kind == "equal" and not (between and len(same) <= _ISLAND and same.isalpha()):
            stretches.append(Stretch(Change.SAME, same))
        else:
            stretches += [Stretch(Change.CUT, same), Stretch(Change.NEW, written)]
    return stretches


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbouring cuts in one and neighbouring new text in one, cuts first."""
    out: list[Stretch] = []
    cut = written = ""
    for change, text in [*stretches, Stretch(Change.SAME, "")]:
        if change is Change.CUT:
            cut += text
        elif change is Change.NEW:
            written += text
        elif text or cut or written:
            if not text and out and not (cut or written):
                continue
            out += [Stretch(c, t) for c, t in ((Change.CUT, cut), (Change.NEW, written)) if t]
            cut = written = ""
            if text:
                out.append(Stretch(change, text))
    return out


def likeness(old: str, new: str) -> float:
    """How much two texts share, from 0 to 1, by their pairs of neighbouring characters."""
    if old == new:
        return 1.0
    left, right = _grams(old), _grams(new)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _grams(text: str) -> Counter[str]:
    padded = f" {text} "
    return Counter(padded[at : at + 2] for at in range(len(padded) - 1))


def pair_up(
    old: Sequence[str], new: Sequence[str], least: float
) -> list[tuple[str | None, str | None]]:
    """Texts beside those they are most like, in order; None beside what has no like."""
    places = pair_places(old, new, least)
    return [(old[i] if i >= 0 else None, new[j] if j >= 0 else None) for i, j in places]


def pair_places(old: Sequence[str], new: Sequence[str], least: float) -> list[tuple[int, int]]:
    """The same by index, -1 for none. Never crosses; cost bounded by looking only near by."""
    near = 12
    pairs: list[tuple[int, int]] = []
    done = 0
    for i, text in enumerate(old):
        reach = range(done, min(done + near, len(new)))
        scores = [(likeness(text, new[j]), -j) for j in reach]
        score, place = max(scores, default=(0.0, 0))
        if score < least:
            pairs.append((i, -1))
            continue
        pairs += [(-1, j) for j in range(done, -place)]
        pairs.append((i, -place))
        done = -place + 1
    return pairs + [(-1, j) for j in range(done, len(new))]


def align(old: Sequence[tuple[Block, ...]], new: Sequence[tuple[Block, ...]]) -> list[Pair]:
    """The units of two documents side by side, in an order that serves both."""
    before, after = [_key(unit) for unit in old], [_key(unit) for unit in new]
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > _MANY)
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            pairs += [Pair(a, b) for a, b in zip(old[i:j], new[m:n], strict=True)]
        else:
            pairs += _changed(old[i:j], new[m:n])
    return _with_moves(pairs)


def _key(unit: tuple[Block, ...]) -> str:
    return f"{_form(unit)}\n{_text(unit)}"


def _form(unit: tuple[Block, ...]) -> str:
    """What two units must have in common to be shown as one that changed."""
    block = unit[0]
    if block.cell is None:
        return f"{block.kind}{block.level}"
    return str([(cell.cell.row, cell.cell.column) for cell in unit if cell.cell is not None])


def _text(unit: tuple[Block, ...]) -> str:
    return "\t".join(block.text for block in unit)


def _changed(old: Sequence[tuple[Block, ...]], new: Sequence[tuple[Block, ...]]) -> list[Pair]:
    pairs: list[Pair] = []
    places = pair_places([_text(unit) for unit in old], [_text(unit) for unit in new], _SAME_BLOCK)
    for i, j in places:
        before, after = (old[i] if i >= 0 else None), (new[j] if j >= 0 else None)
        if before is not None and after is not None and _form(before) != _form(after):
            pairs += [Pair(before, None), Pair(None, after)]
        else:
            pairs.append(Pair(before, after))
    return pairs


def _with_moves(pairs: list[Pair]) -> list[Pair]:
    """A block that was cut here and stands unchanged there was moved."""
    gone: dict[str, list[int]] = {}
    for at, pair in enumerate(pairs):
        unit = pair.old if pair.new is None else None
        if unit and unit[0].cell is None and len(unit[0].text) >= _MOVED:
            gone.setdefault(_key(unit), []).append(at)
    number = 0
    out = list(pairs)
    for at, pair in enumerate(pairs):
        if pair.new is None or pair.old is not None or not gone.get(_key(pair.new)):
            continue
        number += 1
        source = gone[_key(pair.new)].pop(0)
        out[source] = out[source]._replace(moved=number)
        out[at] = pair._replace(moved=number)
    return out
