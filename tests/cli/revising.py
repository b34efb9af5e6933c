"""A draft to revise by commands, and the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
document: {title: 云溪县2025年工作总结, organization: 云溪县委政法委, self: 我县, period: 2025}
facts:
  - {id: lectures, indicator: 法治宣讲, value: 216, unit: 场, scope: 全县}
  - {id: audience, indicator: 法治宣讲受众, value: 3270, unit: 人次, scope: 全县, previous: 3000}
  - {id: books, indicator: 发放普法读物, value: 1200, unit: 册, scope: 全县, required: false}
  - {id: towns, indicator: 未发稿的乡镇, value: 3, unit: 个, scope: 全县}
"""
SOURCES = {
    "results": ("工作成效", "全县开展法治宣讲{lectures}，法治宣讲受众{audience}。"),
    "problems": ("存在的问题", "全县未发稿的乡镇有{towns}。"),
}


def command(*words: str | Path) -> int:
    """Runs ``assistant`` and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


def two_sections(folder: Path) -> Path:
    """A draft of two clean sections; facts.yaml stands beside it."""
    facts = folder / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    sheet = load_facts(facts)
    facts_of = {"results": ("lectures", "audience", "books"), "problems": ("towns",)}
    sections = tuple(
        Section(id_, heading, Role.RESULTS, facts_of[id_], (Revision(source, Author.OFFLINE),))
        for id_, (heading, source) in SOURCES.items()
    )
    path = folder / "总结.draft"
    DraftStore.create(path, Draft(sheet.document.title, sections), sheet).close()
    return path
