"""再读 on the main screen: a second reader on the section, and confirming what it read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work

from assistant.domain import Verdict
from assistant.revision.screen.dialogs import ChoiceDialog, InputDialog, ListDialog
from assistant.revision.screen.writing import WritingScreen
from assistant.revision.second import confirm, proposed_name, read_section

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain import Finding
    from assistant.revision.checking import Checked


class ReadingScreen(WritingScreen):
    """The main screen with 再读."""

    def action_second_read(self) -> None:
        """再读: has the section read in another thread."""
        if self._reader is None:
            self.tell("没有第二读者", "启动时加 --reader 模型名,再按 j")
            return
        section_id, opener = self._section_id, self._reader

        def read(checked: Checked) -> Callable[[], object]:
            costs: list[str] = []
            with opener(checked.sheet, costs.append) as reader:
                found = read_section(checked, section_id, reader)
            return partial(self._was_read, found, "".join(costs))

        self._wait_for("第二读者正在读这一节……", read, "没有读成")

    def _was_read(self, found: tuple[Finding, ...], cost: str) -> None:
        self.say(cost if found else f"第二读者和程序的看法一样。{cost}")
        if found:
            self._settle_readings(found)

    @work
    async def _settle_readings(self, found: tuple[Finding, ...]) -> None:
        """Goes through what the reader said; a reading that computes may be confirmed, a dispute let stand."""
        left = list(found)
        while left:
            lines = [f"{each.text}:{each.reason}" for each in left]
            title = f"第二读者有 {len(left)} 处不同的看法(选一处看)"
            place = await self.app.push_screen_wait(ListDialog(title, lines, 0))
            if place is None:
                return
            one = left.pop(place)
            may = one.verdict is Verdict.READ
            choices = (("y", "确认,记入事实表"),) if may else (("w", "放行,写明理由"),)
            told = f"{one.text}\n{one.reason}\n\n{one.sentence}"
            answer = await self.app.push_screen_wait(ChoiceDialog("第二读者", told, choices))
            if answer == "y":
                await self._confirm(one)
            elif answer == "w":
                await self._waive(one, partial(self.session.let_stand, one))

    async def _confirm(self, finding: Finding) -> None:
        name = await self.app.push_screen_wait(
            InputDialog(
                "记在什么名称下?",
                f"写入 {self.session.sheet.path}",
                proposed_name(finding, self.session.sheet),
            )
        )
        if name is not None:
            self._try(lambda: confirm(self.session, finding, name), "已确认,记入事实表")
