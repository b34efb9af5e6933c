"""A batch as a person runs it: units, resuming, faults, the summary."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant.batch.engines import Crew
from assistant.batch.gate import Gate
from assistant.batch.jobs import Made, Recipe, Unit, units_of
from assistant.batch.ledger import JobLedger, State
from assistant.batch.run import Run
from assistant.cli.main import build_app
from assistant.documents import write_docx
from assistant.domain import Author, Block, BlockKind, Document, Draft, Revision, Role, Section
from assistant.drafting.model.models import Answer, Request, Step
from assistant.drafting.pipeline.counting import Counts
from assistant.errors import BudgetError, InputError
from assistant.facts import load_facts
from assistant.revision.store import DraftStore
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FACTS = """document: {{title: {name}2025年工作总结, organization: {name}, period: 2025}}
facts:
  - {{id: books, indicator: 新购图书, value: {value}, unit: 册, section: results}}
"""


def run(*words: str | Path, code: int = 0) -> str:
    """What the command prints."""
    done = CliRunner().invoke(build_app(), ["batch", *map(str, words)])
    ended = getattr(done.exception, "exit_code", done.exit_code)
    assert ended == code, done.output
    return done.output


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A folder of three units' facts."""
    folder = tmp_path / "各校"
    folder.mkdir()
    for name, value in (("东河小学", 1260), ("西河小学", 845), ("南河小学", 2310)):
        (folder / f"{name}.yaml").write_text(FACTS.format(name=name, value=value), "utf-8")
    return folder


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A row a unit: one without a name, one with a word for a number."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "2025年"
    page.append(["单位", "在校学生（人）", "上年在校学生（人）", "开展活动（场）"])
    page.append(["东河小学", 1260, 1180, 36])
    page.append([None, 900, 880, 20])
    page.append(["西河小学", 845, 851, "若干"])
    page.append(["南河小学", 2310, 2240, 58])
    path = tmp_path / "单位表.xlsx"
    book.save(path)
    return path


def test_a_folder_of_facts_becomes_a_folder_of_drafts(facts: Path, tmp_path: Path) -> None:
    """Each unit has its facts, draft, document and check list; the summary says how it went."""
    out = tmp_path / "出"
    run(facts, "-o", out, "--jobs", "1", code=1)  # something is left to fill in
    for name in ("东河小学", "西河小学", "南河小学"):
        found = {path.name for path in (out / name).iterdir()}
        assert found == {f"{name}{end}" for end in (".yaml", ".draft", ".docx", "-核对表.xlsx")}
    from openpyxl import load_workbook

    rows = list(load_workbook(out / "汇总.xlsx")["各单位"].iter_rows(values_only=True))
    assert rows[0][:2] == ("单位", "结果")
    assert {row[0] for row in rows[1:]} == {"东河小学", "西河小学", "南河小学"}
    assert all(row[2] == row[3] > 0 for row in rows[1:])  # every figure is proved
    assert '<a href="东河小学/东河小学.docx">' in (out / "汇总.html").read_text("utf-8")


def test_the_same_command_writes_only_what_changed(facts: Path, tmp_path: Path) -> None:
    """Resuming is running again; what a person changed is kept under another name."""
    out = tmp_path / "出"
    run(facts, "-o", out, "--jobs", "1", code=1)
    east, west = out / "东河小学" / "东河小学.docx", out / "西河小学" / "西河小学.docx"
    stamps = east.stat().st_mtime_ns
    assert "另有 3 个没变" in run(facts, "-o", out, "--jobs", "1", code=1)
    assert east.stat().st_mtime_ns == stamps
    west.write_bytes(west.read_bytes() + b"edited")
    path = facts / "西河小学.yaml"
    path.write_text(FACTS.format(name="西河小学", value=846), "utf-8")
    assert "写好 1 个(另有 2 个没变" in run(facts, "-o", out, "--jobs", "1", code=1)
    kept = west.with_name("西河小学(改过).docx")
    assert kept.read_bytes().endswith(b"edited")
    assert not west.read_bytes().endswith(b"edited")
    assert east.stat().st_mtime_ns == stamps


