"""What a person wrote is never altered: whatever is typed or sent back stands as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Block, BlockKind, Document, Draft, Revision, Role, Section
from assistant.drafting.references.grammar import references
from assistant.errors import InputError
from assistant.facts import load_facts, parse_facts, set_facts
from assistant.revision.editing import as_shown, as_typed, edit, rebind
from assistant.revision.importing import apply_import, compare_with
from assistant.revision.session import Session
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FACTS = """\
document:
  title: 沂清县市场监督管理局2025年工作总结
  organization: 沂清县市场监督管理局
  self: 我局
  period: 2025
facts:
  - {statement: '局机关内设16个股室,下设12个基层市场监管所', section: organisation}
  - {id: study, indicator: 党组理论学习中心组集中学习, value: 12, unit: 次}
  - {id: age, indicator: 基层所人员平均年龄, value: 48.6, unit: 岁}
  - {id: cases, indicator: 办结案件, value: 9, unit: 件, previous: 6, target: 8}
  - {id: training, indicator: 业务培训, value: 18, unit: 期, scope: 全县}
  - {id: people, indicator: 培训人员, value: 1860, unit: 人次}
  - {id: rank, indicator: 消费投诉办结率, rank: 3, among: 全市}
  - {id: money, indicator: 罚没款, value: 35.2, unit: 万元}
  - {id: start, event: 食品安全专项整治启动, date: 03-15}
  - {id: rate, indicator: 抽检合格率, value: 98.5, unit: '%'}
"""
BEFORE = "党组理论学习中心组集中学习{study}。基层所人员平均年龄{age}。办结案件{cases}。"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Session]:
    """An office's draft of two sections."""
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    sheet = load_facts(facts)
    sections = (
        Section("work", "主要工作", Role.RESULTS, (), (Revision(BEFORE, Author.OFFLINE),)),
        Section(
            "problems",
            "存在的问题",
            Role.PROBLEMS,
            (),
            (Revision("监管力量不足,基层所人员平均年龄{age}。", Author.OFFLINE),),
        ),
    )
    path = tmp_path / "总结.draft"
    DraftStore.create(path, Draft(sheet.document.title, sections), sheet).close()
    with Session.open(path) as session:
        yield session


# Figures that are a fact's value and speak of something else, and other spellings of a fact's.
TYPED = [
    "一是监管力量不足。12个基层所人员平均年龄48.6岁。",
    "全年召开会议12次。",
    "9个所完成改造，18个所在建。",
    "走访企业9家，发现问题9处。",
    "办结案件九件。",
    "组织业务培训18场。",
    "平均年龄48.60岁。",
    "培训1,860人次。",
    "罚没款352000元。",
    "3月15日，我局召开动员会。",
    "在全市考核中居第3位。",
    "合格率98.5%,群众满意度98.5%。",
    "第12次会议于3月15日召开,到会18人。",
    "“12315”热线受理12件;其中, 9件已办结!",
    "与上年的6件相比,增加3件(含移送1件)。",
]


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_shown_as_typed(office: Session, text: str) -> None:
    """Not a character changes, in the section or around it, and it holds over a restart."""
    other = office.view("work").text
    edit(office, "problems", text)
    assert office.view("problems").text == text
    assert office.view("work").text == other
    office.close()
    with Session.open(office.store.path) as again:
        assert again.view("problems").text == text


@pytest.mark.parametrize("text", TYPED)
def test_what_is_sent_back_is_shown_as_sent(office: Session, text: str) -> None:
    """The same for a file edited in Word: a line changed, one added."""
    _sent_back(office, text)
    assert office.view("problems").text.split("\n")[-1] == text


def _sent_back(session: Session, *lines: str) -> None:
    blocks = [
        block
        for block in session.checked.assembled.document.blocks
        if block.kind not in {BlockKind.SIGNATURE, BlockKind.DATE}
    ]
    blocks += [Block(BlockKind.PARAGRAPH, line) for line in lines]
    data = write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document)
    brought = compare_with(session, read_docx(data).document)
    apply_import(session, brought, "改.docx")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("党组理论学习中心组集中学习12次。", ["{study}"]),
        ("召开会议12次。", []),
        ("12个基层所人员平均年龄48.6岁。", ["{age}"]),
        ("办结案件9件，上年为6件。", ["{cases}", "{cases.previous}"]),
        ("办结案件九件。", ["{cases:汉字}"]),
        ("业务培训18期，培训人员1860人次。", ["{training}", "{people}"]),
        ("局机关内设16个股室，下设12个基层市场监管所。", []),
        ("办结案件8件。", []),
    ],
)
def test_a_reference_needs_the_words_too(office: Session, text: str, bound: list[str]) -> None:
    """A figure is bound where the verifier says whose it is and the reference says it so."""
    made = edit(office, "problems", text)
    assert made is not None
    assert [each.text for each in references(made.source)] == bound


