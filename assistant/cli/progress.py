"""The progress of a draft's sections, on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from assistant.cli.console import message_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from assistant.domain import Section
    from assistant.drafting.model.models import Progress


class SectionProgress:
    """A line for each section in a terminal; a plain line for each that is done elsewhere."""

    def __init__(
        self, sections: Sequence[Section], tell: Callable[[str], None] | None = None
    ) -> None:
        """Shows nothing itself where ``tell`` is to hear of everything that happens."""
        self._tell = tell
        self._names = {section.id: printable(section.title) for section in sections}
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._bars = Progress(
                SpinnerColumn(finished_text="✓"),
                TextColumn("{task.description}", markup=False),
                TextColumn("{task.fields[note]}", markup=False),
                TimeElapsedColumn(),
                console=Console(stderr=True),
            )
            for section_id, name in self._names.items():
                self._tasks[section_id] = self._bars.add_task(name, total=1, start=False, note="")
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def written(self, section: Section) -> None:
        """The offline writer has written a section."""
        self._show(section.id, "已写好", done=True)

    def heard(self, news: Progress) -> None:
        """Something happened to a section that a model writes."""
        from assistant.drafting.model.models import State

        done = news.state in {State.DONE, State.FALLBACK, State.FAILED}
        self._show(news.section, told(news), done=done)

    def _show(self, section_id: str, note: str, *, done: bool) -> None:
        name = self._names.get(section_id, section_id)
        if self._tell is not None:
            self._tell(f"{name}:{note}")
        elif self._bars is None and done:
            message_line(f"{name}:{note}")
        if self._bars is None:
            return
        task = self._tasks.get(section_id)
        if task is not None:
            self._bars.start_task(task)
            self._bars.update(task, note=printable(note), completed=1 if done else 0)


def told(news: Progress) -> str:
    """What happened to a section, in Chinese: ``正在写,120字``."""
    from assistant.drafting.model.models import State

    words = {
        State.WAITING: "等待",
        State.ASKING: "正在写",
        State.REPAIRING: "正在修改",
        State.DONE: "已写好",
        State.FALLBACK: "改用离线写法",
        State.FAILED: "没有写成",
    }
    parts = [words[news.state]]
    if news.characters:
        parts.append(f"{news.characters}字")
    if news.sent or news.received:
        parts.append(f"词元 {news.sent}+{news.received}")
    return ",".join(parts + [news.note] * bool(news.note))
