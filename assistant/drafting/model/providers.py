"""Models of providers that do not speak the OpenAI protocol: langchain's ``init_chat_model``.

The provider's package (``langchain-anthropic`` …) is installed by whoever wants it. Its own
library sends the request, so that a dry run cannot show it and nothing is streamed; what must not
leave is looked for in the prompt before it is handed over.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.drafting.model.client import SettledModel, counted, text_of
from assistant.drafting.model.egress import check_body
from assistant.drafting.model.keys import scrub, without_key
from assistant.errors import ModelAnswerError, ModelUnreachableError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.drafting.model.models import Answer, Request
    from assistant.drafting.model.settings import ModelSettings

# Under these names providers say why an answer ended, and how some say that it was cut.
_REASONS = ("finish_reason", "stop_reason", "done_reason")
_CUT = {"max_tokens": "length", "MAX_TOKENS": "length"}
_SHOWN = 200
_FIRST_WAIT = 1.0


@dataclass
class ProviderModel(SettledModel):
    """A model that langchain knows by its provider; an empty address is the provider's own.

    Attributes:
        sleep: waits some seconds between two tries.
    """

    sleep: Callable[[float], None] = time.sleep
    _chat: Any = field(default=None, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._chat = _opened(self.settings)

    def ask(self, request: Request) -> Answer:
        """The answer, after as many tries as the settings allow.

        Raises:
            ModelError: there is none; the provider's own words are shown.
            EgressError: the request's text must not leave.
        """
        s = self.settings
        check_body(request.prompt.encode(), s.base_url, s.internal, s.cleared)
        started = time.monotonic()
        for tried in range(s.retries + 1):
            # Of libraries that no one here knows the errors come as values.
            (found,) = self._chat.batch([request.prompt], return_exceptions=True)
            if not isinstance(found, BaseException):
                return self._answer(found, time.monotonic() - started)
            if tried < s.retries:
                self.sleep(_FIRST_WAIT * 2**tried)
        told = scrub(f"{type(found).__name__}: {found}", s.key)[:_SHOWN]
        raise ModelUnreachableError(
            f"{s.provider} 没有给出回答({told})", advice="请检查密钥、模型的名字和网络"
        )

    def _answer(self, message: Any, seconds: float) -> Answer:
        told = message.response_metadata or {}
        reason = next((str(told[name]) for name in _REASONS if told.get(name)), "")
        text = without_key(text_of(message), self.settings.key)
        if not text:
            raise ModelAnswerError("模型的回答是空的", advice="请换一个模型")
        answer = counted(text, _CUT.get(reason, reason), message.usage_metadata or {})
        return replace(answer, seconds=seconds)

    def close(self) -> None:
        """Nothing: the provider's library closes its own connections."""


def _opened(settings: ModelSettings) -> Any:
    """The langchain model.

    Raises:
        SettingsError: langchain does not know the provider, or its package is not installed.
    """
    from langchain.chat_models import init_chat_model

    s = settings
    given: dict[str, Any] = {
        "base_url": s.base_url,
        "api_key": s.key.reveal(),
        "temperature": s.temperature,
        "max_tokens": s.answer_tokens,
        "timeout": s.timeout,
        "max_retries": 0,
    }
    try:
        return init_chat_model(
            s.model,
            model_provider=s.provider,
            **{name: value for name, value in given.items() if value not in {None, ""}},
        )
    except ImportError as error:
        raise SettingsError(
            f"没有安装 {s.provider} 的接口包({error})",
            advice=f"请安装它(一般是 langchain-{s.provider}),或改用讲 OpenAI 协议的地址",
        ) from error
    except (ValueError, TypeError) as error:
        raise SettingsError(
            f"用不了 provider = “{s.provider}”({str(error)[:_SHOWN]})",
            advice="请按 docs/models.md 检查 provider 和 model",
        ) from error
