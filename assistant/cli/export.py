"""The command ``assistant export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import message_line, print_line
from assistant.cli.reading import Reading, opened
from assistant.domain import Scope
from assistant.drafting.pipeline.choice import Choice
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.revision.exporting import Output

_SHOWN = 30  # characters of a text that are shown


def export_command(
    draft: Path,
    *,
    to: str | None = None,
    final: bool = False,
    output: Path | None = None,
    redline_from: str = "",
    redline_to: str = "",
    facts: Path | None = None,
    scope: Scope = Scope.DOUBTFUL,
    trust_reader: bool = False,
    choice: Choice,
) -> None:
    """Writes the outputs and prints their names; 1 where errors remain in what was written."""
    from assistant.revision.exporting import TEXTS, Output, export
    from assistant.revision.second import read_whole
    from assistant.revision.session import Session
    from assistant.revision.states import NOW, comparison, note_export
    from assistant.revision.views import change_line

    compared = bool(redline_from or redline_to)
    outputs = _outputs(to or ("redline" if compared else "docx,checklist"))
    if compared and Output.REDLINE not in outputs:
        outputs = (*outputs, Output.REDLINE)
    if final and redline_to not in {"", NOW}:
        raise InputError(
            "定稿的花脸稿只能比到现稿", advice="去掉 --redline-to,或先导出定稿,再另导花脸稿"
        )
    if trust_reader and not choice.wanted:
        raise InputError("--trust-reader 要和 --reader 一起用", advice="请加 --reader 模型名")
    with Session.open(draft, facts=facts, read_only=True) as session:
        if choice.wanted:
            with opened(Reading(choice), session.sheet) as reader:
                read_whole(session, reader, scope, trusted=trust_reader)
        for change in session.changes:
            message_line(f"提醒:事实表改过了,导出的仍是旧数,请先修订:{change_line(change)}")
        ends = comparison(session, redline_from, redline_to) if compared else None
        for text in ends.skipped if ends else ():
            message_line(f"没有比较(文本框、脚注、页眉页脚里的文字):{text[:_SHOWN]}")
        for file in export(session, outputs, final=final, stem=output, compared=ends):
            print_line(str(file))
        trouble = note_export(session) if TEXTS & set(outputs) else ""
        if trouble:
            message_line(trouble)
        report = session.checked.report
        if not report.ok:
            message_line(f"还有 {report.coverage.findings} 条问题,用 assistant revise 处理。")
            raise typer.Exit(1)


def _outputs(words: str) -> tuple[Output, ...]:
    from assistant.revision.exporting import Output

    known = [each.value for each in Output if each is not Output.CLEAN]
    wanted = [
        word.strip().lower() for word in words.replace("\uff0c", ",").split(",") if word.strip()
    ]
    unknown = [word for word in wanted if word not in known]
    if unknown or not wanted:
        raise InputError(
            f"--to 里的“{'、'.join(unknown)}”不认识" if unknown else "--to 没有写要导出什么",
            advice=f"可用:{'、'.join(known)}",
        )
    return tuple(Output(word) for word in wanted)


COMMANDS = {"export": export_command}
