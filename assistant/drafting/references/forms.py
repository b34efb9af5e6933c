"""The forms that a figure reference may ask for: ``{money:万}``, ``{articles:余}``."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.files.forms import forms

# 多 is another word for 余, 逾 for 超: people write both.
_APPROXIMATORS = {"余": "余", "多": "余", "近": "近", "约": "约", "超": "超", "逾": "超"}
# The forms in which a value is told with its unit.
WITH_UNIT = (
    *("", "汉字", "万", "亿", "余", "近", "约", "超"),
    *(f"{word}{scale}" for word in "余近约超" for scale in "万亿"),
)
_FORMS = forms(__file__)


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is to be told; the empty form tells it exactly, with its unit.

    Attributes:
        text: as written behind the colon.
        number_only: 数: the number alone, without unit; 万数: with its scale (112.6万);
            汉字数: in Chinese numerals.
        approximator: 余, 近, 约 or 超; empty for the exact value.
        chinese: 汉字: in Chinese numerals.
        scale: 万 or 亿; empty for the ledger's own.
        places: 万2: to so many decimal places at most, half up; None for all.
        clause: 1 to 9: that clause of a statement alone; 0 for the whole.
        date: 月: of a date the month alone; 止: of a span the end alone.
        scale_first: 万余: the scale stands before 余 (5.2万余人; 余万 gives 270余万元).
    """

    text: str = ""
    number_only: bool = False
    approximator: str = ""
    chinese: bool = False
    scale: str = ""
    places: int | None = None
    scale_first: bool = False
    clause: int = 0
    date: str = ""


EXACT = Form()


def parse_form(text: str) -> Form | None:
    """The form that ``text`` names; None where it names none.

    An approximator and a scale may stand together: ``余万``, ``万余``.
    """
    match = _FORMS.form.fullmatch(text)
    if match is None:
        return None
    return Form(
        text=text,
        number_only=match["number"] is not None,
        approximator=_APPROXIMATORS.get(match["approximator"] or match["more"] or "", ""),
        chinese=(match["chinese"] or match["numerals"]) is not None,
        scale=match["scale"] or match["rough"] or match["of"] or match["below"] or "",
        places=int(match["places"]) if match["places"] else None,
        scale_first=match["below"] is not None,
        clause=int(match["clause"] or 0),
        date=match["date"] or "",
    )
