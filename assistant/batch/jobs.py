"""What a unit's writing is made of and what comes of it: plain values that travel to any worker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from assistant.drafting.pipeline.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.batch.gate import Limits


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
        """Of everything that goes into a unit's draft."""
        return hashlib.sha256(self._common + unit.facts.encode()).hexdigest()


class Counts(NamedTuple):
    """What is counted of a unit's verified text.

    Attributes:
        ok: every figure is proved and nothing is left to fill in.
        figures, proved, findings, gaps, characters: of the text.
        sent, received: tokens.
        seconds: of its writing.
    """

    ok: bool = False
    figures: int = 0
    proved: int = 0
    findings: int = 0
    gaps: int = 0
    characters: int = 0
    sent: int = 0
    received: int = 0
    seconds: float = 0.0


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
