"""A text is judged once, however many steps ask what the verifier says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.revision import checking
from assistant.revision.editing import edit
from assistant.verification import verify

if TYPE_CHECKING:
    import pytest

    from assistant.domain import Report
    from assistant.revision.session import Session


def test_an_edit_is_judged_once_and_an_undo_not_at_all(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report that bound the references is that of what was saved, as a new one would be."""
    asked: list[str] = []

    def counted(document: Any, *args: Any, **options: Any) -> Report:
        asked.append(document.text)
        return verify(document, *args, **options)

    monkeypatch.setattr(checking, "verify", counted)
    before = session.checked.report
    asked.clear()
    made = edit(
        session, "problems", "全县全年未在省级以上媒体发稿的乡镇有3个。\n另开展法治宣讲216场。"
    )
    assert made is not None
    assert made.bound == ("{lectures}",)
    after = session.checked
    assert len(asked) == 1
    assert after.report == verify(after.assembled.document, session.sheet)
    session.undo("problems")
    assert session.checked.report is before
    session.redo("problems")
    assert session.checked.report is after.report
    assert len(asked) == 1
    session.store.waive("000000000000", "试")
    assert session.checked.report is not after.report
    assert len(asked) == 2
