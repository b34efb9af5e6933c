"""The stub, recording, and the evaluation over the shipped runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author, Verdict
from assistant.drafting.model.keys import Secret
from assistant.drafting.model.models import Answer, Request, Step
from assistant.drafting.model.record import RecordingModel, keep_sources
from assistant.drafting.model.stub import ANSWERS, FAULTS, load_runs, load_stub
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.pipeline.evaluation import evaluate, read_baseline, to_json
from assistant.drafting.pipeline.evaluation_page import to_html
from assistant.drafting.pipeline.gate import read_thresholds, shortfalls
from assistant.drafting.pipeline.pipeline import WritingOptions, write_draft
from assistant.errors import InputError, ModelAnswerError, ModelError, OutputError, SettingsError
from assistant.facts import load_facts
from tests.drafting.model_help import GOOD, PLAN, SHEET, Scripted, good
from tests.model_server.server import Asked, Reply, serve

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Draft


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in the user's folders."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))


def run_of(root: Path, name: str, *, fallback: bool = False) -> Draft:
    """The draft that a shipped run comes to."""
    stub = load_stub(root / "fixtures" / "responses" / name)
    run = stub.runs[0]
    assert run.facts is not None
    sheet = load_facts(run.facts)
    outline = outline_for(sheet)
    return write_draft(
        sheet,
        plan_sections(sheet, outline),
        model=stub,
        samples_folder=run.samples,
        outline=outline,
        options=WritingOptions(fallback_offline=fallback),
    )


def test_the_planted_run_is_repaired_to_the_clean_one(root: Path) -> None:
    """Every planted error is mended by one repair; what comes out is the clean run's text."""
    repaired, clean = run_of(root, "repaired"), run_of(root, "clean")
    assert [s.source for s in repaired.sections] == [s.source for s in clean.sections]
    assert all(section.revisions[0].note == "" for section in repaired.sections)


def test_every_verdict_of_an_error_is_planted(root: Path) -> None:
    """The gate looks at each of them."""
    runs = load_runs(root / "fixtures" / "responses" / "repaired")
    planted = {error.verdict for entry in runs[0].entries for error in entry.planted}
    # What a second reader brings needs one, and none reads here; what follows without a word is no error.
    others = {Verdict.READ, Verdict.DISPUTED, Verdict.IMPLIED}
    wanted = {verdict for verdict in Verdict if verdict.level is not None} - others
    assert planted == wanted


def test_what_stands_unmended_is_marked_or_replaced(root: Path) -> None:
    """Without the fallback a note, with it the offline text."""
    marked = {section.id: section for section in run_of(root, "stands").sections}
    assert "没有核对通过" in marked["results"].revisions[0].note
    offline = {section.id: section for section in run_of(root, "stands", fallback=True).sections}
    assert offline["results"].revisions[0].author is Author.OFFLINE
    assert offline["plan"].revisions[0].author is Author.MODEL


def test_the_gate_is_open_over_the_shipped_runs(root: Path) -> None:
    """Every planted error is found, every run ends as its file says."""
    result = evaluate(root / "fixtures" / "responses")
    assert result.failures == ()
    total = {row.run: row for row in result.totals}
    assert total["repaired"].caught == total["repaired"].planted >= 15
    assert total["clean"].proved == total["clean"].figures
    assert all(row.covered == row.required for row in result.totals)


def test_the_gate_shuts_where_a_planted_error_is_missed(root: Path, tmp_path: Path) -> None:
    """A right figure that is called planted is not found, and the run does not end as it says."""
    text = (root / "fixtures" / "responses" / "clean" / "run.yaml").read_text("utf-8")
    text = text.replace("../../", f"{root}/fixtures/").replace("expect: clean", "expect: repaired")
    entry = "- section: opening\n  step: opening\n  attempt: 1\n"
    text = text.replace(entry, entry + "  planted:\n  - text: 87.1%\n    verdict: contradicted\n")
    (tmp_path / "run.yaml").write_text(text, "utf-8")
    result = evaluate(tmp_path)
    assert len(result.failures) == 2
    assert "埋下的“87.1%”(contradicted)没有查出" in result.failures[0]
    assert "应当是 repaired,实际是 clean" in result.failures[1]
    assert "没有查出" in to_html(result)


