"""Files that are damaged, locked, or built to do harm: read safely or refused with a message."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx_builder import NAMESPACES, docx, para, run

from assistant.documents import annotated, read_docx
from assistant.documents.package import write_package
from assistant.errors import DocumentError, InputError

if TYPE_CHECKING:
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """The package with a part replaced, added, or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    parts.pop(name, None)
    if content is not None:
        parts[name] = content
    return write_package(parts)


def _main(text: str) -> bytes:
    return _with_part(docx(""), "word/document.xml", text.encode("utf-8"))


def _bomb() -> bytes:
    return _with_part(docx(""), "word/document.xml", b" " * (80 * 1024 * 1024))


def _flagged() -> bytes:
    """A package whose entries say that they are encrypted."""
    data = bytearray(docx(para(run("甲"))))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<H", data, at + 8, 1)
        at += 4
    return bytes(data)


def _twice() -> bytes:
    buffer = io.BytesIO(docx(para(run("甲"))))
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


_ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_BODY = (
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "不是 .docx"),
        (b"PK\x03\x04 cut off", "不是 .docx"),
        (b"<html><body>12</body></html>", "不是 .docx"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (_OLE + "WordDocument".encode("utf-16-le"), "旧格式"),
        (_flagged(), "密码"),
        (_OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\x01", "密码"),
        (_bomb(), "大得不正常"),
        (_main(_ENTITY + _BODY.format("&x;")), "文档类型声明"),
        (_main(_LAUGHS + _BODY.format("&j;")), "文档类型声明"),
        (_main(_BODY.format("12")[:-9]), "XML 已损坏"),
        (_main("<a>" * 400 + "</a>" * 400), "XML 已损坏"),
        (_main("<w/>"), "不是 Word 文件"),
        (_with_part(docx(""), "word/document.xml", None), "不是 Word 文件"),
        (_with_part(docx(""), "_rels/.rels", None), "不是 Word 文件"),
        (_with_part(docx(""), "word/styles.xml", b"<w:styles"), "XML 已损坏"),
    ],
    ids=range(16),
)
def test_a_file_that_cannot_be_trusted_is_refused(data: bytes, found: str) -> None:
    """The message says what was found and what to do; comments are refused alike."""
    for use in (read_docx, lambda content: annotated(content, [])):
        with pytest.raises(DocumentError) as caught:
            use(data)
        assert found in caught.value.message
        assert caught.value.advice


def test_an_entity_in_another_encoding_is_refused_too() -> None:
    """A document type hidden in UTF-16 does not pass."""
    text = '<?xml version="1.0" encoding="UTF-16"?>' + _ENTITY + _BODY.format("12")
    with pytest.raises(DocumentError):
        read_docx(_with_part(docx(""), "word/document.xml", text.encode("utf-16")))


def test_two_parts_of_one_name_are_refused() -> None:
    """Programs differ in which of them they show."""
    with pytest.raises(DocumentError, match="重名"):
        read_docx(_twice())


def test_a_damaged_part_is_refused() -> None:
    """A bit that fell over in the compressed text is noticed."""
    data = bytearray(docx(para(run("全年办结12件。" * 50))))
    at = data.find(b"word/document.xml") + 80
    data[at] ^= 0xFF
    with pytest.raises(DocumentError, match="损坏"):
        read_docx(bytes(data))


def test_deep_nesting_is_read_or_refused() -> None:
    """Tables in tables in tables end in a text or a message, never in a crash."""
    inner = para(run("底12"))
    for _ in range(200):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    with pytest.raises(DocumentError):
        read_docx(docx(inner))
    inner = para(run("底12"))
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert read_docx(docx(inner)).document.text == "底12"


def test_a_style_built_on_itself_ends() -> None:
    """A circle of styles, a list without definition, a span of a million columns."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/>'
        '<w:basedOn w:val="x"/></w:style>'
    )
    body = para(
        run("甲12"),
        '<w:pStyle w:val="x"/><w:numPr><w:ilvl w:val="77"/><w:numId w:val="88"/></w:numPr>',
    )
    body += (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
        f"{para(run('乙'))}</w:tc></w:tr></w:tbl>"
    )
    data = docx(body, more={"styles": ("styles", styles)})
    assert read_docx(data).document.text == "甲12\n乙"


@pytest.mark.parametrize(
    "main_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_macros_and_templates_are_read_as_text(main_type: str) -> None:
    """.docm and .dotx hold the same text; nothing in them is run."""
    data = _with_part(docx(para(run("甲12")), main_type=main_type), "word/vbaProject.bin", b"x")
    assert read_docx(data).document.text == "甲12"


def test_a_hundred_thousand_paragraphs_are_read() -> None:
    """A long file is read whole."""
    document = read_docx(docx("<w:p><w:r><w:t>第12件</w:t></w:r></w:p>" * 100_000)).document
    assert len(document.blocks) == 100_000


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path stands in the message."""
    with pytest.raises(InputError, match=r"没有\.docx"):
        read_docx(tmp_path / "没有.docx")


def test_the_path_of_a_bad_file_is_named(tmp_path: Path) -> None:
    """A file of the old format, by its name."""
    file = tmp_path / "旧.doc"
    file.write_bytes(_OLE + b"\0" * 100)
    with pytest.raises(DocumentError, match=r"旧\.doc.*另存为 \.docx"):
        read_docx(file)


def test_a_package_with_backslashes_in_its_names_is_read_and_annotated() -> None:
    """Some programs of Windows write their own separators."""
    with zipfile.ZipFile(io.BytesIO(docx(para(run("甲12"))))) as package:
        parts = {name.replace("/", "\\"): package.read(name) for name in package.namelist()}
    data = write_package(parts)
    assert read_docx(data).document.text == "甲12"
    assert read_docx(annotated(data, [])).document.text == "甲12"
