"""What a second reader said after the writing, kept in the draft; what a person confirmed of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.documents import check_rows
from assistant.domain import Basis, Scope, Verdict
from assistant.errors import DraftFileError
from assistant.facts import load_facts
from assistant.revision.editing import edit
from assistant.revision.kept import kept_reader
from assistant.revision.second import Listening, confirm, decided, read_whole, second_findings
from assistant.revision.session import Session
from assistant.revision.store import DraftStore
from assistant.verification import verify
from tests.verification.reader.library import Says

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Figure, Report

DISPUTES = Says(
    {"455篇": "lectures", "216场": "lectures | done | wrong: 说的是全市"}, "! “取得新进展” 没有依据"
)
BEHIND = "两头相抵另有70篇。大榕树下讲古3个。"


def figure_of(report: Report, text: str) -> Figure:
    """The figure that reads so."""
    return next(one for one in report.figures if one.text == text)


def read_after_writing(path: Path, reader: Says) -> Session:
    """The draft as a writing leaves it that was read by ``reader``."""
    with Session.open(path) as session:
        draft, document, sheet = session.draft, session.checked.assembled.document, session.sheet
    listening = Listening(reader, trusted=False)
    verify(document, sheet, reader=listening, scope=Scope.ALL)
    assert listening.kept is not None
    assert kept_reader(listening.kept.text) == listening.kept
    kept = replace(draft, readings=listening.kept.text)
    DraftStore.create(path, kept, sheet, overwrite=True).close()
    return Session.open(path)


def test_disputes_are_seen_in_the_draft_until_their_sentence_changes(draft_path: Path) -> None:
    """In their sections, to be let stand with a reason; every step proves them anew."""
    with read_after_writing(draft_path, DISPUTES) as session:
        shown = {
            view.section.id: [one.text for one in view.findings if one.verdict is Verdict.DISPUTED]
            for view in session.views
        }
        assert shown == {"opening": ["取得新进展"], "results": ["455篇", "216场"], "problems": []}
        first, second = session.view("results").findings
        assert "说的是全市" in second.reason
        session.waive(first.id, "台账已更正")
        assert decided(session) == ("第二读者的异议“455篇”:台账已更正",)
        assert figure_of(session.checked.report, "455篇").basis is Basis.PERSON
        text = session.view("results").text
        edit(session, "results", text.replace("全县开展法治宣讲", "全县共开展法治宣讲"))
        assert not session.view("results").findings
    with Session.open(draft_path) as session:
        assert [one.text for one in session.view("opening").findings] == ["取得新进展"]


def test_a_draft_that_nobody_read_keeps_nothing(session: Session) -> None:
    """Its report tells of no reader."""
    assert kept_reader(session.draft.readings) is None
    assert session.checked.report.reader is None


@pytest.mark.parametrize(
    "text", ['{"said": []}', '{"said": [["a"]], "remarks": [], "name": ""}', "[1]"]
)
def test_what_no_program_writes_is_damage(draft_path: Path, text: str) -> None:
    """Told when the draft is opened, in a line."""
    with DraftStore.open(draft_path) as store, pytest.raises(DraftFileError):
        store.apply(meta={"readings": text})
    with pytest.raises(DraftFileError):
        Session.open(draft_path)


def test_the_check_list_tells_who_read_and_who_confirmed(session: Session) -> None:
    """The reader's figure, then a person's: a formula by the fact's source, another name by the history."""
    edit(session, "problems", BEHIND)
    said = {"70篇": "articles/municipal - articles/national", "3个": "towns"}
    read_whole(session, Says(said), Scope.ALL)
    checked = session.checked
    rows = check_rows(checked.report, checked.assembled.document, checked.sheet, lambda _: "")
    told = {row.figure: row.basis for row in rows if row.verdict is Verdict.READ}
    assert told == {"70篇": Basis.READER, "3个": Basis.READER}
    for one in second_findings(checked.report):
        confirm(session, one, "两头相抵另有" if one.text == "70篇" else "大榕树下讲古")
    report = session.checked.report
    ours = [figure_of(report, text) for text in ("70篇", "3个")]
    assert [(one.level, one.basis) for one in ours] == [(None, Basis.PERSON)] * 2
    later = verify(BEHIND, load_facts(session.sheet.path))
    assert [one.basis for one in later.figures] == [Basis.PERSON, Basis.PROGRAM]


@pytest.mark.parametrize("said", ["lectures | plan", "none", "lectures | wrong: 不对"])
def test_what_is_kept_says_what_was_said(draft_path: Path, said: str) -> None:
    """Every verdict and every reason, word for word."""
    with Session.open(draft_path) as session:
        document, sheet = session.checked.assembled.document, session.sheet
    listening = Listening(Says({"216场": said}), trusted=False)
    once = verify(document, sheet, reader=listening, scope=Scope.ALL)
    again = verify(document, sheet, reader=listening.kept, scope=Scope.ALL)
    assert once.findings == again.findings
