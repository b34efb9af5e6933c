"""The terminal program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from assistant.revision.screen.dialogs import Dialog
from assistant.revision.screen.verbs import ReviseScreen

if TYPE_CHECKING:
    from assistant.revision.rewriting import Writer
    from assistant.revision.second import Opener
    from assistant.revision.session import Session


class ReviseApp(App[None]):
    """Works through one draft; everything is saved at once, so it can end at any moment."""

    CSS_PATH = "screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "修订"

    def __init__(self, session: Session, writer: Writer, reader: Opener | None = None) -> None:
        """The program for ``session``; ``reader`` is None where no second reader was named."""
        super().__init__()
        self._screen = ReviseScreen(session, writer, reader)

    async def action_quit(self) -> None:
        """Ctrl+Q, wherever it is pressed: what was typed and not saved is asked about first."""
        if not isinstance(self.screen, Dialog) or self.screen.may_leave("Ctrl+Q"):
            self.exit()

    def get_default_screen(self) -> ReviseScreen:
        """The main screen."""
        return self._screen
