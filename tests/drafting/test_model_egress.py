"""What may leave, where the key may go, and what nobody but the model's server hears."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.model.client import ChatClient
from assistant.drafting.model.egress import check_body, is_internal, sensitive
from assistant.drafting.model.keys import Secret, find_key, scrub
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.settings import ModelSettings
from assistant.drafting.model.transport import Log
from assistant.errors import EgressError
from tests.model_server.server import Reply, serve

ALLOWED = ("127.0.0.0/8", "::1", "localhost", "10.1.0.0/16", "llm.office.local", "*.gov.internal")
QUESTION = Request(Step.WRITE, "results", 1, "写一节。任务：起草，章节：results")


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://127.0.0.1:8000/v1", True),
        ("http://localhost:11434/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://10.1.2.3/v1", True),
        ("http://10.2.2.3/v1", False),
        ("https://llm.office.local/v1", True),
        ("https://LLM.office.local./v1", True),
        ("https://a.gov.internal/v1", True),
        ("https://gov.internal.example.com/v1", False),
        ("https://evilgov.internal/v1", False),
        ("https://localhost.example.com/v1", False),
        ("https://127.0.0.1.example.com/v1", False),
        ("https://api.example.com/v1?x=localhost", False),
        ("https://localhost@api.example.com/v1", False),
        ("", False),
    ],
)
def test_the_allow_list_goes_by_the_host_alone(url: str, inside: bool) -> None:
    """Names as written, suffixes with their dot, addresses by network."""
    assert is_internal(url, ALLOWED) is inside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("机密★1年", "密级标志“机密★”"),
        ("密级：秘密", "密级标志"),
        ("绝 密★", ""),
        ("做好保密工作,保守秘密", ""),
        ("身份证号11010519491231002X", "身份证号 110…2X"),
        ("编号110105194912310021", ""),
        ("联系电话13812345678。", "电话号码 138…78"),
        ("手机１３８１２３４５６７８", "电话号码 138…78"),
        ("电话 010-62345678", "电话号码 010…78"),
        ("投资13812345678元", ""),
        ("代码2138123456789", ""),
        ("全年办件1520件,同比增长3.7%", ""),
    ],
)
def test_sensitive_text_is_told_by_its_kind(text: str, found: str) -> None:
    """Marks, cards with a right check digit, numbers that are telephones; ends shown only."""
    assert sensitive(text).startswith(found)
    assert bool(sensitive(text)) is bool(found)


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    """Any text has an answer."""
    assert isinstance(sensitive(text), str)


def test_a_body_is_looked_at_as_its_json_says() -> None:
    """Escapes hide nothing."""
    body = json.dumps({"messages": [{"role": "user", "content": "机密★ 电话"}]}).encode()
    assert b"\\u" in body
    with pytest.raises(EgressError, match=r"api\.example\.com 的内容里有密级标志"):
        check_body(body, "https://api.example.com/v1", ALLOWED)
    check_body(body, "http://10.1.2.3/v1", ALLOWED)


def test_a_request_with_a_telephone_number_does_not_leave() -> None:
    """Stopped at the transport, with the reason as it is."""
    client = ChatClient(ModelSettings("m", "https://api.example.com/v1", internal=()), Log())
    with pytest.raises(EgressError, match="电话号码"):
        client.ask(Request(Step.WRITE, "a", 1, "联系人张三,13812345678"))
    client.close()


def test_nothing_of_the_machine_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the headers that the protocol needs; nothing of the environment's organisations."""
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other-service-key")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with serve(lambda _: Reply("好" * 50)) as server:
        client = ChatClient(ModelSettings("m", server.url, key=Secret("office-key")))
        client.ask(QUESTION)
        client.close()
        headers = server.asked[0].headers
    assert set(headers) <= {
        "host", "accept", "accept-encoding", "authorization", "connection", "content-length",
        "content-type", "user-agent",
    }  # fmt: skip
    assert headers["authorization"] == "Bearer office-key"
    assert headers["user-agent"] == "work-summary-assistant"


def test_without_a_key_none_is_sent() -> None:
    """Not even the placeholder that the library asks for."""
    with serve(lambda _: Reply("好" * 50)) as server:
        client = ChatClient(ModelSettings("m", server.url))
        client.ask(QUESTION)
        client.close()
        assert "authorization" not in server.asked[0].headers


def test_the_log_of_a_dry_run_hides_the_key() -> None:
    """Everything else of the request is shown."""
    log = Log()
    settings = ModelSettings("m", "http://127.0.0.1:1/v1", key=Secret("sk-1234567890abcdef"))
    client = ChatClient(settings, log)
    client.ask(QUESTION)
    client.close()
    text = "".join(log.requests)
    assert "1234567890" not in text
    assert "authorization: 〔密钥已隐去〕" in text
    assert "章节：results" in text


def test_a_key_goes_only_where_it_belongs() -> None:
    """OPENAI_API_KEY is for OpenAI; another address gets its own variable, or none."""
    environ = {"OPENAI_API_KEY": "a", "OFFICE_KEY": "b"}
    assert find_key(environ, "", "https://api.openai.com/v1")[0].reveal() == "a"
    assert not find_key(environ, "", "http://127.0.0.1:8000/v1")[0]
    key, source = find_key(environ, "OFFICE_KEY", "http://127.0.0.1:8000/v1")
    assert (key.reveal(), source) == ("b", "环境变量 OFFICE_KEY")


def test_a_key_is_never_printed() -> None:
    """Neither by repr nor in settings nor in a message."""
    key = Secret("sk-abcdefgh12345678")
    settings = ModelSettings("m", "http://127.0.0.1/v1", key=key)
    assert "abcdefgh" not in f"{key!r} {key} {settings!r}"
    assert "abcdefgh" not in scrub("bad key sk-abcdefgh12345678, Bearer abcdefgh12345678", key)


def test_a_placeholder_for_a_key_is_not_cut_out_of_words() -> None:
    """A local server's key may be one letter; a reference that holds it stays whole."""
    answer = "每天活动{exercise}，另有{x}、{x.growth}。"
    assert scrub(answer, Secret("x")) == answer
    assert scrub("Bearer x; key: x", Secret("x")) == "Bearer 〔密钥已隐去〕; key: 〔密钥已隐去〕"
    assert scrub("wide EXAMPLE-KEY-1 open", Secret("EXAMPLE-KEY-1")) == "wide 〔密钥已隐去〕 open"
