"""The main screen: what is shown, and how it keeps up with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.revision.checking import Checked, check
from assistant.revision.display import (
    broken,
    card_line,
    fact_line,
    finding_line,
    outline_line,
    place_gone_to,
    section_text,
    status_line,
    warning_line,
)
from assistant.revision.marks import verbs
from assistant.revision.proofing import cards_of
from assistant.revision.screen.page import SectionPage
from assistant.revision.views import State

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from assistant.revision.proofing import Card
    from assistant.revision.session import Session
    from assistant.revision.views import SectionView

_LEFT = 25  # columns of outline and facts, as in screen.tcss less the line beside them
_FEW = 7  # lines that facts and findings may take on the smallest screen
_POLL = 3.0  # seconds between looks at the facts file


class MainScreen(Screen[None]):
    """Outline, section, facts and findings.

    Attributes:
        session: the draft that is revised.
        index: of the section that is shown.
        needle: words that are shown as found.
        cards: what proofreading says of the section, by the line of the list of findings.
        hit: which of their places in the section was gone to, from 0; -1 for none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(verb.key, verb.action, verb.label, show=False) for verb in verbs()),
        Binding("\uff1f", "help", show=False),  # as a Chinese keyboard writes it
        Binding("pagedown,space", "page(1)", show=False, priority=True),
        Binding("pageup,b", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.index = 0
        self.needle = ""
        self.hit = -1
        self.cards: dict[int, Card] = {}
        self._message = ""

    def compose(self) -> ComposeResult:
        """The layout of screen.tcss."""
        yield Static(id="head", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield OptionList(id="outline")
                yield Static(id="facts")
            with Vertical(id="right"):
                yield SectionPage(id="page")
                yield OptionList(id="findings")
        yield Static(id="status", markup=False)
        yield Static(_keys(), id="keys")

    def on_mount(self) -> None:
        """Shows the first section that is not 通过, and asks about facts that changed."""
        self.query_one("#facts", Static).border_title = "本节事实"
        self.query_one("#findings", OptionList).border_title = "问题"
        self.refresh_all()
        self.query_one("#outline", OptionList).focus()
        self.set_interval(_POLL, self.look_at_facts)
        self.facts_changed()

    def on_resize(self) -> None:
        """Breaks the lines of the findings anew."""
        self.call_after_refresh(self._show_section)

    # -- showing

    @property
    def view(self) -> SectionView:
        """The section that is shown."""
        return self.session.peek()[self.index]

    def refresh_all(self) -> None:
        """Shows what holds now, and has it judged where that is still to be done."""
        self._message = ""
        self._show_outline()
        self._show_section()
        if not self.session.is_checked:
            self._judge()

    def show(self, index: int, hit: int = -1) -> None:
        """Goes to another section, and there to a place that was searched."""
        self.hit, self._message = hit, ""
        self.index = max(0, min(index, len(self.session.draft.sections) - 1))
        outline = self.query_one("#outline", OptionList)
        outline.highlighted = self.index
        # Before its text is shown, so that both are painted together.
        self.query_one("#page", SectionPage).scroll_to(y=0, animate=False, immediate=True)
        self._show_section()
        if hit >= 0:
            self.call_after_refresh(self._show_hit)

    def _show_hit(self) -> None:
        page = self.query_one("#page", SectionPage)
        place = place_gone_to(page.text)
        if place is not None:
            page.show_place(place)

    def say(self, message: str) -> None:
        """Shows a message until the person does the next thing; a report that comes in leaves it."""
        self._message = message
        self.query_one("#status", Static).update(message, layout=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Moving in the outline moves the section.

        An event that came too late, of a line that is highlighted no more, would move it back,
        and its own event forth again, without end.
        """
        outline = event.option_list
        if outline.id == "outline" and outline.highlighted == event.option_index != self.index:
            self.show(event.option_index)

    def action_page(self, step: int) -> None:
        """Turns the page of the section."""
        page = self.query_one("#page", SectionPage)
        page.scroll_relative(y=step * max(page.size.height - 1, 1), animate=False)

    def _show_outline(self) -> None:
        views, judged = self.session.peek(), self.session.is_checked
        lines = [outline_line(view, _LEFT, judged=judged) for view in views]
        outline = self.query_one("#outline", OptionList)
        if outline.option_count == len(lines):
            for place, line in enumerate(lines):
                outline.replace_option_prompt_at_index(place, line)
        else:
            outline.clear_options()
            outline.add_options(lines)
        self.index = min(self.index, len(lines) - 1)
        outline.highlighted = self.index
        accepted = sum(view.state is State.ACCEPTED for view in views)
        told = f"{self.session.draft.title}  通过 {accepted}/{len(views)}"
        if judged:
            report = self.session.checked.report
            told += f"  问题 {report.coverage.findings}  放行 {report.coverage.waived}"
        self.query_one("#head", Static).update(told, layout=False)

    def _show_section(self) -> None:
        view, judged = self.view, self.session.is_checked
        self.query_one("#page", SectionPage).update(section_text(view, self.needle, self.hit))
        self._show_facts(view)
        findings = self.query_one("#findings", OptionList)
        findings.clear_options()
        width = findings.scrollable_content_region.width
        findings.add_options(
            broken(finding_line(number, each), width)
            for number, each in enumerate(view.findings, 1)
        )
        proofed = cards_of(self.session, view.section.id)
        warnings = [*view.warnings, *filter(None, [proofed.trouble])]
        # Not to be chosen: there is nothing to correct or to let stand.
        findings.add_options(
            Option(broken(warning_line(each), width), disabled=True) for each in warnings
        )
        findings.add_options(broken(card_line(card), width) for card in proofed.cards)
        self.cards = {
            len(view.findings) + len(warnings) + n: c for n, c in enumerate(proofed.cards)
        }
        told = f" · 校对 {len(proofed.cards)}" if proofed.cards else ""
        findings.border_title = f"问题 {len(view.findings)}{told}" if judged else "正在核对……"
        if view.findings or proofed.cards:
            findings.highlighted = 0 if view.findings else len(warnings)
        lines = sum(len(str(each.prompt).split("\n")) for each in findings.options)
        _sized(findings, min(lines, max(_FEW, self.size.height * 2 // 5)))
        told = self._message or status_line(view, judged=judged)
        self.query_one("#status", Static).update(told, layout=False)

    def _show_facts(self, view: SectionView) -> None:
        """The facts in as many lines as they need, up to half of the height; the rest is counted."""
        room = max(_FEW, self.size.height // 2 - 2)
        lines = [fact_line(line, _LEFT) for line in view.facts]
        if len(lines) > room:
            lines[room - 1 :] = [Text(f"…还有 {len(lines) - room + 1} 条,按 f 看", "bold")]
        facts = self.query_one("#facts", Static)
        facts.update(Text("\n").join(lines), layout=False)
        _sized(facts, len(lines))

    # -- judging

    @work(thread=True, exclusive=True, group="judge")
    def _judge(self) -> None:
        """Has the draft judged in another thread; the keys go on answering."""
        session = self.session
        checked = check(session.draft, session.sheet, session.samples)
        self.app.call_from_thread(self._judged, checked)

    def _judged(self, checked: Checked) -> None:
        self.session.put_checked(checked)
        if self.session.is_checked:
            self._show_outline()
            self._show_section()
            self.judged()

    def judged(self) -> None:
        """Called when the report is of the text that stands."""

    # -- facts

    def look_at_facts(self) -> None:
        """Called now and then: the facts file may have changed."""

    def facts_changed(self) -> None:
        """Asks about changed facts where there are any."""


def _sized(part: Widget, lines: int) -> None:
    """Gives a part as many lines as it needs, and one for its border."""
    height = max(lines, 1) + 1
    if part.styles.height is None or part.styles.height.value != height:
        part.styles.height = height


def _keys() -> Text:
    text = Text()
    for verb in (*verbs(), *verbs("moving")):
        text.append(verb.key, "reverse")
        text.append(f"{verb.label}\u00a0 ")
    return text
