"""The command forms of the verbs: for scripts, CI and other programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError
from assistant.revision import arranging, editing, rewriting
from assistant.revision.display import pieces_text, revision_line
from assistant.revision.imported import undo_import, undone_line
from assistant.revision.importing import apply_import, compare_file, import_data, import_lines
from assistant.revision.listing import (
    draft_data,
    draft_lines,
    section_data,
    section_lines,
)
from assistant.revision.proofing import card_data, cards_of, mend_section, take_card
from assistant.revision.request import Request, pairs_in
from assistant.revision.scripted_steps import take_steps
from assistant.revision.views import change_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.revision.rewriting import Writer
    from assistant.revision.session import Session


@dataclass(slots=True)
class Outcome:
    """What a command did.

    Attributes:
        lines: for the person.
        data: for programs.
        findings: whether errors remain in what the command was about.
    """

    lines: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    findings: bool = False

    def told(self, line: str, **data: Any) -> None:
        """Notes a step for the person and for programs."""
        self.lines.append(line)
        self.data.setdefault("steps", []).append({"message": line, **data})


def run(
    session: Session, request: Request, writer: Callable[[], Writer] = rewriting.OfflineWriter
) -> Outcome:
    """Does what a command asks for, in the order: facts, import, findings, history, writing, marks.

    ``writer`` is called only where a section is written anew. Where figures change because the facts
    file did and ``take_facts`` was not asked for, nothing is done. A step that fails leaves those
    before it saved.
    """
    if request.against is not None and request.diff is None:
        raise InputError("只写了 --against,没有写比较哪一节", advice="加 --diff 序号或编号")
    if request.section is not None and request == Request(section=request.section):
        raise InputError(
            "只写了 --section,没有写做什么",
            advice="要看这一节请用 --show,要改请加 --rewrite、--accept 等",
        )
    outcome = Outcome()
    _facts(session, request, outcome)
    if request.undo_import:
        undone = undo_import(session)
        outcome.told(undone_line(undone), undone_import=asdict(undone))
    if request.bring is not None:
        _bring(session, request.bring, outcome)
    _findings(session, request, outcome)
    touched = [
        *_history(session, request, outcome),
        *_writing(session, request, writer, outcome),
        *_marks(session, request, outcome),
    ]
    if request.accept_all:
        session.accept_all()
        outcome.told("各节都已通过")
    _look(session, request, outcome)
    about = [session.section_id(which) for which in (request.show, request.diff) if which]
    concerned = set(touched + about)
    views = [each for each in session.views if not concerned or each.section.id in concerned]
    outcome.findings = any(view.errors for view in views)
    return outcome


def _facts(session: Session, request: Request, outcome: Outcome) -> None:
    changes = session.changes
    if session.changed_sheet is not None and request.changes:
        if changes and not request.take_facts:
            listed = "\n".join(f"  {change_line(change)}" for change in changes)
            raise InputError(
                f"事实表改过了,初稿里有 {len(changes)} 处数字会跟着变:\n{listed}\n什么都没有改",
                path=session.store.path,
                advice="看过以后加 --take-facts 采用新的事实,或把事实表改回去",
            )
        session.adopt_facts()
        told = f",更新 {len(changes)} 处数字:" if changes else ";初稿里的数字都没有变"
        outcome.lines.append(f"事实表改过了{told}")
    elif changes:
        outcome.lines.append(f"事实表改过了,采用(--take-facts)以后将更新 {len(changes)} 处数字:")
    outcome.lines += [change_line(change) for change in changes]
    if changes:
        outcome.data["facts_changed"] = [
            {"section": each.section_id, "fact": each.fact_id, "old": each.old, "new": each.new}
            for each in changes
        ]


def _bring(session: Session, path: Path, outcome: Outcome) -> None:
    brought = compare_file(session, path)
    lines, before = list(import_lines(brought, session.titles)), session.checked.report.findings
    outcome.data["import"] = import_data(brought)
    if brought.empty:
        outcome.told(lines[0])
        outcome.lines += lines[1:]
        return
    apply_import(session, brought, path.name)
    outcome.lines += lines
    new = editing.asked(before, session.checked.report.findings)
    outcome.lines += [f"请核对:{editing.told(each)}" for each in new]


def _findings(session: Session, request: Request, outcome: Outcome) -> None:
    for finding_id, reason in pairs_in(request.waive):
        finding = session.waive(finding_id, reason)
        outcome.told(f"已放行:{editing.told(finding)}(理由:{reason})", id=finding.id)
    for finding_id in request.correct or ():
        finding = session.finding(finding_id)
        editing.correct(session, finding_id)
        outcome.told(f"已改正:{editing.told(finding)}", id=finding_id)
    take_steps(session, request, outcome)


def _history(session: Session, request: Request, outcome: Outcome) -> Iterator[str]:
    for which, step, done, nothing in (
        (request.undo, session.undo, "撤销", "没有更早的一稿了"),
        (request.redo, session.redo, "重做", "没有可以重做的"),
    ):
        if which is not None:
            id_ = session.section_id(which)
            section = step(id_)
            number = session.store.section(id_).current + 1
            told = nothing if section is None else f"已{done},现在是第 {number} 稿"
            outcome.told(
                f"{session.name(id_)}:{told}",
                section=id_,
                revision=number,
                done=section is not None,
            )
            if session.taken_back is not None:
                outcome.told(session.taken_back.line)
            yield id_
    if request.use is not None:
        id_ = _wanted(session, request)
        session.go(id_, request.use - 1)
        outcome.told(
            f"{session.name(id_)}:现在是第 {request.use} 稿", section=id_, revision=request.use
        )
        yield id_
    if request.restore is not None:
        arranging.restore(session, request.restore)
        outcome.told(f"已放回{session.name(request.restore)}", section=request.restore)
        yield request.restore


def _writing(
    session: Session, request: Request, writer: Callable[[], Writer], outcome: Outcome
) -> Iterator[str]:
    if request.edit is not None:
        id_ = _wanted(session, request)
        before = session.view(id_).findings
        made, more = editing.edit(session, id_, request.edit), editing.trimmed(request.edit)
        if made is None:
            outcome.told(f"{session.name(id_)}:文字没有变化{more}", section=id_)
        else:
            outcome.told(
                f"{session.name(id_)}:已保存{_figures_told(made)}{more}",
                section=id_,
                bound=list(made.bound),
                lost=list(made.lost),
            )
            brought = editing.asked(before, session.view(id_).findings)
            outcome.lines += [f"请核对:{editing.told(each)}" for each in brought]
        yield id_
    yield from _proofreading(session, request, outcome)
    if request.rewrite is not None or request.reword:
        id_ = _wanted(session, request)
        _rewrite(session, id_, request, writer(), outcome)
        yield id_


def _proofreading(session: Session, request: Request, outcome: Outcome) -> Iterator[str]:
    if request.mend is not None:
        id_ = session.section_id(request.mend)
        count = mend_section(session, id_)
        told = f"校对改正 {count} 处" if count else "没有可以自动改正的校对意见"
        outcome.told(f"{session.name(id_)}:{told}", section=id_, mended=count)
        yield id_
    if request.take is not None:
        id_ = _wanted(session, request)
        card = take_card(session, id_, request.take)
        outcome.told(f"{session.name(id_)}:已采用 {card.line}", section=id_, card=card.id)
        yield id_


def _figures_told(made: editing.Edit) -> str:
    parts = (("认回数字", made.bound), ("改动数字", made.lost))
    return "".join(f";{what} {len(which)} 处" for what, which in parts if which)


def _rewrite(
    session: Session, id_: str, request: Request, writer: Writer, outcome: Outcome
) -> None:
    session.require_unlocked(id_)
    proposal = rewriting.propose(
        session.checked, id_, request.rewrite or "", writer, session.samples, quote=request.quote
    )
    outcome.lines.append(pieces_text(proposal.pieces).plain)
    outcome.lines += [f"提醒:{proposal.revision.note}"] * bool(proposal.revision.note)
    outcome.lines += [f"带来错误:{editing.told(each)}" for each in proposal.brought]
    outcome.data["proposal"] = {
        "section": id_,
        "text": proposal.text,
        "author": proposal.revision.author.value,
        "author_name": proposal.revision.author_name,
        "brought": [each.id for each in proposal.brought],
    }
    if request.accept:
        rewriting.take(session, proposal)
        outcome.told(f"{session.name(id_)}:已采用", section=id_, taken=True)
        return
    rewriting.refuse(session, proposal)
    number = len(session.store.section(id_).revisions)
    how = "没有采用" if request.reject else "还没有采用(加 --accept 直接采用)"
    outcome.told(
        f"{session.name(id_)}:{how};这是第 {number} 稿,--section {id_} --use {number} 可换用",
        section=id_,
        taken=False,
        revision=number,
    )


def _marks(session: Session, request: Request, outcome: Outcome) -> Iterator[str]:
    for which, value, done in ((request.lock, True, "锁定"), (request.unlock, False, "解锁")):
        if which is not None:
            id_ = session.section_id(which)
            session.lock(id_, value=value)
            outcome.told(f"{session.name(id_)}:已{done}", section=id_)
            yield id_
    wrote = request.rewrite is not None or request.reword
    if request.withdraw:
        id_ = _wanted(session, request)
        session.withdraw(id_)
        outcome.told(f"{session.name(id_)}:已取消通过", section=id_)
        yield id_
    elif request.accept and not wrote:
        id_ = _wanted(session, request)
        session.accept(id_)
        outcome.told(f"{session.name(id_)}:已通过", section=id_)
        yield id_


def _wanted(session: Session, request: Request) -> str:
    if request.section is None:
        raise InputError("没有指明章节", advice="加 --section 序号或编号")
    return session.section_id(request.section)


def _look(session: Session, request: Request, outcome: Outcome) -> None:
    if request.listing:
        outcome.lines += draft_lines(session)
    if request.show is not None:
        view = session.view(session.section_id(request.show))
        cards = cards_of(session, view.section.id)
        outcome.lines += section_lines(view, cards)
        outcome.data["section"] = section_data(view, whole=True) | {
            "remarks": [card_data(card) for card in cards.cards]
        }
    if request.diff is not None:
        section = session.store.section(session.section_id(request.diff))
        old = max(section.current - 1, 0) if request.against is None else request.against - 1
        if old == section.current and len(section.revisions) > 1:
            raise InputError(
                f"第 {old + 1} 稿就是现在的这一稿,不能和自己比较",
                advice="用 --against 写另一稿的序号",
            )
        pieces = rewriting.compare_revisions(section, old, section.current, session.sheet)
        outcome.lines += [
            revision_line(number, each, current=number == section.current)
            for number, each in enumerate(section.revisions)
        ]
        outcome.lines.append(pieces_text(pieces).plain)
        outcome.data["diff"] = [[each.change.value, each.text] for each in pieces]
    outcome.data = {**draft_data(session), **outcome.data}
