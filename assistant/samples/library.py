"""The library: a folder of plain text files, each a sample with a few lines of front matter.

    ---
    title: …
    source: …
    imported: 2026-01-31
    digest: 0123456789abcdef
    ---
    the text, a paragraph a line

A person may mend, add or delete files; a file without front matter is a sample too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import yaml

from assistant.errors import SampleError
from assistant.files import free_name, read_text, reason_of, safe_name, write_atomic
from assistant.samples.cleaning import digest_of
from assistant.samples.dividing import COPY, containment
from assistant.samples.sample import Removal, Sample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from os import PathLike

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_KEYS = ("title", "source", "imported", "digest")
_REMOVED = ("reason", "text", "line", "before", "paragraph")
_LONGEST_NAME = 60
_ANCHORS = (20, 8, 4)  # characters before the words by which their place is looked for, in turn


@dataclass(frozen=True, slots=True)
class Added:
    """What adding samples did.

    Attributes:
        samples: those that were added, with their names.
        messages: why others were not, in Chinese.
    """

    samples: tuple[Sample, ...]
    messages: tuple[str, ...]


def default_folder() -> Path:
    """Where the library stands unless the person names another folder."""
    return Path(platformdirs.user_data_dir("work-summary-assistant", appauthor=False)) / "samples"


def _root(folder: str | PathLike[str] | None) -> Path:
    return Path(folder) if folder is not None else default_folder()


def load_library(folder: str | PathLike[str] | None = None) -> tuple[Sample, ...]:
    """The samples of a folder, by name; none where the default folder is not there yet.

    InputError where the folder that was named is not there, or a file cannot be read.
    """
    root = _root(folder)
    if not root.is_dir():
        if folder is None:
            return ()
        raise SampleError(
            "找不到范文文件夹", path=root, advice="请检查路径,或先用 assistant samples add 导入范文"
        )
    files = [
        file for file in root.iterdir() if file.suffix == ".txt" and not file.name.startswith(".")
    ]
    return tuple(_load(file) for file in sorted(files))


def sample_texts(folder: Path | None) -> dict[str, str]:
    """The texts of a folder's samples by name, for the leak test; none where there is no folder."""
    return {} if folder is None else {sample.name: sample.text for sample in load_library(folder)}


def find_sample(samples: Iterable[Sample], name: str) -> Sample:
    """The sample of a name, or the only one whose name holds it or that came from a file so called.

    SampleError where there is none, or several.
    """
    many = tuple(samples)
    exact = [sample for sample in many if sample.name == name]
    found = exact or [sample for sample in many if name in sample.name]
    found = found or [s for s in many if s.source and name in {s.source, Path(s.source).stem}]
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(sample.name for sample in found)
        raise SampleError(f"“{name}”对应多篇范文:{names}", advice="请写全名称")
    raise SampleError(f"没有名为“{name}”的范文", advice="请用 assistant samples list 查看名称")


