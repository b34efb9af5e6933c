"""Reading every mention of a text in one pass.

A regular expression finds the places where a numeral may stand; at each, the readers are asked
in the order of the table below, and the first that has an answer takes the mention. A numeral
that no reader can read becomes an unread mention: nothing is passed over in silence.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind, altered
from assistant.extraction.behind import read_unit, read_wrapped
from assistant.extraction.clock import read_clock
from assistant.extraction.counts import read_count, read_pair
from assistant.extraction.dates import read_date, read_lunar
from assistant.extraction.exemption import Zone, exempt_by_place, exempt_by_words, zones
from assistant.extraction.folding import TURNING, fold
from assistant.extraction.lexicon import Phrase, families, forms, lexicon, tables, user_lexicon
from assistant.extraction.lists import refuse_cut, share_units
from assistant.extraction.names import (
    read_code,
    read_document_number,
    read_roman,
    read_school,
    read_sign,
    read_spelt,
    read_word,
    word_end,
)
from assistant.extraction.normal import normalise, one_comma
from assistant.extraction.numbers import Number, run_end
from assistant.extraction.ordinals import (
    read_enumerator,
    read_first_place,
    read_grade,
    read_list_number,
    read_ordinal,
    read_top,
)
from assistant.extraction.places import read_title, read_top_word
from assistant.extraction.reading import Reading, View
from assistant.extraction.redactions import read_redaction
from assistant.extraction.shares import read_discount, read_doubled, read_share
from assistant.extraction.signs import ODD
from assistant.extraction.units import own_units, unit_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.domain import Mention
    from assistant.extraction.folding import Folded

_CN = "〇零一二两三四五六七八九十百千万亿廿卅卌"
_NOTES = "⁰¹²³⁴-⁹₀-₉"
_SIGNS = "¼-¾⅐-ↈ↉"
# The first two characters of the titles that are places: 冠军, 垫底.
_HEADS, _SECOND = ({title[at] for title in tables("cues.toml")["rank"]["titles"]} for at in (0, 1))
# Where a numeral may stand: behind a sign of the first set always, of the others where what follows tells.
_ALWAYS = rf"0-9{_CN}A-Za-z_半几第*×□■▢◻?#{_SIGNS}{ODD}{TURNING}{_NOTES}俩仨翻"
_PLACE = re.compile(
    rf"[{_ALWAYS}前首榜上下后数(\[〔【~减{''.join(sorted(_HEADS))}对正冬腊某](?:(?<=[{_ALWAYS}])|(?<=前)(?=[0-9{_CN}])"
    rf"|(?<=[首榜])(?=[位名首])|(?<=[上下前后])(?=半年|一半[比较多少高低])|(?<=数)(?=[十百千万亿次名个天月年项家人])"
    rf"|(?<=[(\[〔【])(?=[ ]?[0-9{_CN}])|(?<=\()(?=[ _]{{0,12}}\))|(?<=~)(?=[~年月日0-9万元人])"
    rf"|(?<=减)(?=半)|(?<=[{''.join(sorted(_HEADS))}])(?=[{''.join(sorted(_SECOND))}])|(?<=对)(?=折)|(?<=[正冬腊])(?=月)|(?<=某)(?=某))"
)
_DIGITS = frozenset("0123456789")
_ODD_RUN = frozenset((ODD, *"0123456789."))
_NUMERALS = frozenset(_CN)
# Numerals, and the signs of which one stands right behind them, or behind a blank, in the forms of a
# reader: a time of day, a number left out, a date, an enumerator, a grade, a share.
_RUN = re.compile(rf"[0-9{_CN}○]*(?:\.[0-9]+)?")
_CLOCK, _STRUCK = frozenset("点时:"), frozenset("xX×*_~□■▢◻某?#Nn")
_DATED, _ENUMERATED = frozenset("年月日季后世-—~至到、/／."), frozenset(" .、)是要")
_GRADED, _SHARED = frozenset("、和等星甲乙丙级AaＡ"), frozenset("分/:比开成半")
_MANY_BEFORE = frozenset("人次总分指函参倍户件个少多岁层基读系页位字无代术计级算整实题票奇偶负正")
_PHRASE_REASON = {
    Exemption.TERM: "固定说法或口号,不作数量核对",
    Exemption.NAME: "名称里的数字,不作数量核对",
    Exemption.VAGUE: "泛指,不是确切数量",
    Exemption.IDIOM: "成语或惯用语,不是数量",
}
_FORMS = forms(__file__)
_UNKNOWN = Number(0, 0, Decimal(2), Decimal(9), Decimal(1), chinese=True, single=True)


def read_mentions(
    text: str, terms: tuple[str, ...] = (), units: tuple[str, ...] = ()
) -> tuple[Mention, ...]:
    """Every mention of ``text`` that bears a numeral, in order and without overlap.

    Args:
        text: any text; it may hold line ends.
        terms: the user's own names and slogans, whose numerals are no claims.
        units: the facts' own units, which are read whole where no table knows them.
    """
    folded = fold(text)
    norm = one_comma(normalise(folded.norm))
    view = View(
        folded.norm, norm, user_lexicon(tuple(terms)) if terms else None, own_units(units) or None
    )
    readings: list[Reading] = []
    at, floor = 0, 0
    while (match := _PLACE.search(norm, at)) is not None:
        place = match.start()
        reading = _read(view, place, floor)
        if reading is None:
            word = norm[place].isascii() and norm[place].isalpha()
            at = word_end(view, place) if word else place + 1
            continue
        readings.append(reading)
        at = floor = reading.end
    readings = refuse_cut(view, readings)
    share_units(norm, readings)
    _exempt(view, readings)
    return tuple(_given(text, folded, readings))


def _given(text: str, folded: Folded, readings: list[Reading]) -> Iterator[Mention]:
    """The mentions at their places in the text as given; what one sign holds is one mention."""
    done = 0
    for reading in readings:
        mention = reading.mention(text if folded.origins is None else folded.norm)
        if folded.origins is not None:
            start, end = folded.span(mention.start, mention.end)
            start = max(start, done)
            begin, stop = folded.span(mention.number_start, mention.number_end)
            mention = altered(
                mention, start=start, end=end, text=text[start:end],
                number_start=max(begin, start), number_end=max(stop, start),
            )  # fmt: skip
            done = end
        yield mention


def _read(view: View, at: int, floor: int) -> Reading | None:
    char = view.norm[at]
    if char in _DIGITS:
        return _read_numeral(view, at, floor, read_code)
    if char in _NUMERALS:
        return (
            _read_below_zero(view, at, floor)
            or _read_numeral(view, at, floor, read_school)
            or Reading(at, run_end(view.norm, at)).refuse("读不出这个数字,请改写")
        )
    if char.isascii() and char.isalpha():
        return _read_letter(view, at)
    reader = _SPECIAL.get(char)
    return read_sign(view, at) if reader is None else reader(view, at, floor)


def _read_numeral(
    view: View, at: int, floor: int, name: Callable[[View, int], Reading | None]
) -> Reading | None:
    """What the numerals at ``at`` are; the sign right behind them says which forms they may have."""
    norm = view.norm
    run = _RUN.match(norm, at)
    end = at if run is None else run.end()
    sign = norm[end : end + 2].lstrip(" ")[:1]
    struck = sign in _STRUCK or "〇〇" in norm[at:end]
    dated = sign in _DATED or norm.startswith("个季", end)
    decimal = "." in norm[at:end] and norm[at - 1 : at] in {"", "\n", " "}
    return (
        (read_list_number(view, at) if decimal else None)
        or (read_clock(view, at) if sign in _CLOCK else None)
        or _phrase(view, at, floor)
        or (read_redaction(view, at) if struck else None)
        or (read_lunar(view, at) if sign == "月" else None)
        or (read_date(view, at, floor) if dated else None)
        or (read_discount(view, at) if sign == "折" else None)
        or (read_enumerator(view, at) if norm[end : end + 1] in _ENUMERATED else None)
        or _family(view, at)
        or (read_grade(view, at) if sign in _GRADED else None)
        or name(view, at)
        or (read_share(view, at, floor) if sign in _SHARED else None)
        or read_count(view, at, floor)
    )


def _read_letter(view: View, at: int) -> Reading | None:
    char = view.norm[at]
    struck = char in "xXNn" and not _latin(view.norm, at)
    return (
        (read_redaction(view, at) if struck else None)
        or (read_top_word(view, at) if char in "tTnN" else None)
        or (read_roman(view, at) if char in "IVXLC" else None)
        or read_spelt(view, at)
        or read_word(view, at)
    )


def _read_below_zero(view: View, at: int, floor: int) -> Reading | None:
    """零下五度 at its 零."""
    if not view.norm.startswith("零下", at):
        return None
    reading = read_count(view, at + 2, floor)
    return reading if reading is not None and reading.start <= at else None


def _read_turning(view: View, at: int, floor: int) -> Reading:  # noqa: ARG001
    return Reading(at, at + 1).refuse(
        "这里有看不见的控制符(改变文字方向一类),所见与所存的数字可能不同,请删去"
    )


def _read_odd(view: View, at: int, floor: int) -> Reading:  # noqa: ARG001
    """Signs of number that no table knows, with the numerals around them."""
    end = at
    while view.norm[end : end + 1] in _ODD_RUN and end < len(view.norm):
        end += 1
    return Reading(at, end).refuse("这里有不常用的数字写法,读不出数值,请改用阿拉伯数字")


def _latin(norm: str, at: int) -> bool:
    """Whether the x at ``at`` belongs to a Latin word."""
    end = at
    while norm[end : end + 1] in {"x", "X", "N", "n"}:
        end += 1
    return (norm[max(0, at - 1) : at].isascii() and norm[max(0, at - 1) : at].isalpha()) or (
        norm[end : end + 1].isascii() and norm[end : end + 1].isalnum()
    )


def _phrase(view: View, at: int, floor: int) -> Reading | None:
    """A phrase of the lexicons whose first numeral stands at ``at``; in 三公里 no 三公 does."""
    end = run_end(view.norm, at)
    for book in (view.own, lexicon()):
        found = book.find(view.norm, at, floor) if book else None
        if found is None:
            continue
        stop = found[0] + len(found[1].text)
        unit = unit_at(view.norm, end) if stop > end else None
        if stop >= end and (unit is None or end + len(unit.name) <= stop or book is view.own):
            return _phrase_reading(found[0], found[1])
    return None


def _phrase_reading(start: int, phrase: Phrase) -> Reading:
    reading = Reading(start, start + len(phrase.text))
    return reading.excuse(phrase.exemption, _PHRASE_REASON[phrase.exemption])


def _family(view: View, at: int) -> Reading | None:
    """A term or name of a family that begins at ``at``: 十八大, 二十届三中全会, 三年行动."""
    found = families().find(view.norm, at)
    if found is None:
        return None
    return Reading(at, found[0]).excuse(found[1], _PHRASE_REASON[found[1]])


def _read_ordinal(view: View, at: int, floor: int) -> Reading | None:
    begin = at + 1 + view.norm.startswith(" ", at + 1)
    phrase = _phrase(view, begin, floor)
    if phrase is not None and phrase.start <= at:
        return phrase
    return read_ordinal(view, at, floor)


def _read_half(view: View, at: int, floor: int) -> Reading | None:
    return _phrase(view, at, floor) or read_share(view, at, floor) or _read_half_unit(view, at)


def _read_half_unit(view: View, at: int) -> Reading:
    """半年, 半天, 半小时, 半个百分点; any other 半 belongs to a set phrase."""
    match = _FORMS.half_unit.match(view.norm, at)
    if match:
        half, kind = Decimal("0.5"), Kind.POINTS if match["points"] else Kind.DURATION
        over = match["over"]  # 半个多月 is between a half and one
        unit = (match["unit"] or match["points"]).replace("多", "")
        return Reading(
            at, match.end(), kind, half, half * 2 if over else half, unit=unit, step=half,
            number_start=at, number_end=at + 1,
            low_open=bool(over), high_open=bool(over), approximator=over,
        )  # fmt: skip
    return Reading(at, at + 1).excuse(Exemption.IDIOM, "成语或惯用语,不是数量")


def _read_some(view: View, at: int, floor: int) -> Reading | None:
    """数十 and 几百 are intervals; 数次 and 几个 say nothing to check."""
    norm = view.norm
    if norm[at] == "数" and at and norm[at - 1] in _MANY_BEFORE:
        return None
    phrase = _phrase(view, at, floor)
    if phrase is not None:
        return phrase
    reading = read_count(view, at, floor)
    if reading is not None:
        return reading
    unit = read_unit(norm, at + 1, _UNKNOWN, view.units)
    if unit is None:
        return None
    return Reading(at, unit.end, unit.kind, unit=unit.name).excuse(
        Exemption.VAGUE, "泛指,不是确切数量"
    )


def _read_bracket(view: View, at: int, floor: int) -> Reading | None:  # noqa: ARG001
    round_one, heads = view.norm[at] == "(", view.norm[at - 1 : at] in {"", "\n"}
    return (
        read_document_number(view, at)
        or (read_redaction(view, at) if round_one else None)
        or (read_enumerator(view, at) if round_one and heads else None)
        or read_wrapped(view, at)
        or (read_enumerator(view, at) if round_one else None)
    )


def _read_first(view: View, at: int, floor: int) -> Reading | None:
    return read_first_place(view, at, floor) or read_title(view, at, floor)


_SPECIAL = {
    "第": _read_ordinal,
    "前": lambda view, at, floor: read_date(view, at, floor) or read_top(view, at),
    "首": _read_first,
    "榜": _read_first,
    **dict.fromkeys("翻减", lambda view, at, floor: read_doubled(view, at)),  # noqa: ARG005
    **dict.fromkeys(_HEADS - {"榜"}, read_title),
    **dict.fromkeys("俩仨", lambda view, at, floor: read_pair(view, at)),  # noqa: ARG005
    **dict.fromkeys("*×~_□■▢◻?#某", lambda view, at, floor: read_redaction(view, at)),  # noqa: ARG005
    **dict.fromkeys(TURNING, _read_turning),
    ODD: _read_odd,
    **dict.fromkeys("正冬腊", lambda view, at, floor: read_lunar(view, at)),  # noqa: ARG005
    "对": lambda view, at, floor: read_discount(view, at),  # noqa: ARG005
    "上": read_date,
    "下": read_date,
    "后": read_date,
    "半": _read_half,
    "几": _read_some,
    "数": _read_some,
    "(": _read_bracket,
    **dict.fromkeys("〔[【", _read_bracket),
}


def _exempt(view: View, readings: list[Reading]) -> None:
    """Marks what is no claim by its place and the words around it."""
    norm = view.norm
    pending = iter(zones(norm))
    zone: Zone | None = next(pending, None)
    floor = 0
    listed: Reading | None = None
    for reading in readings:
        while zone is not None and zone.end <= reading.start:
            zone = next(pending, None)
        inside = zone if zone is not None and zone.start < reading.end else None
        if not exempt_by_place(view, reading, inside) and reading.exempt is None:
            exempt_by_words(norm, reading, floor, listed)
        floor = reading.end
        listed = reading
