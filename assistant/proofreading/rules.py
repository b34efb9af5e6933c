"""The rules of proofreading: the shipped ones, and an office's own file laid over them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import BlockKind
from assistant.errors import InputError
from assistant.files.office import office_file, office_yaml
from assistant.files.shipped import shipped
from assistant.proofreading.remark import RuleClass, RuleLevel
from assistant.proofreading.structure import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_BESIDE = Path(__file__)
_LIMIT = 1024 * 1024
_LONGEST = 2000
_NEEDED = ("level", "source", "class", "name", "why")
_SHAPES: dict[str, tuple[type, ...]] = {
    "id": (str, int), "map": (dict,),
    **dict.fromkeys((*_NEEDED, "find", "put", "check", "as"), (str,)),
    **dict.fromkeys(("need", "except", "unless", "blocks", "wrong", "right"), (list,)),
    **dict.fromkeys(("inside", "alone", "on"), (bool,)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the fields are the keys of ``rules.yaml``, where they and its examples are described.

    Attributes:
        pattern: what it finds in a line; None for a structural rule.
        put: makes the suggestion of a match; None where only a person can say.
        check: the structural rule's name in :data:`assistant.proofreading.structure.CHECKS`.
        blocks: the kinds of block it looks at; empty for all but table cells.
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
    unless: tuple[str, ...] = ()
    inside: bool = False
    alone: bool = False
    blocks: frozenset[BlockKind] = frozenset()
    on: bool = True

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
        heads: the wrong words by a pair of characters in them, where it can be the pair that is wrong.
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
    standard = shipped(__file__, "rules.yaml")
    rules, words = ([], {}) if own is None else _own(own)
    entries = {str(one["id"]): dict(one) for one in standard["rules"]}
    for number, entry in enumerate(rules, 1):
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        if not name:
            raise _fault(own, f"第{number}条规则没有 id", "请写上 id")
        entries[name] = {**entries.get(name, {}), **entry}
    known = {name: _rule(entry, standard["classes"], own) for name, entry in entries.items()}
    misspelt, heads = _misspellings()
    misspelt = misspelt | {wrong: (right, False) for wrong, right in words.items()}
    heads = {**heads}
    for wrong in words:
        heads[wrong[:2]] = [*heads.get(wrong[:2], ()), wrong]
    in_force = tuple(rule for rule in known.values() if rule.on)
    return RuleSet(in_force, misspelt, heads, known)


@cache
def _misspellings() -> tuple[dict[str, tuple[str, bool]], dict[str, list[str]]]:
    """Set phrases with a character exchanged for one like it, and the listed wrong words over them."""
    written, listed = (
        [line for line in _BESIDE.with_name(name).read_text("utf-8").splitlines() if line[0] != "#"]
        for name in ("phrases.txt", "misspellings.tsv")
    )
    alike: dict[str, set[str]] = defaultdict(set)
    for line in written:
        for sign in line[1:] if line[0] == "=" else "":
            alike[sign] |= {*line[1:]} - {sign}
    phrases = dict.fromkeys(word for line in written if line[0] != "=" for word in line.split())
    exchanged = (
        (f"{phrase[:at]}{other}{phrase[at + 1 :]}", phrase, "", max(at - 1, 0))
        for phrase in phrases
        for at, sign in enumerate(phrase)
        for other in alike[sign]
    )
    found: dict[str, tuple[str, bool]] = {}
    heads: dict[str, list[str]] = defaultdict(list)
    rows = ((wrong, right, kind, 0) for wrong, right, kind in (line.split("\t") for line in listed))
    for wrong, right, kind, at in chain(exchanged, rows):
        if wrong not in phrases:
            found[wrong] = right, kind == RuleClass.MEND
            heads[wrong[at : at + 2]].append(wrong)
    return found, heads


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
    name, entry = entry["id"], {key: value for key, value in entry.items() if value is not None}
    for key, value in entry.items():
        if key not in _SHAPES:
            raise _fault(path, f"规则 {name} 有不认识的项“{key}”", "请改正或删去")
        if not isinstance(value, _SHAPES[key]):
            raise _fault(path, f"规则 {name} 的 {key} 写法不对", "请照说明书的样子写")
    missing = [key for key in _NEEDED if key not in entry]
    if missing or ("find" in entry) == ("check" in entry):
        raise _fault(path, f"规则 {name} 缺少 {'、'.join(missing) or 'find'}", "请补上")
    try:
        level, kind = RuleLevel(entry["level"]), RuleClass(entry["class"])
        blocks = frozenset(map(BlockKind, entry.get("blocks", ())))
    except ValueError as error:
        raise _fault(path, f"规则 {name} 的 level、class 或 blocks 不认识", "请改正") from error
    check = entry.get("check")
    if check is not None and check not in CHECKS:
        raise _fault(path, f"规则 {name} 的 check“{check}”没有", f"可用的有:{'、'.join(CHECKS)}")
    try:
        pattern, put = None if check else _pattern(entry, classes), _put(entry)
    except (re.error, ValueError, OverflowError) as error:
        found = f"规则 {name} 的 find 不是能用的正则表达式,或 put、map 与它不合"
        raise _fault(path, found, "请检查括号和 \\1 的编号") from error
    need, exceptions, unless = (
        tuple(map(str, entry.get(key, ()))) for key in ("need", "except", "unless")
    )
    return Rule(
        str(name), level, entry["source"], kind, entry["name"], entry["why"],
        pattern, put, check, need, exceptions, unless, entry.get("inside", False),
        entry.get("alone", False), blocks, entry.get("on", True),
    )  # fmt: skip


def _pattern(entry: dict[str, Any], classes: dict[str, str]) -> re.Pattern[str]:
    written = entry["find"]
    for sign, content in classes.items():
        inner = content if sign in {"@M", "@U"} else f"[{content}]"
        escaped = content.replace("\\", r"\\")
        written = re.sub(rf"(\[[^\]]*?){sign}", rf"\g<1>{escaped}", written)
        written = written.replace(sign, inner)
    if len(written) > _LONGEST:
        raise ValueError
    pattern = re.compile(written)
    pattern.sub(entry.get("put", ""), "")  # put names no group that is not there
    return pattern


def _put(entry: dict[str, Any]) -> Callable[[re.Match[str]], str] | None:
    if "map" in entry:
        table = str.maketrans({str(old): str(new) for old, new in entry["map"].items()})
        return lambda match: match[0].translate(table)
    return (lambda match: match.expand(entry["put"])) if "put" in entry else None


def _fault(path: Path | None, found: str, advice: str) -> InputError:
    return InputError(found, path=path, advice=advice)
