"""Ways of saying that a figure follows from others: constructions.yaml, matched over tagged words.

The words around a figure are written with one private character for each word of the lexicon, one
for each other number and one for the figure itself; a row of the file is a regular expression over
that. So a synonym is a word in a list and no other pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption, Kind
from assistant.files.shipped import shipped
from assistant.verification.lexicon import PLAIN, forms, operations, tagged, tags_of, words
from assistant.verification.reckoning.records import Construction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.domain import Mention
    from assistant.verification.claims.claims import Claim

# What ends the characters of a slot stands in one row of private characters, so that each set of
# them is one range: compiled and looked up many times faster than a set of Chinese characters.
COUNT, NUMBER, FIGURE = "\ue000", "\ue001", "\ue002"
_ENDS = "。;；:：(（)）,，!?！？\n"
_END = dict(zip(map(ord, _ENDS), map(chr, range(0xE003, 0xE003 + len(_ENDS))), strict=True))
_FIRST = 0xE020
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def _written(text: str) -> str:
    """Text as it stands among private characters, those of its own standing for nothing."""
    return _PRIVATE.sub("\ufffd", text).translate(_END)


_OPEN, _SHUT = _written("(（"), _written(")）")
_MARKS = f"[、{_written(';')}-{_written('，')}]"
# A character of a slot; what stands in brackets counts as one: 执业（助理）医师.
_WORD = f"[^{COUNT}-{_written(_ENDS[-1])}]"
_SLOT = f"(?:{_WORD}|[{_OPEN}]{_WORD}{{1,8}}[{_SHUT}])"
_MOST = 14
# A time or a grade is a word like others: 比上半年多, 较2020年, 一等奖占七分之一.
_WORDS = frozenset({Kind.DATE, Kind.YEAR, Kind.GRADE})
_COUNTS = range(2, 13)
_SHORT = 3
_BACK, _BEHIND = 90, 24
_UP = frozenset({"UP", "OVER", "EXCEED"})
_DOWN = frozenset({"DOWN", "UNDER", "LACK"})
_FORMS = forms(__file__)
_TOKEN = re.compile(r"\{(?P<slot>\w+)(?P<maybe>\?)?(?:: (?P<tags>[A-Z_|]+))?\}|\S+")


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a figure as constructions read them.

    Attributes:
        written: with private characters.
        pieces: what each character of ``written`` stands for.
        counts: the small numbers of things, by where they stand in ``written``.
    """

    written: str
    pieces: tuple[str, ...]
    counts: dict[int, int]

    def words(self, start: int, end: int) -> str:
        """The words that stand between two places of ``written``."""
        return "".join(self.pieces[start:end])


@cache
def _held() -> dict[str, str]:
    """Word of the lexicon -> the private character that it is written by."""
    return {word: _letters()[tags] for word, tags in tags_of().items() if tags != {PLAIN}}


@cache
def _letters() -> dict[frozenset[str], str]:
    """Set of tags -> the private character of the words that have just these."""
    distinct = sorted(map(sorted, {*tags_of().values()}))
    return {frozenset(tags): chr(_FIRST + at) for at, tags in enumerate(distinct)}


@cache
def _tags() -> dict[str, frozenset[str]]:
    """Private character -> the tags of the words that are written by it."""
    return {letter: tags for tags, letter in _letters().items()}


@cache
def _words(tags: str) -> tuple[str, ...]:
    """How words with one of some tags (``UP|DOWN``) are written, or the words themselves."""
    wanted = set(tags.split("|"))
    listed = [letter for tagged_by, letter in _letters().items() if tagged_by & wanted]
    return (*listed, *(_held().get(word, word) for word in sorted(wanted - operations().keys())))


def _class(tags: str) -> str:
    """The regular expression of any of these words."""
    return f"(?:{'|'.join(map(re.escape, _words(tags)))})"


@cache
def _done() -> str:
    """The regular expression of up to two words that only lead to a figure, tagged or not: 了, 为, 约."""
    written = sorted({_held().get(word, word) for word in words("leading_to").words}, key=len)
    return f"(?:{'|'.join(map(re.escape, reversed(written)))}){{0,2}}"


