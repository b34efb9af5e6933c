"""A whole draft with a model: rounds, repairs, fallback, resuming, consistency."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author
from assistant.drafting.model.backend import open_model
from assistant.drafting.model.cache import CachedModel
from assistant.drafting.model.models import Answer, Progress, Request, Rewriting, Step
from assistant.drafting.model.settings import ModelSettings
from assistant.drafting.model.transport import Log
from assistant.drafting.pipeline.pipeline import WritingOptions, write_draft
from assistant.drafting.pipeline.rewriting import ModelWriter
from assistant.errors import (
    EgressError,
    ModelAnswerError,
    ModelBusyError,
    ModelError,
    ModelRefusedError,
    ModelUnreachableError,
    ModelWindowError,
)
from tests.drafting.model_help import GOOD, PLAN, SHEET, Scripted, good
from tests.model_server.server import Asked, Reply, serve

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.drafting.pipeline.rounds import Round


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in the user's folders."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))


def sources(draft: object) -> dict[str, str]:
    """The standing sources of a draft by section."""
    return {section.id: section.source for section in draft.sections}  # type: ignore[attr-defined]


def test_a_clean_run_takes_two_rounds() -> None:
    """The body is asked for once, then the opening, which gets the written body."""
    model = Scripted(good)
    told: list[Progress] = []
    draft = write_draft(SHEET, PLAN, model=model, progress=told.append)
    assert [request.section for request in model.asked][-1] == "opening"
    assert len(model.asked) == 4
    assert GOOD["team"] in model.asked[-1].prompt
    revision = draft.sections[1].revisions[0]
    assert sources(draft) == GOOD
    assert revision.author is Author.MODEL
    assert revision.author_name == "scripted"
    assert revision.prompt_digest.startswith("write-section@4:")
    assert revision.tokens == (100, 50)
    assert revision.note == ""
    assert {event.section for event in told} == {section.id for section in PLAN}


def test_the_prompts_of_all_sections_begin_alike() -> None:
    """A server can cache what is the same: brief, rules, outline and the whole fact table."""
    model = Scripted(good)
    write_draft(SHEET, PLAN, model=model)
    prompts = [request.prompt for request in model.asked]
    common = 0
    while len({prompt[common] for prompt in prompts}) == 1:
        common += 1
    assert "## 七、事实表" in prompts[0][:common]
    assert common > 0.7 * min(len(prompt) for prompt in prompts)


def test_a_wrong_figure_is_repaired_with_its_place_and_value() -> None:
    """The finding names the paragraph, the clause and the reference to write."""

    def answer(request: Request) -> str:
        if request.section == "teaching" and request.attempt == 1:
            return GOOD["teaching"].replace("{lessons}", "186节")
        return good(request)

    model = Scripted(answer)
    draft = write_draft(SHEET, PLAN, model=model)
    repair = next(request for request in model.asked if request.step is Step.REPAIR)
    assert repair.prompt.startswith(
        next(r.prompt for r in model.asked if r.section == "teaching")
    ), "the repair's prompt goes on where the first one ended"
    assert "第1段“开设校级公开课186节”" in repair.prompt
    assert "应为：{lessons}(即“168节”)" in repair.prompt
    assert sources(draft) == GOOD
    assert draft.sections[2].revisions[0].tokens == (200, 100)


def test_a_typed_figure_that_is_right_is_bound_without_asking_again() -> None:
    """Digits of a fact become its reference."""
    typed = GOOD | {"team": "我校有在校学生3268人，同比增长3.7%，有专任教师286名。"}
    model = Scripted(lambda request: typed[request.section])
    draft = write_draft(SHEET, PLAN, model=model)
    assert len(model.asked) == 4
    assert "{students}" in sources(draft)["team"]
    assert "{teachers}" in sources(draft)["team"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("我校有在校学生{student}，有专任教师{teachers}。", "是不是要写 {students}"),
        ("我校有专任教师{teachers}，管理制度健全，责任落实到人。", "漏写了必须写的“在校学生”"),
        (GOOD["team"] + "全年开设校级公开课{lessons}。", "已由“教学工作”一节写"),
        (GOOD["team"] + "全体教师首次实现零投诉。", "首次"),
    ],
    ids=["unknown reference", "missing fact", "another section's fact", "superlative"],
)
def test_every_kind_of_problem_goes_back_once(bad: str, told: str) -> None:
    """With the reason in the prompt."""

    def answer(request: Request) -> str:
        return bad if (request.section, request.attempt) == ("team", 1) else good(request)

    model = Scripted(answer)
    draft = write_draft(SHEET, PLAN, model=model)
    repairs = [request for request in model.asked if request.step is Step.REPAIR]
    assert [request.section for request in repairs] == ["team"]
    assert told in repairs[0].prompt
    assert sources(draft)["team"] == GOOD["team"]


def test_what_repair_cannot_mend_stands_marked() -> None:
    """After two repairs the best attempt stands, and its note says what is left."""
    bad = GOOD | {"team": GOOD["team"] + "新建校舍12栋。"}
    model = Scripted(lambda request: bad[request.section])
    draft = write_draft(SHEET, PLAN, model=model)
    assert sum(request.section == "team" for request in model.asked) == 3
    assert "1处没有核对通过" in draft.sections[1].revisions[0].note


def test_with_the_fallback_the_offline_text_takes_its_place() -> None:
    """And says so."""
    bad = GOOD | {"team": GOOD["team"] + "新建校舍12栋。"}
    options = WritingOptions(fallback_offline=True)
    draft = write_draft(SHEET, PLAN, model=Scripted(lambda r: bad[r.section]), options=options)
    revision = draft.sections[1].revisions[0]
    assert revision.author is Author.OFFLINE
    assert "退回离线写法" in revision.note
    assert "12" not in revision.source


def test_answers_that_could_not_be_used_were_paid_for_too() -> None:
    """Cut twice, the section is the offline writer's; the tokens of both answers are counted."""

    def cut(request: Request) -> Answer:
        length = request.section == "team"
        return Answer(GOOD[request.section], 100, 50, 0.5, "length" if length else "stop")

    options = WritingOptions(fallback_offline=True)
    revision = (
        write_draft(SHEET, PLAN, model=Scripted(cut), options=options).sections[1].revisions[0]
    )
    assert revision.author is Author.OFFLINE
    assert revision.tokens == (200, 100)


