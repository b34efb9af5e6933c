"""The client over the OpenAI protocol: the one place where langchain and openai are used."""

from __future__ import annotations

import os
import time
import warnings
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.drafting.model.answers import LONGEST
from assistant.drafting.model.faults import Fault, fault_of
from assistant.drafting.model.keys import without_key
from assistant.drafting.model.models import Answer
from assistant.drafting.model.transport import http_client, http_library
from assistant.errors import ModelAnswerError, ModelError, ModelUnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from assistant.drafting.model.models import Request
    from assistant.drafting.model.settings import ModelSettings
    from assistant.drafting.model.transport import Log

# Tracing to LangSmith and openai's own logging are off whatever the environment says.
_TRACING_OFF = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}
_NO_KEY = "none"
_LIMITS = frozenset({"max_tokens", "max_completion_tokens"})
_FIRST_WAIT, _LONGEST_STEP = 1.0, 30.0


@dataclass
class SettledModel:
    """What models opened by settings have in common.

    Attributes:
        settings: where and what.
    """

    settings: ModelSettings

    def __post_init__(self) -> None:
        os.environ.update(_TRACING_OFF)
        os.environ.pop("OPENAI_LOG", None)
        # Of pydantic, over servers that send a text in a list of parts.
        warnings.filterwarnings("ignore", "Pydantic serializer warnings", UserWarning)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.settings.model

    @property
    def identity(self) -> str:
        """Provider where there is one, model, address and parameters."""
        s = self.settings
        return f"{s.provider} {s.model} {s.base_url} {s.temperature} {s.answer_tokens}".lstrip()

    def forget(self, request: Request) -> None:
        """Nothing: no answers are kept."""


@dataclass
class ChatClient(SettledModel):
    """A model behind the OpenAI protocol, safe to be asked from several threads.

    Attributes:
        log: where given, nothing leaves; see :class:`assistant.drafting.model.transport.Log`.
        sleep: waits some seconds between two tries.
    """

    log: Log | None = None
    sleep: Callable[[float], None] = time.sleep
    _dropped: set[str] = field(default_factory=set, init=False)
    _http: Any = field(default=None, init=False)
    _chats: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._http = http_client(self.settings, self.log)

    def ask(self, request: Request) -> Answer:
        """The answer, after as many tries as the settings and the fault allow.

        Raises:
            ModelError: there is none.
            EgressError: the request's text must not leave for this address.
        """
        tried = 0
        while True:
            # What another thread drops meanwhile, this request was still sent with.
            dropped = frozenset(self._dropped)
            fault = self._try(request, dropped)
            if isinstance(fault, Answer):
                return fault
            # Whichever limit the server's words name, the one that was sent is exchanged.
            drop = self._limit(dropped) if fault.drop in _LIMITS else fault.drop
            if drop and drop not in dropped:
                self._dropped.add(drop)
                continue
            if tried >= min(fault.tries, self.settings.retries):
                raise fault.error
            step = min(_FIRST_WAIT * 2**tried, _LONGEST_STEP)
            self.sleep(step if fault.wait is None else fault.wait)
            tried += 1

    def models(self) -> tuple[str, ...]:
        """The names of the models that the server offers; empty where it does not say."""
        http = http_library()
        headers = {"authorization": f"Bearer {self.settings.key.reveal() or _NO_KEY}"}
        try:
            response = self._http.get(f"{self.settings.base_url}/models", headers=headers)
            listed = response.json()["data"]
            return tuple(sorted(str(entry["id"]) for entry in listed))
        except (http.HTTPError, ModelError, ValueError, KeyError, TypeError):
            return ()

    def close(self) -> None:
        """Ends all connections; requests under way fail."""
        self._http.close()

    def streams(self) -> bool:
        """Whether answers still come piece by piece: the server has not refused it."""
        return self.settings.stream and "stream" not in self._dropped

    def _try(self, request: Request, dropped: frozenset[str]) -> Answer | Fault:
        started = time.monotonic()
        chat = self._chat(dropped)
        try:
            answer = self._streamed(chat, request) if self.streams() else _whole(chat, request)
        except _ServedError as served:
            return fault_of(served.error, self.settings, datetime.now(UTC))
        except ModelError as error:
            return fault_of(error, self.settings, datetime.now(UTC))
        # A server that repeats the key must not bring it into a draft.
        text = without_key(answer.text, self.settings.key)
        return replace(answer, text=text, seconds=time.monotonic() - started)

    def _streamed(self, chat: Any, request: Request) -> Answer:
        text, finish = "", ""
        usage: Mapping[str, Any] = {}
        for chunk in _from_library(chat.stream(request.prompt)):
            text += text_of(chunk)
            finish = chunk.response_metadata.get("finish_reason") or finish
            usage = chunk.usage_metadata or usage
            if request.heard is not None:
                request.heard(len(text))
            if len(text) > LONGEST:
                raise ModelAnswerError(
                    f"模型的回答超过 {LONGEST} 字还没有写完,没有再收", advice="请重试或换一个模型"
                )
        if not finish:
            raise ModelUnreachableError(
                "回答没有传完就断了", advice="请重试;常常如此请检查网络和网关"
            )
        return counted(text, finish, usage)

    def _limit(self, dropped: frozenset[str]) -> str:
        """The name under which the answer's limit is sent: the settings', else the other one."""
        wanted = self.settings.answer_limit
        if wanted not in _LIMITS:
            return ""
        names = (wanted, *(_LIMITS - {wanted}))
        return next((name for name in names if name not in dropped), "")

    def _chat(self, dropped: frozenset[str]) -> Any:
        """The langchain model with the parameters that the server takes."""
        key = tuple(sorted(dropped))
        if key not in self._chats:
            self._chats[key] = self._new_chat(dropped)
        return self._chats[key]

    def _new_chat(self, dropped: frozenset[str]) -> Any:
        from langchain_openai import ChatOpenAI

        s = self.settings
        limit = self._limit(dropped)
        body: dict[str, Any] = {limit: s.answer_tokens} if limit else {}
        with_usage = "stream_options" not in dropped
        return ChatOpenAI(
            model=s.model,
            base_url=s.base_url,
            api_key=lambda: s.key.reveal() or _NO_KEY,
            http_client=self._http,
            http_async_client=http_library().AsyncClient(trust_env=False),
            # Else openai would wait for ever: it takes no timeout for none.
            timeout=self._http.timeout,
            max_retries=0,
            temperature=None if "temperature" in dropped else s.temperature,
            stream_usage=with_usage,
            use_responses_api=False,
            organization=None,
            openai_proxy=None,
            http_socket_options=(),  # our clients have their own; else it warns in English of proxies
            extra_body=body or None,
            cache=False,
            verbose=False,
        )


