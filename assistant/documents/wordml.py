"""Small pieces of WordprocessingML: runs of text, fonts, indents."""

from __future__ import annotations

import html
import re
from string import Template
from typing import TYPE_CHECKING

from assistant.files.forms import forms
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from lxml import etree

    from assistant.documents.layout import Layout

# The vocabularies as prefixes of names: f"{W}p" is a paragraph.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What XML 1.0 cannot hold; it reaches us from models and from files of all kinds.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMS = forms(__file__)
PENDING = _FORMS.pending
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
# Without the hint Word sets “ ” — … · in the Latin font.
_HINT = '<w:rFonts w:hint="eastAsia"/>'


def value(properties: etree._Element | None, name: str) -> str | None:
    """The value of a property, ``<w:jc w:val="center"/>``; None where it is not there."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "")


def whole(text: str | None, default: int, most: int = 1_000_000) -> int:
    """A whole number of an attribute, within bounds, or the default where it is none."""
    if text is None or not text.lstrip("-").isascii() or not text.lstrip("-").isdigit():
        return default
    return max(-most, min(int(text[:9]), most))


def template(name: str) -> Template:
    """A file of the folder templates."""
    text = shipped_text(__file__, f"templates/{name}")
    return Template(text.replace(">\n<", "><").strip())


def legal(text: str) -> str:
    """``text`` with what XML cannot hold replaced by U+FFFD, character for character."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r", "\n"))


def escape(text: str) -> str:
    """``text`` for XML text and attributes."""
    return html.escape(legal(text))


def text_xml(text: str, tag: str = "w:t") -> str:
    """The content of a run: text, tabs and line breaks."""
    if "\t" not in text and "\n" not in text:
        return f'<{tag} xml:space="preserve">{escape(text)}</{tag}>'
    pieces = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(
        pieces.get(piece) or f'<{tag} xml:space="preserve">{escape(piece)}</{tag}>'
        for piece in _PIECES.findall(text)
    )


def run_xml(text: str, *, properties: str = "", tag: str = "w:t") -> str:
    """A run of ``text``, its further properties in the schema's order; ``tag`` is ``w:delText`` for deleted text."""
    return f"<w:r><w:rPr>{_HINT}{properties}</w:rPr>{text_xml(legal(text), tag)}</w:r>"


def runs_xml(text: str, layout: Layout, *, tag: str = "w:t") -> str:
    """Runs of ``text``, each 【待补…】 marked with the layout's colour."""
    if not text:
        return ""
    colour = layout.text("pending.highlight")
    runs: list[str] = []
    at = 0
    for match in PENDING.finditer(text) if colour != "none" else ():
        if match.start() > at:
            runs.append(run_xml(text[at : match.start()], tag=tag))
        mark = f'<w:highlight w:val="{colour}"/>'
        runs.append(run_xml(match.group(), properties=mark, tag=tag))
        at = match.end()
    if at < len(text):
        runs.append(run_xml(text[at:], tag=tag))
    return "".join(runs)


def fonts_xml(layout: Layout, name: str) -> str:
    """Fonts by name for every script, so that no theme font takes their place."""
    chinese, latin = (escape(font) for font in layout.font(name))
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"'
        ' w:hint="eastAsia"/>'
    )


def indent_xml(layout: Layout, **characters: float) -> str:
    """An indent of so many characters on each side: in characters for Word, in 1/20 points for others."""
    parts = [
        f'w:{side}Chars="{round(count * 100)}" w:{side}="{round(count * layout.character)}"'
        for side, count in characters.items()
    ]
    return f"<w:ind {' '.join(parts)}/>"
