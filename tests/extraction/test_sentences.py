"""The table of sentences: every mention of each, read whole."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from assistant.domain import Exemption, PartialDate
from assistant.extraction import lexicon, read_mentions
from assistant.extraction.normal import normalise
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from assistant.domain import Mention

TABLE: list[list[str]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text("utf-8")
)
EXEMPTIONS = {item.value for item in Exemption}


def _bound(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _date(date: PartialDate) -> str:
    if date == PartialDate():
        return ""
    parts = ["" if date.year is None else str(date.year)]
    parts += [str(part) for part in (date.month, date.day) if part is not None]
    return ("--" if date.month is None and date.day is not None else "-").join(parts)


def _value(mention: Mention) -> str:
    dates = [part for part in mention.parts if isinstance(part, PartialDate)]
    if dates:
        return "..".join(_date(date) for date in dates)
    if mention.parts:
        return ":".join(str(part) for part in mention.parts)
    if mention.low is None and mention.high is None:
        return ""
    if mention.low == mention.high:
        return _bound(mention.low)
    left, right = "(" if mention.low_open else "[", ")" if mention.high_open else "]"
    return f"{left}{_bound(mention.low)}..{_bound(mention.high)}{right}"


def described_value(mention: Mention) -> str:
    """Value and unit of a mention, or value and kind of a date."""
    return f"{_value(mention)}|{mention.kind if mention.kind.value in {'date', 'year'} else mention.unit or '-'}"


def describe(mention: Mention) -> str:
    """A mention in the table's notation."""
    if mention.unread:
        return f"{mention.text}|unread"
    if mention.exempt is not None:
        return f"{mention.text}|{mention.exempt}"
    if mention.kind.value == "redaction":
        return f"{mention.text}|redaction"
    head = f"{mention.text}|{mention.kind}|{_value(mention)}"
    return head if mention.parts else f"{head}|{mention.unit or '-'}"


def normal(expected: str) -> str:
    """The table's notation with plain numbers."""
    fields = expected.split("|")
    if len(fields) < 3 or fields[1] in {"date", "year", "ratio"}:
        return expected
    value = fields[2]
    left, right = value[0] if value[0] in "[(" else "", value[-1] if value[-1] in ")]" else ""
    inner = value.removeprefix(left or "\0").removesuffix(right or "\0")
    numbers = [_bound(Decimal(part)) if part else "" for part in inner.split("..")]
    return "|".join([*fields[:2], left + "..".join(numbers) + right, *fields[3:]])


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row[0])[:24])
def test_every_mention_is_read_whole(row: list[str]) -> None:
    """Text, kind, value, unit and exemption of every mention are as the table says."""
    text, *expected = row
    assert [describe(mention) for mention in read_mentions(text)] == [
        normal(item) for item in expected
    ]


def test_the_table_is_large_and_has_no_sentence_twice() -> None:
    """At least 400 sentences, each once."""
    assert len(TABLE) >= 400
    assert len({row[0] for row in TABLE}) == len(TABLE)


def test_every_exemption_of_the_table_exists() -> None:
    """A misspelt exemption would make a row read as a claim."""
    words = {item.split("|")[1] for row in TABLE for item in row[1:] if item.count("|") == 1}
    assert words <= EXEMPTIONS | {"unread", "redaction"}


FORMS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("forms.yaml").read_text("utf-8")
)


def _claims(form: str) -> tuple[str, ...]:
    """The claims that a form is read as; empty where any of it is unread."""
    claims = [m for m in read_mentions(f"经统计,全年共{form}。") if m.exempt is None]
    return () if any(m.unread for m in claims) else tuple(map(described_value, claims))


def test_no_form_is_read_as_another_value() -> None:
    """At least 95 of 100 forms are read with their value; the others are refused."""
    told = [(value, form, _claims(form)) for value, forms in FORMS.items() for form in forms]
    assert len(told) >= 450
    assert [one for one in told if one[2] and one[2] != (one[0],)] == []
    assert sum(bool(found) for *_, found in told) / len(told) >= 0.95


def test_a_family_holds_only_where_one_of_its_signs_stands() -> None:
    """An expression of patterns.txt whose signs miss a way to tell it would never be tried."""
    text = normalise("\n".join(row[0] for row in TABLE))
    lines = shipped_text(lexicon.__file__, "lexicon/patterns.txt").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line and line[0] != "#"]
    forms = [(re.compile(form), Exemption(reason)) for reason, _, form in rows]
    held = 0
    for at in (at for at, char in enumerate(text) if char in lexicon.NUMERAL_CHARS):
        matches = ((form.match(text, at), reason) for form, reason in forms)
        first = next(((match.end(), reason) for match, reason in matches if match), None)
        assert lexicon.families().find(text, at) == first
        held += first is not None
    assert held > 50
