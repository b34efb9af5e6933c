"""A model that answers from files: for tests, demonstrations and the evaluation of prompts.

A folder holds one or more YAML files. Each has ``answers``: a list of entries that say which
section and attempt they answer, with what text, and which fault comes instead. The form is
described in docs/prompts.md; ``--record`` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from assistant.domain import Verdict
from assistant.drafting.model.models import Answer, Step
from assistant.errors import (
    InputError,
    ModelAnswerError,
    ModelBusyError,
    ModelError,
    ModelRefusedError,
    ModelUnreachableError,
    ModelWindowError,
    SettingsError,
)
from assistant.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.drafting.model.models import Request

_TOP = frozenset({"version", "note", "model", "facts", "samples", "outline", "expect", "answers"})
# What a record was made on is kept beside it under these names.
_KEPT = ("facts.yaml", "outline.yaml")
_ENTRY = frozenset(
    {"section", "step", "attempt", "answer", "fault", "usage", "finish", "seconds", "planted"}
)
# The faults that a client cannot get over, as errors; all others change the answer.
FAULTS: Mapping[str, tuple[type[ModelError], str]] = {
    "rate-limited": (ModelBusyError, "服务端说请求太多(429)"),
    "server-error": (ModelUnreachableError, "模型服务出了故障(500)"),
    "unavailable": (ModelUnreachableError, "模型服务出了故障(503)"),
    "unreachable": (ModelUnreachableError, "连不上模型服务"),
    "timeout": (ModelUnreachableError, "等待回答超时"),
    "reset": (ModelUnreachableError, "连接中途断开"),
    "truncated": (ModelUnreachableError, "回答没有传完就断了"),
    "invalid-json": (ModelAnswerError, "回答不是 OpenAI 协议的格式"),
    "html": (ModelAnswerError, "返回的是网页,不是模型的回答"),
    "context": (ModelWindowError, "内容超过了模型的窗口"),
    "wrong-key": (ModelRefusedError, "服务端不认密钥(401)"),
    "forbidden": (ModelRefusedError, "服务端不许这个密钥使用(403)"),
    "no-model": (ModelRefusedError, "没有这个名字的模型(404)"),
}
# Faults of the answer itself, which the client hands on as it came.
ANSWERS: Mapping[str, str] = {
    "empty": "",
    "refusal": "抱歉，我无法为您完成这项写作。",
    "huge": "本" * 1024 * 1024,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """An error that a prompt maintainer put into an answer, to see that it is caught.

    Attributes:
        text: as it stands in the rendered draft.
        verdict: what the verifier should say; None where any finding will do.
    """

    text: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of a stub; the fields are those of the file."""

    section: str
    step: str
    attempt: int
    answer: str
    fault: str
    sent: int
    received: int
    finish: str
    seconds: float
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The answers of one run, and what it was run on.

    Attributes:
        facts, samples, outline: as the file names them; paths are made absolute.
        expect: ``clean``, ``repaired`` or ``stands``: what should come of it.
    """

    path: Path
    entries: tuple[Entry, ...]
    model: str = "stub"
    facts: Path | None = None
    samples: Path | None = None
    outline: str = ""
    expect: str = ""
    note: str = ""

    def find(self, section: str, step: str, attempt: int) -> Entry | None:
        """The entry for a question; one without a step answers any but a rewrite.

        How often a person has a section rewritten is not known beforehand: the last of its
        rewrites answers all further ones.
        """
        own = [entry for entry in self.entries if entry.section == section]
        for entry in own:
            fits = entry.step == step or (not entry.step and step != Step.REWRITE)
            if entry.attempt == attempt and fits:
                return entry
        rewrites = [entry for entry in own if entry.step == step == Step.REWRITE]
        return rewrites[-1] if rewrites else None


@dataclass(slots=True)
class StubModel:
    """Answers from the runs of a folder; never reaches for a network."""

    runs: tuple[Run, ...]
    folder: Path
    asked: list[Request] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the draft says wrote it."""
        return f"stub:{self.folder}"

    @property
    def identity(self) -> str:
        """The folder; a stub's answers are never cached."""
        return f"stub:{self.folder}"

    def ask(self, request: Request) -> Answer:
        """The answer of the files.

        Raises:
            ModelError: the entry names a fault, or there is no entry.
        """
        self.asked.append(request)
        for run in self.runs:
            entry = run.find(request.section, request.step, request.attempt)
            if entry is not None:
                return answer_of(entry, request)
        raise ModelAnswerError(
            f"桩模型里没有“{request.section}”一节第{request.attempt}次({request.step})的回答",
            path=self.folder,
            advice="请在其中的 YAML 里补上,或用 --record 重新录制",
        )

    def forget(self, request: Request) -> None:
        """Nothing: the files are not changed."""

    def close(self) -> None:
        """Nothing: there is no connection."""


