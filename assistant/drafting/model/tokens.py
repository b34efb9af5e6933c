"""Counting tokens without ever waiting for a network.

tiktoken fetches its vocabulary when it is first used. On a closed network that is a long wait
and a failure, so it is used only where the file already lies in its cache. Else every UTF-8 byte
counts as a token, which no tokenizer on bytes exceeds, and what servers say of their own counts
brings that bound down.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from assistant.errors import AssistantError
from assistant.files import read_text, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.drafting.model.models import TokenCounter

# Where tiktoken keeps a vocabulary: the SHA-1 of its address, in one of these folders
# (tiktoken.load.read_file_cached).
# Its SHA-256 is tiktoken's own (tiktoken_ext.openai_public): a file that has another is damaged, and
# tiktoken would delete it.
_VOCABULARIES = {
    "o200k_base": (
        "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
_CACHE_VARIABLES = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
# Room above the highest share of tokens in bytes that a server has told of.
_CAUTION = 1.1
_LEAST_BYTES = 300


class _Encoding(Protocol):
    def encode_ordinary(self, text: str) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class ExactCounter:
    """Counts with a tiktoken vocabulary; other models' tokenizers differ by some percent."""

    encoding: _Encoding
    vocabulary: str

    @property
    def description(self) -> str:
        """In Chinese: how it counts."""
        return f"按 tiktoken 词表 {self.vocabulary} 计数"

    @property
    def exact(self) -> bool:
        """It is a count."""
        return True

    def count(self, text: str) -> int:
        """The tokens of ``text``."""
        return len(self.encoding.encode_ordinary(text))

    def learn(self, text: str, tokens: int) -> None:
        """Nothing: a vocabulary needs no calibration."""


@dataclass(slots=True)
class BoundCounter:
    """An upper bound: bytes, times the highest share that a server has told of.

    Attributes:
        share: tokens per byte, at most 1; 1 as long as no server has told.
        store: where the share is kept for the next run; None keeps it in memory.
    """

    share: float = 1.0
    store: Path | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def description(self) -> str:
        """In Chinese: how it counts."""
        if self.exact:
            return f"按服务端用量校准的上界(每字节 {self.share:.2f})"
        return "按 UTF-8 字节数的上界(本机没有 tiktoken 词表,实际约为三分之一)"

    @property
    def exact(self) -> bool:
        """Whether a server's counts stand behind it."""
        return self.share < 1.0

    def count(self, text: str) -> int:
        """At least the tokens of ``text``."""
        return int(len(text.encode("utf-8", "replace")) * self.share) + 1

    def learn(self, text: str, tokens: int) -> None:
        """Takes a server's own count of ``text`` into account; nonsense is not."""
        size = len(text.encode("utf-8", "replace"))
        if size < _LEAST_BYTES or not 0 < tokens <= size:
            return
        told = min(1.0, tokens / size * _CAUTION)
        with self._lock:
            self.share = told if not self.exact else max(self.share, told)
            if self.store is not None:
                _keep_share(self.store, self.share)


def token_counter(
    model: str, *, folder: Path | None = None, environ: Mapping[str, str] = os.environ
) -> ExactCounter | BoundCounter:
    """The best counter there is without a network.

    Args:
        model: the model's name, which the calibration is kept under.
        folder: where calibrations are kept; None keeps none.
        environ: where tiktoken's cache folder is named.
    """
    for vocabulary, (address, digest) in _VOCABULARIES.items():
        file = _cached_vocabulary(address, environ)
        if file is not None and _has_digest(file, digest):
            encoding = _load(vocabulary)
            if encoding is not None:
                return ExactCounter(encoding, vocabulary)
    if folder is None:
        return BoundCounter()
    store = folder / f"{hashlib.sha256(model.encode()).hexdigest()[:16]}.json"
    return BoundCounter(_kept_share(store), store)


def learner(counter: TokenCounter) -> Callable[[str, int], None]:
    """What takes a server's counts: the counter's own ``learn``, or nothing."""
    return counter.learn if isinstance(counter, BoundCounter) else lambda _text, _tokens: None


def _cached_vocabulary(address: str, environ: Mapping[str, str]) -> Path | None:
    folder = next((environ[name] for name in _CACHE_VARIABLES if name in environ), None)
    if folder == "":
        return None
    root = Path(folder) if folder else Path(tempfile.gettempdir()) / "data-gym-cache"
    file = root / hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    return file if file.is_file() else None


def _has_digest(file: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _load(vocabulary: str) -> _Encoding | None:
    """The encoding from tiktoken's cache; None where the file is damaged.

    While it loads, tiktoken cannot reach for the network: a damaged file would make it.
    """
    import tiktoken
    import tiktoken.load

    fetch = tiktoken.load.read_file
    tiktoken.load.read_file = _no_network
    try:
        return tiktoken.get_encoding(vocabulary)
    except (OSError, ValueError):
        return None
    finally:
        tiktoken.load.read_file = fetch


def _no_network(blobpath: str) -> bytes:
    raise OSError(f"not fetched: {blobpath}")


def _kept_share(store: Path) -> float:
    try:
        share = json.loads(read_text(store)).get("share")
    except (AssistantError, ValueError, AttributeError):
        return 1.0
    return float(share) if isinstance(share, int | float) and 0 < share <= 1 else 1.0


def _keep_share(store: Path, share: float) -> None:
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(store, json.dumps({"share": round(share, 4)}).encode())
    except (OSError, AssistantError):
        return  # a calibration that cannot be kept is found again next time
