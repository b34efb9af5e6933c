"""The form: any facts file goes into it and comes back the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from test_sources import command

from assistant.facts import load_facts, parse_facts
from assistant.ledgers.importing import import_file
from assistant.ledgers.mapping import facts_yaml
from assistant.ledgers.template import template

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Fact, FactSheet


def alike(sheet: FactSheet) -> list[Fact]:
    """The facts without their lines and the file's own headings, which a form has no place for."""
    return [replace(fact, line=0, group=None) for fact in sheet.facts]


def back(facts: Path) -> FactSheet:
    """Facts → form → facts."""
    form = facts.with_suffix(".xlsx")
    form.write_bytes(template(facts))
    return parse_facts(import_file(form).text, "表.yaml")


@pytest.mark.parametrize("name", ["audit", "bureau", "environment", "publicity-county", "school"])
def test_shipped_facts_come_back(root: Path, tmp_path: Path, name: str) -> None:
    """Every key of the format, values with their last zero, spans, lists, inheritance."""
    path = tmp_path / "表.yaml"
    path.write_bytes((root / "fixtures" / "facts" / f"{name}.yaml").read_bytes())
    sheet = load_facts(path)
    found = back(path)
    assert alike(found) == alike(sheet)
    assert found.document == sheet.document


_WORD = st.text("甲乙丙丁戊(),:、“”#'\"{}-=1x ", min_size=1, max_size=8).map(str.strip).filter(bool)
_NUMBER = st.decimals(-10_000, 10_000, places=2) | st.integers(-(10**18), 10**18).map(Decimal)
_FACT = st.fixed_dictionaries(
    {"indicator": _WORD, "value": _NUMBER},
    optional={
        "unit": st.sampled_from(["件", "万元", "%", "台(件)"]), "scope": _WORD, "previous": _NUMBER, "target": _NUMBER,
        "aliases": st.lists(_WORD, min_size=1, max_size=3), "required": st.booleans(), "approx": st.booleans(),
        "bound": st.sampled_from(["at_least", "less_than"]), "date": st.sampled_from(["2025-03-05", "2025-03", "03-05", "2025"]),
    },
)  # fmt: skip


@given(st.lists(_FACT, min_size=1, max_size=5))
@settings(max_examples=10, phases=[Phase.generate])
def test_facts_form_facts(
    tmp_path_factory: pytest.TempPathFactory, facts: list[dict[str, Any]]
) -> None:
    """Whatever the words, the digits and the keys."""
    entries = [{"id": f"n{at}", **fact} for at, fact in enumerate(facts)]
    path = tmp_path_factory.mktemp("form") / "表.yaml"
    path.write_text(facts_yaml({"title": "总结", "period": 2025}, entries, "表"), "utf-8")
    assert alike(back(path)) == alike(load_facts(path))


def test_the_empty_form_has_checks_and_an_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A named table, drop-downs, number checks; the example row is not imported."""
    path = tmp_path / "台账.xlsx"
    assert command("ledger", "template", "-o", path) == 0
    page = load_workbook(path)["事实"]
    assert list(page.tables) == ["事实台账"]
    assert {rule.type for rule in page.data_validations.dataValidation} == {
        "list",
        "decimal",
        "custom",
    }
    book = load_workbook(path)
    book["基本情况"]["B1"] = "某局2025年工作总结"
    book["基本情况"]["B4"] = 2025
    for column, value in (("A", "a"), ("C", "受理"), ("F", 30), ("G", "件")):
        book["事实"][f"{column}3"] = value
    book.save(path)
    capsys.readouterr()
    assert command("ledger", "import", path) == 0
    sheet = load_facts(tmp_path / "台账.事实表.yaml")
    assert [(fact.id, fact.value, fact.unit) for fact in sheet.facts] == [("a", Decimal(30), "件")]
