"""What is wrong with a facts file: all of it is collected, so that one round of repair will do."""

from __future__ import annotations

import re
from functools import cache

from assistant.errors import AssistantError, FactsError
from assistant.facts.spelling import key_words

# Beyond this many the file is of another kind than a facts file.
_SHOWN = 50


class Problems:
    """The errors and warnings found so far in a file, which messages name where there is one."""

    def __init__(self, path: str) -> None:
        self._path = path or None
        self._errors: list[tuple[int, FactsError]] = []
        self._warnings: list[tuple[int, str]] = []
        # Whether the file's keys are Chinese: messages then speak of 上年数, not of previous.
        self.chinese = False
        # Ids of facts whose lines are broken: that they are missing is no news.
        self.unread: set[str] = set()

    def add(self, line: int, found: str, advice: str) -> None:
        """Notes an error: a line from 1 (0 for none) and two clauses in Chinese, with both values."""
        if self.unread.isdisjoint(re.findall(r"[\w-]+", found)):
            self._errors.append((line, self.single(line, found, advice)))

    def single(self, line: int, found: str, advice: str) -> FactsError:
        """An error that stops everything; arguments as for :meth:`add`."""
        place = f"第{line}行" if line else None
        found, advice = self._spoken(found), self._spoken(advice)
        return FactsError(found, path=self._path, place=place, advice=advice)

    def _spoken(self, text: str) -> str:
        return in_chinese(text) if self.chinese else text

    def warn(self, line: int, found: str, advice: str) -> None:
        """Notes something that needs no stop; arguments as for :meth:`add`."""
        found, advice = self._spoken(found), self._spoken(advice)
        message = AssistantError(found, path=self._path, place=f"第{line}行", advice=advice)
        self._warnings.append((line, message.message))

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings as whole messages, in the file's order."""
        return tuple(text for _, text in sorted(self._warnings, key=lambda pair: pair[0]))

    def stop_if_any(self) -> None:
        """Raises one FactsError that carries all of them, where there is at least one."""
        if not self._errors:
            return
        ordered = [error for _, error in sorted(self._errors, key=lambda pair: pair[0])]
        first = ordered[0]
        messages = [error.message for error in ordered[:_SHOWN]]
        if len(ordered) > _SHOWN:
            messages.append(f"另有 {len(ordered) - _SHOWN} 处问题,改完上面这些再检查一遍。")
        raise FactsError(
            first.found,
            path=first.path,
            place=first.place,
            advice=first.advice,
            problems=tuple(messages),
            reminders=self.warnings,
        )


def in_chinese(message: str) -> str:
    """A message with the Chinese names of keys and fixed values; what it quotes stays."""
    names = _names()
    keys = "|".join(sorted(names, key=len, reverse=True))
    apart = r"(?:(?=[一-鿿])|(?<![\w./]))"
    pattern = rf"“[^”]*”|(?<!事实 ){apart}({keys})(?![\w./])(?:\(([一-鿿]+)\))?"
    return re.sub(pattern, lambda found: found[2] or names.get(found[1], found[0]), message)


@cache
def _names() -> dict[str, str]:
    """The first Chinese word of ``keys.toml`` for each key and fixed value, and for both (数值 value)."""
    spelt = key_words()
    kinds = (spelt["values"]["status"], spelt["values"]["bound"], spelt["values"]["yes"])
    known: dict[str, str] = {}
    for words in (spelt["fact"], spelt["document"], spelt["ends"], spelt["root"], *kinds):
        for word, key in words.items():
            known.setdefault(key, word)
    return known | {f"{word} {key}": word for key, word in known.items()}
