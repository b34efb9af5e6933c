"""The draft file."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from assistant.domain import (
    Author,
    DocumentInfo,
    Draft,
    FactSheet,
    Revision,
    Role,
    Section,
    SectionPart,
)
from assistant.errors import DraftFileError, InputError, OutputError
from assistant.revision.store import DraftStore, find_draft

if TYPE_CHECKING:
    from pathlib import Path


def _draft() -> Draft:
    def section(id_: str, source: str) -> Section:
        parts = (SectionPart("媒体发稿", ("a",), "写发稿。"),) if id_ == "two" else ()
        revisions = (Revision(source, Author.OFFLINE),)
        return Section(id_, "工作成效", Role.RESULTS, ("a",), revisions, parts=parts)

    return Draft("总结", (section("one", "甲。"), section("two", "乙。")), outline="annual")


def _sheet(path: Path | None = None) -> FactSheet:
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
    return FactSheet(DocumentInfo("总结"), (), path=str(path or ""), digest=digest)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A draft file of two sections, closed."""
    file = tmp_path / "总结.draft"
    DraftStore.create(file, _draft(), _sheet()).close()
    return file


def _write(store: DraftStore, *sources: str) -> None:
    for source in sources:
        store.append("one", Revision(source, Author.PERSON))


def test_a_draft_comes_back_as_it_was_saved(path: Path) -> None:
    """Title, outline, sections, revisions, marks and waivers survive closing."""
    with DraftStore.open(path) as store:
        _write(store, "丙。")
        store.accept("one")
        store.lock("two")
        store.waive("f1", "台账已更正")
        kept = store.draft
    with DraftStore.open(path) as store:
        assert store.draft == kept
        assert store.section("one").accepted
        assert store.section("two").locked
        assert store.draft.waivers == (("f1", "台账已更正"),)
        assert store.section("one").revisions[1].created


def test_undo_and_redo_survive_a_restart(path: Path) -> None:
    """Undo leads to what stood before, over restarts; redo leads back."""
    with DraftStore.open(path) as store:
        _write(store, "二", "三", "四")
        store.undo("one")
    with DraftStore.open(path) as store:
        store.undo("one")
        assert store.section("one").source == "二"
    with DraftStore.open(path) as store:
        store.redo("one")
        store.redo("one")
        assert store.section("one").source == "四"
        assert store.redo("one") is None


def test_undo_after_a_new_writing_leads_to_what_stood_before_it(path: Path) -> None:
    """After an undo and a new writing, undo does not bring the undone text up."""
    with DraftStore.open(path) as store:
        _write(store, "二", "三")
        store.undo("one")
        _write(store, "四")
        undone = store.undo("one")
        assert undone is not None
        assert undone.source == "二"
        assert [each.source for each in store.section("one").revisions] == [
            "甲。",
            "二",
            "三",
            "四",
        ]


def test_acceptance_belongs_to_the_text(path: Path) -> None:
    """A new writing is not accepted; undo brings the accepted text back as accepted."""
    with DraftStore.open(path) as store:
        store.accept("one")
        _write(store, "二")
        assert not store.section("one").accepted
        store.undo("one")
        assert store.section("one").accepted


def test_the_first_revision_cannot_be_undone(path: Path) -> None:
    """Undo at the beginning does nothing, and says so."""
    with DraftStore.open(path) as store:
        assert store.undo("one") is None
        assert store.track("one").undo_target is None


