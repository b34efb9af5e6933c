"""How a page of a PDF lies: tables, headers, page numbers, turned pages, clipped text."""

from __future__ import annotations

import pytest
from docx_builder import cell, docx, field, para, row, run
from pdf_builder import HEIGHT, pdf, ruled, table, words

from assistant.documents import read_docx, read_pdf, to_pdf
from assistant.errors import DocumentError
from tests.documents.test_pdf import PAGE, TEXT, TITLE, needs_office

_LINES = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip


def _ruled(*rows: str) -> str:
    grid = '<w:gridCol w:w="2800"/>' * 3
    form = f"<w:tblPr><w:tblBorders>{_LINES}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{form}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


@needs_office
def test_tables_headers_and_merged_cells_of_an_office_file() -> None:
    """A merged head, a table over two pages, a header with a figure and a page number."""
    indent = '<w:ind w:firstLine="420"/>'
    prose = para(
        run("今年以来,全市林业部门坚持生态优先、绿色发展,造林面积24000亩,刊发稿件77篇。" * 3),
        indent,
    )
    merged = _ruled(
        row(cell("媒体", '<w:vMerge w:val="restart"/>'), cell("发稿", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), cell("数量(篇)"), cell("增长(%)")),
        row(cell("省级媒体报刊杂志及其新媒体平台账号矩阵"), cell("31"), cell("-3.1")),
        row(cell("市级媒体"), cell(para(run("46")) + para(run("其中客户端20篇"))), cell("7")),
    )
    many = _ruled(
        row(cell("序号"), cell("乡镇"), cell("面积(亩)"), properties="<w:tblHeader/>"),
        *(row(cell(str(at)), cell(f"{name}乡"), cell(str(300 + at * 7))) for at, name in enumerate("松竹梅兰菊桃李杏梨枣柏杨柳榆槐桐樟楠檀桑" * 3, 1)),
    )  # fmt: skip
    body = para(run(TITLE), '<w:jc w:val="center"/>') + prose * 6 + merged + prose + many + prose
    foot = para(run("— ") + field(" PAGE ", run("3")) + run(" —"), '<w:jc w:val="center"/>')
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/>'
        '<w:footerReference w:type="default" r:id="rfooter"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1800" w:right="1600" w:bottom="1800" w:left="1600" w:header="900" w:footer="900"/></w:sectPr>'
    )
    data = docx(
        body + section,
        more={"header": ("hdr", para(run("林业简报第17期"))), "footer": ("ftr", foot)},
    )
    assert read_pdf(to_pdf(data)).blocks == read_docx(data).document.blocks


def _table_open(top: float, texts: list[list[str]], *, above: bool, below: bool) -> str:
    """A table whose outer lines at its sides, and above or below, are left out."""
    right, bottom = 80 + 120 * len(texts[0]), top + 30 * len(texts)
    downs = [at for at in range(len(texts) + 1) if (at or above) and (at < len(texts) or below)]
    out = [ruled(80, top + 30 * at, right, top + 30 * at) for at in downs]
    out += [ruled(80 + 120 * at, top, 80 + 120 * at, bottom) for at in range(1, len(texts[0]))]
    return "".join(out) + "".join(
        words(text, 86 + 120 * across, top + 30 * down + 20, 12)
        for down, row in enumerate(texts)
        for across, text in enumerate(row)
        if text
    )


def test_a_table_open_at_its_sides_and_cut_by_a_page_is_one() -> None:
    """Yearbooks leave its sides open, some programs draw no line where a page ends within a row."""
    one = _table_open(600, [["媒体", "稿件", "说明"], ["省级媒体", "31", "其中客户端刊"]], above=True, below=False)  # fmt: skip
    two = _table_open(100, [["", "", "发的有20篇"], ["市级媒体", "46", "无"]], above=False, below=True)  # fmt: skip
    found = [
        (block.cell.row, block.cell.column, block.text)
        for block in read_pdf(pdf(one, two)).blocks
        if block.cell
    ]
    assert found == [
        (0, 0, "媒体"), (0, 1, "稿件"), (0, 2, "说明"),
        (1, 0, "省级媒体"), (1, 1, "31"), (1, 2, "其中客户端刊发的有20篇"),
        (2, 0, "市级媒体"), (2, 1, "46"), (2, 2, "无"),
    ]  # fmt: skip
    three = _table_open(600, [["市级媒体", "31"]], above=True, below=False)
    four = _table_open(100, [["县级媒体", "46"]], above=False, below=True)
    rows = [block.cell.row for block in read_pdf(pdf(three, four)).blocks if block.cell]
    assert rows == [0, 0, 1, 1]  # two figures are never joined to one


