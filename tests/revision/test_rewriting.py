"""Rewriting a section: proposals that are taken or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.documents.difference import Change
from assistant.domain import Author, Revision
from assistant.errors import InputError
from assistant.revision.editing import edit
from assistant.revision.rewriting import (
    REFUSED,
    OfflineWriter,
    compare_revisions,
    instructions,
    propose,
    refuse,
    take,
)

if TYPE_CHECKING:
    from assistant.drafting.model.models import Rewriting
    from assistant.revision.session import Session


class Scribe:
    """Writes what it was told to, and remembers what it was asked."""

    name = "范例"

    def __init__(self, source: str) -> None:
        self.source = source
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def rewrite(self, asked: Rewriting) -> Revision:
        """The text it was made with."""
        assert asked.sheet.facts
        assert asked.section in asked.draft.sections
        self.asked.append((asked.instruction, asked.earlier))
        return Revision(self.source, Author.MODEL, self.name, prompt_digest="abc")


def test_a_proposal_is_taken(session: Session) -> None:
    """It stands, with its instruction, and every other section stays to the byte."""
    before = {section.id: section for section in session.draft.sections}
    writer = Scribe("全县媒体发稿{articles}。")
    proposal = propose(session.checked, "results", "更简洁", writer)
    assert session.store.section("results") == before["results"]
    assert "".join(p.text for p in proposal.pieces if p.change is not Change.CUT) == proposal.text
    take(session, proposal)
    section = session.store.section("results")
    assert section.source == "全县媒体发稿{articles}。"
    assert section.revisions[-1].instruction == "更简洁"
    assert section.revisions[-1].prompt_digest == "abc"
    for section in session.draft.sections:
        assert section.id == "results" or section == before[section.id]


def test_a_refused_proposal_is_kept_but_does_not_stand(session: Session) -> None:
    """Nothing that was written is lost: it can be gone to, and its wish is remembered."""
    writer = Scribe("全县媒体发稿{articles}。")
    refuse(session, propose(session.checked, "results", "更简洁", writer))
    section = session.store.section("results")
    assert section.current == 0
    assert section.revisions[1].note == REFUSED
    assert session.store.track("results").undo_target is None
    assert instructions(section) == ("更简洁",)
    session.go("results", 1)
    assert session.store.section("results").source == "全县媒体发稿{articles}。"


def test_earlier_instructions_are_sent(session: Session) -> None:
    """What the person asked for before still holds."""
    for number, words in enumerate(("更简洁", "不用口号", "更简洁")):
        writer = Scribe(f"全县媒体发稿{{articles}},{'很好' * number}。")
        take(session, propose(session.checked, "results", words, writer))
    writer = Scribe("全县法治宣讲{lectures}。")
    propose(session.checked, "results", "先说宣讲", writer)
    assert writer.asked == [("先说宣讲", ("更简洁", "不用口号"))]


def test_errors_that_a_proposal_would_bring_are_told_before_it_is_taken(session: Session) -> None:
    """The person sees what the verifier says of the new text first."""
    proposal = propose(session.checked, "results", "x", Scribe("全县媒体发稿544篇。"))
    assert [finding.text for finding in proposal.brought] == ["544篇"]
    assert session.checked.report.ok


def test_a_writer_that_changes_nothing_is_told(session: Session) -> None:
    """The verb does something or says why not."""
    source = session.store.section("results").source
    with pytest.raises(InputError, match="没有给出不同的写法"):
        propose(session.checked, "results", "x", Scribe(source))


def test_a_locked_section_is_not_rewritten(session: Session) -> None:
    """锁定 holds before anything is sent."""
    session.lock("results")
    writer = Scribe("x")
    with pytest.raises(InputError, match="锁定"):
        propose(session.checked, "results", "x", writer)
    assert writer.asked == []


@pytest.mark.parametrize("instruction", ["", "更简洁", "更详细", "换个顺序", "活泼一点"])
def test_the_offline_writer_always_has_another_text(session: Session, instruction: str) -> None:
    """Without a model the verbs write too, three times running, and what they write is proved."""
    texts = {session.view("results").text}
    for _ in range(3):
        proposal = propose(session.checked, "results", instruction, OfflineWriter())
        assert proposal.revision.author is Author.OFFLINE
        take(session, proposal)
        texts.add(proposal.text)
    assert len(texts) >= 3


def test_revisions_are_compared_as_they_read(session: Session) -> None:
    """Figures are shown, not references; a revision that is none is told."""
    take(session, propose(session.checked, "results", "x", Scribe("全县媒体发稿{articles}。")))
    section = session.store.section("results")
    pieces = compare_revisions(section, 0, 1, session.sheet)
    assert any("455篇" in piece.text for piece in pieces)
    assert not any("{" in piece.text for piece in pieces)
    with pytest.raises(InputError, match="共有 2 稿"):
        compare_revisions(section, 0, 2, session.sheet)


def test_a_draft_is_not_changed_by_writing(session: Session) -> None:
    """A proposal works on a copy."""
    draft = session.draft
    propose(session.checked, "problems", "", OfflineWriter())
    assert session.draft is draft
    assert replace(draft) == draft


class OneSentence(Scribe):
    """Is asked of a part of a section."""

    def rewrite(self, asked: Rewriting) -> Revision:
        """Remembers what the part held."""
        assert not asked.whole
        self.asked.append((asked.section.source, asked.section.facts))
        return Revision(self.source, Author.MODEL, self.name)


def test_one_sentence_is_written_anew_and_nothing_else(session: Session) -> None:
    """Its references go with it; the wish is a note, as it holds for that sentence alone."""
    before = session.store.section("results").source
    sentence = "全县开展法治宣讲{lectures}。"
    writer = OneSentence("全年组织法治宣讲{lectures}。")
    proposal = propose(session.checked, "results", "换个开头", writer, quote="法治宣讲216场")
    assert writer.asked == [(sentence, ("lectures",))]
    take(session, proposal)
    section = session.store.section("results")
    assert section.source == before.replace(sentence, "全年组织法治宣讲{lectures}。")
    assert "换个开头" in section.revisions[-1].note
    assert instructions(section) == ()
    assert "216场" in session.view("results").text


def test_the_rest_of_a_persons_section_stays_as_typed(session: Session) -> None:
    """Half-width marks are the person's own; the section stays theirs, with who helped told."""
    edit(session, "problems", "力量不足,要补充. 乡镇有3个没有发稿。条件有限,待改善。")
    writer = OneSentence("办案条件有限,有待改善。")
    proposal = propose(session.checked, "problems", "", writer, quote="条件有限")
    take(session, proposal)
    shown = session.view("problems").text
    assert shown == "力量不足,要补充. 乡镇有3个没有发稿。办案条件有限，有待改善。"
    assert session.store.section("problems").revisions[-1].author is Author.PERSON


@pytest.mark.parametrize("quote", ["没有这几个字", "全县"])
def test_a_sentence_is_named_by_words_that_stand_there_once(session: Session, quote: str) -> None:
    """Else nothing is asked."""
    writer = OneSentence("甲。")
    with pytest.raises(InputError, match="这一节里"):
        propose(session.checked, "results", "", writer, quote=quote)
    assert writer.asked == []


def test_without_facts_the_offline_writer_has_no_other_sentence(session: Session) -> None:
    """No gap takes the place of what a person wrote."""
    edit(session, "problems", "基层力量不足。全县全年未在省级以上媒体发稿的乡镇有3个。")
    with pytest.raises(InputError, match="没有给出不同的写法"):
        propose(session.checked, "problems", "", OfflineWriter(), quote="力量不足")


def test_the_offline_writer_tells_no_more_than_the_sentence_did(session: Session) -> None:
    """Parts of a fact that the sentence left out stay out of it."""
    edit(session, "results", "全县媒体发稿455篇，比上年增长13.2%。")
    with pytest.raises(InputError, match="没有给出不同的写法"):
        propose(session.checked, "results", "", OfflineWriter(), quote="455篇")
