"""Loading the facts file: bytes to text to nodes to facts to a checked sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.domain import FactSheet
from assistant.errors import FactsError, InputError
from assistant.facts.blocks import with_groups
from assistant.facts.checks import check_sheet
from assistant.facts.derived import derive
from assistant.facts.fields import Fields
from assistant.facts.formulas import fill_formulas
from assistant.facts.information import check_section_facts, read_information
from assistant.facts.json_nodes import json_nodes
from assistant.facts.nodes import Mapping, NotationError, Sequence
from assistant.facts.problems import Problems
from assistant.facts.reading import FactReader
from assistant.facts.salvage import salvage
from assistant.facts.spelling import settle
from assistant.facts.yaml_nodes import BrokenYamlError, yaml_nodes
from assistant.files import decode_text, read_bytes

if TYPE_CHECKING:
    from collections.abc import Container
    from os import PathLike

    from assistant.domain import Fact, SectionSpec

Notation = Literal["yaml", "json"]
# What the names of facts files and mappings end with.
ENDINGS = (".yaml", ".yml", ".json")

# A thousand facts are about 200 kB.
MAX_BYTES = 5 * 1024 * 1024
# So many names of facts to be filled in are told.
_SHOWN = 5
_ROOT_KEYS = ("document", "facts")
_START = "运行 assistant facts template 可得到一份样板"
# How office documents and PDFs begin, which people give by mistake.
_OFFICE_HEADS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sheet with the places of its facts.

    Attributes:
        root: the whole file.
        places: the mapping that each fact's id stands in, those to be filled in among them.
        pending: the ids and names of what is to be filled in.
    """

    sheet: FactSheet
    root: Mapping
    places: dict[str, Mapping]
    pending: dict[str, str]


@dataclass(frozen=True, slots=True)
class FactsFile:
    """A facts file that holds, as it stands, to be changed."""

    path: str | PathLike[str]
    data: bytes
    text: str
    notation: Notation
    parsed: Parsed


def open_facts(path: str | PathLike[str]) -> FactsFile:
    """A facts file with its places; errors as for :func:`load_facts`."""
    data, text = read_facts_file(path)
    notation = notation_of(path)
    parsed = parse_sheet(text, str(path), notation, sha256(data).hexdigest())
    return FactsFile(path, data, text, notation, parsed)


def load_facts(path: str | PathLike[str]) -> FactSheet:
    """The fact sheet of a YAML or JSON file (``.json``), in any encoding that offices use.

    Raises:
        FactsError: the file cannot be read, or something in it does not fit; ``problems`` has
            every problem with its line.
    """
    return open_facts(path).parsed.sheet


def parse_facts(
    text: str,
    path: str = "",
    format: Notation | None = None,  # noqa: A002 - what people call it
) -> FactSheet:
    """The fact sheet of a text in the format given, else in that of its path; errors as for :func:`load_facts`."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse_sheet(text, path, format or notation_of(path), digest).sheet


def notation_of(path: str | PathLike[str]) -> Notation:
    """JSON for ``.json``, YAML for everything else."""
    return "json" if Path(path).suffix.lower() == ".json" else "yaml"


def read_facts_file(path: str | PathLike[str]) -> tuple[bytes, str]:
    """The bytes and the text of a facts file.

    FactsError where it is missing, a folder, too large, no text, or an office document.
    """
    try:
        data = read_bytes(path, limit=MAX_BYTES)
        text = "" if data.startswith(_OFFICE_HEADS) else decode_text(data, path=path)
    except InputError as error:
        raise FactsError(error.found, path=path, place=error.place, advice=error.advice) from error
    if data.startswith(_OFFICE_HEADS):
        advice = f"请把台账里的数字写成 YAML 事实表;{_START}"
        raise FactsError("这是 Excel、Word 或 PDF 文件,不是事实表", path=path, advice=advice)
    return data, text


def parse_sheet(text: str, path: str, notation: Notation, digest: str) -> Parsed:
    """The sheet of a text with the places of its facts; errors as for :func:`load_facts`."""
    problems = Problems(path)
    root = _root(text, notation, problems)
    settle(root, text, problems)
    fields = Fields(root, _ROOT_KEYS, "事实表", problems)
    information, listed = fields.get("document"), fields.get("facts")
    if information is None:
        problems.add(root.line, "没有 document 部分", f"请写明标题、单位和时段;{_START}")
    if not isinstance(listed, Sequence) or not listed.items:
        problems.add(fields.line("facts"), "没有事实(facts 应是一个列表)", f"请至少写一条;{_START}")
    document = read_information(information or Mapping(root.line, 0, flow=False), problems)
    reader = FactReader(problems)
    if isinstance(listed, Sequence):
        reader.read(listed)
    facts = tuple(with_groups(reader.facts, text) if notation == "yaml" else reader.facts)
    facts = fill_formulas(_without_pending_ones(facts, reader, problems), problems)
    if isinstance(document.outline, tuple):
        document = replace(document, outline=_specs_without(document.outline, reader.pending))
    check_sheet(document, facts, problems)
    if information is not None:
        check_section_facts(information, set(reader.places), problems)
    problems.stop_if_any()
    pending = tuple(reader.pending.values())
    sheet = FactSheet(document, facts, derive(facts), path, digest, problems.warnings, pending)
    return Parsed(sheet, root, reader.places, reader.pending)


def _without_pending_ones(
    facts: tuple[Fact, ...], reader: FactReader, problems: Problems
) -> tuple[Fact, ...]:
    """The facts without those whose formula waits for what is to be filled in; a person is told."""
    for fact in facts:
        if fact.formula and any(name in fact.formula for name in reader.pending):
            reader.pending[fact.id] = fact.name
    if reader.pending:
        first = reader.places[next(iter(reader.pending))]
        problems.warn(
            first.line,
            f"还有{len(reader.pending)}项待填,没有计入:{'、'.join(list(reader.pending.values())[:_SHOWN])}",
            "请填上数值;今年没有的,删去那一条",
        )
    # A share whose base is still to be filled in is a percent of its own until then.
    return tuple(
        replace(fact, share_of=None) if fact.share_of in reader.pending else fact
        for fact in facts
        if not {fact.id, fact.parent} & reader.pending.keys()
    )


def _specs_without(
    specs: tuple[SectionSpec, ...], pending: Container[str]
) -> tuple[SectionSpec, ...]:
    """The outline's lists without the facts that are still to be filled in."""
    return tuple(
        replace(
            spec,
            facts=tuple(name for name in spec.facts if name not in pending),
            sections=_specs_without(spec.sections, pending),
        )
        for spec in specs
    )


def _root(text: str, notation: Notation, problems: Problems) -> Mapping:
    try:
        root = json_nodes(text) if notation == "json" else yaml_nodes(text)
    except BrokenYamlError as error:
        root = salvage(text, problems)
        if root is None:
            problems.stop_if_any()
            raise problems.single(error.line, error.found, error.advice) from error
    except NotationError as error:
        raise problems.single(error.line, error.found, error.advice) from error
    if root is None:
        raise problems.single(0, "文件是空的", _START)
    if not isinstance(root, Mapping):
        raise problems.single(
            root.line, "最外层应是 document: 和 facts: 两部分", f"请检查文件给得对不对;{_START}"
        )
    return root
