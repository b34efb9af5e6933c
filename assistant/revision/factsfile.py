"""What a draft keeps of its facts file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.files import decode_text, read_bytes

if TYPE_CHECKING:
    from assistant.domain import FactSheet


def facts_meta(draft_path: Path, sheet: FactSheet) -> dict[str, str]:
    """Where the facts stand, their digest, and the text of the file.

    The path is relative to the draft's folder where it can be, so that a folder with both can
    be moved or shared. The text lets a later change be shown as old and new.

    Raises:
        InputError: the facts file cannot be read any more.
    """
    if not sheet.path:
        return {"facts_path": "", "facts_digest": sheet.digest, "facts_text": ""}
    facts = Path(sheet.path).resolve()
    try:
        kept = Path(os.path.relpath(facts, draft_path.resolve().parent)).as_posix()
    except ValueError:  # another drive
        kept = facts.as_posix()
    data = read_bytes(facts)
    # A file that changed since the sheet was loaded is not what the draft was rendered with.
    same = hashlib.sha256(data).hexdigest() == sheet.digest
    text = decode_text(data) if same else ""
    return {"facts_path": kept, "facts_digest": sheet.digest, "facts_text": text}
