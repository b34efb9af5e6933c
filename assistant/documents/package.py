"""The zip package of an Office file: written the same to the byte, read within bounds."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from assistant.errors import DocumentError
from assistant.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from os import PathLike

# The oldest time a zip entry can bear: the same input gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_MEGABYTE = 1024 * 1024
_FILE_LIMIT = 100 * _MEGABYTE
_PART_LIMIT = 256 * _MEGABYTE
_TOTAL_LIMIT = 512 * _MEGABYTE
_ENTRY_LIMIT = 5000
# Text of XML shrinks to a tenth, rarely to a fiftieth; a bomb to a thousandth.
_RATIO_LIMIT = 200
_RATIO_FREE = 4 * _MEGABYTE
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The Strict variant of the format differs, for text, only in the names of its vocabularies.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_FLAGS = 11  # the byte of a .doc's head whose lowest bit says that it is encrypted
_UNLOCK = (
    "请在 Word 或 WPS 里用密码打开,在“文件—信息—保护文档(WPS:文件加密)”里清空密码,另存一份再试"
)
SAVE_AS = "请用 Word 或 WPS 打开,另存为 .docx 再试"


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """A zip of ``parts`` (name to content) in their order, without times of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in parts.items():
            package.writestr(_entry(name), data)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = entry.external_attr = 0
    return entry


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another.

    Attributes:
        kind: the last word of its type: ``styles``, ``footnotes``, ``comments`` and so on.
        target: the name of the part it leads to.
    """

    id: str
    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """An Office file held in memory, its parts decompressed when first asked for.

    Attributes:
        path: for messages.
        strict: it uses the vocabularies of the Strict variant.
    """

    path: str
    archive: zipfile.ZipFile
    strict: bool = False
    _taken: int = 0
    _parts: dict[str, bytes] = field(default_factory=dict)
    _trees: dict[str, etree._Element] = field(default_factory=dict)

    def part(self, name: str) -> bytes | None:
        """The content of a part, None where there is none; DocumentError where it is damaged or beyond the bounds."""
        if name not in self._parts and name in self.archive.NameToInfo:
            self._parts[name] = self._read(self.archive.getinfo(name))
        return self._parts.get(name)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        limit = min(_PART_LIMIT, _TOTAL_LIMIT - self._taken)
        if entry.file_size > limit or (
            entry.file_size > _RATIO_FREE
            and entry.file_size > _RATIO_LIMIT * max(entry.compress_size, 1)
        ):
            raise self.refusal("文件解压后大得不正常", entry.filename)
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self.refusal("文件已损坏", entry.filename) from error
        if len(data) > limit:
            raise self.refusal("文件解压后大得不正常", entry.filename)
        self._taken += len(data)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """The XML of a part in the vocabularies of the Transitional variant; always the same tree.

        DocumentError where it is no well-formed XML, or declares a document type.
        """
        if name in self._trees:
            return self._trees[name]
        data = self.part(name)
        if data is None:
            return None
        if _STRICT[0][0] in data or _STRICT[1][0] in data:
            self.strict = True
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        self._trees[name] = self.parse(data, name)
        return self._trees[name]

    def parse(self, data: bytes, name: str) -> etree._Element:
        """The XML of ``data``; entities and document types are refused, nothing is fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise self.refusal("文件里有文档类型声明,正常的 Word 文件没有", name)
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.refusal("文件里的 XML 已损坏", name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.refusal("文件里有文档类型声明,正常的 Word 文件没有", name)
        return root

    def main_tree(self) -> tuple[str, etree._Element]:
        """The name and the XML of the part that holds the document's text."""
        main = self.main_part()
        root = self.tree(main)
        if root is None:
            raise self.refusal("这不是 Word 文件", main)
        return main, root

    def serialize(self, root: etree._Element) -> bytes:
        """The bytes of a tree, in the file's own variant."""
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self.strict:
            for strict, transitional in _STRICT:
                data = data.replace(transitional, strict)
        return data

    def serialized(self, roots: Collection[etree._Element]) -> dict[str, bytes]:
        """The parts, by name, whose trees are among ``roots``, as bytes."""
        return {name: self.serialize(tree) for name, tree in self._trees.items() if tree in roots}

    def relations(self, part: str = "") -> list[Relation]:
        """The links of a part (of the package itself by default) to other parts of the file."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: list[Relation] = []
        for element in root.iter(_RELATIONS) if root is not None else ():
            if element.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found.append(Relation(element.get("Id", ""), kind, target.lstrip("/")))
        return found

    def main_part(self) -> str:
        """The name of the part that holds the document's text; DocumentError where there is none."""
        for relation in self.relations():
            if relation.kind == "officeDocument" and self.part(relation.target) is not None:
                return relation.target
        raise self.refusal("这不是 Word 文件", None)

    def refusal(self, found: str, part: str | None) -> DocumentError:
        """The error that says what is wrong with the file."""
        return DocumentError(found, path=self.path, place=part, advice=SAVE_AS)

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with the parts of ``changed`` in place of its own, or added behind them."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            for entry in self.archive.infolist():
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.compress_type = entry.compress_type
                copy.external_attr = entry.external_attr
                copy.create_system = entry.create_system
                own = self.part(entry.filename) or b""
                package.writestr(copy, changed.get(entry.filename, own))
            for name, data in changed.items():
                if name not in self.archive.NameToInfo:
                    package.writestr(_entry(name), data)
        return buffer.getvalue()


def open_package(source: str | PathLike[str] | bytes) -> Package:
    """Opens an Office file, of a path or in bytes, without trusting it.

    Raises:
        DocumentError: it is encrypted, of the old binary format, no Office file, damaged, or
            beyond the bounds of size.
        InputError: the file cannot be read at all.
    """
    path = "" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else read_bytes(source, limit=_FILE_LIMIT)
    if data.startswith(_OLE):
        refuse_locked(data, path)
        raise DocumentError("这是旧格式(.doc 或 .wps)的文件", path=path, advice=SAVE_AS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(
            "这不是 .docx 文件,或者文件已损坏", path=path, advice=SAVE_AS
        ) from error
    entries = archive.infolist()
    for entry in entries:  # some programs of Windows write its own separators
        entry.filename = entry.filename.replace("\\", "/")
    archive.NameToInfo = {entry.filename: entry for entry in entries}
    names = [entry.filename for entry in entries]
    if len(entries) > _ENTRY_LIMIT or sum(entry.file_size for entry in entries) > _TOTAL_LIMIT:
        raise DocumentError("文件解压后大得不正常", path=path, advice=SAVE_AS)
    if len(set(names)) != len(names):
        raise DocumentError("文件里有重名的部件,不是正常的 Word 文件", path=path, advice=SAVE_AS)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise DocumentError("文件加了密码", path=path, advice=_UNLOCK)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise DocumentError("文件用了读不了的压缩方式", path=path, advice=SAVE_AS)
    return Package(path, archive)


def refuse_locked(data: bytes, path: str = "") -> None:
    """Refuses an old or a new Office file that only a password opens, with a DocumentError."""
    if is_locked(data):
        raise DocumentError("文件加了密码", path=path or None, advice=_UNLOCK)


def is_locked(data: bytes) -> bool:
    """Whether a compound file is encrypted: a new format in a shell, or a .doc whose head says so.

    [MS-OFFCRYPTO] 2.3.4.4 for the stream's name, [MS-DOC] 2.5.2 for the bit of the head (FibBase).
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    heads = (data[at : at + 12] for at in range(512, len(data), 512))
    head = next((one for one in heads if one.startswith(b"\xec\xa5")), b"")
    return len(head) > _FLAGS and bool(head[_FLAGS] & 1)


def without_times(data: bytes) -> bytes:
    """The same package without the time of its making in its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = "docProps/core.xml"
    parts[core] = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", parts[core])
    return write_package(parts)
