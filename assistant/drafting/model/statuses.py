"""What a server means that answers with an error: by status, code and, last, its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import (
    ModelAnswerError,
    ModelBusyError,
    ModelError,
    ModelRefusedError,
    ModelUnreachableError,
    ModelWindowError,
)
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.drafting.model.settings import ModelSettings

_CONTEXT_CODES = frozenset({"context_length_exceeded", "string_above_max_length"})
_QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "Arrearage"})
_FILTER_CODES = frozenset({"content_filter", "data_inspection_failed", "content_policy_violation"})
_FORMS = forms(__file__)
_MODEL_WORDS = re.compile(r"model", re.IGNORECASE)
# Parameters that we send and can do without, as servers name them when they refuse one.
_DROPPABLE = ("stream_options", "stream", "temperature", "max_completion_tokens", "max_tokens")
_BAD_REQUEST, _TOO_LARGE, _UNPROCESSABLE, _TOO_MANY = 400, 413, 422, 429
_REDIRECTS = range(300, 400)
_SERVER_FAULT, _NOT_IMPLEMENTED = 500, 501


@dataclass(frozen=True, slots=True)
class Judged:
    """An error with what may be done about it; see ``Fault`` of ``faults``."""

    error: ModelError
    tries: int = 0
    drop: str = ""


def refused(status: int, kind: str, code: str, told: str, settings: ModelSettings) -> Judged:
    """The error for an answer that says no.

    Args:
        status: of HTTP; 0 where the server told of the error inside a stream.
        kind: of the exception, as ``faults`` tells them apart.
        code: the protocol's error code; often empty.
        told: the server's words, already without keys.
        settings: for the messages.
    """
    if _is_context(status, kind, code, told):
        return Judged(
            ModelWindowError(
                f"内容超过了模型的窗口,服务端说:{told}",
                advice="请在配置文件中把 context 改成模型真实的窗口(范文会自动减少),或换窗口更大的模型",
            )
        )
    if code in _FILTER_CODES or (status == _BAD_REQUEST and _FORMS.filter_words.search(told)):
        return Judged(
            ModelAnswerError(
                f"服务端的内容过滤没有放行:{told}",
                advice="请换一个模型,或用 --fallback offline 由离线写法代替",
            )
        )
    drop = _dropped(status, told)
    if drop:
        return Judged(_other(status, told, settings), drop=drop)
    if status == _TOO_MANY:
        return _limited(code, told)
    if status == 0 or status >= _SERVER_FAULT:
        return _server_fault(status, told)
    return Judged(_known(status, told, settings) or _other(status, told, settings))


def _is_context(status: int, kind: str, code: str, told: str) -> bool:
    if kind == "context" or code in _CONTEXT_CODES or status == _TOO_LARGE:
        return True
    return status in {0, _BAD_REQUEST, _UNPROCESSABLE, _SERVER_FAULT} and bool(
        _FORMS.context_words.search(told)
    )


def _dropped(status: int, told: str) -> str:
    if status not in {_BAD_REQUEST, _UNPROCESSABLE, _NOT_IMPLEMENTED}:
        return ""
    if _FORMS.limit_words.search(told):
        return ""
    return next((name for name in _DROPPABLE if re.search(rf"\b{name}", told.lower())), "")


def _behind(told: str) -> str:
    """The server's own words, where it has any."""
    return f":{told}" if told else ""


def _limited(code: str, told: str) -> Judged:
    if code in _QUOTA_CODES:
        return Judged(
            ModelRefusedError(
                f"账户的额度已用完(429){_behind(told)}", advice="请充值或换一个账户、模型"
            )
        )
    return Judged(
        ModelBusyError(
            f"服务端说请求太多(429){_behind(told)}",
            advice="请稍后再运行同一条命令,或把 --jobs 调小;已写好的都在",
        ),
        tries=5,
    )


def _server_fault(status: int, told: str) -> Judged:
    number = f"({status})" if status else ""
    return Judged(
        ModelUnreachableError(
            f"模型服务出了故障{number}{_behind(told)}",
            advice="请稍后再运行同一条命令;一直如此请找服务的维护人员",
        ),
        tries=3,
    )


def _known(status: int, told: str, settings: ModelSettings) -> ModelRefusedError | None:
    source = settings.key_source or "没有找到密钥"
    missing = (
        f"没有名为 {settings.model} 的模型"
        if _MODEL_WORDS.search(told)
        else f"地址 {settings.base_url} 下没有对话接口"
    )
    table = {
        401: (
            f"服务端不认密钥(401,{source})",
            "请检查密钥是否完整、是否属于这个服务;密钥放在环境变量 ASSISTANT_API_KEY 或配置文件 key_env 所指的变量里",
        ),
        402: ("账户余额不足(402)", "请充值或换一个账户、模型"),
        403: (
            f"服务端不许这个密钥使用 {settings.model}(403)",
            "请确认账户开通了这个模型、所在网络获准访问",
        ),
        404: (
            f"{missing}(404)",
            "请核对 --model 的名字(assistant model test 会列出服务端有的),地址通常以 /v1 结尾",
        ),
        405: (
            f"地址 {settings.base_url} 不接受这种请求(405)",
            "请检查 --base-url,通常以 /v1 结尾",
        ),
    }
    if status in _REDIRECTS:
        table[status] = (
            f"服务端要转到别的地址({status}),程序不跟随",
            "请把 --base-url 写成最终的地址(常见的是 http 应写成 https),或先登录网关",
        )
    found = table.get(status)
    if found is None:
        return None
    return ModelRefusedError(f"{found[0]}{_behind(told)}", advice=found[1])


def _other(status: int, told: str, settings: ModelSettings) -> ModelRefusedError:
    if _FORMS.limit_words.search(told):
        return ModelRefusedError(
            f"answer_tokens({settings.answer_tokens})超过了服务端允许的长度:{told}",
            advice="请在配置文件中把 answer_tokens 调小",
        )
    return ModelRefusedError(
        f"服务端拒绝了请求({status}){_behind(told)}",
        advice="请运行 assistant model test 查看是哪一项不被接受",
    )
