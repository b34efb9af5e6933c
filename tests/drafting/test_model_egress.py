"""What may leave, where the key may go, and what nobody but the model's server hears."""

from __future__ import annotations

import json
import re
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.model.clearing import Cleared, add_cleared, read_cleared
from assistant.drafting.model.client import ChatClient
from assistant.drafting.model.egress import check_body, is_internal
from assistant.drafting.model.keys import Secret, find_key, scrub
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.secrecy import held_in
from assistant.drafting.model.settings import ModelSettings, resolve_settings
from assistant.drafting.model.transport import Log
from assistant.errors import EgressError, SettingsError
from tests.model_server.server import Reply, serve

if TYPE_CHECKING:
    from pathlib import Path

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


# What must not leave, in the spellings in which people and machines write it.
CARD = "11010519491231002X"
HELD = {
    "密级标志": [
        "机密★1年", "绝 密★", "机　密", "机密", "【机密】", "(秘密)", "秘密", "密级:秘密", "密级为机密",
        "密级是 秘密", "本件密级定为绝密级", "机\u200b密文件不上网", "机·密★", "機密", "机宻★", "秘密⭐5年",
        "秘密级文件", "本材料属国家秘密", "涉及工作秘密", "工 作 秘 密", "内部资料,注意保存", "內部資料",
        "【内部文件】", "内\u200d部 资 料", "仅供领导内部参阅", "请勿外传", "严禁对外传播", "普通商密",
        "此件不予公开", "保密期限10年", "⽂件属机密★", "保密★三年", "〖秘密〗", "涉密文件", "商业秘密,注意保管",
        "(内参)", "内部使用", "内部事项 不得公开", "不宜公开。", "阅后收回",
    ],
    "身份证号": [
        CARD, f"编号{CARD}号", "110105 19491231 002X", "110105-19491231-002x", "1101 0519 4912 3100 2X",
        "(110105)19491231(002X)", "110105\u200b19491231002Ｘ", "１１０１０５１９４９１２３１００２X",
        "110105.1949.1231.002X", "证件110105491231002", "身份证号:110105194912310021",
        "一一〇一〇五一九四九一二三一〇〇二X", "11O1O519491231OO2X", "①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X",
    ],
    "电话号码": [
        "联系电话13812345678。", "手机１３８１２３４５６７８", "13812345678人事科", "13812345678元旦值班",
        "138-1234-5678", "138 1234 5678", "138.1234.5678", "(138)12345678", "【138】1234【5678】",
        "1381234 5678", "1381 234 5678", "1 3 8 1 2 3 4 5 6 7 8", "138\u200b1234\u20605678",
        "+86 138 1234 5678", "+8613812345678", "0086-13812345678", "(86)13812345678", "86 138-1234-5678",
        "一三八一二三四五六七八", "幺三八 一二三四 五六七八", "壹叁捌壹贰叁肆伍陆柒捌", "138I2345678",
        "①③⑧①②③④⑤⑥⑦⑧", "١٣٨١٢٣٤٥٦٧٨", "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "1\u0336381234\u03365678",
        "010-62345678", "(010)62345678", "01062345678", "0396 5922345", "0396-592-2345", "+86-10-62345678",
        "手机138,1234,5678", "联系人:张某某 138、1234、5678", "电话1381\n2345678",
        "电话:6234567", "传真 6234 5678", "投诉电话为62345678,转801", "手机13812345678元",
    ],
}  # fmt: skip
FREE = [
    "保守秘密", "做好保密工作,保守国家秘密", "涉密人员培训3期", "手机密码", "有机密切结合", "时机密切相关",
    "拒绝密集聚集", "司机密度", "计算机密钥", "不传播谣言", "内部管理", "内部审计资料",
    "投资13812345678元", "代码2138123456789", "全年办件1520件,同比增长3.7%", "13812345678亿", "13812345678.5",
    "0.13812345678", "2021-2022 3456789", "1380 1250 368", "96 193 166 455", "接听电话2345678次", "12345热线",
    "编号110105194912310021", "110105 194913 31002X", "发文2025 12 31 455", "一三五规划、二四六行动", "产量13812345678吨",
    "分别为138、1234、5678件", "138\n1234\n5678", "管好涉密文件,专人专柜", "对不宜公开的事项依法不予公开12件",
    "商业秘密保护宣传6场", "在内部使用监控系统", "推进保密教育★★★",
    "2025-01-01 至 2025-10-31", "3.14159265358979", "1,381,234,567元", "报表123456789012345678",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, one) for kind in HELD for one in HELD[kind]])
