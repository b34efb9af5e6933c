"""A small draft with its facts, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.session import Session
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FACTS = """\
# 宣传台账
document:
  title: 云溪县2025年政法宣传工作总结
  organization: 云溪县委政法委
  self: 我县
  period: 2025
  signed_by: 云溪县委政法委宣传室
  signed_on: 2025-12-30
facts:
  - id: articles
    indicator: 媒体发稿
    value: 455   # 含网络媒体
    unit: 篇
    scope: 全县
    previous: 402
    parts:
      - {id: national, indicator: 国家级媒体, value: 96}
      - {id: provincial, indicator: 省级媒体, value: 193}
      - {id: municipal, indicator: 市级媒体, value: 166}
  - id: lectures
    indicator: 法治宣讲
    value: 216
    unit: 场
    scope: 全县
  - id: towns
    indicator: 全年未在省级以上媒体发稿的乡镇
    value: 3
    unit: 个
    scope: 全县
"""
SOURCES = {
    "opening": "{document.period}，我县政法宣传工作取得新进展。",
    "results": (
        "（一）新闻宣传\n全县媒体发稿{articles}，比上年{articles.growth}，"
        "其中国家级媒体{articles/national}、省级媒体{articles/provincial}、"
        "市级媒体{articles/municipal}。\n（二）法治宣讲\n全县开展法治宣讲{lectures}。"
    ),
    "problems": "全县全年未在省级以上媒体发稿的乡镇有{towns}。",
}
_HEADINGS = {"opening": "", "results": "工作成效", "problems": "存在的问题"}
_ROLES = {"opening": Role.OPENING, "results": Role.RESULTS, "problems": Role.PROBLEMS}
_FACTS_OF = {
    "opening": (),
    "results": ("articles", "articles/national", "articles/provincial", "lectures"),
    "problems": ("towns",),
}


@pytest.fixture
def draft_path(tmp_path: Path) -> Path:
    """The draft file; facts.yaml stands beside it."""
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    sheet = load_facts(facts)
    sections = tuple(
        Section(
            id_,
            _HEADINGS[id_],
            _ROLES[id_],
            _FACTS_OF[id_],
            (Revision(source, Author.OFFLINE),),
        )
        for id_, source in SOURCES.items()
    )
    path = tmp_path / "总结.draft"
    DraftStore.create(path, Draft(sheet.document.title, sections), sheet).close()
    return path


@pytest.fixture
def session(draft_path: Path) -> Iterator[Session]:
    """The draft, opened for work."""
    with Session.open(draft_path) as opened:
        yield opened
