"""Outlines: the sections to write, and the rules that bring facts to them; data files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from assistant.domain import Role, SectionSpec
from assistant.drafting.outline_file import Place, mapping, sequence, text_of
from assistant.drafting.render import nearest_id
from assistant.errors import InputError, OutlineError
from assistant.files import read_text

if TYPE_CHECKING:
    from assistant.domain import FactSheet

FOLDER = Path(__file__).parent / "outlines"
DEFAULT = "annual"
# The name of an outline that stands in the facts file itself.
INLINE = "facts"
_LIMIT = 1024 * 1024
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


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of an outline.

    Attributes:
        id: what facts name in ``section:``.
        heading: without its number; empty for an opening or closing without heading.
        role: what it does in the summary.
        names: other ids that facts may name it by.
        task: what the writer is to do, for prompts.
        length: target in characters.
        words: words in a fact's names or scope that bring it here.
        topics: classes of facts (topics.yaml) that belong here.
        planned: it takes the planned facts.
        default: it takes the facts that no rule places.
        main: how many main facts it restates (an opening).
        facts: ids of facts that it must use.
        place: where it stands in its file, for messages.
    """

    id: str
    heading: str
    role: Role
    names: tuple[str, ...] = ()
    task: str = ""
    length: int = 500
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    planned: bool = False
    default: bool = False
    main: int = 0
    facts: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline.

    Attributes:
        name: of a shipped outline; the path of a file; ``facts`` where the facts file gives it.
        title: for listings.
        path: the file; empty where the facts file gives it.
    """

    name: str
    title: str
    sections: tuple[OutlineSection, ...]
    path: str = ""

    def section(self, section_id: str) -> OutlineSection | None:
        """The section of this id, or with this other name; None where there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        for section in self.sections:
            if section_id in {*section.names, section.heading, section.role.value} - {""}:
                return section
        return None


