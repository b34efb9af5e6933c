"""Two hundred sentences as people write them, typed and sent back in Word: none is altered."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Block, BlockKind, Document, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.editing import edit
from assistant.revision.exporting import Output, export
from assistant.revision.importing import apply_import, compare_with
from assistant.revision.session import Session
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from pathlib import Path

_FACTS = """\
document: {title: 平沙区水务局2025年工作总结, organization: 平沙区水务局, self: 我局, period: 2025}
facts:
  - {id: patrols, indicator: 河道巡查, value: 1260, unit: 次, previous: 1100}
  - {id: dredged, indicator: 清淤河道, value: 9, unit: 公里, target: 8}
  - {id: pumps, indicator: 改造泵站, value: 18, unit: 座}
  - {id: rate, indicator: 水质达标率, value: 98.5, unit: '%'}
  - {id: funds, indicator: 投入资金, value: 352.6, unit: 万元}
  - {id: opening, event: 清河行动启动, date: 03-15}
  - {id: place, indicator: 河长制考核, rank: 3, among: 全市}
"""
_WHOM = [
    "河道巡查",
    "清淤河道",
    "改造泵站",
    "水质达标率",
    "投入资金",
    "河长制考核",
    "走访",
    "基层河长",
    "我局",
    "各镇街",
    "抽检水样",
    "培训",
]
_VERBS = [
    "",
    "",
    "达到",
    "共",
    "完成",
    "为",
    "累计",
    "有",
    "超额完成",
    "较上年增加",
    "由上年的",
    "其中",
]
_NUMBERS = [
    "1260",
    "1,260",
    "1２60",
    "一千二百六十",
    "9",
    "9.0",
    "九",
    "18",
    "十八",
    "98.5",
    "98.50",
    "352.6",
    "352.60",
    "3526000",
    "1100",
    "160",
    "8",
    "3",
    "三",
    "近10",
    "1200余",
    "约18",
    "第3",
    "12—18",
    "两",
    "百余",
    "0.5",
]
_UNITS = [
    "次",
    "公里",
    "座",
    "%",
    "万元",
    "元",
    "个",
    "人",
    "名",
    "期",
    "处",
    "人次",
    "家",
    "月15日",
    "项",
    "倍",
]
_JOINTS = ["，", ",", "；", ";", "、", "： ", "(", "——", " "]
_ENDS = ["。", "。", "。", ".", "！", "；", ""]


def _sentences(count: int) -> list[str]:
    """``count`` different ones, the same on every machine."""
    draw = random.Random(20251130)  # noqa: S311 - sentences, no secrets
    made: dict[str, None] = {}
    while len(made) < count:
        clauses = [
            draw.choice(_WHOM) + draw.choice(_VERBS) + draw.choice(_NUMBERS) + draw.choice(_UNITS)
            for _ in range(draw.randint(1, 3))
        ]
        made[draw.choice(_JOINTS).join(clauses) + draw.choice(_ENDS)] = None
    return list(made)


def _session(folder: Path) -> Session:
    facts = folder / "facts.yaml"
    facts.write_text(_FACTS, "utf-8")
    sheet = load_facts(facts)
    first = "河道巡查{patrols}，清淤河道{dredged}，改造泵站{pumps}。"
    sections = (
        Section("work", "主要工作", Role.RESULTS, (), (Revision(first, Author.OFFLINE),)),
        Section(
            "more", "其他工作", Role.RESULTS, (), (Revision("水质达标率{rate}。", Author.OFFLINE),)
        ),
    )
    path = folder / "总结.draft"
    DraftStore.create(path, Draft(sheet.document.title, sections), sheet).close()
    return Session.open(path)


def test_two_hundred_sentences_typed_and_sent_back(tmp_path: Path) -> None:
    """In the draft, after a restart, and in the Word file that goes out."""
    sentences = _sentences(200)
    typed, sent = sentences[:100], sentences[100:]
    bound = 0
    with _session(tmp_path) as session:
        for start in range(0, 100, 25):
            lines = typed[start : start + 25]
            made = edit(session, "work", "\n".join(lines))
            assert made is not None
            bound += len(made.bound)
            assert session.peek()[0].text.split("\n") == lines
            back = sent[start : start + 25]
            _send_back(session, back)
            assert session.peek()[0].text.split("\n") == lines
            assert session.peek()[1].text.split("\n") == back
        path = session.store.path
    with Session.open(path) as session:
        assert [view.text.split("\n") for view in session.peek()] == [typed[75:], sent[75:]]
        [file] = [each for each in export(session, [Output.DOCX]) if each.suffix == ".docx"]
    words = [block.text for block in read_docx(file).document.blocks]
    assert [line for line in (*typed[75:], *sent[75:]) if line not in words] == []
    assert bound > 0  # figures were tied to facts where that changes nothing


def _send_back(session: Session, lines: list[str]) -> None:
    """The exported document with another text below the second heading."""
    blocks: list[Block] = []
    for block in session.checked.assembled.document.blocks:
        if block.kind is BlockKind.HEADING:
            blocks.append(block)
            if block.text.endswith("其他工作"):
                blocks += (Block(BlockKind.PARAGRAPH, line) for line in lines)
                break
        else:
            blocks.append(block)
    data = write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document)
    apply_import(session, compare_with(session, read_docx(data).document), "改.docx")
