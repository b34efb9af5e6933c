"""The terminal program, driven by keys."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from textual.widgets import Input, OptionList, Static, TextArea

from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Document, Revision
from assistant.drafting.backend import open_model
from assistant.drafting.rewriting import ModelWriter
from assistant.drafting.settings import resolve_settings
from assistant.errors import OutputError
from assistant.facts import load_facts
from assistant.revision.exporting import export_noted
from assistant.revision.screen.app import ReviseApp
from assistant.revision.screen.dialogs import ChoiceDialog, EditDialog, WaitDialog
from assistant.revision.screen.external import editor_command
from assistant.revision.screen.page import SectionPage
from assistant.revision.session import Session
from assistant.revision.writers import OfflineWriter
from assistant.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from assistant.revision.rewriting import Writer

SIZES = [(80, 24), (120, 40)]


ANSWERS = (
    "全县媒体发稿{articles}。全县开展法治宣讲{lectures}。",
    (
        "一年来，全县媒体发稿{articles}，比上年{articles.growth}，其中国家级媒体{articles/national}、"
        "省级媒体{articles/provincial}、市级媒体{articles/municipal}。全县开展法治宣讲{lectures}。"
    ),
)


def _app(session: Session, writer: Writer | None = None) -> ReviseApp:
    return ReviseApp(session, writer or OfflineWriter(), partial(export_noted, session))


@pytest.fixture
def stub(tmp_path: Path) -> Writer:
    """A model that answers from a file."""
    folder = tmp_path / "answers"
    folder.mkdir()
    answers = [
        {"section": "results", "step": "rewrite", "attempt": attempt, "answer": answer}
        for attempt, answer in enumerate(ANSWERS, 1)
    ]
    run = {"version": 1, "model": "stub", "answers": answers}
    (folder / "run.yaml").write_text(yaml.safe_dump(run, allow_unicode=True), "utf-8")
    settings = resolve_settings(f"stub:{folder}", environ={})
    return ModelWriter(open_model(settings, cache=False))


async def _settled(pilot: Pilot[None]) -> None:
    """Waits until threads are through and what they led to is shown."""
    for _ in range(3):
        await pilot.pause()
        busy = [each for each in pilot.app.workers if each.group in {"judge", "write"}]
        if busy:
            await pilot.app.workers.wait_for_complete(busy)
            await pilot.pause()


async def _keys(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await _settled(pilot)


def _shown(pilot: Pilot[None], name: str) -> str:
    if name == "page":
        return pilot.app.query_one("#page", SectionPage).text.plain
    return str(pilot.app.query_one(f"#{name}", Static).render())


async def _type(pilot: Pilot[None], text: str) -> None:
    """Types into the line of a dialog."""
    pilot.app.screen.query_one(Input).value = text
    await _keys(pilot, "enter")


async def _edit(pilot: Pilot[None], old: str, new: str) -> None:
    await _keys(pilot, "e")
    area = pilot.app.screen.query_one(TextArea)
    assert old in area.text
    area.text = area.text.replace(old, new)
    await _keys(pilot, "ctrl+s")


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_revision(draft_path: Path, stub: Writer, size: tuple[int, int]) -> None:
    """Open, rewrite and refuse, edit wrongly, correct, undo thrice, quit, reopen, redo, export."""
    with Session.open(draft_path) as session:
        async with _app(session, stub).run_test(size=size) as pilot:
            await _settled(pilot)
            await _keys(pilot, "n", "r")
            await _type(pilot, "更简洁")
            assert isinstance(pilot.app.screen, ChoiceDialog)
            await _keys(pilot, "n")  # not taken
            assert session.store.section("results").current == 0
            await _edit(pilot, "216场", "261场")
            assert isinstance(pilot.app.screen, ChoiceDialog)
            await _keys(pilot, "c")  # corrected
            assert "216场" in session.view("results").text
            await _edit(pilot, "全县开展", "全县共开展")
            await _keys(pilot, "v", "y")  # another wording, taken
            newest = session.store.section("results").source
            assert newest == ANSWERS[1]
            await _keys(pilot, "u", "u", "u")
            assert "261场" in session.view("results").text
            await _keys(pilot, "q")
    with Session.open(draft_path) as session:
        assert "261场" in session.view("results").text
        async with _app(session).run_test(size=size) as pilot:
            await _settled(pilot)
            await _keys(pilot, "n", "y", "y", "y")
            assert session.store.section("results").source == newest
            await _keys(pilot, "p", "a", "a", "a")
            assert all(section.accepted for section in session.draft.sections)
            await _keys(pilot, "x", "z")
            await _keys(pilot, "escape", "q")
    facts = load_facts(draft_path.parent / "facts.yaml")
    document = read_docx(draft_path.parent / "总结-定稿.docx").document
    assert verify(document, facts).ok


async def test_a_figure_becomes_a_fact_by_keys(session: Session, draft_path: Path) -> None:
    """The question about an unknown figure leads to the facts file."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n", "n")
        await _edit(pilot, "有3个。", "有3个。全县新建法治公园5处。")
        await _keys(pilot, "g")
        await _type(pilot, "新建法治公园")
        assert session.view("problems").errors == ()
    assert "手工补充" in (draft_path.parent / "facts.yaml").read_text("utf-8")


