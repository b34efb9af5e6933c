"""The text of a section on the screen: only the lines that are seen are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Span, Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.revision.display import wrapped

if TYPE_CHECKING:
    from textual.events import Resize


class SectionPage(ScrollView, can_focus=False):
    """A text that is scrolled.

    Textual's own Static wraps and styles all of a text whenever any of it is shown, which a key
    would have to wait for in a long section.

    Attributes:
        text: what is shown.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.text = Text()
        self._lines: tuple[tuple[int, int], ...] = ()
        self._strips: dict[int, Strip] = {}

    def update(self, text: Text) -> None:
        """Shows another text, at the place that was scrolled to."""
        if text == self.text:
            return
        self.text = text
        self._wrap()

    def on_resize(self, event: Resize) -> None:
        """Breaks the lines anew."""
        del event
        self._wrap()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        self._strips.clear()
        self._lines = wrapped(self.text.plain, width) if width > 0 else ()
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def show_place(self, place: int) -> None:
        """Scrolls so that the character at ``place`` is seen, with some lines before it."""
        line = next((n for n, (_, end) in enumerate(self._lines) if place < end), 0)
        top = self.scroll_offset.y
        if not top <= line < top + self.size.height:
            ahead = self.size.height // 3
            self.scroll_to(y=max(0, line - ahead), animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """The line ``y`` of those that are seen."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(place)
        if strip is None:
            strip = self._strips[place] = self._painted(*self._lines[place])
        return strip.apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)

    def _painted(self, start: int, end: int) -> Strip:
        spans = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.style)
            for span in self.text.spans
            if span.start < end and start < span.end
        ]
        line = Text(self.text.plain[start:end], spans=spans, end="")
        return Strip(line.render(self.app.console))