def test_a_row_is_a_unit_and_a_bad_row_stops_no_other(sheet: Path, tmp_path: Path) -> None:
    """Previous values come from their column; faults name the cell."""
    units = list(units_of(sheet)[1])
    assert [unit.name for unit in units] == ["东河小学", "第3行", "西河小学", "南河小学"]
    assert "previous: 1180" in units[0].facts
    assert "source: 单位表.xlsx!2025年!B2" in units[0].facts
    out = tmp_path / "出"
    told = run(sheet, "-o", out, "--jobs", "1", code=1)
    assert "A3:没有单位名称" in told
    assert "D4:应是数字,写的是“若干”" in told
    assert "失败 2 个" in told
    assert (out / "南河小学" / "南河小学.docx").is_file()
    from openpyxl import load_workbook

    pages = load_workbook(out / "南河小学" / "南河小学-核对表.xlsx").worksheets
    cells = [cell for page in pages for row in page.iter_rows() for cell in row]
    assert any(cell.value == "单位表.xlsx!2025年!B5" for cell in cells)
    assert not any(cell.hyperlink for cell in cells)  # the ledger does not lie beside it
    status = run("status", out, code=1)
    assert "失败 西河小学" in status
    assert "要看 2 个、" in status or "要看 2 个" in status
    assert "失败 2 个" in run(sheet, "-o", out, "--jobs", "1", code=1)  # not tried again
    assert "失败 2 个" in run("retry", sheet, "-o", out, "--jobs", "1", code=1)


@pytest.mark.parametrize(
    ("heading", "text", "taken"),
    [
        ("存在问题", "经费不足；", ["- statement: 经费不足", "section: problems"]),
        ("下一步打算", "新建两个站点\n培训骨干", ["- statement: 新建两个站点", "- statement: 培训骨干", "status: planned"]),
        ("主要做法", "推行网格管理。", ["- statement: 推行网格管理"]),
        ("分管领导", "张三", ["没有取“分管领导”"]),
        ("联系地址", "人民路8号", ["没有取“联系地址”"]),
        ("存在问题", "无", []),
    ],
)  # fmt: skip
def test_a_column_of_texts_is_told_or_left_out_and_stops_no_unit(
    tmp_path: Path, heading: str, text: str, taken: list[str]
) -> None:
    """By what its head says of the text; the file says what was not taken."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["单位", "走访(户)", heading], ["东河镇", 12, text], ["西河镇", 30, None]):
        page.append(row)
    book.save(tmp_path / "表.xlsx")
    east, west = units_of(tmp_path / "表.xlsx")[1]
    assert (east.fault, west.fault) == ("", "")
    assert all(line in east.facts for line in taken)
    assert ("statement" in east.facts) is any("statement" in line for line in taken)
    assert "statement" not in west.facts
    assert "没有取" not in west.facts


def _table(path: Path, *rows: Sequence[object]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "汇总"
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("柳河镇", None, None), "A3:只写了“柳河镇”,这一行没有一个数"),
        (("柳河镇", 31, "=A3"), "C3:公式没有存下算出的值"),
        (("=A2", 31, None), "A3:公式没有存下算出的值"),
        (("杨河镇", 31, None), "A2:和 A3 都叫“杨河镇”"),
        ((None, 31, None), "A3:没有单位名称"),
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_a_row_that_cannot_be_a_unit_is_told_with_its_cell(
    tmp_path: Path, row: tuple[object, ...], fault: str, *, last: bool
) -> None:
    """Wherever it stands, nothing of the sheet is passed over in silence."""
    rows = [("单位", "排查隐患(处)", "主要做法"), ("杨河镇", 17, "每周巡查"), row]
    rows += [] if last else [("桃河镇", 22, None)]
    units = list(units_of(_table(tmp_path / "表.xlsx", *rows))[1])
    assert [fault in unit.fault for unit in units].count(True) == 1
    assert len(units) == len({name for name, *_ in rows[1:]})
    assert last or not units[-1].fault


def test_headings_and_notes_of_a_sheet_are_no_units(tmp_path: Path) -> None:
    """What is numbered, signed or a sentence names nobody."""
    rows: list[tuple[object, ...]] = [("单位", "排查隐患(处)"), ("一、河东片",), ("杨河镇", 17)]
    rows += [("二、河西片",), ("桃河镇", 22), ("以上数据由各镇报送。",), ("填表人:王某",)]
    units = list(units_of(_table(tmp_path / "表.xlsx", *rows))[1])
    assert [(unit.name, unit.fault) for unit in units] == [("杨河镇", ""), ("桃河镇", "")]


def test_two_files_of_one_unit_are_told_and_stop_no_other(facts: Path, tmp_path: Path) -> None:
    """The unit fails with both names; what is wrong now is told, not what was."""
    (facts / "东河小学.json").write_text("{}", "utf-8")
    out = tmp_path / "出"
    told = run(facts, "-o", out, "--jobs", "1", code=1)
    assert "东河小学.json:和 东河小学.yaml 是同一个单位的" in told
    assert "失败 1 个" in told
    (facts / "东河小学.yaml").rename(facts / "东河小学.yml")
    assert "东河小学.json:和 东河小学.yml 是" in run(facts, "-o", out, "--jobs", "1", code=1)


def test_a_mapping_makes_each_units_facts(tmp_path: Path) -> None:
    """Records of many units: the same facts, each from the unit's own rows."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "2025年"
    page.append(["序号", "单位", "级别", "标题"])
    for number, (unit, level) in enumerate(
        [("东河镇", "省级"), ("东河镇", "县级"), ("西河镇", "县级")], 1
    ):
        page.append([number, unit, level, f"信息{number}"])
    book.save(tmp_path / "台账.xlsx")
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(
        "version: 1\nfile: 台账.xlsx\n"
        "document: {title: '{单位}2025年信息工作总结', organization: '{单位}', period: 2025}\n"
        "units: {from: records, column: 单位}\n"
        "sheets:\n  records: {sheet: 2025年}\n"
        "facts:\n  - {id: articles, indicator: 信息采用, from: records, count: rows, unit: 篇}\n",
        "utf-8",
    )
    units = list(units_of(mapping)[1])
    assert [unit.name for unit in units] == ["东河镇", "西河镇"]
    assert "title: 东河镇2025年信息工作总结" in units[0].facts
    assert "value: 2" in units[0].facts
    assert "value: 1" in units[1].facts