async def test_a_finding_is_waived_by_keys(session: Session) -> None:
    """放行 asks for a reason, and an edit's question can be left for later."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n")
        await _edit(pilot, "216场", "261场")
        await _keys(pilot, "escape")
        assert len(session.view("results").errors) == 1
        await _keys(pilot, "w")
        await _type(pilot, "台账已更正")
        assert session.view("results").errors == ()
        assert "放行 1" in _shown(pilot, "head")


async def test_an_edit_is_taken_back_from_its_question(session: Session) -> None:
    """撤销 is among the answers."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n")
        await _edit(pilot, "216场", "261场")
        await _keys(pilot, "u")
        assert "216场" in session.view("results").text


async def test_findings_are_worked_on_from_the_list(session: Session) -> None:
    """改正 and 加为事实 act on the finding that is highlighted; Esc changes nothing."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n", "c", "g", "w")
        assert "没有问题" in _shown(pilot, "status")
        await _edit(pilot, "216场", "261场")
        await _keys(pilot, "escape", "g", "escape", "w", "escape", "c", "escape")
        assert session.view("results").errors  # shown, not done
        await _keys(pilot, "c", "c")
        assert session.view("results").errors == ()
        await _edit(pilot, "216场", "261场")
        await _keys(pilot, "w")
        await _type(pilot, "领导口径")
        assert session.view("results").errors == ()


async def test_a_model_that_fails_leaves_the_section(session: Session, tmp_path: Path) -> None:
    """The message tells why; nothing is saved."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "run.yaml").write_text("version: 1\nmodel: stub\nanswers: []\n", "utf-8")
    model = open_model(resolve_settings(f"stub:{folder}", environ={}), cache=False)
    async with _app(session, ModelWriter(model)).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n", "v")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await _keys(pilot, "escape")
        assert len(session.store.section("results").revisions) == 1


async def test_a_person_need_not_wait(session: Session) -> None:
    """Esc goes on without the answer, which is not taken when it comes."""

    class Slow(OfflineWriter):
        gate = threading.Event()

        def rewrite(self, *args: Any) -> Revision:
            self.gate.wait(30)
            return super().rewrite(*args)

    slow = Slow()
    async with _app(session, slow).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WaitDialog)
        await pilot.press("escape")
        slow.gate.set()
        await _settled(pilot)
        assert not isinstance(pilot.app.screen, ChoiceDialog)
        assert len(session.store.section("opening").revisions) == 1


