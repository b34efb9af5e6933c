"""What a person does to a draft, and what is shown of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author, Revision, Verdict
from assistant.errors import DraftFileError, InputError
from assistant.facts import load_facts
from assistant.revision.adding import add_figure, suggested_name
from assistant.revision.editing import asked, correct, edit
from assistant.revision.session import Session
from assistant.revision.store import DraftStore
from assistant.revision.views import State

if TYPE_CHECKING:
    from pathlib import Path


def _replace(session: Session, section_id: str, old: str, new: str) -> None:
    text = session.view(section_id).text
    assert old in text
    edit(session, section_id, text.replace(old, new))


def test_the_small_draft_is_clean(session: Session) -> None:
    """What the other tests start from: every figure proved, nothing accepted."""
    assert session.checked.report.ok, session.checked.report.findings
    assert [view.state for view in session.views] == [State.CLEAN] * 3
    assert session.blockers() == (
        "第 1 节“开头”尚未通过",
        "第 2 节“一、工作成效”尚未通过",
        "第 3 节“二、存在的问题”尚未通过",
    )


def test_figures_have_their_place_in_the_section(session: Session) -> None:
    """Offsets of a view count from its own text."""
    for view in session.views:
        for figure in view.figures:
            assert view.text[figure.start : figure.end] == figure.text
    assert {figure.text for figure in session.view("problems").figures} == {"3个"}


def test_facts_not_yet_stated_come_first(session: Session) -> None:
    """Facts of the section that the text does not tell are the first to see."""
    _replace(session, "results", "\n（二）法治宣讲\n全县开展法治宣讲216场。", "")
    lines = session.view("results").facts
    assert (lines[0].fact.id, lines[0].stated) == ("lectures", False)
    assert lines[0].value == "216场"
    assert all(line.stated for line in lines[1:])


def test_a_missing_fact_is_a_warning_of_its_section(session: Session) -> None:
    """A required fact that is not told belongs to the section that is to tell it."""
    _replace(session, "results", "\n（二）法治宣讲\n全县开展法治宣讲216场。", "")
    view = session.view("results")
    assert [each.verdict for each in view.findings] == [Verdict.UNUSED]
    assert view.state is State.WARNINGS


def test_an_edit_keeps_the_references_of_unchanged_figures(session: Session) -> None:
    """Words around figures change; the figures stay bound to their facts."""
    _replace(session, "results", "全县媒体发稿455篇", "一年来，全县媒体共发稿455篇")
    assert "共发稿{articles}，比上年{articles.growth}" in session.store.section("results").source
    assert session.checked.report.ok


def test_a_typed_figure_that_is_a_facts_is_bound(session: Session) -> None:
    """Digits that a person types become a reference where they are a fact's."""
    made = edit(session, "problems", "全县法治宣讲216场,全年未在省级以上媒体发稿的乡镇有3个。")
    assert made is not None
    assert "{lectures}" in session.store.section("problems").source


def test_an_edit_that_changes_nothing_saves_nothing(session: Session) -> None:
    """Opening the editor and leaving it adds no revision."""
    assert edit(session, "results", session.view("results").text) is None
    assert len(session.store.section("results").revisions) == 1


def test_a_typed_reference_that_names_nothing_is_refused(session: Session) -> None:
    """A wrong id is told with the nearest one, and nothing is saved."""
    with pytest.raises(InputError, match="lectures"):
        edit(session, "problems", "宣讲{lecture}。")
    assert len(session.store.section("problems").revisions) == 1


def test_a_wrong_figure_is_asked_and_corrected(session: Session) -> None:
    """A figure that no fact has brings an error; 改正 puts the fact's value, bound again."""
    before = session.view("results").findings
    _replace(session, "results", "法治宣讲216场", "法治宣讲261场")
    brought = asked(before, session.view("results").findings)
    assert [finding.text for finding in brought] == ["261场"]
    correct(session, brought[0].id)
    assert session.view("results").errors == ()
    assert session.store.section("results").source.endswith("法治宣讲{lectures}。")


