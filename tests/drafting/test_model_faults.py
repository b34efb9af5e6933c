"""Every way in which a server can fail, over a real socket, with what the person is told."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from assistant.drafting.model.client import ChatClient
from assistant.drafting.model.keys import Secret
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.settings import ModelSettings
from assistant.drafting.model.transport import bounded
from assistant.drafting.model.trial import try_model
from assistant.errors import (
    ModelAnswerError,
    ModelBusyError,
    ModelError,
    ModelRefusedError,
    ModelUnreachableError,
    ModelWindowError,
    SettingsError,
)
from tests.model_server.certificate import make_certificate
from tests.model_server.server import Asked, ModelServer, Reply, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTION = Request(Step.WRITE, "results", 1, "写一节。任务：起草，章节：results")
TEXT = "全年办结提案{proposals}，群众反映较好，各项工作有序推进。" * 5


def settings_for(url: str, **changes: Any) -> ModelSettings:
    """Settings for a server on the loopback."""
    values = {"model": "test-model", "base_url": url, "timeout": 5.0, "connect_timeout": 2.0}
    return ModelSettings(**{**values, **changes})


OPENED: list[ChatClient] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Clients leave no connection behind."""
    yield
    while OPENED:
        OPENED.pop().close()


def client_of(settings: ModelSettings, waits: list[float] | None = None) -> ChatClient:
    """A client that notes its waits instead of waiting, closed at the end of the test."""
    client = ChatClient(settings, sleep=([] if waits is None else waits).append)
    OPENED.append(client)
    return client


def asking(server: ModelServer, waits: list[float] | None = None, **changes: Any) -> ChatClient:
    """A client of ``server``."""
    return client_of(settings_for(server.url, **changes), waits)


def in_turn(*replies: Reply) -> Callable[[Asked], Reply]:
    """The replies one after the other, the last for ever."""
    return lambda asked: replies[min(asked.number, len(replies)) - 1]


def body(text: str) -> Reply:
    """A reply whose whole body is given."""
    return Reply(text, fault="body")


STUBBORN = [
    ("429", Reply("slow down", 429), ModelBusyError, "请求太多(429)", 4),
    (
        "429, quota",
        Reply("quota", 429, code="insufficient_quota"),
        ModelRefusedError,
        "额度已用完",
        1,
    ),
    ("500", Reply("boom", 500), ModelUnreachableError, "模型服务出了故障(500):boom", 4),
    ("503", Reply("overloaded", 503), ModelUnreachableError, "模型服务出了故障(503)", 4),
    ("401", Reply("bad key", 401), ModelRefusedError, "服务端不认密钥(401", 1),
    ("402", Reply("pay", 402), ModelRefusedError, "账户余额不足", 1),
    ("403", Reply("region", 403), ModelRefusedError, "不许这个密钥使用 test-model(403)", 1),
    ("404 model", Reply("no such model", 404), ModelRefusedError, "模型(404):no such model", 1),
    ("404 path", Reply("not found", 404), ModelRefusedError, "下没有对话接口", 1),
    ("405", Reply("no", 405), ModelRefusedError, "不接受这种请求(405)", 1),
    ("302", Reply("no", 302), ModelRefusedError, "要转到别的地址(302)", 1),
    ("418", Reply("teapot", 418), ModelRefusedError, "服务端拒绝了请求(418):teapot", 1),
    (
        "context by code",
        Reply("too long", 400, code="context_length_exceeded"),
        ModelWindowError,
        "超过了模型的窗口",
        1,
    ),
    (
        "context by words",
        Reply("This model's maximum context length is 4096 tokens", 400),
        ModelWindowError,
        "maximum context length is 4096",
        1,
    ),
    ("413", Reply("big", 413), ModelWindowError, "超过了模型的窗口", 1),
    (
        "filtered",
        Reply("x", 400, code="data_inspection_failed"),
        ModelAnswerError,
        "内容过滤没有放行",
        1,
    ),
    ("reset", Reply(fault="reset"), ModelUnreachableError, "中途断开", 3),
    (
        "reset in mid-stream",
        Reply(TEXT, fault="reset-midway"),
        ModelUnreachableError,
        "中途断开",
        3,
    ),
    ("truncated stream", Reply(TEXT, fault="cut"), ModelUnreachableError, "没有传完", 2),
    ("no finish", Reply(TEXT, finish=""), ModelUnreachableError, "没有传完", 2),
    ("HTML", Reply(fault="html"), ModelAnswerError, "返回的是网页", 1),
    # An error told with status 200: the library would say only that this is no answer.
    ("200", body('{"error": {"message": "负载过高"}}'), ModelUnreachableError, "负载过高", 2),
    ("box", body('{"base_resp": {"status_msg": "login fail"}}'), ModelError, "login fail", 2),
    ("errMsg", body('{"errMsg": "余额不足", "choices": null}'), ModelError, "余额不足", 2),
    ("header", body('{"header": {"message": "未过审"}, "choices": []}'), ModelError, "未过审", 2),
    ("empty", body('{"choices": [], "usage": {}}'), ModelError, "choices 是空的", 2),
    ("invalid JSON", Reply(fault="not-json"), ModelAnswerError, "不是 OpenAI 协议的格式", 2),
]


