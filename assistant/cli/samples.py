"""The commands ``assistant samples add|list|show|remove``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import error_line, message_line, print_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.samples import Excerpt, Imported, Part, Removal, Sample

_SHOWN = 60  # characters of a removal that the report shows
_BUDGET = 2000


def folder_for(samples: Path | None, *, none: bool) -> Path | None:
    """The samples to use: those that were named, else the default folder's where there are any."""
    from assistant.errors import InputError
    from assistant.samples import default_folder, load_library

    if none and samples is not None:
        raise InputError("--samples 和 --no-samples 只能用一个", advice="请去掉其中一个")
    if none or samples is not None:
        return samples
    found = load_library()
    if not found:
        return None
    message_line(
        f"范文:用默认文件夹 {default_folder()} 里的 {len(found)} 篇;不用请加 --no-samples。"
    )
    return default_folder()


def add(paths: list[Path], *, samples: Path | None = None, dry_run: bool = False) -> None:
    """Imports files; one that cannot be read does not keep the others out."""
    from assistant.errors import AssistantError
    from assistant.samples import files_in, import_file

    files = [file for path in paths for file in files_in(path)]
    failed = found = 0
    for file in files:
        try:
            imported = import_file(file)
        except AssistantError as error:
            if len(files) == 1:
                raise
            error_line(str(error))
            failed += 1
            continue
        for line in import_report(imported):
            message_line(line)
        found += len(imported.samples)
        _store(imported, samples, dry_run=dry_run)
    if failed:
        message_line(f"{failed} 个文件没有导入,原因见上。")
    elif not found:
        message_line("没有一篇可以导入,原因见上。")
    if failed or not found:
        raise typer.Exit(2)


def _store(imported: Imported, folder: Path | None, *, dry_run: bool) -> None:
    from datetime import date

    from assistant.samples import add_samples

    if dry_run:
        for sample in imported.samples:
            print_line(f"会导入:{sample.title}({len(sample.text)} 字)")
        return
    today = date.today().isoformat()  # noqa: DTZ011 - the person's own day
    added = add_samples(imported.samples, folder, today)
    for message in added.messages:
        message_line(message)
    for sample in added.samples:
        print_line(f"已导入:{sample.name}({len(sample.text)} 字)")


def import_report(imported: Imported) -> list[str]:
    """The lines that tell what a file gave and what was taken out of it."""
    lines = [f"{imported.path}:找到 {len(imported.samples)} 篇,去掉 {len(imported.removals)} 处。"]
    lines += imported.messages
    lines += [f"  去掉{_removal_line(one)}" for one in imported.removals]
    if imported.removals and imported.samples:
        lines.append(
            "  要放回,请用 assistant samples show 名称 --removed 看编号,再加 --keep 编号。"
        )
    return lines


def _removal_line(removal: Removal) -> str:
    text = " ".join(removal.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……(共 {len(text)} 字)"
    return f"[{removal.reason}]{removal.place}:{shown}"


def list_samples(*, samples: Path | None = None) -> None:
    """Prints a line for each sample."""
    from assistant.samples import load_library

    found = load_library(samples)
    if not found:
        message_line("还没有范文。请用 assistant samples add 文件 导入。")
    for sample in found:
        source = f"\t来自 {sample.source}" if sample.source else ""
        imported = f"\t{sample.imported}" if sample.imported else ""
        print_line(f"{sample.name}\t{len(sample.text)} 字{imported}{source}")


def show(
    name: str | None = None,
    *,
    samples: Path | None = None,
    masked: bool = False,
    facts: Path | None = None,
    budget: int = _BUDGET,
    removed: bool = False,
    keep: list[int] | None = None,
) -> None:
    """Prints a sample's parts, its masked text, the choice for a fact sheet, or a profile."""
    from assistant.errors import InputError
    from assistant.samples import find_sample, keep_removed, load_library

    if (removed or keep) and name is None:
        raise InputError("--removed 和 --keep 要写明是哪一篇范文", advice="请写上范文名称")
    if keep and name is not None:
        done = keep_removed(name, set(keep), samples)
        print_line(f"已放回 {len(set(keep))} 处:{done.name}({len(done.text)} 字),请看一眼位置。")
        return
    library = load_library(samples)
    chosen = (find_sample(library, name),) if name is not None else library
    if removed:
        for number, one in enumerate(chosen[0].removed, 1):
            print_line(f"{number}. {_removal_line(one)}")
        message_line(f"“{chosen[0].name}”导入时去掉 {len(chosen[0].removed)} 处。")
    elif facts is not None:
        _show_choice(chosen, facts, budget)
    elif name is None:
        _show_profile(chosen)
    else:
        _show_sample(chosen[0], masked=masked)


def _show_sample(sample: Sample, *, masked: bool) -> None:
    from assistant.samples import mask_text, split

    print_line(f"{sample.title}({len(sample.text)} 字)")
    if masked:
        found = mask_text(sample.text)
        print_line(found.text)
        for mark, word in found.names:
            message_line(f"{mark} {word}")
        message_line(f"共遮盖名称 {len(found.names)} 个、数字 {len(found.figures)} 处。")
        return
    for part in split(sample.text):
        print_line(part_line(part))


def part_line(part: Part) -> str:
    """A line on a part of a sample: its class, heading and length."""
    from assistant.samples import ROLE_NAMES

    kinds = {"title": "标题", "signature": "落款"}
    label = kinds.get(part.kind) or (ROLE_NAMES[part.role] if part.role else "")
    indent = "  " * max(0, part.level - 1)
    return f"{indent}[{label}]{part.marker}{part.heading or part.text[:20]}({part.end - part.start} 字)"


def _show_profile(samples: Iterable[Sample]) -> None:
    from assistant.samples import style_profile

    print_line(
        style_profile(samples).render() or "还没有范文。请用 assistant samples add 文件 导入。"
    )


def _show_choice(samples: Iterable[Sample], facts: Path, budget: int) -> None:
    from assistant.drafting.outline.outline import outline_for
    from assistant.drafting.outline.plan import plan_sections
    from assistant.facts import load_facts
    from assistant.samples import choose

    sheet = load_facts(facts)
    many = tuple(samples)
    for section in plan_sections(sheet, outline_for(sheet)):
        print_line(f"【{section.heading or section.id}】")
        for excerpt in choose(many, section, sheet, budget, len):
            for line in excerpt_lines(excerpt):
                print_line(line)


def excerpt_lines(excerpt: Excerpt) -> list[str]:
    """The lines on a chosen excerpt: where it comes from, why, and its beginning."""
    beginning = excerpt.text.replace("\n", " ")[:_SHOWN]
    head = (
        f"  {excerpt.sample}{f'·{excerpt.heading}' if excerpt.heading else ''}({excerpt.tokens} 字)"
    )
    return [head, f"    理由:{excerpt.reason}", f"    {beginning}……"]


def remove(name: str, *, samples: Path | None = None) -> None:
    """Deletes a sample's file."""
    from assistant.samples import remove_sample

    print_line(f"已删除:{remove_sample(name, samples).name}")


COMMANDS = {
    "samples add": add,
    "samples list": list_samples,
    "samples show": show,
    "samples remove": remove,
}
