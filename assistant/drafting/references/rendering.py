"""What one reference says: the text of a fact's value, rank, date, name or derived value."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import DerivedKind
from assistant.drafting.references.computed import UncomputableError, tell_computed
from assistant.drafting.references.dates import in_form, tell_date, tell_period, tell_span
from assistant.drafting.references.forms import EXACT, parse_form
from assistant.drafting.references.grammar import DERIVED_FIELDS, DOCUMENT, FIELDS
from assistant.drafting.references.numbers import Amount, Told, digits, rounded, tell
from assistant.extraction.numerals import render_chinese_number
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.domain import Derived, Fact, FactSheet
    from assistant.drafting.references.forms import Form
    from assistant.drafting.references.grammar import Reference

_FORMS = forms(__file__)
_LAST_CHINESE_RANK = 10
_POINTS = frozenset(("个百分点", "个千分点"))


class UnknownReferenceError(LookupError):
    """A reference names nothing that the fact sheet has; its text says why, in Chinese."""


def tell_reference(reference: Reference, sheet: FactSheet) -> Told:
    """The text that stands for ``reference``.

    Raises:
        UnknownReferenceError: there is no such fact, field or form, or the fact has none.
    """
    if reference.operands:
        try:
            return tell_computed(reference, sheet)
        except UncomputableError as error:
            raise UnknownReferenceError(str(error)) from error
    form = parse_form(reference.form)
    if form is None:
        raise UnknownReferenceError(
            f"没有“{reference.form}”这种写法,可用的是 数、余、近、约、超、汉字、万、亿,日期用 月、止"
        )
    if reference.field and reference.field not in FIELDS and reference.field != "period":
        raise UnknownReferenceError(f"数字引用没有“.{reference.field}”这一项")
    fact = sheet.by_id.get(reference.fact)
    if form.clause and (fact is None or form.clause > len(statement_clauses(fact.statement or ""))):
        raise UnknownReferenceError(f"没有“{reference.form}”这种写法,序号只用于整句的分句")
    if fact is None:
        return _tell_document(reference, sheet)
    if not reference.field:
        return _tell_fact(fact, form)
    if reference.field in DERIVED_FIELDS:
        return _tell_derived(fact, reference.field, form, sheet)
    return _tell_field(fact, reference.field, form, sheet)


def _tell_document(reference: Reference, sheet: FactSheet) -> Told:
    if reference.fact == DOCUMENT and reference.field == "period":
        if sheet.document.period is None:
            raise UnknownReferenceError("事实表没有写 period(报告期)")
        return Told(tell_period(sheet.document.period))
    raise UnknownReferenceError("没有这个编号的事实")


def _tell_fact(fact: Fact, form: Form) -> Told:
    if fact.statement is not None:
        return _tell_statement(fact.statement, form)
    if fact.low is not None and fact.high is not None:
        amount = Amount(fact.low, fact.high, fact.unit or "", fact.bound, fact.approx)
        return tell(amount, form)
    if fact.rank is not None:
        return _tell_rank(fact.rank, form)
    return _formless(fact.name, form)


def statement_clauses(statement: str) -> tuple[str, ...]:
    """The clauses of a statement that can be told alone: between semicolons and full stops."""
    parts = (part.strip() for part in re.split("[;；。]", statement))
    return tuple(part for part in parts if part)


def _tell_statement(statement: str, form: Form) -> Told:
    clauses = statement_clauses(statement)
    if 0 < form.clause <= len(clauses):
        return Told(clauses[form.clause - 1])
    return _formless(statement.strip().rstrip("。.;；"), form)


def _formless(text: str, form: Form) -> Told:
    warning = f"“{text}”不是一个数,不能写成“{form.text}”" if form != EXACT else ""
    return Told(text, warning)


def _tell_rank(rank: int, form: Form) -> Told:
    if form.number_only:
        return Told(render_chinese_number(Decimal(rank)) if form.chinese else str(rank))
    if form.chinese or rank <= _LAST_CHINESE_RANK:
        return Told(f"第{render_chinese_number(Decimal(rank))}名")
    return Told(f"第{rank}名")


def _tell_field(fact: Fact, field: str, form: Form, sheet: FactSheet) -> Told:
    if field in {"previous", "target"}:
        value = fact.previous if field == "previous" else fact.target
        if value is not None:
            return tell(Amount(value, value, fact.unit or ""), form)
    elif field == "rank" and fact.rank is not None:
        return _tell_rank(fact.rank, form)
    text = _text_field(fact, field, sheet, form)
    if text:
        return Told(text)
    raise UnknownReferenceError(f"{fact.id} 没有“.{field}”这一项")


def _text_field(fact: Fact, field: str, sheet: FactSheet, form: Form) -> str:
    """A field that is text; empty where the fact does not have it."""
    if field == "date":
        period = sheet.document.period
        span = in_form(fact.date, form.date) if fact.date else None
        return tell_span(span, home_year=period.year if period else None) if span else ""
    if field == "year":
        return _year_of(fact)
    name = fact.name if fact.indicator or fact.event else None
    return {"among": fact.among, "scope": fact.scope, "name": name}.get(field) or ""


def _year_of(fact: Fact) -> str:
    named = _FORMS.year.search(fact.name)
    if named:
        return named[0]
    start = fact.date.start if fact.date else None
    return f"{start.year}年" if start and start.year else ""


def _tell_derived(fact: Fact, field: str, form: Form, sheet: FactSheet) -> Told:
    derived = sheet.derived_by_id.get(f"{fact.id}.{field}")
    if derived is None:
        raise UnknownReferenceError(f"{fact.id} 算不出“.{field}”,事实表里缺少它要用的数")
    warning = ""
    if form != EXACT and not form.number_only:
        warning = f"算出来的数不能写成“{form.text}”,已按原值写"
    return Told(_derived_text(derived, form), warning)


def _derived_text(derived: Derived, form: Form) -> str:
    size = _size(derived)
    if derived.kind not in {DerivedKind.GROWTH, DerivedKind.INCREASE} or form.number_only:
        return size
    if derived.value == 0:
        return "持平"
    return f"{_direction(derived)}{size}"


def _size(derived: Derived) -> str:
    value = abs(derived.value)
    exact = derived.kind is DerivedKind.INCREASE
    number = digits(value if exact else rounded(value))
    return f"{number}{derived.unit or ''}"


def _direction(derived: Derived) -> str:
    if derived.kind is DerivedKind.GROWTH:
        return "增长" if derived.value > 0 else "下降"
    if derived.unit in _POINTS:
        return "提高" if derived.value > 0 else "下降"
    return "增加" if derived.value > 0 else "减少"


def tell_signed_on(sheet: FactSheet) -> str:
    """The date of signature in the official form; empty where there is none."""
    date = sheet.document.signed_on
    return tell_date(date) if date else ""
