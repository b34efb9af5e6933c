"""Cleaning: what is the author's stays whole, what is the site's goes and is told."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import SampleError
from assistant.samples.cleaning import clean
from assistant.samples.library import put_back
from samples.diseased import bare, collected, framed, library_texts, paged, wrapped

TEXTS = library_texts()
LONG = [name for name, text in TEXTS.items() if len(text) > 600]


def _similarity(one: str, other: str) -> float:
    match = SequenceMatcher(None, one, other, autojunk=False)
    return 2 * sum(block.size for block in match.get_matching_blocks()) / (len(one) + len(other))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_clean_text_stays_as_it_is(name: str) -> None:
    """Nothing is taken from, or joined in, a text without furniture."""
    done = clean(TEXTS[name])
    assert [sample.text for sample in done.samples] == [TEXTS[name]]
    assert done.removals == ()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_page_gives_its_text_and_nothing_else(name: str) -> None:
    """Navigation, view counts, download prompts and links go; each removal has its reason."""
    done = clean(framed(TEXTS[name]))
    assert [sample.text for sample in done.samples] == [TEXTS[name]]
    assert done.samples[0].title == TEXTS[name].split("\n")[0]
    reasons = {removal.reason for removal in done.removals}
    assert {"网站导航", "发布信息", "相关链接", "重复的标题"} <= reasons


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("size", [180, 300, 250])
def test_page_numbers_in_the_middle_of_words_go(name: str, size: int) -> None:
    """Pieces numbered 1、2、3、 are joined to the letter."""
    done = clean(paged(TEXTS[name], size))
    assert len(done.samples) == 1
    assert bare(done.samples[0].text) == bare(TEXTS[name])
    pages = [removal for removal in done.removals if removal.reason == "页码"]
    assert len(pages) == -(-len(TEXTS[name]) // size)


@pytest.mark.parametrize("name", LONG)
def test_a_flattened_text_gets_its_paragraphs_back(name: str) -> None:
    """Where line ends had become spaces, at least headings and sentences begin lines again."""
    done = clean(TEXTS[name].replace("\n", " "))
    assert _similarity(done.samples[0].text, TEXTS[name]) >= 0.99


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("width", [30, 38, 45])
def test_lines_broken_at_a_width_are_joined(name: str, width: int) -> None:
    """Text out of a .pdf is made of whole paragraphs again; page footers go."""
    done = clean(wrapped(TEXTS[name], width))
    assert bare(done.samples[0].text) == bare(TEXTS[name])
    assert _similarity(done.samples[0].text, TEXTS[name]) >= 0.99


def test_a_collection_is_divided_and_a_cut_off_copy_left_out() -> None:
    """Numbered documents become samples; a cut-off copy is named in a message."""
    texts = [TEXTS[name] for name in LONG]
    copy = texts[0][: len(texts[0]) // 2]
    done = clean(collected([*texts, copy]))
    assert [sample.text for sample in done.samples] == texts
    assert len(done.messages) == 1
    assert re.fullmatch(
        rf"第{len(texts) + 1}篇与第1篇重复\(相当于它的 \d\d%\),未导入。", done.messages[0]
    )
    assert {"合集的篇目", "合集的题头", "重复的文章"} <= {one.reason for one in done.removals}


@pytest.mark.parametrize(
    "heads",
    [("第一篇", "第二篇"), ("【篇1】", "【篇2】"), ("年度工作总结 篇一", "年度工作总结 篇二")],
)
def test_collections_are_announced_in_many_ways(heads: tuple[str, str]) -> None:
    """Chinese numbers, brackets and numbers behind the title all announce a document."""
    texts = [TEXTS[name] for name in LONG[:2]]
    page = "\n".join(f"{head}\n{text}" for head, text in zip(heads, texts, strict=True))
    assert [sample.text for sample in clean(page).samples] == texts


def test_two_documents_in_one_are_told_apart() -> None:
    """A document behind 扩展阅读: is one of its own, and so is a title behind a date."""
    one, two = (TEXTS[name] for name in LONG[1:3])
    page = f"{one}\n扩展阅读:另一份年度工作总结 {two}\n友情提示:本文给出的范例仅供您参考,建议您自主创作。\n限制150内"
    samples = clean(page).samples
    assert bare(samples[0].text) == bare(one)
    assert bare(two) in bare(samples[1].text)
    dated = one if "2023年12月" in one[-12:] else f"{one}\n2023年12月30日"
    assert len(clean(f"{dated}\n{two}").samples) == 2


def test_the_authors_own_list_is_no_page_numbers() -> None:
    """Long items 1、2、3、 that end with full stops keep their numbers."""
    item = "围绕年初确定的目标,组织力量逐项推进,遇到困难及时会商,做到件件有回音、事事有着落。" * 5
    text = "某某县年度工作总结\n" + "\n".join(f"{n}、第{n}方面。{item}" for n in range(1, 6))
    assert clean(text).samples[0].text == text


def test_redactions_and_quoted_titles_stay() -> None:
    """201*, xx and the spaces within 《》 are the author's; other spaces are not."""
    body = "201*年,xx局按照《在路上 再出发》的要 求,把 工作做细,赢得了各方面的肯定和支持。" * 3
    done = clean(f"某局201*年工作总结\n{body}")
    expected = "201*年,xx局按照《在路上 再出发》的要求,把工作做细,赢得了各方面的肯定和支持。" * 3
    assert done.samples[0].text.split("\n")[1] == expected


