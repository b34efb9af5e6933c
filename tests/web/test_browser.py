"""The whole revision in a real Chromium, against the program as a person starts it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from assistant.documents import read_docx
from assistant.facts import load_facts
from assistant.revision.people import hashed
from assistant.revision.session import Session
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed (extra [browser])"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer"),
]
PASSWORD = "a word of passing"  # noqa: S105 - of people who are not
WRONG = "全县调解矛盾纠纷812件，比上年增长15.2%。\n全县开展法治宣讲46场。"
# What a reader of screens needs: names of fields and buttons, ids that are there once.
AXE = """() => [
  ...[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
    .filter((e) => !e.labels.length && !e.ariaLabel).map((e) => 'no label: ' + e.outerHTML),
  ...[...document.querySelectorAll('button, a')]
    .filter((e) => !e.textContent.trim()).map((e) => 'no name: ' + e.outerHTML),
  ...[...document.querySelectorAll('[id]')]
    .filter((e, n, all) => all.some((o) => o !== e && o.id === e.id)).map((e) => 'twice: ' + e.id),
  ...[...document.querySelectorAll('[aria-describedby]')]
    .filter((e) => !document.getElementById(e.getAttribute('aria-describedby')))
    .map((e) => 'no description: ' + e.outerHTML),
  ...(document.querySelectorAll('h1, h2').length ? [] : ['no heading']),
]"""


def _started(folder: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    words = [sys.executable, "-m", "assistant.cli.main", "web", str(folder), "--no-browser", *more]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    return server, server.stdout.readline().strip()


@pytest.fixture
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people with one duty each."""
    known = hashed(PASSWORD)
    duties = {"王敏": "draft", "李强": "review", "周局长": "sign"}
    path = tmp_path_factory.mktemp("office") / "people.toml"
    entries = [
        f'[[people]]\nname = "{name}"\nroles = ["{duty}"]\npassword = "{known}"\n'
        for name, duty in duties.items()
    ]
    path.write_text("".join(entries), "utf-8")
    return path


@pytest.fixture
def chromium() -> Iterator[Any]:
    """The distribution's Chromium, without a window."""
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


def _page(chromium: Any, address: str, name: str, asked: set[str], told: list[str]) -> Any:
    page = chromium.new_context().new_page()
    page.set_default_timeout(60_000)
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    page.on("console", lambda message: told.append(message.text))
    page.goto(address)
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_selector("h1:has-text('初稿')")
    return page


def _invited(page: Any) -> str:
    page.goto(f"http://{urlsplit(page.url).netloc}/")
    page.click("text=另开一个浏览器")
    return str(re.findall(r"http\S+", page.inner_text(".told"))[0])


def _submit(page: Any, draft: str, button: str, **fields: str) -> str:
    page.goto(f"{draft}/review")
    form = page.locator(".step", has=page.locator(f"button:text-is('{button}')"))
    for name, value in fields.items():
        box = form.locator(f"[name={name}]")
        (box.select_option if name == "section" else box.fill)(value)
    form.locator("button").click()
    page.wait_for_selector(".told")
    assert page.evaluate(AXE) == []
    return str(page.inner_text(".standing"))


def _revise(page: Any) -> None:
    """Wrong figure, correction, a wish, a refusal, three steps back, one forth; by keys."""
    page.keyboard.press("e")
    page.fill("#text", WRONG)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".fig.wrong")
    page.focus(".fig.wrong")
    assert page.is_visible(".fig.wrong .tip")
    assert page.evaluate(AXE) == []
    page.click("text=采用改正")
    page.wait_for_selector("text=没有问题。")
    page.keyboard.press("r")
    page.fill("#wish", "简短些")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('重写的结果')")
    page.keyboard.press("x")
    page.wait_for_selector(".told:has-text('没有采用')")
    for text in ("第一次改。", "第二次改。", "第三次改。"):
        page.keyboard.press("e")
        page.fill("#text", text)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f"article p:text-is('{text}')")
    for text in ("第二次改。", "第一次改。", "法治宣讲64场"):
        page.keyboard.press("u")
        page.wait_for_selector(f"article p:has-text('{text}')")
    page.reload()
    page.keyboard.press("y")
    page.wait_for_selector("article p:text-is('第一次改。')")
    page.keyboard.press("u")
    page.wait_for_selector("article p:has-text('法治宣讲64场')")


def _exported_clean(page: Any, draft: str, folder: Path) -> None:
    page.goto(draft)
    with page.expect_download() as waiting:
        page.click("button:text-is('Word 文件')")
    saved = folder / "exported.docx"
    waiting.value.save_as(saved)
    report = verify(read_docx(saved).document, load_facts(folder / "facts.yaml"))
    assert report.ok
    assert report.findings == ()


def test_a_draft_from_its_facts_to_its_signature(chromium: Any, folder: Path, people: Path) -> None:
    """Everything of docs/revise.md by mouse and keys; nothing leaves this computer."""
    server, address = _started(folder, "--users", str(people))
    asked: set[str] = set()
    told: list[str] = []
    try:
        clerk = _page(chromium, address, "王敏", asked, told)
        clerk.select_option("#source", label="facts.yaml")
        clerk.click("main form[action='/new'] button")
        clerk.wait_for_url("**/d/*")
        assert clerk.evaluate(AXE) == []
        clerk.click("text=全部初稿")
        clerk.click(
            "tr:has-text('总结.draft') a:not(:has-text('司法行政工作总结.draft')) >> nth=-1"
        )
        draft = clerk.url
        clerk.goto(f"{draft}/s/results")
        _revise(clerk)
        clerk.goto(f"{draft}/facts")
        clerk.fill("[name=cases]", "820")
        clerk.click("text=看会影响什么")
        clerk.wait_for_selector("text=812件 -> 820件(cases)")
        clerk.click("main button.main")
        clerk.wait_for_selector(".told:has-text('更新 2 处')")
        reviewer = _page(chromium, _invited(clerk), "李强", asked, told)
        leader = _page(chromium, _invited(clerk), "周局长", asked, told)
        assert _submit(clerk, draft, "送审") == "待审核"
        what = {"section": "problems", "quote": "力量不足", "opinion": "写明打算"}
        assert _submit(reviewer, draft, "退回", **what) == "已退回"
        clerk.goto(f"{draft}/s/problems")
        assert "写明打算" in clerk.inner_text(".side")
        clerk.keyboard.press("e")
        clerk.fill("#text", "基层力量不足，正在补充。")
        clerk.keyboard.press("Control+Enter")
        clerk.wait_for_selector(".told")
        assert _submit(clerk, draft, "送审") == "待审核"
        assert _submit(reviewer, draft, "审核通过", opinion="属实") == "待签发"
        assert _submit(leader, draft, "签发") == "已签发"
        _exported_clean(clerk, draft, folder)
    finally:
        server.kill()  # in the midst of things: nothing that was saved is lost
        server.communicate()
    assert asked == {"127.0.0.1"}
    assert told == []
    with Session.open(folder / "总结.draft") as session:
        assert "正在补充" in session.view("problems").text
