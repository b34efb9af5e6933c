"""Word comments on exactly the characters of each finding."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from docx_builder import cell, docx, field, hostile, numbered, para, row, run, runs, table, text_box
from lxml import etree

from assistant.documents import annotate, annotated, read_docx, write_docx
from assistant.domain import Block, BlockKind, Document, DocumentInfo, Finding, Level, Verdict

if TYPE_CHECKING:
    from pathlib import Path

_NOON = datetime(2026, 1, 6, 12, 0, 0)  # noqa: DTZ001 - Word keeps local time without a zone
# Twenty spans of the file with every construct that a comment can cover to the character.
_SPANS = (
    "2025年", "326.8", "19.65", "23期", "47公里,改造52", "68件", "点击量71万次", "71", "12月31日",
    "83户", "整段控件84", "右93", "2011-2015", "看得见97", "96", "193", "201件", "12.5", "211人",
    "223件",
)  # fmt: skip


def _finding(text: str, span: str, identifier: str = "", **more: str) -> Finding:
    start = text.index(span)
    return Finding(
        identifier or span, start, start + len(span), span, Verdict.CONTRADICTED, "a", Level.ERROR,
        "事实是 1 件", expected="1件", **more,
    )  # fmt: skip


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _covered(data: bytes, author: str = "数字核对") -> list[str]:
    text = read_docx(data)
    return [text.document.text[c.start : c.end] for c in text.comments if c.author == author]


@pytest.mark.parametrize("strict", [False, True])
def test_twenty_spans_are_covered_to_the_character(strict: bool) -> None:
    """Across split runs, changes, links, controls and tables; the text is unchanged."""
    source = hostile(strict=strict)
    text = read_docx(source).document
    findings = [_finding(text.text, span) for span in _SPANS]
    marked = annotated(source, findings, date=_NOON)
    assert read_docx(marked).document == text
    assert sorted(_covered(marked)) == sorted(_SPANS)
    for comment in read_docx(marked).comments:
        if comment.author == "数字核对":
            span = read_docx(marked).document.text[comment.start : comment.end]
            assert comment.text == f"【与事实不符】“{span}”事实是 1 件\n应为:1件"


def test_nothing_else_in_the_file_changes() -> None:
    """Only the text, the comments and what announces them differ; people's comments stay."""
    source = hostile()
    marked = annotated(source, [_finding(read_docx(source).document.text, "326.8")])
    before, after = _parts(source), _parts(marked)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert "办结223件" in _covered(marked, "王科长")
    words = [
        "".join(etree.fromstring(parts["word/document.xml"]).itertext())
        for parts in (before, after)
    ]
    assert words[0] == words[1]


def test_run_again_it_replaces_its_own_comments() -> None:
    """The second run leaves the same file as the first; with no findings, none of its comments."""
    source = hostile()
    text = read_docx(source).document.text
    findings = [_finding(text, span) for span in ("326.8", "19.65")]
    once = annotated(source, findings, date=_NOON)
    assert annotated(once, findings, date=_NOON) == once
    assert _covered(annotated(once, findings[:1])) == ["326.8"]
    cleared = annotated(once, [])
    assert _covered(cleared) == []
    assert _covered(cleared, "王科长") == ["办结223件"]
    assert "数字核对".encode() not in b"".join(_parts(cleared).values())


def test_other_programs_comments_stay() -> None:
    """Only comments of the same author give way."""
    source = docx(para(run("全年12件。")))
    text = read_docx(source).document.text
    first = annotated(source, [_finding(text, "12件")], author="甲")
    both = annotated(first, [_finding(text, "12")], author="乙")
    assert _covered(both, "甲") == ["12件"]
    assert _covered(both, "乙") == ["12"]


