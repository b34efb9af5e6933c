"""The driver: what is to be written, by an engine, kept as it comes, and told."""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from assistant.batch.engines import drained, local_engine
from assistant.batch.gate import LocalGate
from assistant.batch.jobs import Made
from assistant.batch.ledger import JobLedger, State
from assistant.batch.units import place_of
from assistant.files import free_name, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from assistant.batch.engines import Engine
    from assistant.batch.jobs import Recipe, Unit

_DIED = "写这个单位时进程中断了两次,没有再试。请单独起草查看原因"


@dataclass(slots=True)
class Tally:
    """What a run came to.

    Attributes:
        written, kept, failed: units written now, unchanged since, and without a draft.
        open: written, with something left to do.
        stopped: in Chinese, why the run ended before its end; empty where it did not.
    """

    written: int = 0
    kept: int = 0
    failed: int = 0
    open: int = 0
    stopped: str = ""


@dataclass(slots=True)
class Run:
    """A run over the units of a source into a folder.

    Attributes:
        folder: where the drafts go, and the job ledger.
        recipe: how units are written.
        identity: of the model and its prompts, for the digests.
        jobs: units at once; None for the engine's own number.
        scheduler: a Dask scheduler's address; empty for this machine.
        again: units that failed are tried again though nothing changed.
        told: called with each unit that is over: (unit's name, what came of it, seconds so far).
    """

    folder: Path
    recipe: Recipe
    identity: str
    jobs: int | None = None
    scheduler: str = ""
    again: bool = False
    told: Callable[[str, Made, float], None] | None = None
    _tally: Tally = field(default_factory=Tally)
    _places: dict[str, str] = field(default_factory=dict)

    def write(self, units: Iterator[Unit]) -> Tally:
        """Writes all that is missing or changed; whatever ends the run, what was written stays.

        Raises:
            InputError: another run holds the folder.
            OutputError: a result cannot be written.
        """
        began = time.monotonic()
        with JobLedger(self.folder, hold=True) as ledger:
            self._places = ledger.places()
            begin = partial(self._begin, ledger)
            due = self._due(units, ledger)
            for done in drained(self._engine(), due, begin, self._interrupted):
                made = done.result or Made(error=_DIED)
                self._keep(done.task, made, ledger)
                if self.told is not None and not made.stop:
                    self.told(done.task.name, made, time.monotonic() - began)
        return self._tally

    def _engine(self) -> Engine[Unit, Made]:
        if self.scheduler:
            from assistant.batch.cluster import DaskEngine

            return DaskEngine(self.scheduler, self.recipe, f"assistant-{uuid.uuid4().hex[:12]}")
        return local_engine(self.recipe, self.jobs, LocalGate(self.recipe.limits))

    def _due(self, units: Iterator[Unit], ledger: JobLedger) -> Iterator[Unit]:
        """The units that are missing, changed, or were under way when a run ended."""
        for unit in units:
            last = ledger.last(unit.name)
            same = last is not None and last.digest == self.recipe.digest(unit, self.identity)
            if last is not None and same:
                if last.state is State.WRITTEN and self._there(last.place):
                    self._tally.kept += 1
                    self._tally.open += not last.ok
                    continue
                if last.state is State.FAILED and not self.again:
                    self._tally.failed += 1
                    continue
            yield unit

    def _there(self, place: str) -> bool:
        return (self.folder / place / f"{place}.docx").is_file()

    def _begin(self, ledger: JobLedger, unit: Unit, attempt: int) -> bool:
        if not self._tally.stopped:
            ledger.add(self._event(unit, State.WRITING, attempt))
        return not self._tally.stopped

    def _interrupted(self) -> None:
        self._tally.stopped = "已中断"

    def _event(self, unit: Unit, state: State, attempt: int = 0) -> dict[str, object]:
        """What a row of the job ledger says of a unit, whatever became of it."""
        place, digest = place_of(unit.name, self._places), self.recipe.digest(unit, self.identity)
        row = {"unit": unit.name, "place": place, "digest": digest, "state": state}
        return row | ({"attempt": attempt} if attempt else {})

    def _keep(self, unit: Unit, made: Made, ledger: JobLedger) -> None:
        """Puts away what came of a unit."""
        if made.error:
            state = State.WAITING if made.stop else State.FAILED
            self._tally.stopped = made.error if made.stop else self._tally.stopped
            self._tally.failed += not made.stop
            ledger.add(self._event(unit, state) | {"message": made.error})
            return
        contents = {".yaml": unit.facts.encode(), **made.files}
        files = {"files": " ".join(_digest(content) for content in contents.values())}
        # First what is to be written, then the files: a kill between them is no edit.
        ledger.add(self._event(unit, State.WRITING) | files)
        self._files(place_of(unit.name, self._places), contents, ledger.files(unit.name))
        ledger.add(self._event(unit, State.WRITTEN) | files, made)
        self._tally.written += 1
        self._tally.open += not made.ok

    def _files(self, place: str, contents: Mapping[str, bytes], before: str) -> None:
        """Writes the unit's files, the .docx last: it is the sign that all are there.

        What a person changed since it was written is not written over: it takes another name.
        """
        folder = self.folder / place
        folder.mkdir(parents=True, exist_ok=True)
        for ending in sorted(contents, key=lambda ending: ending == ".docx"):
            target = folder / f"{place}{ending}"
            if target.exists() and _digest(target.read_bytes()) not in before.split():
                target.rename(free_name(target.with_stem(f"{target.stem}(改过)")))
            write_atomic(target, contents[ending])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]
