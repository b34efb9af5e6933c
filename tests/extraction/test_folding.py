"""One alphabet of numerals: every sign of number in Unicode, and every look-alike of a digit, is seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.extraction import read_mentions, same_reading
from assistant.extraction.folding import fold
from assistant.extraction.lexicon import tables
from assistant.extraction.normal import normalise, one_comma

FRAMES = ("新购无人机{}架。", "完成投资{}万元。", "建于{}年。")
SIGNS = [chr(code) for code in range(0x110000) if unicodedata.numeric(chr(code), None) is not None]
LOOKALIKES = sorted(
    {sign for signs in tables("alphabet.toml")["lookalikes"].values() for sign in signs}
)


def _seen(text: str, sign: str) -> bool:
    at = text.index(sign)
    return any(mention.start <= at < mention.end for mention in read_mentions(text))


def test_every_sign_of_number_is_seen() -> None:
    """Every code point with a numeric value, in three frames: read or unread, none unseen."""
    assert len(SIGNS) > 1800
    unseen = [
        f"U+{ord(sign):04X} {sign}"
        for sign in SIGNS
        for frame in FRAMES
        if not _seen(frame.format(sign), sign)
    ]
    assert unseen == []


def test_no_sign_of_number_is_read_as_another() -> None:
    """What is read of a sign is its value, or nothing."""
    wrong = []
    for sign in SIGNS:
        mention = read_mentions(f"新购无人机{sign}架。")[0]
        value = unicodedata.numeric(sign)
        if mention.low is not None and mention.low == mention.high and mention.exempt is None:
            near = abs(float(mention.low) - value) < 1e-6 * max(1, abs(value))
            if not near and sign != "廾":
                wrong.append((sign, value, mention.low))
    assert wrong == []


def test_every_lookalike_is_seen() -> None:
    """A look-alike of a digit before a measure word, alone and among digits: never passed over."""
    assert len(LOOKALIKES) > 80
    unseen = [
        (sign, frame)
        for sign in LOOKALIKES
        for frame in ("新购无人机{}架。", "完成投资4{}万元。", "新购无人机{}4架。")
        if not _seen(frame.format(sign), sign)
    ]
    assert unseen == []


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("⼗⼋架", "十八架"),
        ("⼀⼆⼋篇", "一二八篇"),
        ("叁架", "三架"),
        ("拾万元", "十万元"),
        ("佰万元", "百万元"),
        ("柒仟捌佰篇", "七千八百篇"),
        ("貳佰陸拾伍篇", "二百六十五篇"),
        ("參架", "三架"),
        ("⁴⁶⁵篇", "465篇"),
        ("₄₆₅篇", "465篇"),
        ("㉟架", "(35)架"),
        ("❽架", "(8)架"),
        ("⒏架", "(8)架"),
        ("㈧架", "(八)架"),
        ("㋄", "5月"),
        ("㏤", "5日"),
        ("５️⃣架", "(5)架"),
        ("🔟架", "(10)架"),
        ("𝟒𝟔𝟓篇", "465篇"),
        ("४६५篇", "465篇"),
        ("4\u200b6\u20605篇", "465篇"),
        ("二O二五年", "二〇二五年"),
        ("二0二五年", "二〇二五年"),
        ("4○5篇", "405篇"),
        ("〡〢〣篇", "123篇"),
    ],
)
def test_one_alphabet(text: str, norm: str) -> None:
    """Radicals, capitals, rings, scripts, widths and zeros of other kinds are one."""
    assert fold(text).norm == norm


@pytest.mark.parametrize(
    "text",
    [
        "加强队伍建设", "收拾残局", "大陆架", "党参种植", "参加会议", "什么", "陆路运输", "油漆面", "放肆",
        "H2O", "O2O平台", "PM2.5", "500ml", "120m²", "VIP客户", "Wi-Fi", "CO₂排放",
    ],
)  # fmt: skip
def test_words_stay_words(text: str) -> None:
    """A capital or a look-alike inside a word is none."""
    assert fold(text).norm == text


@pytest.mark.parametrize("text", ["1O架", "lO架", "3270O人次", "4S5篇", "5⁰⁰篇", "4̶5̶篇", "፩架"])
def test_what_nobody_can_tell_is_unread(text: str) -> None:
    """A letter among digits may be a digit or a slip: it is never read as a number."""
    assert any(mention.unread for mention in read_mentions(text))


def test_a_note_is_not_joined_to_its_number() -> None:
    """455¹ is 455 with a note."""
    (mention,) = read_mentions("发稿455¹篇")
    assert (mention.low, mention.unit, mention.text) == (455, "篇", "455¹篇")


@settings(max_examples=150)
@given(
    st.text(
        alphabet="0123456789０４⑤㊱⼗⼋一十万伍陆拾Oo○〇l⁴½Ⅻ篇架年,，、。a队\u200b\u0336🔟",
        max_size=24,
    )
)
def test_the_way_back_is_kept(text: str) -> None:
    """Mentions stand in order, without overlap, each with the text that it covers."""
    end = 0
    for mention in read_mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        end = mention.end
    folded = fold(text)
    assert folded.origins is None or len(folded.origins) == len(folded.norm)
    assert fold(folded.norm).norm == folded.norm


def test_places_go_there_and_back() -> None:
    """A place of the text as given in the folded one, and back; nothing moves where nothing was folded."""
    plain, folded = fold("发稿4篇"), fold("发\u200b稿⑤篇")
    assert (plain.span(2, 3), plain.place(3), folded.span(1, 1)) == ((2, 3), 3, (1, 1))
    assert (folded.norm, folded.span(2, 5), folded.place(4)) == ("发稿(5)篇", (3, 4), 5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("走访36家,其中12家:新增(含改建)", "走访36家，其中12家：新增（含改建）", True),
        ("受众1,200人", "受众1，200人", False),
        ("受众1,200人", "受众1200人", False),
    ],
)
def test_widths_alone_make_no_other_reading(one: str, other: str, same: bool) -> None:
    """A comma between words is one of either width; between digits it is a sign of its own."""
    assert same_reading(one, other) is same
    if same:
        assert [(m.low, m.unit) for m in read_mentions(one)] == [
            (m.low, m.unit) for m in read_mentions(other)
        ]


@given(
    st.lists(
        st.sampled_from(
            [*"，；：？！（）１％0〇○二三十百兆正正拐ニ①壹O丨—½\u200b年架人元 。", "2½"]
        )
    ).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_no_sign_is_folded_by_the_width_of_what_stands_beside_it(wide: str) -> None:
    """What one reading is made of: narrow marks and digits leave every sign as it was."""
    narrow = wide.translate(str.maketrans("，；：？！（）１％", ",;:?!()1%"))
    one, other = (one_comma(normalise(fold(text).norm)) for text in (wide, narrow))
    assert not same_reading(wide, narrow) or one == other
