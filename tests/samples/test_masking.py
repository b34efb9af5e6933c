"""Masking: no figure and no name is left; structure and set phrases are."""

from __future__ import annotations

import re

import pytest

from assistant.samples import mask, mask_text, masked_parts, split
from samples.diseased import library_texts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("全年发表稿件455篇,位居全市第三名。", "全年发表稿件〔数〕篇,位居全市第〔数〕名。"),
        ("投入270多万元,增长13.2%。", "投入〔数〕元,增长〔数〕%。"),
        ("7月27日起,在2023年共开展四百五十五次。", "〔数〕月〔数〕日起,在〔数〕年共开展〔数〕次。"),
        ("一是强化领导。二是落实责任。", "一是强化领导。二是落实责任。"),
        (
            "坚持“三个代表”,贯彻十八大精神,推出一批作品。",
            "坚持“三个代表”,贯彻十八大精神,推出一批作品。",
        ),
        ("在区委、区政府的坚强领导下,取得明显成效。", "在区委、区政府的坚强领导下,取得明显成效。"),
        (
            "新蔡县公安局与新蔡县法院合作,新蔡的经验在《人民日报》刊登。",
            "〔单位1〕与〔单位2〕合作,〔地名1〕的经验在〔媒体1〕刊登。",
        ),
        (
            "校长王建国、教师李小明和王建国同志出席。",
            "校长〔人名1〕、教师〔人名2〕和〔人名1〕同志出席。",
        ),
        ("1.办好专栏\n(2)发稿8篇", "1.办好专栏\n(2)发稿〔数〕篇"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    """Units, words of rank and set phrases stay; the same name has the same mark."""
    assert mask(text) == masked


@pytest.mark.parametrize("name", sorted(library_texts()))
def test_no_digit_and_no_own_name_is_left(name: str) -> None:
    """Of the shipped samples neither a digit (but for enumerators) nor the office is left."""
    found = mask_text(library_texts()[name])
    body = re.sub(r"^\d+\.", "", re.sub(r"〔[^〔〕]*〕", "", found.text), flags=re.MULTILINE)
    assert not re.search(r"\d", body)
    assert name.split("20", maxsplit=1)[0] not in found.text
    assert found.figures
    assert len({mark for mark, _ in found.names}) == len(found.names)
    assert all(word in library_texts()[name] for _, word in found.names)


@pytest.mark.parametrize("name", sorted(library_texts()))
def test_parts_are_masked_alike(name: str) -> None:
    """A part's text and heading have the marks of the whole sample."""
    text = library_texts()[name]
    whole = mask(text)
    for part, plain in zip(masked_parts(text), split(text), strict=True):
        assert (part.kind, part.role, part.start) == (plain.kind, plain.role, plain.start)
        assert all(line in whole for line in part.text.split("\n"))
        assert part.heading in whole
