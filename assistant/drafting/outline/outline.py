"""Outlines: the sections to write, and the rules that bring facts to them; data files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.drafting.outline.outline_file import read_outline
from assistant.drafting.outline.outline_model import Outline, OutlineSection
from assistant.drafting.references.render import nearest_id
from assistant.drafting.wording.phrases import role_words, topics
from assistant.errors import OutlineError

if TYPE_CHECKING:
    from assistant.domain import FactSheet, SectionSpec

FOLDER = Path(__file__).parent / "outlines"
DEFAULT = "annual"
# The name of an outline that stands in the facts file itself.
INLINE = "facts"


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
        return read_outline(FOLDER / f"{text}.yaml", text, role_of)
    if Path(text).suffix.lower() in {".yaml", ".yml"} or Path(text).exists():
        return read_outline(Path(text), text, role_of)
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


def role_of(heading: str, *, first: bool = False) -> Role:
    """What a section does, by the words of its heading."""
    if not heading:
        return Role.OPENING if first else Role.CLOSING
    for role, words in role_words():
        if any(word in heading for word in words):
            return role
    return Role.RESULTS


def _of_specs(specs: tuple[SectionSpec, ...], path: str) -> Outline:
    """The outline that the facts file itself gives: a list of ids, headings and facts."""
    roles = [role_of(spec.heading or "", first=not at) for at, spec in enumerate(specs)]
    fallback = roles.index(Role.RESULTS) if Role.RESULTS in roles else len(roles) // 2
    sections = (
        _of_spec(spec, role, at, default=at == fallback)
        for at, (spec, role) in enumerate(zip(specs, roles, strict=True))
    )
    return Outline(INLINE, "事实表自带的提纲", tuple(sections), path)


def _of_spec(spec: SectionSpec, role: Role, at: int, *, default: bool) -> OutlineSection:
    """A section of the facts file's own; what it does not say is as in the shipped outline."""
    shipped = load_outline(DEFAULT).sections
    like = next((section for section in shipped if section.role is role), None)
    heading = spec.heading or ""
    named = tuple(
        topic.noun
        for topic in topics()
        if heading and any(word in heading for word in (topic.noun, *topic.words))
    )
    return OutlineSection(
        id=spec.id,
        heading=heading,
        role=role,
        task=like.task if like else "",
        length=like.length if like else 500,
        words=like.words if like else (),
        topics=named or (like.topics if like else ()),
        planned=role is Role.PLAN,
        default=default,
        main=like.main if like else 0,
        facts=spec.facts,
        place=f"outline 第{at + 1}节",
    )


__all__ = [
    "Outline",
    "OutlineSection",
    "load_outline",
    "outline_for",
    "outline_names",
    "role_of",
]
