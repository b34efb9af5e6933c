"""The verbs of the main screen, each on a key; what they do is done by the session."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work

from assistant.errors import AssistantError
from assistant.revision import rewriting
from assistant.revision.display import fitted, pieces_text, revision_line
from assistant.revision.exporting import export_noted
from assistant.revision.imported import last_import, undo_import, undone_line
from assistant.revision.importing import apply_import, compare_file, import_lines
from assistant.revision.marks import verbs
from assistant.revision.screen.arranging import ArrangingScreen
from assistant.revision.screen.dialogs import ChoiceDialog, InputDialog, ListDialog
from assistant.revision.views import change_line

if TYPE_CHECKING:
    from collections.abc import Callable


class ReviseScreen(ArrangingScreen):
    """The main screen with its verbs."""

    # -- going about

    def action_next(self) -> None:
        """下一节."""
        self.show(self.index + 1)

    def action_previous(self) -> None:
        """上一节."""
        self.show(self.index - 1)

    @work
    async def action_search(self) -> None:
        """查找: goes to the next place of the words, over all sections."""
        needle = await self.app.push_screen_wait(
            InputDialog("查找", "不改直接回车,到下一处;清空后回车,去掉标记", value=self.needle)
        )
        if needle is None:
            return
        here = (self.index, self.hit if needle == self.needle else -1)
        self.needle = needle
        hits = [
            (index, place)
            for index, view in enumerate(self.session.peek())
            for place in range(view.text.count(needle) if needle else 0)
        ]
        if not hits:
            self.show(self.index)
            if needle:
                self.say(f"没有找到“{needle}”")
            return
        number = next((n for n, hit in enumerate(hits) if hit > here), 0)
        self.show(*hits[number])
        self.say(f"“{needle}”:第 {number + 1} 处,共 {len(hits)} 处;按 s 再回车到下一处")

    def action_help(self) -> None:
        """所有键."""
        text = Text()
        for verb in (*verbs(), *verbs("moving")):
            text.append(fitted(verb.key, 6), "bold")
            text.append(f"{fitted(verb.label, 12)}{verb.told}\n")
        for verb in verbs("arranging"):
            text.append(fitted(f"m {verb.key}", 6), "bold")
            text.append(f"{fitted('整理', 12)}{verb.label}\n")
        self.app.push_screen(ChoiceDialog("所有键(↑↓ 翻看)", text, ()))

    # -- judging by the person

    def action_accept(self) -> None:
        """通过, or taking it back."""
        section = self.session.store.section(self._section_id)
        if section.accepted:
            self._try(lambda: self.session.withdraw(section.id), "已取消通过")
        elif self._try(lambda: self.session.accept(section.id)):
            self.show(self.index + 1)
            self.say(f"{self.session.name(section.id)}已通过")

    def action_lock(self) -> None:
        """锁定, or unlocking."""
        section = self.session.store.section(self._section_id)
        self._try(
            lambda: self.session.lock(section.id, value=not section.locked),
            "已解锁" if section.locked else "已锁定:不能再改,按 k 解锁",
        )

    # -- history

    def action_undo(self) -> None:
        """撤销."""
        self._move(self.session.undo, "撤销", "这一节没有更早的一稿了")

    def action_redo(self) -> None:
        """重做."""
        self._move(self.session.redo, "重做", "没有可以重做的")

    def _move(self, step: Callable[[str], object], done: str, nothing: str) -> None:
        self._asking = None
        before = self.session.store.section(self._section_id).current
        if self._try(lambda: step(self._section_id)):
            section = self.session.store.section(self._section_id)
            back = self.session.taken_back
            if back is not None:
                # What stays is more than a line, and has to be seen.
                (partial(self.tell, done) if back.kept else self.say)(back.line)
                return
            same = section.current == before
            self.say(nothing if same else f"已{done},现在是第 {section.current + 1} 稿")

    @work
    async def action_compare(self) -> None:
        """比较: what changed since an earlier revision, which can be brought back."""
        section = self.session.store.section(self._section_id)
        if len(section.revisions) == 1:
            self.say("这一节只有一稿")
            return
        others = [n for n in range(len(section.revisions)) if n != section.current]
        lines = [revision_line(n, section.revisions[n], current=False) for n in others]
        title = f"现在是第 {section.current + 1} 稿,和哪一稿比较?"
        place = await self.app.push_screen_wait(
            ListDialog(title, lines, max(section.current - 1, 0))
        )
        if place is None:
            return
        chosen = others[place]
        pieces = rewriting.compare_revisions(section, chosen, section.current, self.session.sheet)
        title = f"第 {chosen + 1} 稿 [-删去-] {{+新加+}} 第 {section.current + 1} 稿"
        choices = [("h", f"换回第 {chosen + 1} 稿")]
        if await self.app.push_screen_wait(ChoiceDialog(title, pieces_text(pieces), choices)):
            self._try(lambda: self.session.go(section.id, chosen), f"已换回第 {chosen + 1} 稿")

    # -- facts

    @work
    async def action_facts(self) -> None:
        """事实: all facts of the section with their sources, those not yet stated first."""
        text = Text()
        for line in self.view.facts:
            sign = "✓" if line.stated else ("另见他节" if line.elsewhere else "未写")
            text.append(f"{sign} {' '.join(line.fact.path)} ", "" if line.stated else "bold")
            text.append(
                f"{line.value}\n    编号 {line.fact.id}  来源 {line.fact.source or '未注明'}\n"
            )
        await self.app.push_screen_wait(
            ChoiceDialog(f"本节事实:{self.view.title}", text or "这一节没有安排事实", ())
        )
        self.look_at_facts()

    def look_at_facts(self) -> None:
        """Asks where the facts file changed on the disk."""
        if self.app.screen is not self:
            return
        try:
            news = self.session.reload_facts()
        except AssistantError as error:
            self.say(f"事实表现在读不通:{error}")
            return
        if news:
            self.facts_changed()

    def facts_changed(self) -> None:
        """Shows what changed facts change, and renders anew where the person says so."""
        if self.session.changed_sheet is not None:
            self._ask_facts()

    @work
    async def _ask_facts(self) -> None:
        changes = self.session.changes
        lines = "\n".join(change_line(change) for change in changes)
        answer = await self.app.push_screen_wait(
            ChoiceDialog(
                "事实表改过了",
                lines or "初稿里的数字都没有变",
                (("y", "按新的事实更新"), ("n", "暂不更新")),
            )
        )
        if answer == "y":
            self._try(self.session.adopt_facts, f"已更新 {len(changes)} 处数字")

    # -- a Word file that comes back

    @work
    async def action_bring(self) -> None:
        """导入: an edited Word file, or taking the last import back."""
        last = last_import(self.session)
        if last is not None:
            dialog = ChoiceDialog(
                "导入改过的 Word 文件",
                f"上一次导入的是 {last.name}",
                (("i", "导入另一个文件"), ("u", f"撤销导入 {last.name}")),
            )
            answer = await self.app.push_screen_wait(dialog)
            if answer == "u":
                told = "已撤销导入"
                self._try(lambda: self.tell(told, undone_line(undo_import(self.session))))
            if answer != "i":
                return
        told = "写文件的路径,或把文件拖到这个窗口里"
        name = await self.app.push_screen_wait(InputDialog("导入改过的 Word 文件(.docx)", told))
        if name is not None and name.strip():
            await self._bring(Path(name.strip().strip("'\"")))

    async def _bring(self, path: Path) -> None:
        """Shows what an edited file would bring, and takes it where the person says so."""
        try:
            brought = compare_file(self.session, path)
        except AssistantError as error:
            self.tell("没有导入", str(error))
            return
        lines = "\n".join(import_lines(brought, self.session.titles))
        if brought.empty:
            self.tell("没有导入", lines)
            return
        choices = (("y", "导入"), ("n", "不导入"))
        if (
            await self.app.push_screen_wait(ChoiceDialog(f"{path.name} 里的改动", lines, choices))
            == "y"
        ):
            done = f"已导入 {path.name};按 i 可撤销"
            self._try(lambda: apply_import(self.session, brought, path.name), done)

    # -- ending

    @work
    async def action_export(self) -> None:
        """导出."""
        blockers = self.session.blockers()
        told = "\n".join(blockers) if blockers else "没有问题,各节都已通过"
        choices = [("x", "导出现在的稿子"), ("h", "连花脸稿一起导出")]
        choices += [] if blockers else [("z", "导出定稿")]
        title = "还不能定稿:" if blockers else "可以定稿"
        answer = await self.app.push_screen_wait(ChoiceDialog(title, told, choices))
        if not answer:
            return
        try:
            files = export_noted(self.session, answer == "z", answer == "h")
        except AssistantError as error:
            self.tell("没有导出", str(error))
            return
        self.tell("已导出", "\n".join(str(file) for file in files))

    def action_quit(self) -> None:
        """退出: everything is saved already."""
        self.app.exit()
