"""One sign in the alphabet of numerals: what the tables of Unicode and ``lexicon/alphabet.toml`` say of it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.extraction.lexicon import forms, tables

# Stands for a sign of number that has no plain form: it is never read, and never passed over.
ODD = "\ufdd0"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = "₀₁₂₃₄₅₆₇₈₉"
NUMERALS = "0123456789〇零一二两三四五六七八九十百千万亿"
_ENCLOSED = ("CIRCLED", "PARENTHESIZED", "ENCLOSED")
_KEPT = frozenset(f"¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉{RAISED}{LOWERED}")
_FORMS = forms(__file__)
_VARIANTS = frozenset(["<wide>", "<narrow>", "<font>", "<compat>", "<small>"])


class Alphabet(NamedTuple):
    """``lexicon/alphabet.toml``, ready for use."""

    same: dict[str, str]
    capitals: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]
    digits: dict[str, str]
    names: frozenset[str]
    spelt: frozenset[str]
    mistyped: frozenset[str]
    classes: str
    capital: re.Pattern[str]
    lookalike: re.Pattern[str]
    numerals: frozenset[str]
    likes: frozenset[str]


@cache
def alphabet() -> Alphabet:
    """``lexicon/alphabet.toml``, read once."""
    data = tables("alphabet.toml")
    capitals, digits = data["capitals"], data["lookalikes"]
    likes = {like: digit for digit, signs in digits.items() for like in signs}
    return Alphabet(
        data["same"],
        capitals,
        data["guards"]["before"],
        data["guards"]["after"],
        likes,
        frozenset(data["words"]["names"]),
        frozenset(data["words"]["spelt"]),
        frozenset(data["words"]["mistyped"]),
        data["words"]["classes"],
        re.compile(f"[{''.join(capitals)}]"),
        re.compile(f"[{''.join(likes)}]"),
        frozenset(NUMERALS) | frozenset(capitals),
        frozenset("0123456789") | frozenset(likes),
    )


def han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


@lru_cache(maxsize=4096)
def folded_sign(char: str) -> str:
    """What a character is written as in the one alphabet; itself where it is no numeral."""
    known = alphabet().same.get(char)
    if known is not None:
        return known
    number = unicodedata.numeric(char, None)
    if char in _KEPT or "Ⅰ" <= char <= "ⅿ" or "\u3400" <= char <= "\u9fff" or char in NUMERALS:
        return _han(char, number)
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    if number is None:
        return "(10)" if char == "\U0001f51f" else _compatible(char, plain)
    return _number_sign(char, plain, number)


def _number_sign(char: str, plain: str, number: float) -> str:
    """A sign of number that is no digit of its script: in a ring, with a stop, of another alphabet."""
    whole = str(int(number)) if number == int(number) else ""
    name = unicodedata.name(char, "")
    if name.startswith(_ENCLOSED) or " CIRCLED " in name or name.endswith(" FULL STOP"):
        inner = plain.strip("().") if plain != char else whole
        return f"({inner})" if inner else ODD
    if plain != char and (plain.isascii() or han(plain[0])):
        return alphabet().same.get(plain, plain)
    return whole if "〡" <= char <= "〩" else ODD


def _han(char: str, number: float | None) -> str:
    """A rare Chinese character that is a number and nothing else."""
    if (
        number is None
        or char in NUMERALS
        or char in alphabet().capitals
        or char < "\u3400"
        or char in "兆仨"
    ):
        return char
    return dict(
        zip((1, 2, 3, 4, 5, 6, 7, 8, 9, 30, 40), "一二三四五六七八九卅卌", strict=True)
    ).get(int(number), char)


def _compatible(char: str, plain: str) -> str:
    """A form of another character (a width, a font, a radical), or a month, day or hour in one sign."""
    if _FORMS.dated.fullmatch(plain):
        return plain
    form = unicodedata.decomposition(char).partition(" ")[0]
    if form == "<square>" and plain.isascii() and plain.isalpha():
        return plain  # ㎞, ㎏
    alike = len(plain) == 1 and plain != char and (form in _VARIANTS or form[:1] not in {"<", ""})
    if alike and (plain.isalnum() or plain in "%‰"):
        return alphabet().same.get(plain, plain)
    return char
