"""What a draft keeps of its facts file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DraftFileError, FactsError
from assistant.files import decode_text, read_bytes

if TYPE_CHECKING:
    from os import PathLike

    from assistant.domain import FactSheet
    from assistant.revision.store import DraftStore


def kept_path(draft_path: Path, other: Path) -> str:
    """``other`` as seen from the draft's folder; absolute where it is on another drive."""
    whole = other.resolve()
    try:
        return Path(os.path.relpath(whole, draft_path.resolve().parent)).as_posix()
    except ValueError:
        return whole.as_posix()


def facts_meta(draft_path: Path, sheet: FactSheet) -> dict[str, str]:
    """Where the facts stand, their digest, and the text of the file.

    The path is relative to the draft's folder where it can be, so that a folder with both can
    be moved or shared. The text lets a later change be shown as old and new.
    """
    if not sheet.path:
        return {"facts_path": "", "facts_digest": sheet.digest, "facts_text": ""}
    kept = kept_path(draft_path, Path(sheet.path))
    data = read_bytes(sheet.path)
    # A file that changed since the sheet was loaded is not what the draft was rendered with.
    same = hashlib.sha256(data).hexdigest() == sheet.digest
    text = decode_text(data) if same else ""
    return {"facts_path": kept, "facts_digest": sheet.digest, "facts_text": text}


def load_facts_of(store: DraftStore, facts: str | PathLike[str] | None) -> FactSheet:
    """The facts of a draft as they are now, or those of another facts file.

    Raises DraftFileError where there is no facts file, and the draft kept none.
    """
    # Loaded when facts are: the list of drafts needs none.
    from assistant.facts import load_facts, parse_facts  # noqa: PLC0415

    if facts is not None:
        return load_facts(facts)
    if store.draft.facts_path and store.facts_path.is_file():
        return load_facts(store.facts_path)
    if store.facts_text:
        return parse_facts(store.facts_text, str(store.facts_path))
    raise DraftFileError(
        f"找不到事实表“{store.draft.facts_path}”",
        path=store.path,
        advice="请把事实表放回原处,或用 --facts 指明",
    )


def facts_as_rendered(store: DraftStore, new: FactSheet) -> FactSheet | None:
    """The facts that the draft was last rendered with, where ``new`` is not the same."""
    if store.draft.facts_digest == new.digest:
        return None
    return kept_facts(store, store.facts_text)


def kept_facts(store: DraftStore, text: str) -> FactSheet | None:
    """The facts of a text that the draft keeps; None where it keeps none that load."""
    from assistant.facts import parse_facts  # noqa: PLC0415 - see above

    try:
        return parse_facts(text, str(store.facts_path)) if text else None
    except FactsError:  # an earlier version of this program took it
        return None
