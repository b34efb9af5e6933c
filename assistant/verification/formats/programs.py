"""The report for programs: JSON, in the shape of docs/design.md with the API's field names, and SARIF 2.1.0.

In SARIF, for editors and code hosts, regions are given by line and column and by offset, all in Unicode code
points (``columnKind``). Waived findings are results with a suppression.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.domain import Basis, Verdict
from assistant.verification.formats.naming import NOTHING_STATED, Lines, states_nothing
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Figure, Finding, Report

VERSION = 1
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_STDIN = "-"


def to_json(documents: Sequence[tuple[str, str, Report]]) -> str:
    """The reports of ``(path, text, report)`` as one JSON text; offsets are code points."""
    found = {"version": VERSION, "documents": [_as_json(path, r) for path, _, r in documents]}
    return safe_json(found)


def safe_json(value: dict[str, Any]) -> str:
    """JSON text in which controls and marks that turn the reading direction are escaped.

    It may be printed on a terminal as it is, and reads back to the same value.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _as_json(path: str, report: Report) -> dict[str, Any]:
    return {
        "path": path,
        "ok": report.ok,
        "coverage": asdict(report.coverage),
        "figures": [asdict(figure) | {"basis": figure.basis.value} for figure in report.figures],
        "findings": [asdict(finding) for finding in report.findings],
        "exempt": [asdict(mention) for mention in report.exempt],
        "waived": [asdict(finding) | {"waived": reason} for finding, reason in report.waived],
        "reader": asdict(report.reader) if report.reader is not None else None,
    }


def to_sarif(documents: Sequence[tuple[str, str, Report]], *, show_all: bool = False) -> str:
    """The reports of ``(path, text, report)`` as one SARIF log.

    Args:
        documents: what was verified.
        show_all: also a result of kind ``pass`` for every figure that holds.
    """
    results = [
        result
        for number, one in enumerate(documents)
        for result in _results(number, *one, show_all=show_all)
    ]
    run = {
        "tool": {"driver": {"name": "work-summary-assistant", "rules": _rules()}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": _notes(documents)}
        ],
        "artifacts": [
            {
                "location": {"uri": artifact_uri(path)},
                "properties": {
                    "ok": report.ok,
                    "coverage": asdict(report.coverage),
                    "reader": asdict(report.reader) if report.reader is not None else None,
                },
            }
            for path, _, report in documents
        ],
        "results": results,
    }
    return safe_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _notes(documents: Sequence[tuple[str, str, Report]]) -> list[dict[str, Any]]:
    """A text that states no fact has no result to show, and must not look as if all were well."""
    return [
        {
            "level": "error",
            "message": {"text": f"{NOTHING_STATED}。"},
            "locations": [{"physicalLocation": _artifact(number, path)}],
        }
        for number, (path, _, report) in enumerate(documents)
        if states_nothing(report)
    ]


def _artifact(number: int, path: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": artifact_uri(path), "index": number}}


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": verdict.value,
            "name": "".join(word.capitalize() for word in verdict.value.split("-")),
            "shortDescription": {"text": words.name},
            "fullDescription": {"text": words.meaning},
            "help": {"text": words.todo or words.meaning},
            "defaultConfiguration": {"level": verdict.level or "none"},
        }
        for verdict, words in verdict_table().items()
    ]


def _results(
    number: int, path: str, text: str, report: Report, *, show_all: bool
) -> Iterator[dict[str, Any]]:
    lines, artifact = Lines(text), _artifact(number, path)
    for finding, reason in (*((one, None) for one in report.findings), *report.waived):
        message = finding.reason + (f"({finding.advice})" if finding.advice else "")
        result = _result(artifact, lines, finding, message) | {
            "kind": "fail",
            "level": finding.level,
            "partialFingerprints": {"findingId/v1": finding.id},
        }
        if reason is not None:
            suppression = {"kind": "external", "status": "accepted", "justification": reason}
            result["suppressions"] = [suppression]
            result["properties"]["basis"] = Basis.PERSON.value
        yield result
    for figure in report.figures if show_all else ():
        if figure.level is None:
            words = figure.reason or verdict_table()[figure.verdict].meaning
            told = _result(artifact, lines, figure, words)
            yield told | {"kind": "pass", "level": "none"}


def _result(
    artifact: dict[str, Any], lines: Lines, one: Finding | Figure, message: str
) -> dict[str, Any]:
    place = artifact
    if one.start is not None and one.end is not None:
        snippet = {"snippet": {"text": one.text}}
        place = artifact | {"region": region(lines, one.start, one.end) | snippet}
    return {
        "ruleId": one.verdict.value,
        "ruleIndex": _RULE_INDEX[one.verdict],
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
        "properties": {"fact": one.fact, "expected": one.expected, "basis": one.basis.value},
    }


_RULE_INDEX = {verdict: index for index, verdict in enumerate(Verdict)}


def region(lines: Lines, start: int, end: int) -> dict[str, Any]:
    """The place of ``[start, end)`` of a text as SARIF tells it."""
    first, last = lines.place(start), lines.place(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": start,
        "charLength": end - start,
    }


def artifact_uri(path: str) -> str:
    """A URI for a path: relative ones stay so; stdin has a name of its own."""
    if path == _STDIN:
        return "stdin"
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    return quote(str(PurePosixPath(*pure.parts)))
