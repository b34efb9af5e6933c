"""A program that is killed loses nothing that it told as saved."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_a_kill_at_any_moment_loses_nothing(root: Path) -> None:
    """After each kill -9 the draft opens, holds every saved step, and goes on."""
    words = [sys.executable, str(root / "benchmarks" / "revision.py"), "--only-kills"]
    done = subprocess.run([*words, "--kills", "20"], capture_output=True, text=True, check=True)
    told = re.fullmatch(r"kills: 20, steps told as saved: (\d+), lost: 0\n", done.stdout)
    assert told
    assert int(told[1]) >= 20
