"""What a fact is called in prose, and what sort of indicator it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import Shape, phrase, shapes, words
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.domain import Fact

_FORMS = forms(__file__)
_LATIN_WORD = re.compile(r"[A-Za-z]+[\d.]+")
_PLAIN = Shape("plain")
_MANY_YUAN = 100_000
# Units of which 数 or the unit itself is no ornament of the name.
_BASIC = frozenset(("人", "户", "件", "次", "天", "分", "%", "元"))


def bears_numeral(text: str) -> bool:
    """Whether something in ``text`` might be read as a numeral; PM2.5 is a word."""
    return _FORMS.numeral.search(_LATIN_WORD.sub("", text)) is not None


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


def figure_behind(fact: Fact) -> str:
    """The reference to a value right behind its name: 高二63人 would be read as 二63."""
    told = phrase("value_behind") if bears_numeral(fact.name[-1:]) else ""
    return told + figure_source(fact)


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
    acts = acts or fact.name.endswith(words("higher_is_better"))
    return not acts and any(word in fact.name for word in words("lower_is_better"))


def crowns(fact: Fact) -> bool:
    """Whether a fact is a rank that the whole of an office's work was given."""
    rank = fact.rank is not None and fact.low is None
    return rank and any(word in fact.name for word in words("crowning"))


def of_the_document(fact: Fact) -> bool:
    """Whether a fact speaks of the summary itself: when it was finished, what it ends with."""
    told = fact.statement or fact.event or ""
    return not fact.required and told.startswith(words("of_the_document"))


def told_name(fact: Fact) -> str:
    """The name as prose has it: its verb before it, without 名次 before a rank or 数 before a figure.

    A name that bears a numeral goes through a reference and stays whole.
    """
    name, unit = fact.name, fact.unit or ""
    if bears_numeral(name):
        return f"{{{fact.id}.name}}"
    if fact.rank is not None and fact.low is None:
        return _without(name, words("rank_words"))
    if fact.low is None:
        return name
    bare = _without(name, words("measured"))
    if verb := moved_verb(bare):
        return verb + _without(bare.removesuffix(verb), words("moved_tails"))
    if name.endswith(words("needless")):
        return name.removesuffix("数").removesuffix(unit)
    counted = unit.lstrip("万亿")
    said = (counted, f"{unit}数") if len(counted) > 1 else ()
    return _without(name, said or ((f"{unit}数",) if unit and unit not in _BASIC else ()))


def moved_verb(name: str) -> str:
    """The verb at the end of a name that prose puts before it: 受理 of 矛盾纠纷受理; empty for none."""
    verb = next((one for one in words("movable") if name.endswith(one)), "")
    stays = len(name) < len(verb) + 2 or any(word in name for word in words("unmoved"))
    return "" if stays else verb


def says_plan(name: str) -> bool:
    """Whether a planned fact's name says so itself: 拟招聘…, …明年建成, …计划改造, but not 行动计划编制."""
    verbs = (words(key) for key in ("plans.verbs", "own_verbs", "movable", "events.planned_verbs"))
    doing = f"{phrase('plans.doing')}(?:{'|'.join(verb for many in verbs for verb in many)})"
    inside = re.search(f"{phrase('plans.inside')}|{doing}", name)
    return bool(inside or re.match(phrase("plans.begins"), name))


def _without(name: str, tails: tuple[str, ...]) -> str:
    """``name`` without the first of ``tails`` that it ends with, unless little would be left."""
    tail = next((one for one in tails if name.endswith(one)), "")
    return name.removesuffix(tail) if len(name) > len(tail) + 1 else name