def add_samples(samples: Iterable[Sample], folder: str | PathLike[str] | None, today: str) -> Added:
    """Writes samples into the library, made where it is not there; copies of what it has are left out.

    Raises:
        OutputError: the folder cannot be written.
        SampleError: the folder cannot be made.
    """
    root = _root(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SampleError(
            f"建不了范文文件夹({reason_of(error)})", path=root, advice="请用 --samples 换一个文件夹"
        ) from error
    known = list(load_library(root))
    added: list[Sample] = []
    messages: list[str] = []
    for sample in samples:
        copy = next((one for one in known if containment(one.text, sample.text) >= COPY), None)
        if copy is not None:
            messages.append(_copy_message(sample, copy))
            continue
        path = free_name(root / (safe_name(sample.title, "范文") + ".txt"))
        stored = replace(sample, name=path.stem, imported=today)
        write_atomic(path, render_sample(stored).encode("utf-8"))
        known.append(stored)
        added.append(stored)
    return Added(tuple(added), tuple(messages))


def _copy_message(sample: Sample, copy: Sample) -> str:
    longer = len(sample.text) > len(copy.text) * 1.2
    hint = f"新的更完整;要换用它,请先 assistant samples remove {copy.name}" if longer else "未导入"
    return f"“{sample.title}”({sample.source})与库中的“{copy.name}”重复:{hint}。"


def remove_sample(name: str, folder: str | PathLike[str] | None = None) -> Path:
    """Deletes a sample's file and gives its path; SampleError where there is none or it stays."""
    sample = find_sample(load_library(folder), name)
    path = _root(folder) / f"{sample.name}.txt"
    try:
        path.unlink()
    except OSError as error:
        raise SampleError(
            f"删不掉({reason_of(error)})", path=path, advice="请检查文件是否被占用"
        ) from error
    return path


def keep_removed(
    name: str, numbers: Collection[int], folder: str | PathLike[str] | None = None
) -> Sample:
    """Puts back what the import took out of a sample, counted from 1, in its file.

    Raises:
        SampleError: there is no such sample or number.
        OutputError: the file cannot be written.
    """
    sample = put_back(find_sample(load_library(folder), name), numbers)
    write_atomic(_root(folder) / f"{sample.name}.txt", render_sample(sample).encode("utf-8"))
    return sample


def put_back(sample: Sample, numbers: Collection[int]) -> Sample:
    """The sample with some of what was taken out, counted from 1, at its old place; the rest stays out.

    Raises:
        SampleError: there is no such number.
    """
    unknown = sorted(set(numbers) - set(range(1, len(sample.removed) + 1)))
    if unknown:
        found = f"“{sample.name}”去掉的内容有 {len(sample.removed)} 处,没有第 {unknown[0]} 处"
        advice = f"请先用 assistant samples show {sample.name} --removed 查看编号"
        raise SampleError(found, advice=advice)
    lines = sample.text.split("\n")
    left: list[Removal] = []
    added: list[int] = []  # paragraphs put back so far: what stood below them has moved down
    for number, one in enumerate(sample.removed, 1):
        at = max(0, one.paragraph) + sum(place <= one.paragraph for place in added)
        if number not in numbers:
            left.append(replace(one, paragraph=at))
        elif not _into(lines, at, one):
            lines.insert(at, one.text)
            added.append(one.paragraph)
    return replace(sample, text="\n".join(lines), removed=tuple(left))


def _into(lines: list[str], paragraph: int, one: Removal) -> bool:
    """Puts words back behind those that stood before them, in their paragraph or another one."""
    near = sorted(range(len(lines)), key=lambda at: abs(at - paragraph))
    for size in _ANCHORS:
        anchor = r"\s*".join(map(re.escape, "".join(one.before.split())[-size:]))
        for at in near if anchor else ():
            match = re.search(anchor, lines[at])
            if match:
                lines[at] = lines[at][: match.end()] + one.text + lines[at][match.end() :]
                return True
    return False


def render_sample(sample: Sample) -> str:
    """The file of a sample: front matter and text."""
    front: dict[str, object] = {key: getattr(sample, key) for key in _KEYS}
    if sample.removed:
        front["removed"] = [{key: getattr(one, key) for key in _REMOVED} for one in sample.removed]
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n{sample.text}\n"


def _load(file: Path) -> Sample:
    text = read_text(file)
    match = _FRONT.match(text)
    front = _front(match[1], file) if match else {}
    body = text[match.end() :] if match else text
    body = "\n".join(line.strip() for line in body.split("\n") if line.strip())
    known = {key: value for key in _KEYS if isinstance(value := front.get(key), str) and value}
    title = known.pop("title", body.split("\n", 1)[0][:_LONGEST_NAME])
    known.setdefault("digest", digest_of(body))
    return Sample(file.stem, title, body, **known, removed=_removed(front.get("removed")))


def _removed(found: object) -> tuple[Removal, ...]:
    """What was taken out, as the front matter has it; an entry that a person broke is passed over."""
    entries = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    told = [[str(one[key]) for key in _REMOVED] for one in entries if set(_REMOVED) <= set(one)]
    return tuple(
        Removal(reason, text, int(line), before, int(paragraph))
        for reason, text, line, before, paragraph in told
        if all(re.fullmatch(r"-?\d{1,9}", number) for number in (line, paragraph))
    )


def _front(text: str, file: Path) -> dict[str, object]:
    try:
        loaded = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes strings only
    except yaml.YAMLError as error:
        raise SampleError(
            "开头两个 --- 之间的内容读不出来", path=file, advice="请照其他范文的样子改,或删去这几行"
        ) from error
    return loaded if isinstance(loaded, dict) else {}
