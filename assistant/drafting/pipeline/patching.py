"""A repair of some paragraphs: what is sent of a section, and how the answer goes back into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.drafting.model.answers import parse_answer, without_thoughts
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.drafting.model.models import Answer

_FORMS = forms(__file__)


def paragraphs_concerned(places: Iterable[str], source: str) -> tuple[int, ...]:
    """The numbers of the paragraphs that problems lie in; all where one concerns the whole.

    Args:
        places: of the problems: ``第2段``, or anything else for the whole section.
        source: the section's text.
    """
    count = len(source.splitlines())
    every = tuple(range(1, count + 1))
    numbers: set[int] = set()
    for place in places:
        match = _FORMS.place.fullmatch(place)
        if match is None or int(match[1]) > count:
            return every
        numbers.add(int(match[1]))
    return tuple(sorted(numbers)) or every


def excerpt(source: str, numbers: Sequence[int] | None = None) -> str:
    """These paragraphs, each behind its number; all of them where none are named."""
    lines = source.splitlines()
    wanted = range(1, len(lines) + 1) if numbers is None else numbers
    return "\n".join(f"[第{number}段] {lines[number - 1]}" for number in wanted)


def marked(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of an answer that stand behind their numbers."""
    marks = list(_FORMS.mark.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        yield int(mark[1]), text[mark.end() : end].strip()


def patched(answer: Answer, source: str, numbers: Sequence[int], heading: str) -> str:
    """The section with the paragraphs of ``answer`` in the place of its own.

    An answer without paragraph numbers is taken line by line where it has as many lines as were
    asked for and is nearer to them in length, and else as the whole section.

    Args:
        answer: of the model.
        source: the section as it stood.
        numbers: the paragraphs that were sent.
        heading: of the section.

    Raises:
        ModelAnswerError: as for ``parse_answer``.
    """
    text = without_thoughts(answer.text)
    pieces = tuple(marked(text))
    lines = source.splitlines()
    if not pieces:
        parsed = parse_answer(answer, heading=heading).source
        told = parsed.splitlines()
        if len(told) != len(numbers) or _is_whole(parsed, lines, numbers):
            return parsed
        for number, line in zip(numbers, told, strict=True):
            lines[number - 1] = line
        return "\n".join(lines)
    new: dict[int, str] = {}
    for number, piece in pieces:
        gone = _FORMS.deleted.fullmatch(piece)
        one = replace(answer, text=piece)
        told_here = "" if gone else parse_answer(one, heading=heading).source
        if number in numbers:
            new[number] = told_here
    merged = [new.get(number, line) for number, line in enumerate(lines, 1)]
    return "\n".join(line for line in merged if line) or source


def _is_whole(parsed: str, lines: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether an answer without numbers is nearer in length to the section than to what was sent."""
    sent = sum(len(lines[number - 1]) for number in numbers)
    return abs(len(parsed) - sum(map(len, lines))) <= abs(len(parsed) - sent)
