"""The model pipeline: rounds of answers, our own time, and the prefix that prompts share.

    python benchmarks/pipeline.py [--sections 8] [--seconds 1.0]

A real server on the loopback takes the given time for each answer. A draft of a body of so many
sections less two, an opening and a closing takes two rounds of answers; what goes beyond is ours.
The limits of the last lines are a gate: exit code 1 where one is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.domain import FactSheet, Role, Section
from assistant.drafting.model.client import ChatClient
from assistant.drafting.model.models import Answer, Request, Step
from assistant.drafting.model.settings import ModelSettings
from assistant.drafting.model.tokens import token_counter
from assistant.drafting.pipeline.pipeline import WritingOptions, prepare_desk, write_draft
from assistant.drafting.pipeline.rehearsal import Mute, rehearsed_prompt
from assistant.drafting.wording.offline import write_offline
from assistant.facts import parse_facts
from tests.model_server.server import Asked, Reply, serve

_FACTS_PER_SECTION = 6
_MOST_OVER = 0.7
_RUNS = 5
_MOST_OWN = 0.050


def sheet_of(sections: int) -> FactSheet:
    """A fact sheet with some facts for each section of the body."""
    names = ["会议", "检查", "培训", "宣传", "走访", "演练"]
    lines = ["document: {title: 某局2025年工作总结, organization: 某局, self: 我局, period: 2025}"]
    lines.append("facts:")
    for number in range(sections):
        for place, name in enumerate(names[:_FACTS_PER_SECTION]):
            value = 100 + 37 * number + 11 * place
            subject = ["城市", "乡村", "企业", "学校", "河道", "道路", "社区", "园区"][number % 8]
            lines.append(
                f"  - {{id: s{number}-{place}, indicator: {subject}{name}, value: {value}, unit: 次,"
                f" previous: {value - 9}, section: s{number}}}"
            )
    return parse_facts("\n".join(lines))


def plan_of(sheet: FactSheet, sections: int) -> tuple[Section, ...]:
    """Opening, body and closing."""
    body = tuple(
        Section(
            f"s{number}",
            f"工作{'甲乙丙丁戊己庚辛'[number % 8]}",
            Role.RESULTS,
            tuple(fact.id for fact in sheet.facts if fact.section == f"s{number}"),
        )
        for number in range(sections)
    )
    main = tuple(fact.id for fact in sheet.facts)[:2]
    return (Section("opening", "", Role.OPENING, main), *body, Section("closing", "", Role.CLOSING))


def main() -> None:
    """Prints the figures and ends with 1 where a limit is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=1.0)
    given = parser.parse_args()
    sheet = sheet_of(given.sections - 2)
    plan = plan_of(sheet, given.sections - 2)
    # No two begin alike: the last pass has nothing to ask.
    answers = {one.id: f"{one.heading}{write_offline(one, sheet, plan)}" for one in plan}
    answers["closing"] = "今后，我局将继续做好各项工作。"
    over, own = timed(sheet, plan, answers, given.seconds)
    share = shared_prefix(sheet, plan)
    print(f"beyond two rounds of {given.seconds:g} s: {over:.3f} s (limit {_MOST_OVER} s)")
    print(f"own time per section: {1000 * own:.1f} ms (limit {1000 * _MOST_OWN:.0f} ms)")
    print(f"same prefix as the next section's prompt: {share:.1%} of its tokens")
    sys.exit(int(over > _MOST_OVER or own > _MOST_OWN))


def timed(
    sheet: FactSheet, plan: tuple[Section, ...], answers: dict[str, str], seconds: float
) -> tuple[float, float]:
    """Seconds beyond two rounds over the network, and our own per section without one."""

    def behave(asked: Asked) -> Reply:
        return Reply(answers[asked.section], before=lambda: time.sleep(seconds))

    with serve(behave) as server:
        client = ChatClient(ModelSettings("m", server.url))
        # Start-up: the libraries are loaded, the lexicons read.
        client.ask(Request(Step.WRITE, "closing", 1, "章节：closing"))
        write_draft(sheet, plan, model=_Canned(answers))
        began = time.perf_counter()
        write_draft(sheet, plan, model=client, options=WritingOptions(jobs=len(plan)))
        over = time.perf_counter() - began - 2 * seconds
        client.close()
        assert len(server.asked) == len(plan) + 1, "a section was repaired"
    times = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        write_draft(sheet, plan, model=_Canned(answers))
        times.append(time.perf_counter() - began)
    return over, median(times) / len(plan)


class _Canned(Mute):
    """Answers at once."""

    def __init__(self, answers: dict[str, str]) -> None:
        object.__setattr__(self, "name", "canned")
        object.__setattr__(self, "answers", answers)

    def ask(self, request: Request) -> Answer:
        """The canned answer."""
        return Answer(self.answers[request.section])


def shared_prefix(sheet: FactSheet, plan: tuple[Section, ...]) -> float:
    """The mean share, in tokens, of a body section's prompt that is as in the one before."""
    counter = token_counter("benchmark")
    desk = prepare_desk(sheet, plan, model=Mute(), options=WritingOptions(), counter=counter)
    prompts = [rehearsed_prompt(desk, section).text for section in plan[1:-1]]
    shares = []
    for one, other in pairwise(prompts):
        same = 0
        while same < min(len(one), len(other)) and one[same] == other[same]:
            same += 1
        shares.append(counter.count(other[:same]) / counter.count(other))
    return sum(shares) / len(shares)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        import os

        os.environ["ASSISTANT_CACHE"] = folder
        main()
