"""Draws the pictures of the terminal program in this folder anew.

python docs/pictures/draw.py [--out FOLDER]

A shipped example is drafted offline and worked on by keys at 80 columns, as ``docs/revise.md``
tells it. Where nothing that is shown has changed, the pictures stay as they are to the byte.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import TextArea

from assistant.cli.drafting import Order, run_draft
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.screen.app import ReviseApp
from assistant.revision.session import Session

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).parent
FACTS = HERE.parent.parent / "fixtures" / "facts" / "publicity-county.yaml"
COLUMN = 12.2  # width of a column in the picture's own measure
FONTS = "Sarasa Mono SC, Noto Sans Mono CJK SC, NSimSun"


def told(svg: str, name: str) -> str:
    """A picture with the fonts that a reader has, and Chinese characters two columns wide."""
    svg = re.sub(r"@font-face \{.*?\}\s*|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*font-variant-east-asian: full-width;", "", svg)
    svg = re.sub(r"terminal-\d+", name, svg).replace("Fira Code", FONTS)
    return re.sub(r'(<text [^>]*?)textLength="[0-9.]+"([^>]*)>([^<]*)</text>', _stretched, svg)


def _stretched(text: re.Match[str]) -> str:
    width = COLUMN * cell_len(html.unescape(text[3]))
    return (
        f'{text[1]}textLength="{width:g}" lengthAdjust="spacingAndGlyphs"{text[2]}>{text[3]}</text>'
    )


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys, each after what the last led to is shown."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Waits until verifier and writer are through."""
    for _ in range(3):
        await pilot.pause()
        busy = [each for each in pilot.app.workers if each.group in {"judge", "write"}]
        if busy:
            await pilot.app.workers.wait_for_complete(busy)


async def draw(draft: Path, out: Path) -> None:
    """Works on the draft and saves a picture at four places."""
    with Session.open(draft) as session:
        app = ReviseApp(session, OfflineWriter())

        def save(name: str) -> None:
            picture = told(app.export_screenshot(title="assistant revise", simplify=True), name)
            (out / f"revise-{name}.svg").write_text(picture, "utf-8")
            print(out / f"revise-{name}.svg")

        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "n", "n")
            save("main")
            await press(pilot, "p", "v")
            save("rewrite")
            await press(pilot, "n", "n", "n", "e")
            area = pilot.app.screen.query_one(TextArea)
            area.load_text(area.text.replace("宣讲216场", "宣讲261场"))
            await press(pilot, "ctrl+s")
            save("ask")
            await press(pilot, "c", "d", "enter")
            save("compare")


def main() -> None:
    """Drafts the example in a folder of its own, and draws."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=HERE)
    out: Path = arguments.parse_args().out
    os.environ["LOGNAME"] = "王敏"  # who is shown as having edited
    with tempfile.TemporaryDirectory() as folder:
        run_draft(Order(FACTS, Path(folder) / "总结.docx"))
        asyncio.run(draw(Path(folder) / "总结.draft", out))


if __name__ == "__main__":
    main()
