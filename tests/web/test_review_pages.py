"""Three people at one draft: logging in, returning, approving, signing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient
from web.conftest import HOST, Browser, let_in

from assistant.revision.people import Duty, Person, Roster, hashed
from assistant.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.web.office import Office

PASSWORD = "a word of passing"  # noqa: S105 - of a person who is not

_HASHED = hashed(PASSWORD)


@pytest.fixture
def staffed(office: Office) -> Office:
    """With a drafter, a reviewer and a leader."""
    known = _HASHED
    duties = {"王敏": Duty.DRAFT, "李强": Duty.REVIEW, "周局长": Duty.SIGN}
    people = [Person(name, frozenset({duty}), "", known) for name, duty in duties.items()]
    office.roster = Roster(tuple(people), everybody=False)
    return office


@pytest.fixture
def people(staffed: Office) -> Iterator[dict[str, Browser]]:
    """A browser for each of them, logged in."""
    app = create_app(staffed, frozenset({HOST}))
    with TestClient(app, base_url=f"http://{HOST}") as first:
        browsers: dict[str, Browser] = {}
        for person in staffed.roster.people:
            client = TestClient(app, base_url=f"http://{HOST}")
            client.portal = first.portal  # one server for all of them
            browser = let_in(client, staffed)
            visitor = staffed.door.visitor(client.cookies["assistant"])
            assert visitor is not None
            visitor.person = person.name  # as the login does, whose hashing takes its time
            browsers[person.name] = browser
        yield browsers


def _step(browser: Browser, draft: str, step: str, **more: str) -> str:
    fields = browser.form(f"{draft}/review") | more
    return browser.post(f"{draft}/review/{step}", fields).text


def test_three_people_take_a_draft_to_its_end(people: dict[str, Browser], draft: str) -> None:
    """Sent, returned with an opinion at its place, mended, approved, signed, exported."""
    drafter, reviewer, leader = people.values()
    assert "待审核" in _step(drafter, draft, "submit")
    more = {"section": "problems", "quote": "力量不足", "opinion": "写明缺多少人"}
    assert "已退回" in _step(reviewer, draft, "return", **more)
    page = f"{draft}/s/problems"
    text = drafter.get(page).text
    assert "李强</b> 退回“力量不足”:写明缺多少人" in text
    drafter.post(f"{page}/edit", drafter.form(page) | {"text": "基层人手不足，正在补充。"})
    assert "人 王敏" in drafter.get(page).text
    assert "待审核" in _step(drafter, draft, "submit")
    assert "没有审核的职责" in _step(leader, draft, "approve")
    assert "待签发" in _step(reviewer, draft, "approve", opinion="属实")
    assert "已签发" in _step(leader, draft, "sign", opinion="同意印发")
    record = leader.get(f"{draft}/review").text
    assert "李强 审核通过:属实" in record
    fields = leader.form(draft) | {"output": "record"}
    assert leader.post(f"{draft}/export", fields).status_code == 200


def test_what_is_approved_is_what_was_on_the_page(people: dict[str, Browser], draft: str) -> None:
    """A text that was changed after the page was opened is not approved unseen."""
    drafter, reviewer, _ = people.values()
    _step(drafter, draft, "submit")
    fields = reviewer.form(f"{draft}/review")
    page = f"{draft}/s/problems"
    drafter.post(f"{page}/edit", drafter.form(page) | {"text": "已经没有问题。"})
    answer = reviewer.post(f"{draft}/review/approve", fields)
    assert answer.status_code == 400
    assert "初稿又改过" in answer.text


def test_nobody_is_let_in_without_a_password(staffed: Office, draft: str) -> None:
    """And after five wrong ones everybody waits."""
    app = create_app(staffed, frozenset({HOST}))
    with TestClient(app, base_url=f"http://{HOST}") as client:
        browser = let_in(client, staffed)
        assert browser.get(f"{draft}/s/results").url.path == "/login"
        assert browser.get(f"{draft}/events").url.path == "/login"
        fields = browser.form("/login") | {"name": "王敏"}
        for _ in range(5):
            answer = browser.post("/login", fields | {"password": "guess"})
            assert "名字或口令不对" in answer.text
        answer = browser.post("/login", fields | {"password": PASSWORD})
        assert "次数太多" in answer.text


def test_a_step_is_offered_to_those_who_may_do_it(people: dict[str, Browser], draft: str) -> None:
    """The others are told whom it waits for."""
    drafter, reviewer, leader = people.values()
    assert "现在起草由王敏来做" in leader.get(f"{draft}/review").text
    _step(drafter, draft, "submit")
    told = drafter.get(f"{draft}/review").text
    assert "现在审核由李强来做" in told
    assert "/review/approve" not in told
    assert "/review/approve" in reviewer.get(f"{draft}/review").text


def test_who_is_to_countersign_is_asked(
    people: dict[str, Browser], draft: str, staffed: Office
) -> None:
    """And the others see whom it waits for."""
    drafter, reviewer, leader = people.values()
    staffed.roster = replace(staffed.roster, countersign=("王敏",))
    _step(drafter, draft, "submit")
    _step(reviewer, draft, "approve")
    assert "还没有会签:王敏" in _step(leader, draft, "sign")
    assert "/review/countersign" not in leader.get(f"{draft}/review").text
    assert "王敏 会签:同意" in _step(drafter, draft, "countersign")
    assert "已签发" in _step(leader, draft, "sign")
