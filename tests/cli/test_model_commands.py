"""The commands on prompts, models and their evaluation, as a person runs them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.drafting.model.models import Step
from assistant.drafting.model.stub import load_runs
from tests.model_server.server import Asked, Reply, serve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """No test reads or leaves anything in the user's folders."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ASSISTANT_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.chdir(root)


def code_of(*words: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ended:
        run(list(words))
    code = ended.value.code
    return code if isinstance(code, int) else int(bool(code))


def test_prompts_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Names with versions and digests; one whole; an unknown one with the known."""
    assert code_of("prompts", "list") == 0
    assert "write-section  第4版" in capsys.readouterr().out
    assert code_of("prompts", "show", "brief") == 0
    assert "数字只写引用" in capsys.readouterr().out
    assert code_of("prompts", "show", "brie") == 2
    assert "write-section" in capsys.readouterr().err


@pytest.mark.parametrize("section", ["1", "2", "results"])
def test_a_prompt_is_rendered_with_its_tokens(
    section: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would be sent on stdout, the count on stderr."""
    facts = "fixtures/facts/environment.yaml"
    words = ("prompts", "render", facts, "--section", section, "--samples", "fixtures/samples")
    assert code_of(*words) == 0
    out, err = capsys.readouterr()
    assert "事实表" in out
    assert "词元:" in err
    assert code_of("prompts", "render", facts, "--section", "99") == 2


def test_a_model_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    """A good one, and one that copies no references and is not in the server's list."""

    def behave(asked: Asked) -> Reply:
        bad = asked.body["model"] == "poor"
        return Reply("全年办结提案若干。" if bad else asked.prompt.split("\n")[-1])

    with serve(behave, models=("fine",)) as server:
        assert code_of("model", "test", "--model", "fine", "--base-url", server.url) == 0
        out = capsys.readouterr().out
        assert "√ 模型会照抄数字引用" in out
        assert code_of("model", "test", "--model", "poor", "--base-url", server.url) == 1
        out, err = capsys.readouterr()
        assert "可以用它起草" not in err
        assert "! 模型没有照抄数字引用" in out
        assert "列出的模型里没有 poor;它有:fine" in out


def test_a_model_that_refuses_ends_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    """And with what to do."""
    with serve(lambda _: Reply("no", 401)) as server:
        assert code_of("model", "test", "--model", "m", "--base-url", server.url) == 3
    assert "服务端不认密钥(401" in capsys.readouterr().err
    assert code_of("model", "test", "--model", "m") == 2
    assert code_of("model", "test", "--model", "stub:fixtures/responses/clean") == 0
    assert code_of("model", "profiles") == 0


def test_the_evaluation_prints_its_table_and_writes_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0 with the gate open; the baseline is taken."""
    json_file, page = tmp_path / "e.json", tmp_path / "e.html"
    words = ("eval", "fixtures/responses", "--json", str(json_file), "--html", str(page))
    assert code_of(*words) == 0
    assert "合计" in capsys.readouterr().out
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert code_of("eval", "fixtures/responses/clean", "--baseline", str(json_file)) == 0


def test_a_draft_with_the_stub_and_a_dry_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole command, with a model that answers from files, and with none that is reached."""
    facts, stub = "fixtures/facts/environment.yaml", "stub:fixtures/responses/repaired"
    out = tmp_path / "out.docx"
    samples = ("--samples", "fixtures/samples")
    assert code_of("draft", facts, *samples, "--model", stub, "-o", str(out)) == 0
    assert out.exists()
    capsys.readouterr()
    url = "http://127.0.0.1:9/v1"
    words = ("draft", facts, *samples, "--model", "m", "--base-url", url, "--dry-run")
    assert code_of(*words) == 0
    assert capsys.readouterr().out.count("POST http://127.0.0.1:9/v1/chat/completions") == 5
    assert code_of(*words, "-o", str(out), "--force", "--final") == 2
    assert "--dry-run 什么也不发、不写,-o、--force、--final 不起作用" in capsys.readouterr().err


def test_ctrl_c_keeps_what_was_written_and_the_same_command_goes_on(
    tmp_path: Path, root: Path
) -> None:
    """Two sections answered, then an interrupt: the next run asks for the others alone."""
    run_file = load_runs(root / "fixtures" / "responses" / "clean")[0]
    stuck = Event()

    def first(asked: Asked) -> Reply:
        if asked.section in {"problems", "plan"}:
            return Reply(run_file.find(asked.section, Step.WRITE, 1).answer)  # type: ignore[union-attr]
        stuck.set()
        return Reply(fault="hang")

    def second(asked: Asked) -> Reply:
        step = Step.OPENING if asked.section == "opening" else Step.WRITE
        return Reply(run_file.find(asked.section, step, 1).answer)  # type: ignore[union-attr]

    with serve(first) as server:
        words = [
            *(sys.executable, "-m", "assistant", "draft", "fixtures/facts/environment.yaml"),
            *("--samples", "fixtures/samples", "--model", "m", "--base-url", server.url),
            *("--jobs", "1", "-o", str(tmp_path / "out.docx")),
        ]
        environ = dict(os.environ)
        # One at a time and in order: organisation and results would hang first.
        words[words.index("--jobs") + 1] = "4"
        process = subprocess.Popen(words, cwd=root, env=environ, stderr=subprocess.PIPE)
        assert stuck.wait(240)
        answers = tmp_path / "cache" / "answers"
        while len(list(answers.glob("*.json"))) < 2:
            Event().wait(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=240)
        assert process.returncode == 130
        assert "已中断;已经保存的都在" in told.decode()
        assert b"Traceback" not in told
        server.behave = second
        server.asked.clear()
        done = subprocess.run(words, cwd=root, env=environ, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert {asked.section for asked in server.asked} == {"organisation", "results", "opening"}
