"""A second reader on demand: what it says of one section of a draft, and 确认 of it.

A reading that a person confirms goes into the facts file, so that next year the program alone
proves it. One that is one value of a fact becomes an alias of that fact: the words that the figure
stands behind. One that is reckoned from several becomes a fact with a formula, named by those
words. What no formula can hold (a place against another, a span of days, a figure inside a
statement) becomes a fact with that value, whose source tells the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Scope, Verdict
from assistant.domain.fact import CONFIRMED_SOURCE
from assistant.errors import InputError
from assistant.extraction import read_mentions
from assistant.facts import add_alias, add_fact
from assistant.facts.expressions import Binary, Expression, Name, Number, in_words
from assistant.facts.formulas import FIELDS
from assistant.revision.adding import fact_fields, suggested_name, told_as
from assistant.revision.kept import STANDS, Kept, placed
from assistant.verification import verify
from assistant.verification.reader import figures_in, parse_answers
from assistant.verification.reader.language import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Finding, Report
    from assistant.revision.checking import Checked
    from assistant.revision.session import Session
    from assistant.verification.reader import Question, Reader
    from assistant.verification.reader.language import Reading

# Opens a reader for a sheet; what it cost is told at the end.
Opener = Callable[["FactSheet", Callable[[str], object]], AbstractContextManager["Reader"]]
_ITS = frozenset((Verdict.READ, Verdict.DISPUTED))
REASON = "人工确认"


@dataclass(frozen=True, slots=True)
class _Part:
    """A reader that is asked of a part of the text only; headings above it stay."""

    reader: Reader
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.reader.name

    def read(self, question: Question) -> Sequence[str]:
        kept = tuple(
            passage if self.start <= passage.start < self.end else replace(passage, marks=())
            for passage in question.passages
            if passage.start < self.end and (passage.level or passage.start >= self.start)
        )
        return self.reader.read(replace(question, passages=kept))


class Listening:
    """A reader whose answers are taken down.

    Attributes:
        reader: who reads.
        trusted: its readings need no person to confirm them.
        kept: what it said; None before it was asked.
    """

    def __init__(self, reader: Reader, *, trusted: bool) -> None:
        self.reader, self.trusted = reader, trusted
        self.kept: Kept | None = None

    @property
    def name(self) -> str:
        """The reader's."""
        return self.reader.name

    def read(self, question: Question) -> Sequence[str]:
        """Its answers."""
        given = self.reader.read(question)
        answers = parse_answers(given, figures_in(question.sheet))
        said = tuple(
            (*placed(passage.text, at), _line(answers.readings[number]))
            for passage in question.passages
            for number, at in passage.marks
            if number in answers.readings
        )
        remarks = tuple(
            (sentence, remark.quote, remark.reason)
            for remark in answers.remarks
            for sentence in _holding(question, remark.quote)
        )
        self.kept = Kept(self.name, self.trusted, said, remarks)
        return given


def _holding(question: Question, quote: str) -> Iterator[str]:
    """The sentence in which a quote stands first; nothing where none does."""
    for passage in question.passages:
        at = passage.text.find(quote)
        if at >= 0:
            sentence, place = placed(passage.text, at)
            yield sentence if len(quote) <= len(sentence) - place else passage.text
            return


def _line(reading: Reading) -> str:
    """A reading as the language writes it."""
    plan = {None: "", True: " | plan", False: " | done"}[reading.planned]
    return reading.written + plan + (f" | wrong: {reading.wrong}" if reading.wrong else "")


def read_section(checked: Checked, section_id: str, reader: Reader) -> tuple[Finding, ...]:
    """What a reader says of a section beside the program: ``read`` and ``disputed`` findings.

    It is asked of every figure of the section and of nothing else of the draft. Nothing changes, and
    it may run in any thread; a ``read`` one may be confirmed
    (:func:`confirm`), a ``disputed`` one let stand (:meth:`Session.let_stand`).
    """
    assembled = checked.assembled
    place = next(each for each in assembled.sections if each.section_id == section_id)
    report = verify(
        assembled.document,
        checked.sheet,
        waivers=dict(checked.draft.waivers),
        reader=_Part(reader, place.start, place.end),
        scope=Scope.ALL,
    )
    return tuple(
        finding
        for finding in second_findings(report)
        if finding.start is not None and place.start <= finding.start < place.end
    )


