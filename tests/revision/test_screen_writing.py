"""The terminal program by keys: editing, rewriting, history, locking, importing, exporting."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from textual.widgets import Input, Static, TextArea

from assistant.documents import read_docx, write_docx
from assistant.domain import Document, Revision
from assistant.drafting.model.backend import open_model
from assistant.drafting.model.settings import resolve_settings
from assistant.drafting.pipeline.rewriting import ModelWriter
from assistant.errors import OutputError
from assistant.facts import load_facts
from assistant.revision.editing import edit as edit_section
from assistant.revision.review import waivers
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.screen.dialogs import (
    ChoiceDialog,
    EditDialog,
    InputDialog,
    ListDialog,
    WaitDialog,
)
from assistant.revision.screen.external import editor_command
from assistant.revision.session import Session
from assistant.verification import verify
from tests.revision.screen_help import app_of, edit, keys, settled, shown, type_words

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.revision.rewriting import Writer
    from assistant.verification.reader import Question

SMALL, WIDE = (80, 24), (120, 40)


ANSWERS = (
    "全县媒体发稿{articles}。全县开展法治宣讲{lectures}。",
    (
        "一年来，全县媒体发稿{articles}，比上年{articles.growth}，其中国家级媒体{articles/national}、"
        "省级媒体{articles/provincial}、市级媒体{articles/municipal}。全县开展法治宣讲{lectures}。"
    ),
)


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


async def test_a_whole_revision(draft_path: Path, stub: Writer) -> None:
    """Open, rewrite and refuse, edit wrongly, correct, undo thrice, quit, reopen, redo, export.

    On a small terminal, and reopened on a wide one.
    """
    with Session.open(draft_path) as session:
        async with app_of(session, stub).run_test(size=SMALL) as pilot:
            await settled(pilot)
            await keys(pilot, "n", "r")
            await type_words(pilot, "更简洁")
            assert isinstance(pilot.app.screen, ChoiceDialog)
            await keys(pilot, "n")  # not taken
            assert session.store.section("results").current == 0
            await edit(pilot, "216场", "261场")
            assert isinstance(pilot.app.screen, ChoiceDialog)
            await keys(pilot, "c")  # corrected
            assert "216场" in session.view("results").text
            await edit(pilot, "全县开展", "全县共开展")
            await keys(pilot, "v", "y")  # another wording, taken
            newest = session.store.section("results").source
            assert newest == ANSWERS[1]
            await keys(pilot, "u", "u", "u")
            assert "261场" in session.view("results").text
            await keys(pilot, "q")
    with Session.open(draft_path) as session:
        assert "261场" in session.view("results").text
        async with app_of(session).run_test(size=WIDE) as pilot:
            await settled(pilot)
            await keys(pilot, "n", "y", "y", "y")
            assert session.store.section("results").source == newest
            await keys(pilot, "p", "a", "a", "a")
            assert all(section.accepted for section in session.draft.sections)
            await keys(pilot, "x", "z")
            await keys(pilot, "escape", "q")
    facts = load_facts(draft_path.parent / "facts.yaml")
    document = read_docx(draft_path.parent / "总结-定稿.docx").document
    assert verify(document, facts).ok


async def test_a_model_that_fails_leaves_the_section(session: Session, tmp_path: Path) -> None:
    """The message tells why; nothing is saved."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "run.yaml").write_text("version: 1\nmodel: stub\nanswers: []\n", "utf-8")
    model = open_model(resolve_settings(f"stub:{folder}", environ={}), cache=False)
    async with app_of(session, ModelWriter(model)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "v")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "escape")
        assert len(session.store.section("results").revisions) == 1


async def test_a_person_need_not_wait(session: Session) -> None:
    """Esc goes on without the answer, which is not taken when it comes."""

    class Slow(OfflineWriter):
        gate = threading.Event()

        def rewrite(self, *args: Any) -> Revision:
            self.gate.wait(30)
            return super().rewrite(*args)

    slow = Slow()
    async with app_of(session, slow).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WaitDialog)
        await pilot.press("escape")
        slow.gate.set()
        await settled(pilot)
        assert not isinstance(pilot.app.screen, ChoiceDialog)
        assert len(session.store.section("opening").revisions) == 1


async def test_history_is_compared_and_gone_back_to(session: Session) -> None:
    """比较 lists the revisions; one of them can be taken again."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "d")
        assert "只有一稿" in shown(pilot, "status")
        await edit(pilot, "全县开展", "全县共开展")
        await keys(pilot, "d", "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "h")
        assert session.store.section("results").current == 0
        await keys(pilot, "d", "escape")


async def test_a_locked_section_cannot_be_edited(session: Session) -> None:
    """锁定 shows in the outline and stops the verbs."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "k", "e")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "escape", "v", "escape", "r", "escape", "o", "escape", "k")
        assert not session.store.section("results").locked
        assert len(session.store.section("results").revisions) == 1


async def test_a_failed_save_keeps_the_text_on_the_screen(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told in the editor, which stays open."""

    def full(*_: object, **__: object) -> None:
        raise OutputError("磁盘已满")

    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(session, "save", full)
        await edit(pilot, "进展", "明显进展")
        assert isinstance(pilot.app.screen, EditDialog)
        assert "明显进展" in pilot.app.screen.query_one(TextArea).text
        assert "磁盘已满" in str(pilot.app.screen.query_one(".error", Static).render())
        await keys(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, EditDialog)


async def test_leaving_the_editor_asks_once(session: Session) -> None:
    """Esc with changes does not throw them away at the first press."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "e")
        pilot.app.screen.query_one(TextArea).text = "另写。"
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, EditDialog)
        await keys(pilot, "ctrl+s")
        assert session.view("opening").text == "另写。"


