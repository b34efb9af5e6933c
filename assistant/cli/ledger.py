"""The commands ``assistant ledger inspect|import|check|refresh|template|merge|points|schema``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import message_line, print_json, print_line, remind

if TYPE_CHECKING:
    from assistant.ledgers.importing import Imported

_FINDINGS = 1


def _write(target: Path, data: bytes, force: bool, told: str = "。") -> Path:
    """Writes a file, under a free name where it may not take the place of another, and says so."""
    from assistant.files import free_name, write_atomic

    target = target if force else free_name(target, data)
    write_atomic(target, data)
    message_line(f"已写出 {target}{told.format(target=target)}")
    return target


def inspect(path: Path, *, compute: bool = False) -> None:
    """Prints what was recognised, and a mapping to start from."""
    from assistant.ledgers import importing

    for line in importing.inspect(path, compute=compute):
        print_line(line)


def import_(
    source: Path, *, output: Path | None = None, compute: bool = False, force: bool = False
) -> None:
    """Writes the facts file; ends with 1 where something was left out."""
    from assistant.ledgers.importing import is_mapping

    if is_mapping(source):
        code = import_mapped(source, output, compute=compute, force=force)
    else:
        _, code = import_ledger(source, output, compute=compute, force=force)
    if code:
        raise typer.Exit(code)


def import_mapped(source: Path, output: Path | None, *, compute: bool, force: bool) -> int:
    """Imports by a mapping; see :func:`import_`."""
    from assistant.ledgers.importing import import_mapping

    found = import_mapping(source, compute=compute)
    _tell(found)
    target = output or source.with_name(f"{source.stem}.事实表.yaml")
    _write(target, found.text.encode(), force, f"({found.count} 条事实)。")
    return 0


def import_ledger(
    source: Path, output: Path | None, *, compute: bool = False, force: bool = False
) -> tuple[Path, int]:
    """Imports a ledger by the mapping proposed for it, which is saved beside the facts.

    Returns the facts file, and 1 where something was left out.
    """
    from assistant.errors import LedgerError
    from assistant.files import free_name, write_atomic
    from assistant.ledgers.importing import import_file

    target = output or source.with_name(f"{source.stem}.事实表.yaml")
    found = import_file(source, compute=compute, folder=target.parent)
    _tell(found)
    target = target if force else free_name(target, found.text.encode())
    mapping = target.with_name(f"{source.stem}.映射.yaml")
    mapping = mapping if force else free_name(mapping, found.mapping.encode())
    if found.mapping:
        write_atomic(mapping, found.mapping.encode())
        message_line(f"拟出的映射存在 {mapping},可以改了再导入:assistant ledger import {mapping}")
    if not found.text:
        raise LedgerError(
            "这份台账里没有能直接取的数",
            path=source,
            advice="请看上面没有取的原因,改好台账或映射再导入",
        )
    _write(target, found.text.encode(), force, f"({found.count} 条事实)。")
    return target, _FINDINGS if found.questions else 0


def _tell(found: Imported) -> None:
    for line in found.account:
        message_line(line)
    remind(found.notes)
    for question in found.questions:
        message_line(f"没有取:{question}")


def check(mapping: Path, *, facts: Path, compute: bool = False) -> None:
    """Lists what the ledger tells otherwise; ends with 1 where there is any."""
    from assistant.ledgers.checking import differences

    found = differences(mapping, facts, compute=compute)
    for item in found:
        print_line(item.text)
    message_line(f"有 {len(found)} 处不同。" if found else "事实表与台账一致。")
    if found:
        raise typer.Exit(_FINDINGS)


def refresh(mapping: Path, facts: Path, *, compute: bool = False, dry_run: bool = False) -> None:
    """Shows every difference, then writes the new values into the facts file."""
    from assistant.ledgers.checking import differences
    from assistant.ledgers.checking import refresh as take_over

    found = differences(mapping, facts, compute=compute)
    for item in found:
        print_line(item.text)
    kept = [item for item in found if item.key != "period" and (item.key != "gone" or item.new)]
    if not kept or dry_run:
        message_line("没有写入。" if found else "事实表与台账一致,没有写入。")
        return
    sheet = take_over(facts, found)
    remind(sheet.warnings)
    message_line(f"已更新 {facts}({len(kept)} 处)。")


def template(
    *, output: Path = Path("台账.xlsx"), facts: Path | None = None, force: bool = False
) -> None:
    """Writes the form, empty or filled from a facts file."""
    from assistant.ledgers.template import template as form

    _write(output, form(facts), force, ";填好后运行 assistant draft {target}。")


def schema() -> None:
    """Prints the JSON Schema of the mapping file."""
    from assistant.ledgers.mapping import mapping_schema

    print_json(mapping_schema())


def merge(
    paths: list[Path], *, output: Path = Path("汇总.xlsx"), senders: str = "", force: bool = False
) -> None:
    """Writes one table of several; ends with 1 where values conflict or a sender is missing."""
    import re

    from assistant.ledgers.merging import merge as merged

    found = merged(paths, [name for name in re.split("[,，、\\s]+", senders) if name])
    for conflict in found.conflicts:
        print_line(f"两个数不一样:{conflict}")
    for name in found.missing:
        print_line(f"没有报:{name}")
    _write(output, found.data, force, f"({len(paths)} 个文件,{found.rows} 行)。")
    if found.conflicts or found.missing:
        raise typer.Exit(_FINDINGS)


def points(mapping: Path, *, output: Path | None = None, force: bool = False) -> None:
    """Writes the ranking (.xlsx) with its facts, and the 通报 with its facts and draft file."""
    from assistant.ledgers.importing import facts_text
    from assistant.ledgers.mapping import read_mapping, text_of
    from assistant.ledgers.points import bulletin, ranking_book, ranking_facts, ranking_of
    from assistant.ledgers.reckoning import Reckoner, Workbooks

    rules, folder = read_mapping(mapping), output or mapping.parent
    folder.mkdir(parents=True, exist_ok=True)
    reckoner = Reckoner(rules, str(mapping), Workbooks(mapping.parent))
    ranking, document = ranking_of(reckoner), rules["document"] or {}
    remind([error.message for error in reckoner.wrong])
    _write(folder / "排名.xlsx", ranking_book(ranking), force)
    text = facts_text(document, ranking_facts(ranking, ranking.total), mapping.name)
    _write(folder / "排名.事实表.yaml", text.encode(), force)
    title, *lines = bulletin(ranking, text_of(document.get("organization") or ""), reckoner.year)
    told = {**document, "title": title}
    if reckoner.year:
        ends = zip(("from", "to"), ranking.months[ranking.latest], strict=True)
        told["period"] = {end: f"{reckoner.year}-{month:02}" for end, month in ends}
    text = facts_text(told, ranking_facts(ranking, ranking.latest), mapping.name)
    _bulletin(_write(folder / "通报.事实表.yaml", text.encode(), force), lines, force=force)


def _bulletin(facts: Path, lines: list[str], *, force: bool) -> None:
    """Writes the 通报 as a draft of its own, whose figures are those of its facts."""
    from assistant.documents import write_docx
    from assistant.domain import Author, Draft, Revision, Role, Section
    from assistant.drafting.outline.assemble import assemble
    from assistant.facts import load_facts
    from assistant.files import free_name
    from assistant.revision.store import DraftStore

    sheet = load_facts(facts)
    section = Section("bulletin", "", Role.OPENING)
    section = section.revised(Revision("\n".join(lines), Author.OFFLINE))
    draft = Draft(sheet.document.title, (section,))
    data = write_docx(assemble(draft, sheet).document, sheet.document)
    target = _write(facts.with_name("通报.docx"), data, force).with_suffix(".draft")
    target = target if force else free_name(target)
    DraftStore.create(target, draft, sheet, overwrite=force).close()
    message_line(f"已写出 {target}。")


COMMANDS = {
    "ledger inspect": inspect,
    "ledger import": import_,
    "ledger check": check,
    "ledger refresh": refresh,
    "ledger template": template,
    "ledger merge": merge,
    "ledger points": points,
    "ledger schema": schema,
}
