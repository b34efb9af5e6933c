"""The command forms of steps that reach beyond one section's text."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.revision import arranging
from assistant.revision.adding import add_figure, change_fact
from assistant.revision.journal import undo_step
from assistant.revision.request import pairs_in
from assistant.revision.views import change_line

if TYPE_CHECKING:
    from assistant.revision.request import Request
    from assistant.revision.scripted import Outcome
    from assistant.revision.session import Session

_ANOTHER = ("另:", "另\uff1a")  # before a name: another thing than the fact of like name


def take_steps(session: Session, asked: Request, outcome: Outcome) -> None:
    """Does the steps on facts, order and headings; one that fails leaves those before it saved."""
    for finding_id, name in pairs_in(asked.add_fact):
        another = name.startswith(_ANOTHER)
        plain = name[2:].strip() if another else name
        fact = add_figure(session, finding_id, plain, another=another)
        outcome.told(f"已写入事实表:{fact}", id=finding_id, fact=fact)
    for finding_id, fact_id in pairs_in(asked.change_fact):
        changed = change_fact(session, finding_id, fact_id)
        outcome.told(f"已{changed.told}", id=finding_id, fact=changed.fact_id)
        outcome.lines += [change_line(each) for each in changed.figures]
    for which, heading in pairs_in(asked.rename):
        id_ = session.section_id(which)
        arranging.rename_heading(session, id_, heading)
        outcome.told(f"标题已改为“{heading}”", section=id_)
    for heading in asked.add_section or ():
        outcome.told(f"已新增章节“{heading}”", section=arranging.add_section(session, heading))
    if asked.leave_out is not None:
        id_ = session.section_id(asked.leave_out)
        told = f"已删去{session.name(id_)};--restore {id_} 可放回"
        arranging.leave_out(session, id_)
        outcome.told(told, section=id_)
    _moves(session, asked, outcome)
    if asked.undo_step:
        back = undo_step(session)
        outcome.told(back.line, undone=asdict(back))


def _moves(session: Session, asked: Request, outcome: Outcome) -> None:
    for which, place in pairs_in(asked.move):
        id_ = session.section_id(which)
        arranging.move_section(session, id_, number_in(place))
        outcome.told(f"已移动,现在是{session.name(id_)}", section=id_)
    for line, which in pairs_in(asked.move_paragraph):
        home, _, number = line.rpartition(".")
        id_, to = session.section_id(home), session.section_id(which)
        arranging.move_paragraph(session, id_, number_in(number), to)
        outcome.told(f"已把一段移到{session.name(to)}", section=id_, to=to)
    for fact_id, which in pairs_in(asked.move_fact):
        to = session.section_id(which)
        arranging.move_fact(session, fact_id, to)
        outcome.told(f"事实 {fact_id} 已移到{session.name(to)}", fact=fact_id, to=to)


def number_in(words: str) -> int:
    """A number as a person wrote it."""
    if not words.isdecimal():
        raise InputError(f"“{words}”不是序号", advice="写成 3,或 2.3(第2节第3段)")
    return int(words)
