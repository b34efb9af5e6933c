"""Files of the kinds that once failed in offices, through the commands that a clerk would type."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from docx_builder import cell, docx, numbered, para, row, run, table

from assistant.cli.main import run as command
from assistant.documents import read_docx

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
document: {title: 河湾县2025年林业工作总结, organization: 河湾县林业局, self: 我局, period: 2025, signed_by: 河湾县林业局, signed_on: 2025-12-18}
facts:
  - {id: low, indicator: 极端低温, value: -8, unit: 度, required: false}
  - {id: warm, indicator: 温室夜间温度, value: 8, unit: 度, required: false}
  - {id: area, indicator: 造林面积, value: 24000, unit: 亩, required: false}
  - {id: pay, indicator: 管护费, value: 615, unit: 万元, required: false}
  - {id: posts, indicator: 护林宣传稿件, value: 77, unit: 篇, required: false}
"""
TITLE = "河湾县2025年林业工作总结\n"
TOLD = "全年刊发护林宣传稿件77篇。\n"
# Texts behind the title, and the figures that must be errors.
TEXTS = {
    "lunar days and a year written with O": (
        TOLD + "正月初六召开动员会。腊月廿三前后巡护慰问。农历九月初九组织登山宣传。\n"
        "服务大厅14:00-17:30开放,夜班20:00至次日6:00。\n河湾县林业局\n二O二五年十二月十八日\n",
        [],
    ),
    "heading numbers": ("1 造林情况\n1.1 春季\n1.1.1 宣传\n" + TOLD + "2 不足\n2.1 经费\n", []),
    "below zero": ("极端低温零下八度,温室夜间温度8度。\n", []),
    "a sign is a part of the value": ("极端低温8度,温室夜间温度零下8度。\n", ["极端低温8度", "温室夜间温度零下8度"]),
    "two scales and a currency": ("造林面积2万4亩。管护费¥6,150,000.00。\n", []),
    "two scales, another value": ("造林面积2万5亩。管护费¥6,160,000.00。\n", ["2万5亩", "¥6,160,000.00"]),
    "a Roman number at the beginning of a line": (TOLD + "XII篇稿件获奖。\n", ["XII篇"]),
    "a blank at the beginning of a line": (TOLD + "___篇稿件获奖。\n", ["___篇"]),
}  # fmt: skip
HEAD = row(cell("序号"), cell("类别"), cell("篇数"))
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)  # fmt: skip
BREAK = '<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>护林情况</w:t></w:r>'
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
# Bodies of files behind the title, how Word's own numbers look, and the figures that must be errors.
BODIES = {
    "a number that Word writes alone": (para(BREAK, numbered(1)), "%1 ", []),
    "a number with a level": (para(BREAK, numbered(1)), "%1.2 ", []),
    "a number in words of its own": (para(BREAK, numbered(1)), "另有%1篇", ["1篇"]),
    "the first paragraph of a control": (
        CONTROL.format(para(run("刊发稿件78篇。")) + para(run("其余照旧。"))), "%1、", ["78篇"],
    ),
    "row numbers": (
        table(HEAD, *(row(cell(str(n)), cell(kind), cell(many)) for n, kind, many in (
            (1, "护林宣传稿件", "77"), (2, "护林宣传稿件", "79")))), "%1、", ["79"],
    ),
    "struck out": (para(run("刊发护林宣传稿件") + run("66篇", "<w:strike/>") + run("77篇。")), "%1、", []),
}  # fmt: skip


