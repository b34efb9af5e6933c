"""Fitting a prompt into a model's window: facts never go, samples do, the last chosen first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ModelWindowError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.drafting.model.models import TokenCounter

# Every chat template adds some tokens of its own.
TEMPLATE_TOKENS = 64
# Chinese takes about a token a character in the worst common vocabularies, three bytes each: what
# is above the window even so cannot fit, whatever the tokenizer.
_LEAST_SHARE = 5
# The whole fact table goes into every prompt, where it takes no more than this share of the window.
_TABLE_SHARE = 3


@dataclass(frozen=True, slots=True)
class Fitted:
    """A prompt that fits.

    Attributes:
        tokens: as the counter counts them, the answer not included.
        kept: how many samples are in it.
        doubtful: the counter's upper bound is above the window, but the bound is a coarse one.
    """

    text: str
    tokens: int
    kept: int
    doubtful: bool = False


def room_for_prompt(context: int, answer_tokens: int) -> int:
    """The tokens that a prompt may have."""
    return context - answer_tokens - TEMPLATE_TOKENS


def table_fits(table: str, counter: TokenCounter, context: int) -> bool:
    """Whether the whole document's fact table may stand in every prompt."""
    return _likely(table, counter) * _TABLE_SHARE <= context


def fit_prompt(
    samples: Sequence[str],
    build: Callable[[Sequence[str]], str],
    counter: TokenCounter,
    *,
    context: int,
    answer_tokens: int,
) -> Fitted:
    """The prompt with as many of the ``samples``, first ones first, as there is room for.

    Args:
        samples: the excerpts, the best first.
        build: makes the whole prompt of some of them.
        counter: counts the tokens.
        context: the model's window, in tokens.
        answer_tokens: the answer's part of it.

    Raises:
        ModelWindowError: the prompt does not fit without any sample; names both numbers.
    """
    room = room_for_prompt(context, answer_tokens)
    for kept in range(len(samples), -1, -1):
        text = build(samples[:kept])
        tokens = counter.count(text)
        if tokens <= room:
            return Fitted(text, tokens, kept)
    if _likely(text, counter) <= room:
        return Fitted(text, tokens, 0, doubtful=True)
    raise ModelWindowError(
        f"不带范文,光是要求和事实表就要约 {_likely(text, counter)} 个词元,而模型的窗口 {context} 减去"
        f"回答的 {answer_tokens} 只剩 {max(room, 0)} 个({counter.description})",
        advice="请换窗口更大的模型;若窗口其实更大,请在配置文件中写明 context;也可把事实分到更多的章节",
    )


def _likely(text: str, counter: TokenCounter) -> int:
    """The count, or, where the counter is only a coarse bound, what it is at the least."""
    if counter.exact:
        return counter.count(text)
    return len(text.encode("utf-8", "replace")) // _LEAST_SHARE