_SINGLE = {
    "FIGURE": FIGURE,
    "NUMBER": NUMBER,
    "COUNT": f"(?P<count>{COUNT})",
    "ANY": f"[{COUNT}{NUMBER}一]",
    ",": _MARKS,
    "..": f"[^{FIGURE}-{_written('；')}]{{0,40}}?",
    "{verb?}": f"{_SLOT}{{0,3}}?",
}
# Tokens that are one character, and those that say nothing of what must stand there.
_LONE = {"NUMBER": NUMBER, "COUNT": COUNT, "FIGURE": FIGURE, "ANY": f"{COUNT}{NUMBER}一"}
_FREE = frozenset({",", ".."})


def _piece(token: re.Match[str]) -> str:
    """The regular expression of one token of a row."""
    slot, word = token["slot"], token[0]
    if slot == "done":
        return _done()
    if word in _SINGLE:
        return _SINGLE[word]
    if slot is not None and token["tags"]:
        return f"(?P<{slot}>{_class(token['tags'])})" + (token["maybe"] or "")
    if slot is not None:
        return f"(?P<{slot}>{_SLOT}{{{0 if token['maybe'] else 1},{_MOST}}}?)"
    maybe = "?" if word.endswith("?") else ""
    bare = word.rstrip("?")
    return _SINGLE.get(bare, _class(bare)) + maybe


def _needed(token: re.Match[str]) -> str:
    """The characters of which one must stand for a token of a row; none where it may be left out."""
    word = token["tags"] or token[0]
    if token["maybe"] or word.endswith("?") or word in _FREE or word.startswith("{"):
        return ""
    return _LONE.get(word) or "".join(one[0] for one in _words(word))


class Way(NamedTuple):
    """One way of saying a construction.

    Attributes:
        needs: the sets of characters of each of which one must stand around the figure, in order.
    """

    say: str
    needs: tuple[frozenset[str], ...]

    def search(self, around: Around, stands: frozenset[str]) -> re.Match[str] | None:
        """Where it stands around a figure; ``stands`` are the characters around it."""
        for need in self.needs:
            if need.isdisjoint(stands):
                return None
        left = iter(around.written)
        for need in self.needs:
            if need.isdisjoint(left):  # it takes them up to the first that is needed
                return None
        return _pattern(self.say).search(around.written)


@cache
def _pattern(say: str) -> re.Pattern[str]:
    """The regular expression of a row: few of them are ever needed of one text."""
    return re.compile("".join(map(_piece, _TOKEN.finditer(say))))


@cache
def ways() -> dict[str, tuple[Way, ...]]:
    """Kind of construction -> its rows of constructions.yaml, both in its order."""
    return {
        kind: tuple(
            Way(row["say"], tuple(frozenset(one) for one in needed if one))
            for row in said
            for needed in (map(_needed, _TOKEN.finditer(row["say"])),)
        )
        for kind, said in shipped(__file__, "constructions.yaml").items()
    }