def test_only_and_limit_choose_units(facts: Path, tmp_path: Path) -> None:
    """One unit, or the first ones; a name that is none is refused."""
    out = tmp_path / "出"
    run(facts, "-o", out, "--only", "西河小学", "--jobs", "1", code=1)
    assert [path.name for path in out.iterdir() if path.is_dir()] == ["西河小学"]
    run(facts, "-o", out, "--only", "北河小学", code=2)
    assert "写好 0 个(另有 0 个没变" not in run(
        facts, "-o", out, "--limit", "1", "--jobs", "1", code=1
    )


def test_two_runs_do_not_share_a_folder(facts: Path, tmp_path: Path) -> None:
    """The second is refused while the first holds it; looking is allowed."""
    out = tmp_path / "出"
    with JobLedger(out, hold=True) as held:
        held.add("东河小学", State.WRITING, place="东河小学", digest="d")
        with pytest.raises(InputError, match="另一个程序"):
            JobLedger(out, hold=True)
        with JobLedger(out, hold=False) as seen:
            assert [row.state for row in seen.rows()] == [State.WRITING]
    with pytest.raises(InputError, match="没有批量起草的记录"):
        JobLedger(facts, hold=False)


@given(st.lists(st.text(max_size=12), unique=True, max_size=12))
def test_names_of_files_are_safe_and_each_units_own(names: list[str]) -> None:
    """Whatever the units are called, no two write over each other, and no name leaves the folder."""
    with TemporaryDirectory() as folder, JobLedger(Path(folder), hold=True) as ledger:
        for name in names:
            ledger.add(name, State.WRITING)
        places = [row.place for row in ledger.rows()]
        assert len(set(places)) == len(places) == len(names)
        assert [ledger.place(row.unit) for row in ledger.rows()] == places
    for place in places:
        assert place.strip(" .")
        assert not set(place) & set('/\\:*?"<>|\0')


def _kill_or_say(task: int) -> Made:
    if task == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return Made(Counts(figures=task * 10))


