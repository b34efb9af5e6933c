"""Edits by a person: figures that stayed keep their references, typed ones are bound or asked of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.difference import compare
from assistant.domain import Author, Revision, Verdict
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import Rendered, render, unresolved
from assistant.errors import InputError
from assistant.extraction import read_mentions
from assistant.revision.checking import rendered
from assistant.revision.faithful import Written, bind_proved
from assistant.revision.holder import by_person
from assistant.revision.rebinding import carry_references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.documents.difference import Stretch
    from assistant.domain import Draft, FactSheet, Finding
    from assistant.revision.session import Session
    from assistant.revision.views import SectionView

# What a person is told who wants braces themselves: these are none of a reference.
BRACES = "要写大括号本身,用全角的｛｝"
# What XML cannot hold, and characters that some programs take for the end of a line.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SENTENCE_ENDS = "\u3002\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """A text as a person left it, with references.

    Attributes:
        source: the new source text.
        bound: references that were put for figures the person typed.
        lost: figures of the old text that were changed or cut, as they read.
    """

    source: str
    bound: tuple[str, ...]
    lost: tuple[str, ...]


def as_shown(draft: Draft, sheet: FactSheet, section_id: str) -> Rendered:
    """A section's text as the document has it, with the places of its references."""
    assembled = rendered(draft, sheet)
    place = next(each for each in assembled.sections if each.section_id == section_id)
    spans = tuple(
        span.moved(-place.body)
        for span in assembled.references
        if place.body <= span.start < place.end
    )
    text = assembled.document.text[place.body : place.end].removesuffix("\n")
    return Rendered(text, spans)


def with_references(shown: Rendered, start: int, end: int) -> str:
    """The source of a stretch of a section's text; no reference is cut by its ends."""
    source: list[str] = []
    done = start
    for span in shown.spans:
        if start <= span.start and span.end <= end:
            source += (shown.text[done : span.start], span.reference)
            done = span.end
    return "".join((*source, shown.text[done:end]))


def as_typed(edited: str) -> str:
    """A person's text with the line ends of this program, and no blank lines before and behind it."""
    lines = edited.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    full = [at for at, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[full[0] : full[-1] + 1]) if full else ""


def trimmed(edited: str) -> str:
    """What the person is told of blank lines that :func:`as_typed` left out; empty for none."""
    text = edited.replace("\r\n", "\n").removesuffix("\n")
    blank = as_typed(text) and len(as_typed(text)) < len(text.replace("\r", "\n"))
    return ";开头和末尾的空行没有保存" if blank else ""


def require_visible(text: str) -> None:
    """Raises InputError where ``text`` has characters that no Word file can hold, or a line end that is none."""
    found = _UNSEEN.search(text)
    if found:
        line, column = (
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
        )
        raise InputError(
            f"文字里有看不见的控制字符 U+{ord(found[0]):04X},Word 文件里放不下或读不回来",
            place=f"第{line}行第{column}个字",
            advice="请删去它(要分段的用回车),再保存",
        )


def rebind(
    draft: Draft,
    sheet: FactSheet,
    section_id: str,
    edited: str,
    samples: Mapping[str, str] | None = None,
) -> Edit:
    """The source text of a section as a person left it, a paragraph or （一） heading a line.

    It renders to the person's characters. A reference stands where the figure and its sentence
    stayed, where the verifier says of a figure that it is that fact's and the reference says it
    in the same characters, and where the person typed one. A typed reference that names nothing, or
    a lone brace, is an InputError. ``samples`` as for :func:`assistant.revision.faithful.bind_proved`.
    """
    shown = as_shown(draft, sheet, section_id)
    text = as_typed(edited)
    require_visible(text)
    carried = carry_references(shown, text)
    known = {span.reference for span in shown.spans}
    wrong = [each for each in unresolved(carried.source, sheet) if each.text not in known]
    if wrong:
        raise InputError(
            ";".join(each.reason for each in wrong),
            advice=f"请改正大括号里的编号,或直接写数字;{BRACES}",
        )
    standing = sorted(
        [(start, False) for start in carried.starts]
        + [(each.start, True) for each in references(text)]
    )
    typed = frozenset(number for number, (_, by_person) in enumerate(standing) if by_person)
    source = bind_proved(
        draft.revised(section_id, Revision(carried.source, Author.PERSON)),
        sheet,
        {section_id: Written(shown.text, typed)},
        samples,
    )[section_id]
    new = [each.text for each in references(source)]
    for span in shown.spans:
        if span.reference in new:
            new.remove(span.reference)
    lost = tuple(shown.text[each.span.start : each.span.end] for each in carried.lost)
    return Edit(source, tuple(new), lost)


