"""起草, 审核, 签发: who did what to which text, and what stands of it now.

The flow is that of 党政机关公文处理工作条例 (2012): 审核 by the office, a return with its reason
(第二十一条), 签发 with opinion, name and full date (第二十二条), and a new look by those who signed
where the text is changed in substance (第二十五条). It is a record in the draft file, which anyone
who may write the file could forge: no 电子签章.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.documents.difference import Change, compare
from assistant.domain import Author
from assistant.errors import InputError
from assistant.revision.connection import plain_errors
from assistant.revision.holder import user_name
from assistant.revision.people import Duty
from assistant.revision.rows import FlowRow, add_flow, read_flow
from assistant.revision.second import decided

if TYPE_CHECKING:
    from assistant.domain import Finding
    from assistant.revision.people import Roster
    from assistant.revision.session import Session

_SHOWN = 40  # characters that are shown on both sides of what changed in a sentence
_MARKED = re.compile(r"\[([-+]).*?\1\]", re.DOTALL)
_SENTENCE = re.compile(rf"(?:{_MARKED.pattern}|[^。！？\n])+[。！？]?", re.DOTALL)


class Standing(StrEnum):
    """Where a draft is in the flow."""

    DRAFTING = "起草"
    REVIEW = "待审核"
    RETURNED = "已退回"
    APPROVED = "待签发"
    SIGNED = "已签发"


STEP_NAMES = {
    "submit": "送审",
    "return": "退回",
    "approve": "审核通过",
    "countersign": "会签",
    "sign": "签发",
    "opinion": "意见",
    "settle": "意见已处理",
}
_AFTER = {
    "submit": Standing.REVIEW,
    "return": Standing.RETURNED,
    "approve": Standing.APPROVED,
    "sign": Standing.SIGNED,
}
# Where a step falls back to when the text is no longer the one that it was about.
_FALLS = {
    Standing.REVIEW: Standing.DRAFTING,
    Standing.APPROVED: Standing.REVIEW,
    Standing.SIGNED: Standing.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of a draft.

    Attributes:
        standing: where it is now.
        rows: every step, oldest first.
        fallen: the step whose text was changed since; None where the text is the same.
        changed: what reads otherwise since then, a line each.
        open: opinions not yet settled, returns with their reasons among them.
    """

    standing: Standing
    rows: tuple[FlowRow, ...]
    fallen: FlowRow | None
    changed: tuple[str, ...]
    open: tuple[FlowRow, ...]


def flow_of(session: Session) -> Flow:
    """The flow as it stands for the text as it stands."""
    found = _rows(session)
    steps = [row for row in found if row.step in _AFTER]
    settled = {row.about for row in found if row.step == "settle"}
    kept = tuple(
        row for row in found if row.step in {"opinion", "return"} and row.seq not in settled
    )
    if not steps:
        return Flow(Standing.DRAFTING, found, None, (), kept)
    last = steps[-1]
    standing = _AFTER[last.step]
    text = _text(session)
    if standing is Standing.RETURNED or last.text == text:
        return Flow(standing, found, None, (), kept)
    return Flow(_FALLS[standing], found, last, _changed(last.text, text), kept)


def submit(session: Session, roster: Roster, opinion: str = "") -> None:
    """送审: from 起草 or 已退回, with no error and nothing left to fill in."""
    _require(session, roster, Duty.DRAFT, {Standing.DRAFTING, Standing.RETURNED}, "送审")
    told = [each.reason or each.text for each in _errors(session)]
    told += [gap for view in session.views for gap in view.gaps]
    if told:
        raise InputError(f"还不能送审:{';'.join(told)}", advice="请先改正、补上,或说明理由放行")
    _add(session, "submit", opinion)


def send_back(
    session: Session, roster: Roster, reason: str, section_id: str = "", quote: str = ""
) -> None:
    """退回: by a reviewer or who is to sign, with the reason."""
    flow = flow_of(session)
    duty = Duty.SIGN if flow.standing is Standing.APPROVED else Duty.REVIEW
    _require(session, roster, duty, {Standing.REVIEW, Standing.APPROVED}, "退回")
    if not reason.strip():
        raise InputError("退回要说明理由", advice="写明哪里要怎么改")
    _require_quote(session, section_id, quote)
    _add(session, "return", reason, section_id, quote)