def test_what_must_not_leave_is_told_in_every_spelling(kind: str, text: str) -> None:
    """Alone and within a sentence; digits are hidden in what is shown."""
    for whole in (text, f"第一段。\n{text}\n其他各项工作。"):
        assert [held.kind for held in held_in(whole)][:1] == [kind], held_in(whole)
    assert not re.search("[0-9]{4}", str(held_in(text)[0]))


@pytest.mark.parametrize("text", FREE)
def test_what_is_no_secret_may_leave(text: str) -> None:
    """Sums, dates, codes and words that only look alike."""
    assert held_in(text) == ()


@settings(max_examples=50)
@given(st.text(alphabet=string.digits + "abX ()-+.机密秘电话元\u200b①", max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    """Any text has an answer, and what was cleared as a whole may leave."""
    assert held_in(text, [text]) == () or not text.strip()


def test_a_person_marks_what_is_no_secret(tmp_path: Path) -> None:
    """The words that were marked may leave, there and nowhere else; who, when and why is on record."""
    config = tmp_path / "new" / "config.toml"
    text = "值班电话010-62345678,机密档案室。张三13812345678。"
    assert len(held_in(text)) == 3
    for words in ("010-62345678", "机密档案室"):
        add_cleared(config, Cleared(words, "对外公开", "李四", "2026-01-31T08:00:00+08:00"))
    cleared = [entry.text for entry in read_cleared(config)]
    assert [held.shown for held in held_in(text, cleared)] == ["138…78"]
    assert [held.kind for held in held_in("机密 010-62345678", cleared)] == ["密级标志"]
    assert {(entry.by, entry.reason) for entry in read_cleared(config)} == {("李四", "对外公开")}
    config.write_text('profile = "qwen"\nmodel = "m"\n', "utf-8")
    assert resolve_settings(config=config, environ={}).cleared == tuple(cleared)
    with pytest.raises(SettingsError, match="理由"):
        add_cleared(config, Cleared("机密", " ", "李四", ""))
    (tmp_path / "cleared.jsonl").write_text("[1]\n")
    with pytest.raises(SettingsError, match="第1行"):
        read_cleared(tmp_path / "config.toml")


def test_a_body_is_looked_at_as_its_json_says() -> None:
    """Escapes hide nothing."""
    body = json.dumps({"messages": [{"role": "user", "content": "机密★ 电话"}]}).encode()
    assert b"\\u" in body
    with pytest.raises(
        EgressError,
        match=r"api\.example\.com 的内容里有密级标志 机密★\(在“机密★ 电话”\).*model clear",
    ):
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
    chosen = ModelSettings("m", "http://127.0.0.1:1/v1", key=Secret("sk-1234567890abcdef"))
    client = ChatClient(chosen, log)
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
    chosen = ModelSettings("m", "http://127.0.0.1/v1", key=key)
    assert "abcdefgh" not in f"{key!r} {key} {chosen!r}"
    assert "abcdefgh" not in scrub("bad key sk-abcdefgh12345678, Bearer abcdefgh12345678", key)


def test_a_placeholder_for_a_key_is_not_cut_out_of_words() -> None:
    """A local server's key may be one letter; a reference that holds it stays whole."""
    answer = "每天活动{exercise}，另有{x}、{x.growth}。"
    assert scrub(answer, Secret("x")) == answer
    assert scrub("Bearer x; key: x", Secret("x")) == "Bearer 〔密钥已隐去〕; key: 〔密钥已隐去〕"
    assert scrub("wide EXAMPLE-KEY-1 open", Secret("EXAMPLE-KEY-1")) == "wide 〔密钥已隐去〕 open"
