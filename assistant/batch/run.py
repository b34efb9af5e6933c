"""The driver: what is to be written or verified, by a crew, kept as it comes, and told."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from assistant.batch.engines import Crew
from assistant.batch.gate import Gate
from assistant.batch.jobs import digest_of
from assistant.batch.ledger import JobLedger, State
from assistant.batch.working import verify_text, write_unit
from assistant.errors import InputError
from assistant.files import free_name, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import ExitStack
    from pathlib import Path

    from assistant.batch.jobs import Made, Recipe, Unit

_CORES = os.cpu_count() or 1
_DIED = "写这个单位时进程中断了两次,没有再试。请单独起草查看原因"
_DIED_VERIFYING = "核对这一份时进程中断了。请单独核对查看原因"
# Those that need saving in another form are no less texts of the folder: they are told as unread.
_TEXTS = (".docx", ".docm", ".pdf", ".txt", ".md", ".markdown", ".doc", ".wps", ".rtf", ".odt")


@dataclass(slots=True)
class Run:
    """A run over the units of a source into a folder.

    Attributes:
        folder: where the drafts go, and the job ledger.
        recipe: how units are written.
        jobs: units at once; by default 4 where a model is asked, else one for each core.
        scheduler: a Dask scheduler's address; empty for this machine.
        again: units that failed are tried again though nothing changed.
        tally: how many units were ``written`` now, ``kept`` unchanged since, ``failed`` without a
            draft, are ``open`` (written, with something left to do), and were ``passed`` over,
            since nothing of theirs changed.
        stopped: in Chinese, why the run ended before its end; empty where it did not.
    """

    folder: Path
    recipe: Recipe
    jobs: int | None = None
    scheduler: str = ""
    again: bool = False
    tally: Counter[str] = field(default_factory=Counter)
    stopped: str = ""

    def write(self, units: Iterator[Unit]) -> Iterator[tuple[Unit, Made]]:
        """Writes all that is missing or changed; whatever ends the run, what was written stays.

        Gives each unit that is over with what came of it.

        Raises:
            InputError: another run holds the folder.
            OutputError: a result cannot be written.
        """
        with JobLedger(self.folder, hold=True) as ledger:
            crew = self._crew(ledger)
            crew.begin = lambda unit, attempt: ledger.add(
                unit.name, State.WRITING, digest=self.recipe.digest(unit), attempt=attempt
            )
            for unit, made in crew.over(self._due(units, ledger)):
                if made.stop:
                    crew.stopped = made.error
                    ledger.add(unit.name, State.WAITING, message=made.error)
                    continue
                self._keep(unit, made, ledger)
                yield unit, made
            self.stopped = crew.stopped

    def _crew(self, opened: ExitStack) -> Crew[Unit]:
        """Threads where something is waited for, processes where this machine does the work."""
        if self.scheduler:
            from assistant.batch.cluster import written_on

            write, room = opened.enter_context(written_on(self.scheduler, self.recipe, self.folder))
            return Crew(write, _DIED, self.jobs or room)
        gate = Gate(self.recipe.limits) if self.recipe.choice.wanted else None
        work, jobs = partial(write_unit, recipe=self.recipe, gate=gate), 4 if gate else _CORES
        return Crew(work, _DIED, self.jobs or jobs, processes=not gate)

    def _due(self, units: Iterator[Unit], ledger: JobLedger) -> Iterator[Unit]:
        """The units that are missing, changed, or were under way when a run ended."""
        for unit in units:
            last = ledger.last(unit.name)
            if last is not None and last.digest == self.recipe.digest(unit):
                there = (self.folder / last.place / f"{last.place}.docx").is_file()
                kept = last.state == State.WRITTEN and there
                if kept or (last.state == State.FAILED and not self.again):
                    left = kept and not last.counts.ok
                    self.tally.update(kept=kept, failed=not kept, open=left, passed=1)
                    continue
            yield unit

    def _keep(self, unit: Unit, made: Made, ledger: JobLedger) -> None:
        """Puts away what came of a unit."""
        if made.error:
            self.tally["failed"] += 1
            ledger.add(unit.name, State.FAILED, message=made.error)
            return
        contents = {".yaml": unit.facts.encode(), **made.files}
        files = " ".join(digest_of(content) for content in contents.values())
        # First what is to be written, then the files: a kill between them is no edit.
        ledger.add(unit.name, State.WRITING, files=files)
        self._files(ledger.place(unit.name), contents, ledger.files(unit.name))
        ledger.add(unit.name, State.WRITTEN, made, files=files)
        self.tally.update(written=1, open=not made.counts.ok)

    def _files(self, place: str, contents: Mapping[str, bytes], known: str) -> None:
        """Writes the unit's files, the .docx last: it is the sign that all are there.

        What a person changed since it was written is not written over: it takes another name.
        """
        folder = self.folder / place
        folder.mkdir(parents=True, exist_ok=True)
        for ending in sorted(contents, key=lambda ending: ending == ".docx"):
            target = folder / f"{place}{ending}"
            if target.exists() and digest_of(target.read_bytes()) not in known:
                target.rename(free_name(target.with_stem(f"{target.stem}(改过)")))
            write_atomic(target, contents[ending])


def verify_folder(folder: Path, jobs: int | None = None) -> Iterator[tuple[Path, Made]]:
    """What the verifier says of each text of a folder, as it comes, on all cores.

    Memory does not grow with the number of texts.

    Args:
        folder: where the texts lie, each with its facts file beside it.
        jobs: processes at once; one for each core by default.

    Raises:
        InputError: there is no text.
    """
    texts = [path for path in sorted(folder.rglob("*")) if _is_text(path)]
    if not texts:
        advice = "要有 .docx、.pdf、.txt 或 .md"
        raise InputError("文件夹里没有可以核对的文稿", path=folder, advice=advice)
    return Crew(verify_text, _DIED_VERIFYING, jobs or _CORES, processes=True).over(iter(texts))


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in _TEXTS and path.is_file() and path.name[0] not in {".", "~"}
