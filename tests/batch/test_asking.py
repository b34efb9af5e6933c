"""A batch that asks a model: the limits hold, and nothing is paid for twice."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.model.cache import CachedModel
from assistant.drafting.model.models import Answer, Request, Step
from tests.drafting.model_help import Scripted
from tests.model_server.server import Asked, Reply, serve

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
FACTS = """document: {{title: {name}2025年工作总结, organization: {name}, self: 我校, period: 2025}}
facts:
  - {{id: books, indicator: 新购图书, value: {value}, unit: 册, section: results}}
"""
_NEEDED = re.compile(r"^- (\{[^}]+\})", re.MULTILINE)


class Counting:
    """Answers with what is required, after a while; counts calls at once and how often each."""

    def __init__(self, *, seconds: float, faulty: int = 0) -> None:
        self.seconds, self.faulty = seconds, faulty
        self.now = self.most = 0
        self.answered: dict[str, int] = {}
        self._lock = threading.Lock()

    def __call__(self, asked: Asked) -> Reply:
        """The reply."""
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1
            if self.faulty and asked.number % self.faulty == 0:
                return Reply("busy", 503, headers={"retry-after": "0"})
            self.answered[asked.prompt] = self.answered.get(asked.prompt, 0) + 1
        needed = asked.prompt.rpartition("必须写到")[2]
        said = "，".join(f"新购图书{one}" for one in _NEEDED.findall(needed))
        return Reply(f"我校推进各项工作落实{f'，{said}' if said else ''}。")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Six units."""
    folder = tmp_path / "各校"
    folder.mkdir()
    for number in range(6):
        text = FACTS.format(name=f"河{number}小学", value=1200 + 37 * number)
        (folder / f"河{number}小学.yaml").write_text(text, "utf-8")
    return folder


def start(facts: Path, out: Path, url: str, *more: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own, with a cache of the test's own."""
    words = ["batch", str(facts), "-o", str(out), "--model", "test-model", "--base-url", url, *more]
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", *words],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_CACHE": str(out.parent / "cache"), "ASSISTANT_API_KEY": "k"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_calls_keep_to_the_limit_and_nothing_is_paid_twice_across_a_kill(
    facts: Path, tmp_path: Path
) -> None:
    """Killed in the middle, the same command goes on; each question is answered once, or was in flight."""
    behave = Counting(seconds=0.05, faulty=20)
    out = tmp_path / "出"
    with serve(behave) as server:
        first = start(facts, out, server.url, "--calls", "2", "--jobs", "3")
        while not list(out.glob("*/*.docx")) and first.poll() is None:
            time.sleep(0.05)
        first.send_signal(signal.SIGKILL)
        first.wait()
        done = len(list(out.glob("*/*.docx")))
        again = start(facts, out, server.url, "--calls", "2", "--jobs", "3")
        assert again.wait(timeout=240) in {0, 1}
    assert 1 <= done < 6
    assert len(list(out.glob("*/*.docx"))) == 6
    assert behave.most <= 2
    twice = sum(count - 1 for count in behave.answered.values())
    assert twice <= 2  # at most what was under way when it was killed


class _Turns:
    """Notes at each turn what was kept when its answer came back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept = folder, list[int]()

    def ask(self, ask: Callable[[Request], Answer], request: Request) -> Answer:
        answer = ask(request)
        self.kept.append(len(list(self.folder.glob("*.json"))))
        return answer

    def pause(self, seconds: float) -> None:
        raise AssertionError(seconds)


def test_an_answer_is_on_the_disk_before_the_limits_let_the_next_call_in(tmp_path: Path) -> None:
    """So a kill between the two costs nothing; a kept answer takes no turn."""
    turns = _Turns(tmp_path)
    model = CachedModel(Scripted(lambda request: request.prompt), tmp_path, turns)
    for prompt in ("甲", "乙", "甲"):
        model.ask(Request(Step.WRITE, "results", 1, prompt))
    assert turns.kept == [1, 2]


@pytest.mark.slow
def test_a_cluster_keeps_the_limit_and_writes_every_unit_once(facts: Path, tmp_path: Path) -> None:
    """Two workers of Dask, one killed: the others' work stays, the limit holds."""
    distributed = pytest.importorskip("distributed")
    behave = Counting(seconds=0.1)
    out = tmp_path / "出"
    code = (
        "import sys, distributed\n"
        "if __name__ == '__main__':\n"
        "    with distributed.LocalCluster(n_workers=2, threads_per_worker=2,"
        " dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, *[w.pid for w in cluster.workers.values()],"
        " flush=True)\n"
        "        sys.stdin.read()\n"
    )
    assert distributed.__version__
    script = tmp_path / "cluster.py"
    script.write_text(code, "utf-8")
    env = {**os.environ, "ASSISTANT_CACHE": str(tmp_path / "cache"), "ASSISTANT_API_KEY": "k"}
    env["PYTHONPATH"] = str(ROOT)
    cluster = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, env=env, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert cluster.stdout is not None
        address, *pids = cluster.stdout.readline().decode().split()
        with serve(behave) as server:
            driver = start(facts, out, server.url, "--calls", "2", "--scheduler", address)
            while not list(out.glob("*/*.docx")) and driver.poll() is None:
                time.sleep(0.05)
            os.kill(int(pids[0]), signal.SIGKILL)
            assert driver.wait(timeout=240) in {0, 1}
    finally:
        cluster.terminate()
        cluster.communicate()
    assert len(list(out.glob("*/*.docx"))) == 6
    assert behave.most <= 2
    twice = sum(count - 1 for count in behave.answered.values())
    assert twice <= 4
