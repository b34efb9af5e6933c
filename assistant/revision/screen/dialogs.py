"""The dialogs: each asks one thing and is answered by the keys that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea

from assistant.revision.display import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

T = TypeVar("T")


class Paragraphs(Static):
    """A text whose lines are broken as Chinese is printed: none begins with a comma."""

    def __init__(self, text: Text | str, classes: str | None = None) -> None:
        self._whole = Text(text) if isinstance(text, str) else text
        super().__init__(self._whole, classes=classes)

    def on_resize(self, event: Resize) -> None:
        """Breaks the lines anew."""
        self.update(broken(self._whole, event.size.width))


class Dialog(ModalScreen[T | None]):
    """Asks one thing; Esc answers with None, and asks once more where something was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._warned = ""  # the key that was warned of

    @property
    def unsaved(self) -> str:
        """What would be lost, in Chinese; empty where nothing was typed."""
        return ""

    def may_leave(self, key: str) -> bool:
        """Whether nothing that was typed would be lost, or ``key`` was pressed twice; says so the first time."""
        if self._warned == key or not self.unsaved:
            return True
        self._warned = key
        self.query_one(".error", Static).update(f"{self.unsaved}:再按一次 {key} 放弃")
        return False

    def on_changed(self) -> None:
        """Typing goes on: leaving is asked for anew."""
        if self._warned:
            self._warned = ""
            self.query_one(".error", Static).update("")

    def action_leave(self) -> None:
        """Answers with nothing."""
        if self.may_leave("Esc"):
            self.dismiss(None)


class ChoiceDialog(Dialog[str]):
    """Shows a text and is answered by one of some keys."""

    def __init__(
        self,
        title: str,
        content: Text | str,
        choices: Sequence[tuple[str, str]],
        beside: Text | None = None,
    ) -> None:
        super().__init__(title)
        self._content = content
        self._beside = beside
        self._choices = choices

    def compose(self) -> ComposeResult:
        """A title, the text (or two side by side), and the keys."""
        hint = "  ".join(f"{key} {label}" for key, label in self._choices) + "  Esc 返回"
        with Vertical(classes="dialog tall" if self._beside is not None else "dialog"):
            yield Paragraphs(self._title, classes="title")
            if self._beside is None:
                with VerticalScroll(classes="content"):
                    yield Paragraphs(self._content)
            else:
                with Horizontal(classes="columns"):
                    with VerticalScroll():
                        yield Paragraphs(self._content, classes="old")
                    with VerticalScroll():
                        yield Paragraphs(self._beside, classes="new")
            yield Static(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """The keys work whatever has the focus."""
        for key, _ in self._choices:
            self._bindings.bind(key, f"choose('{key}')", show=False)

    def action_choose(self, key: str) -> None:
        """Answers with a key."""
        self.dismiss(key)


class InputDialog(Dialog[str]):
    """Asks for a line of text."""

    def __init__(self, title: str, content: str = "", value: str = "") -> None:
        super().__init__(title)
        self._content = content
        self._value = value

    def compose(self) -> ComposeResult:
        """A title, an explanation, and the line."""
        with Vertical(classes="dialog"):
            yield Paragraphs(self._title, classes="title")
            if self._content:
                yield Paragraphs(self._content)
            yield Input(value=self._value)
            yield Static("", classes="error", markup=False)
            yield Static("回车 确定  Esc 返回", classes="hint", markup=False)

    @property
    def unsaved(self) -> str:
        """What was typed and is not what stood there."""
        typed = self.query_one(Input).value
        return "" if typed in {"", self._value} else "写的字还没有用上"

    def on_input_changed(self) -> None:
        """Typing goes on."""
        self.on_changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.value)


class ListDialog(Dialog[int]):
    """Asks for one of several lines."""

    def __init__(self, title: str, lines: Sequence[str], highlighted: int = 0) -> None:
        super().__init__(title)
        self._lines = lines
        self._highlighted = highlighted

    def compose(self) -> ComposeResult:
        """A title and the lines."""
        with Vertical(classes="dialog"):
            yield Paragraphs(self._title, classes="title")
            yield OptionList(*(Text(line) for line in self._lines))
            yield Static("↑↓ 选择  回车 确定  Esc 返回", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begins at the line that was asked for."""
        self.query_one(OptionList).highlighted = self._highlighted

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter answers."""
        self.dismiss(event.option_index)


class EditDialog(Dialog[bool]):
    """The editor: Ctrl+S saves; what could not be saved stays on the screen with the reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(
        self, title: str, text: str, save: Callable[[str], str], saved: str | None = None
    ) -> None:
        """An editor of ``text``; ``save`` returns why it could not save, or nothing.

        ``saved`` is the text that stands, where ``text`` itself could not be saved yet.
        """
        super().__init__(title)
        self._text = text
        self._saved = text if saved is None else saved
        self._save = save

    def compose(self) -> ComposeResult:
        """The text, a place for what went wrong, and the keys."""
        with Vertical(classes="dialog tall"):
            yield Paragraphs(self._title, classes="title")
            yield TextArea(self._text, soft_wrap=True)
            yield Static("", classes="error", markup=False)
            yield Static(
                "Ctrl+S 保存  Esc 不保存(一段一行;数字照写,程序会认回事实)",
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """The cursor stands in the text."""
        self.query_one(TextArea).focus()

    @property
    def unsaved(self) -> str:
        """The text that differs from what stands."""
        changed = self.query_one(TextArea).text != self._saved
        return "改动还没有保存,Ctrl+S 保存" if changed else ""

    def on_text_area_changed(self) -> None:
        """Typing goes on."""
        self.on_changed()

    def action_save(self) -> None:
        """Saves and leaves, or shows why not."""
        trouble = self._save(self.query_one(TextArea).text)
        if trouble:
            self.query_one(".error", Static).update(trouble)
        else:
            self.dismiss(True)


class WaitDialog(Dialog[None]):
    """Says that something takes its time; Esc no longer waits for it."""

    def __init__(self, title: str, leave: Callable[[], None]) -> None:
        super().__init__(title)
        self._leave = leave

    def compose(self) -> ComposeResult:
        """What is waited for."""
        with Vertical(classes="dialog"):
            yield Paragraphs(self._title, classes="title")
            yield Static("Esc 不等了(这一节保持原样)", classes="hint", markup=False)

    def action_leave(self) -> None:
        """Waits no longer."""
        self._leave()
