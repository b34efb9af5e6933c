"""Reading an outline's YAML by nodes, so that every message names its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from assistant.domain import Role
from assistant.drafting.outline.outline_model import Outline, OutlineSection
from assistant.drafting.references.render import nearest_id
from assistant.drafting.wording.phrases import topics
from assistant.errors import InputError, OutlineError
from assistant.files import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_LIMIT = 1024 * 1024
_LENGTH = 500
_SECTION_KEYS = (
    "id",
    "heading",
    "role",
    "names",
    "task",
    "length",
    "words",
    "topics",
    "status",
    "default",
    "main",
    "facts",
)


def read_outline(path: Path, name: str, role_of: Callable[[str], Role]) -> Outline:
    """The outline of a file.

    Args:
        path: the file.
        name: what the outline is to be called.
        role_of: the role of a section that gives none, by its heading.

    Raises:
        OutlineError: it cannot be read, or is no outline.
    """
    place = Place(str(path))
    top = mapping(_composed(path), ("name", "title", "sections"), place)
    if "sections" not in top:
        raise OutlineError("提纲没有 sections", path=path, advice="请列出各节,样式见自带的提纲")
    sections: dict[str, OutlineSection] = {}
    for item in sequence(top["sections"], place):
        section = _section(_Reader(item, place), role_of)
        if section.id in sections:
            raise place.error(item, f"节的 id“{section.id}”用了两次", "请改成不同的 id")
        sections[section.id] = section
    if not sections:
        raise OutlineError("提纲里一节也没有", path=path, advice="请在 sections 下列出各节")
    title = text_of(top["title"], place) if "title" in top else name
    return Outline(name, title, tuple(sections.values()), str(path))


def _composed(path: Path) -> yaml.Node | None:
    try:
        source = read_text(path, limit=_LIMIT)
    except InputError as error:
        raise OutlineError(error.found, path=error.path, advice=error.advice) from error
    try:
        return yaml.compose(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第{mark.line + 1}行" if mark else None
        raise OutlineError(
            "不是正确的 YAML", path=path, place=line, advice="请检查缩进和冒号"
        ) from error


class _Reader:
    """The keys of one section."""

    def __init__(self, node: yaml.Node, place: Place) -> None:
        self.node = node
        self.place = place
        self.keys = mapping(node, _SECTION_KEYS, place)

    def text(self, key: str) -> str:
        return text_of(self.keys[key], self.place) if key in self.keys else ""

    def texts(self, key: str) -> tuple[str, ...]:
        found = sequence(self.keys[key], self.place) if key in self.keys else ()
        return tuple(text_of(item, self.place) for item in found)

    def number(self, key: str, default: int) -> int:
        if key not in self.keys:
            return default
        if not self.text(key).isdigit():
            found = f"{key} 应当是一个整数,写的是“{self.text(key)}”"
            raise self.place.error(self.keys[key], found, "请改成数字")
        return int(self.text(key))

    def one_of(self, key: str, value: str, known: Iterable[str]) -> str:
        names = list(known)
        if value in names:
            return value
        near = nearest_id(value, names)
        advice = f"是不是要写 {near}" if near else f"可用的是 {'、'.join(names)}"
        raise self.place.error(self.keys[key], f"{key} 里没有“{value}”这一种", advice)


def _section(read: _Reader, role_of: Callable[[str], Role]) -> OutlineSection:
    if "id" not in read.keys:
        raise read.place.error(read.node, "这一节没有 id", "请给它一个 id")
    status = read.text("status")
    if status:
        read.one_of("status", status, ("planned",))
    role = read.text("role")
    nouns = [topic.noun for topic in topics()]
    return OutlineSection(
        id=read.text("id"),
        heading=read.text("heading"),
        role=Role(read.one_of("role", role, Role)) if role else role_of(read.text("heading")),
        names=read.texts("names"),
        task=read.text("task"),
        length=read.number("length", _LENGTH),
        words=read.texts("words"),
        topics=tuple(read.one_of("topics", noun, nouns) for noun in read.texts("topics")),
        planned=bool(status),
        default=read.text("default") == "true",
        main=read.number("main", 0),
        facts=read.texts("facts"),
        place=read.place.line(read.node),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """The file that messages name."""

    path: str

    def line(self, node: yaml.Node) -> str:
        """Where ``node`` stands: 第12行."""
        return f"第{node.start_mark.line + 1}行"

    def error(self, node: yaml.Node, found: str, advice: str) -> OutlineError:
        """The error that says what was found at ``node``."""
        return OutlineError(found, path=self.path, place=self.line(node), advice=advice)


def mapping(node: yaml.Node | None, known: Sequence[str], place: Place) -> dict[str, yaml.Node]:
    """The values of a mapping by their keys, which must be among ``known``.

    Raises:
        OutlineError: it is no mapping, or a key is unknown or stands twice.
    """
    if node is None:
        raise OutlineError("提纲文件是空的", path=place.path, advice="请写出 sections")
    if not isinstance(node, yaml.MappingNode):
        raise place.error(node, "这里应当是“键: 值”的形式", "样式见自带的提纲")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = text_of(key, place)
        if name not in known:
            near = nearest_id(name, known)
            advice = f"是不是要写 {near}" if near else f"可用的是 {'、'.join(known)}"
            raise place.error(key, f"不认识“{name}”", advice)
        if name in found:
            raise place.error(key, f"“{name}”写了两次", "请删去一个")
        found[name] = value
    return found


def sequence(node: yaml.Node, place: Place) -> Sequence[yaml.Node]:
    """The items of a list.

    Raises:
        OutlineError: it is no list.
    """
    if not isinstance(node, yaml.SequenceNode):
        raise place.error(node, "这里应当是一个列表", "请每行以“- ”开头,或写在方括号里")
    return list(node.value)


def text_of(node: yaml.Node, place: Place) -> str:
    """The text of a plain value.

    Raises:
        OutlineError: it is a list or a mapping.
    """
    if not isinstance(node, yaml.ScalarNode):
        raise place.error(node, "这里应当是一段文字", "请写成一个值")
    return str(node.value)