def approve(session: Session, roster: Roster, opinion: str = "") -> None:
    """审核通过: of the text as it stands, by somebody who wrote none of it."""
    _require(session, roster, Duty.REVIEW, {Standing.REVIEW}, "审核通过")
    _require_other(session, roster)
    if _errors(session):
        raise InputError("还有没有放行的错误,不能审核通过", advice="请退回,写明要改的地方")
    _add(session, "approve", opinion)


def countersign(session: Session, roster: Roster, opinion: str = "") -> None:
    """会签: of the text as it stands, beside its review or after it (第二十二条)."""
    name = roster.person(user_name()).name
    if name not in roster.countersign:
        raise InputError(f"{name}不在会签的人里", advice="会签的人写在人员文件的 countersign 里")
    standing = flow_of(session).standing
    if standing not in {Standing.REVIEW, Standing.APPROVED}:
        raise InputError(f"现在是{standing.value},不能会签", advice="会签要在送审以后、签发以前做")
    if name not in to_countersign(session, roster):
        raise InputError(f"{name}已经会签过这份文字", advice="文字改过以后再会签")
    _add(session, "countersign", opinion.strip() or "同意")


def to_countersign(session: Session, roster: Roster) -> tuple[str, ...]:
    """Those who are still to 会签 the text as it stands."""
    digest = hashlib.sha256(_text(session).encode()).hexdigest()
    done = {
        row.person
        for row in _rows(session)
        if row.step == "countersign" and row.text_sha256 == digest
    }
    return tuple(each for each in roster.countersign if each not in done)


def sign(session: Session, roster: Roster, opinion: str = "") -> None:
    """签发: of the text that was approved and 会签; an empty opinion is 同意 (第二十二条)."""
    _require(session, roster, Duty.SIGN, {Standing.APPROVED}, "签发")
    left = to_countersign(session, roster)
    if left:
        raise InputError(f"还没有会签:{'、'.join(left)}", advice="会签以后再签发")
    _require_other(session, roster)
    _add(session, "sign", opinion.strip() or "同意")


# The steps that take no more than an opinion.
STEPS = {"submit": submit, "approve": approve, "countersign": countersign, "sign": sign}


def remark(session: Session, opinion: str, section_id: str = "", quote: str = "") -> None:
    """An opinion on the draft, a section, or words of it."""
    if not opinion.strip():
        raise InputError("意见是空的", advice="写明哪里要怎么改")
    _require_quote(session, section_id, quote)
    _add(session, "opinion", opinion, section_id, quote)


def settle(session: Session, number: int, told: str = "") -> None:
    """Marks an open opinion as dealt with."""
    if number not in {row.seq for row in flow_of(session).open}:
        raise InputError(f"没有编号为 {number} 的未处理意见", advice="用 review log 查看")
    _add(session, "settle", told, about=number)


def was_begun(session: Session) -> bool:
    """Whether the draft was ever submitted."""
    return any(row.step in _AFTER for row in _rows(session))


def require_signed(session: Session) -> None:
    """Raises InputError where the flow was begun and the text as it stands is not signed."""
    flow = flow_of(session)
    if was_begun(session) and flow.standing is not Standing.SIGNED:
        raise InputError(
            f"审签没有走完(现在是{flow.standing.value}),不能定稿",
            path=session.store.path,
            advice="签发以后再作为定稿导出,或不加 --final",
        )


def record_lines(session: Session) -> tuple[str, ...]:
    """审签记录: every step with name, opinion, full date and the digest of its text."""
    titles = {view.section.id: view.title for view in session.views}
    flow = flow_of(session)
    lines = [f"现在:{flow.standing.value}"]
    if flow.fallen is not None:
        lines.append(
            f"{STEP_NAMES[flow.fallen.step]}({flow.fallen.person})以后文字改过,已失效:"
            + ";".join(flow.changed)
        )
    for row in flow.rows:
        where = titles.get(row.section, row.section)
        parts = [f"{row.seq}. {_when(row.at)} {row.person} {STEP_NAMES[row.step]}"]
        parts += [f"(意见 {row.about})"] * (row.about is not None)
        parts += [f" {where}"] * bool(where) + [f"“{row.quote}”"] * bool(row.quote)
        parts += [f":{row.opinion}"] * bool(row.opinion)
        if row.step in {*_AFTER, "countersign"}:
            waived = f",放行 {row.waived} 条" if row.waived else ""
            parts.append(f"(未处理问题 {row.findings} 条{waived};文字摘要 {row.text_sha256[:16]})")
        lines.append("".join(parts))
    return tuple(lines)


