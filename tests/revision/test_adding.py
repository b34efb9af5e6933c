"""A figure becomes a fact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Finding, Level, Verdict
from assistant.errors import InputError
from assistant.revision.adding import SOURCE, add_figure, fact_fields, suggested_name
from assistant.revision.editing import correct, correction, edit, propose_correction
from assistant.revision.session import Session


def _finding(text: str, sentence: str = "", fact: str | None = None) -> Finding:
    return Finding("id", 0, len(text), text, Verdict.UNSUPPORTED, fact, Level.ERROR, "", sentence)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("5处", {"value": 5, "unit": "处"}),
        ("3.5万人", {"value": 3.5, "unit": "万人"}),
        ("97.86%", {"value": 97.86, "unit": "%"}),
        ("1,096篇", {"value": 1096, "unit": "篇"}),
        ("十二场", {"value": 12, "unit": "场"}),
        ("第三名", {"rank": 3}),
    ],
)
def test_a_figure_is_written_as_the_draft_says_it(text: str, fields: dict[str, object]) -> None:
    """Number and unit as written; a scale word goes to the unit."""
    made = fact_fields(_finding(text), " 新项目 ")
    assert made == {"indicator": "新项目", **fields, "source": SOURCE}


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("近300人", "人数", "确切"),
        ("4—5个", "个数", "确切"),
        ("3处和5处", "处数", "单独"),
        ("5处", "  ", "名称"),
    ],
)
def test_what_is_no_exact_figure_is_refused(text: str, name: str, told: str) -> None:
    """The ledger holds exact values; the message says so."""
    with pytest.raises(InputError, match=told):
        fact_fields(_finding(text), name)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("今年，全县新建法治公园共5处。", "全县新建法治公园"),
        ("5处。", ""),
        ("没有这个数。", ""),
    ],
)
def test_the_name_is_suggested_from_the_clause(sentence: str, name: str) -> None:
    """The words that lead to the figure, without those that only link."""
    assert suggested_name(_finding("5处", sentence)) == name


def test_changed_facts_come_first(session: Session) -> None:
    """A fact is not added to a sheet that the draft was not yet rendered with."""
    edit(session, "problems", "全县全年未在省级以上媒体发稿的乡镇有3个。新建法治公园5处。")
    finding = session.view("problems").errors[0]
    session.changed_sheet = session.sheet
    with pytest.raises(InputError, match="采用"):
        add_figure(session, finding.id, "新建法治公园")


def test_a_correction_is_what_is_expected_or_the_fact_it_seems_to_mean(session: Session) -> None:
    """Without either there is nothing to correct to."""
    assert correction(_finding("5场", fact="lectures"), session.sheet) == "{lectures}"
    assert correction(_finding("5场"), session.sheet) is None


def test_what_cannot_be_corrected_is_told(session: Session) -> None:
    """The message says what else can be done."""
    edit(session, "problems", "全县全年未在省级以上媒体发稿的乡镇有3个。新建法治公园5处。")
    finding = next(each for each in session.view("problems").errors if each.text == "5处")
    if correction(finding, session.sheet) is None:
        with pytest.raises(InputError, match="不能自动改正"):
            correct(session, finding.id)


@pytest.mark.parametrize(
    ("verdict", "fact", "sentence", "guess"),
    [
        (Verdict.CONTRADICTED, "lectures", "全县开展法治宣讲261场", False),
        (Verdict.MISATTRIBUTED, "lectures", "全县新建公园261场", True),
        (Verdict.MISATTRIBUTED, "articles/national", "国家级媒体261场", False),
        (Verdict.WRONG_DIRECTION, "articles.growth", "媒体发稿下降261场", False),
        (Verdict.UNSUPPORTED, "lectures", "全县开展法治宣讲261场", True),
        (Verdict.INCONSISTENT, None, "前后各异261场", False),
    ],
)
def test_a_correction_says_whether_it_is_a_guess(
    session: Session, verdict: Verdict, fact: str | None, sentence: str, guess: bool
) -> None:
    """A sentence that does not name the fact may speak of something else."""
    edit(session, "problems", f"全县全年未在省级以上媒体发稿的乡镇有3个。{sentence}。")
    shown = next(each for each in session.view("problems").errors if "261场" in each.text)
    finding = replace(shown, verdict=verdict, fact=fact, sentence=sentence, expected="216场")
    views = [
        replace(view, findings=(finding,)) if view.section.id == "problems" else view
        for view in session.views
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "views", property(lambda _: tuple(views)))
        proposed = propose_correction(session, finding)
    assert proposed is not None
    assert proposed.guess is guess
    assert "".join(p.text for p in proposed.pieces if p.change.value != "cut").endswith("216场")


def test_a_correction_leaves_the_words_before_the_figure(session: Session) -> None:
    """A finding may begin at the words before its figure: only the figure's characters are replaced."""
    edit(session, "problems", "全县法治宣讲共261场。")
    (figure,) = (one for one in session.view("problems").figures if one.text == "261场")
    finding = next(each for each in session.view("problems").errors if "261场" in each.text)
    wide = replace(
        finding, start=figure.start - 3, text="宣讲共261场", fact="lectures", expected=None
    )
    views = [replace(session.view("problems"), findings=(wide,))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "views", property(lambda _: tuple(views)))
        proposed = propose_correction(session, wide)
        assert proposed is not None
        assert proposed.text == "全县法治宣讲共{lectures}。"
        same = replace(wide, expected="261场", start=figure.start)
        views[:] = [replace(views[0], findings=(same,))]
        assert propose_correction(session, same) is None


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [("机关216个股室分工负责", "216个"), ("聘请监督员216名", "216名")],
)
def test_another_things_fact_of_the_same_value_corrects_nothing(
    session: Session, sentence: str, figure: str
) -> None:
    """216 lectures are no reason to take the classifier from 216 rooms, or to give them 场."""
    edit(session, "problems", f"{sentence}。")
    shown = next(each for each in session.view("problems").findings if figure in each.text)
    for wrong in (replace(shown, fact="lectures", expected=None), shown):
        with pytest.MonkeyPatch.context() as patch:
            view = replace(session.view("problems"), findings=(wrong,))
            patch.setattr(Session, "views", property(lambda _, view=view: (view,)))
            assert propose_correction(session, wrong) is None


def test_what_was_seen_to_follow_is_added_with_its_formula(session: Session) -> None:
    """The formula, not the value, so that next year's figure follows from next year's facts."""
    text = "省级媒体193篇，市级媒体166篇，中间隔着27篇。"
    edit(session, "results", text)
    (found,) = (one for one in session.checked.report.findings if one.verdict is Verdict.IMPLIED)
    new = add_figure(session, found.id, suggested_name(found))
    assert session.sheet.by_id[new].formula == found.proposal
    assert not session.view("results").errors


def test_a_fact_takes_the_value_of_a_figure_that_was_seen_to_follow() -> None:
    """改事实表 writes a value, whatever else the figure follows from."""
    found = replace(_finding("34名"), verdict=Verdict.IMPLIED, proposal="posts - staff")
    assert fact_fields(found, "空编")["value"] == 34
