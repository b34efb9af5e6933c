"""The parts of a .docx that hold its comments."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from assistant.documents.wordml import W, template, text_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.documents.package import Package

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_MARKS = tuple(f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))
# Word's further parts on comments: each of their elements names a comment's paragraph.
_FURTHER = ("commentsExtended", "commentsIds")
_LONGEST = 2000


@dataclass(slots=True)
class CommentPart:
    """The comments of a file, to be dropped and added.

    Attributes:
        main: the name of the part with the document's text.
        name: the name of the comments' part, there or to be.
        is_new: the file has no such part yet.
    """

    package: Package
    main: str
    name: str
    root: etree._Element
    is_new: bool
    _free: int = -1
    _further: dict[str, etree._Element] = field(default_factory=dict)
    _touched: bool = False

    @classmethod
    def of_package(cls, package: Package, main: str) -> CommentPart:
        """The comments of an opened file."""
        relations = package.relations(main)
        name = next((r.target for r in relations if r.kind == "comments"), "")
        root = package.tree(name) if name else None
        is_new = root is None
        if root is None:
            name = posixpath.join(posixpath.dirname(main), "comments.xml")
            root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        part = cls(package, main, name, root, is_new)
        for relation in relations:
            tree = package.tree(relation.target) if relation.kind in _FURTHER else None
            if tree is not None:
                part._further[relation.target] = tree
        return part

    def drop(self, text: etree._Element, author: str) -> None:
        """Takes the comments of ``author`` out of the file and their marks out of its text."""
        own = [c for c in self.root.iterchildren(f"{W}comment") if c.get(f"{W}author") == author]
        ids = {comment.get(f"{W}id") for comment in own}
        if not ids:
            return
        self._touched = True
        paragraphs = {p.get(f"{_W14}paraId") for comment in own for p in comment.iter(f"{W}p")}
        for comment in own:
            self.root.remove(comment)
        for mark in list(text.iter(*_MARKS)):
            if mark.get(f"{W}id") in ids:
                _remove_mark(mark)
        for tree in self._further.values():
            _forget(tree, paragraphs - {None})

    def add(self, author: str, date: str, lines: Sequence[str]) -> str:
        """Adds a comment of some paragraphs; gives its id."""
        if self._free < 0:
            ids = [element.get(f"{W}id", "") for element in self.root.iterchildren()]
            self._free = 1 + max((int(key) for key in ids if key.isdecimal()), default=-1)
        identifier = str(self._free)
        self._free += 1
        self._touched = True
        told = {"id": identifier, "author": author, "date": date, "initials": author[:2]}
        attributes = {f"{W}{key}": word for key, word in told.items()}
        comment = etree.SubElement(self.root, f"{W}comment", attributes)
        for at, line in enumerate(lines):
            comment.append(_paragraph(line[:_LONGEST], first=at == 0))
        return identifier

    def changed(self, text: etree._Element) -> dict[str, bytes]:
        """The parts that differ from the file's own; none where nothing was done."""
        if not self._touched:
            return {}
        package = self.package
        parts = {self.main: package.serialize(text), self.name: package.serialize(self.root)}
        parts |= {name: package.serialize(tree) for name, tree in self._further.items()}
        if self.is_new:
            parts |= self._announced()
        return parts

    def _announced(self) -> dict[str, bytes]:
        """The content types and relations that tell of a new comments' part."""
        package = self.package
        types = package.tree("[Content_Types].xml")
        folder, name = posixpath.split(self.main)
        links_name = posixpath.join(folder, "_rels", f"{name}.rels")
        links = package.tree(links_name)
        if links is None:
            links = etree.Element(f"{_RELATIONS}Relationships")
        if types is None:
            raise package.refusal("文件已损坏", "[Content_Types].xml")
        etree.SubElement(
            types, f"{_TYPES}Override", {"PartName": f"/{self.name}", "ContentType": _COMMENTS_TYPE}
        )
        taken = {link.get("Id") for link in links}
        free = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        attributes = {
            "Id": free,
            "Type": _COMMENTS_RELATION,
            "Target": posixpath.basename(self.name),
        }
        etree.SubElement(links, f"{_RELATIONS}Relationship", attributes)
        return {
            "[Content_Types].xml": package.serialize(types),
            links_name: package.serialize(links),
        }


def _remove_mark(mark: etree._Element) -> None:
    """Removes a comment's mark; the run that holds nothing but its reference goes with it."""
    parent = mark.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}r" and all(child.tag in {f"{W}rPr", mark.tag} for child in parent):
        mark, parent = parent, parent.getparent()
    if parent is not None:
        parent.remove(mark)


def _forget(tree: etree._Element, paragraphs: set[str | None]) -> None:
    """Takes the entries of dropped comments out; a reply to one becomes a comment of its own."""
    for element in list(tree):
        for key, value in list(element.items()):
            name = str(key).rsplit("}", 1)[-1]
            if name == "paraId" and value in paragraphs:
                tree.remove(element)
                break
            if name == "paraIdParent" and value in paragraphs:
                del element.attrib[key]


def _paragraph(line: str, *, first: bool) -> etree._Element:
    """A paragraph of a comment, with a form of its own: the file's styles may be any."""
    mark = "<w:r><w:annotationRef/></w:r>" if first else ""
    return etree.fromstring(template("comment.xml").substitute(mark=mark, text=text_xml(line)))
