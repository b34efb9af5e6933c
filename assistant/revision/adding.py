"""加为事实: a figure that no fact has becomes one, at a person's word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Author, Kind, Revision
from assistant.errors import InputError
from assistant.extraction import read_mentions
from assistant.facts import add_fact
from assistant.revision.editing import as_shown
from assistant.revision.faithful import Written, bind_proved
from assistant.revision.holder import user_name
from assistant.revision.words import clauses

if TYPE_CHECKING:
    from assistant.domain import Finding, Mention
    from assistant.revision.session import Session

SOURCE = "手工补充"
_ARABIC = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<scale>[万亿千百十]*)")
_MARKS = " \u3000\n,\uff0c\u3001\u3002;\uff1b:\uff1a!\uff01?\uff1f()\uff08\uff09\u201c\u201d"
# Words that link a figure to what is counted and are no part of its name.
_LINKS = re.compile(r"(?:共计|总计|合计|达到|达|共|为|是|有|完成|累计)+$")


def suggested_name(finding: Finding) -> str:
    """What a new fact might be called: the words that lead to the figure in its clause."""
    for clause in clauses(finding.sentence):
        before, found, _ = clause.partition(finding.text)
        if found:
            return _LINKS.sub("", before.strip(_MARKS)).strip(_MARKS)
    return ""


def fact_fields(finding: Finding, name: str) -> dict[str, object]:
    """The keys and values of the fact that a figure states.

    Args:
        finding: of the figure.
        name: what is counted, in the person's words.

    Raises:
        InputError: the figure cannot be read as one value, or there is no name.
    """
    if not name.strip():
        raise InputError("新事实要有名称", advice="写明数的是什么,例如:法治宣讲")
    mentions = [mention for mention in read_mentions(finding.text) if not mention.unread]
    if len(mentions) != 1:
        raise InputError(
            f"“{finding.text}”不是单独一个数字", advice="请在事实表里手工补上,或改写这句话"
        )
    fields: dict[str, object] = {"indicator": name.strip()}
    fields |= _value_fields(mentions[0], finding.text)
    return fields | {"source": SOURCE}


def _value_fields(mention: Mention, text: str) -> dict[str, object]:
    if mention.kind is Kind.RANK and mention.low is not None:
        return {"rank": int(mention.low)}
    if mention.low is None or mention.approximator or mention.low != mention.high:
        raise InputError(
            f"“{text}”不是一个确切的数", advice="事实表要写确切的数;请先写上台账里的数再加"
        )
    written = _ARABIC.fullmatch(mention.text.replace(mention.unit or "", ""))
    number, unit = mention.low, mention.unit or ""
    if written and written["scale"]:
        # As written: 3.5万人 stays 3.5 with 万人, which is how the draft is to say it.
        return {"value": _plain(written["number"]), "unit": written["scale"] + unit}
    fields: dict[str, object] = {"value": _plain(str(number))}
    return fields | ({"unit": unit} if unit else {})


def _plain(number: str) -> int | float | str:
    digits = number.replace(",", "")
    return int(digits) if digits.isdecimal() else float(digits)


def add_figure(session: Session, finding_id: str, name: str) -> str:
    """Writes the figure of a finding to the facts file and binds it.

    Args:
        session: the session.
        finding_id: of a figure that no fact has.
        name: what is counted.

    Returns:
        The id of the new fact.

    Raises:
        InputError: the figure cannot be a fact, facts that changed are still to be adopted, or
            the facts file is not at hand.
        FactsError: the facts file would not hold with it; nothing was written.
        OutputError: it cannot be written.
    """
    if session.changed_sheet is not None:
        raise InputError("事实表刚改过", advice="先采用新的事实,再加")
    if not session.sheet.path:
        raise InputError("这份初稿没有事实表文件", advice="用 --facts 指明")
    finding = session.finding(finding_id)
    homes = [
        view.section.id for view in session.views if finding.id in {e.id for e in view.findings}
    ]
    fields = fact_fields(finding, name)
    known = set(session.sheet.by_id)
    sheet = add_fact(session.sheet.path, fields)
    session.changed_sheet = sheet
    session.adopt_facts()
    fact_id = next(fact.id for fact in sheet.facts if fact.id not in known)
    for section_id in homes:
        section = session.store.section(section_id)
        bound = bind_new(session, section_id, fact_id)
        if bound != section.source and not section.locked:
            note = f"加为事实:{finding.text}"
            revision = Revision(bound, Author.PERSON, author_name=user_name(), note=note)
            session.save(section_id, revision)
    return fact_id


def bind_new(session: Session, section_id: str, fact_id: str) -> str:
    """The source of a section with its proved figures of one fact bound to it."""
    text = as_shown(session.draft, session.sheet, section_id).text
    written = Written(text, only=fact_id)
    return bind_proved(session.draft, session.sheet, {section_id: written})[section_id]
