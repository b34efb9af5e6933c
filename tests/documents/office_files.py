"""Twenty office files as clerks have them, built here; each tells one right figure and one wrong."""

from __future__ import annotations

from docx_builder import (
    MORE,
    NAMESPACES,
    cell,
    deleted,
    docx,
    field,
    hostile,
    inserted,
    numbered,
    para,
    row,
    run,
    runs,
    table,
    text_box,
)

TITLE = para(run("青石县水务局2025年工作总结"), '<w:jc w:val="center"/>')
_RIGHT, _WRONG = "全年巡河1200次。", "整改问题87个。"
_TOLD = para(run(_RIGHT)) + para(run(_WRONG))
_EAST = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:kern w:val="0"/><w:sz w:val="32"/>'
_BREAK = '<w:r><w:br w:type="page"/></w:r><w:r><w:lastRenderedPageBreak/><w:t>整改情况</w:t></w:r>'
_CONTROL = "<w:sdt><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
_BY = 'w:id="31" w:author="李四" w:date="2026-01-05T09:00:00Z"'
_INNER = table(row(cell("其中整改"), cell("87个")), columns=2)
_PROSE = "一年来,水务系统守住了水安全底线,各项任务按节点推进,群众反映的堵点逐一打通。"
_NOTES = {
    "endnotes": (
        "endnotes",
        '<w:endnote w:id="5"><w:p><w:r><w:t>尾注里整改问题87个</w:t></w:r></w:p></w:endnote>',
    ),
    "footnotes": MORE["footnotes"],
}
_FOOT = ("ftr", para(run("第") + field(" PAGE ", run("2")) + run("页 整改问题87个")))
_SECTION = '<w:sectPr><w:footerReference w:type="default" r:id="rfooter"/><w:cols w:num="2" w:space="420"/></w:sectPr>'


def _wps(text: str) -> str:
    """A sentence as WPS leaves it: cut up at every edit, with proof marks and bookmarks between."""
    pieces = [text[at : at + 3] for at in range(0, len(text), 3)]
    return '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'.join(
        f'<w:proofErr w:type="spellStart"/>{run(piece, _EAST)}<w:proofErr w:type="spellEnd"/>'
        for piece in pieces
    )


def _contents() -> str:
    """A table of contents with its page numbers, as a field over paragraphs."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    lines = "".join(
        para(
            (begin if at == 1 else "")
            + f'<w:hyperlink w:anchor="_Toc{at}">{run(name)}<w:r><w:tab/></w:r>{field(f" PAGEREF _Toc{at} ", run(str(at)))}</w:hyperlink>'
        )
        for at, name in enumerate(("一、巡河", "二、整改"), 1)
    )
    return lines + para('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


BODIES: dict[str, str] = {
    "cut up by WPS": para(_wps(_RIGHT)) + para(_wps(_WRONG)),
    "tracked changes in figures": para(run("整改问题") + deleted("86") + inserted(run("87")) + run("个。")) + para(run(_RIGHT)),
    "a table of contents": _contents() + para(run("一、巡河"), '<w:pStyle w:val="1"/>') + _TOLD,
    "text boxes": _TOLD + para(run("见右框") + text_box(para(run(_WRONG)))),
    "a control around paragraphs": _CONTROL.format(para(run(_WRONG)) + para(run("其余照旧。"))) + para(run(_RIGHT)),
    "a control within a line": para(run("整改问题") + _CONTROL.format(run("87")) + run("个。")) + para(run(_RIGHT)),
    "a control around a cell": table(row(_CONTROL.format(cell(_WRONG)), cell("备注")), columns=2) + para(run(_RIGHT)),
    "numbers and page breaks": para(_BREAK, numbered(1)) + para(run(_WRONG), numbered(1, 1)) + para(run(_RIGHT), numbered(1, 1)),
    "nested tables": table(row(cell("整改问题"), cell(para(run("87个")) + _INNER + para(""))), columns=2) + para(run(_RIGHT)),
    "merged cells": table(
        row(cell("项目", '<w:vMerge w:val="restart"/>'), cell("完成", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), cell("整改问题87个"), cell("巡河1200次")),
    ) + para(""),
    "twenty pages": (para(run(_PROSE * 9)) * 6 + _TOLD) * 20,
    "notes": _TOLD + para(run("另见注") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="5"/></w:r>'),
    "a footer and columns": _TOLD * 3 + _SECTION,
    "links and tags": para(f'<w:hyperlink w:anchor="x">{run("整改问题")}</w:hyperlink><w:smartTag w:element="n">{run("87个")}</w:smartTag>') + para(run(_RIGHT)),
    "fields": para(run("整改问题") + field(' QUOTE "87个" ', runs("8", "7个"))) + para(run(_RIGHT)),
    "hidden text": para(run("整改问题") + run("86", "<w:vanish/>") + run("87个。")) + para(run(_RIGHT)),
    "a person's comment": para('<w:commentRangeStart w:id="7"/>' + run(_WRONG) + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>') + para(run(_RIGHT)),
    "moved text": para(f"<w:moveFrom {_BY}>{run(_WRONG)}</w:moveFrom>") + _TOLD,
    "line breaks and tabs": para("<w:r><w:tab/></w:r>" + run(_RIGHT) + "<w:r><w:br/></w:r>" + run(_WRONG) + "<w:r><w:cr/></w:r>" + run("完")),
    "deleted paragraph marks": para(run("整改问题"), f"<w:rPr><w:del {_BY}/></w:rPr>") + para(run("87个。")) + para(run(_RIGHT)),
}  # fmt: skip
_MORE: dict[str, dict[str, tuple[str, str]]] = {
    "notes": _NOTES,
    "a footer and columns": {"footer": _FOOT},
    "a person's comment": {"comments": MORE["comments"]},
}


def office_files() -> dict[str, bytes]:
    """The files by what is peculiar to them, and two that hold every construct at once."""
    assert NAMESPACES
    made = {name: docx(TITLE + body, more=_MORE.get(name)) for name, body in BODIES.items()}
    return made | {"every construct": hostile(), "every construct, Strict": hostile(strict=True)}
