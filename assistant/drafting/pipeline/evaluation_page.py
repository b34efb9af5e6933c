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
.bar i{display:block;height:100%;background:#2a7}.old{color:#777}.bad{color:#b00}
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
    return "".join(parts) + "</html>\n"


def _row(row: Row, old: Mapping[str, Any] | None) -> str:
    cells = (
        escape(row.section or "合计"),
        _bar(row.proved, row.figures, _pair(old, "proved", "figures")),
        _bar(row.covered, row.required, _pair(old, "covered", "required")),
        str(row.repairs),
        str(row.leaks),
        f"{row.length}/{row.target}",
        str(row.tokens),
        f"{row.caught}/{row.planted}",
        str(row.left),
    )
    kind = "" if row.section else " class=sum"
    return f"<tr{kind}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _pair(old: Mapping[str, Any] | None, part: str, whole: str) -> tuple[int, int] | None:
    return (int(old[part]), int(old[whole])) if old else None


def _bar(part: int, whole: int, old: tuple[int, int] | None) -> str:
    if not whole:
        return "–"
    share = 100 * part / whole
    then = f" <span class=old>原 {old[0]}/{old[1]}</span>" if old and old != (part, whole) else ""
    return f"<span class=bar><i style='width:{share:.0f}%'></i></span> {part}/{whole}{then}"
