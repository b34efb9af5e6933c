"""Prompts as files: loaded, checked and filled in.

A prompt is a Markdown file with a YAML head: name, version, purpose and its variables, each with a
word on what it holds. ``$name`` in the body is a variable; ``$$`` is a dollar sign. The shipped
prompts stand in ``prompts/`` at the top of a checkout and in ``assistant/_prompts`` in a wheel; a
person's own folder overrides them one by one. What a section does, by its role, stands in
``roles.yaml`` beside them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import yaml

from assistant.domain import Role
from assistant.drafting.model.models import Step
from assistant.errors import InputError, PromptError
from assistant.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

BRIEF = "brief"
# What last year's section is shown with, behind what asks for a section.
LAST_YEAR = "last-year"
NAMES = (BRIEF, LAST_YEAR, *(step.value for step in Step))
_ROLES = "roles.yaml"
_HEAD_KEYS = frozenset({"name", "version", "purpose", "begins_with", "variables"})
_LIMIT = 256 * 1024
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file.

    Attributes:
        variables: what each holds, by name, as the file's head says.
        begins_with: what comes before it: ``brief``, or ``task`` for what was asked first.
        digest: SHA-256 of the file's text, in hex.
    """

    name: str
    version: int
    purpose: str
    variables: Mapping[str, str]
    begins_with: str
    body: str
    path: Path
    digest: str

    def render(self, values: Mapping[str, str]) -> str:
        """The body with every variable filled in.

        Raises:
            PromptError: a declared variable is missing, or one is given that is not declared.
        """
        missing = sorted(self.variables.keys() - values.keys())
        unknown = sorted(values.keys() - self.variables.keys())
        if missing or unknown:
            found = "、".join(
                [f"缺少变量 {name}" for name in missing] + [f"多出变量 {name}" for name in unknown]
            )
            raise PromptError(found, path=self.path, advice="请对照文件头部的 variables 补齐")
        return Template(self.body).substitute(values)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a section of some role does, and how long it should be, in characters."""

    text: str
    base: int
    per_fact: int
    least: int
    most: int

    def length(self, facts: int) -> int:
        """The length to aim at with ``facts`` facts to state, in characters, in tens."""
        wanted = self.base + self.per_fact * facts
        return round(min(max(wanted, self.least), self.most) / 10) * 10


@dataclass(frozen=True, slots=True)
class PromptLibrary:
    """All prompts that a run uses.

    Attributes:
        roles_digest: SHA-256 of the text of roles.yaml.
    """

    prompts: Mapping[str, Prompt]
    duties: Mapping[Role, Duty]
    roles_digest: str

    def render(self, name: str, values: Mapping[str, str]) -> str:
        """The prompt ``name`` filled in; see :meth:`Prompt.render`."""
        return self.prompts[name].render(values)

    def label(self, *steps: Step) -> str:
        """What goes into a draft: ``write-section@1:0123456789abcdef``.

        The digest is that of every file behind the prompt: brief, roles and the steps given, of
        which the last names the label.
        """
        last = self.prompts[steps[-1]]
        digests = [self.prompts[BRIEF].digest, self.roles_digest]
        digests += [self.prompts[step].digest for step in steps]
        whole = hashlib.sha256("\n".join(digests).encode()).hexdigest()
        return f"{last.name}@{last.version}:{whole[:16]}"


def shipped_folder() -> Path:
    """Where the shipped prompts stand: in the checkout, or in an installed package."""
    package = Path(__file__).resolve().parents[2]
    checkout = package.parent / "prompts"
    return checkout if (checkout / _ROLES).is_file() else package / "_prompts"


def load_prompts(own: Path | None = None, *, shipped: Path | None = None) -> PromptLibrary:
    """The shipped prompts, each overridden by a file of the same name in ``own``.

    Raises:
        PromptError: a folder or file is missing, a head is not as it should be, a variable is
            used that is not declared or declared and not used, an own prompt has not the same
            variables as the shipped one, or either folder holds a file that is no prompt.
    """
    root = shipped or shipped_folder()
    _check_own(root)
    if own is not None:
        _check_own(own)
    prompts: dict[str, Prompt] = {}
    for name in NAMES:
        prompts[name] = _read_prompt(root / f"{name}.md", name)
        if own is not None and (own / f"{name}.md").is_file():
            prompts[name] = _overriding(_read_prompt(own / f"{name}.md", name), prompts[name])
    roles = root / _ROLES
    if own is not None and (own / _ROLES).is_file():
        roles = own / _ROLES
    text = _text(roles)
    return PromptLibrary(prompts, _duties(text, roles), _digest(text))


def _check_own(own: Path) -> None:
    if not own.is_dir():
        raise PromptError("找不到提示词文件夹", path=own, advice="请检查 --prompts 后的路径")
    known = {_ROLES, *(f"{name}.md" for name in NAMES)}
    for file in sorted(own.iterdir()):
        ignored = file.name.startswith((".", "README")) or file.is_dir()
        if not ignored and file.name not in known:
            raise PromptError(
                "这个文件不对应任何一个提示词",
                path=file,
                advice=f"可用的文件名有:{'、'.join(sorted(known))};请改名或移走",
            )


def _overriding(own: Prompt, shipped: Prompt) -> Prompt:
    differing = sorted(own.variables.keys() ^ shipped.variables.keys())
    if differing:
        raise PromptError(
            f"变量与自带的提示词不一致:{'、'.join(differing)}",
            path=own.path,
            advice=f"应当是:{'、'.join(sorted(shipped.variables))}",
        )
    return own


def _text(path: Path) -> str:
    try:
        return read_text(path, limit=_LIMIT)
    except InputError as error:
        raise PromptError(error.found, path=path, advice=error.advice) from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_prompt(path: Path, name: str) -> Prompt:
    text = _text(path)
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():  # noqa: PLR2004 - nothing, head, body
        raise PromptError(
            "没有文件头",
            path=path,
            advice="文件要以 --- 开头,写明 name、version、purpose、variables",
        )
    head = _mapping(parts[1], path)
    strange = sorted(head.keys() - _HEAD_KEYS)
    if strange:
        raise PromptError(f"文件头里有不认识的项:{'、'.join(strange)}", path=path)
    _check_head(head, name, path)
    body = parts[2].strip("\n") + "\n"
    variables = {str(key): str(value) for key, value in (head.get("variables") or {}).items()}
    _check_variables(body, variables, path)
    return Prompt(
        name,
        head["version"],
        head["purpose"],
        variables,
        head.get("begins_with", ""),
        body,
        path,
        _digest(text),
    )


def _mapping(text: str, path: Path) -> dict[str, Any]:
    try:
        value = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the safe loader, in C where it is
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else None
        raise PromptError(
            "不是合法的 YAML", path=path, place=place, advice="请改正后再试"
        ) from error
    if not isinstance(value, dict):
        raise PromptError("应当是“名称: 内容”的形式", path=path)
    return value


def _check_head(head: Mapping[str, Any], name: str, path: Path) -> None:
    wrong = []
    if head.get("name") != name:
        wrong.append(f"name 应为 {name}")
    if not isinstance(head.get("version"), int):
        wrong.append("version 应为整数")
    if not isinstance(head.get("purpose"), str):
        wrong.append("purpose 应为一句话")
    if not isinstance(head.get("variables") or {}, dict):
        wrong.append("variables 应为“变量: 说明”")
    if wrong:
        raise PromptError(f"文件头不对:{';'.join(wrong)}", path=path, advice="请改正文件头")


def _check_variables(body: str, declared: Mapping[str, str], path: Path) -> None:
    template = Template(body)
    if not template.is_valid():
        raise PromptError("有不成变量的 $ 号", path=path, advice="正文里的 $ 号请写成 $$")
    used = set(template.get_identifiers())
    undeclared, unused = sorted(used - declared.keys()), sorted(declared.keys() - used)
    if undeclared or unused:
        found = [f"用了没有声明的变量 {name}" for name in undeclared]
        found += [f"声明了没有用到的变量 {name}" for name in unused]
        raise PromptError("、".join(found), path=path, advice="请让文件头的 variables 与正文一致")


def _duties(text: str, path: Path) -> dict[Role, Duty]:
    roles = _mapping(text, path).get("roles")
    duties: dict[Role, Duty] = {}
    for role in Role:
        entry = roles.get(role.value) if isinstance(roles, dict) else None
        keys = ("base", "per_fact", "min", "max")
        if (
            not isinstance(entry, dict)
            or not isinstance(entry.get("duty"), str)
            or not all(isinstance(entry.get(key), int) for key in keys)
        ):
            raise PromptError(
                f"缺少 {role.value} 一项,或它的 duty、base、per_fact、min、max 不全",
                path=path,
                advice="请对照自带的 roles.yaml 补齐",
            )
        duties[role] = Duty(entry["duty"].strip(), *(entry[key] for key in keys))
    return duties
