"""What in a text must not leave the house: marks of secrecy, telephone and identity-card numbers.

However they are written: the text is brought into one width and one alphabet of digits first, as for
figures (``extraction/folding``), and numbers are read through the gaps that part their groups.
``secrecy.toml`` holds the words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.extraction.folding import fold, measured
from assistant.extraction.lexicon import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNSEEN = frozenset({"Cf", "Mn", "Me"})
# Commas and line ends part the groups too, where a word says that it is a number of a person.
_LIST = re.compile(r"[,、\n]")
_GAP = r"[ \t\n,、.\-\u2010-\u2015\u2212·•・‧()\[\]【】〔〕{}<>_/~+*]"
_RUN = re.compile(rf"[0-9](?:{_GAP}{{0,3}}[0-9])*(?:{_GAP}?[Xx](?![0-9A-Za-z]))?")
_GROUP = re.compile("[0-9]+[Xx]?|[Xx]")
# How people part the eleven digits of a mobile number, and those of an office's line.
_MOBILE_SHAPES = frozenset(
    [(11,), (3, 4, 4), (3, 8), (7, 4), (4, 7), (4, 3, 4), (3, 3, 5), (5, 6), (6, 5)]
)
_LINE = re.compile("0?(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
_OLD_SHAPES = frozenset([(15,), (6, 6, 3)])
_LOCAL_SHAPES = frozenset([(7,), (8,), (3, 4), (4, 4)])
_COUNTRY = re.compile(
    "(?:00|0)?86(?=1[3-9][0-9]{9}$|0?(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}$)"
)
_YEARS = range(1850, 2100)  # of birthdays
_FEWEST_DIGITS, _MOST_DIGITS = 7, 19
_CARD, _OLD_CARD = 18, 15
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_AROUND = 14  # characters of the text that are shown on either side
_BEFORE = 24  # characters in which a word can say what a number is


class Held(NamedTuple):
    """Something that must not leave.

    Attributes:
        kind: 密级标志, 身份证号 or 电话号码.
        shown: the mark, or the ends of the number.
        place: the words around it, digits hidden.
    """

    kind: str
    shown: str
    place: str

    def __str__(self) -> str:
        """A clause for the person."""
        return f"{self.kind} {self.shown}(在“{self.place}”)"


class _Words(NamedTuple):
    """``secrecy.toml``, ready for use."""

    same: dict[int, str]
    gap: re.Pattern[str]
    mark: re.Pattern[str]
    digits: dict[int, str]
    spoken: re.Pattern[str]
    sums: re.Pattern[str]
    telephone: re.Pattern[str]
    card: re.Pattern[str]
    likes: dict[int, str]
    mixed: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("secrecy.toml").read_text("utf-8"))
    marks, numbers = data["marks"], data["numbers"]
    signs = f"[{marks['characters']}]"
    likes = {
        like: digit
        for digit, many in tables("alphabet.toml")["lookalikes"].items()
        for like in many
    }
    return _Words(
        str.maketrans(data["same"]),
        re.compile(rf"(?<={signs})[ \t.·•・\-_*|/]{{1,4}}(?={signs})"),
        re.compile("|".join(f"(?:{one})" for one in marks["patterns"])),
        str.maketrans(numbers["digits"]),
        re.compile(f"[{''.join(numbers['digits'])}]{{3,}}"),
        re.compile(numbers["sums"]),
        re.compile(numbers["telephone"]),
        re.compile(numbers["card"]),
        str.maketrans(likes),
        re.compile(f"[0-9{''.join(likes)}]{{7,}}"),
    )


def held_in(text: str, cleared: Sequence[str] = ()) -> tuple[Held, ...]:
    """What in ``text`` must not leave, in order: marks, then numbers.

    Args:
        text: what is to be sent.
        cleared: words of which a person said that they are no secret; what lies within one of
            them is left out.
    """
    plain = _plain(text)
    found = [(*match.span(), "密级标志", match[0]) for match in _words().mark.finditer(plain)]
    found += _numbers(plain)
    free = [span for words in cleared for span in _places(_plain(words).strip(), plain)]
    return tuple(
        Held(kind, shown, _quoted(plain, start, end))
        for start, end, kind, shown in found
        if not any(a <= start and end <= b for a, b in free)
    )


def _places(words: str, plain: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(words), plain)) if words else iter(())


def _plain(text: str) -> str:
    """``text`` in one width and alphabet, without what is not seen and the gaps within marks."""
    words = _words()
    wide = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in wide if unicodedata.category(sign) not in _UNSEEN)
    seen = words.mixed.sub(lambda run: _as_digits(run[0], words.likes), seen)
    seen = words.spoken.sub(lambda run: run[0].translate(words.digits), seen)
    return words.gap.sub("", fold(seen).norm.translate(words.same))


def _as_digits(run: str, likes: dict[int, str]) -> str:
    """A run of digits with a few letters that look like some; one of letters stays."""
    return run.translate(likes) if sum(map(str.isdigit, run)) * 2 > len(run) else run


def _quoted(plain: str, start: int, end: int) -> str:
    first = max(plain.rfind("\n", 0, start) + 1, start - _AROUND)
    around = plain[first : end + _AROUND].partition("\n")[0]
    return re.sub("[0-9](?=[0-9])", "*", " ".join(around.split()))


def _numbers(plain: str) -> Iterator[tuple[int, int, str, str]]:
    """Where numbers of persons stand, with their kind and their ends."""
    for run in _RUN.finditer(plain):
        groups = [match.span() for match in _GROUP.finditer(plain, *run.span())]
        done = 0
        for first in range(len(groups)):
            if groups[first][0] < done:
                continue
            for start, end, digits, sizes in _windows(plain, groups[first : first + _MOST_DIGITS]):
                kind = _kind(plain, start, end, digits, sizes)
                if kind:
                    yield start, end, kind, f"{digits[:3]}…{digits[-2:]}"
                    done = end
                    break


def _windows(
    plain: str, groups: list[tuple[int, int]]
) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    """The numbers that the first groups of a run make together, the longest first."""
    found: list[tuple[int, int, str, tuple[int, ...]]] = []
    digits, sizes = "", []
    for start, end in groups:
        digits += plain[start:end]
        sizes.append(end - start)
        if len(digits) > _MOST_DIGITS:
            break
        if len(digits) >= _FEWEST_DIGITS:
            found.append((groups[0][0], end, digits, tuple(sizes)))
    return reversed(found)


def _kind(plain: str, start: int, end: int, digits: str, sizes: tuple[int, ...]) -> str:
    """What a number is; empty for a sum, a date, a code."""
    before = plain[max(0, start - _BEFORE) : start]
    said = bool(_words().telephone.search(before) or _words().card.search(before))
    if not said and _LIST.search(plain, start, end):
        return ""
    if _is_card(digits, sizes, before):
        edges = plain[start - 1 : start] + plain[end : end + 1]
        return "" if edges.isascii() and edges.isalnum() else "身份证号"
    if not _is_telephone(digits, sizes, told=True):
        return ""
    told = bool(_words().telephone.search(before))
    decimal = len(sizes) == 1 and bool(
        re.search(r"[0-9]\.$", before) or re.match(r"\.[0-9]", plain[end : end + 2])
    )
    if decimal or not (told or not _words().sums.match(plain, end)):
        return ""
    return (
        "电话号码" if _is_telephone(digits, sizes, told=told and not measured(plain, end)) else ""
    )


def _is_telephone(digits: str, sizes: tuple[int, ...], *, told: bool) -> bool:
    """Whether the digits are a telephone's, in a shape that people write; ``told`` is a word before it."""
    country = _COUNTRY.match(digits)
    if country:
        digits, sizes = digits[country.end() :], _without(sizes, country.end())
    single = set(sizes) == {1}
    if re.fullmatch("1[3-9][0-9]{9}", digits):
        return single or sizes in _MOBILE_SHAPES
    if _LINE.fullmatch(digits) and (country or digits[0] == "0"):
        return single or len(sizes) == 1 or sizes[0] in {2, 3, 4}
    return told and sizes in _LOCAL_SHAPES and digits[0] in "2345678"


def _without(sizes: tuple[int, ...], length: int) -> tuple[int, ...]:
    """The sizes of the groups behind the first ``length`` digits."""
    left = list(sizes)
    while length:
        taken = min(length, left[0])
        left[0] -= taken
        length -= taken
        left = left if left[0] else left[1:]
    return tuple(left)


def _is_card(number: str, sizes: tuple[int, ...], before: str) -> bool:
    """Whether it is an identity number (GB 11643-1999): place, birthday, check; told, the shape will do."""
    if len(number) not in {_CARD, _OLD_CARD} or number[0] in "09" or not number[:-1].isdigit():
        return False
    if len(number) == _OLD_CARD:
        own = sizes in _OLD_SHAPES and number.isdigit() and _is_day(f"19{number[6:12]}")
    else:
        total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
        own = _is_day(number[6:14]) and _CHECKS[total % 11] == number[-1].upper()
    return own or bool(_words().card.search(before))


def _is_day(digits: str) -> bool:
    try:
        return date.fromisoformat(digits).year in _YEARS
    except ValueError:
        return False
