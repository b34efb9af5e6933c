"""What a paragraph of a .docx is: by its style, its outline level, or the marks of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 4
_FORMS = forms(__file__)
_TITLE_STYLES = {"title", "标题", "文章标题", "公文标题", "subtitle", "副标题"}
_NAMED = {
    "主送机关": BlockKind.ADDRESSEE,
    "署名": BlockKind.SIGNATURE,
    "成文日期": BlockKind.DATE,
    "附件说明": BlockKind.ATTACHMENT_NOTE,
    "附件标识": BlockKind.ATTACHMENT,
}
_CHINESE = "一二三四五六七八九十百"
_MARKS = (
    re.compile(rf"[{_CHINESE}]{{1,4}}、"),
    re.compile(rf"[(（][{_CHINESE}]{{1,4}}[)）]"),
    re.compile(r"\d{1,2}(?:[．、]|\.(?!\d))"),
    re.compile(r"[(（]\d{1,2}[)）]"),
)
_LONGEST_HEADING = 40
_LONGEST_TITLE = 80
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the running text, as far as its form tells what it is.

    Attributes:
        outline: its outline level, from 1; 0 for text.
        centred: it stands in the middle.
    """

    text: str
    style: str = ""
    outline: int = 0
    centred: bool = False


def classify(lines: Sequence[Line]) -> list[tuple[BlockKind, int]]:
    """The kind and heading level of each of a document's lines."""
    kinds = [_by_form(line) for line in lines]
    _mark_title(lines, kinds)
    _mark_end(lines, kinds)
    return [(kind or BlockKind.PARAGRAPH, level) for kind, level in kinds]


def _by_form(line: Line) -> tuple[BlockKind | None, int]:
    style = line.style.strip()
    if style.lower() in _TITLE_STYLES:
        return BlockKind.TITLE, 0
    if style in _NAMED:
        return _NAMED[style], 0
    match = _FORMS.heading_style.fullmatch(style)
    level = int(match.group(1)) if match else line.outline
    # A paragraph of several sentences is text, whatever its style says.
    if level and len(line.text) <= 2 * _LONGEST_HEADING:
        return BlockKind.HEADING, min(level, _DEEPEST)
    return _by_marks(line.text)


def _by_marks(text: str) -> tuple[BlockKind | None, int]:
    if _FORMS.attachment.fullmatch(text):
        return BlockKind.ATTACHMENT, 0
    if _FORMS.attachment_note.match(text) and len(text) <= _LONGEST_TITLE:
        return BlockKind.ATTACHMENT_NOTE, 0
    if len(text) <= _LONGEST_HEADING:
        for level, mark in enumerate(_MARKS, 1):
            match = mark.match(text)
            if match and not _FORMS.sentence_end.search(text, match.end(), len(text) - 1):
                # A short numbered sentence ends with 。: only 一、 and (一) are headings then.
                ended = _FORMS.sentence_end.match(text, len(text) - 1)
                return (BlockKind.HEADING, level) if not ended or level <= 2 else (None, 0)  # noqa: PLR2004 - levels are the standard's
    return None, 0


def _mark_title(lines: Sequence[Line], kinds: list[tuple[BlockKind | None, int]]) -> None:
    """The first line is the title, with the centred ones behind it; then the addressee."""
    at = 0
    while at < len(lines) and _may_be_title(lines[at], kinds[at][0], first=at == 0):
        kinds[at] = (BlockKind.TITLE, 0)
        at += 1
    if at < len(lines) and kinds[at][0] is None and at > 0:
        text = lines[at].text
        if text.endswith((":", "：")) and len(text) <= _LONGEST_NAME and "。" not in text:
            kinds[at] = (BlockKind.ADDRESSEE, 0)


def _may_be_title(line: Line, kind: BlockKind | None, *, first: bool) -> bool:
    if kind is not None:
        return kind is BlockKind.TITLE
    short = len(line.text) <= _LONGEST_TITLE and not line.text.endswith(("。", "：", ":", "；"))
    return short and (first or line.centred)


def _mark_end(lines: Sequence[Line], kinds: list[tuple[BlockKind | None, int]]) -> None:
    """A line that is a date, and the name before it, before the attachments or at the end."""
    for at, line in enumerate(lines):
        last = at + 1 == len(lines) or kinds[at + 1][0] is BlockKind.ATTACHMENT
        if not last or not _FORMS.date.fullmatch(line.text.replace(" ", "")):
            continue
        kinds[at] = (BlockKind.DATE, 0)
        before = at - 1
        while before > 0 and kinds[before][0] is None and _FORMS.name.fullmatch(lines[before].text):
            kinds[before] = (BlockKind.SIGNATURE, 0)
            before -= 1
    for at in range(1, len(lines)):
        follows = kinds[at - 1][0] is BlockKind.ATTACHMENT_NOTE
        listed = kinds[at][0] in {None, BlockKind.HEADING} and _FORMS.note_line.match(
            lines[at].text
        )
        if follows and listed and len(lines[at].text) <= _LONGEST_TITLE:
            kinds[at] = (BlockKind.ATTACHMENT_NOTE, 0)
