"""事实 changed in a table: what would follow is told first, and all of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.facts import set_facts
from assistant.facts.values import span_text
from assistant.revision.adding import errors_brought
from assistant.revision.journal import Step, facts_bytes, with_step
from assistant.revision.views import figure_changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Fact
    from assistant.revision.session import Session
    from assistant.revision.views import FigureChange

_TOLD = 3  # changed facts that a step names


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change of facts does to the draft.

    Attributes:
        figures: the draft's figures that would read otherwise.
        brought: the errors that it would bring, each with its section.
        warnings: what the facts file's checks say of it.
    """

    figures: tuple[FigureChange, ...]
    brought: tuple[str, ...]
    warnings: tuple[str, ...]


def cells_of(fact: Fact) -> dict[str, str]:
    """What the table shows of a fact, by the names that :func:`assistant.facts.set_facts` takes."""
    cells = {fact.id: _main(fact)}
    if fact.statement is None and fact.low is not None:
        for key, value in (("previous", fact.previous), ("target", fact.target)):
            cells[f"{fact.id}.{key}"] = "" if value is None else f"{value:f}"
    return cells | {f"{fact.id}.source": fact.source or ""}


def changes_in(session: Session, cells: Mapping[str, str]) -> dict[str, str]:
    """Those of ``cells`` that differ from the facts; emptying one, which only the file can do, is refused."""
    known = {name: text for fact in session.sheet.facts for name, text in cells_of(fact).items()}
    changes = {
        name: text.strip()
        for name, text in cells.items()
        if name in known and text.strip() != known[name].strip()
    }
    emptied = [name for name, text in changes.items() if not text]
    if emptied:
        raise InputError(f"不能清空:{'、'.join(emptied)}", advice="要删去一项,请在事实表文件里删")
    return changes


def consequences(session: Session, changes: Mapping[str, str]) -> Consequences:
    """What ``changes`` would do; nothing is written."""
    sheet = set_facts(session.facts_file(), changes, preview=True)
    return Consequences(
        figure_changes(session.draft, session.sheet, sheet),
        errors_brought(session, sheet, []),
        tuple(each for each in sheet.warnings if each not in session.sheet.warnings),
    )


def change_facts(session: Session, changes: Mapping[str, str]) -> tuple[FigureChange, ...]:
    """Writes ``changes`` to the facts file and renders the draft with them; returns the changed figures."""
    path = session.facts_file()
    before = facts_bytes(path)
    told = "、".join(f"{name} {text}" for name, text in list(changes.items())[:_TOLD])
    more = f" 等{len(changes)}项" if len(changes) > _TOLD else ""
    session.changed_sheet = set_facts(path, changes)
    figures = session.adopt_facts()
    step = Step(f"改事实表:{told}{more}", facts=before, digest=session.sheet.digest)
    session.store.apply(meta=with_step(session, step), note=step.told)
    return figures


def _main(fact: Fact) -> str:
    if fact.statement is not None:
        return fact.statement
    if fact.formula is not None:
        return fact.formula
    if fact.low is not None and fact.high is not None:
        return f"{fact.low:f}" if fact.low == fact.high else f"{fact.low:f}~{fact.high:f}"
    if fact.rank is not None:
        return str(fact.rank)
    if fact.date is not None:
        return span_text(fact.date)
    return "" if fact.growth is None else f"{fact.growth:f}"
