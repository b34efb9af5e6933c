"""The draft file: every revision that was ever saved, and which of them stands.

One SQLite file with a rollback journal. Nothing in it is ever changed or deleted: revisions,
moves between them, marks, waivers and headings are rows that are only added, and what holds is
read from their order. A row is on the disk before the method that adds it returns.
"""

from __future__ import annotations

import json
import os
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Draft, Revision, Section
from assistant.errors import InputError, OutputError
from assistant.files import reason_of
from assistant.revision import rows
from assistant.revision.connection import connect, create_file, damaged, plain_errors
from assistant.revision.examining import examine
from assistant.revision.factsfile import facts_meta, kept_path
from assistant.revision.heldfile import HeldFile, require_free, transaction
from assistant.revision.holder import user_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.documents.given import GivenText
    from assistant.domain import FactSheet


def find_draft(path: str | os.PathLike[str]) -> Path:
    """The draft file that ``path`` means: itself, or for ``OUT.docx`` the ``OUT.draft`` beside it."""
    given = Path(path)
    beside = given.with_suffix(".draft")
    if given.suffix.lower() != ".draft" and beside.exists():
        return beside
    return given


def given_beside(path: str | os.PathLike[str]) -> GivenText:
    """A text to verify; of a Word document with the waivers of the draft file beside it."""
    # Loaded when a text is read: it knows every format.
    from assistant.documents.given import WORD, read_given  # noqa: PLC0415

    given, beside = read_given(str(path)), Path(path).with_suffix(".draft")
    if Path(path).suffix.lower() not in WORD or not beside.is_file():
        return given
    with DraftStore.open(beside, read_only=True) as store:
        return replace(given, waivers=dict(store.draft.waivers))


