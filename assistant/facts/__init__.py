"""The facts file, its checks and its derived facts."""

from assistant.facts.editing import add_alias, add_fact, set_facts
from assistant.facts.inner import InnerFigure, inner_figures
from assistant.facts.loading import load_facts, parse_facts
from assistant.facts.rolling import RolledOver, roll_over
from assistant.facts.schema import json_schema

__all__ = [
    "InnerFigure",
    "RolledOver",
    "add_alias",
    "add_fact",
    "inner_figures",
    "json_schema",
    "load_facts",
    "parse_facts",
    "roll_over",
    "set_facts",
]
