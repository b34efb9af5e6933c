"""The commands ``assistant ledger inspect|import|check|refresh|template|merge|points|schema``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import message_line, print_line

if TYPE_CHECKING:
    from assistant.ledgers.importing import Imported

_Compute = Annotated[
    bool, typer.Option("--compute", help="公式没有存值的,由 LibreOffice 计算(要装有 LibreOffice)。")
]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="台账(.xlsx、.xls、.et、.csv)。")]
_Source = Annotated[Path, typer.Argument(metavar="MAP|FILE", help="映射文件(.yaml),或台账本身。")]
_FINDINGS = 1


_Force = Annotated[bool, typer.Option("--force", help="覆盖同名文件;不加时自动另取名字。")]
_Mapping = Annotated[Path, typer.Argument(metavar="MAP", help="映射文件(.yaml)。")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    ledger = typer.Typer(help="读台账:认表、导入为事实表、核对、更新。", no_args_is_help=True)
    for name, command, told in (
        ("inspect", inspect, "列出认出的表头、单位、合计、说明、隐藏行,并拟一份映射。"),
        ("import", import_, "由台账得出事实表;只给台账时,拟出的映射存在旁边。"),
        ("check", check, "对照台账核对事实表;台账动过就列出来,退出码 1。"),
        ("refresh", refresh, "把台账的新数更新到事实表:先列出不同,手写的内容和注释不变。"),
        ("template", template, "输出一份填表样式(.xlsx),填好后不用映射就能读。"),
        ("merge", merge, "把几个单位报来的同样的表合成一张,列出矛盾的数和没报的单位。"),
        ("points", points, "按映射里的计分办法算得分和排名,写出排名表和通报。"),
        ("schema", schema, "输出映射文件的 JSON Schema,供编辑器补全和检查。"),
    ):
        ledger.command(name, help=told)(command)
    app.add_typer(ledger, name="ledger")


def _write(target: Path, data: bytes, force: bool, told: str = "。") -> Path:
    """Writes a file, under a free name where it may not take the place of another, and says so."""
    from assistant.files import free_name, write_atomic

    target = target if force else free_name(target, data)
    write_atomic(target, data)
    message_line(f"已写出 {target}{told.format(target=target)}")
    return target


def inspect(path: _File, compute: _Compute = False) -> None:
    """Prints what was recognised, and a mapping to start from."""
    from assistant.ledgers import importing

    for line in importing.inspect(path, compute=compute):
        print_line(line)
    found = importing.import_file(path, compute=compute)
    print_line("\n拟出的映射:")
    print_line(found.mapping.rstrip("\n"))


def import_(
    source: _Source,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FACTS", help="事实表;不写时放在台账旁边。"),
    ] = None,
    compute: _Compute = False,
    force: _Force = False,
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

    Returns:
        The facts file, and 1 where something was left out.

    Raises:
        LedgerError: it cannot be read, or gives no fact.
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
    for note in found.notes:
        message_line(f"提醒:{note}")
    for question in found.questions:
        message_line(f"没有取:{question}")


def check(
    mapping: _Mapping,
    facts: Annotated[Path, typer.Option("--facts", "-f", metavar="FACTS", help="事实表。")],
    compute: _Compute = False,
) -> None:
    """Lists what the ledger tells otherwise; ends with 1 where there is any."""
    from assistant.ledgers.refreshing import differences

    found = differences(mapping, facts, compute=compute)
    for item in found:
        print_line(item.text)
    message_line(f"有 {len(found)} 处不同。" if found else "事实表与台账一致。")
    if found:
        raise typer.Exit(_FINDINGS)


def refresh(
    mapping: _Mapping,
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="事实表。")],
    compute: _Compute = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出不同,不写入。")] = False,
) -> None:
    """Shows every difference, then writes the new values into the facts file."""
    from assistant.ledgers.refreshing import differences
    from assistant.ledgers.refreshing import refresh as take_over

    found = differences(mapping, facts, compute=compute)
    for item in found:
        print_line(item.text)
    kept = [item for item in found if item.key != "gone"]
    if not kept or dry_run:
        message_line("没有写入。" if found else "事实表与台账一致,没有写入。")
        return
    sheet = take_over(facts, found)
    for warning in sheet.warnings:
        message_line(f"提醒:{warning}")
    message_line(f"已更新 {facts}({len(kept)} 处)。")


def template(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="样式文件。")
    ] = Path("台账.xlsx"),
    facts: Annotated[
        Path | None, typer.Option("--facts", metavar="FACTS", help="把这份事实表填进去。")
    ] = None,
    force: _Force = False,
) -> None:
    """Writes the form, empty or filled from a facts file."""
    from assistant.ledgers.template import template as form

    _write(output, form(facts), force, ";填好后运行 assistant draft {target}。")


def schema() -> None:
    """Prints the JSON Schema of the mapping file."""
    import json

    from assistant.ledgers.mapping import mapping_schema

    print_line(json.dumps(mapping_schema(), ensure_ascii=False, indent=2))


def merge(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="各单位报来的台账,列要相同。")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="汇总表。")] = Path(
        "汇总.xlsx"
    ),
    senders: Annotated[
        str, typer.Option("--senders", help="应报的单位,用逗号或顿号分开;缺的会列出来。")
    ] = "",
    force: _Force = False,
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


def points(
    mapping: _Mapping,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="放结果的文件夹;不写时放在映射旁边。"),
    ] = None,
    force: _Force = False,
) -> None:
    """Writes the ranking (.xlsx) with its facts, and the 通报 with its facts and draft file."""
    from assistant.ledgers.importing import facts_text
    from assistant.ledgers.mapping import read_mapping, text_of
    from assistant.ledgers.points import bulletin, ranking_book, ranking_facts, ranking_of
    from assistant.ledgers.reckoning import Reckoner, Workbooks

    rules, folder = read_mapping(mapping), output or mapping.parent
    folder.mkdir(parents=True, exist_ok=True)
    reckoner = Reckoner(rules, str(mapping), Workbooks(mapping.parent))
    ranking, document = ranking_of(reckoner), rules["document"] or {}
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