def _verify(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    facts = path.with_name("表.yaml")
    facts.write_text(FACTS, "utf-8")
    words = ["verify", str(path), "--facts", str(facts), "--no-samples", "--format", "json", *more]
    with pytest.raises(SystemExit):
        command(words)
    (report,) = json.loads(capsys.readouterr().out)["documents"]
    return [one["text"] for one in report["findings"] if one["level"] == "error"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_judged_by_what_it_says(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Days, clock times and numbers of headings are no claims; signs and scales belong to a value."""
    text, wrong = TEXTS[name]
    path = tmp_path / "稿.txt"
    path.write_text(TITLE + text, "utf-8")
    assert _verify(path, capsys) == wrong


@pytest.mark.parametrize("name", BODIES)
def test_a_word_file_is_judged_and_annotated(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers that Word writes and that count rows are no claims; the copy says the same."""
    body, form, wrong = BODIES[name]
    source, copy = tmp_path / "稿.docx", tmp_path / "批注.docx"
    told = para(run(TITLE.strip())) + para(run(TOLD.strip()))
    numbering = NUMBERS.format(form)
    source.write_bytes(docx(told + body, more={"numbering": ("numbering", numbering)}))
    assert _verify(source, capsys, "--annotate", str(copy)) == wrong
    assert read_docx(copy).document.text == read_docx(source).document.text


PAST = """\
河湾县林业局2024年工作总结
一年来,我局守护青山绿水,较好完成了全年任务,现总结如下。
一、主要做法
组织宣传员撰写网络评论45篇。
“河湾林业”阅读量达60万次,访问量8万人次。
复制集体林改经验6项。
来源:中央资金410万元,县级配套90万元。
时间:2024年4月至5月,集中清理枯枝。
举报:受理毁林举报17件。
声明:面积以县统计局公布为准。
2024.4.12 举行义务植树活动。
本站护林员巡山2600次。
推荐先进护林员9名。
★★★★
二、存在问题
队伍老化,防火道路少。
河湾县林业局
2024年12月20日
"""


def test_a_sample_keeps_its_author_s_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Short lines about comments, readers, sources and sites are the author's; a row of stars is none."""
    source, library = tmp_path / "去年.txt", str(tmp_path / "范文")
    source.write_text(PAST, "utf-8")
    with pytest.raises(SystemExit) as ended:
        command(["samples", "add", str(source), "--samples", library])
    assert not ended.value.code
    assert "去掉 1 处" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command(["samples", "show", "河湾县", "--removed", "--samples", library])
    assert "★★★★" in capsys.readouterr().out


def test_a_table_s_numbers_are_no_page_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of a table in a sample is taken for a page number or a header."""
    rows = [row(cell(name), cell(many)) for name, many in (("股", "站"), ("5", "12"), ("7", "860"))]
    source = tmp_path / "去年.docx"
    source.write_bytes(docx(para(run(TITLE.strip())) + para(run(PAST)) + table(*rows, columns=2)))
    with pytest.raises(SystemExit) as ended:
        command(["samples", "add", str(source), "--samples", str(tmp_path / "范文")])
    assert not ended.value.code
    assert "去掉 0 处" in capsys.readouterr().err


def test_every_sentence_of_a_sample_without_figures_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three sentences copied from a past summary, each in a paragraph of its own."""
    copied = (
        "着力锻造一支拉得出、打得赢的专职扑火队伍。",
        "引导林农转变观念,把绿水青山变成增收门路。",
        "坚持把防火责任压实到山头地块,做到有人巡、有人管、有人报。",
    )
    library = tmp_path / "范文"
    library.mkdir()
    (library / "去年.txt").write_text(
        "松岗县林业局2024年工作总结\n一、做法\n" + "\n".join(copied) + "\n二、打算\n继续努力。\n",
        "utf-8",
    )
    path = tmp_path / "稿.txt"
    path.write_text(TITLE + TOLD + "\n".join(copied) + "\n", "utf-8")
    facts = tmp_path / "表.yaml"
    facts.write_text(FACTS, "utf-8")
    with pytest.raises(SystemExit):
        command(["verify", str(path), "--facts", str(facts), "--samples", str(library)])
    told = "".join(capsys.readouterr().out.split("\n"))
    assert all(sentence.rstrip("。") in told for sentence in copied)
    assert "范文内容混入" in told


def test_headings_that_only_styles_show_are_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Headings of Word without numbers, at two levels: for an outline, and to be carried over."""
    first, second = (f'<w:outlineLvl w:val="{level}"/>' for level in (0, 1))
    told = para(run("全年完成造林2.4万亩，刊发护林宣传稿件77篇，开展巡护检查45次。"))
    body = para(run(TITLE.strip())) + told + para(run("重点工作"), first)
    body += "".join(para(run(name), second) + told for name in ("抓造林", "抓管护"))
    (tmp_path / "old.docx").write_bytes(docx(body + para(run("存在的问题"), first) + told))
    with pytest.raises(SystemExit, match=r"^0$"):
        command(["outline", "from", str(tmp_path / "old.docx")])
    shown = capsys.readouterr().out
    names = ["重点工作", "抓造林", "抓管护", "存在的问题"]
    assert re.findall(r"heading: (\w+)", shown) == names
    facts, out = tmp_path / "facts.yaml", tmp_path / "new.txt"
    facts.write_text(FACTS, "utf-8")
    with pytest.raises(SystemExit):
        command(["draft", str(facts), "--base", str(tmp_path / "old.docx"), "-o", str(out)])
    heads = ["一、重点工作", "（一）抓造林", "（二）抓管护", "二、存在的问题"]
    assert re.findall(r"(?m)^\s*([一二（].+)$", out.read_text("utf-8")) == heads