def test_going_to_an_earlier_revision_can_be_undone(path: Path) -> None:
    """A jump to any revision is a move like others."""
    with DraftStore.open(path) as store:
        _write(store, "二", "三")
        assert store.go("one", 0).source == "甲。"
        undone = store.undo("one")
        assert undone is not None
        assert undone.source == "三"
        with pytest.raises(InputError, match="共有 3 稿"):
            store.go("one", 3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET source = ''",
        "DELETE FROM revisions",
        "DELETE FROM moves",
        "UPDATE meta SET value = ''",
        "DELETE FROM waivers",
        "DELETE FROM sections",
        "UPDATE marks SET value = 0",
        "DELETE FROM layouts",
    ],
)
def test_the_file_itself_refuses_changes(path: Path, statement: str) -> None:
    """Whatever program opens the file, its rows can only be added to."""
    with DraftStore.open(path) as store:
        store.accept("one")
        store.waive("f1", "理由")
    with (
        closing(sqlite3.connect(path)) as database,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        database.execute(statement)


def test_a_waiver_can_be_taken_back(path: Path) -> None:
    """An empty reason ends a waiver; the file keeps both."""
    with DraftStore.open(path) as store:
        store.waive("f1", "理由")
        store.waive("f1", "")
        assert store.draft.waivers == ()
    with DraftStore.open(path) as store:
        assert store.draft.waivers == ()


def test_sections_can_be_added_moved_and_taken_out(path: Path) -> None:
    """Nothing of a section that was taken out is lost."""
    with DraftStore.open(path) as store:
        new = Section("three", "新增", Role.PLAN)
        store.apply(added=[new], layout=[("two", "改名"), ("three", "新增")], title="新标题")
    with DraftStore.open(path) as store:
        assert store.draft.title == "新标题"
        assert [(each.id, each.heading) for each in store.draft.sections] == [
            ("two", "改名"),
            ("three", "新增"),
        ]
        assert [each.source for each in store.set_aside] == ["甲。"]


def test_the_facts_file_is_remembered_relative_to_the_draft(tmp_path: Path) -> None:
    """A folder with both can be moved; the text that was rendered is kept."""
    facts = tmp_path / "台账" / "facts.yaml"
    facts.parent.mkdir()
    facts.write_text("document: {title: 总结}\n", "utf-8")
    with DraftStore.create(tmp_path / "a.draft", _draft(), _sheet(facts)) as store:
        assert store.draft.facts_path == "台账/facts.yaml"
        assert store.facts_path == facts
        assert store.facts_text == "document: {title: 总结}\n"
        facts.write_text("document: {title: 新总结}\n", "utf-8")
        store.keep_facts(_sheet(facts))
        assert store.facts_text == "document: {title: 新总结}\n"


def test_a_second_program_is_told_who_holds_the_draft(path: Path) -> None:
    """While a program has the draft open, another is refused by name, and may still look."""
    with DraftStore.open(path) as store:
        _write(store, "二")
        with pytest.raises(DraftFileError, match=r"进程 \d+.*--take-over"):
            DraftStore.open(path)
        with DraftStore.open(path, read_only=True) as looking:
            assert looking.section("one").source == "二"
            with pytest.raises(DraftFileError, match="只读"):
                looking.undo("one")
    DraftStore.open(path).close()


@pytest.mark.parametrize("data", [b"", b"PK\3\4 not a draft", "草稿".encode() * 100])
def test_what_is_no_draft_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file of another kind is named as such and not touched."""
    file = tmp_path / "x.draft"
    file.write_bytes(data)
    with pytest.raises(DraftFileError, match="不是初稿文件"):
        DraftStore.open(file)
    assert file.read_bytes() == data


def test_a_missing_draft_is_told(tmp_path: Path) -> None:
    """A wrong path makes no file."""
    with pytest.raises(DraftFileError, match="找不到"):
        DraftStore.open(tmp_path / "x.draft")
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(path: Path) -> None:
    """A draft that stands at the path stays."""
    before = path.read_bytes()
    with pytest.raises(OutputError, match="同名文件"):
        DraftStore.create(path, _draft(), _sheet())
    assert path.read_bytes() == before


def test_the_document_leads_to_its_draft(path: Path) -> None:
    """A command may be given OUT.docx for OUT.draft."""
    assert find_draft(path.with_suffix(".docx")) == path
