"""The JSON Schema of the facts file, for editors; also its keys and their Chinese names."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from assistant.files.shipped import shipped_text


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12); a fresh copy that the caller may change."""
    schema: dict[str, Any] = json.loads(shipped_text(__file__, "schema.json"))
    return schema


@cache
def keys_of(*definitions: str) -> tuple[str, ...]:
    """The keys of ``document``, ``section``, ``fact`` or ``common`` (what parts have too), in order."""
    known = json_schema()["$defs"]
    return tuple(dict.fromkeys(key for name in definitions for key in known[name]["properties"]))


@cache
def key_titles() -> dict[str, str]:
    """The Chinese name of every key: ``{"unit": "单位"}``."""
    schema = json_schema()
    definitions = (schema, *schema["$defs"].values())
    return {
        key: rule["title"]
        for definition in definitions
        for key, rule in definition.get("properties", {}).items()
        if "title" in rule
    }


@cache
def statement_keys() -> frozenset[str]:
    """The keys that may stand beside a statement, whose figures stand in its words."""
    return frozenset(json_schema()["$defs"]["told"]["propertyNames"]["enum"])
