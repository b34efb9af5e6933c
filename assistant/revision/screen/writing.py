"""Editing and rewriting on the main screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.widgets import OptionList

from assistant.documents.difference import Change
from assistant.errors import AssistantError
from assistant.revision import editing, rewriting
from assistant.revision.adding import (
    add_figure,
    change_fact,
    conflict_of,
    suggested_name,
)
from assistant.revision.checking import check
from assistant.revision.display import finding_line, pieces_text
from assistant.revision.proofing import mend_section, take_card
from assistant.revision.screen.dialogs import (
    ChoiceDialog,
    EditDialog,
    InputDialog,
    ListDialog,
    WaitDialog,
)
from assistant.revision.screen.external import edit_outside
from assistant.revision.screen.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain import Finding
    from assistant.revision.adding import Conflict
    from assistant.revision.checking import Checked
    from assistant.revision.proofing import Card
    from assistant.revision.rewriting import Proposal, Writer
    from assistant.revision.second import Opener
    from assistant.revision.session import Session

_CORRECT = ("c", "改正")
_GUESS = "这句话说的不一定是这件事,请看准再改:"
_ASK = (_CORRECT, ("g", "加为事实"), ("w", "放行"), ("u", "撤销这次修改"))


class WritingScreen(MainScreen):
    """The main screen with the verbs that write: 改, 改正, 加为事实, 放行, 重写, 换一种说法."""

    def __init__(self, session: Session, writer: Writer, reader: Opener | None = None) -> None:
        super().__init__(session)
        self._writer = writer
        self._reader = reader
        self._asking: tuple[str, tuple[Finding, ...]] | None = None
        self._waiting: WaitDialog | None = None
        self._left_out = ""

    # -- help for the verbs

    @property
    def _section_id(self) -> str:
        return self.session.draft.sections[self.index].id

    def _try(self, step: Callable[[], object], done: str = "") -> bool:
        """Does a step and shows what it led to; a failure is told and leaves all as it was."""
        try:
            step()
        except AssistantError as error:
            self.tell("没有做成", str(error))
            return False
        self.refresh_all()
        if done:
            self.say(done)
        return True

    def tell(self, title: str, message: str) -> None:
        """Shows a message that the person closes."""
        self.app.push_screen(ChoiceDialog(title, message, ()))

    def judged(self) -> None:
        """Asks about errors that an edit brought."""
        if self._asking is not None and self.session.is_checked:
            self._ask()

    def _finding(self) -> Finding | None:
        """The finding that is highlighted; None where there is none."""
        findings = self.view.findings
        place = self.query_one("#findings", OptionList).highlighted
        if place is None or place >= len(findings):
            self.say("校对意见只供参考,不用放行" if place in self.cards else "这一节没有问题")
            return None
        return findings[place]

    # -- writing

    @work
    async def action_edit(self) -> None:
        """改: the editor on this screen."""
        view = self.view
        if self._locked():
            return
        await self._edited(EditDialog(f"改:{view.title}", view.text, self._save))

    async def _edited(self, dialog: EditDialog) -> None:
        """Has a text edited; what was not saved of it to the letter is told."""
        self._left_out = ""
        await self.app.push_screen_wait(dialog)
        self.refresh_all()
        if self._left_out:
            self.say(self._left_out)

    def action_editor(self) -> None:
        """外部编辑器: the person's own editor ($VISUAL, $EDITOR)."""
        if self._locked():
            return
        try:
            text = edit_outside(self.app, self.view.text)
        except AssistantError as error:
            self.tell("没有做成", str(error))
            return
        trouble = self._save(text)
        if trouble:
            # What was typed must not be lost: it goes on in the editor of the screen.
            self._edit_again(text, trouble)
        self.refresh_all()

    @work
    async def _edit_again(self, text: str, trouble: str) -> None:
        dialog = EditDialog(f"没有存上:{trouble}", text, self._save, self.view.text)
        await self._edited(dialog)

    def _save(self, text: str) -> str:
        """Saves the section's text; returns why it could not."""
        before = self.session.peek()[self.index].findings
        section_id = self._section_id
        try:
            made = editing.edit(self.session, section_id, text)
        except AssistantError as error:
            return str(error)
        self._left_out = editing.trimmed(text).removeprefix(";")
        if made is not None:
            self._asking = (section_id, before)
            self.judged()
            self.needle = ""
        return ""

    def _locked(self) -> bool:
        return not self._try(lambda: self.session.require_unlocked(self._section_id))

    @work
    async def _ask(self) -> None:
        """Asks about the first error that the edit brought; the others follow."""
        if self._asking is None or self.app.screen is not self:
            return
        section_id, before = self._asking
        brought = editing.asked(before, self.session.view(section_id).findings)
        if not brought:
            self._asking = None
            return
        finding = brought[0]
        correction = editing.propose_correction(self.session, finding)
        content = finding_line(1, finding)
        if correction is None:
            choices = [choice for choice in _ASK if choice != _CORRECT]
        elif correction.guess:
            # Not the first thing to press: the sentence may speak of something else.
            choices = sorted(_ASK, key=lambda choice: choice == _CORRECT)
            choices[-1] = ("c", "照猜测改正")
            content.append_text(Text.assemble("\n\n", _GUESS, pieces_text(correction.pieces)))
        else:
            choices = list(_ASK)
            content.append_text(Text.assemble("\n\n改正:", pieces_text(correction.pieces)))
        title = f"刚才的修改带来 {len(brought)} 处问题"
        answer = await self.app.push_screen_wait(ChoiceDialog(title, content, choices))
        await self._answer(answer, section_id, finding)

    async def _answer(self, answer: str | None, section_id: str, finding: Finding) -> None:
        asking, self._asking = self._asking, None
        if answer == "c":
            done = self._try(lambda: editing.correct(self.session, finding.id), "已改正")
        elif answer == "g":
            done = await self._add_fact(finding)
        elif answer == "w":
            await self._waive(finding)
            done = True
        elif answer == "u":
            self._try(lambda: self.session.undo(section_id), "已撤销这次修改")
            return
        else:
            self.say("问题留在下面的清单里")
            return
        if done:
            self._asking = asking
            self.judged()

    @work
    async def action_correct(self) -> None:
        """改正: shows what the facts say in a finding's place, or a card's words, and puts it there."""
        card = self.cards.get(self.query_one("#findings", OptionList).highlighted or 0)
        if card is not None:
            await self._take(card)
            return
        finding = self._finding()
        if finding is None or self._locked():
            return
        correction = editing.propose_correction(self.session, finding)
        if correction is None:
            self.tell("不能自动改正", "请按 e 改写这句话,或按 g 加为事实、按 w 说明理由放行")
            return
        content = Text.assemble(_GUESS if correction.guess else "", pieces_text(correction.pieces))
        dialog = ChoiceDialog("改正为事实表里的数:", content, (("c", "改正"),))
        if await self.app.push_screen_wait(dialog):
            self._try(lambda: editing.correct(self.session, finding.id), "已改正")

    async def _take(self, card: Card) -> None:
        section_id = self._section_id
        if not card.may_be_taken:
            self.tell("这条校对意见没有现成的改法", f"{card.line}\n{card.remark.reason}")
            return
        told = f"{card.line}\n{card.remark.reason}"
        if await self.app.push_screen_wait(ChoiceDialog("采用校对建议:", told, (("c", "采用"),))):
            done = "已采用;按 u 可撤销"
            self._try(lambda: take_card(self.session, section_id, card.id), done)

    def action_mend(self) -> None:
        """校对改正: mends what is mechanical in the section."""
        count = 0

        def step() -> None:
            nonlocal count
            count = mend_section(self.session, self._section_id)

        if self._try(step):
            done = f"校对改正 {count} 处;按 u 可撤销"
            self.say(done if count else "没有可以自动改正的校对意见")

    @work
    async def action_add_fact(self) -> None:
        """加为事实."""
        finding = self._finding()
        if finding is not None:
            await self._add_fact(finding)

    async def _add_fact(self, finding: Finding) -> bool:
        name = await self.app.push_screen_wait(
            InputDialog(
                f"把“{finding.text}”加进事实表:数的是什么?",
                f"来源记为“手工补充”,写入 {self.session.sheet.path}",
                suggested_name(finding),
            )
        )
        if name is None:
            return False
        try:
            conflict = conflict_of(self.session, finding.id, name)
        except AssistantError as error:
            self.tell("没有做成", str(error))
            return False
        answer: str | None = "a"
        if conflict is not None:
            change = [("t", f"改事实表 {conflict.told}")] if conflict.fact_id else []
            choices = [*change, ("a", "作为另一项"), ("w", "放行"), ("u", "撤销")]
            dialog = ChoiceDialog("先看清楚:", conflict.line, choices)
            answer = await self.app.push_screen_wait(dialog)
        return await self._settle(answer, finding, name, conflict)

    async def _settle(
        self, answer: str | None, finding: Finding, name: str, conflict: Conflict | None
    ) -> bool:
        """Does what was answered to a conflict; ``a`` where there was none."""
        session, section_id = self.session, self._section_id
        if answer == "t" and conflict is not None:
            fact_id = conflict.fact_id
            return self._try(lambda: change_fact(session, finding.id, fact_id), "已改事实表")
        if answer == "w":
            await self._waive(finding)
        elif answer == "u":
            self._try(lambda: session.undo(section_id), "已撤销")
        elif answer == "a":
            return self._try(
                lambda: add_figure(session, finding.id, name, another=True),
                "已写入事实表;按 u 可撤销",
            )
        return False

    # -- rewriting

    @work
    async def action_rewrite(self) -> None:
        """重写: with an instruction."""
        if self._locked():
            return
        earlier = rewriting.instructions(self.session.store.section(self._section_id))
        told = f"以前的要求:{';'.join(earlier)}" if earlier else "例如:更简洁、更详细、换个顺序"
        instruction = await self.app.push_screen_wait(
            InputDialog(f"重写的要求({self._writer.name})", told)
        )
        if instruction is not None and instruction.strip():
            self._propose(instruction.strip())

    @work
    async def action_rewrite_sentence(self) -> None:
        """重写一句: the sentence is chosen, then a wish; an empty one is 换一种说法."""
        if self._locked():
            return
        found = rewriting.sentences(self.view.text)
        place = await self.app.push_screen_wait(ListDialog("重写哪一句?", found, 0))
        if place is None:
            return
        wish = await self.app.push_screen_wait(
            InputDialog(f"重写这一句的要求({self._writer.name})", "空着就是换一种说法")
        )
        if wish is not None:
            self._propose(wish.strip(), found[place])

    def action_reword(self) -> None:
        """换一种说法."""
        if not self._locked():
            self._propose("")

    def _propose(self, instruction: str, quote: str = "") -> None:
        section_id, samples = self._section_id, self.session.samples

        def write(checked: Checked) -> Callable[[], object]:
            proposal = rewriting.propose(
                checked, section_id, instruction, self._writer, samples, quote=quote
            )
            return partial(self._offer, proposal)

        self._wait_for(f"{self._writer.name}正在重写……", write, "没有写成,这一节保持原样")

    def _wait_for(
        self, title: str, step: Callable[[Checked], Callable[[], object]], failed: str
    ) -> None:
        """Does a step on the draft in another thread, and what it returns if the person waited for it."""
        self._waiting = WaitDialog(title, self._stop_waiting)
        self.app.push_screen(self._waiting)
        self._work(self._waiting, step, failed)

    @work(thread=True, group="write")
    def _work(
        self, dialog: WaitDialog, step: Callable[[Checked], Callable[[], object]], failed: str
    ) -> None:
        session = self.session
        try:
            then = step(check(session.draft, session.sheet, session.samples))
        except AssistantError as error:
            then = partial(self.tell, failed, str(error))
        self.app.call_from_thread(self._over, dialog, then)

    def _over(self, dialog: WaitDialog, then: Callable[[], object]) -> None:
        if dialog is self._waiting:
            self._stop_waiting()
            then()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.dismiss(None)
            self._waiting = None

    @work
    async def _offer(self, proposal: Proposal) -> None:
        """Shows old and new side by side; taken or refused by a key."""
        old = pieces_text([each for each in proposal.pieces if each.change is not Change.NEW])
        new = pieces_text([each for each in proposal.pieces if each.change is not Change.CUT])
        for number, finding in enumerate(proposal.findings, 1):
            new.append_text(Text.assemble("\n", finding_line(number, finding)))
        brought = f",带来 {len(proposal.brought)} 处错误" if proposal.brought else ",没有新的错误"
        told = f"\n提醒:{proposal.revision.note}" if proposal.revision.note else ""
        title = f"左:原文  右:{self._writer.name}重写{brought}{told}"
        answer = await self.app.push_screen_wait(
            ChoiceDialog(title, old, (("y", "采用"), ("n", "不用")), beside=new)
        )
        if answer == "y":
            self._try(lambda: rewriting.take(self.session, proposal), "已采用;按 u 可撤销")
        else:
            self._try(lambda: rewriting.refuse(self.session, proposal), "没有采用;这一稿留在历史里")

    @work
    async def action_waive(self) -> None:
        """放行: lets a finding stand, with a reason."""
        finding = self._finding()
        if finding is not None:
            await self._waive(finding)

    async def _waive(self, finding: Finding, stand: Callable[[str], object] | None = None) -> None:
        let = stand or partial(self.session.waive, finding.id)
        told = f"{finding.text or ''} {finding.reason}"
        reason: str | None = ""
        while reason is not None and not reason.strip():
            reason = await self.app.push_screen_wait(InputDialog("放行的理由", told))
            told = f"理由不能空着,Esc 返回。{finding.text or ''} {finding.reason}"
        if reason is not None:
            self._try(partial(let, reason), "已放行")