def test_a_reference_goes_where_its_words_go(office: Session) -> None:
    """Other words before a figure that stayed: it is no longer that fact's."""
    text = office.view("work").text.replace("党组理论学习中心组集中学习", "召开现场推进会")
    made = edit(office, "work", text)
    assert made is not None
    assert made.source == "召开现场推进会12次。基层所人员平均年龄{age}。办结案件{cases}。"
    path = office.sheet.path
    assert path
    set_facts(path, {"study": 13, "age": 50})
    assert office.reload_facts()
    assert [(each.fact_id, each.old, each.new) for each in office.changes] == [
        ("age", "48.6岁", "50岁"),
        ("age", "48.6岁", "50岁"),
    ]
    office.adopt_facts()
    assert office.view("work").text == text.replace("48.6岁", "50岁")


def test_a_typed_reference_stands(office: Session) -> None:
    """Who types a reference asks for it."""
    made = edit(office, "problems", "召开会议{study}。")
    assert made is not None
    assert made.source == "召开会议{study}。"
    with pytest.raises(InputError, match="大括号"):
        edit(office, "problems", "召开会议{12次}。")


def test_a_file_with_braces_is_refused(office: Session) -> None:
    """They would be read as references; nothing is taken over."""
    with pytest.raises(InputError, match="大括号"):
        _sent_back(office, "召开会议{study}。")
    assert len(office.store.section("problems").revisions) == 1


def test_a_line_break_within_a_paragraph_stays_a_break(office: Session) -> None:
    """Shift+Enter in Word: two lines, as it was written."""
    document = office.checked.assembled.document
    blocks = (*document.blocks[:-1], Block(BlockKind.PARAGRAPH, "第一行,\n第二行。"))
    apply_import(office, compare_with(office, Document.of_blocks(blocks)), "改.docx")
    assert office.view("problems").text.endswith("第一行,\n第二行。")


WORDS = st.sampled_from(
    [
        *(
            "全年",
            "我局",
            "基层所",
            "召开会议",
            "业务培训",
            "办结案件",
            "集中学习",
            "平均年龄",
            "全市",
        ),
        *("12", "9", "18", "48.6", "十二", "1860", "1,860", "98.5", "3", "6", "8", "35.2", "12.0"),
        *("次", "个", "件", "期", "岁", "人次", "%", "万元", "月15日", "名", "家"),
        *(
            "，",
            ",",
            "。",
            ";",
            "\n",
            " ",
            "(",
            ")",
            "近",
            "余",
            "约",
            "比上年",
            "增长",
            "上年",
            "目标",
        ),
        *("第", "一是", "“", "”", ":", "《", "》", "党组理论学习中心组集中学习12次", "办结案件9件"),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=18).map("".join)
VALUES = st.tuples(*(st.integers(1, 20) for _ in range(4)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, VALUES, VALUES)
def test_no_text_is_altered_over_any_facts(
    text: str, values: tuple[int, ...], later: tuple[int, ...]
) -> None:
    """Random texts over random facts; when facts change, nothing but bound figures changes."""
    source = FACTS
    for old, new in zip((12, 18, 9, 8), values, strict=True):
        source = source.replace(f"value: {old},", f"value: {new},").replace(
            f"target: {old}", f"target: {new}"
        )
    sheet = parse_facts(source)
    draft = Draft(
        "总结", (Section("work", "工作", Role.RESULTS, (), (Revision(BEFORE, Author.OFFLINE),)),)
    )
    made = rebind(draft, sheet, "work", text).source
    assert _shown(draft, made, source) == as_typed(text)
    changed = source.replace(f"value: {values[0]},", f"value: {later[0]},")
    # With every reference taken out, both readings are the same text.
    parts = [part for part in _apart(made) if part]
    after = _shown(draft, made, changed)
    place = 0
    for part in parts:
        place = after.index(part.strip(), place) + len(part.strip())


def _shown(draft: Draft, source: str, facts: str) -> str:
    section = draft.sections[0].revised(Revision(source, Author.PERSON))
    now = Draft(draft.title, (section,))
    return as_shown(now, parse_facts(facts), "work").text


def _apart(source: str) -> list[str]:
    parts, done = [], 0
    for reference in references(source):
        parts.append(source[done : reference.start])
        done = reference.end
    return [*parts, source[done:]]