def waivers(session: Session) -> tuple[str, ...]:
    """What was let stand, with the reasons: shown to who reviews and signs."""
    stood = (
        f"“{finding.text}”{finding.reason} 理由:{reason}"
        for finding, reason in session.checked.report.waived
    )
    return (*stood, *decided(session))


def writers(session: Session) -> frozenset[str]:
    """The people who wrote some of the text as it stands, and who submitted it."""
    wrote = {
        revision.author_name
        for section in session.draft.sections
        for revision in section.revisions[section.current : section.current + 1]
        if revision.author is Author.PERSON
    }
    sent = [row.person for row in _rows(session) if row.step == "submit"]
    return frozenset([*wrote, *sent[-1:]])


def _require(
    session: Session, roster: Roster, duty: Duty, standings: set[Standing], what: str
) -> None:
    session.require_adopted()
    person = roster.person(user_name())
    if duty not in person.roles:
        raise InputError(
            f"{person.name}没有{duty.label}的职责,不能{what}", advice="请有职责的人来做"
        )
    standing = flow_of(session).standing
    if standing not in standings:
        wanted = "或".join(each.value for each in Standing if each in standings)
        raise InputError(f"现在是{standing.value},不能{what}", advice=f"{what}要在{wanted}的时候做")


def _require_other(session: Session, roster: Roster) -> None:
    name = user_name()
    person = roster.person(name)
    if not roster.own_text and {name, person.name, person.login} & writers(session):
        raise InputError(
            f"{person.name}写过这份稿子,不能自己审签",
            advice="请别人来审;人手少的单位可在人员文件里写 own_text = true",
        )


def _require_quote(session: Session, section_id: str, quote: str) -> None:
    if section_id:
        text = session.view(section_id).text
        if quote and quote not in text:
            raise InputError(f"这一节里没有“{quote[:_SHOWN]}”", advice="请照原文引用")
    elif quote:
        raise InputError("引用了文字,没有指明是哪一节", advice="加上章节")


def _errors(session: Session) -> list[Finding]:
    return [each for each in session.checked.report.findings if each.blocks]


def _add(
    session: Session,
    step: str,
    opinion: str,
    section_id: str = "",
    quote: str = "",
    *,
    about: int | None = None,
) -> None:
    text = _text(session)
    coverage = session.checked.report.coverage
    row = FlowRow(
        step=step,
        person=user_name(),
        opinion=opinion.strip(),
        section=section_id,
        quote=quote,
        about=about,
        text=text if step in _AFTER else "",
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        facts_sha256=session.sheet.digest,
        findings=coverage.findings,
        waived=coverage.waived,
    )
    with session.store.transaction() as database:
        add_flow(database, row)


def _rows(session: Session) -> tuple[FlowRow, ...]:
    with plain_errors(session.store.path):
        return read_flow(session.store.database)


def _text(session: Session) -> str:
    return session.checked.assembled.document.text


def _changed(old: str, new: str) -> tuple[str, ...]:
    """The sentences that read otherwise, what was cut and what is new in brackets."""
    signs = {Change.SAME: "{}", Change.CUT: "[-{}-]", Change.NEW: "[+{}+]"}
    marked = "".join(signs[each.change].format(each.text) for each in compare(old, new))
    told = []
    for sentence in (each.group() for each in _SENTENCE.finditer(marked)):
        if found := _MARKED.search(sentence):
            start = max(found.start() - _SHOWN, 0)
            told.append(
                "…" * (start > 0) + sentence[start : found.end() + _SHOWN].replace("\n", "")
            )
    return tuple(told)


def _when(at: str) -> str:
    """A full date, as 第二十二条 wants it: ``2025年12月30日 16:05``."""
    date, _, time = at.partition("T")
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日 {time[:5]}"