@pytest.mark.parametrize(
    ("reply", "kind", "told", "asked"), [row[1:] for row in STUBBORN], ids=[r[0] for r in STUBBORN]
)
def test_a_fault_that_stays_ends_with_its_message(
    reply: Reply, kind: type[ModelError], told: str, asked: int
) -> None:
    """After as many tries as are worth it, the person is told what is wrong and what to do."""
    with serve(in_turn(reply)) as server:
        with pytest.raises(kind) as caught:
            asking(server).ask(QUESTION)
        assert told in caught.value.found
        assert caught.value.advice
        assert len(server.asked) <= asked + 1  # one more where streaming was given up first


@pytest.mark.parametrize(
    "first",
    [
        Reply("boom", 500),
        Reply("busy", 503),
        Reply("slow", 429),
        Reply(fault="reset"),
        Reply(TEXT, fault="reset-midway"),
        Reply(TEXT, fault="cut"),
    ],
    ids=["500", "503", "429", "reset", "reset in mid-stream", "truncated"],
)
def test_a_fault_that_passes_is_got_over(first: Reply) -> None:
    """The next try brings the whole answer, and nothing of the broken one is in it."""
    waits: list[float] = []
    with serve(in_turn(first, Reply(TEXT))) as server:
        answer = asking(server, waits).ask(QUESTION)
    assert answer.text == TEXT
    assert answer.finish == "stop"
    assert waits == [1.0]


@pytest.mark.parametrize(
    ("header", "wait"),
    [({"Retry-After": "7"}, 7.0), ({}, 1.0), ({"Retry-After": "soon"}, 1.0)],
    ids=["seconds", "without", "nonsense"],
)
def test_retry_after_is_obeyed(header: dict[str, str], wait: float) -> None:
    """A 429 is waited out as long as the server says, else as long as the client does."""
    waits: list[float] = []
    with serve(in_turn(Reply("slow", 429, headers=header), Reply(TEXT))) as server:
        assert asking(server, waits).ask(QUESTION).text == TEXT
    assert waits == [wait]


def test_a_wait_beyond_reason_is_told_instead() -> None:
    """An hour is not waited: the person hears of it."""
    waits: list[float] = []
    slow = Reply("tomorrow", 429, headers={"Retry-After": "3600"})
    with serve(in_turn(slow)) as server, pytest.raises(ModelRefusedError, match="请求太多"):
        asking(server, waits).ask(QUESTION)
    assert waits == []


def test_a_server_that_says_nothing_is_given_up() -> None:
    """The timeout is told with its length."""
    with serve(in_turn(Reply(fault="hang"))) as server:
        with pytest.raises(ModelUnreachableError, match=r"超过 0\.2 秒没有动静"):
            asking(server, timeout=0.2).ask(QUESTION)
        assert len(server.asked) == 2


def test_connect_refused() -> None:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = client_of(settings_for(f"http://127.0.0.1:{port}/v1"))
    with pytest.raises(ModelUnreachableError, match="拒绝连接") as caught:
        client.ask(QUESTION)
    assert "确认模型服务已经启动" in str(caught.value)


