"""The text contradicts itself, and no fact decides."""

from __future__ import annotations

from assistant.domain import Block, BlockKind, Document, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import findings, sheet_of, told


def test_a_part_greater_than_its_whole_is_wrong_whatever_the_facts() -> None:
    """Both figures are facts, exchanged."""
    sheet = sheet_of(
        "id: a, indicator: 行业大类, value: 33, unit: 个",
        "id: b, indicator: 增长行业, value: 24, unit: 个",
    )
    found = findings("在24个行业大类中，有33个实现增长。", sheet)
    assert {one.verdict for one in found} <= {Verdict.INCONSISTENT, Verdict.MISATTRIBUTED}
    assert found
    assert told("在33个行业大类中，有24个实现增长。", Verdict.INCONSISTENT, sheet) == []


def test_a_text_without_blocks_is_held_against_itself_too() -> None:
    """Its places have no number."""
    bare = Document("业务督查31次。业务督查29次。", ())
    found = verify(bare, sheet_of("id: a, indicator: 开放档案, value: 5460, required: false"))
    assert ["文中写作" in one.reason for one in found.findings] == [True, True]


def test_cells_of_a_table_are_never_of_one_thing() -> None:
    """Their heads are not read here."""
    cells = (Block(BlockKind.CELL, "业务督查31次"), Block(BlockKind.CELL, "业务督查29次"))
    found = verify(Document.of_blocks(cells), sheet_of("id: a, indicator: 开放档案, value: 5460"))
    assert Verdict.INCONSISTENT not in {one.verdict for one in found.findings}
