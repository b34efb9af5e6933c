"""Other computers: only with names, passwords and TLS, each of which is told where it is missing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient
from web.conftest import HOST, Browser

from assistant.cli.main import run
from assistant.errors import InputError
from assistant.revision.people import Duty, Person, Roster, hashed
from assistant.web.app import create_app
from assistant.web.door import Door
from assistant.web.guard import Ticket
from assistant.web.serving import Listening, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.web.office import Office

PASSWORD = "a word of passing"  # noqa: S105 - of a person who is not
_HASHED = hashed(PASSWORD)
ORIGIN = {"Origin": f"https://{HOST}"}


@pytest.fixture
def stranger(office: Office) -> Iterator[TestClient]:
    """A browser of another computer that knows nothing but the name."""
    person = Person("王敏", frozenset({Duty.DRAFT}), "", _HASHED)
    office.roster = Roster((person,), everybody=False)
    office.door = Door(is_open=True)
    app = create_app(office, frozenset({HOST}), Ticket(scheme="https"))
    with TestClient(app, base_url=f"https://{HOST}") as made:
        yield made


def test_who_comes_over_the_network_sees_the_login_and_nothing_else(
    stranger: TestClient, draft: str, office: Office
) -> None:
    """The cookie travels by TLS alone and is another one after the login; both are noted."""
    noted: list[str] = []
    office.note = noted.append
    first = stranger.get(draft, follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "secure" in first.headers["set-cookie"].lower()
    assert stranger.get(draft).url.path == "/login"
    assert "王敏" not in stranger.get("/login").text
    before = stranger.cookies["assistant"]
    fields = Browser(stranger).form("/login") | {"name": "王敏", "password": "guess"}
    wrong = stranger.post("/login", data=fields, headers=ORIGIN)
    assert wrong.status_code == 400
    right = stranger.post("/login", data=fields | {"password": PASSWORD}, headers=ORIGIN)
    assert right.status_code == 200
    assert stranger.cookies["assistant"] != before
    assert stranger.get(draft).url.path == draft
    assert [line.partition("(")[0] for line in noted] == ["登录没有成功:王敏", "登录:王敏"]
    stranger.cookies.clear()
    old = stranger.get(draft, headers={"Cookie": f"assistant={before}"}, follow_redirects=False)
    assert old.headers["location"] == "/"


def test_a_page_without_tls_cannot_send_a_form(stranger: TestClient) -> None:
    """Its origin is another."""
    fields = Browser(stranger).form("/login") | {"name": "王敏", "password": PASSWORD}
    plain = {"Origin": f"http://{HOST}"}
    assert stranger.post("/login", data=fields, headers=plain).status_code == 403


def test_a_link_on_another_site_logs_nobody_out(stranger: TestClient) -> None:
    """The browser keeps the cookie back there; it must not be given a new one for it."""
    answer = stranger.get("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


def test_a_visitor_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """After half a day without a request; strangers are not remembered without end."""
    door = Door(is_open=True)
    cookies = [door.enter("") or "" for _ in range(501)]
    assert door.visitor(cookies[0]) is None
    assert door.visitor(cookies[-1]) is not None
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 13 * 3600)
    assert door.visitor(cookies[-1]) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lan"], "各人登录"),
        (["--lan", "--plain"], "各人登录"),
        (["--lan", "--users", "users.toml"], "要证书"),
        (["--lan", "--users", "users.toml", "--cert", "cert.pem"], "要证书"),
        (["--lan", "--users", "nobody.toml", "--plain"], "各人登录"),
        (["--name", "office"], "只和 --lan 一起用"),
        (["--plain"], "只和 --lan 一起用"),
    ],
)
def test_the_network_is_let_in_only_with_all_that_it_takes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    """Nothing listens before."""
    monkeypatch.chdir(tmp_path)
    entry = '[[people]]\nname = "王敏"\nroles = ["draft"]\n'
    (tmp_path / "nobody.toml").write_text(entry, "utf-8")
    (tmp_path / "users.toml").write_text(f'{entry}password = "{_HASHED}"\n', "utf-8")
    with pytest.raises(SystemExit) as ended:
        run(["web", ".", "--no-browser", *words])
    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    """Before anybody is told an address."""
    path = tmp_path / "cert.pem"
    path.write_text("no certificate", "utf-8")
    told: list[str] = []
    listening = Listening(names=("office",), certificate=path, key=path)
    with pytest.raises(InputError, match="证书"):
        serve(lambda _: pytest.fail("built"), listening, browser=False, tell=told.append)
    assert told == []


def test_a_browser_leaves_out_the_port_of_the_scheme() -> None:
    """And writes a name small."""
    cert = Path("cert.pem")
    listening = Listening(names=("Office",), certificate=cert)
    assert "office:8443" in listening.hosts(8443)
    assert "office" in listening.hosts(443)
    assert "office" not in listening.hosts(80)
    assert "office" in Listening(names=("Office",)).hosts(80)
