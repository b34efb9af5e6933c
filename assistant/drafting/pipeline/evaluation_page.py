"""The evaluation as one self-contained HTML page with bars; no script, no outside resource."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.drafting.pipeline.evaluation import Evaluation, Row

_STYLE = """
body{font:15px/1.6 sans-serif;margin:2em;color:#222}table{border-collapse:collapse;margin:1em 0}
td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}tr.sum{font-weight:bold;background:#f4f4f4}
.bar{display:inline-block;width:8em;height:.8em;background:#eee;vertical-align:middle}
.bar i{display:block;height:100%;background:#2a7}.old{color:#777}.bad{color:#b00}.text{white-space:pre-wrap;vertical-align:top;width:50%}
"""


def to_html(
    evaluation: Evaluation, before: Mapping[tuple[str, str], Mapping[str, Any]] | None = None
) -> str:
    """The page.

    Args:
        evaluation: what was measured.
        before: the rows of an earlier run, shown beside the new ones.
    """
    earlier = before or {}
    heads = (
        "章节",
        "一次证实率",
        "必写覆盖率",
        "修改",
        "泄露",
        "字数/目标",
        "词元",
        "埋错查出",
        "遗留",
    )
    parts = [
        f"<!DOCTYPE html><html lang=zh><meta charset=utf-8><title>提示词评测</title><style>{_STYLE}</style>"
    ]
    parts.append("<h1>提示词评测</h1>")
    parts += [f"<p class=bad>{escape(failure)}</p>" for failure in evaluation.failures]
    for total in evaluation.totals:
        parts.append(f"<h2>{escape(total.run)}</h2><table><tr>")
        parts += [f"<th>{head}</th>" for head in heads]
        parts.append("</tr>")
        rows = [row for row in evaluation.rows if row.run == total.run]
        parts += [_row(row, earlier.get((row.run, row.section))) for row in (*rows, total)]
        parts.append("</table>")
        parts += [_texts(row, evaluation, earlier.get((row.run, row.section))) for row in rows]
    return "".join(parts) + "</html>\n"


def _texts(row: Row, evaluation: Evaluation, old: Mapping[str, Any] | None) -> str:
    """The section before and now side by side, where there is an earlier text that differs."""
    now = evaluation.texts.get((row.run, row.section), "")
    then = str((old or {}).get("text", ""))
    if not then or then == now:
        return ""
    cells = "".join(f"<td class=text>{escape(text)}</td>" for text in (then, now))
    head = f"<tr><th>{escape(row.section)}:原来<th>现在</tr>"
    return f"<table>{head}<tr>{cells}</tr></table>"


def _row(row: Row, old: Mapping[str, Any] | None) -> str:
    cells = (
        escape(row.section or "合计"),
        _bar(row.proved, row.figures, _pair(old, "proved", "figures")),
        _bar(row.covered, row.required, _pair(old, "covered", "required")),
        f"{row.repairs:.3g}",
        f"{row.leaks:.3g}",
        f"{row.length:.0f}/{row.target:.0f}",
        f"{row.tokens:.0f}",
        f"{row.caught:g}/{row.planted:g}",
        f"{row.left:.3g}",
    )
    kind = "" if row.section else " class=sum"
    return f"<tr{kind}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _pair(old: Mapping[str, Any] | None, part: str, whole: str) -> tuple[float, float] | None:
    return (float(old[part]), float(old[whole])) if old else None


def _bar(part: float, whole: float, old: tuple[float, float] | None) -> str:
    if not whole:
        return "–"
    share = 100 * part / whole
    then = (
        f" <span class=old>原 {old[0]:.4g}/{old[1]:.4g}</span>"
        if old and old != (part, whole)
        else ""
    )
    return f"<span class=bar><i style='width:{share:.0f}%'></i></span> {part:.4g}/{whole:.4g}{then}"
