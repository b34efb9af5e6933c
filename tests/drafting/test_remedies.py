"""The loop of refusals and repairs: none makes a true sentence false, and sections serve their aim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.drafting.model.models import Answer, Request, Step
from assistant.drafting.pipeline.patching import excerpt, paragraphs_concerned, patched
from assistant.drafting.pipeline.pipeline import write_draft
from assistant.drafting.pipeline.problems import check_draft
from assistant.drafting.pipeline.purposes import refuse_echo
from assistant.drafting.references.render import render
from assistant.errors import ModelAnswerError
from assistant.facts import parse_facts
from assistant.verification import verify
from tests.drafting.model_help import GOOD, PLAN, Scripted, good
from tests.drafting.model_help import SHEET as SCHOOL

if TYPE_CHECKING:
    from assistant.drafting.pipeline.problems import Problem

SHEET = parse_facts(
    """\
document: {title: 青河镇宣传工作总结, organization: 青河镇, self: 我镇, period: 2025}
facts:
  - {id: daily, indicator: 编发工作简报, value: 28, unit: 期}
  - {id: debate, indicator: 编发大讨论专刊, value: 10, unit: 期}
  - {id: village, indicator: 编发村情快报, value: 4, unit: 期}
  - {id: talks, indicator: 宣讲, value: 60, unit: 场}
  - {id: heard, indicator: 宣讲听众, value: 5400, unit: 人次}
  - {id: film, indicator: 放映电影, value: 45, unit: 场, previous: 50}
  - {id: sent, indicator: 报送稿件, value: 180, unit: 篇}
  - {id: used, indicator: 采用稿件, value: 63, unit: 篇}
"""
)
IDS = tuple(fact.id for fact in SHEET.facts)


def problems_of(source: str) -> tuple[Problem, ...]:
    """What a section of this source is told."""
    section = Section("work", "工作", Role.RESULTS, IDS, (Revision(source, Author.MODEL),))
    checked = check_draft(Draft("总结", (section,)), SHEET, lambda text: verify(text, SHEET))
    return tuple(one for one in checked.problems.get("work", ()) if one.quoted)


# True sentences that tell what follows from several facts.
TRUE = [
    "编发大讨论专刊10期。全年三类刊物合计42期。",
    "编发工作简报28期、大讨论专刊10期、村情快报4期，三类合计42期。",
    "宣讲60场，宣讲听众5400人次，平均每场90人次。",
    "宣讲60场、放映电影45场，宣讲比放映电影多15场。",
    "报送稿件180篇，采用稿件63篇，占报送稿件的35%。",
    "编发工作简报28期，其余两类刊物14期。",
    "放映电影45场，比上年减少5场。",
    "编发工作简报28期，是大讨论专刊10期的2.8倍。",
    "宣讲60场、放映电影45场，宣讲比放映电影多15场。",
    "宣讲60场，宣讲听众5400人次，场均90人次。",
    "报送稿件180篇，采用稿件63篇，未采用的117篇。",
]


_FIGURE = re.compile(r"\d[\d.]*[^\d，。、\s]")


def obedient(request: Request, answer: str) -> str:
    """A writer who puts what is offered where it was told to, and deletes what is unproved."""
    asked = request.prompt.rpartition("## 核对结果")[2]
    standing = re.findall(r"\[第\d+段\] .*", request.prompt)[-1:]
    text = standing[0] if standing else answer
    for clause, figure, rest in re.findall(r"第\d+段“([^”]*)”：(?:其中“([^”]*)”)?([^\n]*)", asked):
        offer = re.search(r"应为：(.*?)\(即“", rest)
        number = re.search(r"\d[\d.]*[^，。；\s]*", figure or clause)
        if not offer:
            text = text.replace(clause, "")
        elif offer[1].startswith("{") and number:
            text = text.replace(number[0], offer[1])
        else:
            text = text.replace(clause, offer[1])
    return text


@pytest.mark.parametrize("sentence", TRUE)
def test_no_repair_makes_a_true_sentence_false(sentence: str) -> None:
    """Whatever was refused: the numbers that stand at the end are the true sentence's."""
    plan = (Section("work", "工作", Role.RESULTS, IDS),)

    def answer(request: Request) -> str:
        return obedient(request, sentence) if request.step is Step.REPAIR else sentence

    draft = write_draft(SHEET, plan, model=Scripted(answer))
    text = render(draft.sections[0].source, SHEET, lenient=True).text
    true = iter(_FIGURE.findall(sentence))
    left = _FIGURE.findall(text)
    assert all(figure in true for figure in left), (left, sentence)


def test_an_offer_is_taken_where_it_was_made() -> None:
    """The clause that is offered stands in the text of who obeys, and the verifier proves it there."""
    plan = (Section("work", "工作", Role.RESULTS, IDS),)
    sentence = "采用63篇，占比35%。报送稿件180篇。"

    def answer(request: Request) -> str:
        return obedient(request, sentence) if request.step is Step.REPAIR else sentence

    draft = write_draft(SHEET, plan, model=Scripted(answer))
    text = render(draft.sections[0].source, SHEET, lenient=True).text
    assert text == "采用63篇，采用稿件占报送稿件的35%。报送稿件180篇。"


