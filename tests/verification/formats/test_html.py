"""The report as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Coverage, Figure, Finding, Level, Report, Verdict
from assistant.verification.formats import to_html
from assistant.verification.formats.text_html import spans_of
from tests.verification.formats.reports import CLEAN, EMPTY, FACTS, TEXT, at, report


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
