"""A draft from a file that a person hands over in the browser: a facts file, a ledger."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from web.conftest import FACTS, Browser

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.web.office import Office


def test_a_new_draft_from_an_uploaded_facts_file(
    browser: Browser, folder: Path, office: Office
) -> None:
    """Nothing that lies in the folder is overwritten, and no name leads out of it."""
    before = (folder / "facts.yaml").read_bytes()
    told = _drafted(browser, "../../facts.yaml", FACTS.replace("清河", "白河"))
    assert "白河县2025年司法行政工作总结" in told
    assert (folder / "facts.yaml").read_bytes() == before
    assert len(office.draft_files()) == 2
    assert not list(folder.parent.glob("facts*"))


@pytest.mark.parametrize(
    ("ledger", "left_out"),
    [
        ("乡镇,调解案件(件),满意率\n甲镇,12,0.98\n乙镇,30,0.97\n", "满意率"),
        ("村,户数(户),灌溉用水\n东村,210,约30方\n西村,185,22方\n", "灌溉用水"),
    ],
)
def test_what_a_ledger_did_not_give_is_told_on_the_draft(
    browser: Browser, ledger: str, left_out: str
) -> None:
    """However fast the draft is written: a column that was left out must not go unseen."""
    told = _drafted(browser, "台账.csv", ledger)
    assert "已由台账取出" in told
    assert re.search(f"没有取:[^<]*{left_out}", told)


def test_a_ledger_drafted_from_twice_leaves_one_ledger_and_one_facts_file(
    browser: Browser, folder: Path
) -> None:
    """As on the command line: what is the same is not kept a second time."""
    ledger = "乡镇,调解案件(件),满意率\n甲镇,12,0.98\n乙镇,30,0.97\n"
    for _ in range(2):
        assert "已由台账取出" in _drafted(browser, "台账.csv", ledger)
    drafts = {path for path in folder.glob("*(2)*") if path.suffix == ".draft"}
    assert drafts
    assert set(folder.glob("*(2)*")) == drafts


def _drafted(browser: Browser, name: str, text: str) -> str:
    """The page that is shown once a draft is written from an uploaded file."""
    answer = browser.post("/new", browser.form("/"), files={"file": (name, text.encode())})
    assert answer.status_code == 200
    for _ in range(100):
        if "正在写" not in answer.text:
            break
        time.sleep(0.1)
        answer = browser.get(answer.url.path)
    return answer.text
