"""What is shown, with and without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from assistant.domain import Verdict
from assistant.revision.display import (
    broken,
    fact_line,
    finding_line,
    fitted,
    outline_line,
    revision_line,
    section_text,
    status_line,
    wrapped,
)
from assistant.revision.editing import edit
from assistant.revision.marks import verbs

if TYPE_CHECKING:
    from assistant.revision.session import Session


def _styled(session: Session, section_id: str, needle: str = "") -> dict[str, str]:
    text = section_text(session.view(section_id), needle)
    return {text.plain[span.start : span.end]: str(span.style) for span in text.spans}


def test_every_figure_is_marked_and_coloured(session: Session) -> None:
    """The mark stands behind the figure; the colour covers the figure alone."""
    text = section_text(session.view("results")).plain
    assert "全县媒体发稿455篇✓，比上年增长13.2%✓" in text
    assert text.startswith("\u3000\u3000（一）新闻宣传\n\u3000\u3000全县")
    styled = _styled(session, "results")
    assert styled["455篇"] == "green"
    assert styled["（一）新闻宣传"] == "bold"


def test_findings_are_numbered_where_they_stand(session: Session) -> None:
    """The number leads to the line of the list."""
    edit(session, "results", session.view("results").text.replace("216场", "261场"))
    view = session.view("results")
    assert "261场[✗1]" in section_text(view).plain
    assert finding_line(1, view.findings[0]).plain.startswith("[✗1]“261场”与事实不符")
    assert "处理:" in finding_line(1, view.findings[0]).plain


def test_gaps_and_found_words_stand_out(session: Session) -> None:
    """【待补】 and what was searched have their styles."""
    edit(session, "problems", "【待补：问题】乡镇有3个。")
    styled = _styled(session, "problems", "乡镇")
    assert "magenta" in styled["【待补：问题】"]
    assert styled["乡镇"] == "reverse"


def test_a_waived_finding_is_marked_as_such(session: Session) -> None:
    """放行 is neither proved nor wrong."""
    edit(session, "results", session.view("results").text.replace("216场", "261场"))
    session.waive(session.view("results").errors[0].id, "理由")
    assert "261场~" in section_text(session.view("results")).plain


@pytest.mark.parametrize("width", [0, 1, 2, 5, 11, 12, 30])
@pytest.mark.parametrize("text", ["", "abc", "工作成效", "一、组织领导和工作机制", "a工b作c成d"])
def test_lines_are_cut_by_columns(text: str, width: int) -> None:
    """A wide character is never halved; the line is exactly as wide as asked."""
    assert cell_len(fitted(text, width)) == width


def test_lines_of_outline_and_facts_are_as_wide_as_their_column(session: Session) -> None:
    """Chinese and Latin text stand in one line of columns."""
    session.lock("results")
    for view in session.views:
        assert cell_len(outline_line(view, 25, judged=True).plain) == 25
        for line in view.facts:
            assert cell_len(fact_line(line, 25).plain) == 25
    assert "锁" in outline_line(session.view("results"), 25, judged=True).plain


def test_the_status_says_where_the_person_is(session: Session) -> None:
    """Section, state, lock, revision and its author."""
    session.lock("results")
    status = status_line(session.view("results"), judged=True)
    assert status == "第2节 · 待通过 · 已锁定 · 第1稿/共1稿(离线写法)"
    assert "核对中" in status_line(session.view("results"), judged=False)


def test_a_revision_tells_who_and_why(session: Session) -> None:
    """The list of revisions names author, time and note."""
    edit(session, "results", "另写。", note="改正:x")
    section = session.store.section("results")
    line = revision_line(1, section.revisions[1], current=True)
    assert line.startswith("第2稿 人 ")
    assert line.endswith("改正:x(当前)")


def test_no_two_verbs_share_a_key() -> None:
    """Each key does one thing."""
    keys = [verb.key for verb in verbs()]
    assert len(set(keys)) == len(keys)
    assert not {"b", "space"} & set(keys)


def test_every_verdict_can_be_shown(session: Session) -> None:
    """There is a word for each."""
    edit(session, "results", session.view("results").text.replace("216场", "261场"))
    finding = session.view("results").errors[0]
    for verdict in Verdict:
        assert finding_line(1, replace(finding, verdict=verdict)).plain


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        ("全县宣讲", 20, ["全县宣讲"]),
        ("全县宣讲", 4, ["全县", "宣讲"]),
        ("全县宣讲，好", 8, ["全县宣", "讲，好"]),
        ("宣讲216场✓，好", 6, ["宣讲", "216", "场✓，", "好"]),
        ("共12,345.6元", 8, ["共", "12,345.6", "元"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一\n\n二", 10, ["一", "", "二"]),
        ("一二\n", 10, ["一二"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, lines: list[str]) -> None:
    """Numbers stay whole, closing marks do not begin a line, too long words are cut."""
    assert [text[start:end] for start, end in wrapped(text, width)] == lines


@given(st.text("全县宣讲216场✓，。a \n（）", max_size=60), st.integers(2, 12))
def test_lines_hold_every_character_and_fit(text: str, width: int) -> None:
    """Nothing is lost but the line ends, and no line is wider than the screen."""
    lines = [text[start:end] for start, end in wrapped(text, width)]
    assert "".join(lines) == text.replace("\n", "")
    assert all(cell_len(line) <= width for line in lines)


@given(st.text(alphabet="甲乙，。,;12[\n ", max_size=60), st.integers(6, 30))
def test_no_line_begins_with_a_comma(plain: str, width: int) -> None:
    """Full-width or not; blank lines stay, and nothing but line ends is added."""
    lines = broken(Text(plain), width).plain.split("\n")
    assert "".join(lines) == plain.replace("\n", "")
    for line in lines:
        # What is longer than a line, or begins a line of its own, has nowhere to hang.
        hangs = f"\n{line}" not in f"\n{plain}" and not line.startswith(" ")
        longest = max((cell_len(run) for run in re.findall("[^甲乙]*", plain)), default=0)
        assert not (line[:1] in "，。,;" and line[:1] and hangs and longest < width - 2)


def test_styles_stay_where_lines_are_broken() -> None:
    """And a width that is not known breaks nothing."""
    text = Text("全县开展宣讲216场，受众3270人次。")
    text.stylize("bold", 6, 10)
    parts = broken(text, 16)
    assert parts.plain == "全县开展宣讲216\n场，受众3270人\n次。"
    assert [parts.plain[span.start : span.end] for span in parts.spans] == ["216", "场"]
    assert broken(text, 0) is text
