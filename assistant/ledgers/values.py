"""What a cell says: a number with its unit, a day, or nothing. What it does not say is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.ledgers.cells import bare, is_scaled, literal, plain
from assistant.ledgers.words import is_unit, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Cell

_NUMBER = re.compile(
    r"([-+]?)((?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?)\s*([^\d\s.,+-].*)?"
)
_PLACES = re.compile(r"\.([0#?]+)")
_MOST_DIGITS = 28
_DATES = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[日号.]?(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<y>\d{4})[-./年](?P<m>\d{1,2})月?",
        r"(?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[日号]?",
        r"(?P<m>\d{1,2})月份?",
    )
)
# As numbers, 3.1 and 3.10 are the same: a text file does not tell which was meant.
_CUT_DAYS = frozenset(("1", "2", "3"))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class UnreadError(Exception):
    """A cell that does not say what its column wants; ``found`` and ``advice`` are in Chinese."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found)
        self.found, self.advice = found, advice


class Reading(NamedTuple):
    """A number as a cell gives it.

    Attributes:
        unit: the cell's own unit (10家, 98.5%), empty where it has none.
        bound: ``at_most`` and the like, empty for an exact value.
        fraction: written without a percent sign and between -1 and 1.
        exact: the value before it was rounded to what the cell shows (computed cells alone).
    """

    value: Decimal
    unit: str = ""
    bound: str = ""
    fraction: bool = False
    exact: Decimal = Decimal(0)


def read_number(cell: Cell) -> Reading | None:
    """The number of a cell; None where it tells none (empty, —, 无).

    Raises:
        UnreadError: it is a formula without value, an error, a day, or a text that is no number.
    """
    value = cell.value
    if cell.trouble == "formula":
        advice = "请用 Excel 或 WPS 打开后保存一次,或加 --compute 由 LibreOffice 计算"
        raise UnreadError("公式没有存下算出的值", advice)
    if cell.trouble:
        raise UnreadError(f"公式出错,值是 {cell.text}", "请在台账里改正公式")
    if value is None or cell.empty:
        return None
    if isinstance(value, date):
        raise UnreadError(f"应是数字,格子里是日期 {cell.text}", "请把格式改为数值,核对这个数")
    if isinstance(value, Decimal):
        return _stored(value, cell)
    if any(unicodedata.category(sign) == "No" for sign in value):  # 20① and 20² are not 201 and 202
        raise UnreadError(f"数字旁边有注码,写的是“{value[:40]}”", "请删去注码,只写数字")
    return _written(unicodedata.normalize("NFKC", value).replace("\u2212", "-").strip())


def _stored(value: Decimal, cell: Cell) -> Reading:
    form, shape = cell.format, bare(cell.format)
    if is_scaled(form):
        found = f"数字格式 {form} 把存的数 {value:f} 缩小了显示,分不清哪个是要的"
        raise UnreadError(found, "请把格式改为普通数值")
    unit = literal(form).strip("¥￥$ ")
    unit = unit if is_unit(unit) else ""
    if "%" in shape:
        value, unit = value * 100, "%"
    exact = value
    if cell.computed and form.lower() not in {"", "general", "@"} and not set("E/") & set(shape):
        shown = _PLACES.search(shape)  # a reckoned value is what the format shows
        wanted = len(shown[1]) if shown else 0
        if -int(value.as_tuple().exponent) > wanted:
            value = value.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP)
    fraction = not unit and 0 < abs(value) <= 1
    return Reading(Decimal(plain(value)), unit, "", fraction, exact)


def _written(text: str) -> Reading | None:
    if text in words().none:
        return None
    bound, body = _bounded(text)
    match = _NUMBER.fullmatch(body)
    rest = (match[3] or "").strip() if match else ""
    if match is None or (rest and not is_unit(rest)) or len(match[2]) > _MOST_DIGITS:
        raise UnreadError(
            f"应是数字,写的是“{text[:40]}”", "请只写阿拉伯数字(可带单位);没有的留空或写“—”"
        )
    value = Decimal(match[1] + match[2].replace(",", ""))
    return Reading(value, rest, bound, not rest and 0 < abs(value) <= 1, value)


def _bounded(text: str) -> tuple[str, str]:
    for word, bound in words().bounds.items():
        if text.startswith(word):
            return bound, text[len(word) :].strip()
        if text.endswith(word):
            return bound, text[: -len(word)].strip()
    return "", text


def is_day_text(text: str) -> bool:
    """Whether a text has the form of a day with its year, or of a month and a day in words."""
    return any(form.fullmatch(text) for form in _DATES[:1]) or (
        "月" in text and "日" in text and _DATES[3].fullmatch(text) is not None
    )


class Day(NamedTuple):
    """A day, or a month where ``day`` is None."""

    year: int
    month: int
    day: int | None


def read_day(cell: Cell, year: int | None, *, texts: bool = False) -> Day | None:
    """The day of a cell; None where it tells none.

    Args:
        cell: the cell.
        year: the year of the ledger, for 3月5日; None where it is not known.
        texts: the file has no types (.csv).

    Raises:
        UnreadError: a number like 3.10 (which is 3.1), a serial number, a text that is no day.
    """
    if cell.trouble:
        raise UnreadError(f"应是日期,格子里是{cell.text}", "请改正公式,或直接写上日期")
    if cell.empty or cell.value is None:
        return None
    if isinstance(cell.value, date):
        return Day(cell.value.year, cell.value.month, cell.value.day)
    text = unicodedata.normalize("NFKC", cell.text)
    if text in words().none:
        return None
    if isinstance(cell.value, Decimal) and not re.fullmatch(r"(?:19|20)\d{6}", text):
        raise UnreadError(
            f"日期写成了数字 {text}:3.10 这样的数字会变成 3.1,10 日和 1 日分不清",
            "请改成文本或日期,如 2025-3-10",
        )
    match = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    if match is None:
        raise UnreadError(f"应是日期,写的是“{text[:40]}”", "请写成 2025-3-5 或 2025年3月5日")
    if texts and "." in text and "y" not in match.groupdict() and match["d"] in _CUT_DAYS:
        raise UnreadError(
            f"文本台账里的 {text} 分不清是不是 {text}0", "请写成 2025-3-10 这样的日期再导出"
        )
    return _day(match, text, year)


def _day(match: re.Match[str], text: str, year: int | None) -> Day:
    parts = {name: int(digits) for name, digits in match.groupdict().items()}
    found = parts.get("y", year)
    if found is None:
        raise UnreadError(f"日期“{text}”没有年份", "请在映射的 document 里写 period,或补上年份")
    day = parts.get("d")
    try:
        date(found, parts["m"], day or 1)
    except ValueError as error:
        raise UnreadError(f"没有“{text}”这一天", "请核对日期") from error
    if not _FIRST_YEAR <= found <= _LAST_YEAR:
        raise UnreadError(f"日期“{text}”的年份不对", "请核对日期")
    return Day(found, parts["m"], day)
