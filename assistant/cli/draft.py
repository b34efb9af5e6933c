"""The command ``assistant draft``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from assistant.cli.outputs import Format  # noqa: TC001 - typer reads the annotations


class Fallback(StrEnum):
    """What stands in where the model fails."""

    OFFLINE = "offline"


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command("draft", help="由事实表写出初稿,逐个核对数字,输出 Word 文件和可修订的初稿文件。")(
        draft
    )


def draft(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="事实表(YAML 或 JSON)。")],
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
        typer.Option("--samples", metavar="DIR", help="范文库文件夹,只学写法,不用其中的数字。"),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", help="用这个模型写;不写时离线写,不需要模型。"),
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help="模型服务的配置名。")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="模型服务的地址。")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=64, help="同时写几节(用模型时)。")
    ] = None,
    fallback: Annotated[
        Fallback | None,
        typer.Option("--fallback", help="模型写不成的一节改用离线写法,并注明。"),
    ] = None,
    prompts: Annotated[
        Path | None, typer.Option("--prompts", metavar="DIR", help="自己的提示词文件夹。")
    ] = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="DIR", help="把模型的回答存下来,供测试用。")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="什么也不发送,只显示将要发给模型的全部内容。")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="不用以前的回答,重新问模型。")
    ] = False,
) -> None:
    """Writes the draft and ends with 0, or 1 where something is left to do."""
    from assistant.cli.drafting import Order, run_draft, show_plan
    from assistant.cli.modelling import ModelOrder

    asked = ModelOrder(
        name=model,
        profile=profile,
        base_url=base_url,
        jobs=jobs,
        fallback=fallback is Fallback.OFFLINE,
        prompts=prompts,
        record=record,
        dry_run=dry_run,
        cache=not no_cache,
    )
    order = Order(
        facts=facts,
        output=output,
        format=to,
        outline=outline,
        final=final,
        force=force,
        samples=samples,
        model=asked if asked.wanted else None,
    )
    if plan:
        show_plan(order)
        return
    code = run_draft(order)
    if code:
        raise typer.Exit(code)
