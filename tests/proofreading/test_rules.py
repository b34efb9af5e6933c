"""Every rule by its own examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Block, BlockKind, Document
from assistant.extraction import read_document
from assistant.files.shipped import shipped
from assistant.proofreading import RuleSet, load_rules, proofread, rules
from assistant.proofreading.figures import applied
from assistant.proofreading.remark import RuleClass

if TYPE_CHECKING:
    from assistant.proofreading.rules import Rule

RULES = load_rules()
ENTRIES = {entry["id"]: entry for entry in shipped(rules.__file__, "rules.yaml")["rules"]}
PAIRS = [
    (rule, wrong, right)
    for rule in RULES.known.values()
    for wrong, right in zip(ENTRIES[rule.id]["wrong"], ENTRIES[rule.id]["right"], strict=True)
]


def document_of(rule: Rule, text: str) -> Document:
    """The example as the kind of line that the rule is about."""
    kind = ENTRIES[rule.id].get("as")
    return Document.of_blocks((Block(BlockKind(kind), text),)) if kind else read_document(text)


def alone(rule: Rule) -> RuleSet:
    """The one rule, switched on, and no words."""
    return replace(RULES, rules=(replace(rule, on=True),), heads={})


def test_there_are_more_than_a_hundred_rules_with_a_source_and_examples() -> None:
    """A rule without a source or an example is an opinion."""
    assert len(RULES.known) >= 100
    for rule in RULES.known.values():
        assert rule.source, rule.id
        wrong = ENTRIES[rule.id]["wrong"]
        assert wrong, rule.id
        assert rule.check or len(wrong) >= 2 or rule.blocks, rule.id


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS, ids=lambda x: getattr(x, "id", None))
def test_a_rule_flags_its_wrong_example_and_not_the_right_one(
    rule: Rule, wrong: str, right: str
) -> None:
    """The examples of rules.yaml are the rule's specification."""
    found = proofread(document_of(rule, wrong), alone(rule))
    assert [one.rule for one in found] == [rule.id] * max(len(found), 1)
    assert proofread(document_of(rule, right), alone(rule)) == ()
    if rule.put is not None:
        assert applied(wrong, found) == right
    if rule.kind is RuleClass.MEND:
        assert all(one.mend for one in found)
    else:
        assert not any(one.mend for one in found)
