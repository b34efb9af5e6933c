"""The leak test: what comes from a sample is told, what is one's own or anyone's is not."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import (
    DateSpan,
    Document,
    DocumentInfo,
    Fact,
    FactSheet,
    PartialDate,
    SectionSpec,
)
from assistant.extraction import read_mentions
from assistant.verification.leaks import Leak, LeakKind, find_leaks

ROWS = yaml.safe_load(Path(__file__).with_name("leaks.yaml").read_text("utf-8"))
SAMPLE = """松岭县2023年法治宣传工作总结
2023年,松岭县把普法的声音传到了田间地头、厂区车间,村村都有明白人,户户都有宣传册。
全年在各类媒体发表普法稿件455篇,其中市级以上166篇。县法院法官陈立新到柳溪小学讲课28次。
7月27日起开展了集中宣讲月活动,投入资金35万元,《松岭日报》作了专题报道。
要强化主渠道意识,把信息工作摆在突出位置,安排信息员列席重要会议,阅读有关文件。"""
OTHER = "另一个县的总结。坚持条块结合、上下联动、齐抓共管、久久为功的思路开展各项工作,成绩明显。"
SHEET = FactSheet(
    DocumentInfo(
        "青山县2025年普法工作总结",
        organization="青山县司法局",
        outline=(SectionSpec("a", "主要做法"), SectionSpec("b")),
        terms=("送法到家",),
    ),
    (
        Fact(
            "a", ("普法稿件",), indicator="普法稿件", low=Decimal(166), high=Decimal(166), unit="篇"
        ),
        Fact(
            "b", ("宣讲月",), event="集中宣讲月活动", date=DateSpan(PartialDate(None, 7, 27), None)
        ),
        Fact("c", ("机构",), statement="设普法办公室,有工作人员4名,分管领导1名"),
    ),
)


def leaks(text: str, samples: dict[str, str] | None = None) -> tuple[Leak, ...]:
    """The leaks of a text against the samples above."""
    chosen = {"甲": SAMPLE, "乙": OTHER} if samples is None else samples
    return find_leaks(Document(text, ()), SHEET, chosen, read_mentions(text))


@pytest.mark.parametrize(("text", "kind", "found", "place"), ROWS["leaks"])
def test_a_leak_is_told_with_its_sample_and_place(
    text: str, kind: str, found: str, place: str
) -> None:
    """Figures with their words, names, wording on end, and sentences with words replaced."""
    told = [leak for leak in leaks(text) if leak.kind == kind]
    assert [(leak.text, leak.sample, leak.place) for leak in told] == [(found, "甲", place)]
    assert text[told[0].start : told[0].end] == found
    assert told[0].reason


@pytest.mark.parametrize("text", ROWS["own"])
def test_what_is_ones_own_or_anyones_is_no_leak(text: str) -> None:
    """Facts, years, set phrases, a chance number with other words, general names."""
    assert leaks(text) == ()


def test_a_given_value_in_a_samples_words_is_a_leak() -> None:
    """A value of some fact said in a sample's words, of which few are the facts' own, is told."""
    sample = "其中深入基层慰问困难群众累计达166人,温暖了人心。"
    told = leaks("其中深入基层慰问困难群众累计达166人。", {"丙": sample})
    assert LeakKind.FIGURE in {leak.kind for leak in told}


def test_a_day_that_no_fact_gives_is_told() -> None:
    """Another day in the same words is a leak, the facts' own is none."""
    sample = "活动自8月15日起在全县范围内陆续展开。"
    assert [leak.text for leak in leaks("活动自8月15日起。", {"丙": sample})] == ["8月15日起"]


def test_a_plain_one_needs_many_words_around_it() -> None:
    """两项 with a few of the same characters tells nothing, with many it does."""
    sample = "青年教师承担的两项课题顺利通过鉴定。"
    assert not [one for one in leaks("有两项课题。", {"丙": sample}) if one.kind == "figure"]
    told = leaks("教师承担的两项课题顺利结题。", {"丙": sample})
    assert [one.text for one in told if one.kind == "figure"] == ["两项"]


def test_what_several_samples_share_is_no_leak() -> None:
    """Wording and names of independent samples are the genre's; a copy of one is not another."""
    words = "坚持条块结合、上下联动、齐抓共管、久久为功的思路"
    filler = ["做好迎检准备。办好民生实事。" * 8, "抓好春耕备耕。守住耕地红线。" * 8]
    apart = {"丙": f"{words}抓工作。{filler[0]}", "丁": f"{words}促发展。{filler[1]}"}
    assert leaks(f"我们{words}做工作。", apart) == ()
    copies = {"丙": OTHER, "丁": OTHER + "多一句。"}
    assert [leak.kind for leak in leaks(f"我们{words}做工作。", copies)] == ["phrase"]
    names = {"丙": f"到清华大学学习。{filler[0]}", "丁": f"赴清华大学培训。{filler[1]}"}
    assert leaks("到清华大学参观。", names) == ()


def test_a_sheet_with_a_named_outline_and_many_copies() -> None:
    """Copies of one source are one source, however many there are."""
    one, two = "坚持条块结合、上下联动、齐抓共管的思路", "坚持早谋划、早部署、早落实的要求抓工作"
    text = f"{one}。{two}。" + "做好迎检准备。办好民生实事。" * 8
    samples = {"丙": text, "丁": text + "再来一句。", "戊": f"{two}。" + "抓好春耕。守住红线。" * 9}
    sheet = FactSheet(DocumentInfo("某局总结"), ())
    said = f"我们{one}。{two}。"
    told = find_leaks(Document(said, ()), sheet, samples, ())
    assert [leak.kind for leak in told] == ["phrase"]
    assert told[0].text.startswith(one)


