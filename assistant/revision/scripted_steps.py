"""The command forms of steps that reach beyond one section's text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.revision import arranging
from assistant.revision.adding import add_figure, change_fact
from assistant.revision.journal import undo_step
from assistant.revision.late import change_line

if TYPE_CHECKING:
    from assistant.revision.scripted import Outcome
    from assistant.revision.session import Session

_ANOTHER = ("另:", "另\uff1a")  # before a name: another thing than the fact of like name


@dataclass(frozen=True, slots=True)
class Steps:
    """What a command asks for of facts, order and headings.

    Attributes:
        add_fact: (finding id, name) pairs; ``另:`` before a name for another thing of like name.
        change_fact: (finding id, id of the fact that is to get its value, or empty) pairs.
        rename: (section, heading) pairs.
        add_section: headings.
        leave_out: a section.
        move: (section, place from 1) pairs.
        move_paragraph: (``section.line``, section) pairs.
        move_fact: (fact id, section) pairs.
        undo_step: take the last of such steps back.
    """

    add_fact: tuple[tuple[str, str], ...] = ()
    change_fact: tuple[tuple[str, str], ...] = ()
    rename: tuple[tuple[str, str], ...] = ()
    add_section: tuple[str, ...] = ()
    leave_out: str | None = None
    move: tuple[tuple[str, str], ...] = ()
    move_paragraph: tuple[tuple[str, str], ...] = ()
    move_fact: tuple[tuple[str, str], ...] = ()
    undo_step: bool = False


def take_steps(session: Session, asked: Steps, outcome: Outcome) -> None:
    """Does the steps in the order of :class:`Steps`.

    Raises:
        AssistantError: a step could not be done; those before it are saved.
    """
    for finding_id, name in asked.add_fact:
        another = name.startswith(_ANOTHER)
        plain = name[2:].strip() if another else name
        fact = add_figure(session, finding_id, plain, another=another)
        outcome.told(f"已写入事实表:{fact}", id=finding_id, fact=fact)
    for finding_id, fact_id in asked.change_fact:
        changed = change_fact(session, finding_id, fact_id)
        outcome.told(f"已{changed.told}", id=finding_id, fact=changed.fact_id)
        outcome.lines += [change_line(each) for each in changed.figures]
    for which, heading in asked.rename:
        id_ = session.section_id(which)
        arranging.rename_heading(session, id_, heading)
        outcome.told(f"标题已改为“{heading}”", section=id_)
    for heading in asked.add_section:
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


def _moves(session: Session, asked: Steps, outcome: Outcome) -> None:
    for which, place in asked.move:
        id_ = session.section_id(which)
        arranging.move_section(session, id_, _number(place))
        outcome.told(f"已移动,现在是{session.name(id_)}", section=id_)
    for line, which in asked.move_paragraph:
        home, _, number = line.rpartition(".")
        id_, to = session.section_id(home), session.section_id(which)
        arranging.move_paragraph(session, id_, _number(number), to)
        outcome.told(f"已把一段移到{session.name(to)}", section=id_, to=to)
    for fact_id, which in asked.move_fact:
        to = session.section_id(which)
        arranging.move_fact(session, fact_id, to)
        outcome.told(f"事实 {fact_id} 已移到{session.name(to)}", fact=fact_id, to=to)


def _number(words: str) -> int:
    if not words.isdecimal():
        raise InputError(f"“{words}”不是序号", advice="写成 3,或 2.3(第2节第3段)")
    return int(words)
