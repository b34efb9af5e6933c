"""加为事实, 改事实表, moving, renaming, adding and leaving out: each can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.documents import read_docx, write_docx
from assistant.domain import Block, BlockKind, Document
from assistant.errors import InputError
from assistant.facts import set_facts
from assistant.revision import arranging
from assistant.revision.adding import add_figure, change_fact, conflict_of
from assistant.revision.editing import correct, edit
from assistant.revision.exporting import Output, export
from assistant.revision.importing import apply_import, compare_with
from assistant.revision.journal import last_step, undo_step
from assistant.revision.request import Request
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.scripted import run
from assistant.revision.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

PARK = "全县全年未在省级以上媒体发稿的乡镇有3个。新建法治公园5处。"


def _facts(session: Session) -> bytes:
    return Path(session.sheet.path or "").read_bytes()


def _texts(session: Session) -> dict[str, str]:
    return {view.section.id: view.text for view in session.peek()}


def _finding(session: Session, text: str) -> str:
    return next(each.id for each in session.checked.report.findings if each.text == text)


def test_undo_takes_a_new_fact_out_again(session: Session) -> None:
    """The facts file is as it was, to the byte; the text stays, and the next undo is the edit's."""
    before, first = _facts(session), session.view("problems").text
    edit(session, "problems", PARK)
    fact = add_figure(session, _finding(session, "5处"), "新建法治公园")
    assert f"{{{fact}}}" in session.store.section("problems").source
    assert session.view("problems").text == PARK
    assert fact in session.sheet.by_id
    session.undo("problems")
    assert session.taken_back is not None
    assert "加为事实" in session.taken_back.line
    assert _facts(session) == before
    assert session.view("problems").text == PARK
    assert session.undo("problems") is not None
    assert session.taken_back is None
    assert session.view("problems").text == first


def test_undo_of_a_fact_holds_over_a_restart(session: Session) -> None:
    """What is needed for it stands in the draft file."""
    before = _facts(session)
    edit(session, "problems", PARK)
    add_figure(session, _finding(session, "5处"), "新建法治公园")
    session.close()
    with Session.open(session.store.path) as again:
        undo_step(again)
        assert _facts(again) == before
        assert last_step(again) is None
        with pytest.raises(InputError, match="没有可以撤销"):
            undo_step(again)


def test_a_facts_file_that_was_changed_since_keeps_the_fact(session: Session) -> None:
    """Nothing of another's work is overwritten; that it stays is told."""
    edit(session, "problems", PARK)
    fact = add_figure(session, _finding(session, "5处"), "新建法治公园")
    path = session.sheet.path or ""
    set_facts(path, {"lectures": 217})
    changed = _facts(session)
    session.undo("problems")
    assert session.taken_back is not None
    assert "保留" in session.taken_back.line
    assert _facts(session) == changed
    assert fact in session.sheet.by_id


def test_a_fact_that_another_section_uses_stays(session: Session) -> None:
    """Taking it out would leave a gap there."""
    edit(session, "problems", PARK)
    fact = add_figure(session, _finding(session, "5处"), "新建法治公园")
    edit(session, "opening", f"新建法治公园{{{fact}}}。")
    told = undo_step(session)
    assert "保留" in told.line
    assert fact in session.sheet.by_id


def test_a_like_named_fact_with_another_value_is_asked_about(session: Session) -> None:
    """改事实表 · 作为另一项 · 放行 · 撤销: nothing is written before the person chose."""
    before, results = _facts(session), session.view("results").text
    edit(session, "problems", "全县全年未在省级以上媒体发稿的乡镇有3个。开展法治宣讲81场。")
    finding = _finding(session, "81场")
    conflict = conflict_of(session, finding, "全县法治宣讲")
    assert conflict is not None
    assert conflict.told == "法治宣讲(lectures) 216场 -> 81场"
    with pytest.raises(InputError, match="同名"):
        add_figure(session, finding, "法治宣讲")
    assert _facts(session) == before
    changed = change_fact(session, finding, "lectures")
    assert changed.told == "改事实表:法治宣讲(lectures) 216场 -> 81场"
    assert [(each.section_id, each.old, each.new) for each in changed.figures] == [
        ("results", "216场", "81场")
    ]
    assert session.view("results").text == results.replace("216场", "81场")
    assert session.checked.report.ok
    undo_step(session)
    assert _facts(session) == before
    assert session.view("results").text == results


def test_what_would_bring_errors_elsewhere_is_asked_about(session: Session) -> None:
    """The facts file is never left contradicting another section unasked."""
    edit(session, "opening", "2025年，我县新建法治公园7处。")
    edit(session, "problems", PARK)
    session.waive(_finding(session, "7处"), "领导口径")
    conflict = conflict_of(session, _finding(session, "5处"), "新建法治公园")
    if conflict is not None:
        assert conflict.brought
        assert "第1节" in conflict.line


