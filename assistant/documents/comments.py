"""Word comments on exactly the characters of each finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from assistant.documents.anchors import Anchor, Cutter
from assistant.documents.commentpart import CommentPart
from assistant.documents.package import open_package
from assistant.documents.reading import read_package
from assistant.documents.wordml import W
from assistant.domain import Verdict
from assistant.files import write_atomic
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from assistant.documents.anchors import Border
    from assistant.documents.reading import DocxText, Span
    from assistant.domain import Finding

_PARAGRAPH = f"{W}p"
AUTHOR = "数字核对"


def annotate(
    path: str | PathLike[str],
    out: str | PathLike[str],
    findings: Sequence[Finding],
    *,
    author: str = AUTHOR,
    date: datetime | None = None,
) -> None:
    """Writes a copy of a .docx with a comment on exactly the characters of each finding.

    Comments of ``author`` that are there already give way to the new ones; everything else,
    people's comments too, stays as it is. A finding in a field's result, a formula or a text
    box has its comment on the whole of that, one in a note on the note's sign, one in a header
    on the first words, as Word allows it nowhere else. Findings without a place (``unused``)
    share one comment on the first words. ``out`` may be ``path`` itself; ``date`` is now by default.

    Raises:
        DocumentError: the file cannot be read.
        OutputError: the copy cannot be written.
    """
    write_atomic(out, annotated(path, findings, author=author, date=date))


def annotated(
    source: str | PathLike[str] | bytes,
    findings: Sequence[Finding],
    *,
    author: str = AUTHOR,
    date: datetime | None = None,
) -> bytes:
    """The bytes of :func:`annotate`'s copy, of a path or of a file's bytes."""
    notes = [Note(one.start, one.end, tuple(_words(one))) for one in findings]
    return commented(source, notes, author=author, date=date)


def commented(
    source: str | PathLike[str] | bytes,
    notes: Sequence[Note],
    *,
    author: str,
    date: datetime | None = None,
) -> bytes:
    """A copy of a .docx with a comment for each note; arguments and errors as :func:`annotate`."""
    package = open_package(source)
    main, root = package.main_tree()
    part = CommentPart.of_package(package, main)
    part.drop(root, author)
    text = read_package(package)
    # Word keeps local wall-clock time and shows it as it stands.
    when = f"{date or datetime.now().astimezone():%Y-%m-%dT%H:%M:%SZ}"
    for anchor, words in _placed(text, notes, root):
        identifier = part.add(author, when, words)
        _mark(anchor, identifier)
    return package.rewritten(part.changed(root))


@dataclass(frozen=True, slots=True)
class Note:
    """What a comment is to say of a stretch of the text.

    Attributes:
        start, end: offsets into the text that ``read_docx`` gives; None where it has no place.
        lines: the comment's paragraphs.
    """

    start: int | None
    end: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A comment to be: its borders, or the place it has to make do with."""

    words: Sequence[str]
    first: Border | None = None
    last: Border | None = None
    host: etree._Element | None = None


def _placed(
    text: DocxText, notes: Sequence[Note], root: etree._Element
) -> list[tuple[Anchor, Sequence[str]]]:
    """Where each comment goes, once all runs are cut."""
    cutter = Cutter()
    placed = [note for note in notes if note.start is not None]
    placed.sort(key=lambda note: (note.start or 0, note.end or 0))
    wishes = [_wish(cutter, text, note, root) for note in placed]
    absent = [line for note in notes if note.start is None for line in note.lines]
    if absent:
        wishes.append(_Wish(absent))
    cutter.cut()
    front = _first_run(root)
    anchors: list[tuple[Anchor, Sequence[str]]] = []
    for wish in wishes:
        if wish.first is not None and wish.last is not None:
            anchor = _out_of_tag(Anchor(cutter.begins(wish.first), cutter.ends(wish.last)))
        else:
            host = wish.host if wish.host is not None else front
            if host is None:
                continue  # a file without a word has no place for a comment
            anchor = Anchor(host, host)
        anchors.append((anchor, wish.words))
    return anchors


def _out_of_tag(anchor: Anchor) -> Anchor:
    """A comment on all of a smart tag stands round it: LibreOffice loses one inside."""
    tag = anchor.first.getparent()
    if tag is None or tag.tag != f"{W}smartTag" or anchor.last.getparent() is not tag:
        return anchor
    content = [child for child in tag if child.tag != f"{W}smartTagPr"]
    return Anchor(tag, tag) if content[0] is anchor.first and content[-1] is anchor.last else anchor