def test_a_reply_to_a_dropped_comment_becomes_one_of_its_own() -> None:
    """What a person wrote is kept even where it answered the program."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    comments = (
        f'<w:comment w:id="1" w:author="数字核对"><w:p xmlns:w14="{w14}" w14:paraId="00000001"/>'
        f'</w:comment><w:comment w:id="2" w:author="王科长"><w:p xmlns:w14="{w14}" '
        'w14:paraId="00000002"><w:r><w:t>没错</w:t></w:r></w:p></w:comment>'
    )
    extended = (
        '<x:commentEx xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml" '
        'x:paraId="00000001" x:done="0"/>'
        '<x:commentEx xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml" '
        'x:paraId="00000002" x:paraIdParent="00000001" x:done="0"/>'
    )
    more = {"comments": ("comments", comments), "commentsExtended": ("commentsEx", extended)}
    body = para('<w:commentRangeStart w:id="2"/>' + run("12件") + '<w:commentRangeEnd w:id="2"/>')
    cleared = _parts(annotated(docx(body, more=more), []))
    kept = cleared["word/commentsExtended.xml"].decode()
    assert "00000002" in kept
    assert "00000001" not in kept
    assert "没错" in cleared["word/comments.xml"].decode()


def test_findings_may_touch_and_overlap() -> None:
    """Spans side by side, one in the other, and the same twice."""
    source = docx(para(runs("全年发稿45", "5篇,增长1", "3.2%。")))
    text = read_docx(source).document.text
    spans = ["455", "455篇", "455篇", "篇,", "增长13.2%", "13.2%"]
    findings = [_finding(text, span, f"{at}") for at, span in enumerate(spans)]
    marked = annotated(source, findings)
    assert sorted(_covered(marked)) == sorted(spans)
    assert read_docx(marked).document.text == text


@pytest.mark.parametrize(
    ("content", "span", "covered"),
    [
        (run("甲") + field(" REF x ", runs("共9", "2项")) + run("。"), "92", "共92项"),
        (
            run("甲") + f'<w:fldSimple w:instr=" REF x ">{run("共91项")}</w:fldSimple>',
            "91",
            "共91项",
        ),
        (run("甲") + text_box(para(run("框内99件"))), "99件", ""),
    ],
    ids=["complex field", "simple field", "text box"],
)
def test_what_cannot_be_cut_is_covered_whole(content: str, span: str, covered: str) -> None:
    """A field's result as a whole; for a text box the run that holds it."""
    source = docx(para(run("总结")) + para(content))
    text = read_docx(source).document
    marked = annotated(source, [_finding(text.text, span)])
    assert _covered(marked) == [covered]
    assert read_docx(marked).document == text


def test_what_stands_beside_the_text_has_its_comment_where_word_allows_one() -> None:
    """A footnote's finding on the note's sign, a header's on the first words."""
    source = hostile()
    text = read_docx(source).document.text
    marked = annotated(source, [_finding(text, "231人"), _finding(text, "第17期")])
    comments = {
        c.text.split("”")[0].split("“")[1]: c
        for c in read_docx(marked).comments[:]
        if "“" in c.text
    }
    assert comments["第17期"].start == 0
    assert comments["231人"].start == text.index("参加。", text.index("211人"))


def test_a_number_that_word_writes_is_covered_by_the_words_behind_it() -> None:
    """An automatic number is no text of the file."""
    source = docx(para(run("总结")) + para(run("抓落实"), numbered(1)))
    assert _covered(annotated(source, [_finding(read_docx(source).document.text, "（一）")])) == [
        "抓落实"
    ]