def test_a_wrong_figure_can_become_a_fact(session: Session, draft_path: Path) -> None:
    """加为事实 writes the facts file, comments kept, and binds the figure."""
    _replace(session, "problems", "有3个。", "有3个。全县新建法治公园5处。")
    finding = next(each for each in session.view("problems").errors if each.text == "5处")
    assert suggested_name(finding) == "全县新建法治公园"
    fact = add_figure(session, finding.id, "新建法治公园")
    text = (draft_path.parent / "facts.yaml").read_text("utf-8")
    assert "# 含网络媒体" in text
    assert "手工补充" in text
    assert load_facts(draft_path.parent / "facts.yaml").by_id[fact].value == 5
    assert session.view("problems").errors == ()
    assert f"{{{fact}}}" in session.store.section("problems").source


def test_a_waiver_needs_a_reason_and_stays(session: Session) -> None:
    """放行 with a reason lets the finding stand, in the report too."""
    _replace(session, "results", "法治宣讲216场", "法治宣讲261场")
    finding = session.view("results").errors[0]
    with pytest.raises(InputError, match="理由"):
        session.waive(finding.id, "  ")
    session.waive(finding.id, "台账已更正")
    assert session.view("results").errors == ()
    assert [reason for _, reason in session.checked.report.waived] == ["台账已更正"]


def test_a_section_with_errors_is_not_accepted(session: Session) -> None:
    """通过 says what is in its way."""
    _replace(session, "results", "法治宣讲216场", "法治宣讲261场")
    with pytest.raises(InputError, match="还不能通过"):
        session.accept("results")
    with pytest.raises(InputError, match="还不能全部通过"):
        session.accept_all()
    assert not any(section.accepted for section in session.draft.sections)


def test_all_sections_are_accepted_where_nothing_is_found(session: Session) -> None:
    """Accepting all leaves nothing in the way of 定稿."""
    session.accept_all()
    assert session.blockers() == ()
    assert all(view.state is State.ACCEPTED for view in session.views)


def test_a_gap_blocks(session: Session) -> None:
    """【待补】 keeps a section from 通过."""
    edit(session, "problems", "【待补：问题】")
    assert session.view("problems").state is State.GAPS
    with pytest.raises(InputError, match="待补"):
        session.accept("problems")


def test_a_locked_section_refuses_every_change(session: Session) -> None:
    """锁定 holds against editing, undoing and going."""
    session.lock("results")
    for step in (
        lambda: edit(session, "results", "另写。"),
        lambda: session.undo("results"),
        lambda: session.redo("results"),
        lambda: session.go("results", 0),
    ):
        with pytest.raises(InputError, match="锁定"):
            step()
    session.lock("results", value=False)
    edit(session, "results", "另写。")


def test_changed_facts_show_old_and_new_and_are_adopted(draft_path: Path) -> None:
    """A ledger that changed: which figures change, then rendered anew without a model."""
    facts = draft_path.parent / "facts.yaml"
    with Session.open(draft_path) as session:
        session.accept_all()
    facts.write_text(
        facts.read_text("utf-8").replace("value: 455", "value: 459").replace("193", "197"), "utf-8"
    )
    with Session.open(draft_path) as session:
        assert [(each.number, each.old, each.new) for each in session.changes] == [
            (2, "455篇", "459篇"),
            (2, "增长13.2%", "增长14.2%"),
            (2, "193篇", "197篇"),
        ]
        assert "455篇" in session.view("results").text
        assert any("3 处数字尚未更新" in each for each in session.blockers())
        session.adopt_facts()
        assert "459篇" in session.view("results").text
        assert [section.accepted for section in session.draft.sections] == [True, False, True]
    with Session.open(draft_path) as session:
        assert session.changes == ()


