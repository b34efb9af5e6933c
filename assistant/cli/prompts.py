"""The commands ``assistant prompts list|show|render``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.console import message_line, print_line
from assistant.drafting.pipeline.choice import Choice

if TYPE_CHECKING:
    from assistant.domain import Section

_SHORT = 12


def list_prompts(*, prompts: Path | None = None) -> None:
    """A line for each prompt."""
    from assistant.drafting.pipeline.prompts import load_prompts

    library = load_prompts(_own(prompts))
    for prompt in library.prompts.values():
        print_line(
            f"{prompt.name}  第{prompt.version}版  {prompt.digest[:_SHORT]}  {prompt.purpose}\n"
            f"    {prompt.path}"
        )
    print_line(f"roles.yaml  {library.roles_digest[:_SHORT]}  各类章节写什么、写多长")


def show(name: str, *, prompts: Path | None = None) -> None:
    """The prompt's variables and its text."""
    from assistant.drafting.pipeline.prompts import load_prompts
    from assistant.errors import PromptError

    library = load_prompts(_own(prompts))
    prompt = library.prompts.get(name)
    if prompt is None:
        raise PromptError(
            f"没有名为“{name}”的提示词", advice=f"可用的有:{'、'.join(library.prompts)}"
        )
    message_line(f"{prompt.path}  第{prompt.version}版  {prompt.digest}")
    for variable, meaning in prompt.variables.items():
        message_line(f"  ${variable}:{meaning}")
    print_line(prompt.body.rstrip("\n"))


def render(
    facts: Path,
    *,
    section: str = "1",
    samples: Path | None = None,
    outline: str | None = None,
    choice: Choice,
) -> None:
    """The whole prompt of a section; opening and closing with the offline body in its place."""
    from assistant.drafting.outline.outline import outline_for
    from assistant.drafting.outline.plan import plan_sections
    from assistant.drafting.pipeline.pipeline import WritingOptions, prepare_desk
    from assistant.drafting.pipeline.rehearsal import Mute, rehearsed_prompt
    from assistant.facts import load_facts

    sheet = load_facts(facts)
    chosen = outline_for(sheet, outline)
    plan = plan_sections(sheet, chosen)
    choice = replace(choice, prompts=_own(choice.prompts))
    options = WritingOptions(prompts=choice.prompts)
    if choice.wanted:
        options = choice.options(choice.settings())
    desk = prepare_desk(
        sheet,
        plan,
        model=Mute(choice.model or "m"),
        samples_folder=samples,
        outline=chosen,
        options=options,
    )
    fitted = rehearsed_prompt(desk, _chosen(plan, section))
    print_line(fitted.text.rstrip("\n"))
    message_line(f"词元:{fitted.tokens}({desk.counter.description});范文摘录 {fitted.kept} 段")


def _chosen(plan: tuple[Section, ...], wanted: str) -> Section:
    from assistant.errors import OutlineError

    for number, section in enumerate(plan, 1):
        if wanted in {str(number), section.id}:
            return section
    names = "、".join(f"{number} {section.id}" for number, section in enumerate(plan, 1))
    raise OutlineError(f"没有第“{wanted}”节", advice=f"可用的有:{names}")


def _own(folder: Path | None) -> Path | None:
    """The person's own folder: the option's, else the config file's."""
    from assistant.drafting.model.settings import own_prompts

    return folder or own_prompts()


COMMANDS = {"prompts list": list_prompts, "prompts show": show, "prompts render": render}
