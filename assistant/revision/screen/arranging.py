"""整理 on the main screen: headings, order, paragraphs and facts of the sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from assistant.revision import arranging
from assistant.revision.display import fitted
from assistant.revision.journal import last_step, undo_step
from assistant.revision.marks import verbs
from assistant.revision.screen.dialogs import ChoiceDialog, InputDialog, ListDialog
from assistant.revision.screen.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_SHOWN = 60  # columns of a paragraph that is to be chosen


class ArrangingScreen(ReadingScreen):
    """The main screen with 整理; each of its steps can be taken back there."""

    @work
    async def action_arrange(self) -> None:
        """整理: asks what, then does it."""
        step = last_step(self.session)
        told = f"上一步:{step.told}" if step else "还没有可以撤销的整理"
        choices = [(verb.key, verb.label) for verb in verbs("arranging")]
        title = f"整理:{self.view.title}"
        answer = await self.app.push_screen_wait(ChoiceDialog(title, told, choices))
        steps: dict[str, Callable[[], Awaitable[None]]] = {
            "rename": self._rename,
            "move": self._move_section,
            "add": self._add,
            "leave": self._leave_out,
            "restore": self._restore,
            "paragraph": self._paragraph,
            "fact": self._fact,
            "back": self._back,
        }
        for verb in verbs("arranging"):
            if verb.key == answer:
                await steps[verb.action]()

    async def _rename(self) -> None:
        id_, old = self._section_id, self.session.store.section(self._section_id).heading
        new = await self.app.push_screen_wait(InputDialog("新标题(不写序号)", value=old))
        if new is not None:
            self._try(
                lambda: arranging.rename_heading(self.session, id_, new), "标题已改;按 m u 可撤销"
            )

    async def _move_section(self) -> None:
        id_ = self._section_id
        place = await self._section(f"把“{self.session.titles[id_]}”移到哪一节的位置?")
        if place is None:
            return
        if self._try(
            lambda: arranging.move_section(self.session, id_, place + 1), "已移动;按 m u 可撤销"
        ):
            self.show(place)

    async def _add(self) -> None:
        heading = await self.app.push_screen_wait(
            InputDialog("新一节的标题(不写序号)", "加在现在这一节后面;文字用 e 写")
        )
        if heading is None or not heading.strip():
            return
        after = self._section_id
        if self._try(
            lambda: arranging.add_section(self.session, heading, after=after),
            "已加一节;按 m u 可撤销",
        ):
            self.show(self.index + 1)

    async def _leave_out(self) -> None:
        id_ = self._section_id
        title = f"删去“{self.session.titles[id_]}”?"
        dialog = ChoiceDialog(title, "历史都留着,以后可以放回", (("y", "删去"), ("n", "不删")))
        if await self.app.push_screen_wait(dialog) == "y":
            self._try(lambda: arranging.leave_out(self.session, id_), "已删去;按 m u 可撤销")

    async def _restore(self) -> None:
        out = self.session.store.set_aside
        if not out:
            self.say("没有删去的章节")
            return
        lines = [each.heading or each.id for each in out]
        place = await self.app.push_screen_wait(ListDialog("放回哪一节?", lines))
        if place is not None:
            self._try(
                lambda: arranging.restore(self.session, out[place].id),
                "已放回,在最后;按 m u 可撤销",
            )

    async def _paragraph(self) -> None:
        id_ = self._section_id
        lines = [line for line in self.view.text.split("\n") if line.strip()]
        number = await self.app.push_screen_wait(
            ListDialog("移哪一段?", [fitted(line, _SHOWN) for line in lines])
        )
        if number is None:
            return
        place = await self._section("移到哪一节的末尾?")
        if place is None:
            return
        to = self.session.draft.sections[place].id
        self._try(
            lambda: arranging.move_paragraph(self.session, id_, number + 1, to),
            "已移过去;按 m u 可撤销",
        )

    async def _fact(self) -> None:
        facts = [line.fact for line in self.view.facts]
        if not facts:
            self.say("这一节没有安排事实")
            return
        lines = [line.told for line in self.view.facts]
        number = await self.app.push_screen_wait(ListDialog("移哪一条事实?", lines))
        if number is None:
            return
        place = await self._section("由哪一节来写?")
        if place is not None:
            to = self.session.draft.sections[place].id
            self._try(
                lambda: arranging.move_fact(self.session, facts[number].id, to),
                f"“{lines[number]}”改由{self.session.name(to)}来写,文字没有动;按 m u 可撤销",
            )

    async def _back(self) -> None:
        if last_step(self.session) is None:
            self.say("没有可以撤销的步骤")
            return
        self._try(lambda: self.tell("撤销", undo_step(self.session).line))

    async def _section(self, title: str) -> int | None:
        """The index of the section that is chosen."""
        lines = [f"{n} {name}" for n, name in enumerate(self.session.titles.values(), 1)]
        return await self.app.push_screen_wait(ListDialog(title, lines, self.index))
