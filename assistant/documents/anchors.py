"""Finds, and where need be cuts, the runs that hold exactly given characters of a .docx."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from assistant.documents.wordml import MATH, XML_SPACE, W

_RUN = f"{W}r"
_PARAGRAPH = f"{W}p"
_TEXT = f"{W}t"
_PROPERTIES = f"{W}rPr"
_BOX = f"{W}txbxContent"
_FIELD = f"{W}fldChar"
_WHOLE = {f"{W}fldSimple", f"{W}ruby", f"{MATH}oMath", f"{MATH}oMathPara"}


class Anchor(NamedTuple):
    """The elements that a comment begins before and ends behind."""

    first: etree._Element
    last: etree._Element


class Border(NamedTuple):
    """A place between two characters.

    Attributes:
        run: the run that is to be cut there.
        child: index of its child; the cut is before the character ``at`` of that child.
        whole: what is to be taken whole instead; None where the run may be cut.
    """

    run: etree._Element
    child: int
    at: int
    whole: Anchor | None


@dataclass(slots=True)
class Cutter:
    """Cuts runs at characters and knows which run then begins and ends at each border.

    First make every border with :meth:`border`, then :meth:`cut` once, then ask for the runs.
    What stands in a field, formula, text box or ruby is not cut: a comment there is lost by
    some programs, and in a text box not allowed, so it covers the whole of that.
    """

    _borders: dict[etree._Element, set[tuple[int, int]]] = field(default_factory=dict)
    _pieces: dict[etree._Element, list[etree._Element]] = field(default_factory=dict)
    _cuts: dict[etree._Element, list[tuple[int, int]]] = field(default_factory=dict)
    _fields: dict[etree._Element, dict[etree._Element, Anchor]] = field(default_factory=dict)

    def border(self, element: etree._Element, at: int) -> Border | None:
        """The border before character ``at`` of the text of ``element``; None without a run."""
        whole = self._whole(element)
        run = next(element.iterancestors(_RUN), None)
        if whole is not None:
            return Border(element, 0, 0, whole)
        if run is None:
            return None
        if element.getparent() is not run:
            return Border(run, 0, 0, Anchor(run, run))
        child = run.index(element)
        length = len(element.text or "") if element.tag == _TEXT else 1
        if at >= length:
            child, at = child + 1, 0
        self._borders.setdefault(run, set()).add((child, at))
        return Border(run, child, at, None)

    def cut(self) -> None:
        """Cuts every run at its borders."""
        for run, borders in self._borders.items():
            begin = 1 if len(run) and run[0].tag == _PROPERTIES else 0
            cuts = sorted(place for place in borders if (begin, 0) < place < (len(run), 0))
            later = [_cut_off(run, *place) for place in reversed(cuts)]
            self._cuts[run] = cuts
            self._pieces[run] = [run, *reversed(later)]

    def begins(self, border: Border) -> etree._Element:
        """What begins at a border."""
        if border.whole is not None:
            return border.whole.first
        cuts = self._cuts[border.run]
        place = (border.child, border.at)
        return self._pieces[border.run][cuts.index(place) + 1 if place in cuts else 0]

    def ends(self, border: Border) -> etree._Element:
        """What ends at a border."""
        if border.whole is not None:
            return border.whole.last
        cuts = self._cuts[border.run]
        place = (border.child, border.at)
        return self._pieces[border.run][cuts.index(place) if place in cuts else -1]

    def _whole(self, element: etree._Element) -> Anchor | None:
        """The outermost thing round an element that must not be cut."""
        found: etree._Element | None = None
        in_box = False
        for above in element.iterancestors():
            if above.tag == _BOX:
                in_box = True
            elif above.tag in _WHOLE or (in_box and above.tag == _RUN):
                found = above
        outer = found if found is not None else next(element.iterancestors(_RUN), None)
        if outer is None:
            return None
        parent = outer.getparent()
        if parent is not None and parent.tag == _RUN:
            outer = parent
        in_field = self._field(outer)
        if in_field is not None:
            return in_field
        return None if found is None else Anchor(outer, outer)

    def _field(self, run: etree._Element) -> Anchor | None:
        """The borders of the outermost field of the paragraph that a run stands in."""
        paragraph = next(run.iterancestors(_PARAGRAPH), None)
        if paragraph is None:
            return None
        if paragraph not in self._fields:
            self._fields[paragraph] = _fields_of(paragraph)
        return self._fields[paragraph].get(run)


def _fields_of(paragraph: etree._Element) -> dict[etree._Element, Anchor]:
    """The field that each run of a paragraph stands in; one over several paragraphs is none."""
    found: dict[etree._Element, Anchor] = {}
    if next(paragraph.iter(_FIELD), None) is None:
        return found
    depth = 0
    inside: list[etree._Element] = []
    for run in paragraph.iter(_RUN):
        for mark in run.iterchildren(_FIELD):
            kind = mark.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
        if depth > 0:
            inside.append(run)
        elif inside:
            inside.append(run)
            found.update(dict.fromkeys(inside, Anchor(inside[0], run)))
            inside = []
        depth = max(depth, 0)
    return found


def _cut_off(run: etree._Element, child: int, at: int) -> etree._Element:
    """Moves what stands behind a border to a new run of the same form; gives that run."""
    attributes = {str(key): str(value) for key, value in run.items()}
    new = run.makeelement(run.tag, attributes)
    if run[0].tag == _PROPERTIES:
        new.append(deepcopy(run[0]))
    moved = list(run)[child:]
    if at:
        whole = moved.pop(0)
        text = whole.text or ""
        rest = etree.SubElement(new, whole.tag)
        rest.text, whole.text = text[at:], text[:at]
        for part in (rest, whole):
            part.set(XML_SPACE, "preserve")
    new.extend(moved)
    run.addnext(new)
    return new
