"""Revision: how fast a large draft opens, how soon a key answers, what a kill leaves.

python benchmarks/revision.py            all of it, 200 kills
python benchmarks/revision.py --kills 20
python benchmarks/revision.py --only-kills --kills 20
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.widgets import TextArea

from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.editing import edit
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.screen.app import ReviseApp
from assistant.revision.session import Session
from assistant.revision.store import DraftStore

SECTIONS, REVISIONS = 40, 2000
LONG = 5000  # characters of a long section
_QUIET = 0.2  # seconds after which all that a key leads to is painted
FACTS = """\
document: {title: 总结, period: 2025}
facts:
  - {id: lectures, indicator: 法治宣讲, value: 216, unit: 场}
"""


def make_draft(folder: Path, sections: int = 3) -> Path:
    """A draft of ``sections`` sections in ``folder``, with its facts."""
    facts = folder / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    sheet = load_facts(facts)
    made = tuple(
        Section(
            f"s{number}",
            f"第{number}项工作",
            Role.MEASURES,
            revisions=(Revision("全县开展法治宣讲{lectures}。", Author.OFFLINE),),
        )
        for number in range(sections)
    )
    path = folder / "总结.draft"
    DraftStore.create(path, Draft("总结", made), sheet).close()
    return path


# -- kills


def work(path: Path) -> None:
    """A scripted revision without end: tells each step once it is saved."""
    with Session.open(path) as session:
        for number in range(10**6):
            section = f"s{number % 3}"
            text = f"全县开展法治宣讲216场,做法之{number}。"
            edit(session, section, text)
            print(f"wrote {section} {number}", flush=True)
            if number % 4 == 0:
                session.undo(section)
                print(f"undid {section} {number}", flush=True)
                session.redo(section)
                print(f"redid {section} {number}", flush=True)
            if number % 7 == 0:
                session.store.accept(section)
                print(f"accepted {section} {number}", flush=True)


def kill_once(folder: Path, seed: int) -> int:
    """Kills a scripted revision at a random moment and checks what is left.

    The revision runs in a fork of this process, which loads the program once for all of them.

    Returns:
        How many steps it had told as saved; each is in the file.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    path = make_draft(folder)
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.dup2(writing, sys.stdout.fileno())
        work(path)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        told = [said.readline() for _ in range(chance.randint(1, 60))]
        for _ in range(chance.randint(0, 200_000)):  # a moment inside a step
            pass
        os.kill(process, signal.SIGKILL)
        told += said.read().splitlines(keepends=True)
    os.waitpid(process, 0)
    check(path, [line.split() for line in told if line.endswith("\n")])
    return len(told)


def check(path: Path, told: list[list[str]]) -> None:
    """Every step that was told as saved is in the file, which opens and goes on."""
    with Session.open(path) as session:
        marks = [
            tuple(row)
            for row in session.store.database.execute("SELECT section, number, value FROM marks")
        ]
        moves = [
            kind
            for (kind,) in session.store.database.execute("SELECT kind FROM moves ORDER BY seq")
        ]
        for verb, section_id, number in told:
            section = session.store.section(section_id)
            if verb == "wrote":
                assert any(f"做法之{number}。" in each.source for each in section.revisions)
        for verb, kind in (("undid", "undo"), ("redid", "redo")):
            assert moves.count(kind) >= sum(step[0] == verb for step in told)
        assert len(marks) >= sum(step[0] == "accepted" for step in told)
        problem = session.store.database.execute("PRAGMA integrity_check").fetchone()
        assert problem == ("ok",)
        edit(session, "s0", "接着写。")


def kills(count: int) -> None:
    """Kills ``count`` scripted revisions."""
    saved = 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            saved += kill_once(Path(folder), seed)
    print(f"kills: {count}, steps told as saved: {saved}, lost: 0")


# -- times


def opening() -> None:
    """Opens a draft of many sections and revisions."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_draft(Path(folder), SECTIONS)
        with DraftStore.open(path) as store:
            for number in range(REVISIONS):
                text = f"全县开展法治宣讲{{lectures}},做法之{number}。" * 12
                store.append(f"s{number % SECTIONS}", Revision(text, Author.PERSON))
        size = path.stat().st_size / 1024
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            DraftStore.open(path).close()
            times.append(time.perf_counter() - begin)
        print(
            f"open {SECTIONS} sections, {REVISIONS} revisions ({size:.0f} KB): "
            f"median {statistics.median(times):.3f} s, worst {max(times):.3f} s"
        )
        begin = time.perf_counter()
        with Session.open(path) as session:
            count = len(session.views)
        print(f"open, render and verify its {count} sections: {time.perf_counter() - begin:.3f} s")


class _Watched(ReviseApp):
    """Notes when it painted: ``painted`` since the last key, in seconds of the clock."""

    CSS_PATH = str(files("assistant.revision.screen") / "screen.tcss")
    painted: tuple[float, ...] = ()

    def _display(self, *args: Any) -> None:
        super()._display(*args)
        self.painted = (*self.painted, time.perf_counter())


async def _keys(path: Path) -> dict[str, list[tuple[float, float]]]:
    """By key: seconds to the first painting, which shows what it did, and to the last."""
    times: dict[str, list[tuple[float, float]]] = {}
    with Session.open(path) as session:
        app = _Watched(session, OfflineWriter(), lambda *_: ())
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete(
                [each for each in app.workers if each.group == "judge"]
            )
            await asyncio.sleep(_QUIET)

            async def timed(name: str, key: str) -> None:
                app.painted = ()
                begin = time.perf_counter()
                app.post_message(Key(key, key if len(key) == 1 else None))
                await asyncio.sleep(_QUIET)
                times.setdefault(name, []).append((app.painted[0] - begin, app.painted[-1] - begin))

            for _ in range(10):
                await timed("to the short section", "n")
                await timed("to the long section", "p")
            for _ in range(10):
                await timed("turn the page", "pagedown")
                await timed("turn it back", "pageup")
            await pilot.press("e")
            await asyncio.sleep(_QUIET)
            area = app.screen.query_one(TextArea)
            area.move_cursor((0, 1000))
            await asyncio.sleep(_QUIET)
            for _ in range(20):
                await timed("type a character in the editor", "x")
    return times


def keys() -> None:
    """Times keys in a draft whose section has many characters."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_draft(Path(folder))
        sentence = "全县开展法治宣讲{lectures},干部群众广泛参与,取得良好成效。"
        lines = "\n".join([sentence * 10] * (LONG // (len(sentence) * 10) + 1))
        with DraftStore.open(path) as store:
            store.append("s0", Revision(lines, Author.PERSON))
        for name, times in asyncio.run(_keys(path)).items():
            shown, settled = ([each[at] * 1000 for each in times] for at in (0, 1))
            print(
                f"{name}: shown after {statistics.median(shown):.1f} ms, worst {max(shown):.1f}; "
                f"last painted after {statistics.median(settled):.1f} ms, "
                f"worst {max(settled):.1f} ({len(lines)} characters)"
            )


def main() -> None:
    """Runs what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-kills", action="store_true")
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    if not options.only_kills:
        opening()
        keys()
    kills(options.kills)


if __name__ == "__main__":
    main()
