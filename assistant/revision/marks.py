"""Marks and names for what is shown, from marks.toml and keys.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Level, Verdict
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from assistant.documents.difference import Change
    from assistant.domain import Author, Figure
    from assistant.revision.views import State


@dataclass(frozen=True, slots=True)
class Mark:
    """How something is shown.

    Attributes:
        sign: one column wide, so that it can be read without colour; may be empty.
        style: as Rich names styles; empty for none.
        label: in Chinese; empty where none is needed.
        close: of a mark that encloses: what stands behind.
    """

    sign: str
    style: str
    label: str = ""
    close: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something a person does by one key; ``told`` says what, for the list of all keys."""

    key: str
    action: str
    label: str
    told: str = ""


def figure_kind(figure: Figure) -> str:
    """How a figure stands, as ``marks.toml`` names it: proved, rounded, wrong, warning, unread, waived."""
    if figure.waived is not None:
        return "waived"
    if figure.verdict is Verdict.UNREAD:
        return "unread"
    if figure.level is Level.ERROR:
        return "wrong"
    if figure.level is Level.WARNING:
        return "warning"
    return "rounded" if figure.verdict is Verdict.ROUNDED else "proved"


def figure_mark(figure: Figure) -> Mark:
    """How a figure is marked."""
    return mark_of(figure_kind(figure))


def level_mark(level: Level) -> Mark:
    """How a finding is marked."""
    return mark_of("wrong" if level is Level.ERROR else "warning")


def state_mark(state: State | None) -> Mark:
    """How a section's state is shown; None while the verifier is at work."""
    entry = shipped(__file__, "marks.toml")["states"]["unknown" if state is None else state.value]
    return Mark(entry["mark"], entry["style"], entry["label"])


def change_mark(change: Change) -> Mark:
    """How a piece of a comparison is shown."""
    entry = shipped(__file__, "marks.toml")["changes"][change.value]
    return Mark(entry.get("open", ""), entry["style"], close=entry.get("close", ""))


def author_name(author: Author) -> str:
    """Who wrote a revision."""
    return str(shipped(__file__, "marks.toml")["authors"][author.value])


def verbs(group: str = "verbs") -> tuple[Verb, ...]:
    """The verbs in the order in which the screen shows them; or the keys of another group."""
    return tuple(Verb(*entry) for entry in shipped(__file__, "keys.toml")[group])


def mark_of(kind: str) -> Mark:
    """How a kind of ``marks.toml`` is marked: ``gap``, ``found``, ``here`` and those of figures."""
    entry = shipped(__file__, "marks.toml")["figures"][kind]
    return Mark(entry["mark"], entry["style"])
