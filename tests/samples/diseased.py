"""Clean summaries made into pages as sites carry them."""

from __future__ import annotations

import re
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "samples"

NAVIGATION = """欢迎光临某某范文大全网
您现在的位置:首页 > 工作总结 > 年终总结
首页 | 登录 | 注册
{title}_某某范文网
发布时间:2024-01-09 10:20:30 来源:本站 浏览次数:1024
字号:[大 中 小]
【打印】【关闭】"""
TAIL = """点击下载文档
文档为doc格式
推荐度:
★★★★★
上一篇:某某局上半年工作小结
下一篇:某某乡镇年度工作计划
相关推荐范文
• 某某县年度工作总结15篇
• 某某县年度工作总结15篇88人关注
一年来,在各方面的支持下,我们做了许多工作,其中最值得一提的是某某某某某某某某某某某某 ...[更多]
• 某某街道工作计划(三篇)21人关注
版权所有 某某网 All Rights Reserved ICP备00000000号"""


def library_texts() -> dict[str, str]:
    """The text of each shipped sample by its name, without front matter."""
    texts = {}
    for file in sorted(FIXTURES.glob("*.txt")):
        texts[file.stem] = file.read_text("utf-8").split("---\n", 2)[2].strip()
    return texts


def bare(text: str) -> str:
    """``text`` without white space."""
    return re.sub(r"\s+", "", text)


def framed(text: str) -> str:
    """A page: navigation, the text, download prompts and links."""
    title = text.split("\n", 1)[0]
    return "\n".join([NAVIGATION.format(title=title), "", text.replace("\n", "\n\n"), "", TAIL])


def paged(text: str, size: int = 300) -> str:
    """One line cut every ``size`` characters, each piece with its number and 、, as sites do."""
    flat = text.replace("\n", " ")
    pieces = [flat[at : at + size] for at in range(0, len(flat), size)]
    return "\n".join(f"{number}、{piece}" for number, piece in enumerate(pieces, 1))


def wrapped(text: str, width: int = 38) -> str:
    """Lines broken at ``width`` with footers between pages, as text out of a .pdf has them."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        indented = "  " + paragraph
        lines += [indented[at : at + width] for at in range(0, len(indented), width)]
    out: list[str] = []
    for index, line in enumerate(lines, 1):
        out.append(line)
        if index % 20 == 0:
            out += ["", f"- {index // 20} -", ""]
    return "\n".join(out)


def collected(texts: list[str]) -> str:
    """A collection: a lead, numbered documents, links."""
    title = f"年度工作总结范文({len(texts)}篇)"
    lead = "小编为大家整理了这些年度工作总结,欢迎阅读参考。"
    body = "\n\n".join(f"第{n}篇 年度工作总结范文\n\n{text}" for n, text in enumerate(texts, 1))
    return f"{title}\n{lead}\n\n{body}\n\n{TAIL}"
