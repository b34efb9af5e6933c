"""What the styles of a .docx say of a paragraph or run, through their chain of parents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.wordml import W, value, whole

if TYPE_CHECKING:
    from lxml import etree

_DEPTH = 20
_DEEPEST = 9
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Style:
    """The resolved values of a style.

    Attributes:
        name: as Word keeps it: ``heading 1``, ``Title``, or a name of the office's own.
        outline: its outline level from 1; 0 for text.
        number: (list id, depth) where its paragraphs are numbered.
        centred: its paragraphs stand in the middle.
        hidden: its text is not shown, or struck out.
    """

    name: str = ""
    outline: int = 0
    number: tuple[str, int] | None = None
    centred: bool = False
    hidden: bool = False


_PLAIN = Style()


@dataclass(slots=True)
class StyleSheet:
    """The styles of a document."""

    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _resolved: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def of_tree(cls, root: etree._Element | None) -> StyleSheet:
        """The styles of the part styles.xml; None for a document without."""
        sheet = cls()
        for element in root.iterchildren(f"{W}style") if root is not None else ():
            key = element.get(f"{W}styleId", "")
            sheet._elements[key] = element
            told = element.get(f"{W}default") in {"1", "true"}
            if told and element.get(f"{W}type") == "paragraph":
                sheet.default = key
        return sheet

    def style(self, key: str | None) -> Style:
        """The style of an id; the default paragraph style for None or an unknown one."""
        name = key if key in self._elements else self.default
        if name is None or name not in self._elements:
            return _PLAIN
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, key: str) -> Style:
        chain: list[etree._Element] = []
        at: str | None = key
        while at in self._elements and len(chain) < _DEPTH:
            chain.append(self._elements[at])
            at = value(chain[-1], "basedOn")
        outline, number, centred, hidden = 0, None, False, False
        for element in reversed(chain):
            properties = element.find(f"{W}pPr")
            if properties is not None:
                outline = read_outline(properties, outline)
                number = read_list(properties, number)
                centred = read_centred(properties, centred)
            hidden = bool(read_hidden(element.find(f"{W}rPr"), hidden))
        return Style(value(chain[0], "name") or "", outline, number, centred, hidden)


def read_outline(properties: etree._Element, default: int) -> int:
    """The outline level of paragraph properties, from 1; 0 for text."""
    level = whole(value(properties, "outlineLvl"), -1) + 1
    return (level if level <= _DEEPEST else 0) if level > 0 else default


def read_hidden(properties: etree._Element | None, default: bool | None) -> bool | None:
    """Whether a run's properties hide its text or strike it out: neither is read as the text's own."""
    if properties is None:
        return default
    told = {value(properties, name) for name in ("strike", "dstrike", "vanish")} - {None}
    return bool(told - _OFF) if told else default


def read_list(
    properties: etree._Element, default: tuple[str, int] | None
) -> tuple[str, int] | None:
    """The (list id, depth) of paragraph properties; list 0 takes a number away."""
    found = properties.find(f"{W}numPr")
    if found is None:
        return default
    key, depth = value(found, "numId"), value(found, "ilvl")
    list_id = key if key is not None else (default[0] if default else "0")
    level = whole(depth, default[1] if default and key is None else 0)
    return None if list_id == "0" else (list_id, level)


def read_centred(properties: etree._Element, default: bool) -> bool:
    """Whether paragraph properties centre the paragraph."""
    aligned = value(properties, "jc")
    return default if aligned is None else aligned == "center"
