"""Proofreading: punctuation, numerals, numbering and wording of official prose, by sourced rules.

The rules are data (``rules.yaml``, ``misspellings.tsv``); an office lays its own file over them.
What is found has a kind of its own beside the figures' findings and never enters their verdict.
"""

from assistant.proofreading.fixing import fix_document
from assistant.proofreading.proofread import proofread
from assistant.proofreading.remark import Remark, marked
from assistant.proofreading.rules import RuleSet, load_rules, office_rules_path

__all__ = [
    "Remark",
    "RuleSet",
    "fix_document",
    "load_rules",
    "marked",
    "office_rules_path",
    "proofread",
]
