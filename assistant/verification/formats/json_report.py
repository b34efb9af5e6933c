"""The report as JSON, for programs: DESIGN's shape, version 1, with the API's field names."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Report

VERSION = 1
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(documents: Sequence[tuple[str, str, Report]]) -> str:
    """The reports of ``(path, text, report)`` as one JSON text; offsets are code points."""
    found = {"version": VERSION, "documents": [_document(path, r) for path, _, r in documents]}
    return safe_json(found)


def safe_json(value: dict[str, Any]) -> str:
    """JSON text in which controls and marks that turn the reading direction are escaped.

    It may be printed on a terminal as it is, and reads back to the same value.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _document(path: str, report: Report) -> dict[str, Any]:
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
