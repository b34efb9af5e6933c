"""Proofreading: punctuation, numerals, numbering and wording of official prose, by sourced rules.

The rules are data (``rules.yaml``, ``misspellings.tsv``); an office lays its own file over them.
What is found has a kind of its own beside the figures' findings and never enters their verdict.
"""

from assistant.proofreading.fixing import Fixed, fix_document, fix_text
from assistant.proofreading.proofread import proofread
from assistant.proofreading.remark import Remark, RuleClass, RuleLevel
from assistant.proofreading.rules import Rule, RuleSet, load_rules, office_rules_path

__all__ = [
    "Fixed",
    "Remark",
    "Rule",
    "RuleClass",
    "RuleLevel",
    "RuleSet",
    "fix_document",
    "fix_text",
    "load_rules",
    "office_rules_path",
    "proofread",
]
