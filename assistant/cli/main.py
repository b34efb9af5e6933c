"""The program: registers the commands and is the one place where errors become messages."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from assistant.cli.console import error_line, message_line, open_streams, steady_streams
from assistant.cli.options import add_commands
from assistant.cli.usage import speak_chinese, usage_message
from assistant.errors import AssistantError
from assistant.files import reason_of

# Each module has its commands in ``COMMANDS``; modules import heavy things only when they run.
_COMMANDS = (
    "draft",
    "batch",
    "verify",
    "proofread",
    "revise",
    "review",
    "web",
    "export",
    "facts",
    "ledger",
    "samples",
    "outline",
    "prompts",
    "model",
    "evaluate",
    "doctor",
)

_INTERRUPTED = 130


def build_app() -> typer.Typer:
    """The program with all its commands."""
    app = typer.Typer(
        name="assistant",
        help="年度工作总结起草助手:由事实表和范文起草,逐个核对数字,逐节修订,输出公文格式的 Word 文件。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in _COMMANDS:
        module = import_module(f"assistant.cli.{name}")
        add_commands(app, module.COMMANDS, getattr(module, "Group", TyperGroup))
    return app


def run(arguments: list[str] | None = None) -> None:
    """Runs the program and ends the process with the exit code of DESIGN.md.

    0 all is well, 1 findings, 2 bad input or use, 3 the model failed. No traceback reaches the
    person unless ``--debug`` is among the arguments.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    open_streams()
    steady_streams()
    try:
        code = _run(words)
        sys.stdout.flush()  # a full disk is told here, not by the interpreter when it ends
        sys.exit(code)
    except AssistantError as error:
        if debug:
            raise
        error_line(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:  # whoever read the output has seen enough: `| head`
        _drop_output()
        sys.exit(0)
    except OSError as error:
        if debug:
            raise
        _drop_output()
        error_line(f"读写出错({reason_of(error)})。请检查输出要去的地方、磁盘和网络盘,再运行一次。")
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        error_line("已中断;已经保存的都在,重新运行同一条命令即可。")
        sys.exit(_INTERRUPTED)
    except Exception as error:  # the last boundary: no traceback reaches a person
        if debug:
            raise
        error_line(
            f"程序内部出错({type(error).__name__})。请加 --debug 重新运行,并把输出交给维护人员。"
        )
        sys.exit(2)


def _drop_output() -> None:
    """Lets go of what cannot be written, so that the interpreter does not try again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    if len(words) <= 1 or {"-h", "--help"} & set(words):  # one word may be a group of commands
        speak_chinese()
    try:
        code = build_app()(args=words, prog_name="assistant", standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            message_line(error.format_message())
        else:
            error_line(usage_message(error))
        return 2
    if code == _INTERRUPTED:  # typer turns Ctrl-C into this code without a word
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    run()