def edit(session: Session, section_id: str, text: str, *, note: str = "") -> Edit | None:
    """Saves a section's text as a person left it, with a note for later readers.

    Returns what became of its figures; None where nothing changed, and nothing was saved.
    """
    session.require_unlocked(section_id)
    shown = as_shown(session.draft, session.sheet, section_id)
    if as_typed(text) == shown.text:
        return None
    made = rebind(session.draft, session.sheet, section_id, text, session.samples)
    session.save(section_id, by_person(made.source, note))
    return made


def asked(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The errors that an edit brought: each is asked of the person."""
    known = {finding.id for finding in before}
    return tuple(each for each in after if each.id not in known and each.verdict.level == "error")


def told(finding: Finding) -> str:
    """A finding in a line: its words are not said twice."""
    twice = finding.reason.startswith(f"“{finding.text}”")
    return finding.reason if twice else f"{finding.text} {finding.reason}".strip()


def correction(finding: Finding, sheet: FactSheet) -> str | None:
    """What 改正 puts in a finding's place: what the verifier expects, or the fact it seems to mean.

    None where neither is known.
    """
    if finding.expected:
        return finding.expected
    if finding.fact in sheet.by_id:
        return f"{{{finding.fact}}}"
    return None


@dataclass(frozen=True, slots=True)
class Correction:
    """What 改正 would do.

    Attributes:
        section_id: the section that it would change.
        text: that section's text with the correction.
        pieces: the sentence before and after, compared.
        guess: the words of the sentence do not speak of the fact that would be put there.
    """

    section_id: str
    text: str
    pieces: tuple[Stretch, ...]
    guess: bool


def propose_correction(session: Session, finding: Finding) -> Correction | None:
    """What 改正 would do to ``finding``; None where it cannot be corrected so."""
    right = correction(finding, session.sheet)
    if right is None:
        return None
    for view in session.views:
        for here in view.findings:
            if here.id != finding.id or here.start is None or here.end is None:
                continue
            start, end = _replaced(view, here)
            text = view.text[:start] + right + view.text[end:]
            told = render(right, session.sheet, lenient=True).text
            begin = max(view.text.rfind(mark, 0, start) + 1 for mark in _SENTENCE_ENDS)
            stops = [at for mark in _SENTENCE_ENDS if (at := view.text.find(mark, end)) >= 0]
            stop = min(stops, default=len(view.text))
            if _same(view.text[start:end], told, known=here.expected is not None):
                return None  # the words are wrong, not the figure
            old = view.text[begin:stop]
            new = view.text[begin:start] + told + view.text[end:stop]
            return Correction(
                view.section.id, text, tuple(compare(old, new)), _is_guess(here, session.sheet)
            )
    return None


def _replaced(view: SectionView, finding: Finding) -> tuple[int, int]:
    """The characters that a correction replaces: the figure's alone, where what is expected has no words before it."""
    start, end = finding.start or 0, finding.end or 0
    figures = [one for one in view.figures if start <= one.start and one.end <= end]
    if finding.expected is None and figures:
        return figures[-1].start, figures[-1].end
    return start, end


def _same(old: str, new: str, *, known: bool) -> bool:
    """Whether both state one value, so that nothing would be corrected: 第三 and 第三名.

    Where what is expected is not ``known``, a fact of the same value is another thing's: its unit
    is none for the words here (8个股室 is no 8, nor 8场).
    """
    told = [[(one.low, one.high, one.parts) for one in read_mentions(text)] for text in (old, new)]
    same = bool(told[0]) and told[0] == told[1]
    return old == new or (same and (old in new or not known))


def _is_guess(finding: Finding, sheet: FactSheet) -> bool:
    """Whether the sentence of a finding says nothing of the fact that it was likened to."""
    if finding.verdict is Verdict.UNSUPPORTED:
        return True
    fact = sheet.fact_of(finding.fact)
    if fact is None:
        return False
    names = "\n".join((fact.name, *fact.aliases))
    pairs = {names[at : at + 2] for at in range(len(names) - 1)}
    return not any(pair in finding.sentence for pair in pairs if "\n" not in pair)


def correct(session: Session, finding_id: str) -> Edit | None:
    """改正: puts what the facts say in a finding's place; InputError where that is not known."""
    finding = session.finding(finding_id)
    proposed = propose_correction(session, finding)
    if proposed is None:
        raise InputError(
            f"“{finding.text}”不能自动改正",
            advice="请改写这句话,或加为事实、说明理由放行",
        )
    return edit(session, proposed.section_id, proposed.text, note=f"改正:{finding.text}")