@pytest.mark.parametrize(
    ("text", "fact", "told"),
    [("81处", "lectures", "单位"), ("81处", "none", "哪一条"), ("近81场", "lectures", "确切")],
)
def test_what_does_not_fit_a_fact_is_refused(
    session: Session, text: str, fact: str, told: str
) -> None:
    """Another unit, no fact, no exact value: nothing is written."""
    before = _facts(session)
    edit(session, "problems", f"全县全年未在省级以上媒体发稿的乡镇有3个。建设宣传长廊{text}。")
    with pytest.raises(InputError, match=told):
        change_fact(session, _finding(session, text), fact)
    assert _facts(session) == before


ARRANGEMENTS: dict[str, Callable[[Session], object]] = {
    "rename": lambda s: arranging.rename_heading(s, "results", "主要成效"),
    "move": lambda s: arranging.move_section(s, "problems", 1),
    "leave out": lambda s: arranging.leave_out(s, "results"),
    "add": lambda s: arranging.add_section(
        s, "下一步打算", "召开会议3次,\n全县法治宣讲216场。", "results"
    ),
    "paragraph": lambda s: arranging.move_paragraph(s, "results", 2, "problems"),
    "fact": lambda s: arranging.move_fact(s, "articles", "problems"),
}


@pytest.mark.parametrize("name", ARRANGEMENTS)
def test_every_arrangement_can_be_taken_back(session: Session, name: str) -> None:
    """Order, headings, texts and facts of the sections are as before, after a restart too."""
    before = [(s.id, s.heading, s.source, s.facts) for s in session.draft.sections]
    shown, facts = session.checked.assembled.document.text, _facts(session)
    ARRANGEMENTS[name](session)
    assert [(s.id, s.heading, s.source, s.facts) for s in session.draft.sections] != before
    session.close()
    with Session.open(session.store.path) as again:
        undo_step(again)
        assert [(s.id, s.heading, s.source, s.facts) for s in again.draft.sections] == before
        assert again.checked.assembled.document.text == shown
        assert _facts(again) == facts


def test_putting_a_section_back_is_a_step_of_its_own(session: Session) -> None:
    """The first step back leaves the section out again, the second puts it where it stood."""
    before = [s.id for s in session.draft.sections]
    arranging.leave_out(session, "results")
    arranging.restore(session, "results")
    assert [s.id for s in session.draft.sections] == ["opening", "problems", "results"]
    assert "放回章节" in undo_step(session).line
    assert [s.id for s in session.draft.sections] == ["opening", "problems"]
    undo_step(session)
    assert [s.id for s in session.draft.sections] == before


def test_a_paragraph_goes_with_its_references(session: Session) -> None:
    """Not a character of it changes, nor of what is left."""
    before = _texts(session)
    lines = before["results"].split("\n")
    arranging.move_paragraph(session, "results", 4, "problems")
    after = _texts(session)
    assert after["results"].split("\n") == lines[:3]
    assert after["problems"] == f"{before['problems']}\n{lines[3]}"
    assert session.store.section("problems").source.endswith("{lectures}。")
    assert after["opening"] == before["opening"]


def test_a_section_changed_since_keeps_its_text(session: Session) -> None:
    """Taking a paragraph's move back never takes later words away."""
    arranging.move_paragraph(session, "results", 4, "problems")
    edit(session, "problems", "另写一段。")
    told = undo_step(session)
    assert "没有动" in told.line
    assert session.view("problems").text == "另写一段。"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (lambda s: arranging.move_section(s, "results", 9), "位置"),
        (lambda s: arranging.move_paragraph(s, "results", 9, "problems"), "没有第 9 段"),
        (lambda s: arranging.move_paragraph(s, "results", 1, "results"), "已经在"),
        (lambda s: arranging.move_fact(s, "none", "results"), "没有事实"),
        (lambda s: arranging.rename_heading(s, "results", "一\n二"), "一行"),
        (lambda s: arranging.add_section(s, "新", after="none"), "没有章节"),
    ],
)
def test_what_cannot_be_arranged_is_told(
    session: Session, step: Callable[[Session], object], told: str
) -> None:
    """The draft stays as it is."""
    before = session.draft
    with pytest.raises(InputError, match=told):
        step(session)
    assert session.draft == before


def test_locked_sections_stay(session: Session) -> None:
    """Neither arranged nor undone."""
    arranging.move_paragraph(session, "results", 4, "problems")
    session.lock("problems")
    for step in (
        lambda: arranging.rename_heading(session, "problems", "问题"),
        lambda: arranging.leave_out(session, "problems"),
        lambda: arranging.move_paragraph(session, "results", 1, "problems"),
        lambda: undo_step(session),
    ):
        with pytest.raises(InputError, match="锁定"):
            step()


def test_the_last_section_stays(session: Session) -> None:
    """A draft has at least one."""
    for each in ("opening", "results"):
        arranging.leave_out(session, each)
    with pytest.raises(InputError, match="只剩"):
        arranging.leave_out(session, "problems")


