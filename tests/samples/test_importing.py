"""Importing: every format and encoding that a clerk has; the source stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.documents import office, write_docx
from assistant.domain import Block, BlockKind, CellPlace, Document, DocumentInfo
from assistant.errors import DocumentError, InputError, SampleError
from assistant.samples import files_in, import_file
from assistant.samples.webpage import page_text
from samples.diseased import NAVIGATION, bare, framed, library_texts

if TYPE_CHECKING:
    from pathlib import Path

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
    assert page_text("<!-- 注释。 --><p></p>").text == ""


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


def test_a_word_file_has_no_furniture_of_a_site(tmp_path: Path) -> None:
    """Cells are no page numbers, a short name in a cell is no header, and two spaces stay two."""
    title, *rest = TEXT.split("\n")
    cells = ["项目", "数量", "3", "12", "860", "所", "所", "来源:县统计局"]
    blocks = [
        Block(BlockKind.TITLE, title),
        *(Block(BlockKind.PARAGRAPH, line) for line in rest),
        *(
            Block(BlockKind.CELL, one, cell=CellPlace(0, at // 2, at % 2))
            for at, one in enumerate(cells)
        ),
        Block(BlockKind.PARAGRAPH, "联系人:李 平  电话见通讯录"),
        Block(BlockKind.PARAGRAPH, "评论:本年共收到评论20条"),
    ]
    file = tmp_path / "a.docx"
    file.write_bytes(write_docx(Document.of_blocks(tuple(blocks)), DocumentInfo(title)))
    done = import_file(file)
    assert done.removals == ()
    assert done.samples[0].text.split("\n")[-10:] == [one.text for one in blocks[-10:]]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        '<div style="display: none"><p>{}</p></div>',
        '<span style="font-size:0">{}</span>',
        '<p style="visibility:hidden">{}</p>',
        '<div class="seo big">{}</div>',
        "<template>{}</template>",
    ],
)
def test_text_that_nobody_sees_stays_out(tmp_path: Path, hidden: str) -> None:
    """Hidden words are told, not imported; what follows them in the same paragraph stays."""
    title, *rest = TEXT.split("\n")
    words = "本段为搜索引擎准备,全年办结九千件。"
    body = "".join(f"<p>{line}</p>" for line in rest[1:])
    file = tmp_path / "a.html"
    file.write_text(
        f"<html><style>.seo, .x {{ display:none }}</style><body><h1>{title}</h1>"
        f"<p>{rest[0][:5]}{hidden.format(words)}{rest[0][5:]}</p>{body}</body></html>",
        "utf-8",
    )
    done = import_file(file)
    assert bare(words) not in bare(done.samples[0].text)
    assert bare("".join(rest[1:])) in bare(done.samples[0].text)
    assert rest[0][5:] in done.samples[0].text
    assert words in [one.text for one in done.removals] or "template" in hidden


BIG5 = (
    "某市衛生局工作總結\n" + "一年來,我局認真做好各項衛生工作,服務人民健康,取得了新的成績。\n" * 5
)


@pytest.mark.parametrize(
    "data",
    [
        BIG5.encode("big5"),
        TEXT.encode().decode("gb18030", "ignore").encode(),
        TEXT.encode().decode("latin-1").encode(),
        TEXT.encode("gb18030").decode("latin-1").encode(),
    ],
)
def test_a_text_in_a_wrong_encoding_is_refused(tmp_path: Path, data: bytes) -> None:
    """Big5, and what was saved after being read wrongly; the same words in UTF-8 are taken."""
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(InputError, match=r"乱码|不是能识别的"):
        import_file(file)
    file.write_text(BIG5, "utf-8")
    assert import_file(file).samples


def _empty(path: Path) -> Path:
    path.touch()
    return path


@pytest.mark.parametrize("suffix", [".odt", ".xlsx", "", ".zip"])
def test_an_unknown_format_says_what_to_do(tmp_path: Path, suffix: str) -> None:
    """The message names the formats that can be imported."""
    with pytest.raises(SampleError, match=r"另存为 \.docx"):
        import_file(_empty(tmp_path / f"a{suffix}"))


def test_an_old_format_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice leaves is read as a Word file; where it is not there, the person is told."""
    title, *rest = TEXT.split("\n")
    blocks = [Block(BlockKind.TITLE, title), *(Block(BlockKind.PARAGRAPH, line) for line in rest)]
    made = write_docx(Document.of_blocks(tuple(blocks)), DocumentInfo(title))
    file = tmp_path / "a.wps"
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(DocumentError, match=r"LibreOffice.*另存"):
        import_file(file)
    monkeypatch.setattr(office, "convert", lambda *_, **__: made)
    assert bare(import_file(file).samples[0].text) == bare(TEXT)


def test_a_folder_gives_its_readable_files(tmp_path: Path) -> None:
    """Files in folders below count; hidden, temporary and other files do not."""
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "1.html", "~$1.docx", ".x.txt", "c.odt"):
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
