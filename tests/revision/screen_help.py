"""Drives the terminal program by keys and reads what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static, TextArea

from assistant.revision.rewriting import OfflineWriter
from assistant.revision.screen.app import ReviseApp
from assistant.revision.screen.page import SectionPage

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from assistant.revision.rewriting import Writer
    from assistant.revision.second import Opener
    from assistant.revision.session import Session


def app_of(
    session: Session, writer: Writer | None = None, reader: Opener | None = None
) -> ReviseApp:
    """The program over a session; without a model where no writer is given."""
    return ReviseApp(session, writer or OfflineWriter(), reader)


async def settled(pilot: Pilot[None]) -> None:
    """Waits until threads are through and what they led to is shown."""
    for _ in range(3):
        await pilot.pause()
        busy = [each for each in pilot.app.workers if each.group in {"judge", "write"}]
        if not busy:
            return
        await pilot.app.workers.wait_for_complete(busy)
    await pilot.pause()


async def keys(pilot: Pilot[None], *presses: str) -> None:
    """Presses keys, one after what the last led to."""
    for key in presses:
        await pilot.press(key)
        await settled(pilot)


def shown(pilot: Pilot[None], name: str) -> str:
    """The words of the page or of another part of the screen."""
    if name == "page":
        return pilot.app.query_one("#page", SectionPage).text.plain
    return str(pilot.app.query_one(f"#{name}", Static).render())


async def type_words(pilot: Pilot[None], text: str) -> None:
    """Types into the line of a dialog."""
    pilot.app.screen.query_one(Input).value = text
    await keys(pilot, "enter")


async def edit(pilot: Pilot[None], old: str, new: str) -> None:
    """Replaces words of the section in the editor and saves."""
    await keys(pilot, "e")
    area = pilot.app.screen.query_one(TextArea)
    assert old in area.text
    area.text = area.text.replace(old, new)
    await keys(pilot, "ctrl+s")
