"""From text to mentions and quantities: the reader of Chinese figures."""

from assistant.extraction.mentions import read_mentions
from assistant.extraction.normal import same_reading
from assistant.extraction.numerals import parse_chinese_number, render_chinese_number, render_scaled
from assistant.extraction.structure import read_document
from assistant.extraction.units import (
    base_unit,
    compatible,
    factors,
    kind_of_unit,
    occasions,
    quantity_of,
    quantity_of_value,
    unit_class,
    unit_scale,
)

__all__ = [
    "base_unit",
    "compatible",
    "factors",
    "kind_of_unit",
    "occasions",
    "parse_chinese_number",
    "quantity_of",
    "quantity_of_value",
    "read_document",
    "read_mentions",
    "render_chinese_number",
    "render_scaled",
    "same_reading",
    "unit_class",
    "unit_scale",
]