def answer_of(entry: Entry, request: Request) -> Answer:
    """What a client would hand on, or raise, for this entry."""
    if entry.fault in FAULTS and not entry.answer:
        kind, told = FAULTS[entry.fault]
        raise kind(told, advice="这是桩模型中设定的故障")
    text = ANSWERS.get(entry.fault, entry.answer)
    finish = "length" if entry.fault == "length" else entry.finish
    if request.heard is not None:
        request.heard(len(text))
    sent = entry.sent or len(request.prompt)
    return Answer(text, sent, entry.received or len(text), entry.seconds, finish)


def load_stub(folder: Path) -> StubModel:
    """The stub of a folder.

    Raises:
        SettingsError: there is no such folder, or a file in it is not as it should be.
    """
    return StubModel(load_runs(folder), folder)


def load_runs(folder: Path) -> tuple[Run, ...]:
    """The runs of a folder's YAML files, in the order of their names.

    Raises:
        SettingsError: as for :func:`load_stub`.
    """
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name not in _KEPT]
    if not files:
        raise SettingsError(
            "这里没有桩模型的回答(*.yaml)", path=folder, advice="请检查文件夹是否写对"
        )
    return tuple(_read_run(file) for file in files)


def _read_run(path: Path) -> Run:
    try:
        value = yaml.safe_load(read_text(path))
    except InputError as error:
        raise SettingsError(error.found, path=path, advice=error.advice) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else None
        raise SettingsError("不是合法的 YAML", path=path, place=place) from error
    _known(value, _TOP, path, "")
    entries = value.get("answers")
    if not isinstance(entries, list):
        raise SettingsError("没有 answers 列表", path=path, advice="格式见 docs/prompts.md")
    base = path.parent
    return Run(
        path,
        tuple(_read_entry(entry, path, number) for number, entry in enumerate(entries, 1)),
        str(value.get("model", "stub")),
        base / value["facts"] if value.get("facts") else None,
        base / value["samples"] if value.get("samples") else None,
        _outline(str(value.get("outline", "")), base),
        str(value.get("expect", "")),
        str(value.get("note", "")),
    )


def _outline(name: str, base: Path) -> str:
    """A shipped outline's name as it is; a file that was kept with the run by its path."""
    return str(base / name) if name and (base / name).is_file() else name


def _known(value: Any, known: frozenset[str], path: Path, place: str) -> None:
    if not isinstance(value, dict):
        raise SettingsError("应当是“名称: 内容”的形式", path=path, place=place or None)
    strange = sorted(set(value) - known)
    if strange:
        raise SettingsError(
            f"不认识的项:{'、'.join(map(str, strange))}",
            path=path,
            place=place or None,
            advice=f"可用的有:{'、'.join(sorted(known))}",
        )


def _read_entry(value: Any, path: Path, number: int) -> Entry:
    place = f"answers 第{number}项"
    _known(value, _ENTRY, path, place)
    fault = str(value.get("fault") or "")
    if fault and fault not in {*FAULTS, *ANSWERS, "length"}:
        raise SettingsError(
            f"没有“{fault}”这种故障",
            path=path,
            place=place,
            advice=f"可用的有:{'、'.join(sorted({*FAULTS, *ANSWERS, 'length'}))}",
        )
    try:
        usage = value.get("usage") or {}
        planted = tuple(
            Planted(str(one["text"]), Verdict(one["verdict"]) if one.get("verdict") else None)
            for one in value.get("planted") or ()
        )
        return Entry(
            str(value["section"]),
            Step(value["step"]).value if value.get("step") else "",
            int(value.get("attempt", 1)),
            str(value.get("answer") or ""),
            fault,
            int(usage.get("sent", 0)),
            int(usage.get("received", 0)),
            str(value.get("finish", "stop")),
            float(value.get("seconds", 0)),
            planted,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(
            f"写法不对({error})", path=path, place=place, advice="格式见 docs/prompts.md"
        ) from error
