"""How long the page takes: an edit of a long section, the page after it, and the start.

Server time in one process, without a socket; run as ``python benchmarks/web.py``. Of an edit also
the CPU time, and what of it one verification of the same text takes; of the start the CPU time to
the first answer of a program that is started anew.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from starlette.testclient import TestClient

from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.store import DraftStore
from assistant.verification import verify
from assistant.web.app import create_app
from assistant.web.office import Office

if TYPE_CHECKING:
    from assistant.domain import FactSheet

_HOST = "127.0.0.1:8765"
_FACTS = Path(__file__).parents[1] / "fixtures" / "facts" / "bureau.yaml"
_SENTENCE = "全市城镇新增就业{jobs}，各项工作按照年初确定的安排稳步推进。\n"
_LENGTH = 5000  # characters
_ROUNDS = 5


def _office(folder: Path) -> Office:
    facts = folder / "facts.yaml"
    facts.write_bytes(_FACTS.read_bytes())
    source = _SENTENCE * (_LENGTH // 30)
    section = Section("long", "主要工作", Role.RESULTS, (), (Revision(source, Author.OFFLINE),))
    sheet = load_facts(facts)
    DraftStore.create(folder / "a.draft", Draft("总结", (section,)), sheet).close()

    def write(*_: object) -> tuple[Draft, str]:
        raise NotImplementedError

    return Office(folder, lambda _: OfflineWriter(), write)


def _verified(text: str, sheet: FactSheet) -> float:
    times = []
    for number in range(_ROUNDS):
        begun = time.process_time()
        verify(f"{text}\n{'一二三四五'[number]}。", sheet)
        times.append(time.process_time() - begun)
    return min(times)


def _start(folder: Path) -> float:
    """Seconds of CPU from the command to the page that answers its address."""
    words = [sys.executable, "-m", "assistant.cli.main", "web", str(folder), "--no-browser"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    with httpx.Client(timeout=60, follow_redirects=True) as client:
        client.get(server.stdout.readline().strip()).raise_for_status()
    server.terminate()
    server.communicate()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Prints the best of some rounds, in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        office = _office(Path(name))
        app = create_app(office, frozenset({_HOST}))
        with TestClient(app, base_url=f"http://{_HOST}", follow_redirects=False) as client:
            client.get("/", params={"token": office.door.invite()})
            page = f"/d/{next(iter(office.draft_files()))}/s/long"
            edits, spent, pages = [], [], []
            for number in range(_ROUNDS):
                begun = time.perf_counter()
                text = client.get(page).text
                pages.append(time.perf_counter() - begun)
                found = dict(re.findall(r'name="(csrf|seen)" value="([^"]+)"', text))
                area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", text, re.DOTALL)
                assert area
                fields = found | {"text": f"{area[1]}\n第{'一二三四五'[number]}次补一句。"}
                begun, cpu = time.perf_counter(), time.process_time()
                answer = client.post(
                    f"{page}/edit", data=fields, headers={"Origin": f"http://{_HOST}"}
                )
                edits.append(time.perf_counter() - begun)
                spent.append(time.process_time() - cpu)
                assert answer.status_code == 303
        office.close()
        alone = _verified(area[1], load_facts(Path(name) / "facts.yaml"))
        print(f"section of {len(area[1])} characters")
        print(f"edit {min(edits) * 1000:.0f} ms, page {min(pages) * 1000:.0f} ms")
        print(f"edit, CPU {min(spent) * 1000:.0f} ms, of it one verification {alone * 1000:.0f} ms")
        print(f"start, CPU {_start(Path(name)):.1f} s")


if __name__ == "__main__":
    main()
