"""What the pipeline and a model say to each other, whatever the model is.

A model is anything with :class:`Model`: the client over the OpenAI protocol, the stub that
answers from files, or one of them behind the cache or the recorder.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain import Draft, FactSheet, Section


class Step(StrEnum):
    """The steps of the pipeline; the names of their prompt files."""

    WRITE = "write-section"
    REPAIR = "repair"
    REWRITE = "rewrite"
    OPENING = "opening"
    CLOSING = "closing"
    READ = "read-figures"
    POLISH = "polish"


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model.

    Attributes:
        step: why it is asked.
        section: the id of the section that is written.
        attempt: 1 for the first answer to this section, 2 and 3 for repairs.
        prompt: the whole text that is sent, one message of the role ``user``: no server needs a
            system role for it.
        prompt_digest: of the prompt files it was made from.
        heard: told of each piece of the answer as it comes, with the characters so far.
    """

    step: Step
    section: str
    attempt: int
    prompt: str
    prompt_digest: str = ""
    heard: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A section that is to be written anew, by a model or by the offline writer.

    Attributes:
        section: as it stands, with all its revisions.
        sheet: the facts.
        draft: the whole draft; it gives the headings, and an opening what it opens. Nothing of it
            but this section may change.
        instruction: what the person asks for; empty for 换一种说法.
        earlier: what the person asked for before, oldest first.
        whole: False where ``section`` holds a few sentences of one, which alone are to change.
    """

    section: Section
    sheet: FactSheet
    draft: Draft
    instruction: str = ""
    earlier: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, as it came.

    Attributes:
        text: the answer, neither cleaned nor trusted.
        sent, received: tokens, as the server counted them; 0 where it does not say.
        seconds: how long it took.
        finish: ``stop``, ``length`` (cut at the limit), ``content_filter``, or empty where the
            server gave no reason.
        cached: it was paid for in an earlier run.
    """

    text: str
    sent: int = 0
    received: int = 0
    seconds: float = 0.0
    finish: str = "stop"
    cached: bool = False


class Model(Protocol):
    """Something that answers."""

    @property
    def name(self) -> str:
        """As the person calls it; kept in the draft."""

    @property
    def identity(self) -> str:
        """Model, address and parameters in one line, without any key: the cache's key."""

    def ask(self, request: Request) -> Answer:
        """The answer to ``request``.

        Raises:
            ModelError: there is none, after as many tries as the settings allow.
        """

    def forget(self, request: Request) -> None:
        """Drops a kept answer to ``request`` that turned out unusable."""

    def close(self) -> None:
        """Ends its connections; it is not asked any more."""


class Turns(Protocol):
    """What limits how often models are asked."""

    def ask(self, ask: Callable[[Request], Answer], request: Request) -> Answer:
        """The answer of ``ask``, which is called when it may be."""

    def pause(self, seconds: float) -> None:
        """Keeps everyone from asking for so long."""


class TokenCounter(Protocol):
    """Counts tokens of a text."""

    @property
    def description(self) -> str:
        """In Chinese: how it counts, and how far to trust it."""

    @property
    def exact(self) -> bool:
        """Whether it is a count rather than an upper bound."""

    def count(self, text: str) -> int:
        """The tokens of ``text``, at least."""


class State(StrEnum):
    """What happens to a section, for the progress display."""

    WAITING = "waiting"
    ASKING = "asking"
    REPAIRING = "repairing"
    DONE = "done"
    FALLBACK = "fallback"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """One thing that happened while a draft is written.

    Attributes:
        section, heading: of the section concerned.
        attempt: 1 for the first answer.
        sent, received: tokens of this section so far; ``characters`` heard of the answer that
            is coming in.
        seconds: since the section was begun.
        note: for the person, in Chinese; empty where there is nothing to say.
    """

    section: str
    heading: str
    state: State
    attempt: int = 1
    sent: int = 0
    received: int = 0
    characters: int = 0
    seconds: float = 0.0
    note: str = ""
