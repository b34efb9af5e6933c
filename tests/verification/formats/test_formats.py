"""The formats of a report, from reports made by hand."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import (
    Coverage,
    Exemption,
    ExemptMention,
    Figure,
    Finding,
    Level,
    Report,
    Verdict,
)
from assistant.facts import parse_facts
from assistant.verification.formats import to_html, to_json, to_sarif, to_text
from assistant.verification.formats.naming import EXEMPTION_NAMES, LEVEL_NAMES, verdict_words
from assistant.verification.formats.places import Lines, Place, marked_sentence
from assistant.verification.formats.spans import spans_of
from assistant.verification.formats.text import pieces

TEXT = "某县2025年总结\n市委:\n一、成效\n(一)宣传。全县发稿455篇,其中省级<媒体>166篇,首次居第三名。\n增长13.2%。\n某某局\n2025年12月30日"


def at(words: str) -> tuple[int, int]:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def finding(words: str, verdict: Verdict, **more: Any) -> Finding:
    """A finding on words of the text; none of them for one without a place."""
    start, end = at(words) if words else (None, None)
    level = verdict.level or Level.ERROR
    values = {"fact": None, "reason": f"{verdict.value} 的说明", "sentence": "某句"} | more
    return Finding(
        id=f"id-{verdict.value}",
        start=start,
        end=end,
        text=words,
        verdict=verdict,
        level=level,
        **values,
    )


def report() -> Report:
    """One of everything."""
    swapped = finding(
        "166篇",
        Verdict.MISATTRIBUTED,
        fact="articles/provincial",
        expected="193篇",
        advice="请核对",
        sample="去年总结",
    )
    first = finding("首次", Verdict.SUPERLATIVE)
    unused = finding("", Verdict.UNUSED, fact="ranking")
    waived = finding("第三名", Verdict.CONTRADICTED, fact="ranking")
    return Report(
        ok=False,
        coverage=Coverage(mentions=8, checked=5, exempt=1, waived=2, findings=3),
        figures=(
            Figure(*at("2025年"), "2025年", Verdict.SUPPORTED),
            Figure(*at("455篇"), "455篇", Verdict.SUPPORTED, fact="articles"),
            Figure(
                *at("166篇"),
                "166篇",
                Verdict.MISATTRIBUTED,
                fact="articles/provincial",
                level=Level.ERROR,
                reason=swapped.reason,
                formula="一个算式",
            ),
            Figure(
                *at("第三名"), "第三名", Verdict.CONTRADICTED, level=Level.ERROR, waived="口径不同"
            ),
            Figure(
                *at("13.2%"),
                "13.2%",
                Verdict.DERIVED,
                fact="articles.growth",
                formula="(455−402)÷402×100%≈13.2%",
            ),
        ),
        findings=(swapped, first, unused),
        exempt=(ExemptMention(*at("一、"), "一、", Exemption.ENUM, "标题序号"),),
        waived=((waived, "口径不同"), (finding("", Verdict.UNUSED, fact="late"), "领导同意")),
    )


CLEAN = Report(
    ok=True,
    coverage=Coverage(1, 1, 0, 0, 0),
    figures=(Figure(*at("455篇"), "455篇", Verdict.SUPPORTED, fact="articles"),),
    findings=(),
    exempt=(),
)
EMPTY = Report(ok=False, coverage=Coverage(0, 0, 0, 0, 0), figures=(), findings=(), exempt=())
FACTS = parse_facts(
    """
document: {title: 某县<2025>年总结}
facts:
  - id: articles
    indicator: 媒体发稿
    value: 455
    unit: 篇
    previous: 402
    source: 台账.xlsx!发稿!B5
    parts:
      - {id: provincial, indicator: 省级媒体, value: 193}
      - {id: others, indicator: 其他, value: 262}
  - {id: ranking, indicator: 名次, rank: 2}