@pytest.mark.parametrize(
    ("source", "offered"),
    [
        ("报送稿件170篇。", "{sent}(即“180篇”)"),
        ("编发工作简报28件。", "{daily}(即“28期”)"),
        ("编发工作简报{daily}、大讨论专刊{debate}、村情快报{village}。三类刊物合计49期。", ""),
        ("部级干部调研9次。", ""),
        ("放映电影{film}，宣讲{talks}，文化活动合计87场。", ""),
    ],
)
def test_what_is_offered_fits_in_unit_name_and_role(source: str, offered: str) -> None:
    """No other fact's number is offered; where nothing fits, the figure is to be left out."""
    found = problems_of(source)
    assert found
    assert {one.right for one in found if one.error} == {offered}
    assert offered or any("没有得到证明" in one.reason for one in found)


@pytest.mark.parametrize(
    ("source", "offer"),
    [
        # What is true as it stands is refused no more, so that nothing false is offered.
        ("工作简报、大讨论专刊合计38期。", ""),
        ("编发工作简报及大讨论专刊38期。", ""),
        # A computed reference in words that do not prove it: they are changed, not the reference.
        ("报送稿件{sent}，占比为{占比:used,sent}。", "采用稿件占报送稿件的{占比:used,sent}"),
        (
            "放映电影{film}，与上年差距{相差:film,film.previous}。",
            "放映电影{film}、上年{film.previous}，相差{相差:film,film.previous}",
        ),
        (
            "其余{其余:sent,used}没有采用。",
            "报送稿件{sent}、采用稿件{used}，其余{其余:sent,used}",
        ),
        ("宣讲放映电影共105场。", ""),
        ("报送稿件{sent}，采用的占总数的35%，即63篇。", ""),
    ],
)
def test_what_follows_from_several_facts_is_offered_in_words_that_prove_it(
    source: str, offer: str
) -> None:
    """The clause that is offered has been tried: in its place the verifier proves every figure."""
    rights = [one.right.partition("(即")[0] for one in problems_of(source) if one.error]
    assert offer in rights or (not offer and not any(rights)), rights
    if offer:
        assert not problems_of(f"{offer}。")


@pytest.mark.parametrize(
    ("source", "offered"),
    [
        # The words name the partner, and it is another.
        ("报送稿件180篇，采用稿件63篇，占全县采用量的35%。", ""),
        ("宣讲60场，放映电影45场，比文艺演出多15场。", ""),
    ],
)
def test_a_wrong_partner_is_not_offered(source: str, offered: str) -> None:
    """A share or a difference of facts that the words do not name is not what was meant."""
    found = [one for one in problems_of(source) if one.error]
    assert found
    assert {one.right for one in found} == {offered}


def test_a_repair_that_leaves_out_facts_is_not_taken() -> None:
    """One wrong figure among six facts: an answer that tells none of them is no mending."""
    plan = (Section("work", "工作", Role.RESULTS, IDS),)
    first = "宣讲{talks}，听众{heard}，放映电影{film}。报送稿件{sent}，采用{used}，影响面达9000人。"
    model = Scripted(lambda r: first if r.step is Step.WRITE else "[第1段] 各项工作有序推进。")
    draft = write_draft(SHEET, plan, model=model)
    assert draft.sections[0].source == first
    shorter = first.replace("，影响面达9000人", "")
    model = Scripted(lambda r: first if r.step is Step.WRITE else f"[第1段] {shorter}")
    assert write_draft(SHEET, plan, model=model).sections[0].source == shorter


def test_a_sum_over_one_of_its_parts_is_refused() -> None:
    """10期 is true of one publication and false of all three."""
    report = verify("编发工作简报28期、大讨论专刊10期，两类合计10期。", SHEET)
    assert [figure.verdict.value for figure in report.figures][-1] == "wrong-derivation"
    assert verify("编发工作简报28期、大讨论专刊10期，两类合计38期。", SHEET).ok


def test_words_that_contradict_a_reference_go_back() -> None:
    """增长 before 下降10% is for the writer to decide."""
    told = [one.reason for one in problems_of("放映电影{film}，同比增长{film.growth}。")]
    assert any("说法相反" in reason for reason in told)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("各项工作有序推进，群众反映良好。", "一条也没有写到"),
        ("宣讲{talks}，圆满完成任务。", "圆满完成"),
    ],
)
def test_a_section_does_what_it_is_for(source: str, told: str) -> None:
    """It states its facts, without words that none bears out."""
    section = Section("work", "工作", Role.RESULTS, IDS, (Revision(source, Author.MODEL),))
    checked = check_draft(Draft("总结", (section,)), SHEET, lambda text: verify(text, SHEET))
    assert any(told in one.reason for one in checked.problems["work"])


