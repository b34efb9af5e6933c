"""Written forms as regular expressions in a data file, each made of others and of lists of words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

_NAMED = re.compile(r"\{\{([\w.+]+)\}\}")


class Forms:
    """The forms of a table, each an attribute, compiled when first asked for.

    Args:
        table: expressions, or their pieces; ``{{name}}`` stands for another form, ``{{list.name}}``
            for any of the words of a list.
        words: an expression for any of the words of such a list.
    """

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> re.Pattern[str]: ...

    def __new__(cls, table: Mapping[str, str | list[str]], *_: object) -> Self:
        """Of a class of its own, with what compiles each form: ``__getattr__`` would be asked for compiled ones too."""
        return super().__new__(type(cls.__name__, (cls,), {name: _Form(name) for name in table}))

    def __init__(
        self,
        table: Mapping[str, str | list[str]],
        words: Callable[[str], str] = str,
    ) -> None:
        self._table = table
        self._words = words

    def written(self, name: str) -> str:
        """The expression of a form, or for any of the words of a list."""
        if "." in name:
            return self._words(name)
        form = "".join(self._table[name])
        return _NAMED.sub(lambda other: self.written(other[1]), form)


class _Form:
    """Compiles a form when it is first asked for; from then on the table has it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, table: Forms, _: type[Forms]) -> re.Pattern[str]:
        found = vars(table)[self._name] = re.compile(table.written(self._name))
        return found


def forms(module: str, words: Callable[[str], str] = str) -> Forms:
    """The forms of a module that gives its ``__file__``: its table in the forms.toml beside it.

    ``{{list.name}}`` in one of them stands for ``words("list.name")``.
    """
    file = Path(module)
    beside = file.with_name("forms")  # one reading for all the modules of a room
    return Forms(shipped(str(beside), "forms.toml")[file.stem], words)
