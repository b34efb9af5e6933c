"""The last pass: what only the whole shows, found by rule and mended in one question.

Repeated clauses, connectives that have become a beat, paragraphs that begin alike. Nothing is
asked where nothing is found, and a paragraph is taken only where it has the very same references
and numerals as before.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain import Role
from assistant.drafting.pipeline.patching import marked
from assistant.drafting.references.grammar import references
from assistant.errors import InputError
from assistant.extraction import read_document
from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.proofreading import fix_document, load_rules, office_rules_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.domain import Section

# A clause as long as this that stands twice is a repetition; a beginning as long as that is alike.
_CLAUSE, _BEGINNING = 9, 4
_CLAUSES = re.compile(r"[^，,；;。：:]+")
SENTENCES = re.compile(r"[^。]+。?")
_FORMS = forms(__file__)
# A paragraph may become shorter or longer by this much.
_LEAST, _MOST = 0.5, 1.3


def _rhythm(key: str) -> Any:
    return shipped(__file__, "rhythm.yaml")[key]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a section.

    Attributes:
        section: the section's id.
        line: its number in the section, from 0.
        text: its source.
        opening: it stands in the opening, which restates what the body says.
    """

    section: str
    line: int
    text: str
    opening: bool = False


def paragraphs_of(sections: Sequence[Section]) -> list[Paragraph]:
    """The paragraphs of all sections in order."""
    return [
        Paragraph(section.id, at, line, section.role is Role.OPENING)
        for section in sections
        for at, line in enumerate(section.source.splitlines())
    ]


def mended(source: str, terms: Sequence[str]) -> str:
    """A source text with what proofreading mends by itself, by the office's rules.

    It stays as it is where these cannot be read: ``assistant proofread`` says what is wrong there.
    """
    try:
        edits, _ = fix_document(read_document(source), load_rules(office_rules_path()), terms=terms)
    except InputError:
        return source
    for start, end, new in reversed(edits):
        source = f"{source[:start]}{new}{source[end:]}"
    return source


def blemishes(paragraphs: Sequence[Paragraph]) -> list[tuple[int, str]]:
    """What reads badly in the whole: the number of the paragraph, from 1, and what is wrong."""
    found = [*_repeated(paragraphs), *_beats(paragraphs), *_alike(paragraphs)]
    return sorted(dict.fromkeys(found))


def _repeated(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Clauses that stand in two paragraphs; where one is the opening, that is to change."""
    first: dict[str, int] = {}
    for number, paragraph in enumerate(paragraphs, 1):
        for clause in dict.fromkeys(_CLAUSES.findall(paragraph.text)):
            bare = clause.strip()
            told = any(word in bare for word in _rhythm("formulas"))
            if len(bare) < _CLAUSE or "【" in bare or "{" in bare or told:
                continue
            before = first.setdefault(bare, number)
            if before != number:
                at, other = (before, number) if paragraphs[before - 1].opening else (number, before)
                yield at, f"“{bare}”与第{other}段重复"


def _beats(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Sentences that begin with a connective which has begun others before."""
    seen: Counter[str] = Counter()
    words = sorted(map(str, _rhythm("connectives")), key=len, reverse=True)
    for number, paragraph in enumerate(paragraphs, 1):
        for sentence in SENTENCES.findall(paragraph.text):
            word = next((word for word in words if sentence.strip().startswith(word)), "")
            seen[word] += 1
            if word and seen[word] > _rhythm("most"):
                yield number, f"句首又用“{word}”,全文已用了{seen[word] - 1}次"


def _alike(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Paragraphs that begin as the one before them does."""
    before = ""
    for number, paragraph in enumerate(paragraphs, 1):
        beginning = paragraph.text[:_BEGINNING]
        if beginning == before and not beginning.startswith(("（", "【")):
            yield number, f"段首“{beginning}”与上一段雷同"
        before = beginning


def polished(answer: str, paragraphs: Sequence[Paragraph]) -> Mapping[int, str]:
    """The paragraphs of an answer that may stand: by number, those that changed no figure."""
    kept: dict[int, str] = {}
    for number, piece in marked(answer):
        text = piece.partition("\n")[0].strip()
        if not 1 <= number <= len(paragraphs):
            continue
        old = paragraphs[number - 1].text
        fits = _LEAST * len(old) <= len(text) <= _MOST * len(old)
        if fits and text != old and _figures(text) == _figures(old):
            kept[number] = text
    return kept


def _figures(text: str) -> tuple[list[str], Counter[str]]:
    """The references in order, and the numerals typed beside them."""
    named = [reference.text for reference in references(text)]
    bare = text
    for reference in named:
        bare = bare.replace(reference, "")
    return named, Counter(_FORMS.numeral.findall(bare))
