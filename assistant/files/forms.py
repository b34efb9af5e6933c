"""Written forms as regular expressions in a data file, each made of others and of lists of words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NAMED = re.compile(r"\{\{([\w.+]+)\}\}")


class Forms:
    """The forms of a table, each an attribute, compiled when first asked for.

    Args:
        table: expressions, or their pieces; ``{{name}}`` stands for another form, ``{{list.name}}``
            for any of the words of a list.
        words: an expression for any of the words of such a list.
    """

    def __init__(
        self,
        table: Mapping[str, str | list[str]],
        words: Callable[[str], str] = str,
    ) -> None:
        self._table = table
        self._words = words

    def __getattr__(self, name: str) -> re.Pattern[str]:
        found = re.compile(self._written(name))
        setattr(self, name, found)
        return found

    def _written(self, name: str) -> str:
        if "." in name:
            return self._words(name)
        form = "".join(self._table[name])
        return _NAMED.sub(lambda other: self._written(other[1]), form)


def forms(module: str, words: Callable[[str], str] = str) -> Forms:
    """The forms of a module that gives its ``__file__``: its table in the forms.toml beside it.

    ``{{list.name}}`` in one of them stands for ``words("list.name")``.
    """
    file = Path(module)
    beside = file.with_name("forms")  # one reading for all the modules of a room
    return Forms(shipped(str(beside), "forms.toml")[file.stem], words)
