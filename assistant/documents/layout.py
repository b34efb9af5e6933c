"""The layout of official documents: values from layout.yaml, which an office may override."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from assistant.errors import DocumentError
from assistant.files.office import office_file, office_yaml
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from pathlib import Path

Value: TypeAlias = "str | bool | Decimal"

_TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
_LIMIT = 64 * 1024
_LONGEST_NAME = 60
_EXAMPLE = "例如两行:line: 换行后缩进两格写 pitch: 28"
SAME_FONT = "同中文"
PAGE_WORD = "页码"


@dataclass(frozen=True, slots=True)
class Layout:
    """The values of a layout, by ``group.key`` as in layout.yaml.

    Attributes:
        values: every value; numbers in the unit that layout.yaml states.
        clauses: the clause of GB/T 9704-2012 that each value follows.
    """

    values: Mapping[str, Value]
    clauses: Mapping[str, str]

    def text(self, key: str) -> str:
        """A name: a font, a form, a choice."""
        return str(self.values[key])

    def flag(self, key: str) -> bool:
        """A yes or no."""
        return self.values[key] is True

    def number(self, key: str) -> Decimal:
        """A number in its own unit."""
        return Decimal(self.values[key])

    def count(self, key: str) -> int:
        """A whole number of lines."""
        return int(self.number(key))

    def twips(self, key: str) -> int:
        """A length of millimetres (``page.*``), characters or points, in 1/20 points."""
        number = self.number(key)
        if key.startswith("page."):
            scale = _TWIPS_PER_MM
        elif key.startswith(("indent.", "signature.", "attachment_note.")):
            scale = Decimal(self.character)
        else:
            scale = Decimal(20)
        return int((number * scale).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def character(self) -> int:
        """The advance of one body character, in 1/20 points."""
        return self.twips("sizes.body") + self.twips("line.spacing")

    def font(self, name: str) -> tuple[str, str]:
        """The Chinese and the Latin font of ``body``, ``title``, ``heading1`` and so on."""
        chinese, latin = self.text(f"fonts.{name}"), self.text("fonts.latin")
        # 7.5 asks for 宋体 digits in the page number, whatever the text's digits are.
        same = latin == SAME_FONT or name == "page_number"
        return chinese, chinese if same else latin


def load_layout(path: str | PathLike[str] | None = None) -> Layout:
    """The layout after GB/T 9704-2012, with what an office's own YAML file lays over it.

    Raises:
        DocumentError: the file is no such YAML, names an unknown key, or a value does not fit.
    """
    standard = _standard()
    values = {key: _read(key, entry["value"], entry) for key, entry in standard.items()}
    clauses = {key: str(entry["clause"]) for key, entry in standard.items()}
    try:
        if path is not None:
            values.update(
                _own_values(office_yaml(path, "版式文件", _LIMIT, DocumentError), standard)
            )
        layout = Layout(MappingProxyType(values), MappingProxyType(clauses))
        _check_page(layout)
    except DocumentError as error:
        place, advice = error.place, error.advice
        raise DocumentError(error.found, path=path, place=place, advice=advice) from error
    return layout


def office_layout_path(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The office's own layout file, None where there is none.

    It is what ``ASSISTANT_LAYOUT`` names, else layout.yaml beside the program's config file.
    """
    return office_file("layout.yaml", "ASSISTANT_LAYOUT", environ)


def office_layout() -> Layout:
    """The layout that documents are written in: the office's own, else the standard's.

    Raises:
        DocumentError: the office's file does not fit.
        InputError: the file that ``ASSISTANT_LAYOUT`` names cannot be read.
    """
    return load_layout(office_layout_path())


@cache
def _standard() -> dict[str, dict[str, object]]:
    groups = shipped(__file__, "layout.yaml")
    return {
        f"{group}.{key}": entry for group, keys in groups.items() for key, entry in keys.items()
    }


def _own_values(groups: object, standard: dict[str, dict[str, object]]) -> dict[str, Value]:
    if groups is None:
        return {}
    if not isinstance(groups, dict):
        raise DocumentError("版式文件应当是“组: 项: 值”的形式", advice=_EXAMPLE)
    own: dict[str, Value] = {}
    for group, keys in groups.items():
        if not isinstance(keys, dict):
            raise _unknown(f"{group}", standard)
        for name, value in keys.items():
            key = f"{group}.{name}"
            if key not in standard:
                raise _unknown(key, standard)
            bare = value.get("value") if isinstance(value, dict) else value
            own[key] = _read(key, bare, standard[key])
    return own


def _unknown(key: str, standard: dict[str, dict[str, object]]) -> DocumentError:
    near = difflib.get_close_matches(key, standard, n=1, cutoff=0.5)
    advice = f"是不是要写 {near[0]}" if near else f"可用的项见版式说明;{_EXAMPLE}"
    return DocumentError("没有这个版式项", place=key, advice=advice)


def _read(key: str, value: object, entry: dict[str, object]) -> Value:
    """``value`` in the type of the standard's own, within its bounds."""
    model, choices = entry["value"], entry.get("choices")
    if isinstance(model, bool):
        if isinstance(value, bool):
            return value
        raise _misfit(key, value, "应当是 true 或 false")
    if isinstance(model, int | float):
        return _number(key, value, entry)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_NAME:
        raise _misfit(key, value, "应当是文字")
    if isinstance(choices, list) and value not in choices:
        raise _misfit(key, value, f"只能是:{'、'.join(choices)}")
    if key == "page_number.form" and value.count(PAGE_WORD) != 1:
        raise _misfit(key, value, f"应当含“{PAGE_WORD}”两个字一次,如:— {PAGE_WORD} —")
    return value.strip()


def _number(key: str, value: object, entry: dict[str, object]) -> Decimal:
    low, high = Decimal(str(entry["min"])), Decimal(str(entry["max"]))
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    number = Decimal(str(value)) if plain else Decimal("NaN")
    if not number.is_finite() or not low <= number <= high:
        wanted = f"应当是 {low} 到 {high} 之间的数字,单位{entry['unit']}"
        raise _misfit(key, value, wanted)
    return number


def _misfit(key: str, value: object, wanted: str) -> DocumentError:
    return DocumentError(f"“{str(value)[:_LONGEST_NAME]}”不合要求", place=key, advice=wanted)


def _check_page(layout: Layout) -> None:
    """The margins leave room for a line of text."""
    width = layout.twips("page.width") - layout.twips("page.left") - layout.twips("page.right")
    height = layout.twips("page.height") - layout.twips("page.top") - layout.twips("page.bottom")
    room = 5
    if width < room * layout.character or height < room * layout.twips("line.pitch"):
        raise DocumentError("页边距太大,版心放不下文字", place="page", advice="请改小页边距")
