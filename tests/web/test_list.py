"""The list of drafts: there at once, completed by the verifier, and true after every change."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from web.conftest import edit

if TYPE_CHECKING:
    from pathlib import Path

    from web.conftest import Browser

    from assistant.web.office import Office


def _rows(browser: Browser) -> dict[str, str]:
    """The rows of the list as words, by the file's name, once the verifier has looked."""
    for _ in range(100):
        text = browser.get("/").text
        if "正在核对" not in text:
            break
        time.sleep(0.05)
    found = re.findall(r"<tr>.*?</tr>", text, re.DOTALL)
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]
    return {row.split()[-1]: row for row in rows[1:]}


def test_the_list_waits_for_no_verifier(browser: Browser, folder: Path) -> None:
    """Title and sections are told at once, and what is wrong with a draft a little later."""
    (folder / "坏.draft").write_bytes(b"no draft")
    first = browser.get("/").text
    assert "清河县2025年司法行政工作总结" in first
    assert "0/2 节" in first
    rows = _rows(browser)
    assert "起草 0/2 节 ✓ 没有 没有" in rows["总结.draft"]
    assert "不是" in rows["坏.draft"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全县调解矛盾纠纷813件。", "✗ 3 条 没有"),
        ("全县调解矛盾纠纷812件。【待补：典型案例】", "✗ 1 条 1 处"),
    ],
)
def test_the_list_follows_a_change(
    browser: Browser, office: Office, draft: str, text: str, told: str
) -> None:
    """Every browser hears that it may read otherwise, and reads it so."""
    _rows(browser)
    before = office.version
    edit(browser, f"{draft}/s/results", text)
    assert office.version != before
    assert f"data: {office.version}\n" in browser.get("/events").text
    assert told in _rows(browser)["总结.draft"]