def test_a_proxy_that_is_not_there() -> None:
    """A proxy of the settings that refuses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{free.getsockname()[1]}"
    settings = settings_for("http://model.example/v1", proxy=proxy)
    with pytest.raises(ModelUnreachableError, match="代理"):
        client_of(settings).ask(QUESTION)


@pytest.mark.parametrize(
    "proxy", ["ftp://127.0.0.1:9", "127.0.0.1", "http://[", "http://h:77777", "::"]
)
def test_a_proxy_that_cannot_be_used(proxy: str) -> None:
    """Of a kind that no library here speaks, or no address: told before anything is sent."""
    with pytest.raises(SettingsError, match="用不了代理"):
        client_of(settings_for("http://model.example/v1", proxy=proxy))


def test_a_proxy_that_nobody_knows_is_not_told_as_the_model_server() -> None:
    """Its name is asked for in the place of the server's; a password in it is not shown."""
    settings = settings_for("http://model.example/v1", proxy="http://li:geheim@proxy.invalid:80")
    with pytest.raises(ModelUnreachableError, match=r"代理连不上.*\(proxy\.invalid:80\)"):
        client_of(settings).ask(QUESTION)


def test_a_proxy_of_the_environment_is_taken_without_a_word(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The library behind would warn of it in English."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(ModelUnreachableError, match=r"代理|拒绝连接"):
        client_of(settings_for("https://model.example/v1")).ask(QUESTION)
    assert caplog.text == ""


def test_a_certificate_of_the_house_needs_the_house_authority(tmp_path: Path) -> None:
    """Unknown: refused with advice; named by ``ca_file``: trusted."""
    pem = make_certificate(tmp_path)
    with serve(in_turn(Reply(TEXT)), certificate=pem) as server:
        with pytest.raises(ModelUnreachableError, match="证书不受信任") as caught:
            asking(server).ask(QUESTION)
        assert "ca_file" in str(caught.value)
        assert asking(server, ca_file=str(pem)).ask(QUESTION).text == TEXT


def test_a_ca_file_that_is_none(tmp_path: Path) -> None:
    """Told before anything is sent."""
    with pytest.raises(SettingsError, match="CA 证书文件读不出来"):
        ChatClient(settings_for("https://127.0.0.1:1/v1", ca_file=str(tmp_path / "no.pem")))


def test_https_asked_of_http() -> None:
    """The wrong scheme is a failure of TLS, not of the certificate."""
    with serve(in_turn(Reply(TEXT))) as server:
        client = client_of(settings_for(server.url.replace("http", "https")))
        with pytest.raises(ModelUnreachableError, match="TLS"):
            client.ask(QUESTION)


def test_a_server_that_redirects_gets_nothing_elsewhere() -> None:
    """A redirect is not followed: the text would go to an address that nobody allowed."""
    moved = Reply("gone", 307, headers={"Location": "http://elsewhere.example/v1"})
    with serve(in_turn(moved)) as server, pytest.raises(ModelError):
        asking(server).ask(QUESTION)


@pytest.mark.parametrize(("status", "told"), [(303, "不跟随。"), (401, ")。"), (418, "(418)。")])
def test_a_server_that_says_no_without_a_word_gets_none_put_into_its_mouth(
    status: int, told: str
) -> None:
    """The library's own English is none of the server's."""
    with serve(in_turn(Reply("", status))) as server, pytest.raises(ModelError) as caught:
        asking(server).ask(QUESTION)
    assert told in str(caught.value)
    assert "Error" not in str(caught.value)


def test_an_answer_of_a_megabyte_is_not_waited_for() -> None:
    """The stream is left when it is longer than any section."""
    with (
        serve(in_turn(Reply("本" * 1024 * 1024))) as server,
        pytest.raises(ModelAnswerError, match="没有再收"),
    ):
        asking(server).ask(QUESTION)


@pytest.mark.parametrize("name", ["stream", "stream_options", "temperature", "max_tokens"])
def test_a_parameter_that_the_server_cannot_take_is_dropped(name: str) -> None:
    """The request is sent again without it, and so are all further ones."""

    def strict(asked: Asked) -> Reply:
        if asked.body.get("stream") and name == "stream":
            return Reply("stream is not supported", 400)
        value = asked.body.get(name)
        return Reply(f"Unsupported parameter: '{name}'", 400) if value else Reply(TEXT)

    with serve(strict) as server:
        client = asking(server)
        assert client.ask(QUESTION).text == TEXT
        assert client.ask(QUESTION).text == TEXT
        assert not server.asked[-1].body.get(name)
        assert len(server.asked) == 3


def test_sections_asked_for_at_once_all_give_up_the_stream() -> None:
    """Each request that was sent with it is sent again, also where another gave it up first."""
    together = threading.Barrier(3)

    def answer(asked: Asked) -> Reply:
        if asked.body.get("stream"):
            together.wait(30)
            return Reply("stream is not supported", 400)
        return Reply(TEXT)

    with serve(answer) as server, ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(asking(server).ask, [QUESTION] * 3))
    assert [one.text for one in answers] == [TEXT] * 3


