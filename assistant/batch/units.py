"""The units of a run: a folder of facts files, a sheet with a row a unit, or a mapping."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING

from assistant.batch.jobs import Unit
from assistant.drafting.wording.phrases import role_in
from assistant.errors import AssistantError, InputError
from assistant.facts.loading import ENDINGS
from assistant.files import read_text
from assistant.ledgers.offices import offices_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from assistant.ledgers.offices import Named


def units_of(
    source: Path, names: Sequence[str] = (), limit: int | None = None
) -> tuple[int, Iterator[Unit]]:
    """How many units a run has, and the units, made as they are taken; a fault is carried along.

    Args:
        source: a folder of facts files; a ledger (.xlsx, .xls, .csv) with a row a unit; or a
            mapping (.yaml) whose ``units`` names the table and column of the units.
        names: those that are asked for; all where empty.
        limit: at most so many.

    Raises:
        InputError: there is no unit, two have one name, ``names`` has one that is none, or the
            source cannot be read.
    """
    found = list(_folder(source) if source.is_dir() else offices_of(source, role_in))
    known = Counter(name for name, _ in found)
    if not found:
        raise InputError("没有找到一个单位", path=source, advice="请检查文件夹、表格或映射")
    if twice := next((name for name, count in known.items() if count > 1), None):
        raise InputError(f"有两个单位都叫“{twice}”", path=source, advice="请让每个单位的名称不同")
    if absent := "、".join(name for name in names if name not in known):
        raise InputError(f"没有这样的单位:{absent}", path=source, advice="请检查 --only 后的名称")
    wanted = [one for one in found if not names or one[0] in names][:limit]
    return len(wanted), starmap(_made, wanted)


def _made(name: str, facts: Callable[[], str]) -> Unit:
    try:
        return Unit(name, facts())
    except AssistantError as error:
        return Unit(name, "", str(error))


def _folder(folder: Path) -> Iterator[Named]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith("."):
            yield path.stem, partial(read_text, path)
