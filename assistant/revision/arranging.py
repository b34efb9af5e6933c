"""The order and headings of a draft, and what stands in which section: every step can be undone.

Each function saves all of its step or nothing, and :func:`journal.undo_step` takes it back.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Role, Section
from assistant.errors import InputError
from assistant.revision.editing import (
    BRACES,
    as_shown,
    as_typed,
    rebind,
    require_visible,
    with_references,
)
from assistant.revision.holder import by_person
from assistant.revision.journal import HOMES, Step, homes_of, with_step

if TYPE_CHECKING:
    from assistant.revision.session import Session

_Layout = list[tuple[str, str]]


def rename_heading(session: Session, section_id: str, heading: str) -> None:
    """Gives a section another heading, without its number."""
    session.require_unlocked(section_id)
    new = _heading(heading)
    layout = [(id_, new if id_ == section_id else old) for id_, old in _layout(session)]
    _arrange(session, layout, f"改标题为“{new}”")


def move_section(session: Session, section_id: str, place: int) -> None:
    """Moves a section to ``place``, from 1, among the sections."""
    session.require_unlocked(section_id)
    layout = _layout(session)
    if not 1 <= place <= len(layout):
        raise InputError(f"没有第 {place} 个位置", advice=f"可用 1 到 {len(layout)}")
    moved = next(pair for pair in layout if pair[0] == section_id)
    layout.remove(moved)
    layout.insert(place - 1, moved)
    _arrange(session, layout, f"移动章节“{moved[1] or section_id}”")


def leave_out(session: Session, section_id: str) -> None:
    """Takes a section out of the draft; it stays in the file, and :func:`restore` brings it back."""
    session.require_unlocked(section_id)
    layout = [pair for pair in _layout(session) if pair[0] != section_id]
    if not layout:
        raise InputError("只剩这一节,不能删去", advice="先加一节,再删")
    _arrange(
        session, layout, f"删去章节“{session.store.section(section_id).heading or section_id}”"
    )


def restore(session: Session, section_id: str) -> None:
    """Puts a section back that was taken out of the draft; it stands at the end."""
    out = {section.id: section.heading for section in session.store.set_aside}
    if section_id not in out:
        raise InputError(
            f"没有删去过章节“{section_id}”",
            path=session.store.path,
            advice=f"删去的章节有:{'、'.join(out)}" if out else "没有删去的章节",
        )
    back = (section_id, out[section_id])
    _arrange(session, [*_layout(session), back], f"放回章节“{back[1] or section_id}”")


def add_section(session: Session, heading: str, text: str = "", after: str = "") -> str:
    """Adds a section with a person's text, which may be empty; returns its id.

    It stands behind the section ``after``, or at the end.
    """
    id_, new = session.new_id(), _heading(heading)
    section = Section(id_, new, Role.MEASURES, revisions=(by_person("", "新增章节"),))
    layout = _layout(session)
    place = len(layout)
    if after:
        session.store.section(after)
        place = [each for each, _ in layout].index(after) + 1
    layout.insert(place, (id_, new))
    if as_typed(text):
        draft = replace(session.draft, sections=(*session.draft.sections, section))
        source = rebind(draft, session.sheet, id_, text).source
        section = replace(section, revisions=(by_person(source, "新增章节"),))
    step = Step(f"新增章节“{new}”", layout=tuple(_layout(session)), after=tuple(layout))
    session.store.apply(
        added=(section,), layout=layout, meta=with_step(session, step), note=step.told
    )
    return id_


def move_paragraph(session: Session, section_id: str, number: int, to: str) -> None:
    """Moves a paragraph to the end of another section, with the references behind its figures.

    ``number`` counts the lines of the section's text from 1, headings （一） too.
    """
    for each in (section_id, to):
        session.require_unlocked(each)
    if section_id == to:
        raise InputError("这一段已经在这一节里", advice="请指明另一节")
    home, target = session.store.section(section_id), session.store.section(to)
    lines, kept = (_as_it_reads(session, each.id) for each in (home, target))
    full = [at for at, line in enumerate(lines) if line.strip()]
    if not 1 <= number <= len(full):
        raise InputError(f"这一节没有第 {number} 段", advice=f"这一节共有 {len(full)} 段")
    line = lines.pop(full[number - 1])
    note = f"移动一段:{line.strip()[:12]}"
    session.store.apply(
        revisions={
            home.id: by_person(as_typed("\n".join(lines)), note),
            to: by_person(as_typed("\n".join([*kept, line])), note),
        },
        meta=with_step(
            session,
            Step(
                note,
                revisions={each.id: (each.current, len(each.revisions)) for each in (home, target)},
            ),
        ),
        note=note,
    )


def move_fact(session: Session, fact_id: str, to: str) -> None:
    """Moves a fact to the section that is to state it; its parts go with it, the facts file stays."""
    session.store.section(to)
    if fact_id not in session.sheet.by_id:
        raise InputError(f"没有事实“{fact_id}”", advice="用 assistant facts show 查看编号")
    before = homes_of(session)
    moved = {
        fact.id: to
        for fact in session.sheet.facts
        if fact.id == fact_id or fact.id.startswith(f"{fact_id}/")
    }
    step = Step(f"把事实 {fact_id} 移到{session.name(to)}", homes=before)
    meta = {HOMES: json.dumps(before | moved, ensure_ascii=False)}
    session.store.apply(meta=meta | with_step(session, step), note=step.told)


def _as_it_reads(session: Session, section_id: str) -> list[str]:
    """The lines of a section's source as they are shown: what a person writes is not made official again."""
    shown = as_shown(session.draft, session.sheet, section_id)
    return with_references(shown, 0, len(shown.text)).split("\n")


def _layout(session: Session) -> _Layout:
    return [(section.id, section.heading) for section in session.draft.sections]


def _arrange(session: Session, layout: _Layout, told: str) -> None:
    before = _layout(session)
    if layout == before:
        return
    step = Step(told, layout=tuple(before), after=tuple(layout))
    session.store.apply(layout=layout, meta=with_step(session, step), note=told)


def _heading(heading: str) -> str:
    new = heading.strip()
    if not new:
        raise InputError("标题不能空着", advice="请写上标题的字(不写序号)")
    if "\n" in new or "{" in new or "}" in new:
        raise InputError("标题只能是一行字,不能有大括号", advice=f"请把标题写成一行;{BRACES}")
    require_visible(new)
    return new
