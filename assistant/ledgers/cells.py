"""A workbook in memory: what every cell holds and says. What it does not say is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import LedgerError
from assistant.extraction.units import unit_scale
from assistant.facts.values import date_of
from assistant.files.forms import forms
from assistant.ledgers.words import is_unit, words

if TYPE_CHECKING:
    from assistant.domain import PartialDate

# Bounds: a ledger of an office has a few thousand rows; what is beyond these is none.
MAX_ROWS, MAX_COLUMNS, MAX_BYTES = 200_000, 500, 50 * 1024 * 1024
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_DAY = re.compile("[dy]|a{3}|m(?!m?[:s])|e", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?])|!\.")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(
    r"([-+]?)((?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?)\s*([^\d\s.,+-].*)?"
)
_PLACES = re.compile(r"\.([0#?]+)")
_MOST_DIGITS = 28
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_FORMS = forms(__file__)
SHORT_YEAR = re.compile(r"(\d\d)(?=([-./．])\d{1,2}\2\d{1,2}(?:\s|$))")
LARGE = {"万", "亿"}
_TYPED = 9  # decimals at most that a person writes; others are cut
_CENTS = 2
_CUT_DAYS = frozenset(("1", "2", "3"))  # as numbers, 3.1 and 3.10 are the same


class Cell(NamedTuple):
    """One cell.

    Attributes:
        value: a number, a text, a day, or None where nothing is stored.
        format: the number format as the file has it; empty for none.
        trouble: ``formula`` (its value was never stored), ``error`` (the value is its text), or empty.
        origin: (row, column) of the merged range's first cell where the value was filled from it.
        span: how many columns the merged range covers that the cell belongs to.
        computed: a formula's stored value.
    """

    value: Decimal | str | date | None = None
    format: str = ""
    trouble: str = ""
    origin: tuple[int, int] | None = None
    span: int = 1
    computed: bool = False

    @property
    def text(self) -> str:
        """What a person reads, for messages and names; spaces around it cut off."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, Decimal):
            return plain(value)
        if isinstance(value, date):
            return f"{value.year}年{value.month}月{value.day}日"
        return "公式(没有存值)" if self.trouble else ""

    @property
    def empty(self) -> bool:
        """Whether nothing stands there, a space at most."""
        value = self.value
        nothing = value is None or (isinstance(value, str) and not value.strip())
        return nothing and not self.trouble


EMPTY = Cell()
_NOTHING: dict[int, Cell] = {}


@dataclass(slots=True)
class Grid:
    """One sheet; rows and columns are counted from 1.

    Attributes:
        rows: the cells that hold something, by row and column.
        merges: (first row, first column, last row, last column) of each merged range.
        hidden_rows, hidden_columns: those that are not shown, by hand or by a filter.
        struck_rows: those with a cell that is struck through.
        texts: a file without types (.csv), where every cell is a text.
        height, width: the last row and column where something stands.
    """

    name: str
    file: str = ""
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    filtered: bool = False
    texts: bool = False
    height: int = 0
    width: int = 0

    def at(self, row: int, column: int) -> Cell:
        """The cell of a place; an empty one where nothing stands."""
        return self.rows.get(row, _NOTHING).get(column, EMPTY)

    def line(self, row: int) -> list[Cell]:
        """The cells of a row that are not empty, from left to right."""
        return [cell for _, cell in sorted(self.rows.get(row, _NOTHING).items()) if not cell.empty]

    def put(self, row: int, column: int, cell: Cell, *, struck: bool = False) -> None:
        """Sets a cell, which may be struck through; LedgerError beyond the bounds."""
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise LedgerError(
                f"内容到了第 {row} 行第 {column} 列,超过上限({MAX_ROWS} 行、{MAX_COLUMNS} 列)",
                path=self.file,
                place=f"工作表“{self.name}”",
                advice="请删去多余的行列,或把台账分成几份",
            )
        self.rows.setdefault(row, {})[column] = cell
        if struck:
            self.struck_rows.add(row)
        self.height, self.width = max(self.height, row), max(self.width, column)

    def fill(self) -> None:
        """Gives every cell of a merged range the value of its first one, and its origin."""
        for top, left, bottom, right in self.merges:
            first = self.at(top, left)
            span = min(right, max(self.width, left)) - left + 1
            if first.empty:
                continue
            filled = first._replace(origin=(top, left), span=span)
            for row in range(top, min(bottom, self.height) + 1):
                self.rows.setdefault(row, {}).update(
                    dict.fromkeys(range(left, left + span), filled)
                )
            self.rows[top][left] = first._replace(span=span)

    def place(self, row: int, column: int) -> str:
        """A cell for a message: ``工作表“发稿”B5``."""
        return f"工作表“{self.name}”{address(row, column)}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: ``name`` is the file's without its folder, ``kind`` xlsx, xls or csv by content."""

    path: str
    name: str
    kind: str
    grids: tuple[Grid, ...]

    def grid(self, name: str) -> Grid:
        """The sheet of that name; LedgerError where there is none."""
        found = next((grid for grid in self.grids if grid.name.strip() == name.strip()), None)
        if found is None:
            advice = f"这个文件里的工作表有:{'、'.join(grid.name for grid in self.grids)}"
            raise LedgerError(f"没有工作表“{name}”", path=self.path, advice=advice)
        return found


