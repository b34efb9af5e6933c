"""Reading what ``assistant verify`` is given: a text, a draft file, or standard input."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.files import decode_text

if TYPE_CHECKING:
    from assistant.documents.given import GivenText
    from assistant.domain import FactSheet

STDIN = "-"
_LIMIT = 20 * 1024 * 1024


def read_given(path: str, facts: FactSheet | None) -> GivenText:
    """The text behind a path, with the waivers of its draft; a draft file needs its facts.

    Raises:
        AssistantError: it cannot be read.
    """
    from assistant.documents import given

    if path == STDIN:
        return given.GivenText(path, decode_text(_read_stdin(), path="标准输入"))
    if facts is not None and Path(path).suffix.lower() == ".draft":
        from assistant.drafting.outline.assemble import document_of
        from assistant.revision.store import DraftStore

        with DraftStore.open(path, read_only=True) as store:
            draft = store.draft
        document = document_of(draft, facts)
        return given.GivenText(path, document.text, document, waivers=dict(draft.waivers))
    read = given.read_given(path)
    if Path(path).suffix.lower() in given.WORD and Path(path).with_suffix(".draft").is_file():
        from assistant.revision.store import waivers_beside

        return replace(read, waivers=waivers_beside(path))
    return read


def _read_stdin() -> bytes:
    data = sys.stdin.buffer.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise InputError("标准输入超过 20 MB", advice="请确认是否给错了文件")
    return data


def facts_of_draft(path: str) -> FactSheet | None:
    """The facts of the draft file at ``path``, or beside it; None where there is no draft file.

    Where the facts file is gone, they are what the draft kept of it.

    Raises:
        AssistantError: the draft or its facts cannot be read, or it kept none.
    """
    file = Path(path).with_suffix(".draft")
    if path == STDIN or not file.is_file():
        return None
    from assistant.revision.factsfile import load_facts_of
    from assistant.revision.store import DraftStore

    with DraftStore.open(file, read_only=True) as store:
        return load_facts_of(store, None)
