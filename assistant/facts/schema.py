"""The JSON Schema of the facts file, for editors; also the Chinese names of its keys."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12); a fresh copy that the caller may change."""
    text = files("assistant.facts").joinpath("schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


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
