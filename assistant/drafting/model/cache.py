"""Answers that were paid for, kept in plain files, so that no question is paid for twice."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from platformdirs import user_cache_dir

from assistant.drafting.model.answers import is_whole
from assistant.drafting.model.models import Answer
from assistant.errors import AssistantError
from assistant.files import read_text, write_atomic

if TYPE_CHECKING:
    from assistant.drafting.model.models import Model, Request, Turns

_VERSION = 1
_DAY = 86_400
_KEPT_DAYS = 60
_TELLING = Lock()


def cache_folder() -> Path:
    """The program's own cache folder: ``ASSISTANT_CACHE``, else in the user's."""
    named = os.environ.get("ASSISTANT_CACHE", "")
    return Path(named) if named else Path(user_cache_dir("assistant", appauthor=False))


@dataclass(frozen=True, slots=True)
class CachedModel:
    """A model whose answers are kept: asked the same again, it is not asked at all.

    The key is a digest of the prompt, the model's identity (name, address, parameters) and
    nothing else; a file holds the answer and its usage, neither the prompt nor any API key.
    """

    model: Model
    folder: Path
    turns: Turns | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    @property
    def identity(self) -> str:
        """The model's identity."""
        return self.model.identity

    def ask(self, request: Request) -> Answer:
        """The kept answer to ``request``, else the model's when it may be asked, kept at once.

        Answers that are not whole, and empty ones, are not kept.
        """
        kept = _read(self._file(request))
        if kept is not None:
            return kept
        return self.turns.ask(self._asked, request) if self.turns else self._asked(request)

    def _asked(self, request: Request) -> Answer:
        """The model's answer: on the disk before anyone is told of it."""
        answer = self.model.ask(request)
        if answer.text.strip() and is_whole(answer):
            _write(self._file(request), answer)
        return answer

    def forget(self, request: Request) -> None:
        """Drops the answer to ``request``, which turned out unusable."""
        self._file(request).unlink(missing_ok=True)
        self.model.forget(request)

    def close(self) -> None:
        """Closes the model behind it."""
        self.model.close()

    def _file(self, request: Request) -> Path:
        whole = "\0".join((str(_VERSION), self.identity, request.prompt))
        return self.folder / f"{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()}.json"


def prune(folder: Path, *, now: float | None = None) -> None:
    """Removes answers older than two months."""
    limit = (time.time() if now is None else now) - _KEPT_DAYS * _DAY
    for file in sorted(folder.glob("*.json")):
        try:
            if file.stat().st_mtime < limit:
                file.unlink()
        except OSError:
            continue


def _read(file: Path) -> Answer | None:
    if not file.exists():
        return None
    try:
        kept = json.loads(read_text(file))
        return Answer(
            str(kept["text"]),
            int(kept["sent"]),
            int(kept["received"]),
            finish=str(kept["finish"]),
            cached=True,
        )
    except (AssistantError, ValueError, KeyError, TypeError):
        return None  # a damaged file is asked for again and overwritten


def _write(file: Path, answer: Answer) -> None:
    entry = {
        "text": answer.text,
        "sent": answer.sent,
        "received": answer.received,
        "finish": answer.finish,
    }
    try:
        # 0700: answers are a draft's text, and a cache folder may lie in a shared home.
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(file, json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace"))
    except (OSError, AssistantError):
        with _TELLING:
            _tell_unkept(file.parent)  # without a cache the run still goes on


@cache
def _tell_unkept(folder: Path) -> None:
    """Tells once that answers are not kept."""
    logging.getLogger(__name__).warning(
        "提醒:缓存文件夹 %s 写不进去,模型的回答没有存下,再运行要重新问、重新付费。"
        "请检查权限和磁盘,或用环境变量 ASSISTANT_CACHE 指定别的文件夹。",
        folder,
    )
