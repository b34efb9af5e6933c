"""A new draft from a facts file or a ledger of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import plan_sections
from assistant.errors import LedgerError
from assistant.facts import load_facts
from assistant.files import free_name, safe_name, write_atomic
from assistant.revision.store import DraftStore
from assistant.web.office import id_of

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.web.jobs import Job
    from assistant.web.office import Office


def make_draft(office: Office, source: Path, job: Job) -> str:
    """Writes a draft beside its facts, telling of each section; returns the address of its page."""
    facts = _facts_of(source, job)
    sheet = load_facts(facts)
    job.told += [f"提醒:{warning}" for warning in sheet.warnings]
    job.lines += job.told
    outline = outline_for(sheet, None)
    plan = plan_sections(sheet, outline)
    job.lines.append(f"提纲“{outline.title}”,共 {len(plan)} 节。")
    draft, model = office.write(sheet, plan, outline, job.tell)
    target = free_name(office.folder / f"{safe_name(sheet.document.title)}.draft")
    DraftStore.create(target, draft, sheet, model=model, samples=office.samples).close()
    return f"/d/{id_of(target, office.folder.resolve())}"


def _facts_of(source: Path, job: Job) -> Path:
    """The facts file; a ledger is imported into one beside it first."""
    from assistant.ledgers.importing import import_file  # noqa: PLC0415 - loads openpyxl
    from assistant.ledgers.reading import is_ledger  # noqa: PLC0415

    if not is_ledger(source):
        return source
    found = import_file(source, folder=source.parent)
    job.told += [f"没有取:{question}" for question in found.questions]
    job.told += [f"提醒:{note}" for note in found.notes]
    if found.mapping:
        _kept(source.with_name(f"{source.stem}.映射.yaml"), found.mapping)
    if not found.text:
        job.lines += job.told
        raise LedgerError(
            "这份台账里没有能直接取的数", path=source, advice="请改好台账或映射再导入"
        )
    target = _kept(source.with_name(f"{source.stem}.事实表.yaml"), found.text)
    job.told.insert(0, f"已由台账取出 {found.count} 条事实,存为“{target.name}”。")
    return target


def _kept(path: Path, text: str) -> Path:
    """Where a text now stands: the name wished for, or the next where another text bears it."""
    data = text.encode()
    target = free_name(path, data)
    write_atomic(target, data)
    return target
