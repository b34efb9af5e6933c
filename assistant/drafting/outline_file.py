"""Reading an outline's YAML by nodes, so that every message names its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from assistant.drafting.render import nearest_id
from assistant.errors import OutlineError

if TYPE_CHECKING:
    from collections.abc import Sequence


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