class DraftStore(HeldFile):
    """A draft file that this program holds.

    Made by :meth:`create` or :meth:`open`; to be closed, which gives the draft free for others.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        super().__init__(path, database)
        self._state = rows.State(Draft("", ()))

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        draft: Draft,
        sheet: FactSheet,
        *,
        model: str = "",
        samples: str | os.PathLike[str] | None = None,
        overwrite: bool = False,
    ) -> DraftStore:
        """Makes the draft file of a new draft, whole or not at all, and holds it.

        The facts are kept with it by path, digest and text, so that a later change can be shown as old
        and new; so are the model that wrote it (empty for the offline writer) and the folder of its style
        samples. OutputError where it cannot be written, or something stands there that may not be replaced.
        """
        target = Path(path)
        if target.exists() and not overwrite:
            raise OutputError(
                "已有同名文件,没有覆盖", path=target, advice="请换一个文件名,或先移走原文件"
            )
        if target.exists():
            require_free(target)
        making = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            making.unlink(missing_ok=True)
            with plain_errors(target):
                create_file(making)
                with closing(connect(making)) as database:
                    folder = "" if samples is None else kept_path(target, Path(samples))
                    more = {"model": model, "samples": folder}
                    _fill(database, target, draft, sheet, more)
            making.replace(target)
        except OSError as error:
            raise OutputError(
                f"写不进去({reason_of(error)})",
                path=target,
                advice="请检查文件夹是否存在、有无写入权限",
            ) from error
        finally:
            if target.parent.is_dir():
                making.unlink(missing_ok=True)
        return cls.open(target)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        take_over: bool = False,
    ) -> DraftStore:
        """Opens a draft file, or that beside a .docx; an older one is migrated and a copy of it kept.

        ``read_only`` looks, but does not hold: others may go on writing. ``take_over`` holds it even where
        another program seems to. Raises DraftFileError, and leaves the file as it was, where it is no
        draft, is damaged, holds what this program does not write, comes from a newer program, or another
        program holds it, which the message names.
        """
        file = find_draft(path)
        examine(file)
        with plain_errors(file):
            store = cls(file, connect(file, read_only=read_only and not os.access(file, os.W_OK)))
            try:
                store.prepare(hold=not read_only, take_over=take_over)
                store._reload()
            except BaseException:
                store.close()
                raise
        return store

    # -- what holds

    @property
    def draft(self) -> Draft:
        """The draft as it stands."""
        return self._state.draft

    @property
    def facts_path(self) -> Path:
        """The facts file: its path as kept is relative to the draft file where it can be."""
        return self.path.parent / self.draft.facts_path

    @property
    def samples_folder(self) -> Path | None:
        """The style samples that the draft was written after; None for none, or where gone."""
        kept = self.meta("samples")
        folder = self.path.parent / kept
        return folder if kept and folder.is_dir() else None

    @property
    def facts_text(self) -> str:
        """The text of the facts file that the draft was last rendered with; empty if unknown."""
        return self.meta("facts_text")

    def meta(self, key: str, *, first: bool = False) -> str:
        """The last value kept under ``key``, or the first; empty where there is none."""
        with plain_errors(self.path):
            return rows.read_meta(self.database, key, first=first)

    @property
    def first_draft(self) -> Draft:
        """The draft as it was first written: its title, order, headings and texts."""
        with plain_errors(self.path):
            return rows.read_first(self.database, self._state)

    @property
    def set_aside(self) -> tuple[Section, ...]:
        """Sections that were taken out of the draft; their revisions stay in the file."""
        return self._state.set_aside

    def section(self, section_id: str) -> Section:
        """The section of that id; InputError where the draft has none."""
        for section in self.draft.sections:
            if section.id == section_id:
                return section
        raise InputError(
            f"初稿里没有章节“{section_id}”", path=self.path, advice="用 --list 查看各章节"
        )

    def track(self, section_id: str) -> rows.Track:
        """Where undo and redo of a section lead."""
        return self._state.tracks[section_id]

    # -- what a person does

    def append(self, section_id: str, revision: Revision, *, standing: bool = True) -> Section:
        """Saves a revision, which stands from now on.

        Where ``standing`` is False it is only kept: it was offered and refused, and can be gone to.
        """
        number = len(self.section(section_id).revisions)
        with self.transaction() as database:
            rows.add_revision(database, section_id, number, revision)
            if standing:
                rows.add(database, "moves", section=section_id, kind="write", number=number)
        return self.section(section_id)

    def undo(self, section_id: str) -> Section | None:
        """Lets the revision stand that stood before; None where there is none."""
        return self._move(section_id, "undo", self.track(section_id).undo_target)

    def redo(self, section_id: str) -> Section | None:
        """Takes the last undo back; None where there is none, or something was written since."""
        return self._move(section_id, "redo", self.track(section_id).redo_target)

    def go(self, section_id: str, number: int) -> Section:
        """Lets revision ``number`` (from 0) stand; an undo leads back."""
        count = len(self.section(section_id).revisions)
        if not 0 <= number < count:
            raise InputError(
                f"没有第 {number + 1} 稿", path=self.path, advice=f"这一节共有 {count} 稿"
            )
        self._move(section_id, "go", number)
        return self.section(section_id)

    def accept(self, section_id: str, *, value: bool = True) -> Section:
        """Marks the revision that stands as 通过, or takes that back."""
        return self._mark(section_id, "accepted", value=value)

    def lock(self, section_id: str, *, value: bool = True) -> Section:
        """Locks the section, or unlocks it."""
        return self._mark(section_id, "locked", value=value)

    def waive(self, finding_id: str, reason: str) -> None:
        """Lets a finding stand for ``reason``; an empty reason takes that back."""
        with self.transaction() as database:
            _add_waiver(database, finding_id, reason)

    def keep_facts(self, sheet: FactSheet) -> None:
        """Notes that the draft is now rendered with ``sheet``."""
        self.apply(meta=facts_meta(self.path, sheet))

    def apply(
        self,
        *,
        revisions: Mapping[str, Revision] | None = None,
        added: Sequence[Section] = (),
        layout: Sequence[tuple[str, str]] | None = None,
        title: str | None = None,
        go: Mapping[str, int] | None = None,
        back: Mapping[str, int] | None = None,
        meta: Mapping[str, str] | None = None,
        note: str = "",
    ) -> None:
        """Saves several changes together: all of them or none.

        Args:
            revisions: by section id; each stands from now on.
            added: new sections, which must be in ``layout`` to be part of the draft.
            layout: (id, heading) of the sections that stand, in order; one that is left out is
                no longer part of the draft, stays in the file, and may be named again later.
            title: the draft's new title.
            go: by section id, the revision (from 0) that is to stand.
            back: likewise, the one that undo leads to.
            meta: values to be kept by key.
            note: why, kept with the layout.
        """
        moves = {"go": go or {}, "undo": back or {}}
        values = dict(meta or {}) | ({} if title is None else {"title": title})
        with self.transaction() as database:
            for section in added:
                rows.add_section(database, section)
            for section_id, revision in (revisions or {}).items():
                number = len(self.section(section_id).revisions)
                rows.add_revision(database, section_id, number, revision)
                rows.add(database, "moves", section=section_id, kind="write", number=number)
            for kind, targets in moves.items():
                for section_id, number in targets.items():
                    rows.add(database, "moves", section=section_id, kind=kind, number=number)
            if layout is not None:
                _add_layout(database, layout, note)
            _add_meta(database, values)

    # -- within

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """As :meth:`HeldFile.transaction`; what holds is read anew behind it."""
        with super().transaction() as database:
            yield database
        self._reload()

    def _reload(self) -> None:
        try:
            with plain_errors(self.path):
                self._state = rows.read_state(self.database)
        except (LookupError, TypeError, ValueError) as error:
            # Rows that no version of this program writes: another program changed the file.
            raise damaged(self.path, str(error)) from error

    def _move(self, section_id: str, kind: str, number: int | None) -> Section | None:
        if number is None:
            return None
        with self.transaction() as database:
            rows.add(database, "moves", section=section_id, kind=kind, number=number)
        return self.section(section_id)

    def _mark(self, section_id: str, mark: str, *, value: bool) -> Section:
        at = self.section(section_id).current
        with self.transaction() as database:
            rows.add(database, "marks", section=section_id, mark=mark, number=at, value=int(value))
        return self.section(section_id)


def _add_waiver(database: sqlite3.Connection, finding: str, reason: str) -> None:
    rows.add(database, "waivers", finding=finding, reason=reason, author=user_name())


def _add_layout(
    database: sqlite3.Connection, headings: Sequence[tuple[str, str]], note: str
) -> None:
    text = json.dumps(list(headings), ensure_ascii=False)
    rows.add(database, "layouts", sections=text, note=note)


def _add_meta(database: sqlite3.Connection, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        rows.add(database, "meta", key=key, value=value)


def _fill(
    database: sqlite3.Connection,
    target: Path,
    draft: Draft,
    sheet: FactSheet,
    more: Mapping[str, str],
) -> None:
    facts = facts_meta(target, sheet)
    values = {"title": draft.title, "outline": draft.outline, **more, **facts}
    if draft.readings:
        values["readings"] = draft.readings
    with transaction(database):
        _add_meta(database, values)
        for section in draft.sections:
            rows.add_section(database, section)
        _add_layout(database, [(each.id, each.heading) for each in draft.sections], "起草")
        for finding, reason in draft.waivers:
            _add_waiver(database, finding, reason)
