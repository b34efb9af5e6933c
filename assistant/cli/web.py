"""The command ``assistant web``."""

from __future__ import annotations

import socket
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.console import message_line, print_line
from assistant.cli.progress import SectionProgress
from assistant.domain import now
from assistant.drafting.pipeline.choice import Choice
from assistant.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.outline.outline import Outline
    from assistant.revision.people import Roster
    from assistant.web.door import Door
    from assistant.web.office import Office

_PACKAGES = ("starlette", "uvicorn", "jinja2", "python_multipart")


def web(
    folder: Path = Path(),
    *,
    port: int = 0,
    no_browser: bool = False,
    samples: Path | None = None,
    users: Path | None = None,
    lan: bool = False,
    name: list[str] | None = None,
    address: str = "0.0.0.0",  # noqa: S104 - with --lan alone, whose use is told there
    cert: Path | None = None,
    key: Path | None = None,
    plain: bool = False,
    choice: Choice,
    reader: str | None = None,
    offline: bool = False,
) -> None:
    """Serves until it is interrupted; the first line of the output is the address."""
    if not folder.is_dir():
        raise InputError("没有这个文件夹", path=folder, advice="请给出放初稿的文件夹")
    missing = [each for each in _PACKAGES if find_spec(each) is None]
    if missing:
        raise SettingsError(
            f"没有装网页要用的软件包({'、'.join(missing)})",
            advice="请安装:pip install 'work-summary-assistant[web]'",
        )
    from assistant.revision.people import load_roster
    from assistant.web.serving import Listening, serve

    roster = load_roster(users)
    reads = None if reader is None else replace(choice, model=reader)
    listening = Listening(port)
    if lan:
        _require_safe(roster, cert=cert, key=key, plain=plain)
        listening = Listening(port, address, tuple(name or (socket.gethostname(),)), cert, key)
    elif name or cert or key or plain:
        raise InputError("--name、--cert、--key、--plain 只和 --lan 一起用")
    serve(
        lambda door: _office(folder, choice, samples, roster, door, reads=reads, offline=offline),
        listening,
        browser=not no_browser,
        tell=print_line,
    )


def _require_safe(roster: Roster, *, cert: Path | None, key: Path | None, plain: bool) -> None:
    """Raises InputError where other computers are let in without users or without TLS."""
    if not any(each.password for each in roster.people):
        raise InputError(
            "--lan 要各人登录", advice="加 --users 人员文件,里面写好口令(见 docs/web.md)"
        )
    if (cert is None or key is None) and not plain:
        raise InputError(
            "--lan 要证书:口令和稿件不该不加密地在网上走",
            advice="加 --cert 和 --key;确实不要加密,加 --plain",
        )
    if plain:
        message_line("提醒:没有加密(--plain),同一网络里的人可以看到口令和稿件。")


def _office(
    folder: Path,
    choice: Choice,
    samples: Path | None,
    roster: Roster,
    door: Door,
    *,
    reads: Choice | None,
    offline: bool,
) -> Office:
    from assistant.cli.revise import reader_of, writer_of
    from assistant.web.office import Office

    return Office(
        folder,
        open_writer=partial(writer_of, choice=choice, offline=offline),
        write=partial(_write, choice=choice, samples=samples),
        open_reader=reader_of(reads),
        samples=samples,
        roster=roster,
        door=door,
        note=lambda line: message_line(f"{now()} {line}"),
    )


def _write(
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    tell: Callable[[str], None],
    *,
    choice: Choice,
    samples: Path | None,
) -> tuple[Draft, str]:
    """A new draft by the model of the command line, else by the offline writer."""
    from assistant.cli.drafting import write_draft_by

    progress = SectionProgress(plan, tell)
    by = choice if choice.wanted else None
    return write_draft_by(by, sheet, plan, outline, samples=samples, progress=progress)


COMMANDS = {"web": web}
