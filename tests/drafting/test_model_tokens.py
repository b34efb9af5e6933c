"""Counting without a network, and fitting prompts into a window."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.model.budget import fit_prompt
from assistant.drafting.model.tokens import BoundCounter, ExactCounter, token_counter
from assistant.errors import ModelWindowError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = "全年召开专题会议六次。" * 50


def test_without_a_vocabulary_bytes_are_counted_and_it_says_so(tmp_path: Path) -> None:
    """Nothing is fetched: tests have no network, and the answer comes all the same."""
    counter = token_counter("m", environ={"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert counter.count("会议") == 7
    assert "UTF-8 字节数的上界" in counter.description


def test_a_damaged_vocabulary_is_not_fetched_again(tmp_path: Path) -> None:
    """Tiktoken would delete it and reach for the network; the bound serves instead, the file stays."""
    address = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
    name = hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    (tmp_path / name).write_bytes(b"broken")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
        counter = token_counter("m", environ={"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert isinstance(counter, BoundCounter)
    assert (tmp_path / name).read_bytes() == b"broken"


def test_a_vocabulary_counts_exactly() -> None:
    """What stands behind it is asked."""

    class Words:
        def encode_ordinary(self, text: str) -> list[int]:
            return [0] * len(text.split())

    counter = ExactCounter(Words(), "words")
    assert counter.count("a b c") == 3
    assert counter.exact
    assert "words" in counter.description


def test_the_servers_counts_bring_the_bound_down(tmp_path: Path) -> None:
    """With some caution, for the highest share heard, and for the next run too."""
    counter = token_counter("m", folder=tmp_path, environ={"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert isinstance(counter, BoundCounter)
    size = len(TEXT.encode())
    counter.learn(TEXT, size // 4)
    assert counter.count(TEXT) == pytest.approx(size / 4 * 1.1, rel=0.01)
    counter.learn(TEXT, size // 2)
    counter.learn(TEXT, size // 4)
    assert counter.count(TEXT) == pytest.approx(size / 2 * 1.1, rel=0.01)
    again = token_counter("m", folder=tmp_path, environ={"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert again.count(TEXT) == counter.count(TEXT)
    assert "校准" in again.description


@pytest.mark.parametrize("tokens", [0, -1, 10**9])
def test_nonsense_of_a_server_is_not_believed(tokens: int) -> None:
    """The bound stays."""
    counter = BoundCounter()
    counter.learn(TEXT, tokens)
    assert not counter.exact


@given(st.text(max_size=100))
def test_the_bound_is_one(text: str) -> None:
    """No byte-level tokenizer gives more tokens than bytes."""
    assert BoundCounter().count(text) >= len(text.encode("utf-8", "replace"))


def _build(samples: Sequence[str]) -> str:
    return "要求" * 20 + "".join(samples)


@pytest.mark.parametrize(("context", "kept"), [(1000, 3), (338, 2), (308, 1), (278, 0)])
def test_samples_go_the_last_chosen_first(context: int, kept: int) -> None:
    """As many as there is room for."""
    samples = ("甲" * 10, "乙" * 10, "丙" * 10)
    fitted = fit_prompt(samples, _build, BoundCounter(), context=context, answer_tokens=64)
    assert fitted.kept == kept
    assert fitted.text == _build(samples[:kept])


def test_a_window_too_small_names_both_numbers() -> None:
    """The facts alone are too much even at the least that they can take."""
    counter = BoundCounter(share=0.5)
    with pytest.raises(ModelWindowError, match=r"约 61 个词元.*只剩 36 个"):
        fit_prompt((), _build, counter, context=110, answer_tokens=10)


def test_a_coarse_bound_does_not_refuse_what_may_fit() -> None:
    """It is sent, and the server may say no."""
    fitted = fit_prompt((), _build, BoundCounter(), context=150, answer_tokens=10)
    assert fitted.doubtful
