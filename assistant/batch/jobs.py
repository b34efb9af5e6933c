"""The units of a run, how they are written and what comes of them: values that travel to any worker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby, starmap
from operator import attrgetter
from typing import TYPE_CHECKING

from assistant.drafting.pipeline.choice import Choice
from assistant.drafting.pipeline.counting import Counts
from assistant.errors import AssistantError, InputError
from assistant.facts.loading import ENDINGS
from assistant.files import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from assistant.batch.gate import Limits
    from assistant.ledgers.offices import Named


def digest_of(content: bytes) -> str:
    """A digest that is long enough to tell the contents of a run apart."""
    return hashlib.sha256(content).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the run.

    Attributes:
        name: as the sheet or the file names it; unique in the run.
        facts: its facts file's text; empty where it cannot be made.
        fault: in Chinese, why it cannot be made; empty where it can.
    """

    name: str
    facts: str
    fault: str = ""


@dataclass(frozen=True)
class Recipe:
    """What all units have in common; no key is in it.

    Attributes:
        samples: file name -> content of the style samples.
        prompts: the same of the person's own prompts.
        outline: the name of an outline; empty for that of the facts file.
        choice: which model is asked, if any, and where; its own folder of prompts is none of it.
        limits: calls at once, calls and tokens a minute, tokens in all; 0 for no limit.
    """

    samples: Mapping[str, bytes] = field(default_factory=dict)
    prompts: Mapping[str, bytes] = field(default_factory=dict)
    outline: str = ""
    choice: Choice = field(default_factory=Choice)
    limits: Limits = (4, 0, 0, 0)

    @cached_property
    def _common(self) -> bytes:
        """A digest of all that goes into every draft: the model and its parameters among it."""
        shared = [sorted(files.items()) for files in (self.samples, self.prompts)]
        whole: list[object] = [self.outline, self.choice.fallback is not None, *shared]
        if self.choice.wanted:
            from assistant.drafting.pipeline.prompts import shipped_folder

            told = self.choice.settings()
            shipped = ((path.name, path.read_bytes()) for path in shipped_folder().glob("*.*"))
            whole += [told.model, told.base_url, told.temperature, sorted(shipped)]
        return hashlib.sha256(repr(whole).encode()).digest()

    def digest(self, unit: Unit) -> str:
        """Of everything that goes into a unit's draft, or of what is wrong with it."""
        return hashlib.sha256(self._common + f"{unit.facts}{unit.fault}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a unit.

    Attributes:
        counts: what was counted of it.
        error: in Chinese, why there is no draft; empty where there is one.
        stop: the run is to stop (the budget is spent); the unit stays to be written.
        files: ending -> content: ``.docx``, ``.draft``, ``-核对表.xlsx``.
        sentences: digests of its sentences without figures and names, for what units share.
    """

    counts: Counts = field(default_factory=Counts)
    error: str = ""
    stop: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    sentences: tuple[tuple[str, str], ...] = ()


def units_of(
    source: Path, names: Sequence[str] = (), limit: int | None = None
) -> tuple[int, Iterator[Unit]]:
    """How many units a run has, and the units, made as they are taken; a fault is carried along.

    Args:
        source: a folder of facts files; a ledger (.xlsx, .xls, .csv) with a row a unit; or a
            mapping (.yaml) whose ``units`` names the table and column of the units.
        names: those that are asked for; all where empty.
        limit: at most so many.

    Raises:
        InputError: there is no unit, ``names`` has one that is none, or the source cannot be read.
    """
    from assistant.drafting.wording.phrases import role_in
    from assistant.ledgers.offices import offices_of

    found = list(_folder(source) if source.is_dir() else offices_of(source, role_in))
    known = {name for name, _ in found}
    if not found:
        raise InputError("没有找到一个单位", path=source, advice="请检查文件夹、表格或映射")
    if absent := "、".join(name for name in names if name not in known):
        raise InputError(f"没有这样的单位:{absent}", path=source, advice="请检查 --only 后的名称")
    wanted = [one for one in found if not names or one[0] in names][:limit]
    return len(wanted), starmap(_made, wanted)


def _made(name: str, facts: Callable[[], str]) -> Unit:
    try:
        return Unit(name, facts())
    except AssistantError as error:
        return Unit(name, "", str(error))


def _folder(folder: Path) -> Iterator[Named]:
    stem = attrgetter("stem")
    known = (path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    found = (path for path in known if path.is_file() and not path.name.startswith("."))
    for name, paths in groupby(sorted(sorted(found), key=stem), stem):
        yield name, partial(_only, *paths)


def _only(path: Path, *others: Path) -> str:
    """The text of a unit's one file."""
    if others:
        told = f"和 {'、'.join(one.name for one in others)} 是同一个单位的"
        raise InputError(told, path=path, advice="请只留一个,或改名")
    return read_text(path)
