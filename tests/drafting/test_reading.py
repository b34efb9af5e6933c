"""The reader that asks a model: its prompt, its batches, asking once more, and the four recorded readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Report, Scope, Verdict
from assistant.drafting.model.models import Answer, Request, Step
from assistant.drafting.model.stub import load_stub
from assistant.drafting.pipeline.prompts import load_prompts
from assistant.drafting.pipeline.reader_evaluation import (
    annotated,
    evaluate_reader,
    is_annotated,
)
from assistant.drafting.pipeline.reading import ModelReader, batches_of, reader_table
from assistant.errors import ModelAnswerError, ModelUnreachableError, SettingsError
from assistant.facts import load_facts, parse_facts
from assistant.verification import verify
from assistant.verification.reader import Passage, Question

if TYPE_CHECKING:
    from pathlib import Path


class Replies:
    """A model that gives the answers one after the other."""

    name = "一问一答"
    identity = "replies"

    def __init__(self, *answers: str | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[Request] = []

    def ask(self, request: Request) -> Answer:
        """The next answer."""
        self.asked.append(request)
        found = self.answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return Answer(found, 100, 20)

    def forget(self, request: Request) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


SHEET = parse_facts(
    "document: {title: 甲, organization: 某馆, self: 我馆, period: 2025}\n"
    "facts:\n"
    "  - {id: a, indicator: 发稿, value: 30, unit: 篇, scope: 全馆, previous: 20, target: 25, aliases: [稿件]}\n"
    "  - {id: b, event: 开馆, date: 06-01}\n"
    "  - {id: c, statement: 有分馆7个}\n"
    "  - {id: d, indicator: 新建, value: 3, unit: 个, status: planned, bound: at_least}\n"
    "  - {id: e, indicator: 增速, growth: 5}\n"
)


def passages(*counts: int) -> tuple[Passage, ...]:
    """Passages with so many figures each."""
    numbers = iter(range(1, 1000))
    return tuple(
        Passage(
            0,
            "1" * count or "一、标题",
            tuple((next(numbers), at) for at in range(count)),
            0 if count else 1,
        )
        for count in counts
    )


def test_the_table_tells_each_fact_in_a_line() -> None:
    """What tells it from the others stands behind."""
    assert reader_table(SHEET).splitlines() == [
        "a｜发稿｜30篇｜范围：全馆；上年 20篇；目标 25篇；又叫 稿件",
        "b｜开馆｜6月1日｜事件",
        "c｜｜有分馆(#1)7个｜陈述",
        "d｜新建｜不少于3个｜不少于；计划，尚未做到",
        "e｜增速｜增速5%｜增速 5%",
    ]


def test_the_prompt_begins_with_what_is_the_same_for_every_text() -> None:
    """Rules and facts before the text, so that a server can cache them."""
    reader = ModelReader(Replies(), load_prompts())
    one, other = (
        reader.prompts_of(Question(SHEET, (Passage(0, text, ((1, 2),)),)))[0]
        for text in ("发稿30篇。", "来稿40篇。")
    )
    assert one.endswith("发稿⟦1⟧30篇。\n")
    assert one[: one.index("## 文稿")] == other[: other.index("## 文稿")]


def test_batches_keep_a_passage_whole_and_bring_its_headings() -> None:
    """A new request begins where the figures are too many for one."""
    found = batches_of(Question(SHEET, passages(0, 50, 40, 0, 30)), 80)
    assert [[len(passage.marks) for passage in batch] for batch in found] == [
        [0, 50],
        [0, 40, 0, 30],
    ]
    assert batches_of(Question(SHEET, passages(0)), 80) == []


def test_what_was_left_out_is_asked_for_once_more() -> None:
    """Only that, and then no more."""
    model = Replies("1 = a\n2 = c#2", "2 = c")
    reader = ModelReader(model, load_prompts())
    assert reader.read(Question(SHEET, passages(2))) == ["1 = a\n2 = c#2", "2 = c"]
    assert "⟦1⟧" in model.asked[0].prompt.split("## 文稿")[1]
    assert "⟦1⟧" not in model.asked[1].prompt.split("## 文稿")[1]
    assert [request.step for request in model.asked] == [Step.READ, Step.READ]
    assert (reader.sent, reader.received, reader.unanswered) == (200, 40, 0)


def test_a_reader_that_goes_on_answering_nothing_is_left_silent() -> None:
    """An unusable second answer too."""
    for second in ("没有了", ModelAnswerError("空的")):
        reader = ModelReader(Replies("好的", second), load_prompts())
        assert reader.read(Question(SHEET, passages(3)))
        assert reader.unanswered == 3


def test_a_model_that_cannot_be_reached_is_no_silence() -> None:
    """The command ends with 3."""
    for error in (ModelUnreachableError("断了"), ModelAnswerError("网页")):
        with pytest.raises(type(error)):
            ModelReader(Replies(error), load_prompts()).read(Question(SHEET, passages(1)))


def recorded(root: Path, name: str) -> Report:
    """The report on the library's text with one of the recorded readers."""
    folder = root / "fixtures" / "readers"
    reader = ModelReader(load_stub(folder / name), load_prompts())
    text = (folder / "text.txt").read_text("utf-8")
    return verify(text, load_facts(folder / "facts.yaml"), reader=reader, scope=Scope.ALL)


