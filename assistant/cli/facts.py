"""The commands ``assistant facts check|show|schema|template|set``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import message_line, print_json, print_line, print_table, remind
from assistant.cli.outputs import refuse_existing
from assistant.domain import DateSpan, DerivedKind

if TYPE_CHECKING:
    from rich.table import Table

    from assistant.domain import Fact, FactSheet

_DERIVED_NAMES = {
    DerivedKind.GROWTH: "增速",
    DerivedKind.INCREASE: "增量",
    DerivedKind.TIMES: "倍数",
    DerivedKind.COMPLETION: "完成率",
    DerivedKind.SHARE: "占比",
}


def check(path: Path) -> None:
    """Loads the sheet, and looks into the workbooks beside it that its sources name.

    Its errors end the command, its warnings are shown; ends with 1 where a cell bears another value.
    """
    from assistant.facts import load_facts
    from assistant.ledgers.checking import check_sources

    sheet = load_facts(path)
    remind(sheet.warnings)
    print_line(summary(sheet))
    if sheet.pending:
        print_line(f"还有{len(sheet.pending)}项待填:{'、'.join(sheet.pending)}。")
    wrong = check_sources(sheet, path.parent)
    for message in wrong:
        print_line(f"出处不符:{message}")
    if wrong:
        raise typer.Exit(1)


def show(path: Path) -> None:
    """Prints the table of facts with what is derived from them."""
    from assistant.facts import load_facts

    sheet = load_facts(path)
    print_line(f"{sheet.document.title}\n{summary(sheet)}")
    print_table(fact_table(sheet))
    remind(sheet.warnings)


def schema() -> None:
    """Prints the JSON Schema."""
    from assistant.facts import json_schema

    print_json(json_schema())


def template() -> None:
    """Prints the template."""
    from importlib.resources import files

    print_line(files("assistant.facts").joinpath("template.yaml").read_text("utf-8").rstrip("\n"))


def change(words: list[str], *, path: Path = Path("facts.yaml")) -> None:
    """Changes values in the file and says what they were."""
    from assistant.facts import set_facts
    from assistant.facts.loading import open_facts

    parsed = open_facts(path).parsed
    old = parsed.sheet
    changes = {_id_of(name, old, parsed.pending): value for name, value in map(_pair, words)}
    new = set_facts(path, changes)
    for key in changes:
        name, _, field = key.partition(".")
        print_line(f"{_whole(old, name)} → {_whole(new, name)}")
        if field and {name} <= old.by_id.keys() & new.by_id.keys():
            print_line(f"  {key}:{_field(old, name, field)} → {_field(new, name, field)}")
    remind(new.warnings)
    message_line(f"已写入 {path}。")


def _whole(sheet: FactSheet, name: str) -> str:
    from assistant.facts.describing import describe_whole

    return describe_whole(sheet.by_id[name]) if name in sheet.by_id else f"{name}:待填"


def _id_of(name: str, sheet: FactSheet, pending: dict[str, str]) -> str:
    """The id behind a fact's Chinese name, where one fact alone has it; else ``name`` as it is."""
    own, dot, field = name.partition(".")
    if own in {*sheet.by_id, *pending}:
        return name
    named = [fact.id for fact in sheet.facts if own in {fact.name, "/".join(fact.path)}]
    named += [number for number, waits in pending.items() if waits == own and number != own]
    return f"{named[0]}{dot}{field}" if len(named) == 1 else name


def _field(sheet: FactSheet, name: str, field: str) -> str:
    from assistant.facts.values import span_text

    value = getattr(sheet.by_id[name], field, None)
    if isinstance(value, DateSpan):
        return span_text(value)
    return "空" if value is None else "、".join(value) if isinstance(value, tuple) else str(value)


def next_year(year: int, path: Path, *, output: Path) -> None:
    """Writes the next year's file and says what is to be filled in."""
    from assistant.facts import roll_over
    from assistant.files import write_atomic

    refuse_existing(output)
    rolled = roll_over(path, year)
    write_atomic(output, rolled.text.encode())
    print_line(f"已写出 {output}。")
    print_line(
        f"待填{len(rolled.pending)}项,计划转为目标{rolled.targets}项,去年的陈述待核对{rolled.kept}条。"
    )
    if rolled.unfilled:
        print_line(
            f"去年没有填数的{len(rolled.unfilled)}项,上年数留空:{'、'.join(rolled.unfilled)}。"
        )
    print_line("填完后运行 assistant facts check 看还差多少。")


def _pair(word: str) -> tuple[str, str]:
    from assistant.errors import InputError

    name, sign, value = word.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise InputError(f"“{word}”看不懂", advice="请写成 编号=新值,如 articles=460")
    return name.strip(), value.strip()


def summary(sheet: FactSheet) -> str:
    """One line on how many facts of which sort there are."""
    facts = sheet.facts
    parts = sum(fact.parent is not None for fact in facts)
    required = sum(fact.required for fact in facts)
    warnings = f",{len(sheet.warnings)} 条提醒" if sheet.warnings else ""
    return (
        f"事实表可用:{len(facts)} 条事实(其中分项 {parts} 条,必写 {required} 条),"
        f"{len(sheet.derived)} 个派生数字{warnings}。"
    )


def fact_table(sheet: FactSheet) -> Table:
    """The facts, parts indented below their whole, with derived facts and formulas."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from assistant.facts.formulas import worked

    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    for title, ratio in (("编号", 8), ("事实", 12), ("数值", 10), ("派生数字", 20), ("来源", 8)):
        table.add_column(title, overflow="fold", ratio=ratio)
    derived: dict[str, list[str]] = {}
    for item in sheet.derived:
        derived.setdefault(item.fact, []).append(
            f"{_DERIVED_NAMES[item.kind]}(.{item.kind.value}) {item.formula}"
        )
    for fact in sheet.facts:
        if told := worked(fact, sheet.by_id):
            derived.setdefault(fact.id, []).insert(0, f"算式 {told}")
        cells = (
            fact.id,
            _name(fact),
            _said(fact),
            "\n".join(derived.get(fact.id, ())),
            fact.source or "",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _name(fact: Fact) -> str:
    indent = "  " * (len(fact.path) - 1)
    scope = f"({fact.scope})" if fact.scope and fact.parent is None else ""
    return f"{indent}{fact.name}{scope}" if fact.statement is None else "〔陈述〕"


def _said(fact: Fact) -> str:
    from assistant.facts.describing import describe

    planned = "(计划)" if fact.status == "planned" else ""
    return describe(fact) + planned


COMMANDS = {
    "facts check": check,
    "facts show": show,
    "facts schema": schema,
    "facts template": template,
    "facts set": change,
    "facts next": next_year,
}
