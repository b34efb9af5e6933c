"""The text of an .html page, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

from assistant.errors import SampleError

if TYPE_CHECKING:
    from os import PathLike

_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "form",
    "button",
    "select",
    "textarea",
)
_FURNITURE = ("nav", "header", "footer", "aside")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "br",
        "li",
        "ul",
        "ol",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "dd",
        "dt",
        "dl",
        "hr",
        "title",
        "nav",
        "header",
        "footer",
        "aside",
    ]
)
_MOST_OF_IT = 0.8


def page_text(page: str, path: str | PathLike[str] | None = None) -> tuple[str, list[str]]:
    """The text of a page's main part, and the lines that stood beside it.

    The main part is the innermost element that holds four fifths of all sentences.

    Raises:
        SampleError: there is no element at all in it.
    """
    try:
        root = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SampleError("网页是空的或打不开", path=path, advice="请另存为文本文件") from error
    etree.strip_elements(root, *_DROPPED, etree.Comment, with_tail=False)
    beside: list[str] = []
    for name in _FURNITURE:
        for element in list(root.iter(name)):
            if not _sentences(element) * 2 > _sentences(root):
                beside += _lines(element)
                _drop(element)
    for heading in list(root.iter("title")):
        _drop(heading)
    main = _main_part(root)
    kept = _lines(main)
    known = set(kept)
    beside += [line for line in _lines(root) if line not in known]
    return "\n".join(kept), list(dict.fromkeys(beside))


def _drop(element: html.HtmlElement) -> None:
    """Takes an element out; what follows it stays."""
    tail, parent, before = element.tail, element.getparent(), element.getprevious()
    if parent is None:
        return
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")


def _sentences(element: html.HtmlElement) -> int:
    return sum(map(element.text_content().count, "。；"))


def _main_part(root: html.HtmlElement) -> html.HtmlElement:
    total = _sentences(root)
    element = root
    while total:
        inner = [child for child in element if _sentences_of(child) >= _MOST_OF_IT * total]
        if not inner or inner[0].tag == "p":
            break
        element = inner[0]
    # The heading often stands beside the part that holds the text.
    parent = element.getparent()
    if (
        parent is not None
        and any(True for _ in parent.iter("h1"))
        and not any(True for _ in element.iter("h1"))
    ):
        return parent
    return element


def _sentences_of(child: html.HtmlElement) -> int:
    return _sentences(child) if isinstance(child.tag, str) else 0


def _lines(element: html.HtmlElement) -> list[str]:
    pieces: list[str] = []
    _collect(element, pieces)
    return [line for line in (" ".join(one.split()) for one in "".join(pieces).split("\0")) if line]


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
        pieces.append(here.text or "")
        stack.append((here, True))
        stack += [(child, False) for child in reversed(here) if isinstance(child.tag, str)]
