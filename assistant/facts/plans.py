"""What a planned fact is called once it is done."""

from __future__ import annotations

from typing import Any

from assistant.files.forms import forms
from assistant.files.shipped import shipped

_FORMS = forms(__file__)


def rolling_words() -> dict[str, Any]:
    """The words of ``rolling.yaml``."""
    found: dict[str, Any] = shipped(__file__, "rolling.yaml")
    return found


def begins_as_plan(text: str) -> bool:
    """Whether a name or a statement begins as a plan, a year before it or none."""
    return bool(_FORMS.plan.match(_FORMS.year.sub("", text)))


def core_of(name: str) -> str:
    """A planned fact's name without the year and 计划 before it, and 计划 behind it."""
    core = _FORMS.year.sub("", name)
    return bare_of(_FORMS.before.sub("", core) or core)


def bare_of(name: str) -> str:
    """A planned fact's name without the year before it and 计划 behind it."""
    core = _FORMS.year.sub("", name)
    for suffix in rolling_words()["suffixes"]:
        if core.endswith(suffix) and len(core) > len(suffix):
            return core.removesuffix(suffix)
    return core
