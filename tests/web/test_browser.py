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
# Of a page that is stale, and of the kill, in the midst of what is sent too.
EXPECTED = (
    "409 (Conflict)",
    "ERR_CONNECTION",
    "ERR_INCOMPLETE",
    "ERR_EMPTY",
    "ERR_CONTENT_LENGTH_MISMATCH",
)
NARROW = 320, 500, 640, 800, 1024  # pixels
ANSWER = """\
version: 1
model: stub
answers:
"""
_SAID = {
    ("opening", "opening"): "今年，我县司法行政工作扎实推进，调解矛盾纠纷{cases}。",
    ("organisation", "write-section"): "机构和人员有保障，{note}。",
    ("results", "write-section"): "全县调解矛盾纠纷{cases}，开展法治宣讲{lectures}。",
    ("problems", "write-section"): "基层力量仍然不足，工作条件有待改善。",
    ("plan", "write-section"): "继续抓好矛盾纠纷调解和法治宣传。",
    ("results", "rewrite"): "全年调解矛盾纠纷{cases}，{cases.growth}。开展法治宣讲{lectures}。",
}
ANSWERS = ANSWER + "".join(
    f"- {{section: {section}, step: {step}, attempt: 1, answer: '{text}'}}\n"
    for (section, step), text in _SAID.items()
)


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


