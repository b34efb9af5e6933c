"""The command ``assistant draft``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.model_options import (
    BaseUrl,
    Choice,
    DryRun,
    Fallback,
    FallbackWriter,
    Jobs,
    ModelName,
    NoCache,
    Profile,
    PromptFolder,
    Record,
)
from assistant.cli.outputs import Format  # noqa: TC001 - typer reads the annotations
from assistant.cli.reading import ReaderName, ReaderScope, Reading, TrustReader
from assistant.cli.samples import NoSamples, folder_for
from assistant.domain import Scope

if TYPE_CHECKING:
    from assistant.cli.base import Base

_SAME = "same"


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command("draft", help="由事实表写出初稿,逐个核对数字,输出 Word 文件和可修订的初稿文件。")(
        draft
    )


def draft(
    facts: Annotated[
        Path,
        typer.Argument(
            metavar="FACTS", help="事实表(YAML 或 JSON),或台账(.xlsx、.xls、.et、.csv)。"
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="输出文件(.docx、.md、.txt)或文件夹;不写时放在事实表旁边,以标题为名。",
        ),
    ] = None,
    to: Annotated[Format | None, typer.Option("--to", help="输出格式,默认 docx。")] = None,
    outline: Annotated[
        str | None,
        typer.Option(
            "--outline",
            metavar="NAME",
            help="提纲:annual、school、publicity、brief,或提纲文件;不写时用事实表里写的。",
        ),
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="只列出各节和要写的事实,不写初稿。")] = False,
    final: Annotated[
        bool, typer.Option("--final", help="要定稿:还有待补或没有通过核对的数字,就不输出。")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖同名文件;不加时自动另取带编号的名字。")
    ] = False,
    samples: Annotated[
        Path | None,
        typer.Option(
            "--samples",
            metavar="DIR",
            help="范文库文件夹,只学写法,不用其中的数字;不写时用默认的(有范文的话)。",
        ),
    ] = None,
    no_samples: NoSamples = False,
    base: Annotated[
        Path | None,
        typer.Option(
            "--base",
            metavar="去年总结",
            help="去年的总结(.docx、.pdf、.txt、.md、.doc、.wps 或 .draft):沿用它的句子,换上今年的数字。",
        ),
    ] = None,
    base_facts: Annotated[
        Path | None,
        typer.Option(
            "--base-facts",
            metavar="FACTS",
            help="去年的事实表;不写时去年的数用事实表里的 previous。",
        ),
    ] = None,
    reader: ReaderName = None,
    scope: ReaderScope = Scope.DOUBTFUL,
    trust_reader: TrustReader = False,
    model: ModelName = None,
    profile: Profile = None,
    base_url: BaseUrl = None,
    jobs: Jobs = None,
    fallback: Fallback = None,
    prompts: PromptFolder = None,
    record: Record = None,
    dry_run: DryRun = False,
    no_cache: NoCache = False,
) -> None:
    """Writes the draft and ends with 0, or 1 where something is left to do."""
    from assistant.cli.drafting import Order, run_draft, show_plan

    choice = Choice(
        model=model,
        profile=profile,
        base_url=base_url,
        jobs=jobs,
        prompts=prompts,
        record=record,
        dry_run=dry_run,
        no_cache=no_cache,
        fallback=fallback is FallbackWriter.OFFLINE,
    )
    choice.refuse_idle()
    order = Order(
        facts=_facts_of(facts, output, force=force),
        output=output,
        format=to,
        outline=outline,
        final=final,
        force=force,
        samples=samples if plan else folder_for(samples, none=no_samples),
        model=choice if choice.wanted or dry_run else None,
        base=_base(base, base_facts),
        reading=_reading(reader, choice, scope, trusted=trust_reader),
    )
    if plan:
        show_plan(order)
        return
    code = run_draft(order)
    if code:
        raise typer.Exit(code)


def _facts_of(path: Path, output: Path | None, *, force: bool) -> Path:
    """The facts file; a ledger is imported into one first, beside the output."""
    from assistant.ledgers.reading import is_ledger

    if not is_ledger(path):
        return path
    from assistant.cli.console import message_line
    from assistant.cli.ledger import import_ledger

    folder = path.parent
    if output is not None:
        folder = output if output.is_dir() else output.parent
    facts, _ = import_ledger(path, folder / f"{path.stem}.事实表.yaml", force=force)
    message_line("下面按这些事实起草;没有取的数,请补进事实表或映射后再起草一遍。")
    return facts


def _reading(reader: str | None, choice: Choice, scope: Scope, *, trusted: bool) -> Reading | None:
    """Who reads the draft: another model, or with ``same`` the one that wrote it."""
    from assistant.errors import InputError

    if reader is None:
        if trusted:
            raise InputError("--trust-reader 要和 --reader 一起用", advice="请加 --reader 模型名")
        return None
    if reader != _SAME:
        return Reading(replace(choice, model=reader), scope, trusted)
    if not choice.wanted:
        raise InputError("--reader same 要有写稿的模型", advice="请加 --model,或写明读者的名字")
    return Reading(choice, scope, trusted)


def _base(path: Path | None, facts: Path | None) -> Base | None:
    from assistant.cli.base import Base
    from assistant.errors import InputError

    if path is None:
        if facts is not None:
            raise InputError("只写了 --base-facts", advice="请用 --base 给出去年的总结")
        return None
    return Base(path, facts)
