"""Takes the pictures of the pages in this folder anew, in a real Chromium.

python docs/pictures/draw_web.py [--out FOLDER] [--all]

A shipped example is drafted offline and worked on as ``docs/web.md`` tells it; ``--all`` takes every
page, for looking at. Needs playwright (extra ``[browser]``) and a Chromium of the system.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FACTS = HERE.parents[1] / "fixtures" / "facts" / "publicity-county.yaml"
KEPT = {"section", "whole", "preview", "review"}
SIZE = {"width": 1360, "height": 900}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The page over a folder; its one-time address."""
    words = [sys.executable, "-m", "assistant.cli.main", "web", folder.name, "--no-browser"]
    who = os.environ | {"LOGNAME": "王敏"}
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=folder.parent, env=who)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.communicate()


class Camera:
    """Takes pictures of a page's windows."""

    def __init__(self, page: Any, out: Path, *, everything: bool) -> None:
        self.page = page
        self.out = out
        self.everything = everything

    def take(self, name: str) -> None:
        """A picture of what is shown: of the window, or of the whole page where all are taken."""
        if self.everything or name in KEPT:
            path = self.out / f"web-{name}.png"
            self.page.screenshot(path=path, full_page=self.everything)


def _written(page: Any, section: str) -> None:
    """Opens a section and types a wrong figure and one that nobody knows."""
    page.click(f"a:has-text('{section}') >> nth=0")
    page.wait_for_url("**/s/*")
    page.keyboard.press("e")
    text = page.input_value("#text")
    figure = page.inner_text(".fig.proved >> nth=2").split("\n")[0]
    digits = "".join(sign for sign in figure if sign.isdecimal())
    page.fill("#text", text.replace(digits, str(int(digits) + 9), 1) + "\n另培训网评员37人。")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".fig.wrong")


def _section(page: Any, camera: Camera) -> None:
    _written(page, "宣传载体")
    camera.take("edited")
    page.focus(".fig.wrong >> nth=0")
    camera.take("section")
    section = page.url
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.fill("[name=quote] >> nth=0", page.inner_text("article p >> nth=0")[:6])
    camera.take("sentence")
    page.goto(section)
    page.keyboard.press("d")
    page.wait_for_selector(".compare")
    camera.take("history")
    page.goto(section)
    page.keyboard.press("v")
    page.wait_for_selector("h1:has-text('重写')")
    camera.take("proposal")


def _walk(page: Any, camera: Camera, address: str) -> None:
    page.goto(address)
    page.select_option("#source", index=1)
    page.click("main form[action='/new'] button")
    page.wait_for_url("**/d/*")
    draft = page.url
    camera.take("new")
    _section(page, camera)
    page.goto(draft)
    camera.take("whole")
    page.goto(f"{draft}/facts")
    camera.take("facts")
    box = page.locator("table input >> nth=0")
    box.fill("470")
    page.click("text=看会影响什么")
    camera.take("consequences")
    page.goto(f"{draft}/preview")
    camera.take("preview")
    page.goto(f"{draft}/review")
    page.fill(".step:has(button:text-is('提意见')) [name=opinion]", "开头写短些")
    page.click("button:text-is('提意见')")
    page.wait_for_selector(".told")
    camera.take("review")
    page.click("text=全部初稿")
    camera.take("list")


def main() -> None:
    """Takes the pictures that the documents show, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name) / "总结"
        folder.mkdir()
        shutil.copy(FACTS, folder / "事实表.yaml")
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        with served(folder) as address:
            page = browser.new_context(viewport=SIZE).new_page()
            page.set_default_timeout(30_000)
            _walk(page, Camera(page, options.out, everything=options.all), address)
        browser.close()


if __name__ == "__main__":
    main()