"""
)


def test_every_verdict_level_and_exemption_has_chinese_words() -> None:
    """A new one cannot be forgotten; only what holds has nothing to do."""
    assert list(verdict_words()) == list(Verdict)
    for verdict, words in verdict_words().items():
        assert words.name
        assert words.meaning.endswith("。")
        assert bool(words.todo) == (verdict.level is not None)
    assert set(LEVEL_NAMES) == set(Level)
    assert set(EXEMPTION_NAMES) == set(Exemption)


# -- text


def test_the_text_begins_with_the_coverage_and_shows_each_finding_in_its_sentence() -> None:
    """Coverage, place, the figure in 【】, what the facts say, what to do."""
    assert to_text([("稿.txt", TEXT, report())]) == (
        "稿.txt:未通过\n"
        "  数字 8 处:核对 5 处,不是数据的 1 处;错误 1 条,提醒 2 条,放行 2 条。\n"
        "\n"
        "1. 错误·张冠李戴  第4行 编号 id-misattributed\n"
        "   全县发稿455篇,其中省级<媒体>【166篇】,首次居第三名。\n"
        "   说明:misattributed 的说明\n"
        "   应为:193篇\n"
        "   出自范文:去年总结\n"
        "   怎么办:请核对。\n"
        "\n"
        "2. 提醒·最高级没有依据  第4行 编号 id-superlative\n"
        "   全县发稿455篇,其中省级<媒体>166篇,【首次】居第三名。\n"
        "   说明:superlative 的说明\n"
        "   怎么办:请确认属实并补进事实表,否则换个说法。\n"
        "\n"
        "提醒·应写未写 1 条  请补写;可以不写的,在事实表里标 required: false。\n"
        "   unused 的说明  编号 id-unused\n"
        "\n"
        "已放行·与事实不符 第4行【第三名】 编号 id-contradicted\n"
        "   理由:口径不同\n"
        "\n"
        "已放行·应写未写 【late】 编号 id-unused\n"
        "   理由:领导同意"
    )


def test_all_lists_what_holds_and_what_is_no_claim() -> None:
    """With fact, formula and the reason of an exemption."""
    text = to_text([("稿.txt", TEXT, report())], show_all=True)
    assert (
        "核对无误的 3 处\n   第1行 【2025年】 与事实一致\n   第4行 【455篇】 与事实一致 ← articles\n"
        in text
    )
    assert "【13.2%】 推算属实 ← articles.growth((455−402)÷402×100%≈13.2%)" in text
    assert text.endswith("不是数据的 1 处\n   第3行 【一、】 序号:标题序号")
    plain = Report(True, CLEAN.coverage, (), (), (ExemptMention(0, 1, "某", Exemption.NAME),))
    assert to_text([("a", TEXT, plain)], show_all=True).endswith("【某】 名称")


def test_several_drafts_are_summed_up() -> None:
    """Standard input has a name; a text that states nothing is told so."""
    text = to_text([("-", TEXT, CLEAN), ("b.txt", "", EMPTY)], show_all=True)
    assert text.startswith("标准输入:通过\n")
    assert "\nb.txt:未通过\n" in text
    assert "文中没有一处数字与事实表相符,所以不算通过" in text
    assert text.endswith("共 2 份:通过 1 份,未通过 1 份。")


def test_styles_say_the_same_as_the_words() -> None:
    """Colour is an addition: the level stands in words and the figure in brackets."""
    styled = list(pieces([("a", TEXT, report())]))
    assert [piece.text for piece in styled if piece.style == "error"] == [
        "未通过\n",
        "错误·张冠李戴",
        "【166篇】",
    ]


def test_a_long_sentence_is_shortened_around_the_figure() -> None:
    """Sixty characters on either side."""
    text = "前" * 90 + "455篇" + "后" * 90 + "。"
    one = Finding("i", 90, 94, "455篇", Verdict.UNSUPPORTED, None, Level.ERROR, "")
    marked = marked_sentence(text, one)
    assert marked == ("…" + "前" * 60, "455篇", "后" * 60 + "…")
    short = marked_sentence(
        "甲。发稿455篇\n乙", Finding("i", 4, 8, "", Verdict.UNREAD, None, Level.ERROR, "")
    )
    assert short == ("发稿", "455篇", "")
    nowhere = finding("", Verdict.UNUSED)
    assert marked_sentence(TEXT, nowhere) == ("某句", "", "")


@given(st.text(alphabet="甲\n乙𠀀", max_size=40), st.data())
def test_places_count_lines_and_code_points_from_one(text: str, data: st.DataObject) -> None:
    """A sign beyond the BMP is one column."""
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    expected = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    assert Lines(text).place(offset) == expected


# -- JSON


def test_json_has_designs_shape_and_the_apis_names() -> None:
    """Version 1; offsets point into the text; what was waived is there with its reason."""
    found = json.loads(to_json([("稿.txt", TEXT, report()), ("-", TEXT, CLEAN)]))
    assert found["version"] == 1
    first, second = found["documents"]
    assert list(first) == ["path", "ok", "coverage", "figures", "findings", "exempt", "waived"]
    assert (first["path"], first["ok"], second["ok"]) == ("稿.txt", False, True)
    assert first["coverage"] == {
        "mentions": 8,
        "checked": 5,
        "exempt": 1,
        "waived": 2,
        "findings": 3,
    }
    for entry in (*first["figures"], *first["exempt"]):
        assert TEXT[entry["start"] : entry["end"]] == entry["text"]
    assert first["findings"][0]["verdict"] == "misattributed"
    assert first["findings"][0]["level"] == "error"
    assert first["findings"][2]["start"] is None
    assert first["figures"][0]["level"] is None
    assert first["exempt"][0]["reason"] == "enum"
    assert first["waived"][0]["waived"] == "口径不同"


def test_json_can_be_printed_on_a_terminal() -> None:
    """Controls and direction marks are escaped and read back."""
    words = "\x1b[31m\u202e\x9b2J\u2028"
    text = to_json([(words, "", EMPTY)])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    assert json.loads(text)["documents"][0]["path"] == words


# -- SARIF


def test_sarif_has_what_the_standard_requires() -> None:
    """Version, tool with rules, artifacts, results with rule, level, message and region."""
    log = json.loads(to_sarif([("目录/稿 1.txt", TEXT, report()), ("-", TEXT, CLEAN)]))
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [verdict.value for verdict in Verdict]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert rules[3]["name"] == "WrongUnit"
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "none"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"][0]["location"]["uri"] == "%E7%9B%AE%E5%BD%95/%E7%A8%BF%201.txt"
    assert run["artifacts"][1]["location"]["uri"] == "stdin"
    assert run["artifacts"][0]["properties"]["coverage"]["mentions"] == 8
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["kind"] == "fail"
        assert result["message"]["text"]
        assert result["partialFingerprints"]["findingId/v1"]
    assert len(run["results"]) == 5


def test_a_sarif_region_leads_to_the_figure() -> None:
    """By line and column, and by offset."""
    run = json.loads(to_sarif([("稿.txt", TEXT, report())]))["runs"][0]
    first, _, unused, waived, _ = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "166篇"
    assert (
        TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == "166篇"
    )
    assert region["endLine"] == region["startLine"]
    assert first["properties"] == {"fact": "articles/provincial", "expected": "193篇"}
    assert first["message"]["text"] == "misattributed 的说明(请核对)"
    assert "region" not in unused["locations"][0]["physicalLocation"]
    assert unused["level"] == "warning"
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "口径不同"}
    ]


def test_sarif_tells_of_a_text_that_states_nothing() -> None:
    """No result is not the same as no fault."""
    run = json.loads(to_sarif([("a", TEXT, CLEAN), ("b", "", EMPTY)]))["runs"][0]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "error"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b"


def test_sarif_may_show_what_holds() -> None:
    """As results of kind pass; an absolute path is a file URI."""
    run = json.loads(to_sarif([("/目录/稿.txt", TEXT, report())], show_all=True))["runs"][0]
    passes = [result for result in run["results"] if result["kind"] == "pass"]
    assert [result["ruleId"] for result in passes] == ["supported", "supported", "derived"]
    assert {result["level"] for result in passes} == {"none"}
    assert run["artifacts"][0]["location"]["uri"].startswith("file:///")


# -- HTML


class _Page(HTMLParser):
    """Collects what the tests look at, and that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self.tips = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)
        hidden = tag == "sup" or ("class", "tip") in attrs
        if self.tips or hidden:
            self.tips += tag not in {"meta", "input"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.tips -= self.tips > 0
        if tag == "p" and "article" in self.open:
            self.article += "\n"

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "p" in self.open and not self.tips:
            self.article += data


def test_the_page_holds_the_whole_text_and_marks_every_figure() -> None:
    """Nothing is lost or doubled; each mark can be focused and has its explanation."""
    page = _Page(to_html([("稿<1>.txt", TEXT, report())], FACTS))
    assert page.open == []
    assert page.article == TEXT + "\n"
    marks = [attrs for tag, attrs in page.tags if (attrs.get("class") or "").startswith("figure ")]
    assert [attrs["class"] for attrs in marks] == [
        "figure k-supported supported",
        "figure k-exempt exempt",
        "figure k-supported supported",
        "figure k-misattributed error",
        "figure k-superlative warning",
        "figure k-waived waived",
        "figure k-derived derived",
    ]
    ids = {attrs.get("id") for _, attrs in page.tags}
    for attrs in marks:
        assert attrs["tabindex"] == "0"
        assert attrs["aria-describedby"] in ids
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert {"#d1-1", "#d1-2", "#td1-1", "#td1-2"} == set(links)
    assert {link.removeprefix("#") for link in links if link} <= ids


def test_the_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    """Its own policy forbids both."""
    text = to_html([("a", TEXT, report())], FACTS)
    page = _Page(text)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "http://" not in text
    assert "https://" not in text
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_facts_formulas_and_sources_stand_beside_the_figures() -> None:
    """With a fact sheet in words, without one by id."""
    text = to_html([("a", TEXT, report())], FACTS)
    assert "<b>事实</b>媒体发稿:455篇(articles)" in text
    assert "<b>来源</b>台账.xlsx!发稿!B5" in text
    assert "<b>算式</b>(455−402)÷402×100%≈13.2%" in text
    assert "<b>事实</b>媒体发稿/省级媒体:193篇(articles/provincial)" in text
    assert "<b>算式</b>一个算式" in text
    bare = to_html([("a", TEXT, report())])
    assert "<b>事实</b>articles.growth" in bare
    strange = Report(
        True,
        CLEAN.coverage,
        (Figure(*at("455篇"), "455篇", Verdict.SUPPORTED, fact="gone"),),
        (),
        (),
    )
    assert "<b>事实</b>gone" in to_html([("a", TEXT, strange)], FACTS)


def test_each_verdict_on_the_page_has_a_box_and_its_rules() -> None:
    """The filter is a check box before the text and a label; no other verdict has one."""
    text = to_html([("a", TEXT, report()), ("-", TEXT, CLEAN)])
    boxes = re.findall(r'<input class="box" type="checkbox" id="show-([a-z-]+)" checked>', text)
    assert boxes == [
        "misattributed",
        "superlative",
        "unused",
        "supported",
        "derived",
        "waived",
        "exempt",
    ]
    for name in boxes:
        assert f'for="show-{name}"' in text
        assert f"#show-{name}:not(:checked) ~ main .k-{name}.figure" in text
    assert "<b>3</b></label>" in text
    assert "标准输入" in text


def test_everything_on_the_page_is_escaped() -> None:
    """Names, reasons and facts are other people's words."""
    evil = "<script>\"&'</script>"
    figure = Figure(0, 1, "甲", Verdict.UNSUPPORTED, evil, Level.ERROR, evil, evil, evil)
    one = Finding(
        evil, 0, 1, "甲", Verdict.UNSUPPORTED, evil, Level.ERROR, evil, evil, evil, evil, evil
    )
    two = Finding(evil, None, None, "", Verdict.UNUSED, evil, Level.WARNING, evil)
    all_of_it = Report(False, Coverage(1, 1, 0, 0, 1), (figure,), (one, two), (), ((one, evil),))
    text = to_html([(evil, f"甲{evil}", all_of_it)])
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert _Page(text).open == []


def test_a_clean_and_an_empty_text_have_pages_too() -> None:
    """Without lists; the empty one says why it does not pass."""
    text = to_html([("a", TEXT, CLEAN), ("b", "", EMPTY)])
    assert "要看的地方" not in text
    assert "应写未写" not in text
    assert text.count("所以不算通过") == 1
    assert "共 2 份文稿,通过 1 份" in text


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.booleans()), max_size=12)


@given(SPANS)
def test_marks_never_overlap_and_findings_come_first(places: list[tuple[int, int, bool]]) -> None:
    """Whatever the report, the page's marks are in order and apart."""
    text = "甲\n乙𠀀" * 20
    figures = tuple(
        Figure(start, start + length, "", Verdict.SUPPORTED)
        for start, length, found in places
        if not found
    )
    findings = tuple(
        Finding("i", start, start + length, "", Verdict.UNREAD, None, Level.ERROR, "")
        for start, length, found in places
        if found
    )
    made = Report(False, Coverage(0, 0, 0, 0, 0), figures, findings, ())
    spans = spans_of(made)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    if findings:
        first = findings[0]
        assert any(span.start == first.start and span.kind == "unread" for span in spans)
    page = _Page(to_html([("a", text, made)]))
    assert page.article.replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize("made", [report(), CLEAN, EMPTY])
def test_every_format_is_the_same_on_every_run(made: Report) -> None:
    """Nothing depends on time or chance."""
    given_twice = [("a", TEXT, made), ("b", TEXT, made)]
    for form in (to_text, to_json, to_sarif, to_html):
        assert form(given_twice) == form(given_twice)