def second_findings(report: Report) -> tuple[Finding, ...]:
    """What of a report is a second reader's: its readings to be confirmed, and its disputes."""
    return tuple(finding for finding in report.findings if finding.verdict in _ITS)


def read_whole(session: Session, reader: Reader, scope: Scope, *, trusted: bool = False) -> None:
    """Has the whole draft read: the session's report is that of program and reader until the text changes."""
    checked = session.checked
    report = verify(
        checked.assembled.document,
        checked.sheet,
        samples=session.samples,
        waivers=dict(checked.draft.waivers),
        reader=reader,
        scope=scope,
        trust_reader=trusted,
    )
    session.put_checked(replace(checked, report=report))


def teach(sheet: FactSheet, finding: Finding, name: str = "") -> FactSheet:
    """Writes a confirmed reading to the facts file, comments and layout staying, and returns the sheet.

    Without a ``name`` the fact is called by the words before the figure. Raises InputError where the
    finding is no reading, is no exact value that a fact can hold, or has no name.
    """
    if finding.verdict is not Verdict.READ or finding.reading is None:
        raise InputError(
            f"编号 {finding.id} 不是“模型读作”", advice="只有这一种可以确认;其他的请改正或放行"
        )
    if not sheet.path:
        raise InputError("没有事实表文件可以写", advice="用 --facts 指明")
    expression = _read(finding, sheet)
    named = name.strip() or proposed_name(finding, sheet)
    if not named:
        raise InputError(
            f"“{finding.text}”前面没有可作名称的词", advice="请写明名称:--accept 编号=名称"
        )
    if isinstance(expression, Name) and expression.index is None:
        return add_alias(sheet.path, expression.id, named)
    formula = None if expression is None else formula_of(expression, sheet)
    if formula is None:
        fields = fact_fields(finding, named) | {"source": f"{CONFIRMED_SOURCE}:{finding.reading}"}
    else:
        fields = {"indicator": named, "formula": formula, "source": CONFIRMED_SOURCE} | _told(
            finding
        )
    return add_fact(sheet.path, fields | {"required": False})


def proposed_name(finding: Finding, sheet: FactSheet) -> str:
    """What a confirmed reading might be called; nothing where a fact's growth was read: 比上年多 is no name of a fact."""
    expression = _read(finding, sheet)
    role = isinstance(expression, Name) and expression.field is not None
    return "" if role else suggested_name(finding)


def _read(finding: Finding, sheet: FactSheet) -> Expression | None:
    reading = parse_answers([f"1 = {finding.reading}"], figures_in(sheet)).readings.get(1)
    return reading.expression if reading is not None and reading.said is Said.FACTS else None


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


def decided(session: Session) -> tuple[str, ...]:
    """What persons decided on a second reader's findings: shown to who reviews and signs."""
    reasons = (reason for _, reason in session.draft.waivers)
    return tuple(reason for reason in reasons if reason.startswith((REASON, STANDS)))


def confirm(session: Session, finding: Finding, name: str = "") -> str:
    """Confirms a reading of :func:`read_section`; returns the fact's id.

    The facts file learns it (see :func:`teach`), and the finding is let stand in the history.
    """
    session.require_adopted()
    known = set(session.sheet.by_id)
    sheet = teach(session.sheet, finding, name)
    session.changed_sheet = sheet
    session.adopt_facts()
    session.store.waive(finding.id, f"{REASON}:{finding.reading}")
    return next((fact.id for fact in sheet.facts if fact.id not in known), finding.fact or "")
