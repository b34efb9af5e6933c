"""Proofreading of a draft: cards beside the figures' findings, and fixes that are revisions like any other."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.domain import Document
from assistant.errors import InputError
from assistant.proofreading import (
    Remark,
    fix_document,
    load_rules,
    marked,
    office_rules_path,
    proofread,
)
from assistant.revision.checking import rendered
from assistant.revision.editing import as_shown, with_references
from assistant.revision.holder import by_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.drafting.references.render import Rendered
    from assistant.proofreading import RuleSet
    from assistant.revision.session import Session

_Edit = tuple[int, int, str]
# The last texts that were proofread: (document, terms, the office's file and its time) -> remarks.
_known: deque[tuple[tuple[object, ...], tuple[Remark, ...]]] = deque(maxlen=4)


@dataclass(frozen=True, slots=True)
class Card:
    """A remark on a section, as it is shown.

    Attributes:
        id: rule and place, as the text stands now: ``P01-23``.
        remark: its offsets count from the beginning of the section's text; below 0 in its heading.
        line: its words in 【】 between their neighbours, with the suggestion behind →.
    """

    id: str
    remark: Remark
    line: str

    @property
    def may_be_taken(self) -> bool:
        """Whether it brings words for the section's text."""
        return self.remark.suggestion is not None and self.remark.start >= 0


class Cards(NamedTuple):
    """The cards of a section; ``trouble`` says why there are none where the rules cannot be read."""

    cards: tuple[Card, ...]
    trouble: str = ""


def cards_of(session: Session, section_id: str) -> Cards:
    """What proofreading says of a section as it stands, by the office's rules.

    Whole texts are judged: that a name is used in two ways is said of one section only.
    """
    assembled = rendered(session.draft, session.sheet)
    place = next(each for each in assembled.sections if each.section_id == section_id)
    try:
        remarks = _remarks(assembled.document, session.sheet.document.terms)
    except InputError as error:
        return Cards((), str(error))
    text = assembled.document.text
    return Cards(
        tuple(
            Card(f"{one.rule}-{start}", one.moved(-place.body), marked(text, one))
            for one in remarks
            if place.start <= one.start < place.end
            for start in (one.start - place.body,)
        )
    )


def card_data(card: Card) -> dict[str, Any]:
    """A card for programs."""
    one = card.remark
    return {
        "id": card.id, "rule": one.rule, "level": one.level.value, "start": one.start,
        "end": one.end, "text": one.text, "suggestion": one.suggestion, "reason": one.reason,
        "mend": one.mend,
    }  # fmt: skip


def mend_section(session: Session, section_id: str, rules: RuleSet | None = None) -> int:
    """Saves a section with every mechanical remark mended, by the office's rules or others; one step.

    Returns how many places were mended; 0 where there was nothing, and nothing was saved.
    """
    session.require_unlocked(section_id)
    rules = rules or load_rules(office_rules_path())
    shown, terms = as_shown(session.draft, session.sheet, section_id), session.sheet.document.terms
    assembled = rendered(session.draft, session.sheet)
    place = next(each for each in assembled.sections if each.section_id == section_id)
    blocks = (b for b in assembled.document.blocks if place.body <= b.offset < place.end)
    document = Document.of_blocks(tuple(blocks))
    found, mended = fix_document(document, rules, terms=terms)
    edits = [one for one in found if _free(shown, one)]
    if not edits:
        return 0
    names = dict.fromkeys(one.name for one in mended)
    _save(session, section_id, shown, edits, f"校对改正 {len(edits)} 处:{'、'.join(names)}")
    return len(edits)


def take_card(session: Session, section_id: str, card_id: str) -> Card:
    """Saves a section with one card's suggestion; one step back undoes it."""
    session.require_unlocked(section_id)
    found = cards_of(session, section_id)
    card = next((each for each in found.cards if each.id == card_id), None)
    if card is None:
        raise InputError(
            found.trouble or f"没有编号为“{card_id}”的校对意见", advice="用 --show 查看意见和编号"
        )
    one, shown = card.remark, as_shown(session.draft, session.sheet, section_id)
    if one.suggestion is None:
        raise InputError(f"“{one.name}”没有现成的改法", advice="请自己改写这句话")
    if one.start < 0:
        raise InputError("这条意见说的是标题", advice="请用“改标题”改")
    changed = SequenceMatcher(None, one.text, one.suggestion, autojunk=False).get_opcodes()
    edits = [
        (one.start + old, one.start + old_end, one.suggestion[new:new_end])
        for tag, old, old_end, new, new_end in changed
        if tag != "equal"
    ]
    if not all(_free(shown, edit) for edit in edits):
        raise InputError(f"“{one.text}”是从事实表来的数字", advice="请改事实表,或改写这句话")
    _save(session, section_id, shown, edits, f"采用校对意见:{card.line}")
    return card


def _remarks(document: Document, terms: tuple[str, ...]) -> tuple[Remark, ...]:
    own = office_rules_path()
    time = own.stat().st_mtime_ns if own is not None and own.is_file() else 0
    asked = (document, terms, own, time)
    for known, remarks in tuple(_known):
        if known == asked:
            return remarks
    made = proofread(document, load_rules(own), terms=terms)
    _known.appendleft((asked, made))
    return made


def _free(shown: Rendered, edit: _Edit) -> bool:
    """Whether an edit leaves alone what the references bring."""
    start, end, _ = edit
    return not any(span.start < end and start < span.end for span in shown.spans)


def _save(
    session: Session, section_id: str, shown: Rendered, edits: Sequence[_Edit], note: str
) -> None:
    source: list[str] = []
    at = 0
    for start, end, new in edits:
        source += (with_references(shown, at, start), new)
        at = end
    source.append(with_references(shown, at, len(shown.text)))
    session.save(section_id, by_person("".join(source), note))
