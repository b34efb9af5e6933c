"""Verifying the texts of a folder on all cores, in memory that does not grow with their number."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.batch.engines import Crew
from assistant.errors import AssistantError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Those that need saving in another form are no less texts of the folder: they are told as unread.
_TEXTS = (".docx", ".docm", ".pdf", ".txt", ".md", ".markdown", ".doc", ".wps", ".rtf", ".odt")
_FACTS = (".yaml", ".yml", ".json")
_DIED = "核对这一份时进程中断了。请单独核对查看原因"


@dataclass(frozen=True, slots=True)
class Verified:
    """What the verifier says of a text; ``error``, in Chinese, where it could not be read."""

    path: str
    ok: bool = False
    figures: int = 0
    findings: int = 0
    error: str = ""


def pairs_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Each text under a folder with the facts file beside it, of its own name or the only one.

    Raises:
        InputError: there is no text.
    """
    found = False
    for path in sorted(folder.rglob("*")):
        hidden = path.name.startswith((".", "~"))
        if path.suffix.lower() in _TEXTS and path.is_file() and not hidden:
            found = True
            yield str(path), str(_facts_of(path) or "")
    if not found:
        advice = "要有 .docx、.pdf、.txt 或 .md"
        raise InputError("文件夹里没有可以核对的文稿", path=folder, advice=advice)


def _facts_of(path: Path) -> Path | None:
    own = [path.with_suffix(ending) for ending in _FACTS]
    named = next((file for file in own if file.is_file()), None)
    if named is not None:
        return named
    beside = [file for file in sorted(path.parent.iterdir()) if file.suffix.lower() in _FACTS]
    return beside[0] if len(beside) == 1 else None


def verify_pair(pair: tuple[str, str]) -> Verified:
    """One text; on a worker."""
    from assistant.documents.given import WORD, read_given
    from assistant.facts import load_facts
    from assistant.revision.store import waivers_beside
    from assistant.verification import verify

    path, facts = pair
    if not facts:
        return Verified(path, error="旁边没有同名的事实表(.yaml)")
    try:
        waivers = waivers_beside(path) if Path(path).suffix.lower() in WORD else {}
        report = verify(read_given(path).content, load_facts(facts), waivers=waivers)
    except AssistantError as error:
        return Verified(path, error=str(error))
    return Verified(path, report.ok, report.coverage.checked, len(report.findings))


def verify_folder(folder: Path, jobs: int | None = None) -> Iterator[Verified]:
    """What the verifier says of each text of a folder, as it comes.

    Args:
        folder: where the texts lie.
        jobs: processes at once; one for each core by default.

    Raises:
        InputError: there is no text.
    """
    crew = Crew(verify_pair, jobs or os.cpu_count() or 1, processes=True)
    for (path, _), verified in crew.over(pairs_of(folder)):
        yield verified or Verified(path, error=_DIED)
