"""What a figure of last year's text is of: the fact of last year, and which of its values."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.drafting.base.dates import shared
from assistant.drafting.base.forms import clause_before
from assistant.drafting.base.phrases import base_phrase, base_words
from assistant.drafting.references.grammar import DERIVED_FIELDS
from assistant.drafting.wording.phrases import shapes, words
from assistant.extraction import compatible, quantity_of, quantity_of_value, read_mentions

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.domain import Fact, FactSheet, Figure, Mention

CLAUSE_END = re.compile(r"[，,；;。！？!?\n]")
SENTENCE_END = re.compile(r"[。！？!?\n]")
# A figure whose value is another is a fact's where so much of its name stands before it.
_HALF = 0.5
_WORD = 2
_GOES = 8
_PERCENTS = frozenset(("%", "％", "‰"))
_RELATIVE = frozenset((Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE))


class Meaning:
    """Finds what figures of one text are of; it is told what was found, figure by figure.

    Attributes:
        text: last year's.
        sheet: last year's facts.
        recent: the facts told so far, with where.
    """

    def __init__(self, text: str, sheet: FactSheet) -> None:
        """Last year's text and facts."""
        self.text = text
        self.sheet = sheet
        self.recent: list[tuple[int, Fact]] = []

    def meant(self, figure: Figure, mention: Mention) -> tuple[Fact | None, str]:
        """The fact of last year that a figure states, and its field."""
        name, _, field = (figure.fact or "").partition(".")
        fact = self.sheet.by_id.get(name)
        if fact is not None and figure.level is None:
            if field in DERIVED_FIELDS:
                return fact, field
            if figure.formula is None:
                return fact, self._field(fact, mention)
        return self._guessed(fact if figure.formula is None else None, mention)

    def _guessed(self, fact: Fact | None, mention: Mention) -> tuple[Fact | None, str]:
        """What a figure is of that is not proved; ``fact`` is what the verifier takes it for."""
        if self._is_before(mention) and (named := self._named(mention)):
            return named, "previous"
        if (same := self._by_value(mention)) and not self._of_another(mention, same):
            return same, ""
        if fact is not None and not self._of_another(mention, fact):
            told = self._by_words(fact, mention)
            if told is not None and (told or not self._told(fact, mention.start)):
                return fact, told
        return self._ranked(mention) if mention.kind is Kind.RANK else self._beside(mention)

    def _ranked(self, mention: Mention) -> tuple[Fact | None, str]:
        """The one fact with a place in the field that the clause names, some of its words before."""
        clause = clause_before(self.text, mention.start)
        words = self.text[self.sentence_start(mention.start) : mention.start]
        found = [
            fact
            for fact in self.sheet.facts
            if fact.rank is not None
            and fact.among
            and fact.among in clause
            and shared(fact.name, words) > 0
        ]
        if len(found) != 1:
            return None, ""
        return found[0], "rank" if found[0].low is not None else ""

    def _by_value(self, mention: Mention) -> Fact | None:
        """The fact that had this very value and of whose name the sentence has the most."""
        if mention.low is None or mention.kind is Kind.RANK or self._changes(mention.start):
            return None
        begin = self.sentence_start(mention.start)
        words = self.text[begin : mention.end]
        found = [
            (share, fact)
            for fact in self.sheet.facts
            if fact.value is not None
            and self.value(fact, mention) == fact.value
            and (share := shared(fact.name, words))
        ]
        best = max((share for share, _ in found), default=0)
        named = [fact for share, fact in found if share == best]
        return named[0] if len(named) == 1 and best >= _HALF else None

    def value(self, fact: Fact, mention: Mention) -> Decimal | None:
        """The fact's value where the mention is exactly that, else None."""
        if mention.low != mention.high or not compatible(fact.unit, mention.unit):
            return None
        quantity = quantity_of_value(fact.low, fact.high, fact.unit)
        said = quantity_of(mention)
        same = said is not None and (said.low, said.high) == (quantity.low, quantity.high)
        return fact.value if same else None

    def _told(self, fact: Fact, start: int) -> bool:
        """Whether the sentence has told the fact already."""
        begin = self.sentence_start(start)
        return any(at >= begin and fact is one for at, one in self.recent)

    def sentence_start(self, place: int) -> int:
        """Where the sentence of a place begins."""
        return max((m.end() for m in SENTENCE_END.finditer(self.text, 0, place)), default=0)

    def _field(self, fact: Fact, mention: Mention) -> str:
        """Which of a fact's own values a proved figure is."""
        if mention.kind is Kind.RANK and fact.low is not None:
            return "rank"
        if fact.previous is not None and self._says(mention, "previous_words"):
            return "previous"
        if fact.target is not None and fact.value != mention.low:
            return "target" if self._says(mention, "target_words") else ""
        return ""

    def _by_words(self, fact: Fact, mention: Mention) -> str | None:
        """The field that the words tell, where the value does not; None where it cannot be.

        The sentence must have half of the fact's name, and the figure its unit: the verifier
        would accept what only resembles it.
        """
        words = self.text[self.sentence_start(mention.start) : mention.end]
        if shared(fact.name, words) < _HALF or mention.unit not in {
            fact.unit,
            (fact.unit or "").lstrip("万亿"),
            None,
        }:
            return None
        if mention.kind is Kind.RANK:
            return ("rank" if fact.low is not None else "") if fact.rank is not None else None
        if mention.kind in _RELATIVE and not compatible(fact.unit, mention.unit):
            return None
        if self._changes(mention.start) or fact.low is None:
            return None
        if not compatible(fact.unit, mention.unit):
            return None
        return "previous" if self._says(mention, "previous_words") else ""

    def _beside(self, mention: Mention) -> tuple[Fact | None, str]:
        """A change, share or completion of a fact that the sentence tells before it, or names."""
        begin = self.sentence_start(mention.start)
        near = [fact for at, fact in self.recent if at >= begin]
        fact = self._respectively(mention, near) or self._named(mention)
        if fact is None and near and len(self._subject(mention)) < _WORD:
            fact = near[-1]
        if fact is None:
            return None, ""
        changed = self._changes(mention.start) or self._says(mention, "rate_words")
        percent = mention.kind is Kind.PERCENT
        behind = self.text.startswith(base_words("target_words"), mention.end)
        comparable = mention.kind is Kind.POINTS or compatible(fact.unit, mention.unit)
        for field, fits in (
            ("completion", percent and self._says(mention, "completion_words")),
            ("target", not percent and comparable and behind),
            ("share", percent and self._says(mention, "share_words")),
            ("growth", percent and changed),
            ("increase", changed and comparable),
            ("times", mention.kind is Kind.MULTIPLE and self._says(mention, "times_words")),
        ):
            if fits:
                return fact, field
        return None, ""

    def _subject(self, mention: Mention) -> str:
        """What the clause of a change says has changed: 体检率 of 体检率较上年提高."""
        clause = clause_before(self.text, mention.start)
        words = re.split(base_phrase("subject_ends"), clause)[0]
        return re.sub(base_phrase("no_subject"), "", words)

    def _named(self, mention: Mention) -> Fact | None:
        """The fact that the subject of a change names, of a unit that can change so.

        All of one must stand in the other: 体检率 is 老人体检率, 初中入学率 is no 高中入学率. Of two
        such facts it is the one told last.
        """
        words = self._subject(mention)
        if len(words) < _WORD:
            return None
        points = mention.kind is Kind.POINTS
        own = mention.kind in _RELATIVE and not self._is_before(mention)
        found = [
            fact
            for fact in self.sheet.facts
            if fact.low is not None
            and (_within(words, fact.name) or _within(fact.name, words))
            and (fact.unit in _PERCENTS if points else own or compatible(fact.unit, mention.unit))
        ]
        begin = self.sentence_start(mention.start)
        told = [fact for at, fact in self.recent if at >= begin and fact in found]
        return told[-1] if told else found[0] if len(found) == 1 else None

    def _of_another(self, mention: Mention, fact: Fact) -> bool:
        """Whether the clause names another thing of the fact's sort: 服务业增加值 of 工业增加值.

        They share an end or a beginning, and each has words of its own before or behind it; a
        verb (开展公开课 of 校级公开课) is no such word.
        """
        words, name = self._subject(mention), fact.name
        if _within(words, name) or _within(name, words):
            return False
        end, begin = _common(words[::-1], name[::-1]), _common(words, name)
        ends = begins = False
        if end >= _WORD:
            own, its = words[:-end], name[:-end]
            # One character before the shared end is half a word: 工|业增加值.
            verb = own.endswith(_acts()) and len(its) > 1
            ends = bool(own and its) and not verb and not _within(its, own)
        if begin >= _WORD:
            own, its = words[begin:], name[begin:]
            begins = bool(own and its) and not _within(own, name) and not _within(its, words)
        return ends or begins

    def _respectively(self, mention: Mention, near: list[Fact]) -> Fact | None:
        """The fact that a figure of 分别比上年多1家和2家 is of: the last as many told, in order."""
        clause = clause_before(self.text, mention.start)
        at = clause.rfind(base_phrase("respectively"))
        if at < 0:
            return None
        end = CLAUSE_END.search(self.text, mention.end)
        start = mention.start - len(clause) + at
        listed = read_mentions(self.text[start : end.start() if end else None])
        place = sum(one.start < mention.start - start for one in listed)
        return near[place - len(listed)] if len(listed) <= len(near) else None

    def _is_before(self, mention: Mention) -> bool:
        """Whether a figure is where something came from: 由上年的94.1%, 由94.1%提高到95.6%."""
        from_here = self.text.endswith(("由", "从"), 0, mention.start)
        goes = re.match(base_phrase("goes_to"), self.text[mention.end : mention.end + _GOES])
        return self._says(mention, "previous_words") or (from_here and goes is not None)

    def _says(self, mention: Mention, key: str) -> bool:
        before = clause_before(self.text, mention.start)
        return any(word in before for word in base_words(key))

    def change_word(self, start: int, key: str = "change_words") -> str:
        """The word of direction right before a figure, of a list in ``words.yaml``."""
        return next((word for word in base_words(key) if self.text.endswith(word, 0, start)), "")

    def _changes(self, start: int) -> bool:
        """Whether a figure is a change: its word stands right before it, or before its list."""
        if self.change_word(start) or self.change_word(start, "bare_change"):
            return True
        clause = clause_before(self.text, start).rpartition(base_phrase("respectively"))[2]
        return (
            clause != ""
            and clause != clause_before(self.text, start)
            and any(
                word in clause
                for key in ("change_words", "bare_change")
                for word in base_words(key)
            )
        )


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


@cache
def _acts() -> tuple[str, ...]:
    """Verbs that go before what is counted."""
    doing = next(shape for shape in shapes() if shape.id == "doing")
    return (*words("own_verbs"), *doing.head)


def _within(part: str, whole: str) -> bool:
    """Whether the characters of ``part`` stand in ``whole`` in their order."""
    rest = iter(whole)
    return all(sign in rest for sign in part)
