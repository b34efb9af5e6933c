"""The program as it is started: its address, what it loads, many requests at once."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Timer
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.errors import OutputError
from assistant.revision.session import Session
from assistant.web.serving import Listening, _listener

if TYPE_CHECKING:
    from pathlib import Path

_LOADED = (
    "import sys, assistant.web.app; print([name for name in sys.modules if name.split('.')[0] in "
    "{'openai', 'langchain', 'langchain_core', 'langchain_openai', 'tiktoken', 'textual'} "
    "or name in {'assistant.verification', 'assistant.facts', 'assistant.documents'}])"
)


def test_the_first_page_loads_no_model_library_and_no_verifier() -> None:
    """They come when a model is asked, and when a draft is looked at."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_first_line_is_the_address_and_many_may_ask(folder: Path) -> None:
    """200 requests at once are all answered; without the address none of them is let in."""
    words = [sys.executable, "-m", "assistant.cli.main", "web", str(folder), "--no-browser"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        root = address.partition("?")[0]
        with httpx.Client(timeout=60, follow_redirects=True) as client:
            assert client.get(root).status_code == 401
            assert client.get(address).status_code == 200
            page = re.search(r"d/\w+", client.get(root).text)
            assert page
            asked = [f"{root}static/page.css", f"{root}{page[0]}/s/results"] * 100
            with ThreadPoolExecutor(20) as threads:
                found = list(threads.map(lambda each: client.get(each).status_code, asked))
            assert found == [200] * 200
        assert httpx.get(address).status_code == 401
    finally:
        server.terminate()
        server.communicate()


@pytest.mark.parametrize("kept", [1, 4])
def test_a_killed_server_loses_nothing_that_it_said_was_saved(folder: Path, kept: int) -> None:
    """Whatever it was writing when it was killed: the last text that was answered stands."""
    words = [sys.executable, "-m", "assistant.cli.main", "web", str(folder), "--no-browser"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    root, saved = address.partition("?")[0], 0

    def edit(client: httpx.Client, page: str, number: int) -> None:
        nonlocal saved
        fields = dict(re.findall(r'name="(csrf|seen)" value="([^"]+)"', client.get(page).text))
        fields["text"] = f"第{number}次写的一句。"
        headers = {"Origin": root.rstrip("/")}
        if client.post(f"{page}/edit", data=fields, headers=headers).status_code == 200:
            saved = number

    with httpx.Client(timeout=60, follow_redirects=True) as client:
        found = re.search(r"d/\w+", client.get(address).text)
        assert found
        page = f"{root}{found[0]}/s/problems"
        with suppress(httpx.HTTPError):
            for number in range(1, 200):
                edit(client, page, number)
                if number == kept:
                    Timer(0.05, server.kill).start()
    server.communicate()
    with Session.open(folder / "总结.draft") as session:
        text = session.view("problems").text
    assert saved >= kept
    assert text in {f"第{saved}次写的一句。", f"第{saved + 1}次写的一句。"}


def test_a_taken_port_is_told_in_chinese() -> None:
    """And that another one may be chosen."""
    taken = _listener(Listening())
    with closing(taken), pytest.raises(OutputError, match=r"正被别的程序占用.*换一个 --port"):
        _listener(Listening(taken.getsockname()[1]))
