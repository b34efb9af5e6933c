"""A draft from last year's summary: the options ``--base`` and ``--base-facts``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.cli.console import print_line
from assistant.cli.outputs import Format

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.cli.outputs import Target
    from assistant.domain import Document, FactSheet
    from assistant.drafting.base.base import CarryOver
    from assistant.drafting.base.last import LastYear

_AUTHOR = "沿用去年"


@dataclass(frozen=True, slots=True)
class Base:
    """Last year's summary and, where there is one, last year's facts file."""

    path: Path
    facts: Path | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A carry-over with last year's document, for the account of it."""

    carry: CarryOver
    last: Document


def carry_from(base: Base, sheet: FactSheet, outline: str) -> Told:
    """This year's draft from last year's summary."""
    from assistant.drafting.base.base import carry_over

    last = _last(base, sheet)
    return Told(carry_over(last, sheet, outline), last.document)


def _last(base: Base, sheet: FactSheet) -> LastYear:
    from assistant.drafting.base.last import last_year
    from assistant.facts import load_facts

    facts = load_facts(base.facts) if base.facts is not None else None
    if base.path.suffix.lower() == ".draft":
        return _of_draft(base, sheet, facts)
    return last_year(single_summary(base.path), sheet, facts)


def single_summary(path: Path) -> Document:
    """The one summary in a file; in a .docx its styles, too, say what is a heading."""
    from assistant.documents import read_docx
    from assistant.domain import BlockKind
    from assistant.errors import SampleError
    from assistant.extraction import read_document
    from assistant.samples import import_file

    samples = import_file(path).samples
    if len(samples) != 1:
        raise SampleError(
            f"要沿用的文件里有{len(samples)}篇总结",
            path=path,
            advice="请给只有去年那一篇的文件",
        )
    summary = read_document(samples[0].text)
    if path.suffix.lower() != ".docx":
        return summary
    styled = read_docx(path).document.blocks
    levels = {
        block.text.strip(): block.level for block in styled if block.kind is BlockKind.HEADING
    }
    blocks = tuple(
        replace(block, kind=BlockKind.HEADING, level=levels[block.text.strip()])
        if block.kind is BlockKind.PARAGRAPH and block.text.strip() in levels
        else block
        for block in summary.blocks
    )
    return replace(summary, blocks=blocks)


def _of_draft(base: Base, sheet: FactSheet, facts: FactSheet | None) -> LastYear:
    """Last year's draft file: its references are known, its facts are those it keeps."""
    from assistant.drafting.base.last import last_year
    from assistant.drafting.outline.assemble import assemble
    from assistant.facts import parse_facts
    from assistant.revision.store import DraftStore

    with DraftStore.open(base.path, read_only=True) as store:
        draft, kept = store.draft, store.facts_text
    earlier = facts or parse_facts(kept)
    assembled = assemble(draft, earlier)
    return last_year(assembled.document, sheet, earlier, assembled.references)


def write_account(
    told: Told, target: Target, sheet: FactSheet, document: Document
) -> tuple[Path, ...]:
    """Writes the account beside the draft: as text, and last year to this year as a marked copy.

    ``document`` is this year's as it stands in the end: a model may have gone on from what was carried.
    """
    from assistant.documents import redline
    from assistant.drafting.base.report import report_text
    from assistant.files import claim_free, write_atomic

    stem = target.text.stem
    account = claim_free(target.text.with_name(f"{stem}-沿用说明.txt"))
    marked = claim_free(target.text.with_name(f"{stem}-去年与今年对照.docx"))
    write_atomic(account, (report_text(told.carry, sheet) + "\n").encode())
    data = redline(
        told.last,
        document,
        sheet.document,
        author=_AUTHOR,
        date=datetime.now().astimezone(),
    )
    write_atomic(marked, data)
    return account, marked


def with_remarks(data: bytes, kind: Format, told: Told, sheet: FactSheet) -> bytes:
    """A .docx with a comment on every sentence that came from last year; others unchanged."""
    if kind is not Format.DOCX:
        return data
    from assistant.documents import Note, commented, read_docx
    from assistant.drafting.base.report import remark
    from assistant.drafting.base.spots import spots_of

    text = read_docx(data).document.text
    spots = spots_of(told.carry.sections, text, sheet)
    notes = [Note(spot.start, spot.end, tuple(remark(spot.sentence).split("\n"))) for spot in spots]
    return commented(data, notes, author=_AUTHOR)


def tell(told: Told, files: tuple[Path, ...]) -> None:
    """Prints what became of last year's sentences."""
    from assistant.drafting.base.report import summary

    print_line(summary(told.carry))
    for file in files:
        print_line(f"  {file}")