def test_an_echo_of_the_prompt_is_no_section() -> None:
    """A small model repeats what it was asked; it is asked again, then refused."""
    with pytest.raises(ModelAnswerError, match="抄了一遍"):
        write_draft(
            SCHOOL,
            PLAN,
            model=Scripted(lambda request: request.prompt[request.prompt.find("## 三") :][:900]),
        )
    refuse_echo(GOOD["team"], "写什么：先写机构、人员和责任，再写机制和保障。", SCHOOL)
    table = "- {lessons} → 168节｜校级公开课｜上年同期 {lessons.previous} → 140节"
    with pytest.raises(ModelAnswerError, match="抄了一遍"):
        refuse_echo(f"三、教学工作\n{table}", f"## 七、事实表\n{table}\n", SCHOOL)


def test_words_without_ground_are_told_of_at_the_end() -> None:
    """Where the model keeps them the section's note says so: the verifier does not."""
    kept = f"{GOOD['teaching'][:-1]}，成绩大幅提升。"
    answer = lambda request: kept if request.section == "teaching" else good(request)  # noqa: E731
    draft = write_draft(SCHOOL, PLAN, model=Scripted(answer))
    notes = {section.id: section.revisions[-1].note for section in draft.sections}
    assert "“大幅”没有事实可以证明" in notes["teaching"]
    assert not notes["team"]


def test_a_proved_figure_is_never_a_samples() -> None:
    """A growth that the facts prove may stand in a sample too."""
    sample = {"范文": "上年办结案件186件，同比下降10%，处置隐患3306处，群众来信同比下降10%。"}
    report = verify("放映电影45场，同比下降10%。", SHEET, samples=sample)
    assert report.ok
    assert not verify("处置隐患3306处。放映电影45场。", SHEET, samples=sample).ok
    change = {"范文": "全年放映戏剧30场,同比下降10%,比上年减少5场,占全部活动的35%。"}
    assert verify("放映电影45场，同比下降10%，比上年减少5场。", SHEET, samples=change).ok


SOURCE = "甲段文字。\n乙段文字。\n丙段文字。"


@pytest.mark.parametrize(
    ("sent", "merged"),
    [
        ("[第2段] 新的乙段。", "甲段文字。\n新的乙段。\n丙段文字。"),
        (
            "好的，修改如下：\n[第2段] 新的乙段。\n[第3段] 没有问到的。",
            "甲段文字。\n新的乙段。\n丙段文字。",
        ),
        ("[第2段]（删去）", "甲段文字。\n丙段文字。"),
        ("<think>改哪段</think>新的乙段。", "甲段文字。\n新的乙段。\n丙段文字。"),
        ("全部重写的一。\n全部重写的二。", "全部重写的一。\n全部重写的二。"),
        ("甲段文字,新的乙段,丙段文字。", "甲段文字,新的乙段,丙段文字。"),
    ],
)
def test_a_repair_goes_back_into_its_place(sent: str, merged: str) -> None:
    """Only the paragraphs that were sent change."""
    assert patched(Answer(sent), SOURCE, (2,), "工作") == merged


def test_a_repair_sends_the_paragraphs_concerned() -> None:
    """All of them where a problem has no place."""
    assert paragraphs_concerned(["第2段", "第2段"], SOURCE) == (2,)
    assert paragraphs_concerned(["第2段", ""], SOURCE) == (1, 2, 3)
    assert excerpt(SOURCE, (1, 3)) == "[第1段] 甲段文字。\n[第3段] 丙段文字。"


def test_an_answer_cut_at_the_limit_is_asked_for_again_shorter() -> None:
    """The second question says how long it may be."""

    def answer(request: Request) -> Answer | str:
        if request.section == "team" and "被截断" not in request.prompt:
            return Answer(GOOD["team"][:30], 100, 50, finish="length")
        return good(request)

    model = Scripted(answer)
    write_draft(SCHOOL, PLAN, model=model)
    assert sum("被截断" in request.prompt for request in model.asked) == 1


@pytest.mark.parametrize(
    "finish", ["", "insufficient_system_resource", "network_error", "unknown", "sensitive"]
)
def test_an_answer_that_is_not_whole_never_stands(finish: str) -> None:
    """Whatever other reason a server gives: asked again, then told."""
    broken = Answer(GOOD["team"][:40], 100, 50, finish=finish)
    with pytest.raises(ModelAnswerError):
        write_draft(SCHOOL, PLAN, model=Scripted(lambda _: broken))


def test_usage_is_what_was_paid() -> None:
    """A cached answer costs nothing; a server that says nothing is estimated, and both are told."""
    kept = (
        write_draft(SCHOOL, PLAN, model=Scripted(lambda r: Answer(good(r), 100, 50, cached=True)))
        .sections[1]
        .revisions[0]
    )
    assert kept.tokens == (0, 0)
    assert "缓存" in kept.note
    silent = write_draft(SCHOOL, PLAN, model=Scripted(lambda r: Answer(good(r)))).sections[1]
    assert min(silent.revisions[0].tokens) > 0
    assert "估计" in silent.revisions[0].note
