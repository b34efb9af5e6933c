"""What a person sees of work that takes its time."""

from __future__ import annotations

import pytest

from assistant.cli.progress import told
from assistant.drafting.model.models import Progress, State
from assistant.web.jobs import Job


@pytest.mark.parametrize("state", State)
def test_progress_is_told_in_chinese(state: State) -> None:
    """In the terminal and on the page: no word of the program's own."""
    line = told(Progress("opening", "", state, 1))
    assert line
    assert not line.isascii()


def test_a_part_is_told_of_once() -> None:
    """What is told of it anew takes the place of what was told before."""
    job = Job("起草")
    for line in (
        "提纲,共 2 节。",
        "开头:正在写",
        "工作成效:等待",
        "开头:正在写,80字",
        "开头:已写好",
    ):
        job.tell(line)
    assert job.lines == ["提纲,共 2 节。", "开头:已写好", "工作成效:等待"]