def test_the_command_forms(session: Session) -> None:
    """Each step by its option, and taken back."""
    before = _facts(session)
    edit(session, "problems", PARK)
    finding = _finding(session, "5处")
    asked = Request(
        add_fact=[f"{finding}=另:新建法治公园"],
        rename=["2=主要成效"],
        add_section=["下一步打算"],
        move=["3=2"],
        move_paragraph=["3.4=2"],
        move_fact=["lectures=2"],
        leave_out="4",
    )
    outcome = run(session, asked, OfflineWriter)
    assert [section.heading for section in session.draft.sections] == ["", "存在的问题", "主要成效"]
    assert len(outcome.data["steps"]) == 7
    for _ in range(7):
        run(session, Request(undo_step=True), OfflineWriter)
    assert [section.id for section in session.draft.sections] == ["opening", "results", "problems"]
    assert _facts(session) == before
    with pytest.raises(InputError, match="序号"):
        run(session, Request(move=["1=x"]), OfflineWriter)


def test_a_whole_afternoon(session: Session) -> None:
    """After each step the other sections are as they were, and the facts file is whole."""
    texts = _texts(session)
    facts = _facts(session)

    def only(*changed: str) -> None:
        now = _texts(session)
        assert {k: v for k, v in now.items() if k not in changed and k in texts} == {
            k: v for k, v in texts.items() if k not in changed and k in now
        }
        texts.clear()
        texts.update(now)
        text = _facts(session).decode()
        assert text.startswith("# 宣传台账\n")
        assert "value: 455   # 含网络媒体" in text

    edit(session, "results", texts["results"].replace("216场", "261场"))
    only("results")
    correct(session, _finding(session, "261场"))
    only("results")
    edit(session, "problems", PARK)
    only("problems")
    add_figure(session, _finding(session, "5处"), "新建法治公园")
    only()
    session.undo("problems")
    only()
    assert _facts(session) == facts
    blocks = [
        Block(each.kind, each.text.replace("取得新进展", "稳步推进,亮点较多"), level=each.level)
        for each in session.checked.assembled.document.blocks
    ]
    document = Document.of_blocks(tuple(blocks))
    sent = read_docx(write_docx(document, session.sheet.document)).document
    apply_import(session, compare_with(session, sent), "改.docx")
    only("opening")
    assert texts["opening"].endswith("稳步推进,亮点较多。")
    arranging.move_fact(session, "lectures", "problems")
    only()
    arranging.rename_heading(session, "results", "主要成效")
    only()
    set_facts(session.sheet.path or "", {"lectures": 226})
    assert session.reload_facts()
    assert [(each.section_id, each.old, each.new) for each in session.changes] == [
        ("results", "216场", "226场")
    ]
    session.adopt_facts()
    assert _texts(session)["results"] == texts["results"].replace("216场", "226场")
    only("results")
    [file] = [each for each in export(session, [Output.DOCX]) if each.suffix == ".docx"]
    words = [block.text for block in read_docx(file).document.blocks]
    assert "一、主要成效" in words
    assert all(line in words for text in texts.values() for line in text.split("\n"))
    assert BlockKind.TITLE in {block.kind for block in read_docx(file).document.blocks}


def test_by_command_an_edit_and_a_wish_say_what_is_to_be_looked_at(session: Session) -> None:
    """Not by the exit code alone."""
    outcome = run(session, Request(section="problems", edit=PARK), OfflineWriter)
    assert any(line.startswith("请核对:") and "5处" in line for line in outcome.lines)
    outcome = run(session, Request(section="results", rewrite="写出气势"), OfflineWriter)
    assert any("看不懂“写出气势”" in line for line in outcome.lines)
    outcome = run(session, Request(section="results", rewrite="先说高铁建设"), OfflineWriter)
    assert any("没有说到“高铁建设”" in line for line in outcome.lines)


def test_a_part_is_listed_with_its_whole(session: Session) -> None:
    """国家级媒体 alone may be of anything; a statement is told once."""
    told = {line.fact.id: line.told for view in session.views for line in view.facts}
    assert told["articles/national"] == "媒体发稿·国家级媒体 96篇"
    assert all(text.count(text[:6]) == 1 for text in told.values())


def test_an_import_by_command_says_which_figures_are_to_be_looked_at(
    session: Session, tmp_path: Path
) -> None:
    """A figure that the leader typed is no changed one; it is told all the same, and its correction in words."""
    document = session.checked.assembled.document
    told = [
        replace(block, text=f"{block.text}新建法治公园5处。")
        if "乡镇有3个" in block.text
        else block
        for block in document.blocks
    ]
    path = tmp_path / "改.docx"
    path.write_bytes(write_docx(Document.of_blocks(tuple(told)), session.sheet.document))
    outcome = run(session, Request(bring=path), OfflineWriter)
    assert any(line.startswith("请核对:") and "5处" in line for line in outcome.lines)
    edit(session, "results", session.view("results").text.replace("166篇", "186篇"))
    finding = next(each for each in session.view("results").errors if "186篇" in each.text)
    outcome = run(session, Request(correct=(finding.id,)), OfflineWriter)
    assert any(line.startswith("已改正:") and "186篇" in line for line in outcome.lines)