def letters(column: int) -> str:
    """The letters of a column counted from 1: 28 is AB."""
    word = ""
    while column:
        column, rest = divmod(column - 1, 26)
        word = chr(65 + rest) + word
    return word


def address(row: int, column: int) -> str:
    """The address of a cell: (5, 2) is B5."""
    return f"{letters(column)}{row}"


def row_column(text: str) -> tuple[int, int] | None:
    """The row and column of an address like B5 or $B$5; None where it is none."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match[2]) == 0:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def plain(value: Decimal) -> str:
    """A number without exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(value: Decimal) -> int:
    """How many decimal places a value has."""
    return max(0, -int(value.as_tuple().exponent))


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half-up to that many places."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@cache
def bare(form: str) -> str:
    """A number format without its literal texts, colours and fillers; its first section."""
    return _LITERAL.sub("", form.partition(";")[0])


@cache
def literal(form: str) -> str:
    """The literal text of a number format: 家 of ``0"家"``."""
    return "".join(a or b for a, b in _LITERAL.findall(form.partition(";")[0])).strip()


def dated(value: float, form: str, *, late: bool = False) -> Decimal | str | date:
    """A stored number under its format: a day where that shows one (``late``: counted from 1904)."""
    if form and form.lower() not in {"general", "@"} and "通用" not in form:
        first, last = (0, 60_000) if late else (1, 73_050)
        if _DAY.search(bare(form)) and first <= value <= last:
            early = date(1899, 12, 31 if value < 60 else 30)  # noqa: PLR2004 - 1900 had no 29 February
            return (date(1904, 1, 1) if late else early) + timedelta(int(value))
        if _CLOCK.search(bare(form)) and 0 <= value < 1:
            minutes = round(value * 1440)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
    text = f"{value:.15g}"  # the digits that a spreadsheet shows
    return Decimal(plain(Decimal(text)) if "e" in text else text)


def unscaled(unit: str) -> str:
    """A unit without 万 and 亿, which tell only how large: 万元 is 元."""
    return unit.lstrip("万亿") or unit


class UnreadError(LedgerError):
    """A cell that does not say what its column wants; its place is not yet told."""


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

    def in_unit(self, unit: str) -> Reading:
        """The same in a unit that is as large or larger by 万 or 亿: 1.2亿元 is 12000万元; else as it is."""
        if not self.unit or not unit or self.unit == unit or unscaled(self.unit) != unscaled(unit):
            return self
        by = unit_scale(self.unit) / unit_scale(unit)
        value = Decimal(plain(self.value * by))
        return self._replace(value=value, exact=self.exact * by, unit=unit)


def read_number(cell: Cell, unit: str = "") -> Reading | None:
    """The number of a cell; None where it tells none (empty, —, 无); UnreadError for all else.

    In a column of a ``unit`` 万 alone is told in it: 16.8万 under 万人.
    """
    value = cell.value
    if cell.trouble == "formula":
        advice = "请用 Excel 或 WPS 打开后保存一次;导入台账时也可加 --compute"
        raise UnreadError("公式没有存下算出的值", advice=advice)
    if cell.trouble:
        raise UnreadError(f"公式出错,值是 {cell.text}", advice="请在台账里改正公式")
    if value is None or cell.empty:
        return None
    if isinstance(value, date):
        found = f"应是数字,格子里是日期 {cell.text}"
        raise UnreadError(found, advice="请把格式改为数值,核对这个数")
    if isinstance(value, Decimal):
        return _stored(value, cell)
    if any(unicodedata.category(sign) == "No" for sign in value):  # 20① and 20² are not 201 and 202
        found = f"数字旁边有注码,写的是“{value[:40]}”"
        raise UnreadError(found, advice="请删去注码,只写数字")
    return _written(unicodedata.normalize("NFKC", value).replace("\u2212", "-").strip(), unit)


