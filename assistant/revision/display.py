"""What is shown of sections, findings, facts and comparisons, as styled text.

Without its styles the text still tells everything: marks stand beside colours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Span, Text

from assistant.domain import Level
from assistant.drafting.outline.assemble import GAP, SUBHEADING
from assistant.revision.marks import (
    author_name,
    change_mark,
    figure_mark,
    level_mark,
    mark_of,
    state_mark,
)
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.documents.difference import Stretch
    from assistant.domain import Finding, Revision
    from assistant.revision.marks import Mark
    from assistant.revision.proofing import Card
    from assistant.revision.views import FactLine, SectionView

_INDENT = "\u3000\u3000"  # two full-width spaces, as on paper
# What stays together on a line: a number or word with the marks that may not begin a line.
_TOKEN = re.compile(
    r"(?:>>)?(?:\[?[0-9A-Za-z✓✗](?:[0-9A-Za-z%‰]|[.,:/-](?=[0-9A-Za-z]))*|.)"
    r"[✓✗?!~\],;:)\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300b\u201d\u2019\u3011]*"
)


def section_text(view: SectionView, needle: str = "", here: int = -1) -> Text:
    """A section with every figure marked; a finding's mark bears its number in the list.

    The places of ``needle`` are marked too; ``here`` is the one of them, from 0, that was gone to.
    """
    numbers = {each.start: number for number, each in enumerate(view.findings, 1)}
    places: list[tuple[int, int, Mark, int]] = [
        (figure.start, figure.end, figure_mark(figure), numbers.pop(figure.start, 0))
        for figure in view.figures
    ]
    for number, finding in enumerate(view.findings, 1):
        if finding.start is not None and finding.end is not None and finding.start in numbers:
            places.append((finding.start, finding.end, level_mark(finding.level), number))
    spread = _Spread(view.text)
    for start, end, mark, number in places:
        spread.insert(end, f"[{mark.sign}{number}]" if number else mark.sign, mark.style)
        spread.styled.append((start, end, mark.style))
    for gap in GAP.finditer(view.text):
        spread.styled.append((*gap.span(), mark_of("gap").style))
    for line in re.finditer(r"[^\n]+", view.text):
        spread.insert(line.start(), _INDENT, "")
        if SUBHEADING.fullmatch(line.group()):
            spread.styled.append((*line.span(), "bold"))
    if needle:
        for place, word in enumerate(re.finditer(re.escape(needle), view.text)):
            mark = mark_of("here") if place == here else mark_of("found")
            spread.insert(word.start(), mark.sign, mark.style)
            spread.styled.append((*word.span(), mark.style))
    return spread.text()


@dataclass(slots=True)
class _Spread:
    """A text with styles into which marks are to be inserted; made in one pass.

    Attributes:
        styled: (start, end, style) of stretches of the plain text.
    """

    plain: str
    styled: list[tuple[int, int, str]] = field(default_factory=list)
    _inserts: list[tuple[int, str, str]] = field(default_factory=list)

    def insert(self, place: int, text: str, style: str) -> None:
        """Puts ``text`` before the character at ``place``."""
        self._inserts.append((place, text, style))

    def text(self) -> Text:
        """The text with all of it."""
        parts: list[str] = []
        spans: list[Span] = []
        # Where each stretch of the plain text goes: it moves by what was inserted before it.
        before: list[int] = []
        moved: list[int] = [0]
        done = 0
        for place, inserted, style in sorted(self._inserts, key=lambda each: each[0]):
            parts += [self.plain[done:place], inserted]
            done = place
            start = place + moved[-1]
            spans.append(Span(start, start + len(inserted), style))
            before.append(place)
            moved.append(moved[-1] + len(inserted))
        parts.append(self.plain[done:])
        for start, end, style in self.styled:
            first = start + moved[bisect_right(before, start)]
            spans.append(Span(first, end + moved[bisect_left(before, end)], style))
        return Text("".join(parts), spans=[span for span in spans if span.style])


def pieces_text(pieces: Sequence[Stretch]) -> Text:
    """A comparison: [-cut-] and {+new+} around what changed."""
    text = Text()
    for piece in pieces:
        mark = change_mark(piece.change)
        text.append(f"{mark.sign}{piece.text}{mark.close}", mark.style)
    return text


def outline_line(view: SectionView, width: int, *, judged: bool) -> Text:
    """A section in the outline: its state's mark, 锁 where it is locked, its heading."""
    mark = state_mark(view.state if judged else None)
    lock = "锁" if view.section.locked else ""
    title = fitted(f"{lock}{view.title}", width - 3)
    return Text.assemble((mark.sign, mark.style), " ", title)


