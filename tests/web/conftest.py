"""A folder with a small draft, and browsers of the page without a socket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.drafting.pipeline.offline_draft import write_offline_draft
from assistant.facts import load_facts
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.store import DraftStore
from assistant.web.app import create_app
from assistant.web.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from httpx import Response

    from assistant.domain import FactSheet
    from assistant.drafting.outline.outline import Outline

HOST = "127.0.0.1:8765"
FACTS = """\
document:
  title: 清河县2025年司法行政工作总结
  organization: 清河县司法局
  self: 我县
  period: 2025
  signed_by: 清河县司法局
  signed_on: 2025-12-26
facts:
  - id: cases
    indicator: 调解矛盾纠纷
    value: 812
    unit: 件
    scope: 全县
    previous: 705
    source: 台账.xlsx!调解!B4
  - id: lectures
    indicator: 法治宣讲
    value: 64
    unit: 场
    scope: 全县
  - id: note
    statement: 设<b>公共</b>法律服务站,有工作人员7名
"""
SOURCES = {
    "results": "全县调解矛盾纠纷{cases}，比上年{cases.growth}。\n全县开展法治宣讲{lectures}。",
    "problems": "基层力量不足，办案条件有待改善。",
}
_HEADINGS = {"results": "工作成效", "problems": "存在的问题"}
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_SEEN = re.compile(r'name="seen" value="([^"]+)"')


class Browser:
    """A browser: it follows links and sends the forms of the page that it is on."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str) -> Response:
        """A page."""
        return self.client.get(path)

    def form(self, page: str) -> dict[str, str]:
        """The hidden fields that the forms of a page bear."""
        text = self.get(page).text
        found = {"csrf": _TOKEN.search(text), "seen": _SEEN.search(text)}
        return {name: match[1] for name, match in found.items() if match}

    def post(self, path: str, fields: dict[str, str], **more: object) -> Response:
        """Sends a form as a page of the server does."""
        headers = {"Origin": f"http://{HOST}"}
        return self.client.post(path, data=fields, headers=headers, **more)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a facts file and a draft of it."""
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    sheet = load_facts(facts)
    sections = tuple(
        Section(id_, _HEADINGS[id_], Role.RESULTS, (), (Revision(source, Author.OFFLINE),))
        for id_, source in SOURCES.items()
    )
    DraftStore.create(tmp_path / "总结.draft", Draft(sheet.document.title, sections), sheet).close()
    return tmp_path


def _write(
    sheet: FactSheet, plan: Sequence[Section], outline: Outline, tell: Callable[[str], None]
) -> tuple[Draft, str]:
    def progress(section: Section) -> None:
        tell(f"{section.heading or section.id}:已写好")

    return write_offline_draft(sheet, plan, outline, progress=progress), ""


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    """What the pages work with."""
    made = Office(folder, open_writer=lambda _: OfflineWriter(), write=_write)
    yield made
    made.close()


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    """A browser that was not let in."""
    app = create_app(office, frozenset({HOST, "localhost:8765"}))
    with TestClient(app, base_url=f"http://{HOST}") as made:
        yield made


def let_in(client: TestClient, office: Office) -> Browser:
    """Exchanges a token for the cookie, as the first request does."""
    assert client.get("/", params={"token": office.door.invite()}).status_code == 200
    return Browser(client)


@pytest.fixture
def browser(client: TestClient, office: Office) -> Browser:
    """A browser that came in by the address that the program printed."""
    return let_in(client, office)


@pytest.fixture
def draft(office: Office) -> str:
    """The address of the draft."""
    return f"/d/{next(iter(office.draft_files()))}"


def edit(browser: Browser, page: str, text: str) -> str:
    """The page after a text is saved."""
    fields = browser.form(page) | {"text": text}
    answer = browser.post(f"{page}/edit", fields)
    assert answer.status_code == 200
    return answer.text


def rewritten(browser: Browser, page: str, **fields: str) -> str:
    """Where a section written anew is offered."""
    answer = browser.post(f"{page}/rewrite", browser.form(page) | fields)
    assert "重写的结果" in answer.text, answer.text
    return str(answer.url.path)
