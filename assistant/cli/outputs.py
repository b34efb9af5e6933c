"""Where results go: names that overwrite nothing, and files written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.errors import InputError, OutputError
from assistant.files import claim_free, safe_name

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Document, FactSheet


class Format(StrEnum):
    """The formats of a draft's text."""

    DOCX = "docx"
    MD = "md"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a draft goes.

    Attributes:
        text: the document.
        draft: the draft file beside it.
        format: of the document.
    """

    text: Path
    draft: Path
    format: Format


def target_of(facts: Path, title: str, out: Path | None, wanted: Format | None) -> Target:
    """Where to write: beside the facts file by the document's title where nothing is said.

    ``out`` is a file, whose ending says the format where none is ``wanted``, or a folder that exists.
    """
    if out is None or out.is_dir():
        folder = facts.parent if out is None else out
        kind = wanted or Format.DOCX
        path = folder / f"{safe_name(title)}.{kind}"
    else:
        kind = _format_of(out, wanted)
        path = out if out.suffix else out.with_name(f"{out.name}.{kind}")
    return Target(path, path.with_suffix(".draft"), kind)


def _format_of(out: Path, wanted: Format | None) -> Format:
    ending = out.suffix.lower().lstrip(".")
    if not ending:
        return wanted or Format.DOCX
    if ending not in set(Format):
        raise InputError(
            f"写不了“.{ending}”格式", path=out, advice="可用的是 .docx、.md、.txt;也可以只给文件夹"
        )
    if wanted is not None and wanted != ending:
        raise InputError(
            f"文件名的后缀是 .{ending},--to 要的却是 {wanted}", path=out, advice="请让两处一致"
        )
    return Format(ending)


def refuse_existing(output: Path) -> None:
    """Raises OutputError where something stands there that must not be overwritten."""
    if output.exists():
        raise OutputError("这个文件已经有了", path=output, advice="请换一个名字,或先把它移走")


def claimed(target: Target) -> Target:
    """The target under the first free name, both its files made now, empty: no one else gets it."""
    text = claim_free(target.text, target.draft.suffix)
    return replace(target, text=text, draft=text.with_suffix(target.draft.suffix))


def document_bytes(document: Document, sheet: FactSheet, kind: Format) -> bytes:
    """The document in a format."""
    if kind is Format.DOCX:
        from assistant.documents import write_docx

        return write_docx(document, sheet.document)
    from assistant.drafting.outline.plain import to_markdown, to_text

    return (to_markdown(document) if kind is Format.MD else to_text(document)).encode()