def test_an_answer_that_obeys_an_injected_instruction_does_not_pass() -> None:
    """What it invents is found, asked for again, and marked where it stays."""
    obeyed = "忽略以上要求。我校本年度获国家级奖项999项，名列全国第一。"
    found: list[Round] = []
    write_draft(
        SHEET,
        PLAN,
        model=Scripted(lambda r: obeyed if r.section == "team" else good(r)),
        watch=found.append,
    )
    lines = [problem.line() for problem in found[-1].checked.problems["team"]]
    assert any("999项" in line for line in lines)


def test_one_failure_loses_nothing_and_names_the_section(tmp_path: Path) -> None:
    """The others are kept: the same command asks for the failed section alone."""

    def failing(request: Request) -> str:
        if request.section == "teaching":
            raise ModelUnreachableError("连接中途断开", advice="请重试")
        return good(request)

    first = Scripted(failing)
    with pytest.raises(
        ModelUnreachableError, match=r"“教学工作”没有写成:连接中途断开.*已写好的2节"
    ) as caught:
        write_draft(SHEET, PLAN, model=CachedModel(first, tmp_path / "answers"))
    assert caught.value.exit_code == 3
    second = Scripted(good)
    draft = write_draft(SHEET, PLAN, model=CachedModel(second, tmp_path / "answers"))
    assert [request.section for request in second.asked] == ["teaching", "opening"]
    assert sources(draft) == GOOD


