"""Places that wait for a number: 201*年, xx年, 4××篇, ___篇, □架, XX万元, (  )个.

A quantity that was never filled in is unread: nothing can prove it. A year or date struck out keeps
its kind, for the verifier to say so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction.behind import unit_behind
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_DATE = re.compile(
    r"(?:[0-9]{1,4}(?:[*xX×_]{1,4}[0-9]{0,2}|~(?=年))|[*xX×~]{1,4}|_{2,6})[ ]?"
    r"(?:年(?:度)?(?:[ ]?[0-9*xX×]{1,2}月(?:[0-9*xX×]{1,2}日)?)?(?:以来|起|底|初)?"
    r"|-[0-9]{1,2}-[0-9]{1,2}|月(?:[0-9*xX×]{1,2}日)?|日)"
)
_BLANK = re.compile(
    r"[0-9〇零一二两三四五六七八九十百千]{0,9}(?:[xX×]{1,8}|\*{2,8}|(?<=[0-9])\*|_{1,20}|[□■▢◻]{1,12}|某{2,4}"
    r"|[?]{2,8}|#{2,8}|(?<![0-9〇零一二三四五六七八九])〇{2,8}(?![0-9〇一二三四五六七八九])|(?<=[\u4e00-\u9fff])[Nn](?![A-Za-z]))[0-9]{0,4}[ ]?[余多几]?(?:万|亿|千|百)?"
)
_EMPTY = re.compile(r"\([ _]{0,12}\)(?:万|亿)?")
_ALONE = re.compile("[xX×]{2,8}|[□■▢◻]{1,12}|[?]{2,8}|某{2,4}")
_PRODUCT = re.compile(r"[0-9.]+[ ]?[×xX*][ ]?[0-9]|(?<=[0-9])[×xX*][ ]?[0-9]")
_BEFORE = re.compile(r"[\u4e00-\u9fff0-9:,，、(。;!?\n]")
_WHY = "这里的数字没有填写,请填上"


def read_redaction(view: View, at: int) -> Reading | None:
    """The placeholder at ``at``; None where the signs are none."""
    norm = view.norm
    match = _DATE.match(norm, at)
    if match is not None:
        return Reading(at, match.end(), Kind.REDACTION)
    match = _EMPTY.match(norm, at) or _BLANK.match(norm, at)
    if match is None or _PRODUCT.match(norm, at) or not _stands(norm, at, match.end()):
        return None
    unit = unit_behind(view, match.end())
    if unit is None:
        alone = _ALONE.fullmatch(match[0]) and _lines(norm, at, match.end())
        return Reading(at, match.end(), Kind.REDACTION).refuse(_WHY) if alone else None
    return Reading(at, unit.end, Kind.REDACTION).refuse(_WHY)


def _lines(norm: str, at: int, end: int) -> bool:
    """Whether a line, or a cell, holds nothing else."""
    return norm[at - 1 : at] in {"", "\n"} and norm[end : end + 1] in {"", "\n"}


def _stands(norm: str, at: int, end: int) -> bool:
    """Whether words stand before it, and no mark of bold print (**个人**) closes it."""
    if at and not _BEFORE.match(norm, at - 1):
        return False
    line = norm.find("\n", end)
    return (
        norm[at : at + 2] != "**" or "**" not in norm[end : line if line >= 0 else len(norm)][:40]
    )
