"""``python -m bundle PLATFORM``: dist/assistant-PLATFORM-pyVERSION.zip with wheels, an install script and the manual."""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from pathlib import Path

from bundle.pages import pages
from bundle.wheels import PLATFORMS, BundleError, gather

ROOT = Path(__file__).resolve().parents[1]
_SCRIPTS = Path(__file__).parent / "scripts"
_DATE = (2026, 1, 1, 0, 0, 0)
_PROGRAM = 0o755


def contents(wheels: Path, platform: str, python: str) -> dict[str, tuple[bytes, int]]:
    """The files of the bundle with their modes, by name."""
    windows = platform.startswith("win")
    found: dict[str, tuple[bytes, int]] = {
        f"wheels/{path.name}": (path.read_bytes(), 0o644) for path in sorted(wheels.glob("*.whl"))
    }
    words = {"@PYTHON@": python, "@COMMAND@": "assistant.cmd" if windows else "sh assistant.sh"}
    for path in (
        *sorted(_SCRIPTS.glob("*.cmd" if windows else "*.sh")),
        *sorted(_SCRIPTS.glob("text/*")),
    ):
        text = path.read_text("utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        ends = text.replace("\n", "\r\n") if windows else text
        found[path.relative_to(_SCRIPTS).as_posix()] = (ends.encode(), _PROGRAM)
    found |= {f"docs/{name}": (data, 0o644) for name, data in pages(ROOT / "docs").items()}
    start = '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=docs/manual.zh.html">'
    found["使用手册.html"] = (start.encode(), 0o644)
    found["示例.yaml"] = ((ROOT / "fixtures/facts/school.yaml").read_bytes(), 0o644)
    found["LICENSE.txt"] = ((ROOT / "LICENSE").read_bytes(), 0o644)
    return found


def pack(out: Path, files: dict[str, tuple[bytes, int]]) -> None:
    """Writes the zip; the same files give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, (data, mode) in sorted(files.items()):
            info = zipfile.ZipInfo(f"{out.stem}/{name}", _DATE)
            info.external_attr = (0o100000 | mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, data)


def main(words: list[str]) -> int:
    """Makes the bundle; 0, or 2 where pip has no wheel for the platform."""
    parser = argparse.ArgumentParser(prog="make bundle", description=__doc__)
    parser.add_argument("platform", choices=sorted(PLATFORMS))
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--python", default=here, help="the version of Python in the office")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    order = parser.parse_args(words)
    order.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        try:
            gather(ROOT, Path(name), order.platform, order.python)
        except BundleError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        out = order.output / f"assistant-{order.platform}-py{order.python}.zip"
        pack(out, contents(Path(name), order.platform, order.python))
    sys.stdout.write(f"{out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
