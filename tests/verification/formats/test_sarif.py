"""The report as SARIF 2.1.0."""

from __future__ import annotations

import json

from assistant.domain import Verdict
from assistant.verification.formats import to_sarif
from tests.verification.formats.reports import CLEAN, EMPTY, TEXT, report


def test_sarif_has_what_the_standard_requires() -> None:
    """Version, tool with rules, artifacts, results with rule, level, message and region."""
    log = json.loads(to_sarif([("目录/稿 1.txt", TEXT, report()), ("-", TEXT, CLEAN)]))
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [verdict.value for verdict in Verdict]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert rules[3]["name"] == "WrongUnit"
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "none"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"][0]["location"]["uri"] == "%E7%9B%AE%E5%BD%95/%E7%A8%BF%201.txt"
    assert run["artifacts"][1]["location"]["uri"] == "stdin"
    assert run["artifacts"][0]["properties"]["coverage"]["mentions"] == 8
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["kind"] == "fail"
        assert result["message"]["text"]
        assert result["partialFingerprints"]["findingId/v1"]
    assert len(run["results"]) == 5


def test_a_sarif_region_leads_to_the_figure() -> None:
    """By line and column, and by offset."""
    run = json.loads(to_sarif([("稿.txt", TEXT, report())]))["runs"][0]
    first, _, unused, waived, _ = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "166篇"
    assert (
        TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == "166篇"
    )
    assert region["endLine"] == region["startLine"]
    told = {"fact": "articles/provincial", "expected": "193篇", "basis": "program"}
    assert first["properties"] == told
    assert first["message"]["text"] == "misattributed 的说明(请核对)"
    assert "region" not in unused["locations"][0]["physicalLocation"]
    assert unused["level"] == "warning"
    assert waived["properties"]["basis"] == "person"
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "口径不同"}
    ]


def test_sarif_tells_of_a_text_that_states_nothing() -> None:
    """No result is not the same as no fault."""
    run = json.loads(to_sarif([("a", TEXT, CLEAN), ("b", "", EMPTY)]))["runs"][0]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "error"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b"


def test_sarif_may_show_what_holds() -> None:
    """As results of kind pass; an absolute path is a file URI."""
    run = json.loads(to_sarif([("/目录/稿.txt", TEXT, report())], show_all=True))["runs"][0]
    passes = [result for result in run["results"] if result["kind"] == "pass"]
    assert [result["ruleId"] for result in passes] == ["supported", "supported", "derived"]
    assert {result["level"] for result in passes} == {"none"}
    assert run["artifacts"][0]["location"]["uri"].startswith("file:///")
