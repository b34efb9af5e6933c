"""An office's own files: where they lie beside the program's config file, and their YAML."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from platformdirs import user_config_dir

from assistant.errors import InputError
from assistant.files.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike


def config_path(environ: Mapping[str, str] = os.environ) -> Path:
    """The config file: ``ASSISTANT_CONFIG``, else config.toml in the user's config folder."""
    named = environ.get("ASSISTANT_CONFIG", "")
    return Path(named) if named else Path(user_config_dir("assistant", False)) / "config.toml"


def office_file(name: str, variable: str, environ: Mapping[str, str] = os.environ) -> Path | None:
    """A file of the office's own: what an environment variable names, else beside the config file.

    None where there is none there; a file that is named need not exist.
    """
    named = environ.get(variable, "")
    file = Path(named) if named else config_path(environ).with_name(name)
    return file if named or file.is_file() else None


def office_toml(
    path: str | PathLike[str], what: str, refused: type[InputError] = InputError
) -> dict[str, Any]:
    """What a TOML file of the office holds; see :func:`office_yaml`."""
    try:
        return tomllib.loads(read_text(path, limit=1024 * 1024))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        raise refused(
            f"{what}不是合法的 TOML",
            path=path,
            place=f"第{at[1]}行第{at[2]}个字" if at else "末尾",
            advice="请检查这里的等号、引号和方括号",
        ) from error


def office_yaml(
    path: str | PathLike[str], what: str, limit: int, refused: type[InputError] = InputError
) -> Any:
    """What a YAML file of the office holds, as plain values.

    ``what`` is its name in Chinese, ``limit`` the most bytes it may have; ``refused`` is the error that
    it is refused with, the line named.
    """
    text = read_text(path, limit=limit)
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark is not None else None
        raise refused(
            f"{what}不是合格的 YAML", path=path, place=place, advice="请检查缩进和冒号"
        ) from error
