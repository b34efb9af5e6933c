"""The commands ``assistant prompts list|show|render``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import message_line, print_line
from assistant.cli.model_options import BaseUrl, Choice, Config, ModelName, Profile, PromptFolder

if TYPE_CHECKING:
    from assistant.domain import Section

_SHORT = 12
_Facts = Annotated[Path, typer.Argument(metavar="FACTS", help="事实表。")]
_Section = Annotated[
    str, typer.Option("--section", metavar="N", help="第几节(从 1 数),或章节的编号。")
]
_Samples = Annotated[Path | None, typer.Option("--samples", metavar="DIR", help="范文文件夹。")]
_OutlineName = Annotated[
    str | None, typer.Option("--outline", metavar="NAME", help="提纲的名字或文件。")
]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    prompts = typer.Typer(help="查看提示词,看会发给模型的原文。", no_args_is_help=True)
    prompts.command("list", help="列出提示词、版本、用途和来处。")(list_prompts)
    prompts.command("show", help="显示一个提示词文件。")(show)
    prompts.command("render", help="显示某一节会发给模型的全文和词元数,什么也不发。")(render)
    app.add_typer(prompts, name="prompts")


def list_prompts(own: PromptFolder = None) -> None:
    """A line for each prompt."""
    from assistant.drafting.pipeline.prompts import load_prompts

    library = load_prompts(_own(own))
    for prompt in library.prompts.values():
        print_line(
            f"{prompt.name}  第{prompt.version}版  {prompt.digest[:_SHORT]}  {prompt.purpose}\n"
            f"    {prompt.path}"
        )
    print_line(f"roles.yaml  {library.roles_digest[:_SHORT]}  各类章节写什么、写多长")


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="提示词的名字,见 prompts list。")],
    own: PromptFolder = None,
) -> None:
    """The prompt's variables and its text."""
    from assistant.drafting.pipeline.prompts import load_prompts
    from assistant.errors import PromptError

    library = load_prompts(_own(own))
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
    facts: _Facts,
    *,
    section: _Section = "1",
    samples: _Samples = None,
    outline: _OutlineName = None,
    own: PromptFolder = None,
    model: ModelName = None,
    profile: Profile = None,
    base_url: BaseUrl = None,
    config: Config = None,
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
    choice = Choice(model, profile, base_url, config, prompts=_own(own))
    options = WritingOptions(prompts=choice.prompts)
    if choice.wanted:
        options = choice.options(choice.settings())
    desk = prepare_desk(
        sheet,
        plan,
        model=Mute(model or "m"),
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
