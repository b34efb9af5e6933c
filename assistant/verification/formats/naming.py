"""The Chinese names of verdicts, levels and exemptions, for every format."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from assistant.domain import Exemption, Level, Verdict

LEVEL_NAMES = {Level.ERROR: "错误", Level.WARNING: "提醒"}
EXEMPTION_NAMES = {
    Exemption.ENUM: "序号",
    Exemption.TERM: "固定词语",
    Exemption.NAME: "名称",
    Exemption.TITLE: "书名、标题",
    Exemption.IDIOM: "习语",
    Exemption.VAGUE: "虚指",
    Exemption.STRUCTURE: "结构用语",
}


class VerdictWords(NamedTuple):
    """What a verdict is called, what it means, and what to do; the last may be empty."""

    name: str
    meaning: str
    todo: str


@cache
def verdict_words() -> dict[Verdict, VerdictWords]:
    """The words of every verdict, in the order of precedence."""
    text = files("assistant.verification.formats").joinpath("verdicts.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {
        verdict: VerdictWords(words["name"], words["meaning"], words["todo"])
        for verdict in Verdict
        if (words := table[verdict.value])
    }
