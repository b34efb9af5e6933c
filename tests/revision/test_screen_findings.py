"""The terminal program by keys: findings, facts, what is shown, when a draft is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList, Static

from assistant.domain import Author, Revision
from assistant.revision import editing
from assistant.revision.marks import verbs
from assistant.revision.screen.dialogs import ChoiceDialog
from assistant.revision.screen.page import SectionPage
from assistant.revision.screen.verbs import ReviseScreen
from tests.revision.screen_help import app_of, edit, keys, settled, shown, type_words

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from assistant.revision.session import Session


async def test_a_figure_becomes_a_fact_by_keys(session: Session, draft_path: Path) -> None:
    """The question about an unknown figure leads to the facts file."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "n")
        await edit(pilot, "有3个。", "有3个。全县新建法治公园5处。")
        await keys(pilot, "g")
        await type_words(pilot, "新建法治公园")
        assert session.view("problems").errors == ()
    assert "手工补充" in (draft_path.parent / "facts.yaml").read_text("utf-8")


async def test_a_finding_is_waived_by_keys(session: Session) -> None:
    """放行 asks for a reason, and an edit's question can be left for later."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n")
        await edit(pilot, "216场", "261场")
        await keys(pilot, "escape")
        assert len(session.view("results").errors) == 1
        await keys(pilot, "w")
        await type_words(pilot, "台账已更正")
        assert session.view("results").errors == ()
        assert "放行 1" in shown(pilot, "head")


async def test_an_edit_is_taken_back_from_its_question(session: Session) -> None:
    """撤销 is among the answers."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n")
        await edit(pilot, "216场", "261场")
        await keys(pilot, "u")
        assert "216场" in session.view("results").text


async def test_findings_are_worked_on_from_the_list(session: Session) -> None:
    """改正 and 加为事实 act on the finding that is highlighted; Esc changes nothing."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "c", "g", "w")
        assert "没有问题" in shown(pilot, "status")
        await edit(pilot, "216场", "261场")
        await keys(pilot, "escape", "g", "escape", "w", "escape", "c", "escape")
        assert session.view("results").errors  # shown, not done
        await keys(pilot, "c", "c")
        assert session.view("results").errors == ()
        await edit(pilot, "216场", "261场")
        await keys(pilot, "w")
        await type_words(pilot, "领导口径")
        assert session.view("results").errors == ()


async def test_cards_of_proofreading_stand_below_the_findings(session: Session) -> None:
    """改正 takes a card's words, 校对 mends the rest; references stay, and 撤销 takes them back."""
    text = session.view("problems").text
    source = session.store.section("problems").source
    odd = f"{text.replace('3个', '(3个),均在山区')}\n布署工作，，涉及到乡镇。"
    editing.edit(session, "problems", odd)
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "n")
        findings = pilot.app.query_one("#findings", OptionList)
        assert str(findings.border_title) == "问题 0 · 校对 5"
        assert "【(3个)】" in str(findings.options[0].prompt)
        await keys(pilot, "w")
        assert "不用放行" in shown(pilot, "status")
        await keys(pilot, "tab", "c", "c")
        assert "（{towns}）,均在山区" in session.store.section("problems").source
        await keys(pilot, "z")
        mended = session.store.section("problems").source
        assert mended.endswith("（{towns}），均在山区。\n部署工作，涉及到乡镇。")
        await keys(pilot, "z")
        assert "没有可以自动改正的" in shown(pilot, "status")
        assert str(findings.border_title) == "问题 0 · 校对 1"
        await keys(pilot, "u", "u", "u")
        assert session.store.section("problems").source == source


async def test_a_correction_is_shown_before_it_is_made(session: Session) -> None:
    """What 改正 would change is shown before; a sure one comes first."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n")
        await edit(pilot, "216场", "261场")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChoiceDialog)
        shown = "\n".join(str(each.render()) for each in dialog.query(Static))
        assert "[-261-]{+216+}场" in shown
        assert shown.index("c 改正") < shown.index("g 加为事实")
        await keys(pilot, "u")


async def test_the_screen_can_be_read_without_colour(session: Session) -> None:
    """Marks stand beside every figure, and a finding's mark bears its number."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n")
        assert "455篇✓" in shown(pilot, "page")
        await edit(pilot, "216场", "261场")
        await keys(pilot, "escape")
        assert "261场[✗1]" in shown(pilot, "page")
        prompts = pilot.app.query_one("#findings", OptionList)
        assert "[✗1]" in str(prompts.get_option_at_index(0).prompt)
        await keys(pilot, "p", "n")
        assert "有错" in shown(pilot, "status")


async def test_facts_are_shown_and_late_changes_asked(session: Session, draft_path: Path) -> None:
    """The facts panel looks at the file again; a change is shown and adopted by a key."""
    facts = draft_path.parent / "facts.yaml"
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "n", "f")
        facts.write_text(facts.read_text("utf-8").replace("value: 216", "value: 226"), "utf-8")
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "y")
        assert "226场" in session.view("results").text
        facts.write_text("facts: [", "utf-8")
        await keys(pilot, "f", "escape")
        assert "读不通" in shown(pilot, "status")


