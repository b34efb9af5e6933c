"""``assistant samples``: import, list, show, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.cli.samples import import_report
from assistant.samples import Imported, Removal, load_library

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "某某县年度普法工作总结\n一年来,我县围绕中心、服务大局,各项工作有了新的进步。\n一、主要做法\n"
    + ("组织宣讲团深入乡村,走访农户320户,受到了群众的欢迎。" * 4)
)


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        run(["samples", *words])
    return int(ended.value.code or 0)


def test_add_list_show_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file goes in, is listed and shown, and goes again; the source stays."""
    source = tmp_path / "来源.txt"
    source.write_text(f"首页 > 总结\n{TEXT}\n点击下载文档", "utf-8")
    before = source.read_bytes()
    library = str(tmp_path / "lib")
    assert _run("add", str(source), "--samples", library) == 0
    out, err = capsys.readouterr()
    assert "已导入:某某县年度普法工作总结" in out
    assert "去掉[网站导航]第1行:首页 > 总结" in err
    assert _run("add", str(source), "--samples", library) == 0
    assert "重复" in capsys.readouterr().err
    assert source.read_bytes() == before
    assert _run("list", "--samples", library) == 0
    assert "某某县年度普法工作总结\t" in capsys.readouterr().out
    assert _run("show", "普法", "--samples", library) == 0
    assert "[主要做法]一、主要做法" in capsys.readouterr().out
    assert _run("show", "普法", "--masked", "--samples", library) == 0
    shown = capsys.readouterr()
    assert "走访农户〔数〕户" in shown.out
    assert "数字 4 处" in shown.err
    assert _run("show", "--samples", library) == 0
    assert "句子" in capsys.readouterr().out
    assert _run("remove", "普法", "--samples", library) == 0
    assert load_library(library) == ()


@pytest.mark.parametrize("text", ["", "太短的一行字"])
def test_a_file_that_gives_no_sample_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """What a script was to import is not there."""
    source = tmp_path / "没有.txt"
    source.write_text(text, "utf-8")
    assert _run("add", str(source), "--samples", str(tmp_path / "lib")) == 2
    assert "没有一篇可以导入" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be imported is told; no library is made."""
    source = tmp_path / "来源.txt"
    source.write_text(TEXT, "utf-8")
    assert _run("add", str(source), "--dry-run", "--samples", str(tmp_path / "lib")) == 0
    assert "会导入" in capsys.readouterr().out
    assert not (tmp_path / "lib").exists()


def test_a_bad_file_among_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The good ones are imported, the bad one is told, the exit code says so."""
    (tmp_path / "a.txt").write_bytes(b"\xff\xff\xff\x81")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    assert _run("add", str(tmp_path), "--samples", str(tmp_path / "lib")) == 2
    out, err = capsys.readouterr()
    assert "已导入" in out
    assert "a.txt" in err
    assert _run("add", str(tmp_path / "a.txt"), "--samples", str(tmp_path / "lib")) == 2


def test_the_choice_is_explained(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a fact sheet every section shows its excerpts and the reasons."""
    facts = str(root / "fixtures" / "facts" / "environment.yaml")
    samples = str(root / "fixtures" / "samples")
    assert _run("show", "--for", facts, "--samples", samples) == 0
    out = capsys.readouterr().out
    assert "理由:与本节同类" in out
    assert "相近度" in out
    assert _run("list", "--samples", str(tmp_path)) == 0
    assert "还没有范文" in capsys.readouterr().err


def test_a_long_removal_is_cut_in_the_report() -> None:
    """The report shows the beginning and the length."""
    imported = Imported("a.txt", (), (Removal("重复的文章", "长" * 100),), ("说明。",))
    head, message, line = import_report(imported)
    assert "找到 0 篇,去掉 1 处" in head
    assert message == "说明。"
    assert line.endswith("……(共 100 字)")


def test_what_an_import_took_out_is_listed_and_put_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--removed`` numbers it, ``--keep`` puts it back in the file, and a wrong number is told."""
    file, library = tmp_path / "a.txt", tmp_path / "lib"
    file.write_text(f"{TEXT}\n★★★★\n上一篇:某某总结\n", "utf-8")
    assert _run("add", str(file), "--samples", str(library)) == 0
    assert "--keep" in capsys.readouterr().err
    show = ("show", "普法", "--samples", str(library))
    assert _run(*show, "--removed") == 0
    assert capsys.readouterr().out.splitlines() == [
        "1. [下载提示]第5行:★★★★",
        "2. [分享链接]第6行:上一篇:某某总结",
    ]
    assert _run(*show, "--keep", "1") == 0
    (kept,) = load_library(library)
    assert kept.text == f"{TEXT}\n★★★★"
    assert [one.text for one in kept.removed] == ["上一篇:某某总结"]
    assert _run(*show, "--keep", "2") == 2
    assert _run("show", "--removed", "--samples", str(library)) == 2
