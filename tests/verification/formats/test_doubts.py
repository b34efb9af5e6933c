"""A warning that keeps a report from passing is shown as what it is."""

from __future__ import annotations

from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.formats import to_html, to_text

SHEET = parse_facts("""
document: {title: 市图书馆2025年总结, organization: 市图书馆, period: 2025}
facts:
  - {id: loans, indicator: 图书外借, value: 86400, unit: 册次}
""")
DOUBT = "图书外借86400册次，其间闭馆两个月。"
ERROR = "图书外借86400册次，其间添置花瓶4架。"
COUNT = "提醒里有 1 条要改正,或核对无误后放行,才算通过。"


def test_the_text_says_how_many_warnings_keep_it_from_passing() -> None:
    """Beside 未通过 with no error nobody would know why."""
    told = to_text([("稿.txt", DOUBT, verify(DOUBT, SHEET))])
    assert told.startswith("稿.txt:未通过\n")
    assert "错误 0 条,提醒 1 条" in told
    assert COUNT in told
    assert COUNT not in to_text([("稿.txt", ERROR, verify(ERROR, SHEET))])


def test_the_page_colours_a_finding_by_its_own_level() -> None:
    """By default ``unsupported`` is an error."""
    page = to_html([("稿.txt", DOUBT, verify(DOUBT, SHEET))])
    assert 'class="k-unsupported warning"' in page
    assert 'class="figure k-unsupported warning"' in page
    assert COUNT in page
    wrong = to_html([("稿.txt", ERROR, verify(ERROR, SHEET))])
    assert 'class="k-unsupported error"' in wrong
    assert 'class="figure k-unsupported error"' in wrong
