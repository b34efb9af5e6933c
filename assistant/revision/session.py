"""A revision session: a draft, its facts and its report, and what a person does to them.

The screen and the command forms both work through this; neither has logic of its own.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Coverage, Report, Verdict
from assistant.errors import InputError
from assistant.facts import load_facts
from assistant.revision.checking import Checked, check, rendered, same_text
from assistant.revision.factsfile import facts_as_rendered, load_facts_of
from assistant.revision.heldfile import Closing
from assistant.revision.journal import TakenBack, gone_with_steps, last_step, undo_step
from assistant.revision.kept import STANDS
from assistant.revision.store import DraftStore
from assistant.revision.views import (
    FigureChange,
    SectionView,
    State,
    figure_changes,
    loose_findings,
    plain_title,
    views_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from assistant.domain import Draft, FactSheet, Finding, Revision, Section


class Session(Closing):
    """A draft that is being revised; to be closed.

    Attributes:
        store: the draft file.
        sheet: the facts that the draft is rendered with now.
        changed_sheet: the facts as the file has them now, where it changed since the draft was
            last rendered and the change was not adopted; else None.
        samples_folder: the style samples that the draft was written after; None for none.
        samples: their texts by name, for the leak test.
        taken_back: what the last undo did beyond the section's text; None where nothing.
    """

    def __init__(
        self,
        store: DraftStore,
        sheet: FactSheet,
        *,
        changed_sheet: FactSheet | None = None,
        samples_folder: Path | None = None,
    ) -> None:
        self.store = store
        self.sheet = sheet
        self.changed_sheet = changed_sheet
        self.samples_folder = samples_folder
        self.samples: Mapping[str, str] = {}
        if samples_folder is not None:
            from assistant.samples import sample_texts  # noqa: PLC0415 - many drafts name none

            self.samples = sample_texts(samples_folder)
        self.taken_back: TakenBack | None = None
        self._checked: Checked | None = None
        self._views: tuple[SectionView, ...] = ()

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        facts: str | PathLike[str] | None = None,
        samples: Path | None = None,
        read_only: bool = False,
        take_over: bool = False,
    ) -> Session:
        """Opens a draft (or the .docx beside it) with its facts file and samples, or with others.

        ``read_only`` leaves the draft free for others; ``take_over`` holds it even where another program
        seems to.
        """
        store = DraftStore.open(path, read_only=read_only, take_over=take_over)
        try:
            new = load_facts_of(store, facts)
            old = facts_as_rendered(store, new)
            session = cls(
                store,
                old or new,
                changed_sheet=new if old else None,
                samples_folder=samples or store.samples_folder,
            )
        except BaseException:
            store.close()
            raise
        return session

    def close(self) -> None:
        """Gives the draft free; everything is saved already."""
        self.store.close()

    # -- what there is to see

    @property
    def draft(self) -> Draft:
        """The draft as it stands."""
        return self.store.draft

    @property
    def checked(self) -> Checked:
        """The draft's text and report; judged anew where the text changed since."""
        if not self.is_checked:
            self.put_checked(check(self.draft, self.sheet, self.samples))
        assert self._checked is not None  # noqa: S101 - put_checked sets it
        return self._checked

    @property
    def is_checked(self) -> bool:
        """Whether the report at hand is of the text that stands."""
        known = self._checked
        return (
            known is not None and known.sheet is self.sheet and same_text(known.draft, self.draft)
        )

    def put_checked(self, checked: Checked) -> None:
        """Takes a report that was made elsewhere, as in another thread."""
        self._checked = checked
        self._views = ()

    @property
    def views(self) -> tuple[SectionView, ...]:
        """Every section as it is shown, in order."""
        checked = self.checked
        if checked.draft is not self.draft:
            checked = Checked(self.draft, self.sheet, checked.assembled, checked.report)
            self.put_checked(checked)
        if not self._views:
            self._views = views_of(checked)
        return self._views

    def view(self, section_id: str) -> SectionView:
        """A section as it is shown; InputError where there is none."""
        section = self.store.section(section_id)
        return next(each for each in self.views if each.section.id == section.id)

    def section_id(self, which: str) -> str:
        """The id of the section that a person names by its number (from 1) or its id."""
        ids = [section.id for section in self.draft.sections]
        if which in ids:
            return which
        if which.isdecimal() and 1 <= int(which) <= len(ids):
            return ids[int(which) - 1]
        raise InputError(
            f"没有章节“{which}”",
            path=self.store.path,
            advice=f"可用 1 到 {len(ids)} 的序号,或章节编号:{'、'.join(ids)}",
        )

    def name(self, section_id: str) -> str:
        """A section as a message names it: ``第2节“工作成效”``."""
        for number, section in enumerate(self.draft.sections, 1):
            if section.id == section_id:
                return f"第{number}节“{self.titles[section_id]}”"
        return section_id

    @property
    def titles(self) -> dict[str, str]:
        """What each section is called, by its id in order: its heading, or 开头 and the like."""
        return {each.id: plain_title(self.draft, each) for each in self.draft.sections}

    def peek(self) -> tuple[SectionView, ...]:
        """Every section as it reads, at once and without waiting for the verifier."""
        if self.is_checked:
            return self.views
        report = Report(
            ok=False, coverage=Coverage(0, 0, 0, 0, 0), figures=(), findings=(), exempt=()
        )
        assembled = rendered(self.draft, self.sheet)
        return views_of(Checked(self.draft, self.sheet, assembled, report))

    @property
    def loose_findings(self) -> tuple[Finding, ...]:
        """Findings that belong to no section."""
        return loose_findings(self.checked)

    def blockers(self) -> tuple[str, ...]:
        """What keeps the draft from being 定稿, in Chinese; empty when nothing does."""
        told: list[str] = []
        if self.changes:
            told.append(f"事实表已改,有 {len(self.changes)} 处数字尚未更新")
        for view in self.views:
            name = f"第 {view.number} 节“{view.title}”"
            if view.state is State.EMPTY:
                told.append(f"{name}还没有内容")
            if view.findings:
                told.append(f"{name}有 {len(view.findings)} 条问题")
            if view.gaps:
                told.append(f"{name}有待补:{'、'.join(view.gaps)}")
            if not view.section.accepted:
                told.append(f"{name}尚未通过")
        told += [f"全文:{finding.reason or finding.text}" for finding in self.loose_findings]
        return tuple(told)

    # -- what a person does

    def save(self, section_id: str, revision: Revision) -> Section:
        """Saves a revision, which stands from now on."""
        self.require_unlocked(section_id)
        return self.store.append(section_id, revision)

    def undo(self, section_id: str) -> Section | None:
        """Brings back what stood before; None where there is nothing before.

        Where the last thing done in the section was 加为事实, 改事实表 or a paragraph's move, all
        of it goes back: see :func:`journal.undo_step`; its account is kept in ``taken_back``.
        """
        self.require_unlocked(section_id)
        self.taken_back = None
        if last_step(self, section_id) is not None:
            self.taken_back = undo_step(self)
            return self.store.section(section_id)
        return self.store.undo(section_id)

    def redo(self, section_id: str) -> Section | None:
        """Takes the last undo back; None where there is none, or where it was of a whole step."""
        self.require_unlocked(section_id)
        self.taken_back = None
        if self.store.track(section_id).redo_target in gone_with_steps(self, section_id):
            return None
        return self.store.redo(section_id)

    def go(self, section_id: str, number: int) -> Section:
        """Lets revision ``number`` (from 0) stand."""
        self.require_unlocked(section_id)
        return self.store.go(section_id, number)

    def accept(self, section_id: str) -> Section:
        """Marks a section as 通过; InputError where it has errors or 【待补】, or says nothing yet."""
        view = self.view(section_id)
        reasons = [finding.reason or finding.text for finding in view.errors] + list(view.gaps)
        if view.state is State.EMPTY:
            reasons.append("这一节还没有内容")
        if reasons:
            raise InputError(
                f"还不能通过:{';'.join(reasons)}",
                place=f"第 {view.number} 节",
                advice="请先改正、补上,或说明理由放行",
            )
        return self.store.accept(section_id)

    def accept_all(self) -> None:
        """Marks every section as 通过, or none where there is any finding or 【待补】, a warning too."""
        told = [each for each in self.blockers() if not each.endswith("尚未通过")]
        if told:
            raise InputError(
                f"还不能全部通过:{';'.join(told)}", path=self.store.path, advice="请逐条处理后再试"
            )
        for section in self.draft.sections:
            if not section.accepted:
                self.store.accept(section.id)

    def withdraw(self, section_id: str) -> Section:
        """Takes 通过 back."""
        return self.store.accept(section_id, value=False)

    def lock(self, section_id: str, *, value: bool = True) -> Section:
        """Locks a section against every change, or unlocks it."""
        return self.store.lock(section_id, value=value)

    def new_id(self, taken: Iterable[str] = ()) -> str:
        """An id for a section that is to be added; none that was ever used, or is ``taken``."""
        used = {each.id for each in (*self.draft.sections, *self.store.set_aside)} | set(taken)
        return next(id_ for number in count(1) if (id_ := f"added-{number}") not in used)

    def require_unlocked(self, section_id: str) -> None:
        """Raises InputError where there is no such section, or it is locked."""
        self.require_all_unlocked({self.store.section(section_id).id})

    def require_all_unlocked(self, section_ids: Iterable[str]) -> None:
        """Raises InputError where one of the sections is locked, and names each."""
        sections = (*self.draft.sections, *self.store.set_aside)
        known = {each.id for each in sections if each.locked}
        if locked := [self.name(id_) for id_ in section_ids if id_ in known]:
            found = "这一节已锁定" if len(locked) == 1 else "这些章节已锁定"
            raise InputError(found, place="、".join(locked), advice="先解锁,再改")

    def require_adopted(self) -> None:
        """Raises InputError where facts that changed in the file were not adopted yet."""
        if self.changed_sheet is not None:
            raise InputError(
                "事实表改过了,还没有采用",
                advice="先看哪些数字会变,采用新的事实(--take-facts,或“事实”页),再做这一步",
            )

    def facts_file(self) -> str:
        """The path of the facts file, for a step that writes to it."""
        self.require_adopted()
        if not self.sheet.path:
            raise InputError("这份初稿没有事实表文件", advice="用 --facts 指明")
        return self.sheet.path

    def finding(self, finding_id: str) -> Finding:
        """The finding of that id, or the only one whose id begins so."""
        found = [e for e in self.checked.report.findings if e.id.startswith(finding_id)]
        if not finding_id or len(found) != 1:
            raise InputError(
                f"没有编号为“{finding_id}”的问题" if not found else f"“{finding_id}”不止一条问题",
                advice="用 --list 或 --show 查看问题和编号",
            )
        return found[0]

    def waive(self, finding_id: str, reason: str) -> Finding:
        """Lets a finding stand, for a reason."""
        finding = self.finding(finding_id)
        self.let_stand(finding, reason)
        return finding

    def let_stand(self, finding: Finding, reason: str) -> None:
        """Lets a finding stand that is at hand; of a second reader's dispute the history keeps the words too."""
        if not reason.strip():
            raise InputError("放行要写明理由", advice="例如:台账已更正、领导口径")
        disputed = finding.verdict is Verdict.DISPUTED
        whose = f"{STANDS}“{finding.text}”:" if disputed else ""
        self.store.waive(finding.id, f"{whose}{reason.strip()}")

    # -- facts that change late

    @property
    def changes(self) -> tuple[FigureChange, ...]:
        """The figures that change once the changed facts are adopted."""
        if self.changed_sheet is None:
            return ()
        return figure_changes(self.draft, self.sheet, self.changed_sheet)

    def adopt_facts(self) -> tuple[FigureChange, ...]:
        """Renders the draft with the changed facts; what reads otherwise is no longer 通过, and is returned."""
        if self.changed_sheet is None:
            return ()
        changes = self.changes
        self.store.keep_facts(self.changed_sheet)
        self.sheet, self.changed_sheet = self.changed_sheet, None
        for section_id in dict.fromkeys(change.section_id for change in changes):
            if self.store.section(section_id).accepted:
                self.store.accept(section_id, value=False)
        return changes

    def reload_facts(self) -> bool:
        """Looks whether the facts file changed on the disk; True where there is news."""
        path = self.sheet.path or str(self.store.facts_path)
        if not Path(path).is_file():
            return False
        new = load_facts(path)
        shown = self.store.draft.facts_digest
        if new.digest == (self.changed_sheet.digest if self.changed_sheet else shown):
            return False
        self.changed_sheet = None if new.digest == shown else new
        return True
