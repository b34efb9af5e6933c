"""The command ``assistant model test``."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.console import message_line, print_line
from assistant.cli.model_options import BaseUrl, Choice, Config, ModelName, Profile


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    model = typer.Typer(help="试用模型,列出可选的服务。", no_args_is_help=True)
    model.command("test", help="向模型问一句话,说明能不能用、哪里不对、怎么办。")(ask)
    model.command("profiles", help="列出自带的模型服务。")(profiles)
    model.command(
        "clear", help="放行一处误报的“不能外发”:写明原文和理由,记入放行记录;不写原文则列出记录。"
    )(clear)
    app.add_typer(model, name="model")


def ask(
    *,
    model: ModelName = None,
    profile: Profile = None,
    base_url: BaseUrl = None,
    config: Config = None,
) -> None:
    """Asks the model; what is wrong ends the command with exit code 3 and says what to do.

    A model that answers, but does not copy references, ends it with 1.
    """
    from assistant.drafting.model.trial import try_model

    settings = Choice(model, profile, base_url, config).settings()
    if settings.stub_folder is not None:
        from assistant.drafting.model.backend import open_model

        open_model(settings)
        print_line("√ 桩模型的回答可以读出")
        return
    fit = True
    for note in try_model(settings):
        print_line(f"{'√' if note.good else '!'} {note.text}")
        fit = fit and note.fit
    if not fit:
        message_line("能连上,但它不照抄数字引用,写出的多半核对不过;请换一个大一些的模型。")
        raise typer.Exit(1)
    message_line("可以用它起草。")


def profiles() -> None:
    """A line for each shipped profile."""
    from assistant.drafting.model.settings import shipped_profiles
    from assistant.files.office import config_path

    for name, values in sorted(shipped_profiles().items()):
        key = f",密钥在环境变量 {values['key_env']}" if values.get("key_env") else ""
        print_line(f"{name}:{values['label']} {values['base_url']}{key}")
    message_line(f"自己的配置写在 {config_path()}")


def clear(
    text: Annotated[
        str | None, typer.Argument(metavar="原文", help="确认不是秘密的原文,照抄。")
    ] = None,
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么不是秘密。")] = "",
    config: Config = None,
) -> None:
    """Marks words as no secret, or lists what was marked, by whom, when and why."""
    from datetime import datetime

    from assistant.drafting.model.clearing import Cleared, add_cleared, read_cleared
    from assistant.files.office import config_path
    from assistant.revision.holder import user_name

    path = config or config_path()
    if text is None:
        for entry in read_cleared(path):
            print_line(f"{entry.on} {entry.by}:“{entry.text}”,理由:{entry.reason}")
        return
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    record = add_cleared(path, Cleared(text, reason, user_name(), now))
    print_line(f"已记入 {record}:“{text}”可以外发。")
