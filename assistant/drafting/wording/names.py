"""What a fact is called in prose, and what sort of indicator it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import Shape, phrase, shapes, words

if TYPE_CHECKING:
    from assistant.domain import Fact

# Whatever might be read as a numeral goes through a reference, so that it follows the facts.
_NUMERAL = re.compile(r"[0-9０-９〇○零一二两三四五六七八九十百千万亿半双]")
_LATIN_WORD = re.compile(r"[A-Za-z]+[\d.]+")
_PLAIN = Shape("plain")
_MANY_YUAN = 100_000
# Units of which 数 or the unit itself is no ornament of the name.
_BASIC = frozenset(("人", "户", "件", "次", "天", "分", "%", "元"))


def bears_numeral(text: str) -> bool:
    """Whether something in ``text`` might be read as a numeral; PM2.5 is a word."""
    return _NUMERAL.search(_LATIN_WORD.sub("", text)) is not None


def name_source(fact: Fact) -> str:
    """The name of a fact as source text: through a reference where it bears a numeral."""
    return f"{{{fact.id}.name}}" if bears_numeral(fact.name) else fact.name


def scope_source(fact: Fact) -> str:
    """The scope of a fact as source text; empty where it has none."""
    whole = phrase("whole")
    above = (fact.scope or "").startswith(whole) and fact.name.startswith(words("above"))
    if not fact.scope or above or fact.name.startswith(whole + fact.scope.removesuffix("级")):
        return ""
    return f"{{{fact.id}.scope}}" if bears_numeral(fact.scope) else fact.scope


def figure_source(fact: Fact) -> str:
    """The reference to a fact's value; a large sum of yuan in 万元 where that is exact."""
    value = fact.value
    if fact.unit == "元" and value is not None and value >= _MANY_YUAN and value % 100 == 0:
        return f"{{{fact.id}:万}}"
    return f"{{{fact.id}}}"


def shape_of(name: str, unit: str | None) -> Shape:
    """What sort of indicator has this name and unit."""
    for shape in shapes():
        if shape.fits(name, unit or ""):
            return shape
    return _PLAIN


def lower_is_better(fact: Fact) -> bool:
    """Whether a fact is better the lower it is: 投诉 is, 查办违法案件 is not."""
    acts = shape_of(fact.name, fact.unit).id == "doing"
    return not acts and any(word in fact.name for word in words("lower_is_better"))


def of_the_document(fact: Fact) -> bool:
    """Whether a fact speaks of the summary itself: when it was finished, what it ends with."""
    told = fact.statement or fact.event or ""
    return not fact.required and told.startswith(words("of_the_document"))


def told_name(fact: Fact) -> str:
    """The name as prose has it: without 名次 before a rank, 数 or the unit before a figure.

    A name that bears a numeral goes through a reference and stays whole.
    """
    name = fact.name
    if bears_numeral(name):
        return f"{{{fact.id}.name}}"
    if fact.rank is not None and fact.low is None:
        suffixes: tuple[str, ...] = words("rank_words")
    else:
        unit = fact.unit or ""
        suffixes = (f"{unit}数",) if unit and unit not in _BASIC else ()
    plans = words("moved_tails")
    for verb in words("movable"):
        movable = name.endswith(verb) and not any(word in name for word in words("unmoved"))
        if movable and len(name) > len(verb) + 1 and fact.low is not None:
            core = name.removesuffix(verb)
            return verb + next((core.removesuffix(s) for s in plans if core.endswith(s)), core)
    for suffix in suffixes:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    needless = name.endswith(words("needless"))
    if needless and fact.low is not None and name.endswith(("数", fact.unit or "数")):
        return name.removesuffix(fact.unit or "数").removesuffix("数")
    return name