def _stored(value: Decimal, cell: Cell) -> Reading:
    form, shape = cell.format, bare(cell.format)
    if "!." in form or _SCALED.search(_LITERAL.sub("", form)):
        found = f"数字格式 {form} 把存的数 {value:f} 缩小了显示,分不清哪个是要的"
        raise UnreadError(found, advice="请把格式改为普通数值")
    unit = literal(form).strip("¥￥$ ")
    unit = unit if is_unit(unit) else ""
    if "%" in shape:
        value, unit = value * 100, "%"
    exact, reckoned = value, cell.computed or places(value) > _TYPED
    if reckoned and form.lower() not in {"", "general", "@"} and not set("E/") & set(shape):
        shown = _PLACES.search(shape)  # a reckoned value is what the format shows
        wanted = max(len(shown[1]) if shown else 0, 0 if cell.computed else _CENTS)
        value = rounded(value, wanted) if places(value) > wanted else value
    return Reading(Decimal(plain(value)), unit, "", not unit and 0 < abs(value) <= 1, exact)


def _written(text: str, unit: str) -> Reading | None:
    if text in words().none:
        return None
    bound, body = "", text
    for word, kind in words().bounds.items():
        if text.startswith(word) or text.endswith(word):
            cut = text.removeprefix(word) if text.startswith(word) else text.removesuffix(word)
            bound, body = kind, cut.strip()
            break
    match = _NUMBER.fullmatch(body)
    rest = (match[3] or "").strip() if match else ""
    rest += unscaled(unit) if rest in LARGE and unit else ""
    if match is None or (rest and not is_unit(rest)) or len(match[2]) > _MOST_DIGITS:
        advice = "请只写阿拉伯数字(可带单位);没有的留空或写“—”"
        raise UnreadError(f"应是数字,写的是“{text[:40]}”", advice=advice)
    value = Decimal(match[1] + match[2].replace(",", ""))
    return Reading(value, rest, bound, not rest and 0 < abs(value) <= 1, value)


class Day(NamedTuple):
    """A day, or a month where ``day`` is None."""

    year: int
    month: int
    day: int | None


def day_of(text: str, short: frozenset[int] = frozenset()) -> PartialDate | None:
    """The month or day that a text tells in any spelling of an office, perhaps without its year.

    ``short`` are the years that may be written with two digits: 25.3.5.
    """
    if not text.lstrip()[:1].isdigit():
        return None
    text = words().daytime.sub("", unicodedata.normalize("NFKC", text).strip())
    if span := _FORMS.span.fullmatch(
        text
    ):  # from one day to another of its year: it is of the first
        text = span["first"] if span["last"][:4] == text[:4] or not span["year"] else ""
    text = _COMPACT.sub(r"\1-\2-\3", text) if _COMPACT.fullmatch(text) else text
    cut = SHORT_YEAR.match(text) if short else None
    year = next((year for year in short if cut and year % 100 == int(cut[1])), None)
    text = text if year is None else f"{year}{text[2:]}"
    if not _FORMS.parted.search(text):
        return None
    found = date_of(_FORMS.parted.sub("-", text.replace("月份", "月")).rstrip("日号.-"))
    return found if found and found.month else None


def is_day_text(text: str) -> bool:
    """Whether a text has the form of a day with its year, or of a month and a day in words."""
    found = day_of(text)
    return bool(found and found.day and (found.year or ("月" in text and "日" in text)))


def read_day(
    cell: Cell, year: int | None, *, texts: bool = False, short: frozenset[int] = frozenset()
) -> Day | None:
    """The day of a cell; None where it tells none; UnreadError for 3.10 as a number and what is no day.

    ``year`` is the ledger's, for 3月5日; ``texts`` a file without types (.csv); ``short`` as for
    :func:`day_of`.
    """
    if cell.trouble:
        raise UnreadError(f"应是日期,格子里是{cell.text}", advice="请改正公式,或直接写上日期")
    if isinstance(cell.value, date):
        return Day(cell.value.year, cell.value.month, cell.value.day)
    text = unicodedata.normalize("NFKC", cell.text)
    if not text or text in words().none:
        return None
    if isinstance(cell.value, Decimal) and not _COMPACT.fullmatch(text):
        found = f"日期写成了数字 {text}:3.10 这样的数字会变成 3.1,10 日和 1 日分不清"
        raise UnreadError(found, advice="请改成文本或日期,如 2025-3-10")
    told = day_of(text, short)
    if told is None or told.month is None:
        advice = "请写成 2025-3-5 或 2025年3月5日"
        raise UnreadError(f"应是日期,写的是“{text[:40]}”", advice=advice)
    if texts and "." in text and told.year is None and text.rpartition(".")[2] in _CUT_DAYS:
        advice = "请写成 2025-3-10 这样的日期再导出"
        raise UnreadError(f"文本台账里的 {text} 分不清是不是 {text}0", advice=advice)
    if told.year is None and year is None:
        advice = "请在映射的 document 里写 period,或补上年份"
        raise UnreadError(f"日期“{text}”没有年份", advice=advice)
    return Day(told.year or year or 0, told.month, told.day)