def finding_line(number: int, finding: Finding) -> Text:
    """A finding with its number, and what to do."""
    mark = level_mark(finding.level)
    words = verdict_table()[finding.verdict]
    what = f"{finding.text}:" if finding.text and finding.start is not None else ""
    reason = f"{finding.reason.rstrip('。')}。" if finding.reason else ""
    # Many a reason says the verdict's name itself: it is not said twice.
    name = "" if words.name in reason else f"{words.name}。"
    what = "" if finding.text and reason.startswith(f"“{finding.text}”") else what
    text = Text.assemble((f"[{mark.sign}{number}]", mark.style), f"{what}{name}{reason}")
    todo = finding.advice or words.todo
    if todo:
        text.append(f"处理:{todo.rstrip('。')}。", "bold")
    return text


def warning_line(warning: str) -> Text:
    """What a person should know of a section though nothing in its text is wrong."""
    return Text(f"提醒:{warning.rstrip('。')}。", level_mark(Level.WARNING).style)


def card_line(card: Card) -> Text:
    """A card of proofreading: what stands, what may stand there, and why."""
    return Text.assemble(("[校]", mark_of("found").style), f"{card.line}  {card.remark.reason}")


def fact_line(line: FactLine, width: int) -> Text:
    """A fact: 缺 where it is not stated yet, 另 where another section does, ✓ where this does."""
    sign = "✓ " if line.stated else ("另" if line.elsewhere else "缺")
    style = "dim" if line.stated or line.elsewhere else ""
    mark = "└" if line.fact.parent else ""
    name = "" if line.fact.statement else f"{mark}{line.fact.name} "
    return Text(f"{sign} {fitted(name + line.value, width - 3)}", style)


def status_line(view: SectionView, *, judged: bool) -> str:
    """Where the person is: section, state, revision."""
    section = view.section
    parts = [f"第{view.number}节", state_mark(view.state if judged else None).label]
    if section.locked:
        parts.append("已锁定")
    if section.revisions:
        parts.append(
            f"第{section.current + 1}稿/共{len(section.revisions)}稿"
            f"({revision_author(section.revisions[section.current])})"
        )
    return " · ".join(parts)


def revision_line(number: int, revision: Revision, *, current: bool) -> str:
    """A revision in a list: ``第3稿 模型 qwen 2026-01-05 08:30 更简洁``."""
    when = revision.created[:16].replace("T", " ")
    parts = [f"第{number + 1}稿", revision_author(revision), when]
    if revision.instruction:
        parts.append(f"要求:{revision.instruction}")
    if revision.note:
        parts.append(revision.note)
    return " ".join(part for part in parts if part) + ("(当前)" if current else "")


def revision_author(revision: Revision) -> str:
    """Who wrote a revision: ``人 王敏``, ``模型 qwen``, ``离线写法``."""
    return f"{author_name(revision.author)} {revision.author_name}".strip()


@lru_cache(maxsize=128)
def wrapped(plain: str, width: int) -> tuple[tuple[int, int], ...]:
    """The lines of a text in ``width`` columns, as half-open offsets.

    A number is not broken and no closing mark begins a line, unless it is wider than a line.
    """
    lines: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]*(?:\n|$)", plain):
        text = paragraph.group().removesuffix("\n")
        if not paragraph.group():
            continue
        begin = at = paragraph.start()
        used = 0
        for token in _TOKEN.finditer(text):
            size = cell_len(token.group())
            for piece in token.group() if size > width else (token.group(),):
                size = cell_len(piece)
                if used + size > width and used:
                    lines.append((begin, at))
                    begin, used = at, 0
                at += len(piece)
                used += size
        lines.append((begin, at))
    return tuple(lines)


def broken(text: Text, width: int) -> Text:
    """``text`` with its lines broken as :func:`wrapped` does; as it is where no width is known."""
    if width <= 0:
        return text
    return Text("\n").join(text[start:end] for start, end in wrapped(text.plain, width))


def place_gone_to(text: Text) -> int | None:
    """Where in a section's text the place begins that a search went to; None where there is none."""
    style = mark_of("here").style
    return min((span.start for span in text.spans if span.style == style), default=None)


def fitted(text: str, width: int) -> str:
    """``text`` in exactly ``width`` columns: cut with … or filled with blanks."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        return set_cell_size(set_cell_size(text, width - 2).rstrip() + "..", width)
    return set_cell_size(text, width)