def test_a_task_that_kills_its_worker_costs_no_neighbour_its_result() -> None:
    """The tasks that were under way come back; alone, the killer is known and the others done."""
    begun: list[tuple[int, int]] = []
    crew = Crew(_kill_or_say, "两次", 2, True, lambda *told: begun.append(told))
    results = dict(crew.over(iter(range(5))))
    assert results.pop(2) == Made(error="两次")
    assert {task: made.counts.figures for task, made in results.items()} == {
        0: 0,
        1: 10,
        3: 30,
        4: 40,
    }
    assert sorted(begun) == [(0, 1), (1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]


class _Clock:
    """Time that passes only while someone sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


ASKED = Request(Step.WRITE, "results", 1, "写一节。")


def answering(tokens: int) -> Callable[[Request], Answer]:
    """A model whose answer costs so many tokens."""
    return lambda _: Answer("好", sent=tokens, received=0)


def test_the_gate_keeps_calls_and_tokens_a_minute() -> None:
    """The third call of a minute waits; so does the next after too many tokens."""
    clock = _Clock()
    gate = Gate((0, 2, 1000, 0))
    gate.sleep, gate.clock = clock.sleep, clock
    for tokens, began in ((0, 0), (0, 0), (1500, 60), (0, 120)):
        gate.ask(answering(tokens), ASKED)
        assert clock.now == began


def test_a_server_that_says_when_to_come_again_slows_all() -> None:
    """Whoever calls next waits as long as the one who was told."""
    clock = _Clock()
    gate = Gate((0, 0, 0, 0))
    gate.sleep, gate.clock = clock.sleep, clock
    gate.pause(30)
    assert clock.now == 30
    gate.kept["resume"] = 45
    gate.ask(answering(1), ASKED)
    assert clock.now == 45


def test_a_spent_budget_stops_the_run_and_leaves_the_unit_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost; the unit is no failure."""
    gate = Gate((0, 0, 0, 100))
    gate.ask(answering(100), ASKED)
    with pytest.raises(BudgetError, match="预算 100"):
        gate.ask(answering(1), ASKED)
    job = Run(tmp_path, Recipe(), jobs=1)
    made = Made(error="词元预算 100 已用完", stop=True)
    monkeypatch.setattr(Run, "_crew", lambda *_: Crew(lambda _: made, "", 1))
    assert list(job.write(iter([Unit("甲", "a"), Unit("乙", "b")]))) == []
    assert (job.stopped, job.tally["failed"]) == ("词元预算 100 已用完", 0)
    with JobLedger(tmp_path, hold=False) as ledger:
        assert {row.state for row in ledger.rows()} == {State.WAITING}


def test_verify_reads_every_text_of_a_folder(facts: Path, tmp_path: Path) -> None:
    """Each beside its facts; what does not pass is named, what cannot be read too."""
    (facts / "东河小学.txt").write_text("全校新购图书1260册。", "utf-8")
    (facts / "西河小学.md").write_text("全校新购图书900册。", "utf-8")
    out = tmp_path / "结果.csv"
    told = run("verify", facts, "--jobs", "1", "-o", out, code=1)
    assert "未通过 西河小学.md" in told
    assert "共 2 份:通过 1 份,未通过 1 份,读不了 0 份。" in told
    assert '"东河小学.txt","通过","1","0",""' in out.read_text("utf-8-sig")
    (facts / "没有.txt").write_text("一", "utf-8")
    assert "旁边没有同名的事实表" in run("verify", facts, "--jobs", "1", code=2)


@pytest.mark.parametrize(
    ("text", "passed"),
    [("- 全校新购图书**1260**册。\n", True), ("- 全校新购图书**1260**册,**另购**9册。\n", False)],
)
def test_verify_of_a_folder_reads_a_text_as_verify_does(
    facts: Path, text: str, passed: bool
) -> None:
    """Marks of Markdown are no part of its words."""
    (facts / "东河小学.md").write_text(text, "utf-8")
    assert f"通过 {int(passed)} 份" in run("verify", facts, "--jobs", "1", code=int(not passed))


def test_verify_of_a_folder_lets_through_what_the_draft_beside_does(facts: Path) -> None:
    """A finding that a person waived in the draft file is none here either."""
    sheet = load_facts(facts / "东河小学.yaml")
    words = Revision("全校新购图书1260册，组织演练9次。", Author.PERSON)
    document = Document.of_blocks((Block(BlockKind.PARAGRAPH, words.source),))
    (facts / "东河小学.docx").write_bytes(write_docx(document, sheet.document))
    run("verify", facts, "--jobs", "1", code=1)
    waivers = tuple((one.id, "年后补报") for one in verify(document, sheet).findings)
    sections = (Section("results", "成效", Role.RESULTS).revised(words),)
    draft = Draft("总结", sections, waivers=waivers)
    DraftStore.create(facts / "东河小学.draft", draft, sheet).close()
    assert "通过 1 份" in run("verify", facts, "--jobs", "1")


def _many(count: int) -> Iterator[Unit]:
    for number in range(count):
        yield Unit(f"第{number}小学", FACTS.format(name=f"第{number}小学", value=number + 100))


def test_the_driver_holds_few_units_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory does not grow with the number of units: they are taken as they are needed."""
    taken: list[int] = []

    def units() -> Iterator[Unit]:
        for number, unit in enumerate(_many(50)):
            taken.append(number)
            yield unit

    job = Run(tmp_path, Recipe(), jobs=1)
    made = Made(Counts(ok=True), files={".docx": b"x"})
    monkeypatch.setattr(Run, "_crew", lambda *_: Crew(lambda _: made, "", 1))
    seen = [len(taken) for _ in job.write(units())]
    assert job.tally["written"] == 50
    assert all(ahead - done <= 2 for done, ahead in enumerate(seen, 1))
