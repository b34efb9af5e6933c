"""The report as one HTML page: no script, no outside resource, everything escaped.

The text stands whole with every figure marked by its verdict; what the verifier says of it is
shown beside the text on hover and on keyboard focus, by CSS alone. Check boxes hide verdicts.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.formats.naming import (
    LEVEL_NAMES,
    NOTHING_STATED,
    Lines,
    marked_sentence,
    rows_of,
    states_nothing,
    told_of_doubts,
    told_of_reader,
    warnings_and_errors,
)
from assistant.verification.formats.text_html import (
    EXEMPT,
    WAIVED,
    Span,
    spans_of,
    tone,
    whole_text,
)
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet, Finding, Report


def to_html(documents: Sequence[tuple[str, str, Report]], facts: FactSheet | None = None) -> str:
    """The reports of ``(path, text, report)`` as one page.

    Args:
        documents: what was verified.
        facts: where given, what each fact says and its source stand beside its figures.
    """
    rules = Template(_file("filter.css"))
    names = {verdict.value: words.name for verdict, words in verdict_table().items()}
    names |= {WAIVED: "已放行", EXEMPT: "不是数据"}
    placed = [spans_of(report) for _, _, report in documents]
    counts = _counts(documents, placed)
    passed = sum(report.ok for _, _, report in documents)
    sheet = f"事实表:{facts.document.title};" if facts is not None else ""
    return Template(_file("page.html")).substitute(
        title="数字核对报告",
        lead=escape(f"{sheet}共 {len(documents)} 份文稿,通过 {passed} 份。"),
        style=_file("page.css"),
        filter_rules="\n".join(rules.substitute(kind=kind) for kind in counts),
        filter_boxes="\n".join(
            f'<input class="box" type="checkbox" id="show-{kind}" checked>' for kind in counts
        ),
        filter_labels="\n".join(
            f'<label class="{tone(kind)}" for="show-{kind}">{names[kind]}<b>{count}</b></label>'
            for kind, count in counts.items()
        ),
        documents="\n".join(
            _document(number, path, report, whole_text(number, text, spans, facts), text)
            for number, ((path, text, report), spans) in enumerate(
                zip(documents, placed, strict=True), 1
            )
        ),
    )


def _file(name: str) -> str:
    return files("assistant.verification.formats").joinpath(name).read_text("utf-8")


def _counts(
    documents: Sequence[tuple[str, str, Report]], placed: Sequence[tuple[Span, ...]]
) -> dict[str, int]:
    """How many of each kind there are, in the order of precedence, those without place too."""
    counts = Counter(span.kind for spans in placed for span in spans)
    for _, _, report in documents:
        counts.update(f.verdict.value for f in report.findings if f.start is None)
    order = [*(verdict.value for verdict in Verdict), WAIVED, EXEMPT]
    return {kind: counts[kind] for kind in order if counts[kind]}


def _document(number: int, path: str, report: Report, marked: str, text: str) -> str:
    name = "标准输入" if path == "-" else path
    mark, passed = ("yes", "通过") if report.ok else ("no", "未通过")
    return f"""<section class="document" aria-labelledby="d{number}">
<div class="head"><span class="badge {mark}">{passed}</span><h2 id="d{number}">{escape(name)}</h2></div>
{_coverage(report)}
<article class="text" lang="zh-CN">{marked}</article>
{_findings(number, text, report)}
{_unplaced(report)}
</section>"""


def _coverage(report: Report) -> str:
    counts = report.coverage
    warnings, errors = warnings_and_errors(report)
    tiles = (
        ("数字", counts.mentions, ""),
        ("已核对", counts.checked, ""),
        ("不是数据", counts.exempt, ""),
        ("错误", errors, "bad" if errors else ""),
        ("提醒", warnings, ""),
        ("放行", counts.waived, ""),
    )
    shown = "".join(
        f'<div class="{mark}"><dt>{name}</dt><dd>{value}</dd></div>' for name, value, mark in tiles
    )
    notes = (
        told_of_reader(report),
        f"{NOTHING_STATED}。" if states_nothing(report) else "",
        f"{told}。" if (told := told_of_doubts(report)) else "",
    )
    shown_notes = "".join(f'<p class="note">{escape(note)}</p>' for note in notes if note)
    return f'<dl class="coverage">{shown}</dl>{shown_notes}'


def _findings(number: int, text: str, report: Report) -> str:
    lines = Lines(text)
    items = [
        _finding(f"d{number}-{count}", finding, text, lines)
        for count, finding in enumerate(report.findings, 1)
        if finding.start is not None
    ]
    items += [_finding("", finding, text, lines, reason) for finding, reason in report.waived]
    return f'<h3>要看的地方</h3>\n<ol class="findings">{"".join(items)}</ol>' if items else ""


def _unplaced(report: Report) -> str:
    """The findings that have no place in the text, a row each."""
    rows = "".join(
        f'<li class="k-{finding.verdict.value} {tone(finding.verdict.value, finding.level)}">'
        f'<span>{escape(finding.reason)}</span><span class="id">{escape(finding.id)}</span></li>'
        for finding in report.findings
        if finding.start is None
    )
    words = verdict_table()[Verdict.UNUSED]
    head = f'<h3>{words.name}</h3><p class="lead">{words.todo}</p>'
    return f'{head}<ul class="rows">{rows}</ul>' if rows else ""


def _finding(
    anchor: str, finding: Finding, text: str, lines: Lines, waived: str | None = None
) -> str:
    """A finding; one that a person let stand has no anchor."""
    name = verdict_table()[finding.verdict].name
    kind, head = WAIVED, f"已放行·{name}"
    identity = where = quote = ""
    if waived is None:
        kind = finding.verdict.value
        head = f"{anchor.rpartition('-')[2]}. {LEVEL_NAMES[finding.level]}·{name}"
        identity = f' id="{anchor}"'
    if finding.start is not None:
        line = f"第{lines.place(finding.start).line}行"
        where = f'<a href="#t{anchor}">{line}</a>' if anchor else line
        said = marked_sentence(text, finding)
        quote = (
            f'<p class="quote">{escape(said.before)}<b>{escape(said.figure)}</b>'
            f"{escape(said.after)}</p>"
        )
    rows = {title: escape(words) for title, words in rows_of(finding, waived=waived).items()}
    if "应为" in rows:
        rows["应为"] = f'<span class="right">{rows["应为"]}</span>'
    told = "".join(f'<p class="say"><b>{title}</b>{words}</p>' for title, words in rows.items())
    return (
        f'<li{identity} class="k-{kind} {tone(kind, finding.level)}"><span class="kind">{head}</span>'
        f'<span class="where">{where}</span><span class="id">{escape(finding.id)}</span>'
        f"{quote}{told}</li>"
    )
