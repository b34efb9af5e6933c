"""The form: a workbook that is read without a mapping, and that any facts file fits into."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.documents.checklist import lay_out
from assistant.errors import LedgerError
from assistant.facts.json_nodes import json_nodes
from assistant.facts.loading import notation_of, read_facts_file
from assistant.facts.nodes import Mapping, NotationError
from assistant.facts.yaml_nodes import yaml_nodes
from assistant.files.shipped import shipped
from assistant.ledgers.cells import places
from assistant.ledgers.mapping import Entry, flow, plain_value, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from assistant.ledgers.cells import Book, Grid

_DIGITS = 15  # that a spreadsheet keeps
_ROWS = 500  # that the form is laid out for


def _form() -> dict[str, Any]:
    form: dict[str, Any] = shipped(__file__, "template.toml")
    return form


def template(facts: str | PathLike[str] | None = None) -> bytes:
    """The form, filled from a facts file where one is given, else with an example row."""
    from openpyxl import Workbook

    form = _form()
    root = Entry(facts=[Entry(form["example"])], document=Entry())
    if facts is not None:
        text = read_facts_file(facts)[1]
        node = json_nodes(text) if notation_of(facts) == "json" else yaml_nodes(text)
        root = Entry(plain_value(node)) if isinstance(node, Mapping) else Entry()
    book = Workbook()
    helped = book.worksheets[0]
    helped.title = form["help_sheet"]
    helped.column_dimensions["A"].width = 100
    for line in form["help"]:
        helped.append([line])
    page = book.create_sheet(form["document_sheet"])
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 14, 60
    for row, (key, head) in enumerate(form["document"].items(), 1):
        page.cell(row, 1, head)
        _put(page.cell(row, 2), key, root["document"].get(key))
    _facts_sheet(book.create_sheet(form["facts_sheet"]), list(_rows(root["facts"])))
    return saved(book)


def _rows(facts: list[Entry], parent: str = "") -> list[Entry]:
    """A row a fact, parts behind their whole with its id; ids that were left out are given."""
    rows: list[Entry] = []
    taken = {text_of(fact["id"]) for fact in facts if "id" in fact}
    free = (name for n in range(1, 2 * len(facts) + 1) if (name := f"f{n}") not in taken)
    for fact in facts:
        name = text_of(fact["id"]) if fact.get("id") is not None else next(free)
        rows.append(Entry({**fact, "id": name, "parent": parent or None}))
        rows += _rows(fact.get("parts") or [], f"{parent}/{name}".strip("/"))
    return rows


def _facts_sheet(page: Worksheet, rows: list[Entry]) -> None:
    """The facts as a named table, with what its columns may hold: one of a list, a number, a day."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table, TableStyleInfo

    form = _form()
    heads = form["facts"]
    page.append(list(heads.values()))
    choices = {key: [form["yes"], form["no"]] for key in form["booleans"]} | form["choices"]
    for column, key in enumerate(heads, 1):
        for row, fact in enumerate(rows, 2):
            _put(page.cell(row, column), key, fact.get(key))
        letter = get_column_letter(column)
        rule = None
        if key in choices:
            rule = DataValidation("list", formula1=f'"{",".join(choices[key])}"')
        elif key in form["numbers"] and key != "value":
            rule = DataValidation("decimal", "between", "-1E+24", "1E+24")
        elif (
            key in form["days"]
        ):  # 3.10 is a number, but no day; a month or a span is a text with -
            day = f'OR(AND(ISNUMBER({letter}2),{letter}2>366),ISNUMBER(FIND("-",{letter}2)))'
            rule = DataValidation("custom", formula1=day, error=form["day_error"])
        if rule is not None:
            rule.allowBlank = rule.showErrorMessage = True
            rule.add(f"{letter}2:{letter}{max(_ROWS, len(rows) + 100)}")
            page.add_data_validation(rule)
    printable(page, form["facts_sheet"], [26 if key in form["wide"] else 11 for key in heads])
    end = f"{get_column_letter(len(heads))}{max(2, len(rows) + 1)}"
    table = Table(displayName=form["table"], ref=f"A1:{end}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    page.add_table(table)


def _put(cell: Any, key: str, value: Any) -> None:
    """A value as a person types it; what a cell cannot hold exactly is a text."""
    form = _form()
    if value is None:
        cell.number_format = "General" if key in form["numbers"] else "@"
        return
    if isinstance(value, bool):
        value = form["yes"] if value else form["no"]
    elif isinstance(value, dict):
        value = flow(value)
    elif isinstance(value, list):
        simple = key in form["lists"] and all(not isinstance(item, dict) for item in value)
        value = "\n".join(map(text_of, value)) if simple else flow({"a": value})[4:-1]
    if isinstance(value, Decimal | int) and key in form["numbers"]:
        number = Decimal(value)
        if len(number.as_tuple().digits) <= _DIGITS and abs(number.adjusted()) < _DIGITS:
            cell.value = float(number) if places(number) else int(number)
            cell.number_format = f"0.{'0' * places(number)}".rstrip(".")
            return
    cell.value = text_of(value)
    cell.data_type, cell.number_format = "s", "@"


def is_template(book: Book) -> bool:
    """Whether a workbook is the form: its sheet of facts has the form's first heads."""
    form = _form()
    grid = next((grid for grid in book.grids if grid.name == form["facts_sheet"]), None)
    heads = list(form["facts"].values())[:5]
    return grid is not None and [grid.at(1, column).text for column in range(1, 6)] == heads


def read_template(book: Book) -> tuple[Entry, list[Entry]]:
    """The document and the facts of a filled form; example rows are left out."""
    form = _form()
    document = Entry()
    names, heads = ({head: key for key, head in form[of].items()} for of in ("document", "facts"))
    for grid in (grid for grid in book.grids if grid.name == form["document_sheet"]):
        keys = {row: names.get(grid.at(row, 1).text, "") for row in range(1, grid.height + 1)}
        document |= _entry(grid, {key: (row, 2) for row, key in keys.items()})
    grid = book.grid(form["facts_sheet"])
    columns = {heads.get(grid.at(1, c).text, ""): c for c in range(1, grid.width + 1)}
    by_id: dict[str, Entry] = {}
    facts: list[Entry] = []
    for row in range(2, grid.height + 1):
        fact = _entry(grid, {key: (row, column) for key, column in columns.items()})
        if not fact or text_of(fact.get("id", "")).startswith(form["example_mark"]):
            continue
        parent = text_of(fact.pop("parent", ""))
        if parent and parent not in by_id:
            found, advice = f"没有编号是“{parent}”的行", "请核对上级编号,总数要写在分项前面"
            raise LedgerError(found, path=book.path, place=grid.place(row, 2), advice=advice)
        by_id[f"{parent}/{text_of(fact.get('id', row))}".strip("/")] = fact
        (by_id[parent].setdefault("parts", []) if parent else facts).append(fact)
    return document, facts


def _entry(grid: Grid, keys: dict[str, tuple[int, int]]) -> Entry:
    """The keys with the values that stand at their places, without those that are empty."""
    found = {key: _read(grid, *place, key) for key, place in keys.items() if key}
    return Entry({key: value for key, value in found.items() if value is not None})


def _read(grid: Grid, row: int, column: int, key: str) -> Any:
    form, cell, text = _form(), grid.at(row, column), grid.at(row, column).text
    place = grid.place(row, column)
    value: Any = text or None
    if cell.trouble:
        advice = "请直接写上值"
        raise LedgerError(f"这一格是{text}", path=grid.file, place=place, advice=advice)
    if isinstance(cell.value, date):
        value = cell.value.isoformat()
    elif isinstance(cell.value, Decimal):  # 19.90 by its format keeps its zero
        value = Decimal(str(cell.value))
        shown = len(cell.format.partition(".")[2]) if cell.format.startswith("0") else 0
        value = value.quantize(Decimal(1).scaleb(-shown)) if shown > places(value) else value
    elif text and key in form["lists"]:
        value = [line.strip() for line in text.splitlines() if line.strip()]
    elif key in form["booleans"] and text in {form["yes"], form["no"]}:
        value = text == form["yes"]
    elif text and key in form["parsed"]:  # a number, or a span or list as the facts file writes it
        try:
            node = yaml_nodes(text)
        except NotationError as error:
            found, advice = f"“{text[:40]}”看不懂", error.advice
            raise LedgerError(found, path=grid.file, place=place, advice=advice) from error
        value = text if node is None else plain_value(node)
    return value


def printable(page: Worksheet, title: str, widths: Iterable[float]) -> None:
    """Lays a sheet out for A4 lying: all columns on a page, lines, the head bold and on every page."""
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    for cells in page.iter_rows():
        for cell in cells:
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment("center", "center", wrap_text=True)
            cell.font = Font(bold=cell.row == 1)
    lay_out(page, widths)
    page.freeze_panes, page.print_options.horizontalCentered = "C2", True
    if page.oddHeader is not None:
        page.oddHeader.center.text, page.oddHeader.center.size = title, 16


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook; what a person wrote never becomes a formula."""
    for page in book.worksheets:
        for cells in page.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
