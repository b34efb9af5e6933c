"""The rules of proofreading: the shipped ones, and an office's own file laid over them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from assistant.domain import BlockKind
from assistant.errors import InputError
from assistant.files.office import office_file, office_yaml
from assistant.proofreading.remark import RuleClass, RuleLevel
from assistant.proofreading.structure import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_LIMIT = 1024 * 1024
_LONGEST = 2000
_KEYS = frozenset(
    ["id", "level", "source", "class", "name", "why", "find", "put", "map", "need", "except", "inside", "alone", "blocks", "check", "on", "wrong", "right", "as"]
)  # fmt: skip
_NEEDED = ("level", "source", "class", "name", "why")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the fields are the keys of ``rules.yaml``, where they are described.

    Attributes:
        pattern: what it finds in a line; None for a structural rule.
        put: makes the suggestion of a match; None where only a person can say.
        check: the structural rule's name in :data:`assistant.proofreading.structure.CHECKS`.
        blocks: the kinds of block it looks at; empty for all but table cells.
        wrong, right: its examples, pairwise.
        example_kind: the kind of block that its examples are lines of.
    """

    id: str
    level: RuleLevel
    source: str
    kind: RuleClass
    name: str
    why: str
    pattern: re.Pattern[str] | None = None
    put: Callable[[re.Match[str]], str] | None = None
    check: str | None = None
    need: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    inside: bool = False
    alone: bool = False
    blocks: frozenset[BlockKind] = frozenset()
    on: bool = True
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    example_kind: BlockKind | None = None

    @property
    def reason(self) -> str:
        """What a remark says: why, and where it is written."""
        return f"{self.why}({self.source})"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that are in force.

    Attributes:
        rules: in the order in which they speak.
        misspellings: the wrong word -> the right one, and whether no other reading is possible.
        heads: the wrong words by their first two characters.
        known: every rule by its id, those that are off too.
    """

    rules: tuple[Rule, ...]
    misspellings: Mapping[str, tuple[str, bool]]
    heads: Mapping[str, Sequence[str]]
    known: Mapping[str, Rule]


def office_rules_path() -> Path | None:
    """The office's own rules: what ``ASSISTANT_PROOFREADING`` names, else beside the config file."""
    return office_file("proofreading.yaml", "ASSISTANT_PROOFREADING")


def load_rules(own: Path | None = None) -> RuleSet:
    """The shipped rules, with those of an office's file laid over them by id.

    ``own`` is a YAML file with ``rules`` (a known id changes that rule, a new one adds a whole
    rule) and ``misspellings`` (wrong: right). Raises InputError where it is not as it should be.
    """
    shipped = _shipped()
    rules, words = ([], {}) if own is None else _own(own)
    entries = {str(one["id"]): dict(one) for one in shipped["rules"]}
    for number, entry in enumerate(rules, 1):
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        if not name:
            raise _fault(own, f"第{number}条规则没有 id", "请写上 id")
        entries[name] = {**entries.get(name, {}), **entry}
    known = {name: _rule(entry, shipped["classes"], own) for name, entry in entries.items()}
    misspelt = _misspellings() | {wrong: (right, False) for wrong, right in words.items()}
    heads: dict[str, list[str]] = defaultdict(list)
    for wrong in misspelt:
        heads[wrong[:2]].append(wrong)
    in_force = tuple(rule for rule in known.values() if rule.on)
    return RuleSet(in_force, misspelt, heads, MappingProxyType(known))


def _data(name: str) -> str:
    return resources.files("assistant.proofreading").joinpath(name).read_text("utf-8")


@cache
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(_data("rules.yaml"), Loader=yaml.CSafeLoader)
    return found


@cache
def _misspellings() -> dict[str, tuple[str, bool]]:
    """The listed wrong words, and set phrases with a character exchanged for one like it."""
    lines = [line for line in _data("phrases.txt").splitlines() if line[0] != "#"]
    alike: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for sign in line[1:] if line[0] == "=" else "":
            alike[sign] |= {*line[1:]} - {sign}
    phrases = [word for line in lines if line[0] != "=" for word in line.split()]
    found = {
        f"{phrase[:at]}{other}{phrase[at + 1 :]}": (phrase, False)
        for phrase in phrases
        for at, sign in enumerate(phrase)
        for other in alike[sign]
    }
    rows = (line.split("\t") for line in _data("misspellings.tsv").splitlines() if line[0] != "#")
    found |= {wrong: (right, kind == RuleClass.MEND) for wrong, right, kind in rows}
    return {wrong: found[wrong] for wrong in found.keys() - {*phrases}}


