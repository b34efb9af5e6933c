"""Which revision of a section stands, and where undo and redo lead."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Track:
    """The moves of one section, replayed in order.

    Undo leads to the revision that stood before, not to the one with the number below: after an
    undo and a new writing these differ. A new writing ends the chain of redos, yet what was
    undone is still among the revisions and can be gone to.

    Attributes:
        current: the revision that stands, from 0; -1 before the first.
        past: the revisions that stood before, oldest first.
        undone: the revisions that redo leads to, the next one last.
    """

    current: int = -1
    past: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)

    @property
    def undo_target(self) -> int | None:
        """The revision that undo leads to; None where there is none."""
        return self.past[-1] if self.past else None

    @property
    def redo_target(self) -> int | None:
        """The revision that redo leads to; None where there is none."""
        return self.undone[-1] if self.undone else None

    def apply(self, kind: str, number: int) -> None:
        """Replays a move: ``write`` or ``go`` to ``number``, ``undo`` or ``redo`` of one step."""
        if kind == "undo":
            self.undone.append(self.current)
            self.current = self.past.pop()
        elif kind == "redo":
            self.past.append(self.current)
            self.current = self.undone.pop()
        else:
            if self.current >= 0:
                self.past.append(self.current)
            self.undone.clear()
            self.current = number
