"""The driver: what is to be written, by a crew, kept as it comes, and told."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Self

from assistant.batch.engines import Crew
from assistant.batch.gate import Gate
from assistant.batch.jobs import Made
from assistant.batch.ledger import JobLedger, State
from assistant.batch.units import place_of
from assistant.batch.writing import write_unit
from assistant.files import free_name, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from assistant.batch.jobs import Recipe, Unit

_DIED = "写这个单位时进程中断了两次,没有再试。请单独起草查看原因"


@dataclass(slots=True)
class Run:
    """A run over the units of a source into a folder.

    Attributes:
        folder: where the drafts go, and the job ledger.
        recipe: how units are written.
        jobs: units at once; by default 4 where a model is asked, else one for each core.
        scheduler: a Dask scheduler's address; empty for this machine.
        again: units that failed are tried again though nothing changed.
        told: called with each unit that is over: (unit's name, what came of it, seconds so far, units
            passed over so far, since nothing of theirs changed).
        written, kept, failed: units written now, unchanged since, and without a draft.
        open: written, with something left to do.
        stopped: in Chinese, why the run ended before its end; empty where it did not.
    """

    folder: Path
    recipe: Recipe
    jobs: int | None = None
    scheduler: str = ""
    again: bool = False
    told: Callable[[str, Made, float, int], None] = lambda *_: None
    written: int = 0
    kept: int = 0
    failed: int = 0
    open: int = 0
    stopped: str = ""
    _places: dict[str, str] = field(default_factory=dict)
    _passed: int = 0

    def write(self, units: Iterator[Unit]) -> Self:
        """Writes all that is missing or changed; whatever ends the run, what was written stays.

        Raises:
            InputError: another run holds the folder.
            OutputError: a result cannot be written.
        """
        began = time.monotonic()
        with ExitStack() as open_, JobLedger(self.folder, hold=True) as ledger:
            crew = self._crew(open_)
            crew.begin, crew.interrupted = partial(self._begin, ledger), self._interrupted
            for unit, result in crew.over(self._due(units, ledger)):
                made = result or Made(error=_DIED)
                self._keep(unit, made, ledger)
                if not made.stop:
                    self.told(unit.name, made, time.monotonic() - began, self._passed)
        return self

    def _crew(self, open_: ExitStack) -> Crew[Unit, Made]:
        """Threads where something is waited for, processes where this machine does the work."""
        if self.scheduler:
            from assistant.batch.cluster import Cluster

            cluster = Cluster(self.scheduler, self.recipe, self.folder)
            open_.callback(cluster.close)
            return Crew(cluster.write, self.jobs or cluster.room)
        gate = Gate(self.recipe.limits) if self.recipe.asks else None
        work = partial(write_unit, recipe=self.recipe, gate=gate)
        return Crew(work, self.jobs or (4 if gate else os.cpu_count() or 1), processes=not gate)

    def _due(self, units: Iterator[Unit], ledger: JobLedger) -> Iterator[Unit]:
        """The units that are missing, changed, or were under way when a run ended."""
        self._places = ledger.places()
        for unit in units:
            last = ledger.last(unit.name)
            if last is not None and last.digest == self.recipe.digest(unit):
                there = (self.folder / last.place / f"{last.place}.docx").is_file()
                kept = last.state == State.WRITTEN and there
                if kept or (last.state == State.FAILED and not self.again):
                    self.kept += kept
                    self.open += kept and not last.counts.ok
                    self.failed += not kept
                    self._passed += 1
                    continue
            yield unit

    def _begin(self, ledger: JobLedger, unit: Unit, attempt: int) -> bool:
        if self.stopped:
            return False
        place, digest = place_of(unit.name, self._places), self.recipe.digest(unit)
        ledger.add(unit.name, State.WRITING, place=place, digest=digest, attempt=attempt)
        return True

    def _interrupted(self) -> None:
        self.stopped = "已中断"

    def _keep(self, unit: Unit, made: Made, ledger: JobLedger) -> None:
        """Puts away what came of a unit."""
        if made.error:
            self.stopped = made.error if made.stop else self.stopped
            self.failed += not made.stop
            state = State.WAITING if made.stop else State.FAILED
            ledger.add(unit.name, state, message=made.error)
            return
        contents = {".yaml": unit.facts.encode(), **made.files}
        files = " ".join(_digest(content) for content in contents.values())
        # First what is to be written, then the files: a kill between them is no edit.
        ledger.add(unit.name, State.WRITING, files=files)
        self._files(place_of(unit.name, self._places), contents, ledger.files(unit.name))
        ledger.add(unit.name, State.WRITTEN, made, files=files)
        self.written += 1
        self.open += not made.counts.ok

    def _files(self, place: str, contents: Mapping[str, bytes], known: str) -> None:
        """Writes the unit's files, the .docx last: it is the sign that all are there.

        What a person changed since it was written is not written over: it takes another name.
        """
        folder = self.folder / place
        folder.mkdir(parents=True, exist_ok=True)
        for ending in sorted(contents, key=lambda ending: ending == ".docx"):
            target = folder / f"{place}{ending}"
            if target.exists() and _digest(target.read_bytes()) not in known:
                target.rename(free_name(target.with_stem(f"{target.stem}(改过)")))
            write_atomic(target, contents[ending])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]
