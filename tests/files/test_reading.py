"""Reading files in the encodings that offices use."""

from __future__ import annotations

import codecs
import os
import threading
from typing import TYPE_CHECKING

import pytest

from assistant.errors import InputError
from assistant.files import decode_text, read_bytes, read_text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "发稿455篇\n第二行"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gbk"),
    ],
    ids=["utf8", "utf8-mark", "gb18030", "le-mark", "be-mark", "le", "be", "crlf", "cr-gbk"],
)
def test_text_is_decoded_whatever_its_encoding(data: bytes, tmp_path: Path) -> None:
    """Marks, GB18030, UTF-16 without a mark; line ends become one kind."""
    file = tmp_path / "稿.txt"
    file.write_bytes(data)
    assert decode_text(data) == TEXT
    assert read_text(file) == TEXT


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", b"\xff\xff\xff\x81", b"\xff\xfe\x00", codecs.BOM_UTF8 + b"a\x00b"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """The message says which encodings were tried and what to do."""
    with pytest.raises(InputError, match="UTF-8、GB18030 和 UTF-16") as caught:
        decode_text(data, path="图.png")
    assert caught.value.path == "图.png"
    assert caught.value.advice


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Path and advice."""
    with pytest.raises(InputError, match="找不到这个文件"):
        read_bytes(tmp_path / "无.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The person gave a folder."""
    with pytest.raises(InputError, match="文件夹"):
        read_bytes(tmp_path)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    """The message gives both sizes."""
    file = tmp_path / "大.txt"
    file.write_bytes(b"x" * 3000)
    with pytest.raises(InputError, match="超过上限"):
        read_bytes(file, limit=1000)
    assert read_bytes(file, limit=3000) == b"x" * 3000
    with file.open("r+b") as opened:
        opened.truncate(20 * 1024 * 1024)
    assert len(read_bytes(file)) == len(read_text(_filled(file))) == 20 * 1024 * 1024
    with file.open("ab") as opened:
        opened.write(b" " * 700_000)
    for read in (read_bytes, read_text):
        with pytest.raises(InputError, match=r"有 20\.7 MB,超过上限 20 MB"):
            read(file)


def _filled(file: Path) -> Path:
    file.write_bytes(b" " * file.stat().st_size)
    return file


@pytest.mark.parametrize("text", ["报", "Ab报告", "1,2,3", "报告 1", "一\n二\n三 4"])
def test_the_order_of_bytes_is_told_by_where_the_zeros_stand(text: str) -> None:
    """UTF-16 without a mark: the zero bytes of ASCII stand at odd places, or at even ones."""
    if any(char.isascii() for char in text):
        assert decode_text(text.encode("utf-16-le")) == text
        assert decode_text(text.encode("utf-16-be")) == text


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held by another program, or no right to read."""
    file = tmp_path / "锁.txt"
    file.write_bytes(b"x")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(InputError, match="文件读不出来"):
        read_bytes(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_read_as_far_as_the_limit(tmp_path: Path) -> None:
    """What tells no size, a device among it, is not read without end."""
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    for many in (8, 9):
        writer = threading.Thread(target=lambda sent: pipe.write_bytes(b"x" * sent), args=(many,))
        writer.start()
        if many == 8:
            assert read_bytes(pipe, limit=8) == b"x" * 8
        else:
            with pytest.raises(InputError, match="文件超过上限"):
                read_bytes(pipe, limit=8)
        writer.join()
