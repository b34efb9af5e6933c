"""Builds small PDF files as other programs write them: text at places, lines, pictures, invisible text."""

from __future__ import annotations

import zlib

WIDTH, HEIGHT = 595.0, 842.0


def words(
    text: str, x: float, y: float, size: float = 16, *, mode: int = 0, turn: bool = False
) -> str:
    """Text from (x, y), y from the top; each character an em wide, digits and letters half of it."""
    matrix = f"0.7 0.7 -0.7 0.7 {x} {HEIGHT - y}" if turn else f"1 0 0 1 {x} {HEIGHT - y}"
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {mode} Tr {matrix} Tm <{code}> Tj ET\n"


def ruled(left: float, top: float, right: float, bottom: float) -> str:
    """A stroked line."""
    return f"0.5 w {left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S\n"


def table(
    texts: list[list[str]], left: float, top: float, width: float = 120, height: float = 30
) -> str:
    """A fully ruled table of one-line cells."""
    rows, columns = len(texts), len(texts[0])
    right, bottom = left + columns * width, top + rows * height
    out = [ruled(left, top + at * height, right, top + at * height) for at in range(rows + 1)]
    out += [ruled(left + at * width, top, left + at * width, bottom) for at in range(columns + 1)]
    for down, row in enumerate(texts):
        out += [
            words(text, left + across * width + 6, top + down * height + 20, 12)
            for across, text in enumerate(row)
            if text
        ]
    return "".join(out)


def picture(left: float, top: float, width: float, height: float) -> str:
    """A grey picture."""
    return f"q {width} 0 0 {height} {left} {HEIGHT - top - height} cm /I1 Do Q\n"


def pdf(*pages: str, locked: bool = False) -> bytes:
    """A file with these pages; its font is named, not embedded, as small programs do.

    A locked one asks for a password.
    """
    kids = " ".join(f"{7 + 2 * at} 0 R" for at in range(len(pages)))
    cid = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500 814 939 500]>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    image = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        cid,
        descriptor,
        _stream(image, b"\x80"),
    ]
    for at, content in enumerate(pages):
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R>>"
            f"/XObject<</I1 6 0 R>>>>/Contents {8 + 2 * at} 0 R>>".encode(),
            _stream(b"", content.encode()),
        ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    many = len(objects) + 1
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]" % (b"31" * 32, b"32" * 32)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % many + table
        + b"trailer<</Size %d/Root 1 0 R%s>>" % (many, b"/Encrypt" + lock if locked else b"")
        + b"\nstartxref\n%d\n%%%%EOF" % len(out)
    )  # fmt: skip


def _stream(head: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (head, len(packed), packed)
