"""The remarks as text, JSON and SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.proofreading import marked
from assistant.verification.formats.naming import Lines
from assistant.verification.formats.programs import SCHEMA, artifact_uri, region, safe_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.proofreading.remark import Remark
    from assistant.proofreading.rules import RuleSet

VERSION = 1


class Proofed(NamedTuple):
    """A text and what was found in it; offsets are code points of ``text``."""

    path: str
    text: str
    remarks: tuple[Remark, ...]


def to_text(documents: Sequence[Proofed]) -> str:
    """One card a remark: 原文 → 建议, why, where; and how many there are."""
    return "\n".join(line for one in documents for line in _lines(one))


def _lines(one: Proofed) -> Iterator[str]:
    lines = Lines(one.text)
    mended = sum(remark.mend for remark in one.remarks)
    yield f"{'标准输入' if one.path == '-' else one.path}:校对意见 {len(one.remarks)} 条"
    if one.remarks:
        yield f"  可自动改正 {mended} 条(加 --fix),其余请人看。"
    for number, remark in enumerate(one.remarks, 1):
        place = lines.place(remark.start)
        yield f"{number}. [{remark.level}·{remark.name}] 第{place.line}行第{place.column}字 {remark.rule}"
        yield f"   {marked(one.text, remark)}"
        yield f"   {remark.reason}"


def to_json(documents: Sequence[Proofed]) -> str:
    """The remarks as JSON, version 1; a suggestion is null where only a person can say."""
    keys = ("rule", "level", "start", "end", "text", "suggestion", "reason")
    found: dict[str, Any] = {
        "version": VERSION,
        "documents": [
            {
                "path": one.path,
                "findings": [
                    {key: getattr(remark, key) for key in keys} | {"mend": remark.mend}
                    for remark in one.remarks
                ],
            }
            for one in documents
        ],
    }
    return safe_json(found)


def to_sarif(documents: Sequence[Proofed], rules: RuleSet) -> str:
    """The remarks as one SARIF 2.1.0 log, with the suggestion as a fix."""
    named = sorted({remark.rule for one in documents for remark in one.remarks})
    run = {
        "tool": {
            "driver": {
                "name": "work-summary-assistant-proofreading",
                "rules": [
                    {
                        "id": name,
                        "shortDescription": {
                            "text": rules.known[name].name if name in rules.known else "错别字"
                        },
                    }
                    for name in named
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": artifact_uri(one.path)}} for one in documents],
        "results": [
            _result(number, one.path, lines, remark)
            for number, one in enumerate(documents)
            for lines in (Lines(one.text),)
            for remark in one.remarks
        ],
    }
    return safe_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(number: int, path: str, lines: Lines, remark: Remark) -> dict[str, Any]:
    where = region(lines, remark.start, remark.end)
    place = {"uri": artifact_uri(path), "index": number}
    result: dict[str, Any] = {
        "ruleId": remark.rule,
        "level": "note",
        "message": {"text": f"{remark.name}:{remark.reason}"},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": where}}],
    }
    if remark.suggestion is not None:
        change = {"deletedRegion": where, "insertedContent": {"text": remark.suggestion}}
        result["fixes"] = [
            {
                "description": {"text": remark.name},
                "artifactChanges": [{"artifactLocation": place, "replacements": [change]}],
            }
        ]
    return result
