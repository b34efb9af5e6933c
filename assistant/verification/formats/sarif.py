"""The report as SARIF 2.1.0, for editors and code hosts.

Regions are given by line and column and by offset, all in Unicode code points (``columnKind``).
Waived findings are results with a suppression.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.domain import Basis, Level, Verdict
from assistant.verification.formats.json_report import safe_json
from assistant.verification.formats.naming import NOTHING_STATED, Lines, states_nothing
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Figure, Finding, Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", None: "none"}
_STDIN = "-"


def to_sarif(documents: Sequence[tuple[str, str, Report]], *, show_all: bool = False) -> str:
    """The reports of ``(path, text, report)`` as one SARIF log.

    Args:
        documents: what was verified.
        show_all: also a result of kind ``pass`` for every figure that holds.
    """
    results = [result for number, one in enumerate(documents) for result in _results(number, *one)]
    if show_all:
        results += [
            result for number, one in enumerate(documents) for result in _passes(number, *one)
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
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": artifact_uri(path), "index": number}
                    }
                }
            ],
        }
        for number, (path, _, report) in enumerate(documents)
        if states_nothing(report)
    ]


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": verdict.value,
            "name": "".join(word.capitalize() for word in verdict.value.split("-")),
            "shortDescription": {"text": words.name},
            "fullDescription": {"text": words.meaning},
            "help": {"text": words.todo or words.meaning},
            "defaultConfiguration": {"level": _LEVELS[verdict.level]},
        }
        for verdict, words in verdict_table().items()
    ]


def _results(number: int, path: str, text: str, report: Report) -> Iterator[dict[str, Any]]:
    lines = Lines(text)
    for finding in report.findings:
        yield _result(number, path, lines, finding)
    for finding, reason in report.waived:
        suppression = {"kind": "external", "status": "accepted", "justification": reason}
        result = _result(number, path, lines, finding) | {"suppressions": [suppression]}
        result["properties"]["basis"] = Basis.PERSON.value
        yield result


def _result(number: int, path: str, lines: Lines, finding: Finding) -> dict[str, Any]:
    message = finding.reason + (f"({finding.advice})" if finding.advice else "")
    return _base(number, path, lines, finding, message) | {
        "kind": "fail",
        "level": _LEVELS[finding.level],
        "partialFingerprints": {"findingId/v1": finding.id},
    }


def _passes(number: int, path: str, text: str, report: Report) -> Iterator[dict[str, Any]]:
    lines = Lines(text)
    for figure in report.figures:
        if figure.level is None:
            words = figure.reason or verdict_table()[figure.verdict].meaning
            yield _base(number, path, lines, figure, words) | {
                "kind": "pass",
                "level": "none",
            }


def _base(
    number: int, path: str, lines: Lines, one: Finding | Figure, message: str
) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": artifact_uri(path), "index": number}}
    if one.start is not None and one.end is not None:
        snippet = {"snippet": {"text": one.text}}
        place["region"] = region(lines, one.start, one.end) | snippet
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