def _press(page: Any, key: str) -> None:
    """A key, once the page's script hears it."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def _invited(page: Any) -> str:
    page.goto(f"http://{urlsplit(page.url).netloc}/")
    page.click("text=另开一个浏览器")
    return str(re.findall(r"http\S+", page.inner_text(".told"))[0])


def _look_at_all(page: Any, draft: str) -> None:
    """Every page serves a small window."""
    for path in ("", "/s/results", "/s/results/history", "/facts", "/preview", "/review"):
        page.goto(f"{draft}{path}")
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{draft}/preview")
    assert page.inner_text(".sheet .page") == "— 1 —"


def _two_at_once(page: Any, other: Any, draft: str) -> None:
    """A second browser hears of a change, and a text written over it is compared, not saved."""
    other.goto(f"{draft}/s/problems")
    page.goto(f"{draft}/s/problems")
    _press(page, "e")
    page.fill("#text", "基层力量还不足。")
    _press(page, "Control+Enter")
    page.wait_for_selector(".told")
    other.wait_for_selector("#news:has-text('在别处改过')")
    _press(other, "e")
    other.fill("#text", "我写的一句。")
    _press(other, "Control+Enter")
    other.wait_for_selector("h1:has-text('没有存上')")
    assert "我写的一句。" in other.input_value("#text")


def _without_script(chromium: Any, page: Any, draft: str) -> None:
    """All is read, and what can be done is done by forms."""
    context = chromium.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.set_default_timeout(60_000)
    bare.goto(_invited(page))
    bare.fill("#name", "王敏")
    bare.fill("#password", PASSWORD)
    bare.click("main button")
    bare.goto(f"{draft}/s/problems")
    assert "基层力量还不足" in bare.inner_text("article")
    bare.click("summary:has-text('改')")
    bare.fill("#text", "基层力量不足，办案条件有待改善。")
    bare.click("text=存为新的一稿")
    assert "办案条件有待改善" in bare.inner_text("article")
    context.close()


def _submit(page: Any, draft: str, button: str, **fields: str) -> str:
    page.goto(f"{draft}/review")
    form = page.locator(".step", has=page.locator(f"button:text-is('{button}')"))
    for name, value in fields.items():
        box = form.locator(f"[name={name}]")
        (box.select_option if name == "section" else box.fill)(value)
    form.locator("button").click()
    page.wait_for_selector(".told")
    return str(page.inner_text(".standing"))


def _chosen(page: Any) -> None:
    """Words that stand in two sentences, chosen in the second, bring that sentence."""
    page.wait_for_load_state()
    page.evaluate("""() => {
      const text = document.querySelector("article p:nth-of-type(2)").firstChild;
      window.getSelection().setBaseAndExtent(text, 0, text, 2);
      // At once, before the browser tells of the choice: the form takes the focus, and the choice with it.
      document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "t", bubbles: true}));
    }""")
    assert page.input_value("[data-quote=sentence]") == "全县开展法治宣讲64场。"
    assert page.input_value("[data-quote=words]") == "全县"


def _revise(page: Any) -> None:
    """Wrong figure, correction, a wish, a refusal, three steps back, one forth; by keys."""
    _press(page, "e")
    page.fill("#text", WRONG)
    _press(page, "Control+Enter")
    page.wait_for_selector(".fig.wrong")
    page.focus(".fig.wrong")
    assert page.is_visible(".fig.wrong .tip")
    with page.expect_navigation():
        page.click("text=采用改正")
    page.wait_for_selector("text=没有问题。")
    _chosen(page)
    page.keyboard.press("Escape")
    _press(page, "r")
    page.fill("#wish", "简短些")
    _press(page, "Enter")
    page.wait_for_selector("h1:has-text('重写的结果')")
    assert "模型 stub:" in page.inner_text("main")
    _press(page, "x")
    page.wait_for_selector(".told:has-text('没有采用')")
    for text in ("第一次改。", "第二次改。", "第三次改。"):
        _press(page, "e")
        page.fill("#text", text)
        _press(page, "Control+Enter")
        page.wait_for_selector(f"article p:text-is('{text}')")
    for text in ("第二次改。", "第一次改。", "法治宣讲64场"):
        _press(page, "u")
        page.wait_for_selector(f"article p:has-text('{text}')")
    page.reload()
    _press(page, "y")
    page.wait_for_selector("article p:text-is('第一次改。')")
    _press(page, "u")
    page.wait_for_selector("article p:has-text('法治宣讲64场')")


def _killed(server: subprocess.Popen[str], page: Any, draft: str) -> None:
    """In the midst of things; whoever has a page open is told."""
    page.goto(f"{draft}/s/problems")
    server.kill()
    page.wait_for_selector("#news:has-text('和程序断开了')")


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
    (people.parent / "run.yaml").write_text(ANSWERS, "utf-8")
    stub = f"stub:{people.parent}"
    server, address = _started(folder, "--users", str(people), "--model", stub)
    asked: set[str] = set()
    told: list[str] = []
    try:
        clerk = _page(chromium, address, "王敏", asked, told)
        clerk.select_option("#source", label="facts.yaml")
        clerk.click("main form[action='/new'] button")
        clerk.wait_for_url("**/d/*")
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
        _look_at_all(clerk, draft)
        _two_at_once(clerk, reviewer, draft)
        _without_script(chromium, clerk, draft)
        assert _submit(clerk, draft, "送审") == "待审核"
        what = {"section": "problems", "quote": "力量不足", "opinion": "写明打算"}
        assert _submit(reviewer, draft, "退回", **what) == "已退回"
        clerk.goto(f"{draft}/s/problems")
        assert "写明打算" in clerk.inner_text(".side")
        _press(clerk, "e")
        clerk.fill("#text", "基层力量不足，正在补充。")
        _press(clerk, "Control+Enter")
        clerk.wait_for_selector(".told")
        assert _submit(clerk, draft, "送审") == "待审核"
        assert _submit(reviewer, draft, "审核通过", opinion="属实") == "待签发"
        assert _submit(leader, draft, "签发") == "已签发"
        _exported_clean(clerk, draft, folder)
        _killed(server, clerk, draft)
    finally:
        server.kill()
        server.communicate()
    assert asked == {"127.0.0.1"}
    assert [line for line in told if not any(word in line for word in EXPECTED)] == []
    with Session.open(folder / "总结.draft") as session:
        assert "正在补充" in session.view("problems").text


def test_no_page_has_an_accessibility_finding(chromium: Any, folder: Path, people: Path) -> None:
    """Of axe-core, of whatever weight: for readers of screens, keyboards and weak eyes."""
    reason = "axe-playwright-python is not installed (extra [browser])"
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=reason).Axe()
    server, address = _started(folder, "--users", str(people))

    def clean(what: str = "", *, wait: str = "h1") -> None:
        if what:
            page.click(what)
        page.wait_for_selector(wait)
        page.wait_for_load_state()
        found = axe.run(page)
        assert not found.violations_count, found.generate_report()

    try:
        page = _page(chromium, address, "王敏", set(), [])
        clean()
        clean("main td a")
        draft = page.url
        page.goto(f"{draft}/s/results")
        _press(page, "e")
        page.fill("#text", f"{WRONG}\n另有村居顾问46人。")
        clean("text=存为新的一稿", wait=".fig.wrong")
        page.focus(".fig.wrong")
        for each in page.query_selector_all("details"):
            each.evaluate("each => { each.open = true; }")
        clean()
        page.fill("[name=name] >> nth=1", "法治宣讲")
        clean("button:has-text('加为事实') >> nth=1", wait="h1:has-text('请看')")
        for path in ("", "/s/results/history", "/facts", "/preview", "/review", "/s/problems"):
            page.goto(f"{draft}{path}")
            clean()
        page.goto(f"{draft}/facts")
        page.fill("[name=cases]", "820")
        clean("text=看会影响什么", wait="h1:has-text('会影响')")
        page.goto(f"{draft}/review")
        clean("button:text-is('送审')", wait="h1:has-text('没有做成')")
        clean("button:text-is('退出')", wait="#password")
    finally:
        server.terminate()
        server.communicate()
