"""What a report accounts for: coverage, waivers, strictness, blocks, expected words."""

from __future__ import annotations

from assistant.domain import Block, BlockKind, Document, Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import SHEET, sheet_of


def test_waived_findings_stand_apart() -> None:
    """A waiver takes a finding out of the findings and keeps it with its reason."""
    text = "开放档案5470卷。"
    found = verify(text, SHEET).findings[0]
    again = verify(text, SHEET, waivers={found.id: "口径不同"})
    assert [(one.id, reason) for one, reason in again.waived] == [(found.id, "口径不同")]
    assert again.figures[0].waived == "口径不同"
    assert again.coverage.waived == 1


def test_strict_counts_warnings_and_an_empty_text_is_never_ok() -> None:
    """Under strict a warning fails; a text that states no fact never passes."""
    sheet = sheet_of("id: a, indicator: 发文, value: 21, unit: 件")
    assert verify("发文21件，首次突破。", sheet).ok
    assert not verify("发文21件，首次突破。", sheet, strict=True).ok
    assert not verify("", sheet).ok
    assert not verify("一切顺利。", sheet).ok


def test_documents_bring_their_own_blocks() -> None:
    """A cell is read with its heads; a document without blocks is read all the same."""
    cell = Document.of_blocks((Block(BlockKind.CELL, "48名", context=("专职档案员", "人数")),))
    assert verify(cell, SHEET).figures[0].verdict is Verdict.SUPPORTED
    bare = Document("专职档案员48名。", ())
    assert verify(bare, SHEET).figures[0].verdict is Verdict.SUPPORTED


def test_coverage_accounts_for_every_mention() -> None:
    """Mentions are checked or exempt."""
    report = verify("一、工作\n专职档案员48名，一批库房启用，第一时间服务。", SHEET)
    assert report.coverage.mentions == report.coverage.checked + report.coverage.exempt


def test_a_finding_says_what_should_stand_there() -> None:
    """Its expected text covers the same characters as the finding."""
    report = verify("民生类1540卷、土地类3120卷、文书类800卷。", SHEET)
    wrong = [one for one in report.findings if one.level is Level.ERROR]
    assert [(one.text, one.expected) for one in wrong] == [
        ("民生类1540卷", "民生类3120卷"),
        ("土地类3120卷", "土地类1540卷"),
    ]


def test_a_crowd_of_like_facts_stays_apart() -> None:
    """Many facts of one value are told apart by their words."""
    names = [f"{chr(0x4E10 + at)}{chr(0x5210 + 3 * at)}镇培训班" for at in range(150)]
    rows = (f"id: t{at}, indicator: {name}, value: 4, unit: 期" for at, name in enumerate(names))
    figures = verify(f"今年{names[7]}4期。", sheet_of(*rows)).figures
    assert [(one.verdict, one.fact) for one in figures] == [(Verdict.SUPPORTED, "t7")]
