"""What is asked of a draft by a command or a page; each field is an option of ``assistant revise``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - the command reads the annotations

from assistant.errors import InputError

_Words = list[str] | None
_PAIRS = ("waive", "add_fact", "rename", "move", "move_paragraph", "move_fact")


@dataclass(frozen=True, slots=True)
class Request:
    """What a command asks for; sections are named by number or id, as the person wrote them.

    Attributes:
        section: the section that rewrite, reword, edit, take, use, accept and withdraw are about.
        rewrite: the instruction; None where no rewriting is asked for.
        quote: words of the section; only their sentence is written anew.
        edit: the section's new text.
        mend: the section whose mechanical remarks are to be mended.
        take: the id of a proofreading card of the section whose suggestion is wanted.
        accept: take what was rewritten; without rewriting: mark the section as 通过.
        reject: keep what was rewritten in the history only.
        use: the revision, from 1, that is to stand.
        diff, against: compare a section's standing revision with an earlier one, from 1.
        waive: ``finding=reason``.
        add_fact: ``finding=name``, with ``另:`` before a name for another thing of like name.
        change_fact: ``finding``, or ``finding=fact`` for the fact that is to get its value.
        rename, move: ``section=heading`` and ``section=place`` from 1.
        move_paragraph: ``section.line=section``.
        move_fact: ``fact=section``.
        undo_step: take the last change of facts, order and headings back.
        undo_import: take the last import back.
        take_facts: render with the facts as their file has them now, where figures change by it.
    """

    listing: bool = False
    show: str | None = None
    section: str | None = None
    rewrite: str | None = None
    reword: bool = False
    quote: str = ""
    edit: str | None = None
    mend: str | None = None
    take: str | None = None
    accept: bool = False
    reject: bool = False
    withdraw: bool = False
    use: int | None = None
    undo: str | None = None
    redo: str | None = None
    diff: str | None = None
    against: int | None = None
    lock: str | None = None
    unlock: str | None = None
    waive: _Words = None
    correct: _Words = None
    add_fact: _Words = None
    change_fact: _Words = None
    rename: _Words = None
    add_section: _Words = None
    leave_out: str | None = None
    move: _Words = None
    move_paragraph: _Words = None
    move_fact: _Words = None
    undo_step: bool = False
    bring: Path | None = None
    undo_import: bool = False
    restore: str | None = None
    accept_all: bool = False
    take_facts: bool = False

    def __post_init__(self) -> None:
        """Refuses words that are no pair."""
        for name in _PAIRS:
            for word in getattr(self, name) or ():
                key, sign, _ = word.partition("=")
                if not key or not sign:
                    option = f"--{name.replace('_', '-')}"
                    raise InputError(f"{option} “{word}”不完整", advice=f"写成 {option} 编号=内容")
        for word in self.move_paragraph or ():
            if "." not in word.partition("=")[0]:
                raise InputError(
                    f"--move-paragraph “{word}”没有写是第几段",
                    advice="写成 --move-paragraph N.P=M,例如 2.3=4:第2节第3段移到第4节末尾",
                )

    @property
    def changes(self) -> bool:
        """Whether anything of the draft may change."""
        return self != Request(
            show=self.show, diff=self.diff, against=self.against, listing=self.listing
        )


def pairs_in(words: _Words) -> list[tuple[str, str]]:
    """What stands before and behind the first ``=`` of each."""
    found = (word.partition("=") for word in words or ())
    return [(key.strip(), value.strip()) for key, _, value in found]