def test_a_sentence_that_several_samples_have_nearly_is_no_leak() -> None:
    """The same holds for a sentence with words replaced."""
    one = "安排信息员列席重要会议,阅读有关文件,跟随领导外出调研。"
    two = "安排信息员列席相关会议,阅读有关材料,跟随领导外出调研。"
    filler = ["做好迎检准备。办好民生实事。" * 8, "抓好春耕备耕。守住耕地红线。" * 8]
    samples = {"丙": one + filler[0], "丁": two + filler[1]}
    text = "安排信息员列席各类会议,阅读有关资料,跟随领导外出调研。"
    assert leaks(text, samples) == ()
    assert [leak.kind for leak in leaks(text, {"丙": one + filler[0]})] == ["phrase"]


def test_a_short_sentence_with_two_words_replaced_is_found() -> None:
    """Where few runs of four characters are left, the order of shorter ones tells."""
    told = leaks(
        "紧盯关键群体,做优专项责任督办。", {"丙": "紧盯关键少数,做优经济责任督办。" + OTHER}
    )
    assert [leak.kind for leak in told] == ["phrase"]
    none = leaks(
        "紧盯关键群体,织密社会保障之网。", {"丙": "紧盯关键少数,做优经济责任督办。" + OTHER}
    )
    assert none == ()


def test_words_that_stand_far_apart_in_a_sample_are_no_sentence_of_it() -> None:
    """A sentence is another's only where its words stand together."""
    text = "组织骨干逐户走访摸清底数,编印口袋书发到农户手中。"
    far = f"组织骨干逐户开会。{'做好迎检准备。' * 9}编印口袋书给学校。{'办好民生实事。' * 9}摸清底数报县。"
    assert leaks(text, {"丙": far}) == ()


def test_a_shared_set_phrase_makes_no_sentence_anothers() -> None:
    """Where only a set phrase is shared, nothing of the sentence's own is."""
    phrase = "在县委县政府的坚强领导下"
    assert leaks(f"{phrase},甲乙丙丁戊己庚辛壬癸子丑。", {"丙": f"{phrase},别的话别的事。"}) == ()


def test_width_and_spaces_do_not_hide_a_leak() -> None:
    """Full-width digits, spaces and other punctuation compare as the plain ones."""
    told = leaks("在各类媒体发表 普法稿件４５５ 篇。")
    assert {leak.kind for leak in told} == {"figure", "phrase"} or "figure" in {
        leak.kind for leak in told
    }
    assert leaks("平均得分为91.4分。", {"丙": "平均得分为91.4分。"})


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="松岭县法治宣传一二455篇,。\n把普法的声音传到了", max_size=120))
def test_spans_are_those_of_the_text(text: str) -> None:
    """Whatever the text, every leak's span gives its text, and those of a kind lie apart."""
    told = leaks(text)
    for leak in told:
        assert text[leak.start : leak.end] == leak.text != ""
    for kind in LeakKind:
        spans = sorted((leak.start, leak.end) for leak in told if leak.kind is kind)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


def _benchmark(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location(
        "leaks_benchmark", root / "benchmarks" / "leaks.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_planted_leaks_are_found_and_own_drafts_are_clean(root: Path) -> None:
    """Of 60 leaks planted in offline drafts 95 % are found; the drafts alone raise no alarm."""
    bench = _benchmark(root)
    samples = {one.name: one.text for one in bench.load_library(root / "fixtures" / "samples")}
    hosts = bench.drafts()
    for sheet, draft in hosts:
        assert bench.leaks_of(draft, sheet, samples) == ()
    plants = bench.all_plants(samples, 60)
    found = sum(
        bench.is_found(plant, sheet, draft, samples)
        for plant, (sheet, draft) in zip(plants, cycle(hosts), strict=False)
    )
    assert found >= 0.95 * len(plants)


_LAST_YEAR = SAMPLE.replace("松岭县2023年法治宣传工作总结", "青山县司法局2024年普法工作总结")


@pytest.mark.parametrize(
    ("sample", "kinds"),
    [
        (_LAST_YEAR, set()),
        (
            SAMPLE.replace("2023年法治宣传工作总结", "普法总结") + "\n青山县司法局\n2025年1月3日",
            set(),
        ),
        (SAMPLE, {LeakKind.PHRASE, LeakKind.NAME}),
        (_LAST_YEAR.replace("司法局", "司法局法律援助中心"), {LeakKind.PHRASE, LeakKind.NAME}),
    ],
)
def test_an_offices_own_past_summary_lends_its_words(sample: str, kinds: set[LeakKind]) -> None:
    """Its wording and names are the office's own, told by title or 落款; its figures are not."""
    text = "把普法的声音传到了田间地头、厂区车间,村村都有明白人。县法院法官陈立新讲课。"
    assert {leak.kind for leak in leaks(text, {"甲": sample})} == kinds
    found = leaks("县法院法官到柳溪小学讲课28次。", {"甲": sample})
    assert LeakKind.FIGURE in {leak.kind for leak in found}


def test_own_words_stay_own_beside_other_samples() -> None:
    """What stands in one's own past summary and in another's too is no leak; the rest of that is."""
    text = "把普法的声音传到了田间地头、厂区车间,村村都有明白人。"
    assert leaks(text, {"甲": SAMPLE, "去年": _LAST_YEAR, "前年": _LAST_YEAR + "又一年。"}) == ()
    theirs = "坚持条块结合、上下联动、齐抓共管、久久为功的思路开展各项工作。"
    found = leaks(text + theirs, {"乙": OTHER, "去年": _LAST_YEAR})
    assert {leak.sample for leak in found} == {"乙"}