def test_wording_that_no_longer_holds_is_found(draft_path: Path) -> None:
    """增长 that became a decline is an error of the section."""
    with Session.open(draft_path) as session:
        source = session.store.section("results").source
        source = source.replace("{articles.growth}", "增长{articles.growth:数}")
        session.save("results", Revision(source, Author.PERSON))
        assert session.view("results").errors == ()
    facts = draft_path.parent / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("previous: 402", "previous: 502"), "utf-8")
    with Session.open(draft_path) as session:
        session.adopt_facts()
        verdicts = {each.verdict for each in session.view("results").errors}
        assert verdicts == {Verdict.WRONG_DIRECTION}


def test_facts_that_change_while_the_draft_is_open_are_seen(
    session: Session, draft_path: Path
) -> None:
    """Looking again finds the change once, and finds it gone when it is taken back."""
    facts = draft_path.parent / "facts.yaml"
    assert not session.reload_facts()
    facts.write_text(facts.read_text("utf-8").replace("value: 216", "value: 226"), "utf-8")
    assert session.reload_facts()
    assert not session.reload_facts()
    assert [each.new for each in session.changes] == ["226场"]
    facts.write_text(facts.read_text("utf-8").replace("value: 226", "value: 216"), "utf-8")
    assert session.reload_facts()
    assert session.changes == ()


def test_a_fact_that_is_gone_becomes_a_gap(draft_path: Path) -> None:
    """A draft opens though its facts lost a fact; the place is marked."""
    facts = draft_path.parent / "facts.yaml"
    text = facts.read_text("utf-8")
    facts.write_text(text[: text.index("  - id: towns")], "utf-8")
    with Session.open(draft_path) as session:
        assert [each.new for each in session.changes] == ["【待补：towns】"]
        session.adopt_facts()
        assert session.view("problems").state is State.GAPS


def test_a_draft_opens_without_its_facts_file(draft_path: Path) -> None:
    """The draft keeps the facts it was rendered with."""
    (draft_path.parent / "facts.yaml").unlink()
    with Session.open(draft_path) as session:
        assert session.checked.report.ok


def test_a_draft_that_never_had_a_facts_file_asks_for_one(session: Session) -> None:
    """Without facts there is nothing to judge by."""
    path = session.store.path.with_name("leer.draft")
    sheet = session.sheet
    DraftStore.create(path, session.draft, replace(sheet, path="")).close()
    with pytest.raises(DraftFileError, match="--facts"):
        Session.open(path)
    with Session.open(path, facts=sheet.path) as other:
        assert other.views


@pytest.mark.parametrize(("which", "id_"), [("2", "results"), ("results", "results")])
def test_sections_are_named_by_number_or_id(session: Session, which: str, id_: str) -> None:
    """A person counts from one."""
    assert session.section_id(which) == id_


@pytest.mark.parametrize("which", ["0", "4", "x", ""])
def test_an_unknown_section_is_told(session: Session, which: str) -> None:
    """The message names what there is."""
    with pytest.raises(InputError, match="opening、results、problems"):
        session.section_id(which)


def test_a_finding_is_named_by_the_beginning_of_its_id(session: Session) -> None:
    """Ids can be shortened as long as they are clear."""
    _replace(session, "results", "法治宣讲216场", "法治宣讲261场")
    finding = session.view("results").errors[0]
    assert session.finding(finding.id[:6]).id == finding.id
    for wrong in ("", "zz"):
        with pytest.raises(InputError):
            session.finding(wrong)


def test_peeking_does_not_wait_for_the_verifier(session: Session) -> None:
    """The text is there at once, its verdicts later."""
    assert not session.is_checked
    assert [view.text for view in session.peek()] == [view.text for view in session.views]
    assert session.is_checked
    session.accept("problems")
    assert session.is_checked


def test_indents_and_blank_lines_are_kept(session: Session) -> None:
    """They are the person's doing; the figures keep their references."""
    text = "\n\n".join(f"  {line} " for line in session.view("results").text.split("\n"))
    made = edit(session, "results", text)
    assert made is not None
    assert (made.bound, made.lost) == ((), ())
    assert session.view("results").text == text.rstrip("\n")
