"""The fixed parts of a written document: styles, settings, footers, properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.documents.layout import PAGE_WORD
from assistant.documents.wordml import escape, fonts_xml, indent_xml, run_xml, template

if TYPE_CHECKING:
    from assistant.documents.layout import Layout
    from assistant.domain import DocumentInfo

BODY = "BodyTextFirstIndent"
_CUSTOM = ' w:customStyle="1"'
_CENTRE = '<w:jc w:val="center"/>'
_LEFT = '<w:jc w:val="left"/>'
_TABLE = f'<w:spacing w:line="240" w:lineRule="auto"/>{_CENTRE}'


def package_parts(body: str, info: DocumentInfo, layout: Layout) -> dict[str, bytes]:
    """Every part of a document with the paragraphs and tables of ``body``."""
    creator = info.signed_by or info.organization or ""
    parts = {
        "[Content_Types].xml": template("content_types.xml").template,
        "_rels/.rels": template("package_rels.xml").template,
        "word/document.xml": _document(body, layout),
        "word/_rels/document.xml.rels": template("document_rels.xml").template,
        "word/styles.xml": _styles(layout),
        "word/settings.xml": template("settings.xml").template,
        "word/fontTable.xml": _font_table(layout),
        "word/footer1.xml": _footer(layout, even=False),
        "word/footer2.xml": _footer(layout, even=True),
        "docProps/core.xml": template("core.xml").substitute(
            title=escape(info.title), creator=escape(creator)
        ),
        "docProps/app.xml": template("app.xml").template,
    }
    return {name: text.encode("utf-8") for name, text in parts.items()}


def _document(body: str, layout: Layout) -> str:
    page = {
        key: str(layout.twips(f"page.{key}"))
        for key in ("width", "height", "top", "bottom", "left", "right", "header", "footer")
    }
    pitch = str(layout.twips("line.pitch"))
    return template("document.xml").substitute(page, body=body, pitch=pitch)


def _size(layout: Layout, name: str) -> str:
    half_points = int(layout.number(f"sizes.{name}") * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _run(layout: Layout, font: str, *, spacing: int | None = None) -> str:
    """Font, weight, letter spacing and size of a style."""
    bold = '<w:b w:val="{0}"/><w:bCs w:val="{0}"/>'
    weight = (
        bold.format(int(layout.flag(f"bold.{font}"))) if f"bold.{font}" in layout.values else ""
    )
    size = "table" if font == "table_head" else font
    apart = "" if spacing is None else f'<w:spacing w:val="{spacing}"/>'
    return fonts_xml(layout, font) + weight + apart + _size(layout, size)


def _style(identifier: str, name: str, paragraph: str, run: str, custom: str = "") -> str:
    follow = f'<w:next w:val="{BODY}"/>' if identifier.startswith("Heading") else ""
    return template("style.xml").substitute(
        id=identifier, name=name, custom=custom, next=follow, paragraph=paragraph, run=run
    )


def _styles(layout: Layout) -> str:
    return template("styles.xml").substitute(
        styles="".join([*_known_styles(layout), *_own_styles(layout)]),
        body_fonts=fonts_xml(layout, "body"),
        body_size=int(layout.number("sizes.body") * 2),
        page_fonts=fonts_xml(layout, "page_number"),
        page_size=int(layout.number("sizes.page_number") * 2),
        pitch=layout.twips("line.pitch"),
        spacing=layout.twips("line.spacing"),
    )


def _known_styles(layout: Layout) -> list[str]:
    """Styles that Word knows by name: text, title and the four levels of headings."""
    first = indent_xml(layout, firstLine=float(layout.number("indent.first_line")))
    # Off the grid: LibreOffice gives a line higher than the pitch two rows of it.
    middle = f'<w:snapToGrid w:val="0"/>{_CENTRE}'
    title = _run(layout, "title", spacing=0)
    known = [(BODY, "Body Text First Indent", first, ""), ("Title", "Title", middle, title)]
    for level in range(1, 5):
        form = f'<w:keepNext/>{first}<w:outlineLvl w:val="{level - 1}"/>'
        run = _run(layout, f"heading{level}")
        known.append((f"Heading{level}", f"heading {level}", form, run))
    return [_style(*style) for style in known]


def _own_styles(layout: Layout) -> list[str]:
    """Styles for the parts that only official documents have, and for tables."""
    head = _run(layout, "table_head", spacing=0)
    own = (
        ("Addressee", "主送机关", _LEFT, ""),
        ("SignatureName", "署名", _LEFT, ""),
        ("SignatureDate", "成文日期", _LEFT, ""),
        ("AttachmentNote", "附件说明", _LEFT, ""),
        ("AttachmentMark", "附件标识", f"<w:pageBreakBefore/>{_LEFT}", _run(layout, "attachment")),
        ("TableHead", "表头", _TABLE, head),
        ("TableText", "表内文字", _TABLE, _run(layout, "table", spacing=0)),
    )
    return [_style(*style, _CUSTOM) for style in own]


def _font_table(layout: Layout) -> str:
    keys = [key.removeprefix("fonts.") for key in layout.values if key.startswith("fonts.")]
    names = {font for key in keys if key != "latin" for font in layout.font(key)}
    fonts = "".join(f'<w:font w:name="{escape(name)}"/>' for name in sorted(names))
    return template("fontTable.xml").substitute(fonts=fonts)


def _footer(layout: Layout, *, even: bool) -> str:
    position = layout.text("page_number.position")
    if position == "无":
        return template("footer.xml").substitute(paragraph="", runs="")
    side = {"居中": "center", "居右": "right"}.get(position, "left" if even else "right")
    blank = layout.number("page_number.blank")
    indent = ""
    if side != "center" and blank:
        twips = int(blank * layout.number("sizes.page_number") * 20)
        indent = f'<w:ind w:{side}Chars="{int(blank * 100)}" w:{side}="{twips}"/>'
    before, after = layout.text("page_number.form").split(PAGE_WORD)
    runs = (
        (run_xml(before) if before else "")
        + template("page_field.xml").template
        + (run_xml(after) if after else "")
    )
    return template("footer.xml").substitute(paragraph=f'{indent}<w:jc w:val="{side}"/>', runs=runs)