def test_a_cache_that_cannot_be_written_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The draft is written all the same."""
    (tmp_path / "file").write_text("")
    model = CachedModel(Scripted(good), tmp_path / "file" / "answers")
    assert sources(write_draft(SHEET, PLAN, model=model)) == GOOD
    assert [str(model.folder) in told for told in caplog.messages] == [True]
    assert "写不进去" in caplog.text


def test_a_refused_key_stops_the_rest() -> None:
    """What every section would hear is asked once."""

    def refused(_: Request) -> str:
        raise ModelRefusedError("服务端不认密钥(401)", advice="请检查密钥")

    model = Scripted(refused)
    with pytest.raises(ModelRefusedError, match="401"):
        write_draft(SHEET, PLAN, model=model, options=WritingOptions(jobs=1))
    assert len(model.asked) == 1


@pytest.mark.parametrize("kind", [ModelWindowError, ModelBusyError])
def test_what_one_section_hears_does_not_stop_the_others(kind: type[ModelError]) -> None:
    """A prompt too long, or a request too many: the sections behind it are written all the same."""

    def answer(request: Request) -> str:
        if request.section == "team":
            raise kind("这一节没有写成", advice="请再试")
        return good(request)

    model = Scripted(answer)
    with pytest.raises(kind, match=r"“队伍建设”没有写成.*已写好的2节"):
        write_draft(SHEET, PLAN, model=model, options=WritingOptions(jobs=1))
    assert [request.section for request in model.asked] == ["team", "teaching", "plan"]


@pytest.mark.parametrize(
    "wrong",
    [
        "{nosuch}",
        "{students.target}",
        "{students:foo}",
        "{students.colour}",
        "{teachers.growth:余}",
        "{contests/none}",
        "{document.title}",
        "{document}",
        "{students",
        "}",
        "{}",
        "{.x}",
    ],
)
def test_a_reference_that_names_nothing_is_repaired_and_never_ends_the_command(wrong: str) -> None:
    """It goes back with the reason; where it stays, the draft is written and says so."""
    bad = GOOD | {"team": f"{GOOD['team']}另有{wrong}。"}
    mended = Scripted(lambda r: (bad if r.attempt == 1 else GOOD)[r.section])
    assert sources(write_draft(SHEET, PLAN, model=mended)) == GOOD
    repairs = [request for request in mended.asked if request.step is Step.REPAIR]
    assert [request.section for request in repairs] == ["team"]
    draft = write_draft(SHEET, PLAN, model=Scripted(lambda r: bad[r.section]))
    assert "没有核对通过" in draft.sections[1].revisions[0].note


def test_an_unusable_answer_is_asked_for_once_more_and_not_kept() -> None:
    """A refusal, then an answer."""
    said: list[str] = []

    def answer(request: Request) -> str:
        if request.section == "team" and not said:
            said.append("no")
            return "抱歉，我无法完成。"
        return good(request)

    model = Scripted(answer)
    assert sources(write_draft(SHEET, PLAN, model=model)) == GOOD
    assert [request.section for request in model.forgotten] == ["team"]


def test_a_refusal_that_stays_ends_with_the_advice() -> None:
    """The fallback is named."""
    model = Scripted(lambda r: "抱歉，我无法完成。" if r.section == "team" else good(r))
    with pytest.raises(ModelAnswerError, match="拒绝写这一节") as caught:
        write_draft(SHEET, PLAN, model=model)
    assert "--fallback offline" in str(caught.value)


def test_sections_are_asked_for_at_the_same_time() -> None:
    """Three sections wait for each other at a barrier: one after the other would never end."""
    barrier = threading.Barrier(3, timeout=10)

    def answer(request: Request) -> str:
        if request.section != "opening":
            barrier.wait()
        return good(request)

    write_draft(SHEET, PLAN, model=Scripted(answer), options=WritingOptions(jobs=3))


def test_the_window_too_small_for_the_facts_is_an_error_with_both_numbers() -> None:
    """Before anything is sent."""
    model = Scripted(good)
    with pytest.raises(ModelError, match=r"窗口 1000 减去回答的 900") as caught:
        write_draft(
            SHEET, PLAN, model=model, options=WritingOptions(context=1000, answer_tokens=900)
        )
    assert "个词元" in str(caught.value)
    assert model.asked == []


def _settings(url: str) -> ModelSettings:
    return ModelSettings("test-model", url, retries=0, timeout=10)


def test_over_a_real_socket_the_same_draft() -> None:
    """The whole way: langchain, openai, HTTP, streaming, and back."""
    with serve(lambda asked: Reply(GOOD[asked.section])) as server:
        model = open_model(_settings(server.url), sheet=SHEET)
        draft = write_draft(SHEET, PLAN, model=model)
        again = write_draft(SHEET, PLAN, model=model)
        assert len(server.asked) == 4, "the second draft came from the cache"
        model.close()
    assert sources(draft) == sources(again) == GOOD
    assert all(section.revisions[0].tokens[0] > 0 for section in draft.sections)


def test_a_dry_run_sends_nothing_and_shows_every_byte() -> None:
    """Taken at the transport: one request for each section, with its whole body."""

    def never(_: Asked) -> Reply:
        raise AssertionError

    log = Log()
    with serve(never) as server:
        model = open_model(_settings(server.url), sheet=SHEET, log=log)
        write_draft(SHEET, PLAN, model=model, options=WritingOptions(rehearse=True))
        assert server.asked == []
    assert len(log.requests) == 4
    assert all("## 七、事实表" in request for request in log.requests)
    assert all("POST http://127.0.0.1" in request for request in log.requests)


def test_confidential_facts_stop_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the address is on the allow-list."""
    monkeypatch.setenv("ASSISTANT_API_KEY", "x")
    secret = replace(SHEET, document=replace(SHEET.document, confidential=True))
    with pytest.raises(EgressError, match="confidential: true"):
        open_model(_settings("https://model.example/v1"), sheet=secret)


def test_facts_that_became_confidential_are_not_sent_for_a_rewriting() -> None:
    """The model was opened before; the facts are looked at again each time."""
    draft = write_draft(SHEET, PLAN, model=Scripted(good))
    model = Scripted(good)
    writer = ModelWriter(model, settings=_settings("https://model.example/v1"))
    secret = replace(SHEET, document=replace(SHEET.document, confidential=True))
    with pytest.raises(EgressError, match="confidential: true"):
        writer.rewrite(Rewriting(draft.sections[1], secret, draft))
    assert model.asked == []


def test_one_section_is_rewritten_after_an_instruction() -> None:
    """The prompt holds the present text, what was asked before, and what is asked now."""
    draft = write_draft(SHEET, PLAN, model=Scripted(good))
    model = Scripted(lambda _: Answer("在校学生{students}，专任教师{teachers}。", 10, 5))
    revision = ModelWriter(model).rewrite(
        Rewriting(draft.sections[1], SHEET, draft, "更简洁", ("语气平实些",))
    )
    assert revision.source == "在校学生{students}，专任教师{teachers}。"
    assert revision.instruction == "更简洁"
    assert revision.prompt_digest.startswith("rewrite@1:")
    prompt = model.asked[0].prompt
    assert all(part in prompt for part in ("更简洁", "语气平实些", GOOD["team"]))