def _first_run(root: etree._Element) -> etree._Element | None:
    """The first run of the running text that shows something."""
    runs = (run for text in root.iter(f"{W}t") for run in text.iterancestors(f"{W}r"))
    return next((run for run in runs if not _boxed(run)), None)


def _boxed(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{W}txbxContent"), None) is not None


def _wish(cutter: Cutter, text: DocxText, note: Note, root: etree._Element) -> _Wish:
    words = note.lines
    spans = _spans(text, note.start or 0, note.end or 0)
    if not spans:
        return _Wish(words)
    first, last = spans[0], spans[-1]
    if first.element is None or last.element is None:
        return _Wish(words)
    if first.element.getroottree().getroot() is not root:
        return _Wish(words, host=_sign_of_note(first.element, root))
    begin = max((note.start or 0) - first.start, 0)
    end = min((note.end or 0) - last.start, last.length)
    if end <= 0:  # the words behind an automatic number bear its comment, all of them
        end = last.length
    return _Wish(
        words,
        cutter.border(first.element, first.at + begin),
        cutter.border(last.element, last.at + end),
    )


def _spans(text: DocxText, start: int, end: int) -> list[Span]:
    """The stretches of the file that hold the characters; the next ones where none does."""
    low, high = text.index(start), text.index(max(end - 1, start))
    held = [span for span in text.spans[low : high + 1] if span.element is not None]
    inside = [span for span in held if span.start < end and span.start + span.length > start]
    # Only a number that Word writes out: the words behind it bear the comment.
    return inside or [span for span in text.spans[low : high + 3] if span.element is not None][:1]


def _sign_of_note(element: etree._Element, root: etree._Element) -> etree._Element | None:
    """The run with the sign of the note that an element stands in; None for a header."""
    for note in element.iterancestors(f"{W}footnote", f"{W}endnote"):
        for reference in root.iter(f"{note.tag}Reference"):
            if reference.get(f"{W}id") == note.get(f"{W}id"):
                return reference.getparent()
    return None


def _words(finding: Finding) -> list[str]:
    """What a comment says: the verdict, what the facts say, what to do."""
    name = verdict_table()[finding.verdict].name
    # Most reasons quote the words themselves.
    told = finding.start is None or not finding.text or finding.text in finding.reason
    about = "" if told else f"“{finding.text}”"
    lines = [f"【{name}】{about}{finding.reason}"]
    if finding.expected and finding.verdict is not Verdict.UNUSED:
        lines.append(f"应为:{finding.expected}")
    if finding.sample:
        lines.append(f"范文:{finding.sample}")
    if finding.advice:
        lines.append(finding.advice.rstrip("。") + "。")
    return lines


def _mark(anchor: Anchor, identifier: str) -> None:
    """Sets a comment's borders and its reference."""
    begin = etree.Element(f"{W}commentRangeStart", {f"{W}id": identifier})
    end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": identifier})
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": identifier})
    anchor.first.addprevious(begin)
    anchor.last.addnext(end)
    paragraph = next(anchor.last.iterancestors(_PARAGRAPH), None)
    if paragraph is None or not _begins_control(paragraph):
        end.addnext(reference)
        return
    # LibreOffice drops the words before a reference in the first paragraph of a block
    # content control; the borders alone do no harm, so only the reference stands elsewhere.
    behind = next(filter(_takes_reference, _behind(paragraph)), None)
    if behind is not None:
        has_form = len(behind) > 0 and behind[0].tag == f"{W}pPr"
        behind.insert(1 if has_form else 0, reference)
        return
    before = next(filter(_takes_reference, _before(paragraph)), None)
    if before is not None:
        before.append(reference)
    else:
        end.addnext(reference)


def _begins_control(paragraph: etree._Element) -> bool:
    """Whether a paragraph is the first one of a content control that stands round it."""
    return any(
        next(control.iter(_PARAGRAPH), None) is paragraph
        for control in paragraph.iterancestors(f"{W}sdt")
    )


def _takes_reference(paragraph: etree._Element) -> bool:
    return not _boxed(paragraph) and not _begins_control(paragraph)


def _behind(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs behind one, the nearest first."""
    for place in (paragraph, *paragraph.iterancestors()):
        for sibling in place.itersiblings():
            yield from sibling.iter(_PARAGRAPH)


def _before(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs before one, the nearest first."""
    for place in (paragraph, *paragraph.iterancestors()):
        for sibling in place.itersiblings(preceding=True):
            yield from reversed(list(sibling.iter(_PARAGRAPH)))
