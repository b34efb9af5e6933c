"""The command ``assistant draft``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.outputs import Format
from assistant.cli.reading import Reading
from assistant.cli.samples import folder_for
from assistant.domain import Scope
from assistant.drafting.pipeline.choice import Choice

if TYPE_CHECKING:
    from assistant.cli.base import Base

_SAME = "same"


def draft(
    facts: Path,
    *,
    output: Path | None = None,
    to: Format | None = None,
    outline: str | None = None,
    plan: bool = False,
    final: bool = False,
    force: bool = False,
    samples: Path | None = None,
    no_samples: bool = False,
    base: Path | None = None,
    base_facts: Path | None = None,
    reader: str | None = None,
    scope: Scope = Scope.DOUBTFUL,
    trust_reader: bool = False,
    choice: Choice,
) -> None:
    """Writes the draft and ends with 0, or 1 where something is left to do."""
    from assistant.cli.drafting import Order, run_draft, show_plan
    from assistant.ledgers.reading import is_ledger

    ledger = is_ledger(facts)
    own = {} if ledger else {"-o": output, "--force": force}  # else they are of its facts file
    asked = choice if reader is None else replace(choice, model=choice.model or reader)
    asked.refuse_idle({**own, "--to": to, "--final": final})
    order = Order(
        facts=_imported(facts, output, force=force) if ledger else facts,
        output=output,
        format=to,
        outline=outline,
        final=final,
        force=force,
        samples=samples if plan else folder_for(samples, none=no_samples),
        model=choice if choice.wanted or (choice.dry_run and reader is None) else None,
        base=_base(base, base_facts),
        reading=_reading(reader, choice, scope, trusted=trust_reader),
    )
    if plan:
        show_plan(order)
        return
    code = run_draft(order)
    if code:
        raise typer.Exit(code)


def _imported(path: Path, output: Path | None, *, force: bool) -> Path:
    """The facts file that a ledger is imported into, beside the output."""
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


COMMANDS = {"draft": draft}
