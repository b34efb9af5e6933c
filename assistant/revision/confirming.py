"""确认: a reading that a person confirms goes into the facts file, so that next year the program alone proves it.

A reading that is one value of a fact becomes an alias of that fact: the words that the figure stands behind. One that is
reckoned from several becomes a fact with a formula, named by those words. What no formula can hold (a place against
another, a span of days, a figure inside a statement) becomes a fact with that value, whose source tells the reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.errors import InputError
from assistant.extraction import read_mentions
from assistant.facts import add_alias, add_fact
from assistant.facts.expressions import Binary, Expression, Name, Number, in_words
from assistant.facts.formulas import FIELDS
from assistant.revision.adding import fact_fields, suggested_name, told_as
from assistant.verification.reader import figures_in, parse_answers
from assistant.verification.reader.language import Said

if TYPE_CHECKING:
    from assistant.domain import FactSheet, Finding
    from assistant.revision.session import Session

SOURCE = "由第二读者读出,经人确认"
REASON = "人工确认"


def teach(sheet: FactSheet, finding: Finding, name: str = "") -> FactSheet:
    """Writes a confirmed reading to the facts file; comments and layout stay.

    Args:
        sheet: the facts, loaded from a file.
        finding: of the verdict ``read``.
        name: what the figure counts, in the person's words; else the words before it.

    Returns:
        The sheet as it is now.

    Raises:
        InputError: the finding is no reading, is no exact value that a fact can hold, or has no name.
        FactsError: the facts file would not hold with it; nothing was written.
        OutputError: it cannot be written.
    """
    if finding.verdict is not Verdict.READ or finding.reading is None:
        raise InputError(
            f"编号 {finding.id} 不是“模型读作”", advice="只有这一种可以确认;其他的请改正或放行"
        )
    if not sheet.path:
        raise InputError("没有事实表文件可以写", advice="用 --facts 指明")
    named = name.strip() or suggested_name(finding)
    if not named:
        raise InputError(
            f"“{finding.text}”前面没有可作名称的词", advice="请写明名称:--accept 编号=名称"
        )
    reading = parse_answers([f"1 = {finding.reading}"], figures_in(sheet)).readings.get(1)
    expression = reading.expression if reading is not None and reading.said is Said.FACTS else None
    if isinstance(expression, Name) and expression.index is None:
        return add_alias(sheet.path, expression.id, named)
    formula = None if expression is None else formula_of(expression, sheet)
    if formula is None:
        fields = fact_fields(finding, named) | {"source": f"{SOURCE}:{finding.reading}"}
    else:
        fields = {"indicator": named, "formula": formula, "source": SOURCE} | _told(finding)
    return add_fact(sheet.path, fields | {"required": False})


def formula_of(expression: Expression, sheet: FactSheet) -> str | None:
    """The reading as a formula of the facts file; None where it holds what no formula may."""
    plain = _plain(expression, sheet)
    return (
        None
        if plain is None
        else in_words(plain, _written)
        .replace("−", " - ")
        .replace("+", " + ")
        .replace("×", " × ")
        .replace("÷", " ÷ ")
    )


def _written(name: Name) -> str:
    return f"{name.id}.{name.field}" if name.field else name.id


def _plain(expression: Expression, sheet: FactSheet) -> Expression | None:
    if isinstance(expression, Number):
        return expression
    if isinstance(expression, Binary):
        left, right = _plain(expression.left, sheet), _plain(expression.right, sheet)
        return None if left is None or right is None else Binary(expression.sign, left, right)
    if not isinstance(expression, Name) or expression.index is not None:
        return None
    if expression.field is None or expression.field in FIELDS:
        return expression
    value = Name(expression.id)
    previous, parent = Name(expression.id, "previous"), sheet.by_id[expression.id].parent
    forms: dict[str, Expression] = {
        "increase": Binary("-", value, previous),
        "growth": Binary("/", Binary("-", value, previous), previous),
        "times": Binary("/", value, previous),
        "completion": Binary("/", value, Name(expression.id, "target")),
    }
    if parent is not None:
        forms["share"] = Binary("/", value, Name(parent))
    return forms.get(expression.field)


def _told(finding: Finding) -> dict[str, object]:
    """Unit and decimals of the figure as it is told."""
    mentions = read_mentions(finding.text)
    return told_as(mentions[-1]) if mentions else {}


def confirm(session: Session, finding: Finding, name: str = "") -> str:
    """Confirms a reading of a draft: the facts file learns it, the finding is let stand in the history.

    Args:
        session: the session.
        finding: of the verdict ``read``, from :func:`assistant.revision.second.read_section`.
        name: as for :func:`teach`.

    Returns:
        The id of the fact that was added or got the alias.

    Raises:
        InputError: as for :func:`teach`, or facts that changed are still to be adopted.
    """
    if session.changed_sheet is not None:
        raise InputError("事实表刚改过", advice="先用 --take-facts 采用新的事实,再确认")
    known = set(session.sheet.by_id)
    sheet = teach(session.sheet, finding, name)
    session.changed_sheet = sheet
    session.adopt_facts()
    session.store.waive(finding.id, f"{REASON}:{finding.reading}")
    return next((fact.id for fact in sheet.facts if fact.id not in known), finding.fact or "")