class Reader:
    """Reads the constructions around the figures of one text."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self._plain = _written(text)
        self.mentions = mentions
        self._at = {mention.start: number for number, mention in enumerate(mentions)}

    def around(self, claim: Claim) -> Around:
        """The words around a figure, from so far back in its sentence to the end of its clause."""
        mention = claim.mention
        begin = max(claim.sentence[0], mention.start - _BACK)
        stop = min(max(claim.sentence[1], mention.end), mention.end + _BEHIND)
        at = self._at[mention.start]
        first = at
        while first and self.mentions[first - 1].end > begin:
            first -= 1
        last = at
        while last + 1 < len(self.mentions) and self.mentions[last + 1].start < stop:
            last += 1
        cuts = self._cuts(begin, at)
        inside = [one for one in self.mentions[first : last + 1] if one.start not in cuts.values()]
        return self._write((begin, stop), inside, mention, cuts)

    def _cuts(self, begin: int, at: int) -> dict[int, int]:
        """Where the figure that another moved from stands with its words: 均价由每吨2800元回落到2700元."""
        own, was = self.mentions[at], self.mentions[at - 1] if at else None
        if (
            was is None
            or was.start < begin
            or not _FORMS.ended.fullmatch(self.text, was.end, own.start)
        ):
            return {}
        begun = _FORMS.begun.search(self.text, begin, was.start)
        return {begun.end(1): begun.start(1), own.start: was.start} if begun is not None else {}

    def _write(
        self, room: tuple[int, int], inside: Sequence[Mention], own: Mention, cuts: dict[int, int]
    ) -> Around:
        written: list[str] = []
        pieces: list[str] = []
        counts: dict[int, int] = {}

        def plain(start: int, end: int) -> None:
            for after, cut in cuts.items():
                if start <= cut < after <= end:
                    plain(start, cut)
                    start = after
            at = start
            for one, two, tags in tagged(self.text, start, end):
                written.extend(self._plain[at:one])
                pieces.extend(self.text[at:one])
                written.append(_letters()[tags])
                pieces.append(self.text[one:two])
                at = two
            written.extend(self._plain[at:end])
            pieces.extend(self.text[at:end])

        at = room[0]
        for mention in inside:
            if mention.start < at:
                continue
            mine = mention.start == own.start
            count = 0 if mine else few(mention)
            if not mine and not count and self._word(mention):
                continue
            begins = mention.start if mine else _told_from(self.text, mention)
            plain(at, begins)
            if count:
                counts[len(written)] = count
            written.append(FIGURE if mine else COUNT if count else NUMBER)
            pieces.append(self.text[begins : mention.end])
            at = mention.end
        plain(at, room[1])
        return Around("".join(written), tuple(pieces), counts)

    def _word(self, mention: Mention) -> bool:
        """Whether a number is a word like others: exempt but for 每百人, a time, a grade, one of a thing."""
        each = mention.exempt is Exemption.NAME and self.text.endswith("每", 0, mention.start)
        one = mention.low == 1 and mention.text.startswith("一")
        return mention.kind in _WORDS or one or (mention.exempt is not None and not each)

    def read(self, claim: Claim, kinds: Collection[str]) -> Iterator[Construction]:
        """The constructions of some kinds around a figure, each by the first row that stands there."""
        if not kinds:
            return
        around = self.around(claim)
        stands = frozenset(around.written)
        for kind, listed in ways().items():
            if kind not in kinds:
                continue
            for way in listed:
                found = way.search(around, stands)
                if found is not None:
                    yield _construction(kind, found, around)
                    break


def _told_from(text: str, mention: Mention) -> int:
    """Where a number begins behind a word such as 超出 that a construction reads: 超出400篇的目标55篇."""
    word = mention.approximator or ""
    over = any(tags & {"OVER", "UNDER"} for _, _, tags in tagged(word, 0, len(word)))
    return (
        mention.start + len(word)
        if over and text.startswith(word, mention.start)
        else mention.start
    )


def plain(slot: str) -> str:
    """The words of a slot without those that name nothing, unless there are no others: 产量增速 is of 产量."""
    said = _FORMS.trailing.sub("", _FORMS.leading.sub("", slot))
    bare = _FORMS.general.sub("", said) or _FORMS.moved.sub("", said)
    return bare.strip("的了 为达是有就才已只约仅近超恰够能可得").removesuffix("一项")


def without(slot: str, tag: str) -> str:
    """The words of a slot without those of a list."""
    for word in operations()[tag]:
        slot = slot.replace(word, "")
    return slot


def few(mention: Mention) -> int:
    """How many things a short count in Chinese numerals says there are (两家, 三项, 四地); else 0."""
    value = mention.low
    counts = mention.kind is Kind.COUNT or (mention.kind is Kind.GRADE and mention.unit == "级")
    if not counts or not mention.exact or value is None:
        return 0
    if value not in _COUNTS or len(mention.text) > _SHORT or mention.text[0].isdecimal():
        return 0
    return int(value)


def _construction(kind: str, found: re.Match[str], around: Around) -> Construction:
    told = found.groupdict()
    slots = {
        name: around.words(*found.span(name))
        for name, held in told.items()
        if held is not None and name not in {"way", "count"}
    }
    turn = _tags()[around.written[found.start("way")]] if told.get("way") else frozenset()
    direction = 1 if turn & _UP else -1 if turn & _DOWN else 0
    if told.get("count"):
        count = around.counts[found.start("count")]
    else:
        head = around.written[: around.written.index(FIGURE)]
        clause = max(map(head.rfind, _written("，,；;：:")))
        near = (count for at, count in around.counts.items() if clause < at < len(head))
        count = next(near, 0)
    return Construction(kind, direction, slots, count, around.words(*found.span()))


def opposed(text: str) -> bool:
    """Whether words hold one thing against another that is neither last year's nor a target."""
    found = [tags for _, _, tags in tagged(text, 0, len(text))]
    against = any(tags & {"THAN", "OVER", "UNDER"} for tags in found)
    return against and not any(tags & {"LAST", "AIM"} for tags in found)
