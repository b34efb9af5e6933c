"""Accepting and rejecting every tracked change of a .docx, as Word's own commands do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from assistant.documents.package import open_package
from assistant.documents.wordml import W

if TYPE_CHECKING:
    from os import PathLike


_PARAGRAPH = f"{W}p"
_COMING = {f"{W}ins", f"{W}moveTo"}
_GOING = {f"{W}del", f"{W}moveFrom"}
_RANGES = tuple(
    f"{W}{name}{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel")
    for end in ("RangeStart", "RangeEnd")
)
_FORMS = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "tblPrEx", "tblGrid", "numbering")
_CELLS = {f"{W}cellIns": f"{W}cellDel", f"{W}cellDel": f"{W}cellIns"}
_PLAIN = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


def accept_all(source: str | PathLike[str] | bytes) -> bytes:
    """The file with every tracked change of its text accepted; DocumentError where it cannot be read."""
    return _settled(source, keep=_COMING, drop=_GOING, restore=False)


def reject_all(source: str | PathLike[str] | bytes) -> bytes:
    """The file with every tracked change of its text rejected; DocumentError where it cannot be read."""
    return _settled(source, keep=_GOING, drop=_COMING, restore=True)


def plain_copy(source: str | PathLike[str] | bytes) -> bytes:
    """A copy to be handed to LibreOffice: changes accepted, content controls dissolved, none justified.

    LibreOffice prints both texts of a tracked change, loses the text of a content control
    round a paragraph that bears a comment, and drops a 。 or 、 that hangs at the end of one
    justified line in a few hundred. What it makes of the copy shows the text as it stands; it
    is never handed on as the document.
    """
    package = open_package(accept_all(source))
    main, root = package.main_tree()
    etree.strip_elements(root, f"{W}sdtPr", f"{W}sdtEndPr", with_tail=False)
    etree.strip_tags(root, f"{W}sdt", f"{W}sdtContent")
    changed = {main: root}
    for relation in package.relations(main):
        sheet = package.tree(relation.target) if relation.kind == "styles" else None
        if sheet is not None:
            changed[relation.target] = sheet
    for tree in changed.values():
        for aligned in tree.iter(f"{W}jc"):
            if aligned.get(f"{W}val") == "both":
                aligned.set(f"{W}val", "left")
    return package.rewritten({name: package.serialize(tree) for name, tree in changed.items()})


def _settled(
    source: str | PathLike[str] | bytes, *, keep: set[str], drop: set[str], restore: bool
) -> bytes:
    package = open_package(source)
    main, root = package.main_tree()
    _settle_forms(root, restore=restore)
    _settle_rows(root, drop, f"{W}cellIns" if restore else f"{W}cellDel")
    endless = [p for p in root.iter(_PARAGRAPH) if _end_is(p, drop)]
    etree.strip_elements(root, *drop, *_RANGES, with_tail=False)
    etree.strip_tags(root, *keep)
    for element in root.iter(*_PLAIN):
        element.tag = _PLAIN[str(element.tag)]
    for paragraph in endless:
        _run_on(paragraph)
    return package.rewritten({main: package.serialize(root)})


def _settle_forms(root: etree._Element, *, restore: bool) -> None:
    """Tracked changes of form: the old form comes back, or is forgotten."""
    for name in _FORMS:
        for change in list(root.iter(f"{W}{name}Change")):
            form = change.getparent()
            if form is None:
                continue
            former = change.find(f"{W}{name}")
            form.remove(change)
            if restore and former is not None:
                # A former paragraph form leaves out the marks of its end, and its section.
                lasting = {f"{W}rPr", f"{W}sectPr"} if name == "pPr" else set()
                kept = [child for child in form if child.tag in lasting]
                form[:] = [*former, *kept]


def _settle_rows(root: etree._Element, drop: set[str], cell_mark: str) -> None:
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        if properties is not None and any(child.tag in drop for child in properties):
            _remove(row)
    for mark in list(root.iter(*_CELLS)):
        cell = next(mark.iterancestors(f"{W}tc"), None)
        if mark.tag == cell_mark and cell is not None:
            _remove(cell)
        else:
            _remove(mark)
    for table in list(root.iter(f"{W}tbl")):
        if next(table.iter(f"{W}tr"), None) is None:
            _remove(table)


def _end_is(paragraph: etree._Element, drop: set[str]) -> bool:
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(child.tag in drop for child in marks)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _run_on(paragraph: etree._Element) -> None:
    """A paragraph whose end is gone runs on into the next, which gives the form."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == _PARAGRAPH:
        at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        following[at:at] = content
    elif content:
        return
    parent = paragraph.getparent()
    alone = parent is not None and len(parent.findall(_PARAGRAPH)) == 1
    if not alone:
        _remove(paragraph)