@pytest.mark.parametrize(
    "before",
    ["<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>', '<w:br w:type="column"/>', "<w:br/>"],
)
def test_a_break_before_the_words_behind_a_number_does_no_harm(before: str) -> None:
    """The words bear the comment whole, behind whatever breaks the page or the line."""
    words = f"<w:r>{before}<w:t>抓落实</w:t></w:r>"
    source = docx(para(run("总结")) + para(words, numbered(1)))
    text = read_docx(source).document.text
    marked = annotated(source, [_finding(text, "（一）")])
    assert _covered(marked) == ["抓落实"]
    assert read_docx(marked).document.text == text


def _control(content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def _references(data: bytes) -> list[str]:
    """The text of each paragraph that holds a comment's reference."""
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    root = etree.fromstring(_parts(data)["word/document.xml"])
    signs = root.iter(f"{name}commentReference")
    return ["".join(next(sign.iterancestors(f"{name}p")).itertext()) for sign in signs]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (para(run("前。")) + _control(para(run("发稿45篇。"))) + para(run("后。")), "后。"),
        (para(run("前。")) + _control(para(run("发稿45篇。"))), "前。"),
        (_control(para(run("发稿45篇。")) + para(run("后。"))), "后。"),
        (_control(para(run("前。")) + para(run("发稿45篇。"))) + para(run("后。")), "发稿45篇。"),
        (_control(_control(para(run("发稿45篇。")))) + para(run("后。")), "后。"),
        (
            _control(para(run("发稿45篇。"))) + _control(para(run("再。"))) + para(run("后。")),
            "后。",
        ),
        (_control(table(row(cell("发稿45篇。")), columns=1)) + para(run("后。")), "后。"),
        (para(_control(run("发稿45篇。"))) + para(run("后。")), "发稿45篇。"),
        (_control(para(run("发稿45篇。"))), "发稿45篇。"),
    ],
)
def test_a_reference_never_begins_a_content_control(body: str, where: str) -> None:
    """Its borders cover the very words; run again, the same file comes out."""
    source = docx(body)
    text = read_docx(source).document.text
    findings = [_finding(text, "45篇")]
    marked = annotated(source, findings, date=_NOON)
    assert _covered(marked) == ["45篇"]
    assert _references(marked) == [where]
    assert read_docx(marked).document.text == text
    assert annotated(marked, findings, date=_NOON) == marked


def test_facts_that_are_not_stated_share_one_comment() -> None:
    """A finding without a place is told on the first words."""
    source = docx(para(run("工作总结")) + para(run("正文。")))
    findings = [
        Finding(name, None, None, "", Verdict.UNUSED, name, Level.WARNING, f"{name}没有写到")
        for name in ("发稿", "培训")
    ]
    (comment,) = read_docx(annotated(source, findings)).comments
    assert (comment.start, comment.end) == (0, 4)
    assert comment.text == "【应写未写】发稿没有写到\n【应写未写】培训没有写到"


def test_a_comment_says_what_to_do_and_holds_any_text() -> None:
    """Advice, the sample's name, and characters that XML cannot hold."""
    source = docx(para(run("全年12件。")))
    finding = _finding("全年12件。", "12件", advice="请核对\x00<台账>", sample="范文&甲")
    (comment,) = read_docx(annotated(source, [finding])).comments
    assert comment.text.split("\n")[2:] == ["范文:范文&甲", "请核对\ufffd<台账>。"]


def test_the_date_is_local_time_as_word_keeps_it() -> None:
    """Word shows the time as it stands, whatever zone the letter behind it names."""
    data = annotated(docx(para(run("12件"))), [_finding("12件", "12件")], date=_NOON)
    assert 'w:date="2026-01-06T12:00:00Z"' in _parts(data)["word/comments.xml"].decode()


def test_a_file_without_a_word_is_left_alone() -> None:
    """There is no place for a comment."""
    source = docx(para(""))
    finding = Finding("a", None, None, "", Verdict.UNUSED, "a", Level.WARNING, "没有写到")
    assert _parts(annotated(source, [finding]))["word/document.xml"]


def test_a_copy_is_written_and_python_docx_reads_it(tmp_path: Path) -> None:
    """Through files; another library finds the same comments on the same runs."""
    import docx as python_docx

    blocks = (
        Block(BlockKind.TITLE, "总结"),
        Block(BlockKind.PARAGRAPH, "全年发稿455篇,增长13.2%。"),
    )
    file, out = tmp_path / "稿.docx", tmp_path / "批注.docx"
    file.write_bytes(write_docx(Document.of_blocks(blocks), DocumentInfo("总结")))
    text = read_docx(file).document.text
    annotate(file, out, [_finding(text, "455篇"), _finding(text, "13.2%")])
    document = python_docx.Document(str(out))
    assert [comment.author for comment in document.comments] == ["数字核对", "数字核对"]
    assert "455篇" in [run.text for paragraph in document.paragraphs for run in paragraph.runs]
    assert re.search("455篇", "\n".join(paragraph.text for paragraph in document.paragraphs))
    assert _covered(file.read_bytes()) == []