def test_a_baseline_is_read_back_and_shown(root: Path, tmp_path: Path) -> None:
    """JSON for the next run, a page for the person; the page needs nothing from elsewhere."""
    result = evaluate(root / "fixtures" / "responses" / "clean")
    file = tmp_path / "base.json"
    file.write_text(to_json(result), "utf-8")
    before = read_baseline(file)
    row = before["clean", "results"]
    row["proved"] = 1
    page = to_html(result, before)
    assert f"原 1/{row['figures']}" in page
    assert "<script" not in page
    assert "http" not in page
    (tmp_path / "no.json").write_text("{}")
    with pytest.raises(SettingsError, match="不是评测结果"):
        read_baseline(tmp_path / "no.json")


def test_a_model_is_run_several_times_and_the_gate_can_fail(root: Path, tmp_path: Path) -> None:
    """Means and ranges; runs on the same facts once; thresholds; a baseline with its spread."""
    runs = root / "fixtures" / "responses"
    repaired, clean = (load_stub(runs / name) for name in ("repaired", "clean"))
    models = iter((clean, repaired, clean, repaired, clean, clean, clean, clean))
    folder = tmp_path / "runs"
    for name in ("clean", "repaired"):
        (folder / name).mkdir(parents=True)
        text = (runs / name / "run.yaml").read_text("utf-8").replace("../../", f"{root}/fixtures/")
        (folder / name / "run.yaml").write_text(text, "utf-8")
    result = evaluate(folder, open_for=lambda _: next(models), repeat=2)
    (total,) = result.totals
    low, high = result.spreads[total.run, ""]["repairs"]
    assert low == 0 < total.repairs < high
    assert 0 < total.proved_share < 100
    told = shortfalls(result, read_thresholds(["proved=100", "refused=0", "leaks=0"]), {})
    assert "数字一次证实的百分比" in told[0]
    file = tmp_path / "base.json"
    file.write_text(to_json(result), "utf-8")
    assert shortfalls(result, {}, read_baseline(file)) == []
    better = evaluate(folder, open_for=lambda _: next(models), repeat=2)
    file.write_text(to_json(better), "utf-8")
    before = read_baseline(file)
    before[total.run, ""]["spread"]["proved_share"] = [100, 100]
    assert "比基线差" in " ".join(shortfalls(better, {}, before))
    page = to_html(better, {**read_baseline(file), (total.run, "plan"): _row_of(file, "plan")})
    assert "原来<th>现在" in page
    with pytest.raises(InputError, match="--need 写的是"):
        read_thresholds(["speed=3"])


def _row_of(file: Path, section: str) -> dict[str, object]:
    """The row of a section with another text."""
    rows = {key[1]: row for key, row in read_baseline(file).items()}
    return {**rows[section], "text": "以前的写法。"}


def test_a_record_keeps_what_it_was_made_on(root: Path, tmp_path: Path) -> None:
    """Facts, samples and an outline file are copied: the record is evaluated anywhere."""
    facts = tmp_path / "facts.yaml"
    told = "facts: [{id: funds, indicator: 争取环保资金, value: 3, unit: 亿元}]\n"
    facts.write_text(f"document: {{title: 某局2025年工作总结, period: 2025}}\n{told}", "utf-8")
    outline = tmp_path / "提纲.yaml"
    outline.write_text("sections: [{heading: 主要工作}]\n", "utf-8")
    folder = tmp_path / "record"
    kept = keep_sources(folder, str(facts), root / "fixtures" / "samples", str(outline))
    assert kept == {"facts": "facts.yaml", "outline": "outline.yaml", "samples": "samples"}
    recorder = RecordingModel(Scripted(lambda _: "争取环保资金{funds}。"), folder, source=kept)
    recorder.ask(Request(Step.WRITE, "s1", 1, "p"))
    moved = folder.rename(tmp_path / "elsewhere")
    outline.unlink()
    facts.unlink()
    result = evaluate(moved)
    assert [row.section for row in result.rows] == ["s1"]


def test_a_record_covers_no_file_that_a_person_wrote(tmp_path: Path) -> None:
    """Facts that stand in the folder already stay there; other ones of that name are in the way."""
    own, other = tmp_path / "facts.yaml", tmp_path / "other.yaml"
    own.write_text("甲", "utf-8")
    other.write_text("乙", "utf-8")
    assert keep_sources(tmp_path, str(own)) == {"facts": "facts.yaml"}
    with pytest.raises(OutputError, match="已有别的 facts"):
        keep_sources(tmp_path, str(other))
    assert own.read_text("utf-8") == "甲"
    (tmp_path / "run.yaml").write_text("version: 1\n", "utf-8")
    keep_sources(tmp_path, str(other))  # an earlier record's is replaced with the record
    assert own.read_text("utf-8") == "乙"


