"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import OutputError
from assistant.files.reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike


def free_name(path: str | PathLike[str], data: bytes | None = None) -> Path:
    """``path`` where nothing stands there, else the first free ``name(2).ext``, ``name(3).ext``.

    A file that holds just ``data``, what is to be written, may be written again.
    """
    return next(one for one in _names(Path(path)) if not one.exists() or _holds(one, data))


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    yield from (wanted.with_name(f"{wanted.stem}({n}){wanted.suffix}") for n in count(2))


def _holds(path: Path, data: bytes | None) -> bool:
    """Whether a file holds these bytes; one that cannot be read holds others."""
    try:
        return data is not None and path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def claim_free(path: str | PathLike[str], *endings: str) -> Path:
    """The first free name as for :func:`free_name`, taken at once by empty files.

    Each file is made exclusively, so that two programs at the same moment get two names; whoever
    claims writes over the empty files, or removes them. Files with the other ``endings``, which stand
    beside it under the same name (``.draft``), are claimed together with it, or none is.
    """
    return next(
        one
        for one in _names(Path(path))
        if _claim([one, *(one.with_suffix(ending) for ending in endings)])
    )


def _claim(files: Sequence[Path]) -> bool:
    """Whether all of ``files`` could be made; none is left where one could not."""
    made: list[Path] = []
    for file in files:
        try:
            file.touch(exist_ok=False)
        except OSError as error:
            for one in made:
                one.unlink(missing_ok=True)
            if isinstance(error, FileExistsError):
                return False
            raise _refusal(file, error) from error
        made.append(file)
    return True


def write_atomic(path: str | PathLike[str], data: bytes) -> None:
    """Writes ``data`` to ``path``: to a temporary file beside it, then renamed over it.

    A failure at any moment, an OutputError, leaves what stood at ``path`` as it was.
    """
    target = Path(path)
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files private; a result has the rights of any new file.
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise _refusal(path, error) from error


def check_folder(path: str | PathLike[str]) -> None:
    """Makes sure that a file can be made beside ``path``, before the work that is to go there."""
    try:
        with tempfile.TemporaryFile(dir=Path(path).parent):
            pass
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: str | PathLike[str], error: OSError) -> OutputError:
    return OutputError(
        f"写不进去({reason_of(error)})",
        path=path,
        advice="原有文件没有改动;请检查文件夹是否存在、有无写入权限、磁盘是否已满,或用 -o 换一个位置",
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
