"""The offline bundle: all wheels that a platform asks for, a script that installs them, pages that open."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from bundle.__main__ import contents, pack
from bundle.pages import page
from bundle.wheels import NAME, PLATFORMS, missing

if TYPE_CHECKING:
    from pathlib import Path

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def _wheel(folder: Path, name: str, *needs: str, extra: str = "") -> None:
    """A wheel with metadata, and a command ``assistant`` where it is the project's."""
    stem = f"{name.replace('-', '_')}-1.0"
    info = f"{stem}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0"]
    lines += [f"Provides-Extra: {extra}"] * bool(extra)
    lines += [f"Requires-Dist: {need}" for need in needs]
    files = {
        f"{name.replace('-', '_')}.py": "def run():\n    print('装好了')\n",
        **({"assistant.py": "print('装好了')\n"} if name == NAME else {}),
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\nassistant = work_summary_assistant:run\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as packed:
        for path, text in files.items():
            packed.writestr(path, text)


def test_what_is_missing_goes_by_the_platform_s_markers_and_by_extras(tmp_path: Path) -> None:
    """A library for Windows is asked for there alone; an extra of a library brings its own needs."""
    _wheel(
        tmp_path, NAME, "shell>=2", "inner[fast]", "rings; extra == 'keyring'", "tests; extra == 'dev'",
        "colours==1; sys_platform == 'win32'", "old; python_version < '3.9'",
    )  # fmt: skip
    assert missing(tmp_path, "linux_x86_64", "3.11") == {"shell>=2", "inner", "rings"}
    assert missing(tmp_path, "win_amd64", "3.11") == {"shell>=2", "inner", "rings", "colours==1"}
    _wheel(tmp_path, "inner", "speed; extra == 'fast'", "slow; extra == 'slow'", extra="fast")
    assert missing(tmp_path, "linux_aarch64", "3.11") == {"shell>=2", "speed", "rings"}
    assert sorted(PLATFORMS) == ["linux_aarch64", "linux_x86_64", "win_amd64"]


def test_a_document_becomes_a_page_of_its_own() -> None:
    """Tables and code stand, links lead to pages, what looks like HTML is text."""
    made = page(
        "# 手册\n见 [核对](verifier.md#a) 和 [外面](https://x.cn/a.md)\n\n| 甲 | 乙 |\n|---|---|\n| <b>1 | 2 |\n"
    )
    assert "<title>手册</title>" in made
    assert 'href="verifier.html#a"' in made
    assert 'href="https://x.cn/a.md"' in made
    assert "<td>&lt;b&gt;1</td>" in made


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_a_bundle_holds_scripts_wheels_and_the_manual(tmp_path: Path, platform: str) -> None:
    """Line ends are the platform's, no script asks any index; cmd reads ASCII alone surely."""
    _wheel(tmp_path, NAME)
    files = contents(tmp_path, platform, "3.12")
    script = files["install.cmd" if platform.startswith("win") else "install.sh"][0].decode(
        "ascii" if platform.startswith("win") else "utf-8"
    )
    assert ("\r\n" in script) == platform.startswith("win")
    assert "--no-index -f wheels" in script
    assert "3.12" in script
    assert not any(b"@" in data for name, (data, _) in files.items() if name.startswith("text/"))
    assert "@PYTHON@" not in script
    assert {"使用手册.html", "示例.yaml", "docs/manual.zh.html", "docs/verifier.html"} <= set(files)
    assert "docs/manual.zh.html" in files["使用手册.html"][0].decode()


@pytest.mark.skipif(shutil.which("sh") is None, reason="a shell installs it")
def test_the_script_installs_from_the_folder_alone(tmp_path: Path) -> None:
    """Unpacked anywhere, with nothing but Python, it makes its own environment; then the command runs."""
    wheels = tmp_path / "w"
    wheels.mkdir()
    _wheel(wheels, NAME)
    pack(tmp_path / "包.zip", contents(wheels, "linux_x86_64", HERE))
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "包.zip", "."], cwd=tmp_path, check=True)
    place = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHON": sys.executable, "PIP_CONFIG_FILE": "/dev/null"}  # fmt: skip
    where = tmp_path / "包"
    for words in (["sh", "install.sh"], ["sh", "assistant.sh"], ["sh", "搬走/assistant.sh"]):
        if "搬走" in words[1]:
            where.rename(tmp_path / "搬走")  # the folder may be moved once it is installed
            where = tmp_path
        done = subprocess.run(words, cwd=where, env=place, capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "装好了" in done.stdout
