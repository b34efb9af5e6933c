"""What a second reader said of a draft after the writing: kept in the draft, and proved anew with every report.

It is kept by sentence, so that it holds as long as the sentence stands as it was read, wherever it goes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.reader import Question

STANDS = "第二读者的异议"
_STOPS = re.compile(r"[。;；!！?？\n]")


@dataclass(frozen=True, slots=True)
class Kept:
    """A reader that says again what another one said.

    Attributes:
        name: the other one's.
        trusted: its readings need no person to confirm them.
        said: (sentence, place of the figure in it, answer).
        remarks: (sentence, words quoted from it, reason).
    """

    name: str
    trusted: bool
    said: tuple[tuple[str, int, str], ...]
    remarks: tuple[tuple[str, str, str], ...]

    def read(self, question: Question) -> Sequence[str]:
        """A line for each figure, and each quote, whose sentence stands as it was read."""
        said = {(sentence, place): answer for sentence, place, answer in self.said}
        lines: list[str] = []
        for passage in question.passages:
            for number, at in passage.marks:
                answer = said.get(placed(passage.text, at))
                lines += [f"{number} = {answer}"] if answer is not None else []
            lines += [f"! “{quote}” {why}" for at, quote, why in self.remarks if at in passage.text]
        return lines

    @property
    def text(self) -> str:
        """As a draft keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


@lru_cache(maxsize=4)
def kept_reader(text: str) -> Kept | None:
    """The reader that a draft keeps; None where it keeps none.

    Raises LookupError, TypeError or ValueError at what :attr:`Kept.text` does not write.
    """
    if not text:
        return None
    found = json.loads(text)
    said = tuple((str(one), int(place), str(answer)) for one, place, answer in found["said"])
    remarks = tuple((str(one), str(quote), str(why)) for one, quote, why in found["remarks"])
    return Kept(str(found["name"]), found["trusted"] is True, said, remarks)


def placed(text: str, at: int) -> tuple[str, int]:
    """The sentence around an offset, and the place in it."""
    start = max((stop.end() for stop in _STOPS.finditer(text, 0, at)), default=0)
    stop = _STOPS.search(text, at)
    return text[start : stop.start() if stop else len(text)], at - start