def test_marks_inside_lines_go() -> None:
    """Entities, tags, page marks and addresses inside a sentence go; the sentence stays."""
    text = (
        "某局年度工作总结\n我们&nbsp;坚持服务群众,<br/>全年走访 第 3 页 共 13 页 企业多家,"
        "详见 http://www.example.com/a.html 各项工作有了新的进展,群众满意度有了新的提高,队伍面貌有了新的变化。"
        "干部职工的精神面貌焕然一新,为下一年开好局、起好步打下了基础。"
    )
    line = clean(text).samples[0].text.split("\n")[1]
    assert line.startswith("我们坚持服务群众,全年走访企业多家,详见各项工作有了新的进展,")


@pytest.mark.parametrize("text", ["", "\n\n", "太短了", "首页 > 总结 > 年终"])
def test_a_page_without_a_text_says_so(text: str) -> None:
    """Nothing usable gives no sample and a message."""
    done = clean(text)
    assert done.samples == ()
    assert done.messages[-1] == "没有找到可用作范文的正文。"


def test_a_page_number_within_one_long_line_goes() -> None:
    """Where even the pieces' line ends were lost, the numbers still go."""
    text = (TEXTS[LONG[0]] + TEXTS[LONG[1]].split("\n", 1)[1]).replace("\n", "")
    page = paged(text, 310).replace("\n", "")
    done = clean(page)
    joined = bare("".join(sample.text for sample in done.samples))
    assert _similarity(joined, bare(text)) >= 0.995


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二三总结工作年月日、。,:;()12* \n第篇页共", max_size=400))
def test_cleaning_never_fails_and_invents_nothing(text: str) -> None:
    """Whatever stands in a file, cleaning ends, and every character of a sample was there."""
    for sample in clean(text).samples:
        assert set(sample.text) <= set(text) | {"\n"}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(LONG))
def test_cleaning_twice_changes_nothing_more(name: str) -> None:
    """What was cleaned is clean."""
    once = clean(framed(TEXTS[name])).samples[0].text
    assert clean(once).samples[0].text == once


def test_a_document_before_a_collection_is_kept() -> None:
    """A long text before the first announced document is one of its own."""
    first, *rest = (TEXTS[name] for name in LONG)
    page = first + "\n" + "\n".join(f"第{n}篇 总结\n{text}" for n, text in enumerate(rest, 1))
    assert [sample.text for sample in clean(page).samples] == [first, *rest]


def test_a_second_title_line_goes_on_with_the_first() -> None:
    """及下年工作思路 is no title of its own."""
    texts = [TEXTS[LONG[0]], "及下年工作思路\n" + TEXTS[LONG[1]].split("\n", 1)[1]]
    page = "\n".join(f"第{n}篇 某局工作总结\n{text}" for n, text in enumerate(texts, 1))
    assert clean(page).samples[1].title == "某局工作总结及下年工作思路"


def test_a_text_cut_in_two_and_a_header_on_its_second_page() -> None:
    """Two numbered pieces are enough where the cut goes through a word; so is one header."""
    text = TEXTS["镜湖新区水务局2022年度工作总结"]
    assert text[299].isalnum()
    assert bare(clean(paged(text, 300)).samples[0].text) == bare(text)
    title = text.split("\n")[0]
    page = f"{text[:300]}\n- 1 -\n{title}\n{text[300:]}"
    done = clean(page)
    assert done.samples[0].text == text
    assert "页眉页脚" in {one.reason for one in done.removals}


@pytest.mark.parametrize(
    "mark", ["\n\n- {n} -\n\n", "\n第 {n} 页 共 5 页\n", " 第{n}页 共5页 ", "\n{n}/5\n", "\f"]
)
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_page_breaks_of_many_shapes(name: str, mark: str) -> None:
    """A page's end in the middle of a sentence leaves no trace."""
    text = TEXTS[name]
    pieces = [text[at : at + 300] for at in range(0, len(text), 300)]
    page = "".join(piece + mark.format(n=n) for n, piece in enumerate(pieces, 1))
    assert clean(page).samples[0].text == text


