"""The terminal program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from assistant.revision.screen.verbs import ReviseScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.revision.rewriting import Writer
    from assistant.revision.second import Opener
    from assistant.revision.session import Session


class ReviseApp(App[None]):
    """Works through one draft; everything is saved at once, so it can end at any moment."""

    CSS_PATH = "screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "修订"

    def __init__(
        self,
        session: Session,
        writer: Writer,
        export: Callable[[bool, bool], tuple[Path, ...]],
        reader: Opener | None = None,
    ) -> None:
        """The program for ``session``.

        Args:
            session: the draft.
            writer: who writes sections anew.
            export: writes the outputs, as 定稿 where its first argument says so, with a redline
                where its second does; returns the files.
            reader: opens the second reader; None where none was named.
        """
        super().__init__()
        self._screen = ReviseScreen(session, writer, export, reader)

    def get_default_screen(self) -> ReviseScreen:
        """The main screen."""
        return self._screen
