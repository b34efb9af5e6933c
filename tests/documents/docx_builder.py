"""Builds .docx files for the tests: small ones, and one that holds every hostile construct."""

from __future__ import annotations

from html import escape

from assistant.documents.package import write_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_BY = 'w:id="900" w:author="李四" w:date="2026-01-05T09:00:00Z"'


def run(text: str, properties: str = "") -> str:
    """A run."""
    form = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def runs(*texts: str) -> str:
    """A run for each text: text cut up as Word cuts it."""
    return "".join(run(text) for text in texts)


def para(content: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def inserted(content: str) -> str:
    """A tracked insertion."""
    return f"<w:ins {_BY}>{content}</w:ins>"


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f"<w:del {_BY}><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>"


def field(code: str, result: str) -> str:
    """A complex field, its result given as runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(content: str, properties: str = "") -> str:
    """A table cell of one paragraph, or of given blocks."""
    inner = content if content.startswith("<w:p>") else para(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 3) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2800"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def text_box(content: str) -> str:
    """A text box in both of the forms that Word writes side by side."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    shape = (
        '<wp:inline><wp:extent cx="2000000" cy="600000"/><wp:docPr id="1" name="框"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"{shape}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def numbered(list_id: int, depth: int = 0) -> str:
    """Paragraph properties of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="my"><w:name w:val="单位标题"/><w:basedOn w:val="1"/>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%1）"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/>'
    "</w:lvl></w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def docx(
    body: str,
    *,
    more: dict[str, tuple[str, str]] | None = None,
    main_type: str = _MAIN,
    strict: bool = False,
) -> bytes:
    """A .docx.

    Args:
        body: the paragraphs and tables.
        more: further parts by kind: (root element, its content): ``{"header": ("hdr", …)}``.
        main_type: the content type of the main part.
        strict: in the Strict variant.
    """
    parts = {"styles": ("styles", STYLES), "numbering": ("numbering", NUMBERING), **(more or {})}
    links = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in parts
    )
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_PART.format(kind)}"/>'
        for kind in parts
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for kind, (name, content) in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
    if strict:
        files = {name: _strict(text) for name, text in files.items()}
    return write_package({name: text.encode("utf-8") for name, text in files.items()})


def _strict(text: str) -> str:
    for transitional, strict in (
        (W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ):
        text = text.replace(transitional, strict)
    return text


def _sentence(name: str, content: str) -> str:
    """A paragraph on one construct, between words of its own."""
    return para(run(f"{name}:") + content + run("。"))


_MOVED = "全年组织培训23期。"
_RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhǐ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>指"
    "</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
_FRACTION = (
    "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>6</m:t></m:r></m:den>"
    "</m:f></m:oMath>"
)

# Each construct: what stands in the file, and the lines that are to be read.
CONSTRUCTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "title": (para(runs("某县", "2025", "年工作总结"), '<w:jc w:val="center"/>'), ("某县2025年工作总结",)),
    "heading": (para(run("一、总体情况"), '<w:pStyle w:val="my"/>'), ("一、总体情况",)),
    "split runs": (
        _sentence("接待", runs("3", "2", "6.", "8", "万人次")),
        ("接待:326.8万人次。",),
    ),
    "ins and del": (
        _sentence("旅游收入", run("1") + deleted("8.6") + inserted(run("9.6")) + run("5亿元")),
        ("旅游收入:19.65亿元。",),
    ),
    "moved": (
        para(f"<w:moveFrom {_BY}>{run(_MOVED)}</w:moveFrom>", f"<w:rPr><w:moveFrom {_BY}/></w:rPr>")
        + para(
            f'<w:moveToRangeStart {_BY} w:name="m"/><w:moveTo {_BY}>{run(_MOVED)}</w:moveTo>'
            '<w:moveToRangeEnd w:id="900"/>'
        ),
        (_MOVED,),
    ),
    "deleted mark": (
        para(run("新建道路47公里,"), f"<w:rPr><w:del {_BY}/></w:rPr>") + para(run("改造52公里。")),
        ("新建道路47公里,改造52公里。",),
    ),
    "inserted and deleted paragraphs": (
        para(inserted(run("新增一段68件。")), f"<w:rPr><w:ins {_BY}/></w:rPr>")
        + para(deleted("删去一段69件。"), f"<w:rPr><w:del {_BY}/></w:rPr>")
        + para(run("其后一段。")),
        ("新增一段68件。", "其后一段。"),
    ),
    "hyperlink": (
        _sentence("链接", f'<w:hyperlink w:anchor="x">{run("点击量71万次")}</w:hyperlink>'),
        ("链接:点击量71万次。",),
    ),
    "smart tag": (
        _sentence("标记", f'<w:smartTag w:element="date">{run("12月31日")}</w:smartTag>'),
        ("标记:12月31日。",),
    ),
    "inline control": (
        _sentence("控件", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('83户')}</w:sdtContent></w:sdt>"),
        ("控件:83户。",),
    ),
    "block control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{para(run('整段控件84户。'))}</w:sdtContent></w:sdt>",
        ("整段控件84户。",),
    ),
    "simple field": (
        _sentence("域", f'<w:fldSimple w:instr=" QUOTE &quot;91项&quot; ">{run("91项")}</w:fldSimple>'),
        ("域:91项。",),
    ),
    "complex field": (_sentence("复杂域", field(' QUOTE "92项" ', runs("9", "2项"))), ("复杂域:92项。",)),
    "page field": (_sentence("页", field(" PAGE ", run("7"))), ("页:。",)),
    "tab and break": (
        para(run("左") + "<w:r><w:tab/></w:r>" + run("右93") + "<w:r><w:br/></w:r>" + run("下94")),
        ("左\t右93", "下94"),
    ),
    "signs": (
        _sentence(
            "符号",
            run("2011") + "<w:r><w:noBreakHyphen/></w:r>" + run("2015")
            + '<w:r><w:sym w:font="宋体" w:char="2103"/></w:r><w:r><w:softHyphen/></w:r>',
        ),
        ("符号:2011-2015℃。",),
    ),
    "hidden": (
        _sentence("隐藏", run("看不见95", "<w:vanish/>") + run("96", '<w:rStyle w:val="hid"/>') + run("看得见97")),
        ("隐藏:看得见97。",),
    ),
    "formula": (_sentence("公式", _FRACTION), ("公式:1/6。",)),
    "ruby": (_sentence("注音", _RUBY + run("标98个")), ("注音:指标98个。",)),
    "text box": (
        para(run("框前") + text_box(para(run("框内99件"))) + run("框后")),
        ("框前框后", "框内99件"),
    ),
    "automatic numbers": (
        para(run("抓组织领导"), numbered(1)) + para(run("抓责任落实"), numbered(1))
        + para(run("细化措施"), numbered(1, 1)) + para(run("抓检查督办"), numbered(1))
        + para(run("另起一列"), numbered(2)),
        ("（一）抓组织领导", "（二）抓责任落实", "1.细化措施", "（三）抓检查督办", "（五）另起一列"),
    ),
    "table": (
        table(
            row(cell("指标", '<w:vMerge w:val="restart"/>'), cell("发稿", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("数量(篇)"), cell("增长(%)")),
            row(cell("国家级媒体"), cell("96"), cell("12.5")),
            row(cell("市级媒体"), cell("不该出现"), cell("13"), properties=f"<w:del {_BY}/>"),
            row(
                cell("省级媒体"),
                cell(para(run("193")) + table(row(cell("内表"), cell("201件")), columns=2) + para("")),
                cell("-3.1"),
            ),
        ),
        ("指标", "发稿", "数量(篇)", "增长(%)", "国家级媒体", "96", "12.5", "省级媒体", "193", "内表", "201件", "-3.1"),
    ),
    "footnote": (
        para(run("据统计211人") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("参加。")),
        ("据统计211人参加。",),
    ),
    "a person's comment": (
        para(
            run("全年") + '<w:commentRangeStart w:id="7"/>' + run("办结223件")
            + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>' + run("。")
        ),
        ("全年办结223件。",),
    ),
}  # fmt: skip
BESIDE = ("脚注里有231人", "页眉第17期", "页脚电话12345")
MORE = {
    "footnotes": (
        "footnotes",
        (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
            "</w:r></w:p></w:footnote>"
            '<w:footnote w:id="2"><w:p><w:r><w:t>脚注里有231人</w:t></w:r></w:p></w:footnote>'
            '<w:footnote w:id="3"><w:p><w:r><w:t>无人引用</w:t></w:r></w:p></w:footnote>'
        ),
    ),
    "header": ("hdr", "<w:p><w:r><w:t>页眉第17期</w:t></w:r></w:p>"),
    "footer": (
        "ftr",
        "<w:p><w:r><w:t>— </w:t></w:r>"
        + field(" PAGE ", run("3"))
        + "<w:r><w:t> —</w:t></w:r></w:p><w:p><w:r><w:t>页脚电话12345</w:t></w:r></w:p>",
    ),
    "comments": (
        "comments",
        (
            '<w:comment w:id="7" w:author="王科长" w:date="2026-01-05T09:00:00Z"><w:p><w:r>'
            "<w:t>这个数哪来的</w:t></w:r></w:p></w:comment>"
        ),
    ),
}
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/>'
    '<w:footerReference w:type="default" r:id="rfooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
)


def hostile(*, strict: bool = False) -> bytes:
    """The file that holds every construct."""
    body = "".join(content for content, _ in CONSTRUCTS.values())
    return docx(body + _SECTION, more=MORE, strict=strict)


def hostile_lines() -> list[str]:
    """What is to be read of it, line by line."""
    return [line for _, lines in CONSTRUCTS.values() for line in lines] + list(BESIDE)
