"""A verb that writes the facts file and the draft, killed at any point: nothing lost, nothing contradictory."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from assistant.facts import load_facts
from assistant.revision.adding import add_figure, change_fact
from assistant.revision.editing import edit
from assistant.revision.factsediting import change_facts
from assistant.revision.journal import steps, undo_step
from assistant.revision.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

KILLS = 12  # of each verb, at points spread over its calls
TYPED = "全县全年未在省级以上媒体发稿的乡镇有3个。新建法治公园5处。"
WRONG = "全县全年未在省级以上媒体发稿的乡镇有4个。"
# The files whose calls are points to be killed at: where both files are written, and what leads there.
_WRITERS = ("/revision/", "/facts/editing", "/files/writing")


def _add(session: Session) -> None:
    add_figure(session, session.view("problems").errors[0].id, "新建法治公园")


def _change(session: Session) -> None:
    finding = next(one for one in session.view("problems").errors if one.text.endswith("4个"))
    change_fact(session, finding.id, "towns")


def _table(session: Session) -> None:
    change_facts(session, {"lectures": "218", "towns": "2"})


def _undo(session: Session) -> None:
    undo_step(session)


VERBS: dict[str, tuple[str, Callable[[Session], None]]] = {
    "add a fact": (TYPED, _add),
    "change a fact": (WRONG, _change),
    "change facts in the table": (TYPED, _table),
    "take the fact out again": (TYPED, _undo),
}


def _run(path: Path, verb: Callable[[Session], None], last: int) -> int:
    """Runs a verb and ends this very program at a call; returns the calls where it is not reached."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        name = frame.f_code.co_filename
        if event == "call" and "assistant" in name and any(part in name for part in _WRITERS):
            calls += 1
            if calls == last:
                os._exit(9)

    with Session.open(path) as session:
        sys.setprofile(count)
        try:
            verb(session)
        finally:
            sys.setprofile(None)
    return calls


def _texts(session: Session) -> dict[str, str]:
    return {view.section.id: view.text for view in session.views}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_over_both_files_may_be_killed_anywhere(name: str, draft_path: Path) -> None:
    """Each file is as before or as after; the draft opens, what differs is told, and the verb goes again."""
    typed, verb = VERBS[name]
    with Session.open(draft_path) as session:
        edit(session, "problems", typed)
        if verb is _undo:
            _add(session)
        before = _texts(session)
    folder = draft_path.parent
    whole = folder.with_name(f"{folder.name}-whole")
    shutil.copytree(folder, whole)
    calls = _run(whole / draft_path.name, verb, 0)
    with Session.open(whole / draft_path.name) as session:
        after = _texts(session)
    facts = [(place / "facts.yaml").read_bytes() for place in (folder, whole)]
    assert facts[0] != facts[1]
    for last in range(1, calls + 1, max(1, calls // KILLS)):
        copy = folder.with_name(f"{folder.name}-{last}")
        shutil.copytree(folder, copy)
        child = os.fork()
        if child == 0:
            _run(copy / draft_path.name, verb, last)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        _check(copy, draft_path.name, (before, after), facts, verb)


def _check(
    copy: Path,
    name: str,
    texts: tuple[dict[str, str], dict[str, str]],
    facts: list[bytes],
    verb: Callable[[Session], None],
) -> None:
    written = (copy / "facts.yaml").read_bytes()
    assert written in facts
    load_facts(copy / "facts.yaml")
    with Session.open(copy / name, take_over=True) as session:
        assert _texts(session) in texts
        if session.changed_sheet is not None:
            # The facts file is ahead of the draft: that is told, and adopting it is enough.
            assert written == facts[1]
            session.adopt_facts()
        assert session.sheet.digest == load_facts(copy / "facts.yaml").digest
        told = {one.fact for view in session.views for one in view.errors}
        assert "lectures" not in told
        if written == facts[0]:
            verb(session)
            assert (copy / "facts.yaml").read_bytes() == facts[1]
            assert bool(steps(session)) == (verb is not _undo)
            assert _texts(session) == texts[1]