async def test_the_persons_own_editor(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no editor can be run the message says so, and nothing is lost."""
    monkeypatch.setenv("EDITOR", str(tmp_path / "none"))
    monkeypatch.delenv("VISUAL", raising=False)
    assert editor_command() == [str(tmp_path / "none")]
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "o")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "escape")
    monkeypatch.delenv("EDITOR")
    assert editor_command() in (["vi"], ["notepad"])


async def test_an_import_is_taken_and_taken_back_by_keys(
    session: Session, draft_path: Path
) -> None:
    """导入 shows what would change first; the same key takes the import back."""
    file = draft_path.parent / "改.docx"
    document = session.checked.assembled.document
    blocks = [replace(each, text=each.text.replace("新进展", "大进展")) for each in document.blocks]
    file.write_bytes(write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document))
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for answer in ("n", "y"):
            await keys(pilot, "i")
            await type_words(pilot, str(file))
            assert isinstance(pilot.app.screen, ChoiceDialog)
            await keys(pilot, answer)
        assert "大进展" in session.view("opening").text
        await keys(pilot, "i", "i")
        await type_words(pilot, str(file))
        assert isinstance(pilot.app.screen, ChoiceDialog)  # it says what the draft says
        await keys(pilot, "escape", "i", "i")
        await type_words(pilot, "无.docx")
        await keys(pilot, "escape", "i", "u", "escape")
        assert "新进展" in session.view("opening").text
        await keys(pilot, "x", "h", "escape")
    assert session.store.path.with_name("总结-讨论稿-花脸稿.docx").exists()


async def test_one_sentence_is_rewritten_by_keys(session: Session) -> None:
    """The sentence is chosen, the wish may be left out, the rest stays."""
    before = session.store.section("results").source
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "t", "down", "enter")
        assert isinstance(pilot.app.screen, InputDialog)
        await type_words(pilot, "")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "y")
    now = session.store.section("results").source
    assert now != before
    assert now.endswith("全县开展法治宣讲{lectures}。")


class _Reader:
    """Reads every figure as what is left of two."""

    name = "试读"

    def read(self, question: Question) -> list[str]:
        """A line for each."""
        said = "articles/municipal - articles/national"
        return [f"{n} = {said}" for passage in question.passages for n, _ in passage.marks]


async def test_a_section_is_read_and_a_reading_confirmed_by_keys(session: Session) -> None:
    """Without a reader it is said how to name one; what computes goes to the facts file."""
    edit_section(session, "problems", "两头相抵另有70篇。")
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "j")
        assert isinstance(pilot.app.screen, ChoiceDialog)
    opener = lambda *_: nullcontext(_Reader())  # noqa: E731 - an opener is any callable
    async with app_of(session, reader=opener).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "n", "j", "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "y")
        await type_words(pilot, "两头相抵")
    assert session.sheet.facts[-1].formula == "articles/municipal - articles/national"


async def test_a_dispute_of_the_reader_is_let_stand_with_a_reason(session: Session) -> None:
    """It stands in the history, and is not shown again."""
    edit_section(session, "problems", "全县媒体发稿455篇。")
    opener = lambda *_: nullcontext(_Reader())  # noqa: E731 - an opener is any callable
    async with app_of(session, reader=opener).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "n", "j", "enter", "w")
        await type_words(pilot, "台账有据")
        await keys(pilot, "j")
        assert not isinstance(pilot.app.screen, ListDialog)
    assert waivers(session) == ("第二读者的异议“455篇”:台账有据",)


@pytest.mark.parametrize(("key", "typed"), [("e", "改了一半。"), ("r", "多写几句")])
async def test_ctrl_q_asks_before_it_throws_away(session: Session, key: str, typed: str) -> None:
    """In the editor and in a line; typing on or another key asks anew, a second press leaves."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, key)
        dialog = pilot.app.screen
        field = dialog.query_one(TextArea) if key == "e" else dialog.query_one(Input)
        if isinstance(field, TextArea):
            field.text = typed
        else:
            field.value = typed
        await keys(pilot, "ctrl+q")
        assert pilot.app.screen is dialog
        assert "再按一次 Ctrl+Q 放弃" in str(dialog.query_one(".error", Static).render())
        await keys(pilot, "x", "escape")
        assert pilot.app.screen is dialog
        assert pilot.app._exit is False
        await keys(pilot, "ctrl+q", "ctrl+q")
        assert pilot.app._exit


async def test_a_refused_text_of_the_own_editor_is_asked_about(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands on the screen unsaved, so that one Esc does not lose it."""
    monkeypatch.setattr(
        "assistant.revision.screen.writing.edit_outside", lambda *_: "写作{未知编号}的一段。"
    )
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "o", "escape")
        dialog = pilot.app.screen
        assert isinstance(dialog, EditDialog)
        assert dialog.query_one(TextArea).text == "写作{未知编号}的一段。"
        dialog.query_one(TextArea).text = "写作｛未知编号｝的一段。\n\n"
        await keys(pilot, "ctrl+s")
        assert session.view("opening").text == "写作｛未知编号｝的一段。"
        assert "末尾的空行没有保存" in shown(pilot, "status")


async def test_a_message_outlives_the_report(session: Session) -> None:
    """What an undo says stands until the next key, though the draft is judged meanwhile."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await edit(pilot, "新进展", "大进展")
        await keys(pilot, "u")
        assert session.is_checked
        assert "已撤销" in shown(pilot, "status")
        await keys(pilot, "n")
        assert "已撤销" not in shown(pilot, "status")
