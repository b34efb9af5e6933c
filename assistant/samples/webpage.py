"""The text of an .html page, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree, html

from assistant.errors import SampleError
from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.samples.sample import Removal

if TYPE_CHECKING:
    from os import PathLike

_TAGS: dict[str, list[str]] = shipped(__file__, "webpage.yaml")
_CELLS = frozenset(_TAGS["cells"])
_BLOCKS = _CELLS.union(_TAGS["blocks"], _TAGS["furniture"])
_FORMS = forms(__file__)
_CELL = "\1"  # before a line that is a cell
_MOST_OF_IT = 0.8


class PageText(NamedTuple):
    """The text of a file, and what is known of its lines.

    Attributes:
        cells: the numbers, from 1, of the lines that are cells of tables.
        beside: what stood in the file and is not of its text.
        web: whether it may be a page of a site.
    """

    text: str
    cells: frozenset[int] = frozenset()
    beside: tuple[Removal, ...] = ()
    web: bool = True


def page_text(page: str, path: str | PathLike[str] | None = None) -> PageText:
    """The text of a page's main part, and what stood beside it, hidden text too.

    The main part is the innermost element that holds four fifths of all sentences.

    Raises:
        SampleError: there is no element at all in it.
    """
    try:
        root = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SampleError("网页是空的或打不开", path=path, advice="请另存为文本文件") from error
    hidden = _take_hidden(root)
    etree.strip_elements(root, *_TAGS["dropped"], etree.Comment, with_tail=False)
    beside: list[str] = []
    for name in _TAGS["furniture"]:
        for element in list(root.iter(name)):
            if not _sentences(element) * 2 > _sentences(root):
                beside += _lines(element)
                _drop(element)
    for heading in list(root.iter("title")):
        _drop(heading)
    kept = _lines(_main_part(root))
    known = set(kept)
    beside += [line for line in _lines(root) if line not in known]
    told = [Removal("隐藏的文字", line) for line in dict.fromkeys(hidden)]
    told += [Removal("网页正文以外", line.lstrip(_CELL)) for line in dict.fromkeys(beside)]
    cells = frozenset(at for at, line in enumerate(kept, 1) if line.startswith(_CELL))
    return PageText("\n".join(line.lstrip(_CELL) for line in kept), cells, tuple(told))


def _take_hidden(root: html.HtmlElement) -> list[str]:
    """Takes out what a reader of the page does not see, and gives its lines."""
    names: set[tuple[str, str]] = set()
    for sheet in root.iter("style"):
        for rule in _FORMS.rule.finditer(sheet.text or ""):
            if _FORMS.unseen.search(rule[2]):
                found = (_FORMS.name.fullmatch(one) for one in rule[1].split(","))
                names |= {(one[1], one[2]) for one in found if one}
    lines: list[str] = []
    for element in [one for one in root.iter() if isinstance(one.tag, str)]:
        own = {(".", name) for name in element.get("class", "").split()} | {
            ("#", element.get("id", ""))
        }
        if (
            "hidden" in element.attrib
            or _FORMS.unseen.search(element.get("style", ""))
            or own & names
        ):
            lines += [line.lstrip(_CELL) for line in _lines(element)]
            _drop(element)
    return lines


def _drop(element: html.HtmlElement) -> None:
    """Takes an element out; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _sentences(element: html.HtmlElement) -> int:
    told = element.text_content() if isinstance(element.tag, str) else ""
    return sum(map(told.count, "。；"))


def _main_part(root: html.HtmlElement) -> html.HtmlElement:
    total = _sentences(root)
    element = root
    while total:
        inner = [child for child in element if _sentences(child) >= _MOST_OF_IT * total]
        if not inner or inner[0].tag == "p":
            break
        element = inner[0]
    # The heading often stands beside the part that holds the text.
    parent = element.getparent()
    beside = (
        parent is not None and parent.find(".//h1") is not None and element.find(".//h1") is None
    )
    return parent if beside and element.tag != "h1" else element


def _lines(element: html.HtmlElement) -> list[str]:
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (" ".join(one.split()) for one in "".join(pieces).split("\0"))
    return [line for line in lines if line.strip(_CELL)]


def _collect(element: html.HtmlElement, pieces: list[str]) -> None:
    """Puts an element's text into ``pieces``; NUL marks where a line ends."""
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:
        here, done = stack.pop()
        block = here.tag in _BLOCKS
        if done:
            pieces.append("\0" if block else "")
            pieces.append((here.tail or "") if here is not element else "")
            continue
        pieces.append("\0" if block else "")
        pieces.append(_CELL if here.tag in _CELLS else "")
        pieces.append(here.text or "")
        stack.append((here, True))
        stack += [(child, False) for child in reversed(here) if isinstance(child.tag, str)]
