"""Importing: every format and encoding that a clerk has; the source stays as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.documents import write_docx
from assistant.domain import Block, BlockKind, Document, DocumentInfo
from assistant.errors import InputError, SampleError
from assistant.samples import converting, files_in, import_file
from assistant.samples.webpage import page_text
from samples.diseased import NAVIGATION, bare, framed, library_texts

NAME, TEXT = next(item for item in library_texts().items() if len(item[1]) > 900)

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_某某网</title>
<style>p {{color: red}}</style><script>var a = "不是正文。";</script></head>
<body><nav><a href="/">首页</a> <a href="/zj">总结大全</a></nav>
<header>某某范文网,人人都爱看的网站。</header>
<div class="wrap"><div class="left"><h1>{title}</h1><div class="info">发布时间:2024-01-09 浏览次数:77</div>
<div class="content">{paragraphs}</div><div>点击下载文档</div></div>
<div class="right"><ul><li>热门范文</li><li>某某年度总结</li></ul><p>猜你喜欢的内容还有很多。</p></div></div>
<footer>版权所有 某某网。</footer><!-- 注释。 --></body></html>"""


def _page(charset: str) -> str:
    title, *paragraphs = TEXT.split("\n")
    body = "".join(
        f"<p>&nbsp;&nbsp;{line[:9]}<b>{line[9:12]}</b>{line[12:]}</p>" for line in paragraphs
    )
    return PAGE.format(charset=charset, title=title, paragraphs=body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str, suffix: str) -> None:
    """UTF-8 with and without mark, GB18030 and UTF-16 give the same sample; the file stays."""
    file = tmp_path / f"a{suffix}"
    data = framed(TEXT).replace("\n", "\r\n").encode(encoding)
    file.write_bytes(data)
    assert [sample.text for sample in import_file(file).samples] == [TEXT]
    assert file.read_bytes() == data


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_web_page_gives_its_main_part(tmp_path: Path, charset: str) -> None:
    """Tags, scripts and what stands beside the text go and are told."""
    file = tmp_path / "a.html"
    file.write_bytes(_page(charset).encode("gb18030" if charset.startswith("gb") else charset))
    done = import_file(file)
    assert [sample.text for sample in done.samples] == [TEXT]
    told = "\n".join(removal.text for removal in done.removals)
    for furniture in ("总结大全", "猜你喜欢", "版权所有", "浏览次数", "点击下载文档"):
        assert furniture in told
    assert "不是正文" not in told + done.samples[0].text


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    """A .txt that holds HTML is no text of tags."""
    file = tmp_path / "a.txt"
    file.write_text(_page("utf-8"), "utf-8")
    assert [sample.text for sample in import_file(file).samples] == [TEXT]


def test_a_page_that_names_a_wrong_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    """The bytes have the last word."""
    file = tmp_path / "a.htm"
    file.write_bytes(b"\xef\xbb\xbf" + _page("gbk").encode("utf-8"))
    assert bare(TEXT[:50]) in bare("".join(one.text for one in import_file(file).samples))


@pytest.mark.parametrize("page", ["", "   "])
def test_an_empty_page_is_an_error(page: str) -> None:
    """There is nothing to import in it."""
    with pytest.raises(SampleError, match="网页"):
        page_text(page)


def test_a_page_of_comments_has_no_text() -> None:
    """A comment is no text."""
    assert page_text("<!-- 注释。 --><p></p>")[0] == ""


def test_markdown_marks_go(tmp_path: Path) -> None:
    """Headings, quotes, bold and rules are marks, not text."""
    title, first, *rest = TEXT.split("\n")
    file = tmp_path / "a.md"
    file.write_text(
        f"# {title}\n\n> {first}\n\n---\n\n" + "\n\n".join(f"**{x[:4]}**{x[4:]}" for x in rest),
        "utf-8",
    )
    assert import_file(file).samples[0].text == TEXT


def test_a_word_file(tmp_path: Path) -> None:
    """A .docx gives its paragraphs."""
    title, *rest = TEXT.split("\n")
    blocks = [Block(BlockKind.TITLE, title), *(Block(BlockKind.PARAGRAPH, line) for line in rest)]
    file = tmp_path / "a.docx"
    file.write_bytes(write_docx(Document.of_blocks(tuple(blocks)), DocumentInfo(title)))
    assert bare(import_file(file).samples[0].text) == bare(TEXT)


def _empty(path: Path) -> Path:
    path.touch()
    return path


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", "", ".zip"])
def test_an_unknown_format_says_what_to_do(tmp_path: Path, suffix: str) -> None:
    """The message names the formats that can be imported."""
    with pytest.raises(SampleError, match=r"另存为 \.docx"):
        import_file(_empty(tmp_path / f"a{suffix}"))


def test_an_old_format_without_libreoffice_says_save_as(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where LibreOffice is not there, the person is told to save as .docx."""
    monkeypatch.setattr(converting.shutil, "which", lambda _name: None)
    file = tmp_path / "a.wps"
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(SampleError, match=r"另存为 \.docx"):
        import_file(file)


@pytest.mark.parametrize("slow", [True, False])
def test_a_conversion_that_fails_or_hangs_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    """No result, or none in time: the person is told."""

    def run(words: list[str], **_options: object) -> None:
        assert any(word.startswith("-env:UserInstallation=file:") for word in words)
        if slow:
            raise subprocess.TimeoutExpired(words, 90)

    monkeypatch.setattr(converting.shutil, "which", lambda _name: "/usr/bin/soffice")
    monkeypatch.setattr(converting.subprocess, "run", run)
    file = tmp_path / "a.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(SampleError, match=r"超过|没能转换"):
        import_file(file)


def test_an_old_format_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the converter leaves is read as a Word file."""
    title, *rest = TEXT.split("\n")
    blocks = [Block(BlockKind.TITLE, title), *(Block(BlockKind.PARAGRAPH, line) for line in rest)]
    made = write_docx(Document.of_blocks(tuple(blocks)), DocumentInfo(title))

    def run(words: list[str], **_options: object) -> None:
        folder = Path(words[words.index("--outdir") + 1])
        (folder / "a.docx").write_bytes(made)

    monkeypatch.setattr(converting.shutil, "which", lambda _name: "/usr/bin/soffice")
    monkeypatch.setattr(converting.subprocess, "run", run)
    file = tmp_path / "a.wps"
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    assert bare(import_file(file).samples[0].text) == bare(TEXT)


def test_a_folder_gives_its_readable_files(tmp_path: Path) -> None:
    """Files in folders below count; hidden, temporary and other files do not."""
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "1.html", "~$1.docx", ".x.txt", "c.pdf"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [file.name for file in files_in(tmp_path)] == ["1.html", "2.txt"]
    assert files_in(tmp_path / "1.html") == (tmp_path / "1.html",)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SampleError, match="没有能导入的文件"):
        files_in(tmp_path / "empty")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """The message names the file, whatever its ending."""
    with pytest.raises(InputError, match="找不到"):
        import_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="找不到"):
        import_file(tmp_path / "none")


def test_navigation_alone_is_no_sample(tmp_path: Path) -> None:
    """A page of furniture gives a message."""
    file = tmp_path / "a.txt"
    file.write_text(NAVIGATION.format(title="年度工作总结"), "utf-8")
    assert "没有找到" in import_file(file).messages[-1]
