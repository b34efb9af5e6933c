"""Saves what a real model answers, in the stub's form, with secrets removed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import yaml

from assistant.drafting.model.answers import without_controls
from assistant.drafting.model.keys import Secret, scrub
from assistant.errors import OutputError
from assistant.files import reason_of, write_atomic

if TYPE_CHECKING:
    from assistant.drafting.model.models import Answer, Model, Request

RECORD_NAME = "run.yaml"


def keep_sources(
    folder: Path, facts: str, samples: Path | None = None, outline: str = ""
) -> dict[str, str]:
    """Copies what a run is made on into its record, so that the record can be run anywhere.

    Args:
        folder: of the record.
        facts: the path of the facts file; empty where there is none.
        samples: the folder of samples.
        outline: the name of a shipped outline, or the path of an outline file.

    Returns:
        The record's head: ``facts``, ``samples``, ``outline``, as paths within the folder.

    Raises:
        OutputError: the folder cannot be written, or holds other files of these names that no
            earlier record brought.
    """
    kept: dict[str, str] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in (("facts", facts), ("outline", outline)):
            if path and Path(path).is_file():
                kept[name] = f"{name}{Path(path).suffix}"
                _copy(Path(path), folder / kept[name])
            elif path:
                kept[name] = path
        if samples is not None:
            kept["samples"] = "samples"
            _copy(samples, folder / "samples")
    except OSError as error:
        raise OutputError(
            f"录制的文件夹写不进去({reason_of(error)})", path=folder, advice="请换一个位置"
        ) from error
    return kept


def _copy(source: Path, target: Path) -> None:
    if source.resolve() == target.resolve():
        return
    if target.exists() and not target.with_name(RECORD_NAME).exists():
        raise OutputError(
            f"录制的文件夹里已有别的 {target.name},没有覆盖",
            path=target.parent,
            advice="请给 --record 一个空的或还没有的文件夹",
        )
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)


class _Block(str):
    """A text that YAML writes as a block, so that people can read and mend it."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes blocks and keeps the order of keys."""


def _represent(dumper: yaml.SafeDumper, data: _Block) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style="|")


_Dumper.add_representer(_Block, _represent)


@dataclass(slots=True)
class RecordingModel:
    """A model whose answers are saved as they come.

    Attributes:
        folder: gets ``run.yaml``, rewritten whole after every answer.
        key: removed from what is saved, as is anything of a key's shape.
        source: what the run was made on: ``facts``, ``outline``, ``samples``.
    """

    model: Model
    folder: Path
    key: Secret = field(default_factory=Secret)
    source: dict[str, str] = field(default_factory=dict)
    _entries: list[dict[str, Any]] = field(default_factory=list, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    @property
    def identity(self) -> str:
        """The model's identity."""
        return self.model.identity

    def ask(self, request: Request) -> Answer:
        """The model's answer, saved.

        Raises:
            OutputError: the folder cannot be written.
        """
        answer = self.model.ask(request)
        with self._lock:
            self._entries.append(_entry(request, answer, self.key))
            self._write()
        return answer

    def forget(self, request: Request) -> None:
        """Passes it on; the record keeps what was answered."""
        self.model.forget(request)

    def close(self) -> None:
        """Closes the model behind it; the record is on disk already."""
        self.model.close()

    def _write(self) -> None:
        order = sorted(self._entries, key=lambda entry: (entry["section"], entry["attempt"]))
        whole = {"version": 1, "model": self.name, **self.source, "answers": order}
        text = yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"录制的文件夹建不起来({reason_of(error)})", path=self.folder, advice="请换一个位置"
            ) from error
        write_atomic(self.folder / RECORD_NAME, text.encode("utf-8", "replace"))


def _entry(request: Request, answer: Answer, key: Secret) -> dict[str, Any]:
    # A block cannot hold blanks at a line's end.
    text = scrub(without_controls(answer.text), key)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return {
        "section": request.section,
        "step": request.step.value,
        "attempt": request.attempt,
        "usage": {"sent": answer.sent, "received": answer.received},
        "seconds": round(answer.seconds, 2),
        "finish": answer.finish,
        "answer": _Block(lines.strip() + "\n"),
    }
