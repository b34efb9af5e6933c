"""``assistant model test``: asks a model one small question and says in Chinese how it went."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.model.answers import parse_answer
from assistant.drafting.model.client import ChatClient
from assistant.drafting.model.egress import is_internal
from assistant.drafting.model.models import Request, Step
from assistant.drafting.model.providers import ProviderModel
from assistant.drafting.model.tokens import token_counter
from assistant.errors import ModelAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.drafting.model.models import Model
    from assistant.drafting.model.settings import ModelSettings

_QUESTION = (
    "请把下面这句话原样抄一遍，花括号里的内容也照抄，不加任何别的话：\n"
    "全年办结提案{proposals}，办结率{proposals.rate}。"
)
_WANTED = ("{proposals}", "{proposals.rate}")


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the result.

    Attributes:
        good: False for what a person should look at.
        fit: False where what such a model writes will hardly pass.
    """

    text: str
    good: bool = True
    fit: bool = True


def try_model(
    settings: ModelSettings, *, sleep: Callable[[float], None] | None = None
) -> Iterator[Note]:
    """What there is to say of the model, one note after the other.

    Raises:
        ModelError: it could not be asked, or its answer (empty, cut, in another language) could
            not stand in a draft; the message says what to do.
    """
    inside = is_internal(settings.base_url, settings.internal)
    place = "内部地址" if inside else "外部地址:涉密、敏感内容不会发往这里"
    yield Note(f"地址 {settings.base_url or settings.provider}({place})")
    yield Note(f"密钥:{settings.key_source or '没有(不需要密钥的服务可以没有)'}")
    if settings.provider:
        with closing(ProviderModel(settings)) as model:
            yield from _answered(model)
        return
    client = ChatClient(settings, None, sleep) if sleep else ChatClient(settings)
    with closing(client):
        yield from _asked(client, settings)


def _asked(client: ChatClient, settings: ModelSettings) -> Iterator[Note]:
    offered = client.models()
    if offered and settings.model not in offered:
        shown = "、".join(offered[:20])
        yield Note(f"服务端列出的模型里没有 {settings.model};它有:{shown}", good=False)
    yield from _answered(client)
    if settings.stream and not client.streams():
        yield Note("服务端不支持流式输出,已自动改为一次取回;写作时看不到逐字进度", good=False)
    counter = token_counter(settings.model)
    yield Note(f"词元计数:{counter.description}")
    yield Note(f"窗口按 {settings.context} 词元安排;与模型实际的不同,请在配置文件中写明 context")


def _answered(model: Model) -> Iterator[Note]:
    answer = model.ask(Request(Step.WRITE, "test", 1, _QUESTION))
    yield Note(f"模型 {model.name} 作答用了 {answer.seconds:.1f} 秒")
    if not answer.sent:
        yield Note("服务端没有返回用量,词元数按上界估计", good=False)
    # An answer that could not stand in a draft ends the test: such a model cannot write one.
    source = parse_answer(answer, heading="").source
    if _QUESTION.partition("\n")[0][:12] in source:
        raise ModelAnswerError("模型把问题抄了一遍,没有作答", advice="请换一个大一些的模型")
    if all(reference in source for reference in _WANTED):
        yield Note("模型会照抄数字引用")
    else:
        told = " ".join(source[:80].split())
        yield Note(f"模型没有照抄数字引用,回答是:“{told}”", good=False, fit=False)
