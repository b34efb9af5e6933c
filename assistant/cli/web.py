"""The command ``assistant web``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_line
from assistant.cli.model_options import BaseUrl, Choice, ModelName, Profile, PromptFolder
from assistant.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import Draft, FactSheet, Section
    from assistant.drafting.model.models import Progress
    from assistant.drafting.outline.outline import Outline
    from assistant.web.office import Office


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command("web", help="在浏览器里起草、修订:打开一个文件夹里的初稿,只在这台电脑上能访问。")(
        web
    )


def web(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="放初稿、事实表、台账的文件夹。")
    ] = Path(),
    *,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="端口;不写时任取一个。")
    ] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不自动打开浏览器。")] = False,
    samples: Annotated[
        Path | None, typer.Option("--samples", metavar="DIR", help="起草新稿用的范文库文件夹。")
    ] = None,
    users: Annotated[
        Path | None,
        typer.Option("--users", metavar="FILE", help="人员文件(TOML);写了就要各人登录。"),
    ] = None,
    model: ModelName = None,
    profile: Profile = None,
    base_url: BaseUrl = None,
    prompts: PromptFolder = None,
    offline: Annotated[bool, typer.Option("--offline", help="不用模型重写。")] = False,
) -> None:
    """Serves until it is interrupted; the first line of the output is the address."""
    if not folder.is_dir():
        raise InputError("没有这个文件夹", path=folder, advice="请给出放初稿的文件夹")
    try:
        from assistant.web.serving import serve
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"没有装网页要用的软件包({error.name})",
            advice="请安装:pip install 'work-summary-assistant[web]'",
        ) from error
    choice = Choice(model=model, profile=profile, base_url=base_url, prompts=prompts)
    serve(
        _office(folder, choice, samples, users, offline=offline),
        port=port,
        browser=not no_browser,
        tell=print_line,
    )


def _office(
    folder: Path, choice: Choice, samples: Path | None, users: Path | None, *, offline: bool
) -> Office:
    from assistant.cli.revise import writer_of
    from assistant.revision.people import load_roster
    from assistant.web.office import Office

    return Office(
        folder,
        open_writer=partial(writer_of, choice=choice, offline=offline),
        write=partial(_write, choice=choice, samples=samples),
        samples=samples,
        roster=load_roster(users),
    )


def _write(
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    tell: Callable[[str], None],
    *,
    choice: Choice,
    samples: Path | None,
) -> tuple[Draft, str]:
    """A new draft by the model of the command line, else by the offline writer."""
    if not choice.wanted:
        return _write_offline(sheet, plan, outline, tell, samples), ""
    from contextlib import closing

    from assistant.drafting.pipeline.pipeline import write_draft

    def heard(news: Progress) -> None:
        tell(f"{news.heading or news.section}:{news.note or news.state.value}")

    settings = choice.settings()
    with closing(choice.open(settings, sheet)) as opened:
        draft = write_draft(
            sheet,
            plan,
            model=opened,
            samples_folder=samples,
            outline=outline,
            options=choice.options(settings),
            progress=heard,
        )
        return draft, opened.name


def _write_offline(
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    tell: Callable[[str], None],
    samples: Path | None,
) -> Draft:
    from assistant.drafting.pipeline.offline_draft import write_offline_draft

    style = None
    if samples is not None:
        from assistant.samples import load_library, style_profile

        style = style_profile(load_library(samples))

    def written(section: Section) -> None:
        tell(f"{section.heading or section.id}:已写好")

    return write_offline_draft(sheet, plan, outline, style=style, progress=written)
