"""Outlines: the sections to write, and the rules that bring facts to them; data files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.drafting.outline.outline_file import read_outline_file
from assistant.drafting.outline.outline_model import Outline, OutlineSection
from assistant.drafting.references.render import nearest_id
from assistant.drafting.wording.phrases import role_in, role_words, topics
from assistant.errors import OutlineError
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import FactSheet, SectionSpec

FOLDER = Path(__file__).parent / "outlines"
DEFAULT = "annual"
# The name of an outline that stands in the facts file itself.
INLINE = "facts"
_FORMS = forms(__file__)


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
        path = FOLDER / f"{text}.yaml"
        title, specs = read_outline_file(path)
        return _of_specs(specs, text, title, str(path), {})
    if Path(text).suffix.lower() in {".yaml", ".yml"} or Path(text).exists():
        title, specs = read_outline_file(Path(text))
        return _of_specs(specs, text, title or text, text, _shipped_by_role())
    near = nearest_id(text, outline_names())
    hint = f"是不是要写 {near}" if near else f"现有的提纲:{'、'.join(outline_names())}"
    raise OutlineError(f"没有叫“{text}”的提纲", advice=f"{hint};也可以给出提纲文件(.yaml)的路径")


def _shipped_by_role() -> dict[Role, OutlineSection]:
    """The sections of the default outline: what an outline of a person's own does not say."""
    return {section.role: section for section in load_outline(DEFAULT).sections}


def outline_for(sheet: FactSheet, choice: str | None = None) -> Outline:
    """The outline that was asked for, else the facts file's own, else ``annual``.

    Raises:
        OutlineError: it does not exist, or is none.
    """
    own = sheet.document.outline
    if choice:
        return load_outline(choice)
    if isinstance(own, tuple):
        return _of_specs(own, INLINE, "事实表自带的提纲", sheet.path, _shipped_by_role())
    return load_outline(own or DEFAULT)


def bare_heading(heading: str) -> str:
    """A heading without its number and without a mark at its end."""
    return _FORMS.number.sub("", heading).strip().rstrip("。：:")


def role_of(heading: str, *, first: bool = False) -> Role:
    """What a section does, by the words of its heading."""
    if not heading:
        return Role.OPENING if first else Role.CLOSING
    return role_in(heading) or Role.RESULTS


def unplanned(outline: Outline) -> tuple[str, ...]:
    """What a summary usually has and this outline does not plan, in Chinese."""
    planned = {section.role for section in outline.sections}
    headings = "".join(section.heading for section in outline.sections)
    by_words = {role for role, words in role_words() if any(word in headings for word in words)}
    return tuple(
        name for role, name in _USUAL.items() if role not in planned and role not in by_words
    )


# What takes the facts that no rule places, where the outline does not say.
_TAKES_THE_REST = (Role.RESULTS, Role.MEASURES, Role.ORGANISATION)
_USUAL = {Role.OPENING: "开头", Role.PROBLEMS: "存在的问题", Role.PLAN: "下一步打算"}


def _of_specs(
    specs: tuple[SectionSpec, ...],
    name: str,
    title: str,
    path: str,
    like: Mapping[Role, OutlineSection],
) -> Outline:
    """The outline of sections as they were read; what they do not say is as in ``like``."""
    roles = [
        spec.role or role_of(spec.heading or "", first=not at) for at, spec in enumerate(specs)
    ]
    said = any(one.default for spec in specs for one in (spec, *spec.sections))
    body = [role for role in _TAKES_THE_REST if role in roles]
    fallback = roles.index(body[0]) if body else len(roles) // 2
    planned = any(spec.planned for spec in specs)
    sections = []
    for at, (spec, role) in enumerate(zip(specs, roles, strict=True)):
        section = _of_spec(spec, role, path, like.get(role))
        section = replace(
            section,
            planned=spec.planned or (not planned and role is Role.PLAN),
            default=spec.default or (not said and at == fallback),
        )
        sections.append(section)
    return Outline(name, title, tuple(sections), path)


def _of_spec(
    spec: SectionSpec, role: Role, path: str, like: OutlineSection | None
) -> OutlineSection:
    """A section with its sub-sections; what it does not say is as in ``like``."""
    heading = spec.heading or ""
    nouns = [topic.noun for topic in topics()]
    for noun in spec.topics:
        if noun not in nouns:
            near = nearest_id(noun, nouns)
            advice = f"是不是要写 {near}" if near else f"可用的是 {'、'.join(nouns)}"
            place = f"第{spec.line}行"
            raise OutlineError(
                f"topics 里没有“{noun}”这一类", path=path, place=place, advice=advice
            )
    named = tuple(
        topic.noun
        for topic in topics()
        if heading and any(word in heading for word in (topic.noun, *topic.words))
    )
    own = spec.topics or (named if like else ())
    return OutlineSection(
        id=spec.id,
        heading=heading,
        role=role,
        names=spec.names,
        task=spec.task or (like.task if like else ""),
        length=spec.length or (like.length if like else 500),
        words=spec.words or (like.words if like else ()),
        topics=own or (like.topics if like else ()),
        main=spec.main if spec.main is not None else like.main if like else 0,
        facts=spec.facts,
        sections=tuple(_sub_section(one, role, path) for one in spec.sections),
        place=f"第{spec.line}行",
    )


def _sub_section(spec: SectionSpec, role: Role, path: str) -> OutlineSection:
    """A sub-section: its heading tells its topics where it gives none."""
    bare = OutlineSection("", "", role, length=0)
    return replace(_of_spec(spec, role, path, bare), default=spec.default)


__all__ = [
    "Outline",
    "OutlineSection",
    "bare_heading",
    "load_outline",
    "outline_for",
    "outline_names",
    "role_of",
    "unplanned",
]