async def test_the_screen_can_be_read_without_colour(session: Session) -> None:
    """Marks stand beside every figure, and a finding's mark bears its number."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n")
        assert "455篇✓" in _shown(pilot, "page")
        await _edit(pilot, "216场", "261场")
        await _keys(pilot, "escape")
        assert "261场[✗1]" in _shown(pilot, "page")
        prompts = pilot.app.query_one("#findings", OptionList)
        assert "[✗1]" in str(prompts.get_option_at_index(0).prompt)
        await _keys(pilot, "p", "n")
        assert "有错" in _shown(pilot, "status")


async def test_history_is_compared_and_gone_back_to(session: Session) -> None:
    """比较 lists the revisions; one of them can be taken again."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n", "d")
        assert "只有一稿" in _shown(pilot, "status")
        await _edit(pilot, "全县开展", "全县共开展")
        await _keys(pilot, "d", "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await _keys(pilot, "h")
        assert session.store.section("results").current == 0
        await _keys(pilot, "d", "escape")


async def test_a_locked_section_cannot_be_edited(session: Session) -> None:
    """锁定 shows in the outline and stops the verbs."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n", "k", "e")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await _keys(pilot, "escape", "v", "escape", "r", "escape", "o", "escape", "k")
        assert not session.store.section("results").locked
        assert len(session.store.section("results").revisions) == 1


async def test_a_failed_save_keeps_the_text_on_the_screen(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told in the editor, which stays open."""

    def full(*_: object, **__: object) -> None:
        raise OutputError("磁盘已满")

    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        monkeypatch.setattr(session, "save", full)
        await _edit(pilot, "进展", "明显进展")
        assert isinstance(pilot.app.screen, EditDialog)
        assert "明显进展" in pilot.app.screen.query_one(TextArea).text
        assert "磁盘已满" in str(pilot.app.screen.query_one(".error", Static).render())
        await _keys(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, EditDialog)


async def test_leaving_the_editor_asks_once(session: Session) -> None:
    """Esc with changes does not throw them away at the first press."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "e")
        pilot.app.screen.query_one(TextArea).text = "另写。"
        await _keys(pilot, "escape")
        assert isinstance(pilot.app.screen, EditDialog)
        await _keys(pilot, "ctrl+s")
        assert session.view("opening").text == "另写。"


async def test_words_are_found_over_sections(session: Session) -> None:
    """查找 goes to the next section that has them, or says that none has."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "s")
        await _type(pilot, "乡镇")
        assert "存在的问题" in pilot.app.screen.view.title  # type: ignore[attr-defined]
        await _keys(pilot, "s")
        await _type(pilot, "没有的词")
        assert "没有找到" in _shown(pilot, "status")


async def test_facts_are_shown_and_late_changes_asked(session: Session, draft_path: Path) -> None:
    """The facts panel looks at the file again; a change is shown and adopted by a key."""
    facts = draft_path.parent / "facts.yaml"
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n", "f")
        facts.write_text(facts.read_text("utf-8").replace("value: 216", "value: 226"), "utf-8")
        await _keys(pilot, "escape")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await _keys(pilot, "y")
        assert "226场" in session.view("results").text
        facts.write_text("facts: [", "utf-8")
        await _keys(pilot, "f", "escape")
        assert "读不通" in _shown(pilot, "status")


async def test_a_draft_that_is_not_ready_is_no_final_one(session: Session) -> None:
    """导出 says what is left, and offers the discussion copy only."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "x", "z")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await _keys(pilot, "x", "escape")
    assert session.store.path.with_name("总结-讨论稿.docx").exists()


async def test_acceptance_is_given_and_taken_back(session: Session) -> None:
    """通过 goes on to the next section; the same key takes it back."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "a", "p", "a")
        assert not session.store.section("opening").accepted
        assert "已取消通过" in _shown(pilot, "status")


async def test_the_persons_own_editor(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no editor can be run the message says so, and nothing is lost."""
    monkeypatch.setenv("EDITOR", str(tmp_path / "none"))
    monkeypatch.delenv("VISUAL", raising=False)
    assert editor_command() == [str(tmp_path / "none")]
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "o")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await _keys(pilot, "escape")
    monkeypatch.delenv("EDITOR")
    assert editor_command() in (["vi"], ["notepad"])


async def test_long_sections_are_paged(session: Session) -> None:
    """A section longer than the screen is turned page by page."""
    session.save("opening", Revision("我县继续努力。\n" * 60, Author.PERSON))
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        page = pilot.app.query_one("#page")
        await _keys(pilot, "pagedown")
        assert page.scroll_y > 0
        await _keys(pilot, "b")
        assert page.scroll_y == 0


async def test_an_import_is_taken_and_taken_back_by_keys(
    session: Session, draft_path: Path
) -> None:
    """导入 shows what would change first; the same key takes the import back."""
    file = draft_path.parent / "改.docx"
    document = session.checked.assembled.document
    blocks = [replace(each, text=each.text.replace("新进展", "大进展")) for each in document.blocks]
    file.write_bytes(write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document))
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        for answer in ("n", "y"):
            await _keys(pilot, "i")
            await _type(pilot, str(file))
            assert isinstance(pilot.app.screen, ChoiceDialog)
            await _keys(pilot, answer)
        assert "大进展" in session.view("opening").text
        await _keys(pilot, "i", "i")
        await _type(pilot, str(file))
        assert isinstance(pilot.app.screen, ChoiceDialog)  # it says what the draft says
        await _keys(pilot, "escape", "i", "i")
        await _type(pilot, "无.docx")
        await _keys(pilot, "escape", "i", "u", "escape")
        assert "新进展" in session.view("opening").text
        await _keys(pilot, "x", "h", "escape")
    assert session.store.path.with_name("总结-讨论稿-花脸稿.docx").exists()


async def test_a_correction_is_shown_before_it_is_made(session: Session) -> None:
    """What 改正 would change is shown before; a sure one comes first."""
    async with _app(session).run_test(size=(80, 24)) as pilot:
        await _settled(pilot)
        await _keys(pilot, "n")
        await _edit(pilot, "216场", "261场")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChoiceDialog)
        shown = "\n".join(str(each.render()) for each in dialog.query(Static))
        assert "[-261-]{+216+}场" in shown
        assert shown.index("c 改正") < shown.index("g 加为事实")
        await _keys(pilot, "u")
