"""Making paragraphs whole: text that was flattened, lines that were broken, stray spaces."""

from __future__ import annotations

import re

from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.samples.lines import (
    DATE,
    ENUMERATOR,
    FULL_STOP,
    SENTENCE_END,
    Line,
    is_signature,
    is_title,
)

_FLAT_LINE = 400
_FLAT_TEXT = 250  # the same where the whole text is a line or two
_LONGEST_HEADING = 45
_SHORT_LINE = 20
_FEWEST_LINES = 6  # below which nothing tells that lines were wrapped
_SLACK = 4  # characters by which wrapped lines differ
_LONGEST_DATE = 24
_LONGEST_OPENING = 120
_FORMS = forms(__file__)


def unflatten(line: Line, *, whole: bool) -> list[Line]:
    """The paragraphs of a line whose line ends had become spaces; else the line itself.

    ``whole`` says that the text has hardly another line.
    """
    if len(line.text) < (_FLAT_TEXT if whole else _FLAT_LINE) or not _FORMS.gap.search(line.text):
        return [line]
    pieces: list[str] = []
    segment = ""
    words = _FORMS.gap.split(line.text)
    for index, word in enumerate(words):
        if segment and _breaks(segment, word, first=not pieces, last=index == len(words) - 1):
            pieces.append(segment)
            segment = word
        else:
            glue = " " if segment and _needs_space(segment[-1], word[:1]) else ""
            segment += glue + word
    pieces.append(segment)
    return [line.with_text(piece) for piece in pieces if piece]


def _needs_space(left: str, right: str) -> bool:
    """Between two words of Latin letters; a number may have been broken in two."""
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()


def _breaks(segment: str, word: str, *, first: bool, last: bool) -> bool:
    """Whether the space between ``segment`` and ``word`` was the end of a paragraph."""
    further: str = shipped(__file__, "cleaning.yaml")["further"]
    if ENUMERATOR.match(word) or re.match(further, word):
        return True
    if segment.endswith(tuple("。！？；：:;!?”")) or DATE.fullmatch(_tail_of(segment)):
        return True
    if DATE.fullmatch(word) and (last or is_signature(segment)):
        return True
    is_heading = bool(ENUMERATOR.match(segment)) and not re.search("[。；;]", segment)
    if is_heading and len(segment) <= _LONGEST_HEADING:
        return True
    if len(segment) > _LONGEST_OPENING:
        return False
    opened = re.sub(further, "", segment)
    return (first or opened != segment or is_title(segment)) and is_title(opened)


def _tail_of(segment: str) -> str:
    match = _FORMS.date_tail.search(segment[-_LONGEST_DATE:])
    return match[0] if match else ""


def join_broken(lines: list[Line]) -> list[Line]:
    """Joins lines that were broken in the middle of a sentence; blank lines go."""
    width = _wrap_width(lines)
    joined: list[Line] = []
    full = False  # whether the last line was as long as lines get
    for line in lines:
        if not line.text:
            continue
        cells = line.cell or (joined and joined[-1].cell)
        if joined and not cells and _continues(joined[-1].text, line, full=full if width else None):
            left = joined[-1]
            glue = " " if _needs_space(left.text[-1], line.text[0]) else ""
            joined[-1] = left.with_text(left.text + glue + line.text)
        else:
            joined.append(line)
        full = len(line.text) >= width - _SLACK
    return joined


def _wrap_width(lines: list[Line]) -> int:
    """The width at which most lines were wrapped; 0 where they were not."""
    lengths = [len(line.text) for line in lines if line.text and not line.cell]
    long = [length for length in lengths if length >= _SHORT_LINE]
    if len(long) < _FEWEST_LINES:
        return 0
    width = max(long)
    close = sum(length >= width - _SLACK for length in long)
    return width if close * 2 > len(long) else 0


def _continues(left: str, line: Line, *, full: bool | None) -> bool:
    """Whether ``line`` goes on with the sentence that ``left`` began.

    ``full``: whether the line before was as long as lines get; None where lines were not wrapped.
    """
    if line.text[0] in "，。、；：？！”’）》】,;:?!)]":
        return True
    if _starts_anew(line.text) or is_title(left) or DATE.fullmatch(left):
        return False
    if left.endswith(tuple("，、,—（(《“")):
        return True
    if full is not None:
        ended = left.endswith(tuple(FULL_STOP + "；;：:"))
        return full and not line.indented and not ended
    if left.endswith(tuple(SENTENCE_END + "】")) or is_signature(left):
        return False
    numbered = bool(ENUMERATOR.match(left)) and "。" not in left
    is_heading = numbered and len(left) <= _LONGEST_HEADING
    return not is_heading and len(left) >= _SHORT_LINE


def _starts_anew(text: str) -> bool:
    return bool(
        ENUMERATOR.match(text) or is_title(text) or DATE.fullmatch(text) or _FORMS.piece.match(text)
    )


def drop_stray_spaces(text: str) -> str:
    """``text`` without spaces between Chinese characters and marks; those within 《》 stay."""
    pieces: list[str] = []
    end = 0
    for match in _FORMS.titles.finditer(text):
        pieces += [_FORMS.stray.sub("", text[end : match.start()]), match[0]]
        end = match.end()
    pieces.append(_FORMS.stray.sub("", text[end:]))
    return "".join(pieces).strip()
