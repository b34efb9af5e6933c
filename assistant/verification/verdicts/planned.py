"""``planned``: a planned figure told as achieved.

Rule: the figure is a planned fact's and neither the sentence (拟、计划、力争、将) nor
its heading (下一步打算) tells an intention, or the clause says that it is done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Status, Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.lexicon import words
from assistant.verification.matching.scoring import MOMENTS
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case


_BEHIND = 12
# 已确定9月启用 is a plan still.
_DONE = re.compile("已(?!确|明确|列|纳|定|安排)")


def judge(case: Case) -> Judgement | None:
    """The verdict on a plan told as achieved."""
    support = case.support
    claim = case.claim
    if support is None:
        return None
    # 2026年计划再建8间 within a statement: only what is plainly told as done is held against it.
    stated = claim.done and _stated_ahead(support.candidate)
    if support.candidate.fact.status is not Status.PLANNED and not stated:
        return None
    if claim.mention.kind in MOMENTS and not _already(case):
        return None
    if (claim.planned and not (claim.done and not _named_so(case))) or case.unlike:
        return None
    candidate = support.candidate
    reason = f"“{case.said}”写成了已完成,但{messages.stated(candidate)},只是计划,尚未实现"
    return Judgement(Verdict.PLANNED, reason, candidate.reference)


def _named_so(case: Case) -> bool:
    """Whether the word for what is done is one of the plan's own name: 计划竣工验收6万平方米."""
    claim, support = case.claim, case.support
    found = words("done").first(case.text[claim.from_clause : claim.start])
    return support is not None and found is not None and found[0] in support.candidate.fact.name


def _stated_ahead(candidate: Candidate) -> bool:
    """Whether the part of a statement that holds an inner figure says that it is intended."""
    mention, statement = candidate.mention, candidate.fact.statement
    if candidate.role is not Role.INNER or mention is None or statement is None:
        return False
    part = re.split("[;；。]", statement[: mention.start])[-1]
    return words("ahead").first(part) is not None


def _already(case: Case) -> bool:
    """Whether 已 tells a date's event as done; a date alone says nothing of that."""
    start, end = case.claim.clause[0], case.claim.start + _BEHIND
    told = case.text[start : min(end, case.claim.clause[1])]
    return case.claim.done and _DONE.search(told) is not None