def outline_names() -> tuple[str, ...]:
    """The names of the shipped outlines."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_outline(name_or_path: str | Path) -> Outline:
    """A shipped outline by name, or one from a file.

    Raises:
        OutlineError: there is none of that name, or the file is no outline.
    """
    text = str(name_or_path)
    if text in outline_names():
        return _read(FOLDER / f"{text}.yaml", text)
    if Path(text).suffix.lower() in {".yaml", ".yml"} or Path(text).exists():
        return _read(Path(text), text)
    near = nearest_id(text, outline_names())
    hint = f"是不是要写 {near}" if near else f"现有的提纲:{'、'.join(outline_names())}"
    raise OutlineError(f"没有叫“{text}”的提纲", advice=f"{hint};也可以给出提纲文件(.yaml)的路径")


def outline_for(sheet: FactSheet, choice: str | None = None) -> Outline:
    """The outline that was asked for, else the facts file's own, else ``annual``.

    Raises:
        OutlineError: it does not exist, or is none.
    """
    own = sheet.document.outline
    if choice:
        return load_outline(choice)
    if isinstance(own, tuple):
        return _of_specs(own, sheet.path)
    return load_outline(own or DEFAULT)


def _read(path: Path, name: str) -> Outline:
    try:
        source = read_text(path, limit=_LIMIT)
    except InputError as error:
        raise OutlineError(error.found, path=error.path, advice=error.advice) from error
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第{mark.line + 1}行" if mark else None
        raise OutlineError(
            "不是正确的 YAML", path=path, place=line, advice="请检查缩进和冒号"
        ) from error
    place = Place(str(path))
    top = mapping(node, ("name", "title", "sections"), place)
    if "sections" not in top:
        raise OutlineError("提纲没有 sections", path=path, advice="请列出各节,样式见自带的提纲")
    sections: list[OutlineSection] = []
    for item in sequence(top["sections"], place):
        sections.append(_section(item, place))
        if [section.id for section in sections].count(sections[-1].id) > 1:
            raise place.error(item, f"节的 id“{sections[-1].id}”用了两次", "请改成不同的 id")
    if not sections:
        raise OutlineError("提纲里一节也没有", path=path, advice="请在 sections 下列出各节")
    title = text_of(top["title"], place) if "title" in top else name
    return Outline(name, title, tuple(sections), str(path))


def _section(node: yaml.Node, place: Place) -> OutlineSection:
    keys = mapping(node, _SECTION_KEYS, place)
    if "id" not in keys:
        raise place.error(node, "这一节没有 id", "请给它一个 id")

    def text(key: str) -> str:
        return text_of(keys[key], place) if key in keys else ""

    def texts(key: str) -> tuple[str, ...]:
        found = sequence(keys[key], place) if key in keys else ()
        return tuple(text_of(item, place) for item in found)

    def number(key: str, default: int) -> int:
        if key not in keys:
            return default
        if not text(key).isdigit():
            raise place.error(keys[key], f"{key} 应当是一个整数,写的是“{text(key)}”", "请改成数字")
        return int(text(key))

    if text("status") not in {"", "planned"}:
        raise place.error(
            keys["status"], f"status 只能是 planned,写的是“{text('status')}”", "请改正"
        )
    role = text("role") or _role_of(text("heading"), first=False).value
    if role not in set(Role):
        near = nearest_id(role, (item.value for item in Role))
        advice = f"是不是要写 {near}" if near else "可用的是 " + "、".join(Role)
        raise place.error(keys["role"], f"没有“{role}”这种 role", advice)
    return OutlineSection(
        id=text("id"),
        heading=text("heading"),
        role=Role(role),
        names=texts("names"),
        task=text("task"),
        length=number("length", 500),
        words=texts("words"),
        topics=texts("topics"),
        planned=text("status") == "planned",
        default=text("default") == "true",
        main=number("main", 0),
        facts=texts("facts"),
        place=place.line(node),
    )


# The words of a heading that tell what its section does, in the order in which they are tried.
_ROLE_WORDS = (
    (Role.PROBLEMS, ("问题", "不足", "短板", "困难")),
    (Role.PLAN, ("打算", "计划", "下一步", "下一年", "明年", "思路", "安排", "规划")),
    (Role.RESULTS, ("成效", "成绩", "完成情况", "总体", "结果", "亮点", "工作情况")),
    (Role.ORGANISATION, ("机构", "组织", "领导", "机制", "制度", "队伍", "保障")),
    (Role.MEASURES, ("做法", "措施", "举措", "活动", "工作")),
)


def _role_of(heading: str, *, first: bool) -> Role:
    if not heading:
        return Role.OPENING if first else Role.CLOSING
    for role, words in _ROLE_WORDS:
        if any(word in heading for word in words):
            return role
    return Role.RESULTS


def _of_specs(specs: tuple[SectionSpec, ...], path: str) -> Outline:
    """The outline that the facts file itself gives: a list of ids, headings and facts."""
    shipped = {section.role: section for section in load_outline(DEFAULT).sections}
    roles = [_role_of(spec.heading or "", first=not place) for place, spec in enumerate(specs)]
    fallback = roles.index(Role.RESULTS) if Role.RESULTS in roles else len(roles) // 2
    sections: list[OutlineSection] = []
    for place, (spec, role) in enumerate(zip(specs, roles, strict=True)):
        like = shipped.get(role)
        sections.append(
            OutlineSection(
                id=spec.id,
                heading=spec.heading or "",
                role=role,
                task=like.task if like else "",
                length=like.length if like else 500,
                words=like.words if like else (),
                topics=like.topics if like else (),
                planned=role is Role.PLAN,
                default=place == fallback,
                main=like.main if like and like.main else 0,
                facts=spec.facts,
                place=f"outline 第{place + 1}节",
            )
        )
    return Outline(INLINE, "事实表自带的提纲", tuple(sections), path)
