"""What may not come in: foreign names, foreign pages, no token, no form token, too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient
from web.conftest import HOST, Browser, let_in

from assistant.web.app import create_app
from assistant.web.guard import BODY_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.web.office import Office

ORIGIN = {"Origin": f"http://{HOST}"}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8765.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/static/page.css", "/static/../app.py"])
def test_only_its_own_name_is_answered(browser: Browser, host: str, path: str) -> None:
    """A name that was pointed at this computer gets nothing, not even a style sheet."""
    assert browser.client.get(path, headers={"Host": host}).status_code == 403


def test_nobody_comes_in_without_the_address(client: TestClient) -> None:
    """Without the token, with a wrong one or a forged cookie there is no page."""
    assert client.get("/").status_code == 401
    assert client.get("/", params={"token": "wrong"}).status_code == 401
    assert client.get("/static/page.css").status_code == 401
    assert client.get("/", headers={"Cookie": "assistant=forged"}).status_code == 401
    assert client.get("/", params={"token": "é"}).status_code == 401


def test_the_address_works_once(client: TestClient, office: Office) -> None:
    """The token becomes a cookie that no script reads, leaves the address, and is spent."""
    token = office.door.invite()
    first = client.get("/", params={"token": token}, follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    client.cookies.clear()
    assert client.get("/", params={"token": token}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:8765"}, 403),
        ({"Origin": f"https://{HOST}"}, 403),
        (ORIGIN | {"Sec-Fetch-Site": "cross-site"}, 403),
        (ORIGIN | {"Sec-Fetch-Site": "same-site"}, 403),
        (ORIGIN, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_only_its_own_pages_change_anything(
    browser: Browser, draft: str, headers: dict[str, str], status: int
) -> None:
    """A form of another page is refused, whatever it sends."""
    fields = browser.form(f"{draft}/s/problems")
    answer = browser.client.post(f"{draft}/s/problems/accept", data=fields, headers=headers)
    assert answer.status_code == status
    accepted = "取消通过" in browser.get(f"{draft}/s/problems").text
    assert accepted == (status == 200)


@pytest.mark.parametrize("token", [None, "", "wrong", "错"])
def test_a_form_bears_its_token(browser: Browser, draft: str, token: str | None) -> None:
    """A form without the visitor's own token changes nothing."""
    fields = browser.form(f"{draft}/s/problems")
    del fields["csrf"]
    if token is not None:
        fields["csrf"] = token
    assert browser.post(f"{draft}/s/problems/accept", fields).status_code == 403
    assert "取消通过" not in browser.get(f"{draft}/s/problems").text


def test_one_browser_cannot_use_the_token_of_another(
    browser: Browser, office: Office, draft: str
) -> None:
    """Each browser has its own."""
    other = browser.form(f"{draft}/s/problems")
    browser.client.cookies.clear()
    mine = let_in(browser.client, office)
    assert mine.post(f"{draft}/s/problems/accept", other).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/d/..%2f..%2fetc%2fpasswd",
        "/d/facts.yaml",
        "/d/%00",
        "/jobs/../d",
        "/docs",
    ],
)
def test_no_path_leads_out(browser: Browser, path: str) -> None:
    """Addresses name drafts by opaque words; nothing else of the disk can be asked for."""
    assert browser.get(path).status_code == 404


def test_links_are_not_followed(office: Office) -> None:
    """A link in the folder is no draft, and so is a file behind a linked folder."""
    known = set(office.draft_files())
    outside = office.folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "a.draft").write_bytes((office.folder / "总结.draft").read_bytes())
    (office.folder / "b.draft").symlink_to(outside / "a.draft")
    (office.folder / "linked").symlink_to(outside)
    (office.folder / "facts2.yaml").symlink_to(office.folder / "facts.yaml")
    assert set(office.draft_files()) == known
    assert {path.name for path in office.sources().values()} == {"facts.yaml"}


def test_a_large_body_is_refused_by_its_length(browser: Browser) -> None:
    """Before it is read."""
    fields = browser.form("/")
    files = {"file": ("facts.yaml", b"#" * (BODY_LIMIT + 1))}
    answer = browser.post("/new", fields, files=files)
    assert answer.status_code == 413
    assert "文件太大:最多 20 MB" in answer.text


def test_a_large_body_in_pieces_is_refused_as_it_comes(browser: Browser) -> None:
    """A chunked body says no length: it is counted."""
    csrf = browser.form("/")["csrf"]
    given = 0

    def body() -> Iterator[bytes]:
        nonlocal given
        yield (
            f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n--x\r\n'
            'Content-Disposition: form-data; name="file"; filename="facts.yaml"\r\n\r\n'
        ).encode()
        while given < BODY_LIMIT + 1:
            given += 65536
            yield b"#" * 65536
        yield b"\r\n--x--\r\n"

    headers = ORIGIN | {"Content-Type": "multipart/form-data; boundary=x"}
    assert browser.client.post("/new", content=body(), headers=headers).status_code == 413
    assert [each.name for each in browser.client.app.state.office.sources().values()] == [  # type: ignore[attr-defined]
        "facts.yaml"
    ]


@pytest.mark.parametrize(
    ("kind", "body"),
    [("; boundary=y", b"abc"), ("", b"--y\r\n"), ("; boundary=y", b"--y\r\n:\r\n\r\n--y--")],
)
def test_a_broken_form_is_told_in_plain_words(browser: Browser, kind: str, body: bytes) -> None:
    """It is no missing page."""
    headers = ORIGIN | {"Content-Type": f"multipart/form-data{kind}"}
    answer = browser.client.post("/new", content=body, headers=headers)
    assert (answer.status_code, answer.text) == (400, "没有传全,请退回上一页再试一次。")


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/none"])
def test_every_answer_bears_the_headers(browser: Browser, path: str) -> None:
    """No frame, no foreign source, nothing kept."""
    headers = browser.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_a_fault_of_the_program_is_told_in_plain_words(office: Office) -> None:
    """No traceback and no English reach a person; who runs the server is told too."""
    noted: list[str] = []
    office.note = noted.append
    office.desk = lambda _: {}["gone"]  # type: ignore[method-assign]
    app = create_app(office, frozenset({HOST}))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        answer = let_in(client, office).get("/d/some/preview")
    assert (answer.status_code, answer.text) == (
        500,
        "程序内部出错(KeyError)。此前存过的都在。",
    )
    assert noted == ["程序内部出错(KeyError)。"]