OWN = """东岭县卫生健康局2025年工作总结
2025年,我局围绕群众看病就医办实事,各项工作稳步推进,现将情况总结如下。
一、工作情况
全年在微信公众号推送健康知识,收到评论860条。
“健康东岭”阅读量达45万次。
门户网站访问量12万人次,同比增长6%。
(二)推广家庭医生签约经验
复制推广签约服务做法8项。
投诉:全年受理群众投诉66件,办结65件。
来源:中央补助210万元,县级配套90万元。
2025.4.20 召开全县卫生健康工作会议。
2025-07-02,县中医院新院区启用。
时间:2025年5月至8月,集中开展义诊。
一年来,本站为企业职工体检310人次,整理健康档案88份。
分类:感染性废物9吨,损伤性废物3吨。
价格:中标药品平均降价52%。
声明:以上数据均来自年报。
资料来源:县统计局网站。
更多服务请关注县医院网站。
未经许可不得从事诊疗活动,全年查处无证行医4起。
推荐兄弟县区经验材料
《家庭医生签约做法》汇报
二、存在问题
1.基层卫生人才不足。
以上数据仅供参考。
东岭县卫生健康局
2025年12月18日"""


def test_an_authors_short_lines_stay() -> None:
    """Words that sites use too are the author's own within a text; only a row of stars goes."""
    done = clean(OWN.replace("二、存在", "★★★★\n二、存在"))
    assert [sample.text for sample in done.samples] == [OWN]
    assert [removal.text for removal in done.removals] == ["★★★★"]


def test_the_same_words_at_the_edges_are_a_sites() -> None:
    """In a run at the beginning or end they go, with those that stand on every page of a print."""
    page = f"来源:某某文库\n阅读量:1024\n评论:3\n{OWN}\n评论(3)\n举报\n声明:本站内容来自网友上传"
    done = clean(page)
    assert [sample.text for sample in done.samples] == [OWN]
    assert len(done.removals) == 6


@pytest.mark.parametrize(
    "line",
    [
        "来源:东岭县卫健局 发布时间:2025-12-30 阅读:312次",
        "发布日期:2025年12月18日 09:30:12 信息来源: 办公室 字号:大 中 小",
        "作者：王某某  时间：2025/1/8  点击数：1,024",
    ],
)
def test_several_fields_of_a_site_in_one_line_are_a_sites(line: str) -> None:
    """One alone below the title goes, and does not run on into the first paragraph."""
    title, rest = OWN.split("\n", 1)
    done = clean(f"{title}\n{line}\n{rest}")
    assert [sample.text for sample in done.samples] == [OWN]
    assert [removal.text for removal in done.removals] == [line]


def test_a_list_of_links_at_the_end_is_a_sites() -> None:
    """Links as Markdown writes them."""
    done = clean(
        f"{OWN}\n推荐阅读\n[关于防汛的通知](http://x.example/1)\n- [水价](http://x.example/2)"
    )
    assert [sample.text for sample in done.samples] == [OWN]
    assert len(done.removals) == 3


def test_what_was_removed_can_be_put_back() -> None:
    """A line at its place between others, words behind those before them; the rest stays out."""
    text = OWN.replace("二、存在", "★★★★\n二、存在").replace(
        "召开全县", "召开(本文来源:某某网)全县"
    )
    (sample,) = clean(f"{text}\n上一篇:某某总结").samples
    assert [one.text for one in sample.removed] == ["(本文来源:某某网)", "★★★★", "上一篇:某某总结"]
    everything = put_back(sample, {1, 2, 3})
    assert (everything.text, everything.removed) == (f"{text}\n上一篇:某某总结", ())
    step = put_back(put_back(put_back(sample, {2}), {1}), {1})
    assert step.text == everything.text
    with pytest.raises(SampleError, match="没有第 4 处"):
        put_back(sample, {4})


@pytest.mark.parametrize(
    "gap", ["【待补：下一步的工作目标和打算】", "【待补：存在的主要问题和不足（事实表中没有）】"]
)
def test_a_gap_ends_its_paragraph(gap: str) -> None:
    """What stands behind a gap of a draft, as who signs does, is a line of its own."""
    body = [
        "某局2025年工作总结",
        *("全年接待查档群众120人次,整理档案3500卷,按时办结率达到99%。",) * 12,
    ]
    text = "\n".join([*body, gap, "某县档案局"])
    assert clean(text).samples[0].text.split("\n")[-2:] == [gap, "某县档案局"]
