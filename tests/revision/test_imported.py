"""Imports can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Block, BlockKind, Document
from assistant.errors import InputError
from assistant.revision.editing import edit
from assistant.revision.imported import last_import, undo_import, undone_line
from assistant.revision.importing import apply_import, compare_with
from assistant.revision.session import Session

if TYPE_CHECKING:
    from pathlib import Path


def _bring(session: Session, *lines: str, name: str = "改.docx") -> None:
    """Imports a document of these lines: a heading begins with its number, the first is the title."""
    blocks = [Block(BlockKind.TITLE, lines[0])]
    for line in lines[1:]:
        heading = line[1:2] == "、"
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(kind, line, level=int(heading)))
    apply_import(session, compare_with(session, Document.of_blocks(tuple(blocks))), name)


TITLE = "云溪县2025年政法宣传工作总结"
OPENING = "2025年，我县政法宣传工作取得新进展。"
RESULTS = (
    "（一）新闻宣传",
    "全县媒体发稿455篇，比上年增长13.2%，其中国家级媒体96篇、省级媒体193篇、市级媒体166篇。",
    "（二）法治宣讲",
    "全县开展法治宣讲216场。",
)
PROBLEMS = "全县全年未在省级以上媒体发稿的乡镇有3个。"
EDITED = (
    "云溪县2025年工作报告",
    OPENING,
    "一、问题和不足",
    PROBLEMS,
    "二、工作成效",
    *RESULTS[:3],
    "全县开展法治宣讲261场。",
    "三、下步打算",
    "明年再接再厉，持续用力。",
)


def _shown(session: Session) -> list[tuple[str, str]]:
    return [(TITLE, session.draft.title)] + [(view.title, view.text) for view in session.views]


def test_undo_brings_back_order_headings_title_and_texts(session: Session) -> None:
    """What was on paper before the import is there again; the import stays in the history."""
    before = _shown(session)
    _bring(session, *EDITED)
    assert [each.id for each in session.draft.sections] == [
        "opening", "problems", "results", "added-1",
    ]  # fmt: skip
    undone = undo_import(session)
    assert _shown(session) == before
    assert (undone.sections, undone.removed, undone.rearranged) == (
        ("results",),
        ("added-1",),
        True,
    )
    assert "261" in session.store.section("results").revisions[1].source
    assert "改.docx" in undone_line(undone)
    assert "拿掉导入时新增的 1 节" in undone_line(undone)


def test_undo_of_an_import_holds_after_a_restart(session: Session, draft_path: Path) -> None:
    """The draft file knows it."""
    before = _shown(session)
    _bring(session, *EDITED)
    session.close()
    with Session.open(draft_path) as again:
        undo_import(again)
    with Session.open(draft_path) as last:
        assert _shown(last) == before
        assert last_import(last) is None
        with pytest.raises(InputError, match="没有可以撤销的导入"):
            undo_import(last)


def test_imports_are_undone_one_by_one(session: Session) -> None:
    """The last first."""
    states = [_shown(session)]
    for words in ("新进展", "大进展", "明显进展"):
        opening = OPENING.replace("新进展", words + "和成绩")
        lines = (TITLE, opening, "一、工作成效", *RESULTS, "二、存在的问题", PROBLEMS)
        _bring(session, *lines, name=f"{words}.docx")
        states.append(_shown(session))
    for state in reversed(states[:-1]):
        undo_import(session)
        assert _shown(session) == state


def test_a_section_changed_since_stays(session: Session) -> None:
    """What a person wrote after the import is not taken away, and is told."""
    _bring(session, *EDITED)
    text = session.view("results").text.replace("261场", "216场")
    edit(session, "results", text)
    undone = undo_import(session)
    assert undone.kept == ("results",)
    assert session.view("results").text == text
    assert "没有动:results" in undone_line(undone)
    assert [each.id for each in session.draft.sections] == ["opening", "results", "problems"]


def test_a_cut_section_comes_back_in_its_place(session: Session) -> None:
    """Not at the end, where putting it back by hand would have it."""
    before = _shown(session)
    _bring(session, TITLE, OPENING, "一、存在的问题", PROBLEMS)
    assert [each.id for each in session.draft.sections] == ["opening", "problems"]
    assert undo_import(session).returned == ("results",)
    assert _shown(session) == before


def test_undo_redo_go_on_after_it(session: Session) -> None:
    """撤销 in a section leads to the import's text again."""
    _bring(session, *EDITED)
    undo_import(session)
    session.undo("results")
    assert "261场" in session.view("results").text


def test_a_locked_section_refuses(session: Session) -> None:
    """Nothing is taken back then."""
    _bring(session, *EDITED)
    session.lock("added-1")
    after = _shown(session)
    with pytest.raises(InputError, match="已锁定"):
        undo_import(session)
    assert _shown(session) == after
