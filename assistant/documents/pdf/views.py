"""A page as it is read: its words upright, cut to its box, nothing that is clipped away; the lines drawn on it.

All places are in points (1/72 inch) from the top left corner of the page as it is seen.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import PdfMatrix, raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from pypdfium2 import PdfPage

_THIN = 2.5  # a filled area that is no thicker is a line
_SHORTEST = 4.0
_OUT = 1.0  # beyond an edge and still seen
_DEEPEST = 8  # forms in forms


class Rule(NamedTuple):
    """A straight line, level or upright: from (left, top) to (right, bottom)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it lies rather than stands."""
        return self.right - self.left >= self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the area between its ends, or hardly beyond."""
        return (
            self.left - _OUT <= x <= self.right + _OUT
            and self.top - _OUT <= y <= self.bottom + _OUT
        )


class View:
    """How a page is seen.

    Attributes:
        width, height: of what is seen.
    """

    def __init__(self, page: PdfPage, quarters: int) -> None:
        """Takes a page, and by how many quarters to the right it must be turned to be read."""
        self._page = page
        self._quarters = quarters
        self._edges: tuple[float, float, float, float] = page.get_bbox()
        left, bottom, right, top = self._edges
        self.width, self.height = right - left, top - bottom
        if quarters % 2:
            self.width, self.height = self.height, self.width
        self._whole = Rule(0.0, 0.0, self.width, self.height)
        things = (raw.FPDFPage_GetObject(page.raw, at) for at in range(raw.FPDFPage_CountObjects(page.raw)))  # fmt: skip
        self._own = {ctypes.addressof(thing.contents) for thing in things}
        self._clips: dict[int, Rule] = {}

    def placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file, where it is seen."""
        left, bottom, right, top = self._edges
        return (
            (x - left, top - y),
            (y - bottom, x - left),
            (right - x, y - bottom),
            (top - y, right - x),
        )[self._quarters]

    def area(self, left: float, bottom: float, right: float, top: float) -> Rule:
        """An area of the file, where it is seen."""
        (one, low), (other, high) = self.placed(left, bottom), self.placed(right, top)
        return Rule(min(one, other), min(low, high), max(one, other), max(low, high))

    def shows(self, thing: Any, x: float, y: float) -> bool:
        """Whether what a thing draws at a point is seen: on the page, not clipped away.

        Clips within a form are told in other coordinates: what stands there counts as seen.
        """
        address = ctypes.addressof(thing.contents) if thing else 0
        if address not in self._own:
            return self._whole.holds(x, y)
        if address not in self._clips:
            self._clips[address] = self._clip(thing)
        return self._clips[address].holds(x, y)

    def _clip(self, thing: Any) -> Rule:
        """What of the page the clips of a thing leave."""
        clip = raw.FPDFPageObj_GetClipPath(thing)
        left = self._whole
        for path in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
            points = [
                _point(raw.FPDFClipPath_GetPathSegment(clip, path, at))
                for at in range(raw.FPDFClipPath_CountPathSegments(clip, path))
            ]
            if points:
                across, along = zip(*points, strict=True)
                one = self.area(min(across), min(along), max(across), max(along))
                left = Rule(
                    max(left.left, one.left), max(left.top, one.top),
                    min(left.right, one.right), min(left.bottom, one.bottom),
                )  # fmt: skip
        return left

    def drawn(self) -> tuple[tuple[Rule, ...], float]:
        """The lines that are seen, and the share of the page that its largest picture covers."""
        rules: list[Rule] = []
        pictured = 0.0
        for thing, kind, matrix in _things(self._page):
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                area = self._bounds(thing, matrix)
                covered = (area.right - area.left) * (area.bottom - area.top)
                pictured = max(pictured, covered / (self.width * self.height or 1))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                for rule in self._straight(thing, matrix):
                    middle = (rule.left + rule.right) / 2, (rule.top + rule.bottom) / 2
                    if self.shows(thing, *middle):
                        rules.append(rule)
        return tuple(rules), min(pictured, 1.0)

    def _bounds(self, thing: Any, matrix: PdfMatrix) -> Rule:
        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(thing, *sides)
        return self.area(*matrix.on_rect(*(side.value for side in sides)))

    def _straight(self, path: Any, matrix: PdfMatrix) -> Iterator[Rule]:
        """The level and upright lines of a path; a thin filled area is one line."""
        area = self._bounds(path, matrix)
        if min(area.right - area.left, area.bottom - area.top) <= _THIN:
            if max(area.right - area.left, area.bottom - area.top) >= _SHORTEST:
                yield area
            return
        stroked, mode = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(path, mode, stroked) or not stroked.value:
            return
        matrix = _matrix(path).multiply(matrix)
        points: list[tuple[float, float]] = []
        for at in range(raw.FPDFPath_CountSegments(path)):
            segment = raw.FPDFPath_GetPathSegment(path, at)
            point = self.placed(*matrix.on_point(*_point(segment)))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                points = [point]
                continue
            yield from _side(points[-1], point) if points else ()
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from _side(point, points[0])


def _things(page: PdfPage) -> Iterator[tuple[Any, int, PdfMatrix]]:
    """What is drawn on a page, in forms too: each thing, its kind, the matrix that its form adds."""
    many = raw.FPDFPage_CountObjects(page.raw)
    waiting = [(raw.FPDFPage_GetObject(page.raw, at), PdfMatrix(), 0) for at in range(many)][::-1]
    while waiting:
        thing, matrix, deep = waiting.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        yield thing, kind, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
            inner = _matrix(thing).multiply(matrix)
            many = raw.FPDFFormObj_CountObjects(thing)
            waiting += [(raw.FPDFFormObj_GetObject(thing, at), inner, deep + 1) for at in range(many)][::-1]  # fmt: skip


def _matrix(thing: Any) -> PdfMatrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, found)
    return PdfMatrix.from_raw(found)


def _point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _side(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(across, along) <= 1 and max(across, along) >= _SHORTEST:
        yield Rule(
            min(one[0], other[0]), min(one[1], other[1]),
            max(one[0], other[0]), max(one[1], other[1]),
        )  # fmt: skip
