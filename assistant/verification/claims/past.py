"""Facts whose words say that they are last year's: 上年收入比为1.97∶1, 2023年满意度排名."""

from __future__ import annotations

import re

from assistant.verification.claims.attributes import old_stock
from assistant.verification.lexicon import words

_COMPARED = re.compile(r"[比较与同跟和从由自超]$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!以来|起|启|开|成|建)")


def tells_past(text: str, year: int | None) -> bool:
    """Whether words are of last year, not only held against it.

    Args:
        text: the words of a fact around a figure.
        year: the year reported on; None where it is not known.
    """
    for found in words("previous").pattern.finditer(text):
        if old_stock(text, found.end()):
            continue
        if found[0] != "同期" and not _COMPARED.search(text[: found.start()]):
            return True
    return year is not None and any(
        int(found[1]) == year - 1 and not _COMPARED.search(text[: found.start()])
        for found in _YEAR.finditer(text)
    )