def test_the_stub_behind_the_protocol_is_the_same_stub(root: Path) -> None:
    """The runs answer over HTTP as they do from the files."""
    run = load_runs(root / "fixtures" / "responses" / "repaired")[0]

    def behave(asked: Asked) -> Reply:
        step = Step.REPAIR if asked.attempt > 1 else Step.WRITE
        entry = run.find(asked.section, step, asked.attempt) or run.find(
            asked.section, Step.OPENING, asked.attempt
        )
        assert entry is not None
        return Reply(entry.answer)

    with serve(behave) as server:
        result = evaluate(
            run.path.parent, open_for=lambda _: _client(server.url), options=WritingOptions(jobs=4)
        )
    assert result.totals[0].repairs == 3
    assert result.totals[0].left == 0


def _client(url: str) -> object:
    from assistant.drafting.model.client import ChatClient  # noqa: PLC0415 - heavy
    from assistant.drafting.model.settings import ModelSettings  # noqa: PLC0415

    return ChatClient(ModelSettings("m", url))


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_fault_of_the_stub_ends_a_run_with_a_model_error(fault: str, tmp_path: Path) -> None:
    """As the client would raise it."""
    (tmp_path / "a.yaml").write_text(f"answers:\n- {{section: s, fault: {fault}}}\n")
    with pytest.raises(ModelError):
        load_stub(tmp_path).ask(Request(Step.WRITE, "s", 1, "p"))


def test_faults_of_the_answer_are_handed_on(tmp_path: Path) -> None:
    """Empty, refused, too long, cut: for the pipeline to judge."""
    for number, fault in enumerate((*ANSWERS, "length"), 1):
        (tmp_path / f"{number}.yaml").write_text(
            f"answers:\n- {{section: {fault}, fault: {fault}, answer: x}}\n"
        )
    stub = load_stub(tmp_path)
    for fault, text in ANSWERS.items():
        assert stub.ask(Request(Step.WRITE, fault, 1, "p")).text == text
    assert stub.ask(Request(Step.WRITE, "length", 1, "p")).finish == "length"
    with pytest.raises(ModelAnswerError, match="没有“other”一节"):
        stub.ask(Request(Step.WRITE, "other", 1, "p"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("answers: 1", "没有 answers 列表"),
        ("colour: 1", "不认识的项:colour"),
        ("[", "不是合法的 YAML"),
        ("- 1", "应当是“名称: 内容”"),
        ("answers: [{attempt: 1}]", "写法不对('section')"),
        ("answers: [{section: a, fault: gone}]", "没有“gone”这种故障"),
        ("answers: [{section: a, planted: [{text: a, verdict: bad}]}]", "写法不对"),
    ],
)
def test_a_damaged_run_is_told(text: str, told: str, tmp_path: Path) -> None:
    """With the file."""
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_stub(tmp_path)
    assert told in str(caught.value)


def test_an_empty_folder_is_no_stub(tmp_path: Path) -> None:
    """Nor is a missing one."""
    with pytest.raises(SettingsError, match="没有桩模型的回答"):
        load_stub(tmp_path / "none")


def test_what_is_recorded_answers_again_without_secrets(tmp_path: Path) -> None:
    """The record is a stub; keys and terminal escapes are not in it."""
    key = "office-key-123456"
    told = {**GOOD, "team": f"\x1b[1m{GOOD['team']} {key} sk-abcdefgh1234"}
    recorder = RecordingModel(Scripted(lambda r: told[r.section]), tmp_path, Secret(key))
    for section in PLAN:
        recorder.ask(Request(Step.WRITE, section.id, 1, "p"))
    text = (tmp_path / "run.yaml").read_text("utf-8")
    assert key not in text
    assert "abcdefgh" not in text
    assert "\x1b" not in text
    again = load_stub(tmp_path)
    assert again.ask(Request(Step.WRITE, "plan", 1, "p")).text.strip() == GOOD["plan"]
    draft = write_draft(SHEET, PLAN, model=Scripted(good))
    assert draft.sections[3].source == GOOD["plan"]
    assert json.dumps(again.ask(Request(Step.WRITE, "plan", 1, "p")).received)
    assert isinstance(again.ask(Request(Step.WRITE, "plan", 1, "p")), Answer)