def test_a_server_that_answers_whole_though_a_stream_was_asked_for() -> None:
    """The client stops asking for streams."""
    with serve(in_turn(Reply(TEXT, fault="no-stream"))) as server:
        client = asking(server)
        assert client.ask(QUESTION).text == TEXT
        assert not client.streams()


def test_the_key_is_in_no_message() -> None:
    """A server that repeats the key in its error does not get it printed."""
    key = "sk-secret-0123456789"
    with serve(in_turn(Reply(f"Incorrect API key provided: {key}", 403))) as server:
        with pytest.raises(ModelRefusedError) as caught:
            asking(server, key=Secret(key)).ask(QUESTION)
        assert server.asked[0].headers["authorization"] == f"Bearer {key}"
    assert key not in str(caught.value)
    assert "密钥已隐去" in str(caught.value)


def test_the_key_is_in_no_answer() -> None:
    """Nor does a server that repeats it in its text bring it into a draft."""
    key = "office-0123456789"
    with serve(in_turn(Reply(f"{TEXT}{key}。"))) as server:
        answer = asking(server, key=Secret(key)).ask(QUESTION)
    assert answer.text == f"{TEXT}〔密钥已隐去〕。"


@pytest.mark.parametrize("first", ["max_tokens", "max_completion_tokens"])
def test_a_limit_that_is_refused_is_exchanged_for_the_other(first: str) -> None:
    """Whichever name the server's words hold, the one that was sent is exchanged; then none."""
    other = {"max_tokens": "max_completion_tokens"}.get(first, "max_tokens")
    words = f"Unsupported parameter: '{first}'. Use '{other}' instead."

    def behave(asked: Asked) -> Reply:
        return Reply(words, 400) if first in asked.body else Reply(TEXT)

    with serve(behave) as server:
        assert asking(server, answer_limit=first).ask(QUESTION).text == TEXT
        assert other in server.asked[-1].body

    with serve(lambda a: Reply(words, 400) if {first, other} & a.body.keys() else Reply(TEXT)) as s:
        assert asking(s, answer_limit=first).ask(QUESTION).text == TEXT


def test_a_limit_too_large_says_which_setting_it_is() -> None:
    """It is not dropped: the server would then cut where it likes."""
    words = "max_tokens is too large: 65536. This model supports at most 8192 tokens"
    with serve(in_turn(Reply(words, 400))) as server, pytest.raises(ModelRefusedError) as caught:
        asking(server).ask(QUESTION)
    assert "answer_tokens" in caught.value.found
    assert "8192" in caught.value.found


def test_a_mark_before_a_stream_hides_nothing() -> None:
    """Some gateways begin their text with a byte order mark."""
    assert b"".join(bounded([b"\xef\xbb\xbfdata: 1", b"\xef\xbb\xbf"])) == b"data: 1\xef\xbb\xbf"


ECHO = "请把下面这句话原样抄一遍，花括号里的内容也照抄：全年办结提案{proposals}，办结率{proposals.rate}。"


@pytest.mark.parametrize("text", ["", "The office handled all proposals.", "我没有写完", ECHO])
def test_a_model_that_cannot_write_fails_its_test(text: str) -> None:
    """An empty, foreign, cut or parroted answer ends the test as a draft would end."""
    finish = "unknown" if text.startswith("我") else "stop"
    with serve(in_turn(Reply(text, finish=finish))) as server, pytest.raises(ModelAnswerError):
        list(try_model(settings_for(server.url)))


def test_our_own_mistakes_are_not_blamed_on_the_server() -> None:
    """What a listener of ours raises comes through as it is."""

    def listener(_: int) -> None:
        raise KeyError("ours")

    with serve(in_turn(Reply(TEXT))) as server, pytest.raises(KeyError, match="ours"):
        asking(server).ask(Request(Step.WRITE, "results", 1, "写一节。", heard=listener))
