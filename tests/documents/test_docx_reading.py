"""Reading any .docx as it stands with changes accepted."""

from __future__ import annotations

import pytest
from docx_builder import (
    CONSTRUCTS,
    cell,
    docx,
    field,
    hostile,
    hostile_lines,
    numbered,
    para,
    row,
    run,
    runs,
    table,
)

from assistant.documents import read_docx
from assistant.domain import BlockKind


def _lines(body: str) -> list[str]:
    return [block.text for block in read_docx(docx(body)).document.blocks]


def _contexts(body: str) -> dict[str, tuple[str, ...]]:
    return {block.text: block.context for block in read_docx(docx(body)).document.blocks}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_each_construct_is_read_as_it_stands(name: str) -> None:
    """Every construct alone gives its accepted text, nothing more, nothing less."""
    content, lines = CONSTRUCTS[name]
    assert _lines(para(run("年度总结")) + content) == ["年度总结", *lines]


@pytest.mark.parametrize("strict", [False, True])
def test_a_file_with_every_construct_is_read_whole(strict: bool) -> None:
    """All of them in one file, in both variants of the format, with notes and headers behind."""
    assert read_docx(hostile(strict=strict)).document.text.split("\n") == hostile_lines()


def test_each_character_is_at_its_place() -> None:
    """The place of a character is the element and offset that hold it."""
    text = read_docx(hostile())
    for offset, letter in enumerate(text.document.text):
        place = text.place(offset)
        if place is None:
            assert letter in "\n/（一二三五）1."
        elif place[0].tag.endswith("}t"):
            assert (place[0].text or "")[place[1]] == letter
    assert text.place(-1) is None
    assert text.place(len(text.document.text) + 5) is None


def test_offsets_of_blocks_point_into_the_text() -> None:
    """The contract of Document holds."""
    document = read_docx(hostile()).document
    assert all(document.text[block.offset : block.end] == block.text for block in document.blocks)


def test_text_beside_the_running_text_says_where_it_stands() -> None:
    """Notes, headers, footers and text boxes are blocks with their place as context."""
    blocks = read_docx(hostile()).document.blocks
    places = {block.text: block.context for block in blocks}
    assert places["脚注里有231人"] == ("脚注",)
    assert places["页眉第17期"] == ("页眉",)
    assert places["页脚电话12345"] == ("页脚",)
    assert places["框内99件"] == ("文本框",)


def test_a_cell_has_its_heads_as_words() -> None:
    """Heads of two levels, row heads, and the heads of the cell that a table is nested in."""
    contexts = _contexts(CONSTRUCTS["table"][0])
    assert contexts["96"] == ("国家级媒体", "发稿", "数量(篇)")
    assert contexts["-3.1"] == ("省级媒体", "发稿", "增长(%)")
    assert contexts["201件"] == ("内表", "省级媒体", "发稿", "数量(篇)")


def test_a_table_without_head_takes_words_from_the_left() -> None:
    """Pairs of name and value in a row: the nearest name speaks, not the first."""
    body = table(
        row(cell("发稿"), cell("96"), cell("信访"), cell("12")),
        row(cell("调研"), cell("7"), cell("培训"), cell("23")),
        columns=4,
    )
    contexts = _contexts(body)
    assert contexts["12"] == ("信访",)
    assert contexts["7"] == ("调研",)


def test_a_merged_row_head_speaks_for_every_row_and_a_caption_for_the_table() -> None:
    """Cells merged downwards, rows flagged as head, and 单位 above the table."""
    body = para(run("单位:万元")) + table(
        row(cell("类别"), cell("项目"), cell("数额"), properties="<w:tblHeader/>"),
        row(cell("收入", '<w:vMerge w:val="restart"/>'), cell("拨款"), cell("31")),
        row(cell("", "<w:vMerge/>"), cell("其他"), cell("32")),
    )
    contexts = _contexts(body)
    assert contexts["32"] == ("收入", "其他", "数额", "单位:万元")


def test_the_nearest_eight_words_to_the_left_speak_for_a_cell() -> None:
    """Words behind a value begin anew, a word said twice is said once, and a long row ends somewhere."""
    names = [f"第{number}项" for number in "一二三四五六七八九十"]
    body = table(
        row(*map(cell, ["名", *names, "5", "甲局", "甲局", "6"])), row(cell("尾")), columns=15
    )
    body = table(row(cell("头")), columns=1) + body
    contexts = _contexts(body)
    assert contexts["第十项"] == tuple(names[1:9])
    assert contexts["6"] == ("甲局",)


def test_a_cell_that_tells_a_figure_speaks_for_no_other_that_does() -> None:
    """整改87个 beside 巡河1200次; a year and a bare value keep their heads."""
    body = table(
        row(cell("事项"), cell("情况"), cell("情况二"), cell("数")),
        row(cell("2024年"), cell("整改87个"), cell("巡河1200次"), cell("5")),
        columns=4,
    )
    contexts = _contexts(body)
    assert contexts["巡河1200次"] == ("2024年", "情况二")
    assert contexts["5"] == ("2024年", "整改87个", "巡河1200次", "数")


