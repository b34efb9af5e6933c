"""What a planned fact is called once it is done."""

from __future__ import annotations

import re
from typing import Any

from assistant.files.shipped import shipped

# 计划生育, 计划完成率 and 拟定 are no plans.
_PLAN = re.compile("明年|来年|预计|计划(?!生育|完成|[内外])|拟(?![定订制])")
_BEFORE = re.compile("^(?:明年|来年|预计|计划(?!生育|完成[率数情]|[内外])|拟(?![定订制]))+(?=..)")
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}年(?:度)?")


def rolling_words() -> dict[str, Any]:
    """The words of ``rolling.yaml``."""
    found: dict[str, Any] = shipped(__file__, "rolling.yaml")
    return found


def begins_as_plan(text: str) -> bool:
    """Whether a name or a statement begins as a plan, a year before it or none."""
    return bool(_PLAN.match(_YEAR.sub("", text)))


def core_of(name: str) -> str:
    """A planned fact's name without the year and 计划 before it, and 计划 behind it."""
    core = _YEAR.sub("", name)
    return bare_of(_BEFORE.sub("", core) or core)


def bare_of(name: str) -> str:
    """A planned fact's name without the year before it and 计划 behind it."""
    core = _YEAR.sub("", name)
    for suffix in rolling_words()["suffixes"]:
        if core.endswith(suffix) and len(core) > len(suffix):
            return core.removesuffix(suffix)
    return core
