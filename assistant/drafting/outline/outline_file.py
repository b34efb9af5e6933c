"""An outline in a file of its own: the same sections as in a facts file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import InputError, OutlineError
from assistant.facts.fields import Fields
from assistant.facts.nodes import Mapping, NotationError, Sequence
from assistant.facts.problems import Problems
from assistant.facts.sections import read_sections
from assistant.facts.yaml_nodes import yaml_nodes
from assistant.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import SectionSpec

_LIMIT = 1024 * 1024
_START = "样式见 docs/drafting.md 和自带的提纲"


def read_outline_file(path: Path) -> tuple[str, tuple[SectionSpec, ...]]:
    """The title of an outline file (empty where it has none) and its sections.

    Raises:
        OutlineError: it cannot be read, or is no outline; with the line.
    """
    try:
        return _read(read_text(path, limit=_LIMIT), Problems(str(path)))
    except NotationError as error:
        place = f"第{error.line}行" if error.line else None
        raise OutlineError(error.found, path=path, place=place, advice=error.advice) from error
    except InputError as error:
        raise OutlineError(
            error.found, path=path, place=error.place, advice=error.advice
        ) from error


def _read(text: str, problems: Problems) -> tuple[str, tuple[SectionSpec, ...]]:
    root = yaml_nodes(text)
    if root is None:
        raise problems.single(0, "提纲文件是空的", f"请写出 sections,{_START}")
    if not isinstance(root, Mapping):
        raise problems.single(root.line, "这里应当是“键: 值”的形式", _START)
    fields = Fields(root, ("name", "title", "sections"), "提纲", problems)
    node = fields.get("sections")
    if not isinstance(node, Sequence) or not node.items:
        raise problems.single(fields.line("sections"), "提纲没有 sections,或里面一节也没有", _START)
    sections = read_sections(node, problems)
    problems.stop_if_any()
    return fields.text("title") or "", sections