READERS = {
    "clean": {"45100册次": Verdict.READ, "10天": Verdict.READ},
    "wrong": {
        "8%": Verdict.DISPUTED,
        "41300册次": Verdict.DISPUTED,
        "45100册次": Verdict.IMPLIED,
        "5400人次": Verdict.DISPUTED,
        "10天": Verdict.UNSUPPORTED,
        "7个": Verdict.DISPUTED,
        "馆藏利用率列全市": Verdict.DISPUTED,
        "2026年": Verdict.DISPUTED,
        "3个": Verdict.DISPUTED,
    },
    "lazy": {"45100册次": Verdict.READ, "10天": Verdict.UNSUPPORTED},
    "hostile": {
        "图书": Verdict.DISPUTED,
        "45100册次": Verdict.IMPLIED,
        "10天": Verdict.UNSUPPORTED,
    },
}


@pytest.mark.parametrize("name", READERS)
def test_the_recorded_readers(name: str, root: Path) -> None:
    """Clean, wrong, lazy and hostile: none of them makes the report ok by itself."""
    report = recorded(root, name)
    placed = {one.text: one.verdict for one in report.findings if one.start is not None}
    assert placed == READERS[name]
    assert not report.ok


def test_readers_are_measured_on_texts_whose_errors_are_known(root: Path) -> None:
    """A right one agrees everywhere and disputes nothing true; a wrong one is told by its disputes."""
    folder = root / "fixtures" / "readers"
    assert is_annotated(folder)
    found = {}
    for name in ("clean", "wrong", "lazy"):
        model = load_stub(folder / name)
        found[name] = {one.text: one for one in evaluate_reader(folder, model, load_prompts())}
    right, wrong = found["clean"]["text"], found["wrong"]["text"]
    assert (right.asked, right.answered, right.agreed, right.disputes) == (18, 18, 18, (0, 0))
    assert right.reads == (2, 0)
    assert wrong.agreed < right.agreed
    assert wrong.disputes[1] > 0
    assert found["lazy"]["text"].answered == 3
    planted = found["clean"]["planted"]
    assert (planted.planted, planted.missed, planted.reads) == (4, 0, (2, 0))


def test_an_annotation_is_taken_off(tmp_path: Path) -> None:
    """Its places count in the text without marks; one that is not closed is told."""
    assert annotated("共【错:28场】,其中【错:9场】。") == ("共28场,其中9场。", ((1, 4), (7, 9)))
    (tmp_path / "facts.yaml").write_text(
        "document: {title: 甲}\nfacts: [{id: a, indicator: 乙, value: 1}]\n", "utf-8"
    )
    (tmp_path / "a.txt").write_text("共【错:28场,", "utf-8")
    with pytest.raises(SettingsError, match="没写完"):
        evaluate_reader(tmp_path, Replies(), load_prompts())
