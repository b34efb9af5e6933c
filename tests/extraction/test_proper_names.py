"""Proper names: found by lists, by how they end, and by the words around them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.extraction.proper_names import NameKind, find_names


def _found(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.kind.value) for name in find_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新蔡县的经验。新蔡做得好。", [("新蔡县", "place"), ("新蔡", "place")]),
        ("赴驻马店、合肥学习。", [("驻马店", "place"), ("合肥", "place")]),
        ("在云屏县召开会议,云屏很重视。", [("云屏县", "place"), ("云屏", "place")]),
        ("到青石镇调研。", [("青石镇", "place")]),
        ("“学习型新华”与“美誉新华”,新华教育。", [("新华", "place")] * 3),
        ("新华是个词。", []),
        ("全县各乡镇、城区、社区。", []),
        ("乡镇(办)和县直单位。", []),
        ("成华区教育局城乡教育发展统筹科牵头。", [("成华区教育局城乡教育发展统筹科", "office")]),
        ("县公安局、市教育局部署。", [("县公安局", "office"), ("市教育局", "office")]),
        ("区委、区政府的坚强领导。", []),
        ("教育部门的教育部文件。", [("教育部", "office")]),
        ("在恒隆电影院放映,到人民医院义诊。", [("恒隆电影院", "office")]),
        ("市图书馆开放。", [("市图书馆", "office")]),
        ("头道中学开学。头道的孩子。", [("头道中学", "school"), ("头道", "place")]),
        ("和龙市头道中学获奖。", [("和龙市头道中学", "school")]),
        (
            "市86中学和42中、第三中学。",
            [("市86中学", "school"), ("42中", "school"), ("第三中学", "school")],
        ),
        ("十六届六中全会,其中全市中小学、广大学生。", []),
        ("到清华大学学习。", [("清华大学", "school")]),
        ("绿色学校里,太和中学已通过评估。", [("太和中学", "school")]),
        ("各类中学、重点中学。", []),
        ("各省级中学在建,全区属高中招生。", []),
        ("走访青石镇,建成云台村。", [("青石镇", "place"), ("云台村", "place")]),
        ("延边日报、新蔡热线报道。", [("延边日报", "media"), ("新蔡热线", "media")]),
        ("驻马店政法动态刊登,工作动态及时。", [("驻马店政法动态", "media")]),
        ("人民日报报道。作辅导报告。", [("人民日报", "media")]),
        ("教育信息网和市民热线。", []),
        (
            "刊于《四川日报》《人民日报》《成华教育》。",
            [("《四川日报》", "media"), ("《人民日报》", "media"), ("《成华教育》", "title")],
        ),
        ("学习《义务教育法》。", [("《义务教育法》", "title")]),
        (
            "副市长张建庭、王小明和李大伟观看。",
            [("张建庭", "person"), ("王小明", "person"), ("李大伟", "person")],
        ),
        ("区领导苏佩,苏佩常委主持。", [("苏佩", "person"), ("苏佩", "person")]),
        ("谷忠鹏处长讲课。温总理来了。", [("谷忠鹏", "person"), ("温", "person")]),
        ("那天,温总理来了。", [("温", "person")]),
        ("高三的胡洋获一等奖。", [("胡洋", "person")]),
        ("校长任职资格、教师安全培训、班主任高级研修。", []),
        ("正文一段。\n头道校区(邓永有)\n", [("邓永有", "person")]),
        ("正文(高强度),很好,我们努力(王某),继续。", []),
        ("书记张伟\n下一行", [("张伟", "person")]),
        ("书记张伟", [("张伟", "person")]),
        ("书记张大伟", [("张大伟", "person")]),
        ("书记张大伟奔走相告", []),
        ("书记欧阳明、司马光出席", [("欧阳明", "person"), ("司马光", "person")]),
        ("安全主任到位,创建县、市文明单位,表扬的安全获评单位。", []),
        ("", []),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    """Each text gives its names in order, and nothing else."""
    assert _found(text) == names


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("县公安局", False),
        ("新蔡县公安局", True),
        ("人民日报", False),
        ("《义务教育法》", False),
        ("《成华教育》", True),
        ("《人民日报》", False),
    ],
)
def test_what_tells_whose_text_it_is(text: str, specific: bool) -> None:
    """General offices, national media and laws are not specific."""
    assert [name.specific for name in find_names(text)] == [specific]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="新蔡县市区公安局校长张王李小明《》“”中学镇日报在和、。\n(42)的", max_size=60)
)
def test_spans_hold_for_any_text(text: str) -> None:
    """Names lie apart, in order, and give their text."""
    at = 0
    for name in find_names(text):
        assert at <= name.start < name.end
        assert text[name.start : name.end] == name.text
        assert isinstance(name.kind, NameKind)
        at = name.end
