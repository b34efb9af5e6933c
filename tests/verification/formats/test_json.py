"""The report as JSON."""

from __future__ import annotations

import json
import re

from assistant.verification.formats import to_json
from tests.verification.formats.reports import CLEAN, EMPTY, TEXT, report


def test_json_has_designs_shape_and_the_apis_names() -> None:
    """Version 1; offsets point into the text; what was waived is there with its reason."""
    found = json.loads(to_json([("稿.txt", TEXT, report()), ("-", TEXT, CLEAN)]))
    assert found["version"] == 1
    first, second = found["documents"]
    keys = ["path", "ok", "coverage", "figures", "findings", "exempt", "waived", "reader"]
    assert list(first) == keys
    assert (first["path"], first["ok"], second["ok"]) == ("稿.txt", False, True)
    assert first["coverage"] == {
        "mentions": 8,
        "checked": 5,
        "exempt": 1,
        "waived": 2,
        "findings": 3,
    }
    for entry in (*first["figures"], *first["exempt"]):
        assert TEXT[entry["start"] : entry["end"]] == entry["text"]
    assert first["findings"][0]["verdict"] == "misattributed"
    assert first["findings"][0]["level"] == "error"
    assert first["findings"][2]["start"] is None
    assert first["figures"][0]["level"] is None
    assert first["exempt"][0]["reason"] == "enum"
    assert first["waived"][0]["waived"] == "口径不同"


def test_json_can_be_printed_on_a_terminal() -> None:
    """Controls and direction marks are escaped and read back."""
    words = "\x1b[31m\u202e\x9b2J\u2028"
    text = to_json([(words, "", EMPTY)])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    assert json.loads(text)["documents"][0]["path"] == words
