"""The report as JSON, for programs: DESIGN's shape, version 1, with the API's field names."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Report

VERSION = 1


def to_json(documents: Sequence[tuple[str, str, Report]]) -> str:
    """The reports of ``(path, text, report)`` as one JSON text; offsets are code points."""
    found = {"version": VERSION, "documents": [_document(path, r) for path, _, r in documents]}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _document(path: str, report: Report) -> dict[str, Any]:
    return {
        "path": path,
        "ok": report.ok,
        "coverage": asdict(report.coverage),
        "figures": [asdict(figure) for figure in report.figures],
        "findings": [asdict(finding) for finding in report.findings],
        "exempt": [asdict(mention) for mention in report.exempt],
        "waived": [asdict(finding) | {"waived": reason} for finding, reason in report.waived],
    }
