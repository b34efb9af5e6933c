"""The exceptions that a command may end with.

AssistantError                  any failure that a person is told of; exit code 2
├── InputError                  what the person gave cannot be used
│   ├── FactsError              the facts file
│   │   └── LedgerError         a ledger, or the mapping that reads it
│   ├── OutlineError            an outline
│   ├── SampleError             a style sample
│   ├── DocumentError           a .docx or other document
│   ├── PromptError             a prompt file or its variables
│   ├── DraftFileError          a draft file
│   ├── SettingsError           the configuration, a model's profile, a key
│   └── EgressError             content that may not leave for a model's address
├── OutputError                 a result cannot be written
└── ModelError                  the model; exit code 3
    ├── ModelUnreachableError   no connection, no answer in time, a server's fault
    ├── ModelRefusedError       the server answered and said no (key, model name, quota)
    │   ├── ModelBusyError      not now: too many requests
    │   └── ModelWindowError    not this: the prompt is longer than the model's window
    ├── ModelAnswerError        the answer came and cannot be used
    └── BudgetError             the tokens that a run may cost are spent

Every message is plain Chinese and says four things, as far as they exist: the
file, the place in it, what was found, and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from os import PathLike


class AssistantError(Exception):
    """A failure with a message for the person.

    Args:
        found: what was found, a clause without a full stop.
        path: the file concerned, if there is one.
        place: where in the file, as a person says it: ``第12行``.
        advice: what to do next, a clause without a full stop.
    """

    exit_code: ClassVar[int] = 2

    def __init__(
        self,
        found: str,
        *,
        path: str | PathLike[str] | None = None,
        place: str | None = None,
        advice: str | None = None,
    ) -> None:
        self.found = found
        self.path = None if path is None else str(path)
        self.place = place
        self.advice = advice
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message: ``文件:位置:问题。怎么办。``."""
        where = "".join(f"{part}:" for part in (self.path, self.place) if part)
        todo = f"{self.advice}。" if self.advice else ""
        return f"{where}{self.found}。{todo}"

    def __str__(self) -> str:
        return self.message


class InputError(AssistantError):
    """What the person gave cannot be used."""


class FactsError(InputError):
    """The facts file cannot be used.

    Args:
        problems: every problem found, each a whole message with file and line; the first is
            also the error's own.
        reminders: what needs no stop, but would be told next.
    """

    def __init__(
        self,
        found: str,
        *,
        path: str | PathLike[str] | None = None,
        place: str | None = None,
        advice: str | None = None,
        problems: tuple[str, ...] = (),
        reminders: tuple[str, ...] = (),
    ) -> None:
        super().__init__(found, path=path, place=place, advice=advice)
        self.problems = problems or (self.message,)
        self.reminders = reminders

    def __str__(self) -> str:
        """Every problem, a line each, so that one round of repair will do."""
        many = len(self.problems) > 1
        head = (
            (f"事实表有 {len(self.problems)} 处问题:", *self.problems) if many else (self.message,)
        )
        return "\n".join((*head, *(f"提醒:{text}" for text in self.reminders)))


class OutlineError(InputError):
    """An outline cannot be used."""


class SampleError(InputError):
    """A style sample cannot be used."""


class DocumentError(InputError):
    """A document cannot be read."""


class LedgerError(FactsError):
    """A ledger or its mapping cannot be used; ``problems`` as for the facts file."""

    def __str__(self) -> str:
        """Every problem, a line each."""
        return "\n".join(self.problems)


class PromptError(InputError):
    """A prompt file or its variables do not fit."""


class DraftFileError(InputError):
    """A draft file cannot be opened, or is held by another program."""


class SettingsError(InputError):
    """The configuration does not fit."""


class EgressError(InputError):
    """Content that may not leave for this address; nothing was sent."""


class OutputError(AssistantError):
    """A result cannot be written; nothing was changed."""


class ModelError(AssistantError):
    """The model could not be reached or answered unusably.

    Attributes:
        paid: tokens sent and received for the answers that could not be used.
    """

    exit_code: ClassVar[int] = 3
    paid: tuple[int, int] = (0, 0)


class ModelUnreachableError(ModelError):
    """No connection, no answer in time, or a fault of the server."""


class ModelRefusedError(ModelError):
    """The server answered and said no; but for the two below it would say so to every request."""


class ModelBusyError(ModelRefusedError):
    """Too many requests for now; another request may be let through."""


class ModelWindowError(ModelRefusedError):
    """A prompt is longer than the model's window; a shorter one may fit."""


class ModelAnswerError(ModelError):
    """The answer came and cannot be used."""


class BudgetError(ModelError):
    """The tokens that a run may cost are spent; nothing more was asked."""