def test_pages_are_counted_wherever_the_numbers_stand() -> None:
    """Numbers that count the pages are none of the text, even far from the edge; a single one is."""
    body = "".join(words(*line) for line in PAGE)
    numbered = read_pdf(pdf(body + words("4", 300, 700), words("继续努力。", 112, 100) + words("5", 300, 700)))  # fmt: skip
    assert numbered.text == f"{TEXT}\n继续努力。"
    assert read_pdf(pdf(body + words("5", 300, 700))).text == f"{TEXT}\n5"


def test_a_header_may_begin_further_left_than_the_text() -> None:
    """It does not make every line look set in."""
    head = words("林业简报第5期,松岗市林业局办公室编", 20, 40, 12)
    pages = [head + "".join(words(*line) for line in some) for some in (PAGE, PAGE[1:])]
    text = f"{TEXT}\n{TEXT.removeprefix(TITLE)[1:]}\n林业简报第5期,松岗市林业局办公室编"
    assert read_pdf(pdf(*pages)).text == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        # A sign that opens holds to what stands behind it: the line before ends early.
        ([("今年全市造林面积24000亩,刊发稿件各处各地各单位发", 112, 16), ("篇,“多媒体”稿件居多", 80, 16), ("青山绿水各处各地各单位发各处各地各单位发各处各处各地各处", 80, 16)] * 3, "各单位发篇,“多媒体”"),
        # Type of a title, its lines as far apart as its size asks for.
        ([("松岗市林业局二〇二五年国", 108, 22), ("土绿化总结", 185, 22), *[("今年全市造林面积24000亩,刊发稿件各处各地各单位各处发", 80, 12)] * 9], "年国土绿化总结\n"),
        # A blank between 汉字 that the program did not write as a character.
        ([("表一", 240, 16), ("各地造林面积", 280, 16, 0)], "表一 各地造林面积"),
        # Words of a justified line stand far apart; columns of figures further.
        ([("Forest", 80, 16), ("City", 152, 16, 0)], "Forest City"),
    ],
)  # fmt: skip
def test_lines_of_other_makes_are_joined(lines: list[tuple[str, float, float]], text: str) -> None:
    """What line breakers, titles, justified lines of other programs do."""
    y, out = 90.0, []
    for line, x, size, *same in lines:
        y += size * (1.9 if not same else 0)
        out.append(words(line, x, y, size))
    assert text in read_pdf(pdf("".join(out))).text + "\n"


@pytest.mark.parametrize("matrix", ["0 .7 -.7 0 595 0", "0 -.7 .7 0 0 842", "-.7 0 0 -.7 595 842"])
def test_a_page_is_read_in_the_direction_of_its_words(matrix: str) -> None:
    """Broad tables are set on a page that is turned; a few words at an angle are a watermark."""
    page = "".join(words(*line) for line in PAGE) + table([["媒体", "稿件"], ["省级媒体", "31"]], 80, 400)  # fmt: skip
    document = read_pdf(pdf(f"q {matrix} cm {page} Q\n" + words("样稿", 200, 500, 60, turn=True)))
    assert document.text == f"{TEXT}\n媒体\n稿件\n省级媒体\n31\n样稿"


def test_what_is_clipped_away_is_no_text() -> None:
    """Programs that draw a page twice cut off what stands on the other one."""
    clipped = f"q 0 {HEIGHT - 400} 595 400 re W n {words('刊发稿件99篇', 80, 500)} Q\n"
    seen = f"q 0 0 595 {HEIGHT} re W n {words('刊发稿件77篇', 80, 100)} Q\n"
    assert read_pdf(pdf(clipped + seen)).text == "刊发稿件77篇"


def test_characters_upon_each_other_are_told_or_refused() -> None:
    """Where a program sets all characters at one place nobody can read them; nothing is dropped in silence."""
    page = "".join(words(*line) for line in PAGE)
    document = read_pdf(pdf(page + words("999", 300, 300) + words("38", 300, 300)))
    assert document.unread == ("文件里有2处字叠印在一起,可能读错,请人工核对",)
    heap = "".join(words(char, 80, 100) for char in "县委县政府领导下紧紧围绕")
    with pytest.raises(DocumentError, match="叠印"):
        read_pdf(pdf(heap))
    with pytest.raises(DocumentError, match="没有文字编码"):
        read_pdf(pdf("".join(words(line, 80, 100 + 30 * at) for at, line in enumerate(["Ø?î+ª•áF¸È", "ÔDÀ¶OÚÕa§Ú2025", "Æ÷ãÉËÙƒå"]))))  # fmt: skip