async def test_a_draft_that_is_not_ready_is_no_final_one(session: Session) -> None:
    """导出 says what is left, and offers the discussion copy only."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "x", "z")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await keys(pilot, "x", "escape")
    assert session.store.path.with_name("总结-讨论稿.docx").exists()


async def test_acceptance_is_given_and_taken_back(session: Session) -> None:
    """通过 goes on to the next section; the same key takes it back."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "a", "p", "a")
        assert not session.store.section("opening").accepted
        assert "已取消通过" in shown(pilot, "status")


async def test_words_are_found_over_sections(session: Session) -> None:
    """查找 goes to the next section that has them, or says that none has."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "s")
        await type_words(pilot, "乡镇")
        assert "存在的问题" in pilot.app.screen.view.title  # type: ignore[attr-defined]
        await keys(pilot, "s")
        await type_words(pilot, "没有的词")
        assert "没有找到" in shown(pilot, "status")


async def test_long_sections_are_paged(session: Session) -> None:
    """A section longer than the screen is turned page by page."""
    session.save("opening", Revision("我县继续努力。\n" * 60, Author.PERSON))
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = pilot.app.query_one("#page")
        await keys(pilot, "pagedown")
        assert page.scroll_y > 0
        await keys(pilot, "b")
        assert page.scroll_y == 0


async def test_a_search_scrolls_to_each_place_and_marks_it(session: Session) -> None:
    """From place to place within a section and on; the one gone to is told apart without colour."""
    lines = [f"第{number}项工作继续推进。" for number in ("一", "二", "三", "四", "五", "六") * 10]
    lines[40] = lines[55] = "小流域治理是重点。"
    session.save("opening", Revision("\n".join(lines), Author.PERSON))
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = pilot.app.query_one("#page", SectionPage)
        tops = []
        for _ in range(2):
            await keys(pilot, "s")
            await type_words(pilot, "小流域")
            tops.append(page.scroll_offset.y)
            assert page.text.plain.count(">>小流域") == 1
            seen = [page.render_line(y).text for y in range(page.size.height)]
            assert any(">>小流域" in line for line in seen)
        assert 0 < tops[0] < tops[1]
        assert "第 2 处,共 2 处" in shown(pilot, "status")


async def test_the_keys_are_all_shown(session: Session) -> None:
    """``?`` lists each key with what it does; the footer names the paging keys."""
    async with app_of(session).run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        assert "空格翻页" in shown(pilot, "keys")
        await keys(pilot, "?")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChoiceDialog)
        told = str(dialog.query_one(".content Static", Static).render())
        for verb in verbs():
            assert verb.told in told
        assert "PageDown" in told


async def test_facts_take_the_lines_that_they_need(session: Session) -> None:
    """A section of few facts leaves its lines to the outline."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        few = pilot.app.query_one("#facts").size.height
        await keys(pilot, "n")
        assert few < pilot.app.query_one("#facts").size.height


async def test_sections_are_arranged_by_keys(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """整理 renames, moves and takes back; a section is added and left out.

    No event of a line that is highlighted no more moves the section back, and so on without end.
    """
    moves: list[int] = []
    show = ReviseScreen.show

    def counted(screen: ReviseScreen, index: int, hit: int = -1) -> None:
        moves.append(index)
        show(screen, index, hit)

    monkeypatch.setattr(ReviseScreen, "show", counted)
    before = [(each.id, each.heading) for each in session.draft.sections]

    def now() -> list[str]:
        return [each.heading for each in session.draft.sections]

    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert session.titles["opening"] == "开头"
        await keys(pilot, "n", "m", "b")
        await type_words(pilot, "主要成效")
        assert now() == ["", "主要成效", "存在的问题"]
        await keys(pilot, "m", "y", "down", "enter")
        assert now() == ["", "存在的问题", "主要成效"]
        await keys(pilot, "m", "j")
        await type_words(pilot, "附记")
        assert now()[-1] == "附记"
        await keys(pilot, "m", "s", "y")
        assert now()[-1] == "主要成效"
        for _ in range(4):
            await keys(pilot, "m", "u", "escape")
        assert [(each.id, each.heading) for each in session.draft.sections] == before
    assert len(moves) < 20


async def test_an_undo_says_what_stays_until_it_was_read(
    session: Session, draft_path: Path
) -> None:
    """A fact that stays in a facts file changed since: told in a window, not in a line that passes."""
    async with app_of(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await edit(pilot, "取得新进展", "取得新进展，新办简报12期")
        await keys(pilot, "g")
        await type_words(pilot, "新办简报")
        file = draft_path.parent / "facts.yaml"
        file.write_text(file.read_text("utf-8") + "# 后来又改过\n", "utf-8")
        await keys(pilot, "u")
        assert session.is_checked
        assert isinstance(pilot.app.screen, ChoiceDialog)
        told = " ".join(str(each.render()) for each in pilot.app.screen.query(Static))
        assert "事实表后来又改过" in told.replace("\n", "")