def _own(path: Path) -> tuple[list[Any], dict[str, str]]:
    """The rules and the misspellings of an office's file."""
    found = office_yaml(path, "校对规则", _LIMIT)
    if not isinstance(found, dict) or set(found) - {"rules", "misspellings"}:
        raise _fault(path, "校对规则只能有 rules 和 misspellings 两项", "请照说明书的样子写")
    rules, words = found.get("rules") or [], found.get("misspellings") or {}
    if not isinstance(rules, list):
        raise _fault(path, "rules 应当是一张清单", "每条规则前写“- ”")
    if not isinstance(words, dict) or not all(
        isinstance(word, str) and isinstance(right, str) and word for word, right in words.items()
    ):
        raise _fault(path, "misspellings 应当是“错词: 对词”", "请检查引号和冒号")
    return rules, words


def _rule(entry: dict[str, Any], classes: dict[str, str], path: Path | None) -> Rule:
    name = entry["id"]
    strange = sorted(set(entry) - _KEYS)
    if strange:
        raise _fault(path, f"规则 {name} 有不认识的项“{strange[0]}”", "请改正或删去")
    missing = [key for key in _NEEDED if not isinstance(entry.get(key), str)]
    if missing or ("find" in entry) == ("check" in entry):
        raise _fault(path, f"规则 {name} 缺少 {'、'.join(missing) or 'find'}", "请补上")
    try:
        level, kind = RuleLevel(entry["level"]), RuleClass(entry["class"])
        blocks = frozenset(BlockKind(word) for word in entry.get("blocks") or ())
        example = BlockKind(entry["as"]) if "as" in entry else None
    except ValueError as error:
        raise _fault(path, f"规则 {name} 的 level、class 或 blocks 不认识", "请改正") from error
    check = entry.get("check")
    if check is not None and check not in CHECKS:
        raise _fault(path, f"规则 {name} 的 check“{check}”没有", f"可用的有:{'、'.join(CHECKS)}")
    return Rule(
        id=str(name), level=level, source=entry["source"], kind=kind, name=entry["name"],
        why=entry["why"], check=check,
        pattern=None if check else _pattern(entry, classes, path), put=_put(entry),
        need=tuple(entry.get("need") or ()), exceptions=tuple(entry.get("except") or ()),
        inside=bool(entry.get("inside")), alone=bool(entry.get("alone")), blocks=blocks,
        on=bool(entry.get("on", True)),
        wrong=tuple(entry.get("wrong") or ()), right=tuple(entry.get("right") or ()),
        example_kind=example,
    )  # fmt: skip


def _pattern(entry: dict[str, Any], classes: dict[str, str], path: Path | None) -> re.Pattern[str]:
    written = str(entry["find"])
    for sign, content in classes.items():
        inner = content if sign in {"@M", "@U"} else f"[{content}]"
        escaped = content.replace("\\", r"\\")
        written = re.sub(rf"(\[[^\]]*?){sign}", rf"\g<1>{escaped}", written)
        written = written.replace(sign, inner)
    fault = _fault(path, f"规则 {entry['id']} 的 find 不是能用的正则表达式", "请检查括号")
    if len(written) > _LONGEST:
        raise fault
    try:
        return re.compile(written)
    except (re.error, ValueError, OverflowError) as error:
        raise fault from error


def _put(entry: dict[str, Any]) -> Callable[[re.Match[str]], str] | None:
    if entry.get("map"):
        table = str.maketrans({str(old): str(new) for old, new in entry["map"].items()})
        return lambda match: match[0].translate(table)
    put = entry.get("put")
    return None if put is None else lambda match: match.expand(str(put))


def _fault(path: Path | None, found: str, advice: str) -> InputError:
    return InputError(found, path=path, advice=advice)