def test_a_row_number_is_no_head() -> None:
    """序号 speaks for nothing; the name behind it does."""
    body = table(
        row(cell("序号"), cell("单位"), cell("发稿"), cell("增长")),
        row(cell("1"), cell("甲局"), cell("96"), cell("12.5")),
        columns=4,
    )
    assert _contexts(body)["12.5"] == ("甲局", "增长")


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("一、工作成效", BlockKind.HEADING, 1),
        ("（二）强化保障", BlockKind.HEADING, 2),
        ("(二)强化保障", BlockKind.HEADING, 2),
        ("3.抓好培训", BlockKind.HEADING, 3),
        ("（4）抓好督查", BlockKind.HEADING, 4),
        ("一、抓好培训。全年组织培训23期,参加1200人次,比上年多3期。", BlockKind.PARAGRAPH, 0),
        ("3.5万人参加了活动", BlockKind.PARAGRAPH, 0),
        ("附件:1.统计表", BlockKind.ATTACHMENT_NOTE, 0),
        ("附件2", BlockKind.ATTACHMENT, 0),
    ],
)
def test_headings_are_known_by_their_marks(text: str, kind: BlockKind, level: int) -> None:
    """A short line with a mark of the four levels is a heading; a sentence is none."""
    blocks = read_docx(
        docx(para(run("工作总结")) + para(run(text)) + para(run("正文。")))
    ).document.blocks
    assert (blocks[1].kind, blocks[1].level) == (kind, level)


def test_headings_are_known_by_style_and_number() -> None:
    """By a style built on heading 1, and by an automatic number."""
    body = (
        para(run("总结"))
        + para(run("成效"), '<w:pStyle w:val="my"/>')
        + para(run("保障"), numbered(1))
    )
    blocks = read_docx(docx(body)).document.blocks
    assert [(b.kind, b.level) for b in blocks[1:]] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
    ]


def test_title_addressee_signature_and_date_are_found() -> None:
    """The frame of a report, by place and form alone."""
    texts = [
        "某局2025年",
        "工作总结",
        "市政府:",
        "全年办结12件。",
        "特此报告。",
        "某局",
        "2025年12月31日",
    ]
    centred = '<w:jc w:val="center"/>'
    body = "".join(para(run(text), centred if at < 2 else "") for at, text in enumerate(texts))
    kinds = [block.kind for block in read_docx(docx(body)).document.blocks]
    assert kinds == [
        BlockKind.TITLE, BlockKind.TITLE, BlockKind.ADDRESSEE, BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH, BlockKind.SIGNATURE, BlockKind.DATE,
    ]  # fmt: skip


def test_a_title_broken_by_hand_is_one_line() -> None:
    """A line break in a title or heading is form; in a text it ends a line."""
    title = para(run("某局工作") + "<w:r><w:br/></w:r>" + run("总结"))
    assert _lines(title + para(run("甲") + "<w:r><w:br/></w:r>" + run("乙。")))[0] == "某局工作总结"


def test_comments_are_read_with_the_characters_they_cover() -> None:
    """A person's comment: author, text and span."""
    text = read_docx(hostile())
    (comment,) = text.comments
    assert (comment.author, comment.text) == ("王科长", "这个数哪来的")
    assert text.document.text[comment.start : comment.end] == "办结223件"


def test_what_cannot_be_read_is_told() -> None:
    """Pictures, charts and embedded files are named in warnings, never passed over."""
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/>'
    text = read_docx(docx(para(f"<w:r>{chart}</w:r>" + run("见图。")) + '<w:altChunk r:id="y"/>'))
    assert len(text.warnings) == 2
    assert "图表" in "".join(text.warnings)
    assert read_docx(docx(para(run("总结")))).warnings == ()


def test_a_field_over_several_paragraphs_stays_a_field() -> None:
    """Its code is hidden wherever it ends, its result is shown."""
    body = para(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    ) + para(
        '<w:r><w:instrText> x 99</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("一、总体情况") + field(" PAGEREF _a ", run("3"))
    ) + para('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("正文。"))  # fmt: skip
    assert _lines(body) == ["一、总体情况", "正文。"]


def test_a_nested_field_shows_only_the_outer_result() -> None:
    """A field in another's code is part of that code."""
    inner = field(" PAGE ", run("9")) + "<w:r><w:instrText> = 1</w:instrText></w:r>"
    body = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + inner + (
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("奇数")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert _lines(para(body)) == ["奇数"]


def test_indents_made_of_blanks_are_no_text() -> None:
    """Full-width blanks at both ends are left out, the places of the rest stay right."""
    text = read_docx(docx(para(runs("　　", "　甲3", "件 ", " "))))
    assert text.document.text == "甲3件"
    element, at = text.place(1) or (None, -1)
    assert element is not None
    assert element.text is not None
    assert element.text[at] == "3"
