"""The command ``assistant model test``."""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.cli.console import message_line, print_line
from assistant.drafting.pipeline.choice import Choice


def ask(*, choice: Choice) -> None:
    """Asks the model; what is wrong ends the command with exit code 3 and says what to do.

    A model that answers, but does not copy references, ends it with 1.
    """
    from assistant.drafting.model.trial import try_model

    settings = choice.settings()
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


def clear(text: str | None = None, *, reason: str = "", config: Path | None = None) -> None:
    """Marks words as no secret, or lists what was marked, by whom, when and why."""
    from assistant.domain import now
    from assistant.drafting.model.clearing import Cleared, add_cleared, read_cleared
    from assistant.files.office import config_path
    from assistant.revision.holder import user_name

    path = config or config_path()
    if text is None:
        for entry in read_cleared(path):
            print_line(f"{entry.on} {entry.by}:“{entry.text}”,理由:{entry.reason}")
        return
    record = add_cleared(path, Cleared(text, reason, user_name(), now()))
    print_line(f"已记入 {record}:“{text}”可以外发。")


COMMANDS = {"model test": ask, "model profiles": profiles, "model clear": clear}
