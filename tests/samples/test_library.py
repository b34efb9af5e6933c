"""The library: plain files that a person can read and mend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.errors import SampleError
from assistant.samples import Sample, add_samples, find_sample, library, load_library, remove_sample
from assistant.samples.cleaning import digest_of
from samples.diseased import FIXTURES, library_texts

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = library_texts()
ONE, TWO = (
    Sample("", name, TEXTS[name], "a.txt", digest=digest_of(TEXTS[name]))
    for name in list(TEXTS)[:2]
)


def test_what_is_added_is_loaded_again(tmp_path: Path) -> None:
    """Title, source, day, digest and text survive the file."""
    folder = tmp_path / "new" / "lib"
    added = add_samples([ONE, TWO], folder, "2026-01-31")
    assert added.messages == ()
    assert load_library(folder) == tuple(sorted(added.samples, key=lambda one: one.name))
    assert {one.imported for one in added.samples} == {"2026-01-31"}
    assert {one.digest for one in added.samples} == {ONE.digest, TWO.digest}


def test_a_copy_is_left_out_and_named(tmp_path: Path) -> None:
    """The same text, a cut-off one, and a longer one are told with what to do."""
    add_samples([ONE], tmp_path, "2026-01-31")
    cut = Sample("", "另一个名字", ONE.text[:300], "b.txt")
    longer = Sample("", "更长", ONE.text + TWO.text, "c.txt")
    added = add_samples([ONE, cut, longer], tmp_path, "2026-02-01")
    assert added.samples == ()
    assert [("未导入" in one, "remove" in one) for one in added.messages] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_names_do_not_collide(tmp_path: Path) -> None:
    """Two texts of one title get two files; no name can leave the folder."""
    same = Sample("", ONE.title, TWO.text)
    evil = Sample("", '../../a:b"c*', TEXTS[list(TEXTS)[2]])
    names = [one.name for one in add_samples([ONE, same, evil], tmp_path, "2026-01-31").samples]
    assert names == [ONE.title, f"{ONE.title}(2)", "abc"]
    assert sorted(file.stem for file in tmp_path.iterdir()) == sorted(names)


def test_a_file_of_a_person_is_a_sample(tmp_path: Path) -> None:
    """Without front matter, with blank lines, with a front matter of other things."""
    (tmp_path / "甲.txt").write_text("某局工作总结\n\n  正文一段。\n", "utf-8")
    (tmp_path / "乙.txt").write_text("---\n- 1\n---\n正文。\n", "gb18030")
    found = load_library(tmp_path)
    assert [(one.name, one.title, one.text) for one in found] == [
        ("乙", "正文。", "正文。"),
        ("甲", "某局工作总结", "某局工作总结\n正文一段。"),
    ]


def test_a_broken_front_matter_names_the_file(tmp_path: Path) -> None:
    """The message says which lines to mend."""
    (tmp_path / "丙.txt").write_text("---\ntitle: [\n---\n正文。\n", "utf-8")
    with pytest.raises(SampleError, match=r"丙\.txt.*---"):
        load_library(tmp_path)


def test_removing(tmp_path: Path) -> None:
    """A part of the name will do where it is the only one; else the names are listed."""
    add_samples([ONE, TWO], tmp_path, "2026-01-31")
    with pytest.raises(SampleError, match="没有名为"):
        remove_sample("没有的", tmp_path)
    with pytest.raises(SampleError, match="多篇"):
        remove_sample("总结", tmp_path)
    remove_sample(ONE.title[:4], tmp_path)
    assert [one.title for one in load_library(tmp_path)] == [TWO.title]
    assert find_sample(load_library(tmp_path), TWO.title).text == TWO.text


def test_a_file_that_cannot_be_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person is told why."""
    add_samples([ONE], tmp_path, "2026-01-31")

    def refuse(_self: Path) -> None:
        raise PermissionError(13, "拒绝")

    monkeypatch.setattr(type(tmp_path), "unlink", refuse)
    with pytest.raises(SampleError, match="删不掉"):
        remove_sample(ONE.title, tmp_path)


def test_the_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder the user's own is used; before the first import it is empty."""
    monkeypatch.setattr(
        library.platformdirs, "user_data_dir", lambda *_a, **_k: str(tmp_path / "u")
    )
    assert load_library() == ()
    add_samples([ONE], None, "2026-01-31")
    assert [one.title for one in load_library()] == [ONE.title]
    assert remove_sample(ONE.title).parent == tmp_path / "u" / "samples"


def test_a_folder_that_is_not_there_or_cannot_be_made(tmp_path: Path) -> None:
    """A folder that was named must exist for reading, and be possible for writing."""
    with pytest.raises(SampleError, match="找不到范文文件夹"):
        load_library(tmp_path / "none")
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(SampleError, match="建不了"):
        add_samples([ONE], tmp_path / "file" / "lib", "2026-01-31")


def test_the_shipped_samples_load() -> None:
    """Five at least, of different lengths, none a copy of another."""
    found = load_library(FIXTURES)
    assert len(found) >= 5
    lengths = sorted(len(one.text) for one in found)
    assert lengths[-1] > 2 * lengths[0]


@pytest.mark.parametrize("name", ["旧稿2023.docx", "旧稿2023"])
def test_a_sample_is_found_by_the_file_that_it_came_from(tmp_path: Path, name: str) -> None:
    """As the person who added it remembers it."""
    add_samples([replace(ONE, source="旧稿2023.docx"), TWO], tmp_path, "2026-01-31")
    assert find_sample(load_library(tmp_path), name).title == ONE.title
