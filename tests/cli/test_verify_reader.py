"""``assistant verify --reader``: what is asked, told, confirmed and refused."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.facts import load_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from pathlib import Path


def command(*words: str | Path) -> int:
    """Runs ``assistant verify`` and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run(["verify", *(str(word) for word in words)])
    return int(ended.value.code or 0)


@pytest.fixture
def library(root: Path, tmp_path: Path) -> Path:
    """A copy of the library's facts, text and readers."""
    return shutil.copytree(root / "fixtures" / "readers", tmp_path / "馆")


def options(library: Path, reader: str) -> tuple[str | Path, ...]:
    """Text, facts and reader."""
    given = ("--facts", library / "facts.yaml", "--reader", f"stub:{library / reader}")
    return (library / "text.txt", *given, "--reader-scope", "all")


def test_a_reading_is_shown_and_leaves_the_text_to_be_confirmed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The formula in words; the tokens behind it."""
    assert command(*options(library, "clean")) == 1
    shown = capsys.readouterr()
    assert (
        "由模型读作“图书外借86400册次−上半年图书外借41300册次=45100册次”,程序复算相符,请确认"
        in shown.out
    )
    assert "由模型读、程序算的 2 处,待人确认" in shown.out
    assert "发出约" in shown.err


def test_a_trusted_reader_is_told_of(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In every format; the figure's basis is the reader."""
    assert command(*options(library, "clean"), "--trust-reader", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["documents"][0]
    assert found["reader"]["trusted"] is True
    assert [one["text"] for one in found["figures"] if one["basis"] == "reader"] == [
        "45100册次",
        "10天",
    ]
    assert command(*options(library, "clean"), "--trust-reader") == 0
    assert "按 --trust-reader 不再要人确认" in capsys.readouterr().out
    for form in ("html", "sarif"):
        assert command(*options(library, "clean"), "--trust-reader", "--all", "--format", form) == 0
    assert '"basis": "reader"' in capsys.readouterr().out


def reading_ids(library: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The ids of what was read, by the text."""
    command(*options(library, "clean"), "--format", "json")
    found = json.loads(capsys.readouterr().out)["documents"][0]["findings"]
    return {one["text"]: one["id"] for one in found if one["verdict"] == "read"}


def test_what_is_confirmed_is_proved_by_the_program_alone_from_then_on(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The facts file learns it, its comments stay."""
    ids = reading_ids(library, capsys)
    assert (
        command(*options(library, "clean"), "--accept", f"{ids['45100册次']}=年中以后图书外借") == 1
    )
    assert "已记入事实表" in capsys.readouterr().err
    sheet = load_facts(library / "facts.yaml")
    assert sheet.facts[-1].formula == "loans - loans_h1"
    assert (library / "facts.yaml").read_text("utf-8").startswith("# 图书馆")
    report = verify((library / "text.txt").read_text("utf-8"), sheet)
    assert [one.text for one in report.findings if one.start is not None] == ["10天"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--accept", "000000"), "没有编号为 000000 的问题"),
        (("--reader-scope", "some"), "--reader-scope"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(
    library: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    """With 2, and nothing written."""
    before = (library / "facts.yaml").read_bytes()
    assert command(*options(library, "clean"), *words) == 2
    assert message in capsys.readouterr().err
    assert (library / "facts.yaml").read_bytes() == before


def test_a_span_of_days_becomes_a_fact_with_that_value(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No formula holds it; its source tells the reading."""
    ids = reading_ids(library, capsys)
    assert command(*options(library, "clean"), "--accept", ids["10天"]) == 1
    fact = load_facts(library / "facts.yaml").facts[-1]
    assert (fact.value, fact.unit) == (10, "天")
    assert str(fact.source).endswith(":days(fair)")


@pytest.mark.parametrize("word", ["--trust-reader", "--dry-run", "--accept=1"])
def test_a_readers_options_need_a_reader(
    library: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """Nothing is left out in silence."""
    assert command(library / "text.txt", "--facts", library / "facts.yaml", word) == 2
    assert "要和 --reader 一起用" in capsys.readouterr().err


def test_a_dry_run_shows_the_question_and_its_tokens(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And asks nobody: the folder of answers is not even looked at."""
    assert command(*options(library, "nowhere"), "--dry-run") == 0
    shown = capsys.readouterr()
    assert "后来又借出⟦8⟧45100册次" in shown.out
    assert "要问 18 处数字,发出约" in shown.err


def test_a_model_that_fails_ends_with_three(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No report pretends that somebody read the text."""
    (library / "clean" / "run.yaml").write_text("answers: []", "utf-8")
    assert command(*options(library, "clean")) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "桩模型里没有“read-1”" in shown.err


def other(*words: str | Path) -> int:
    """Runs any command and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


def test_a_draft_is_read_after_the_writing_and_a_section_on_demand(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reader is told of; one that says nothing changes nothing."""
    answers = [{"section": "read-1", "attempt": n, "answer": "好的"} for n in (1, 2)]
    (library / "lazy" / "run.yaml").write_text(json.dumps({"answers": answers}), "utf-8")
    silent = f"stub:{library / 'lazy'}"
    out = ("-o", library / "总结.docx", "--reader", silent, "--reader-scope", "all")
    assert other("draft", library / "facts.yaml", *out) == 0
    assert f"第二读者 {silent}" in capsys.readouterr().out
    draft = library / "总结.draft"
    section = ("revise", draft, "--second-read", "1")
    assert other(*section, "--reader", silent) == 0
    assert "没有其他不同的看法" in capsys.readouterr().out
    assert other(*section, "--reader", silent, "--confirm", "x") == 2
    assert "没有编号为 x 的看法" in capsys.readouterr().err
    assert other(*section) == 2
    assert "要一起用" in capsys.readouterr().err
    answers[0]["answer"] = "! “开展工作” 没有依据"
    (library / "lazy" / "run.yaml").write_text(json.dumps({"answers": answers}), "utf-8")
    assert other(*section, "--reader", silent) == 1
    id_ = capsys.readouterr().out.split()[0]
    assert other(*section, "--reader", silent, "--waive", f"{id_}=套话") == 0
    assert "已放行:开展工作" in capsys.readouterr().out
    assert other(*section, "--reader", silent) == 0


@pytest.mark.parametrize("words", [("--reader", "same"), ("--trust-reader",)])
def test_a_reader_of_a_draft_is_somebody(
    library: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """``same`` needs a model that writes."""
    assert other("draft", library / "facts.yaml", *words) == 2
    assert "--reader" in capsys.readouterr().err


def test_a_dry_run_of_a_draft_shows_what_its_reader_would_be_asked(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an offline draft, whose text is known; nothing is written."""
    words = ("--reader", f"stub:{library / 'no'}", "--dry-run")
    assert other("draft", library / "facts.yaml", *words, "--reader-scope", "all") == 0
    shown = capsys.readouterr()
    assert "86400册次" in shown.out
    assert "处数字,发出约" in shown.err
    assert not list(library.glob("总结.*"))


def test_what_was_read_after_the_writing_is_seen_later(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the draft's list, and there a reading is no longer asked for; an export may have it read anew."""
    answers = [
        {"section": "read-1", "attempt": n, "answer": "! “开展工作” 没有依据"} for n in (1, 2)
    ]
    (library / "lazy" / "run.yaml").write_text(json.dumps({"answers": answers}), "utf-8")
    reader = ("--reader", f"stub:{library / 'lazy'}")
    out = ("-o", library / "总结.docx", *reader, "--reader-scope", "all")
    assert other("draft", library / "facts.yaml", *out) == 0
    draft = library / "总结.draft"
    capsys.readouterr()
    assert other("revise", draft, "--list") == 0
    assert "开展工作:模型认为:没有依据" in capsys.readouterr().out
    assert other("revise", draft, "--confirm", "x") == 2
    assert "没有编号为 x 的看法" in capsys.readouterr().err
    assert other("export", draft, *reader, "--to", "html", "--reader-scope", "all") == 0
    assert "第二读者 stub:" in capsys.readouterr().err
    page = next(library.glob("*核对报告.html")).read_text("utf-8")
    assert "开展工作" in page
    assert other("export", draft, "--trust-reader") == 2
    assert "要和 --reader 一起用" in capsys.readouterr().err
