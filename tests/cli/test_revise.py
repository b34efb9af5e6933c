"""The command forms of ``assistant revise``."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Block, Document, Revision
from assistant.facts import load_facts
from assistant.revision.store import DraftStore
from tests.cli.revising import FACTS, SOURCES, command, two_sections

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """See :func:`two_sections`."""
    return two_sections(tmp_path)


def _text(draft: Path, text: str) -> Path:
    path = draft.with_name("新稿.txt")
    path.write_text(text, "utf-8")
    return path


def _data(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def _source(draft: Path, id_: str) -> str:
    with DraftStore.open(draft, read_only=True) as store:
        return store.section(id_).source


def test_the_list_names_sections_and_states(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a section."""
    assert command("revise", draft, "--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "云溪县2025年工作总结"
    assert [line.split()[-2:] for line in lines[1:3]] == [["待通过", "第1稿"]] * 2


def test_json_tells_the_whole_draft(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys are English; what keeps the draft from being final is among them."""
    assert command("revise", draft, "--json") == 0
    data = _data(capsys)
    assert [each["id"] for each in data["sections"]] == ["results", "problems"]
    assert [each["state"] for each in data["sections"]] == ["clean", "clean"]
    assert len(data["blockers"]) == 2


def test_a_section_is_shown_with_marks(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By number or by id, in plain text or as data."""
    assert command("revise", draft, "--show", "1") == 0
    assert "法治宣讲216场✓" in capsys.readouterr().out
    assert command("revise", draft, "--show", "results", "--json") == 0
    section = _data(capsys)["section"]
    figure = next(each for each in section["figures"] if each["fact"] == "lectures")
    assert section["text"][figure["start"] : figure["end"]] == "216场"
    assert section["history"][0]["author"] == "offline"


def test_a_reference_that_is_read_as_another_fact_is_told(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing in the text is wrong, so it is no finding; the list, the section and the data say it."""
    facts = draft.with_name("facts.yaml")
    same = "  - {id: clubs, indicator: 法治社团, value: 216, unit: 个, required: false}\n"
    facts.write_text(facts.read_text("utf-8").replace("facts:\n", f"facts:\n{same}"), "utf-8")
    assert command("revise", draft, "--lock", "2") == 0  # which takes over the changed facts
    capsys.readouterr()
    with DraftStore.open(draft) as store:
        source = "全县开展法治宣讲{clubs:数}场，法治宣讲受众{audience}。"
        store.append("results", Revision(source, Author.PERSON))
    assert command("revise", draft, "--list") == 0
    told = "提醒:“216场”的引用是 {clubs:数}(法治社团),按上下文读作“法治宣讲”"
    assert told in capsys.readouterr().out
    assert command("revise", draft, "--show", "1") == 0
    assert told in capsys.readouterr().out
    assert command("revise", draft, "--json") == 0
    assert "按上下文读作" in _data(capsys)["sections"][0]["warnings"][0]


def test_a_comparison_without_a_section_is_refused(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would do nothing, and would look as if nothing had changed."""
    assert command("revise", draft, "--against", "1") == 2
    assert "没有写比较哪一节" in capsys.readouterr().err


def test_a_section_without_a_verb_is_refused(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would end with 0 and have done nothing."""
    assert command("revise", draft, "--section", "1") == 2
    assert "没有写做什么" in capsys.readouterr().err


def test_steps_name_sections_by_their_headings(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clerk knows 工作成效, not ``results``."""
    assert command("revise", draft, "--lock", "1", "--section", "2", "--accept") == 0
    out = capsys.readouterr().out
    assert "第1节“工作成效”:已锁定" in out
    assert "第2节“存在的问题”:已通过" in out


def test_a_rewriting_is_shown_and_then_taken(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --accept it is kept only; with it, it stands; the other section stays."""
    before = _source(draft, "results")
    assert command("revise", draft, "--section", "1", "--rewrite", "更详细") == 0
    assert "--use 2" in capsys.readouterr().out
    assert _source(draft, "results") == before
    assert command("revise", draft, "--section", "1", "--use", "2") == 0
    assert _source(draft, "results") != before
    capsys.readouterr()
    assert command("revise", draft, "--section", "1", "--reword", "--accept", "--json") == 0
    assert _data(capsys)["steps"][-1]["taken"] is True
    assert command("revise", draft, "--section", "1", "--reword", "--reject") == 0
    assert _source(draft, "problems") == SOURCES["problems"][1]


def test_an_edit_with_a_wrong_figure_ends_with_one(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error is told with its id; 改正 by that id mends it."""
    file = _text(draft, "全县开展法治宣讲261场，法治宣讲受众3270人次。")
    assert command("revise", draft, "--section", "1", "--edit-file", file, "--json") == 1
    finding = _data(capsys)["sections"][0]["findings"][0]
    assert finding["text"] == "261场"
    assert command("revise", draft, "--correct", finding["id"]) == 0
    assert _source(draft, "results") == SOURCES["results"][1]


def test_a_finding_is_waived_with_a_reason(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is kept and shown; without one the command is refused."""
    file = _text(draft, "全县开展法治宣讲261场，法治宣讲受众3270人次。")
    command("revise", draft, "--section", "1", "--edit-file", file, "--json")
    id_ = _data(capsys)["sections"][0]["findings"][0]["id"]
    assert command("revise", draft, "--waive", id_) == 2
    assert command("revise", draft, "--waive", f"{id_}=台账已更正", "--list") == 0
    assert "放行 261场:台账已更正" in capsys.readouterr().out


def test_a_figure_becomes_a_fact(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The facts file gets it, with where it comes from."""
    file = _text(draft, "全县未发稿的乡镇有3个。全县新建法治公园5处。")
    assert command("revise", draft, "--section", "2", "--edit-file", file, "--json") == 1
    id_ = _data(capsys)["sections"][1]["findings"][0]["id"]
    assert command("revise", draft, "--add-fact", f"{id_}=新建法治公园") == 0
    facts = yaml.safe_load((draft.parent / "facts.yaml").read_text("utf-8"))["facts"]
    assert facts[-1] == {
        "indicator": "新建法治公园",
        "value": 5,
        "unit": "处",
        "source": "手工补充",
    }


def test_history_by_options(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Undo, redo and comparing work over programs."""
    file = _text(draft, "今年全县开展法治宣讲216场，法治宣讲受众3270人次。")
    assert command("revise", draft, "--section", "1", "--edit-file", file) == 0
    assert command("revise", draft, "--undo", "1") == 0
    assert _source(draft, "results") == SOURCES["results"][1]
    assert command("revise", draft, "--undo", "1") == 0
    assert "没有更早的一稿" in capsys.readouterr().out
    assert command("revise", draft, "--redo", "1") == 0
    assert command("revise", draft, "--redo", "1") == 0
    assert command("revise", draft, "--diff", "1") == 0
    assert "{+今年+}" in capsys.readouterr().out
    assert command("revise", draft, "--diff", "1", "--against", "2") == 2
    assert "不能和自己比较" in capsys.readouterr().err
    assert command("revise", draft, "--diff", "1", "--against", "1", "--json") == 0
    assert "new" in {change for change, _ in _data(capsys)["diff"]}
    assert command("revise", draft, "--section", "1", "--edit-file", file) == 0
    assert "没有变化" in capsys.readouterr().out


def test_locks_by_options(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A locked section refuses, and says how to go on."""
    assert command("revise", draft, "--lock", "1") == 0
    assert command("revise", draft, "--section", "1", "--reword", "--accept") == 2
    assert "先解锁,再改" in capsys.readouterr().err
    assert command("revise", draft, "--unlock", "1") == 0


def test_marks_by_options(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """通过 for one, for all, and taken back."""
    assert command("revise", draft, "--section", "1", "--accept") == 0
    assert command("revise", draft, "--section", "1", "--withdraw") == 0
    capsys.readouterr()
    assert command("revise", draft, "--accept-all", "--json") == 0
    assert _data(capsys)["blockers"] == []


def test_all_are_accepted_only_without_findings(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding in one section keeps all back."""
    file = _text(draft, "全县开展法治宣讲261场，法治宣讲受众3270人次。")
    command("revise", draft, "--section", "1", "--edit-file", file)
    assert command("revise", draft, "--accept-all") == 2
    assert "还不能全部通过" in capsys.readouterr().err


def test_changed_facts_are_told_and_taken_only_when_asked(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Looking tells what would change; a step of work is refused until the facts are taken."""
    facts = draft.parent / "facts.yaml"
    facts.write_text(FACTS.replace("216", "226"), "utf-8")
    assert command("revise", draft, "--list") == 0
    assert "216场 -> 226场" in capsys.readouterr().out
    whole = draft.read_bytes()
    for step in (("--lock", "2"), ("--undo", "1"), ("--section", "1", "--accept")):
        assert command("revise", draft, *step) == 2
        told = capsys.readouterr().err
        assert "216场 -> 226场" in told
        assert "--take-facts" in told
    with DraftStore.open(draft, read_only=True) as store:
        assert "216" in store.facts_text
        assert not store.section("problems").locked
    assert command("revise", draft, "--lock", "2", "--take-facts", "--json") == 0
    assert whole != draft.read_bytes()
    assert _data(capsys)["facts_changed"][0]["new"] == "226场"
    assert command("revise", draft, "--show", "1") == 0
    out = capsys.readouterr().out
    assert "226场✓" in out
    assert "->" not in out


def test_a_facts_file_that_changes_no_figure_stops_nobody(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment, a fact that the draft does not state."""
    facts = draft.parent / "facts.yaml"
    facts.write_text(FACTS.replace("1200", "1300") + "# 已核对\n", "utf-8")
    assert command("revise", draft, "--lock", "2") == 0
    assert "初稿里的数字都没有变" in capsys.readouterr().out


def test_an_edited_document_comes_back(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person changed in Word is told and saved."""
    assert command("export", draft, "--to", "docx") == 0
    file = draft.with_name("总结-讨论稿.docx")
    blocks = read_docx(file).document.blocks
    changed = tuple(
        Block(each.kind, each.text.replace("216场", "261场"), level=each.level) for each in blocks
    )
    edited = draft.with_name("改.docx")
    sheet = load_facts(draft.parent / "facts.yaml")
    edited.write_bytes(write_docx(Document.of_blocks(changed), sheet.document))
    capsys.readouterr()
    assert command("revise", draft, "--import", file) == 0
    assert "没有改动" in capsys.readouterr().out
    assert command("revise", draft, "--import", edited) == 1
    assert "216场 -> 261场" in capsys.readouterr().out
    assert command("revise", draft, "--undo-import") == 0
    assert "已撤销导入" in capsys.readouterr().out
    assert "{lectures}" in _source(draft, "results")
    assert command("revise", draft, "--undo-import") == 2
    assert "没有可以撤销的导入" in capsys.readouterr().err


def test_a_model_that_is_asked_for_writes(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The stub answers in the model's place; what it is told to rewrite stands with its name."""
    answers = tmp_path / "answers"
    answers.mkdir()
    entry = {
        "section": "results",
        "step": "rewrite",
        "attempt": 1,
        "answer": "一年来，全县开展法治宣讲{lectures}，法治宣讲受众{audience}。",
    }
    run_file = {"version": 1, "model": "stub", "answers": [entry]}
    (answers / "run.yaml").write_text(yaml.safe_dump(run_file, allow_unicode=True), "utf-8")
    words = ("--section", "1", "--rewrite", "加时间", "--accept", "--model", f"stub:{answers}")
    assert command("revise", draft, *words, "--json") == 0
    proposal = _data(capsys)["proposal"]
    assert proposal["author"] == "model"
    assert proposal["text"] == "一年来，全县开展法治宣讲216场，法治宣讲受众3270人次。"
    assert command("revise", draft, *words) in {2, 3}  # it has no other answer
    assert (
        _source(draft, "results") == "一年来，全县开展法治宣讲{lectures}，法治宣讲受众{audience}。"
    )


def test_a_model_that_is_not_set_up_any_more_gives_way(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model that wrote the draft is tried first; without it the offline writer writes."""
    for name in ("ASSISTANT_BASE_URL", "OPENAI_BASE_URL", "ASSISTANT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(draft.parent))
    with closing(sqlite3.connect(draft)) as database, database:
        database.execute("INSERT INTO meta (key, value, at) VALUES ('model', 'qwen', '')")
    assert command("revise", draft, "--section", "1", "--reword", "--accept") == 0
    assert "改用离线写法" in capsys.readouterr().err
    assert command("revise", draft, "--section", "1", "--reword", "--accept", "--offline") == 0
    assert "离线写法" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--section", "9", "--accept"), "没有章节“9”"),
        (("--accept",), "没有指明章节"),
        (("--show", "x"), "没有章节“x”"),
        (("--section", "1", "--use", "5"), "没有第 5 稿"),
        (("--correct", "zzz"), "没有编号为“zzz”"),
        (("--restore", "x"), "没有删去过"),
        (("--import", "none.docx"), "找不到"),
        ((), "修订界面要在终端里打开"),
    ],
)
def test_a_wrong_use_ends_with_two(
    draft: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what was found and what to do."""
    assert command("revise", draft, *words) == 2
    assert told in capsys.readouterr().err


def test_a_held_draft_can_be_looked_at_and_taken_over(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who holds it is named; a list needs no hold."""
    with closing(sqlite3.connect(draft)) as database, database:
        row = ("县委办-3", 4, "", "王敏", "2026-01-05T08:30:00+08:00")
        database.execute("INSERT INTO holder VALUES (1, ?, ?, ?, ?, ?)", row)
    assert command("revise", draft, "--list") == 0
    assert command("revise", draft, "--lock", "1") == 2
    assert "王敏" in capsys.readouterr().err
    assert command("revise", draft, "--lock", "1", "--take-over") == 0
