"""The published JSON Schema agrees with the loader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.errors import FactsError
from assistant.facts import json_schema, parse_facts

if TYPE_CHECKING:
    from pathlib import Path


def as_data(text: str) -> Any:
    """YAML text as the data that an editor would check."""
    return yaml.load(text, Loader=_Core)  # noqa: S506 - a safe loader without dates


class _Core(yaml.SafeLoader):
    """Dates and sexagesimals are text, as in the YAML 1.2 core schema."""


_Core.yaml_implicit_resolvers = {
    sign: [(tag, rule) for tag, rule in rules if not tag.endswith((":timestamp", ":merge"))]
    for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """The schema's own validity is checked first."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["audit", "bureau", "environment", "publicity-county", "school"])
def test_the_shipped_files_fit(validator: Draft202012Validator, root: Path, name: str) -> None:
    """What the loader takes, the schema takes."""
    text = (root / "fixtures" / "facts" / f"{name}.yaml").read_text("utf-8")
    assert [error.message for error in validator.iter_errors(as_data(text))] == []


def test_the_template_fits(validator: Draft202012Validator, root: Path) -> None:
    """So does what ``facts template`` prints."""
    text = (root / "assistant" / "facts" / "template.yaml").read_text("utf-8")
    assert validator.is_valid(as_data(text))


BAD = [
    "{indicator: 甲}",
    "{value: 1}",
    "{indicator: 甲, event: 乙, value: 1}",
    "{event: 甲}",
    "{statement: 甲, value: 1}",
    "{indicator: 甲, value: 四百}",
    "{indicator: 甲, value: '4'}",
    "{indicator: 甲, value: {min: 4}}",
    "{indicator: 甲, value: {min: 4, maks: 5}}",
    "{indicator: 甲, value: 1, unti: 篇}",
    "{indicator: 甲, value: 1, unit: [篇]}",
    "{indicator: '', value: 1}",
    "{indicator: 甲, value: 1, id: a b}",
    "{indicator: 甲, value: 1, bound: atleast}",
    "{indicator: 甲, value: 1, status: 快了}",
    "{indicator: 甲, value: 1, approx: '是'}",
    "{indicator: 甲, value: 1, aliases: 乙}",
    "{indicator: 甲, value: 1, among: 全市}",
    "{indicator: 甲, rank: 0}",
    "{indicator: 甲, rank: 1.5}",
    "{event: 甲, date: 昨天}",
    "{event: 甲, date: {}}",
    "{event: 甲, date: {from: 明天}}",
    "{indicator: 甲, value: 1, parts: 甲}",
    "{indicator: 甲, value: 1, parts: [{value: 1}]}",
    "{indicator: 甲, value: 1, parts: [{event: 甲, date: 07-01}]}",
    "{indicator: 甲, value: 1, parts: [{indicator: 甲, unti: 1, value: 1}]}",
    "甲",
]
GOOD = [
    "{indicator: 甲, value: 1}",
    "{indicator: 甲, value: {min: 4, max: 5}, unit: 3, id: 12}",
    "{indicator: 甲, rank: 3, among: 全市}",
    "{indicator: 甲, growth: -3}",
    "{event: 甲, date: {from: 2025-07-01}}",
    "{event: 甲, date: 7月27日}",
    "{event: 甲, date: 2025年7月27日, value: 2}",
    "{event: 甲, date: 7}",
    "{statement: 甲, source: , section: ~}",
    "{indicator: 甲, value: 1, parts: [{indicator: 乙, value: 1, parts: [{indicator: 丙, value: 1}]}]}",
]


@pytest.mark.parametrize("fact", BAD)
def test_both_refuse(validator: Draft202012Validator, fact: str) -> None:
    """What the schema refuses, the loader refuses."""
    text = f"document: {{title: 甲}}\nfacts: [{fact}]"
    assert not validator.is_valid(as_data(text))
    with pytest.raises(FactsError):
        parse_facts(text)


@pytest.mark.parametrize("fact", GOOD)
def test_both_accept(validator: Draft202012Validator, fact: str) -> None:
    """And the other way round."""
    text = f"document: {{title: 甲}}\nfacts: [{fact}]"
    assert [error.message for error in validator.iter_errors(as_data(text))] == []
    parse_facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "facts: [{indicator: 甲, value: 1}]",
        "document: {title: 甲}",
        "document: {title: 甲}\nfacts: []",
        "document: {self: 甲}\nfacts: [{indicator: 甲, value: 1}]",
        "document: {title: 甲, titel: 乙}\nfacts: [{indicator: 甲, value: 1}]",
        "document: {title: 甲, outline: []}\nfacts: [{indicator: 甲, value: 1}]",
        "document: {title: 甲, outline: [甲]}\nfacts: [{indicator: 甲, value: 1}]",
        "document: {title: 甲, period: 去年}\nfacts: [{indicator: 甲, value: 1}]",
        "document: {title: 甲}\nfacts: [{indicator: 甲, value: 1}]\nmore: 1",
    ],
)
def test_both_refuse_the_rest(validator: Draft202012Validator, text: str) -> None:
    """The document part and the file as a whole."""
    assert not validator.is_valid(as_data(text))
    with pytest.raises(FactsError):
        parse_facts(text)


def test_a_callers_copy_is_its_own() -> None:
    """Changing it changes nothing."""
    json_schema().clear()
    assert json.dumps(json_schema())
