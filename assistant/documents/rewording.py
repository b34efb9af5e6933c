"""Replaces stretches of a .docx's text where they stand, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.documents.package import open_package
from assistant.documents.reading import read_package
from assistant.documents.wordml import XML_SPACE, W

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from lxml import etree

_TEXT = f"{W}t"


def reworded(
    source: str | PathLike[str] | bytes, edits: Sequence[tuple[int, int, str]]
) -> tuple[bytes, tuple[tuple[int, int, str], ...]]:
    """A copy of a .docx in which stretches ``(start, end)`` of its text read otherwise; formats stay.

    Returns:
        The copy's bytes, and the edits that could not be made, because the characters are none
        of a run's own: a number that Word writes out, a field, a line break.

    Raises:
        DocumentError, InputError: the file cannot be read.
    """
    package = open_package(source)
    text = read_package(package)
    left: list[tuple[int, int, str]] = []
    touched: set[etree._Element] = set()
    for start, end, new in reversed(edits):
        # Between two characters a new one belongs to the run of the one before it.
        inner = range(start, end) if end > start else range(start - 1, start)
        places = [text.place(offset) for offset in inner]
        if not places or any(place is None or place[0].tag != _TEXT for place in places):
            left.append((start, end, new))
            continue
        held = [place for place in places if place is not None]
        _put(held if end > start else [(held[0][0], held[0][1] + 1)], new, cut=end > start)
        touched.update(element for element, _ in held)
    roots = {element.getroottree().getroot() for element in touched}
    return package.rewritten(package.serialized(roots)), tuple(reversed(left))


def _put(places: list[tuple[etree._Element, int]], new: str, *, cut: bool) -> None:
    """Cuts the characters, last first, and puts the new ones where the first stood."""
    for element, at in reversed(places) if cut else ():
        words = element.text or ""
        element.text = words[:at] + words[at + 1 :]
    element, at = places[0]
    words = element.text or ""
    element.text = words[:at] + new + words[at:]
    element.set(XML_SPACE, "preserve")