class _ServedError(Exception):
    """What a library raised over what a server sent."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _from_library(stream: Iterator[Any]) -> Iterator[Any]:
    """The chunks of a stream; only the library's own steps are guarded, not who reads them."""
    while True:
        try:
            chunk = next(stream)
        except StopIteration:
            return
        except _library_errors() as error:
            raise _ServedError(error) from error
        yield chunk


def _whole(chat: Any, request: Request) -> Answer:
    try:
        message = chat.invoke(request.prompt)
    except _library_errors() as error:
        raise _ServedError(error) from error
    finish = message.response_metadata.get("finish_reason") or ""
    return counted(text_of(message), finish, message.usage_metadata or {})


def counted(text: str, finish: str, usage: Mapping[str, Any]) -> Answer:
    """The answer with the tokens of a message's usage; its time is not known here."""
    sent, received = usage.get("input_tokens", 0), usage.get("output_tokens", 0)
    return Answer(text, int(sent or 0), int(received or 0), finish=finish)


def text_of(message: Any) -> str:
    """The text of a message of langchain, whole or in pieces."""
    content = message.content
    if isinstance(content, str):
        return content
    parts = (part.get("text") if isinstance(part, dict) else part for part in content or ())
    return "".join(part for part in parts if isinstance(part, str))


def _library_errors() -> tuple[type[Exception], ...]:
    """What the libraries below raise over what a server sends; ``faults`` tells them apart.

    The plain ones come out of their parsing of an answer of another shape.
    """
    import openai
    from langchain_core.exceptions import LangChainException

    http = http_library()
    return (
        openai.OpenAIError,
        LangChainException,
        http.HTTPError,
        http.InvalidURL,
        http.StreamError,
        http.CookieConflict,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
    )
