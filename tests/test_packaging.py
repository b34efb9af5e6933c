"""What is shipped: a wheel that carries every data file, and a repository that names no registry."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REGISTRY = re.compile(r"(index-url|find-links)[ =]|pypi\.org|pythonhosted|npmjs")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_carries_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    """Lexicons, outlines and layouts are data files: none may stay behind."""
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "assistant").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= set(wheel.namelist())


def test_the_wheel_carries_the_prompts(wheel: zipfile.ZipFile) -> None:
    """prompts/ stands at the top level of a checkout and inside the package of a wheel."""
    prompts = {f"assistant/_prompts/{path.name}" for path in (ROOT / "prompts").iterdir()}
    assert prompts
    assert prompts <= set(wheel.namelist())


def test_an_unpacked_wheel_finds_its_prompts(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """The program works away from the checkout."""
    wheel.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "from assistant.cli.main import run; run(['prompts', 'list'])"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_registry_is_named() -> None:
    """Versions are pinned in constraints.txt, without the address of any index."""
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    named = [
        name
        for name in files
        if name and name != "tests/test_packaging.py" and (ROOT / name).is_file()
        if REGISTRY.search((ROOT / name).read_text("utf-8", errors="ignore"))
    ]
    assert named == []
