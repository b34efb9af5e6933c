"""From the text of a page to the documents in it, each as its author wrote it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.samples.dividing import COPY, Piece, containment, divide
from assistant.samples.flow import drop_stray_spaces, join_broken, unflatten
from assistant.samples.furniture import drop_furniture
from assistant.samples.lines import is_title, lines_of
from assistant.samples.pages import join_inline_pages, join_numbered_pages
from assistant.samples.sample import Imported, Removal, Sample

if TYPE_CHECKING:
    from collections.abc import Container

    from assistant.samples.lines import Line

_COPIES = "重复的文章"
_ANCHOR = 20  # characters before what was taken out of a line, by which its place is found again
_SHORTEST_SAMPLE = 80
_HARDLY_LINES = 2


def clean(text: str, *, path: str = "", web: bool = True, cells: Container[int] = ()) -> Imported:
    """The summaries that stand in ``text``.

    Cleaning takes out furniture and page traces, makes paragraphs whole, divides collections,
    settles titles, and leaves out copies. Every removal is told. The author's wording, marks and
    redactions (201*年) stay as they are.

    Args:
        text: the text of a file, as decoded.
        path: the file it comes from, for names and messages.
        web: it may be a page of a site; an office file has none of a site's furniture.
        cells: the numbers, from 1, of the lines that are cells of tables.
    """
    lines, removals = _paragraphs(lines_of(text, cells), web=web)
    pieces, more = divide(lines)
    removals += more
    samples: list[Sample] = []
    starts: list[tuple[int, ...]] = []
    messages: list[str] = []
    for piece in _without_copies(pieces, messages, removals):
        # An office file has the spaces that its author set.
        own = drop_stray_spaces if web else str.strip
        body = "\n".join(own(line.text) for line in piece.lines)
        if len(body) < _SHORTEST_SAMPLE:
            messages.append(
                f"“{piece.title or body[:20]}”只有 {len(body)} 个字,不足以作范文,未导入。"
            )
            continue
        samples.append(_sample(piece, body, path))
        starts.append(tuple(line.number for line in piece.lines))
    if not samples:
        messages.append("没有找到可用作范文的正文。")
    removals.sort(key=lambda one: one.line)
    return Imported(
        path, tuple(_with_removed(samples, starts, removals)), tuple(removals), tuple(messages)
    )


def _with_removed(
    samples: list[Sample], starts: list[tuple[int, ...]], removals: list[Removal]
) -> list[Sample]:
    """Each sample with what was taken out of its lines, and around them; ``starts`` are their numbers."""
    own: list[list[Removal]] = [[] for _ in samples]
    firsts = [numbers[0] for numbers in starts]
    for one in removals:
        if not samples or one.reason == _COPIES:
            continue
        at = max(0, bisect_right(firsts, one.line) - 1)
        side = bisect_right if one.before else bisect_left
        paragraph = side(starts[at], one.line) - bool(one.before)
        own[at].append(replace(one, before=one.before[-_ANCHOR:], paragraph=max(0, paragraph)))
    return [
        replace(sample, removed=tuple(found)) for sample, found in zip(samples, own, strict=True)
    ]


def _paragraphs(lines: list[Line], *, web: bool) -> tuple[list[Line], list[Removal]]:
    lines, removals = join_numbered_pages(lines)
    lines, more = join_inline_pages(lines)
    lines, furniture = drop_furniture(lines, web=web)
    whole = sum(bool(line.text) for line in lines) <= _HARDLY_LINES
    lines = [piece for line in lines for piece in unflatten(line, whole=whole)]
    return join_broken(lines), removals + more + furniture


def _without_copies(
    pieces: list[Piece], messages: list[str], removals: list[Removal]
) -> list[Piece]:
    """The pieces without those that are copies, whole or cut off, of another one."""
    kept: list[Piece] = []
    dropped: set[int] = set()
    by_length = sorted(range(len(pieces)), key=lambda at: (-len(pieces[at].text), at))
    for rank, at in enumerate(by_length):
        for other in by_length[:rank]:
            if other in dropped or containment(pieces[at].text, pieces[other].text) < COPY:
                continue
            share = len(pieces[at].text) / max(1, len(pieces[other].text))
            messages.append(
                f"{_called(pieces[at], at)}与{_called(pieces[other], other)}重复"
                f"(相当于它的 {share:.0%}),未导入。"
            )
            removals.append(Removal(_COPIES, pieces[at].text))
            dropped.add(at)
            break
    kept.extend(piece for at, piece in enumerate(pieces) if at not in dropped)
    return kept


def _called(piece: Piece, at: int) -> str:
    return f"第{piece.number or at + 1}篇"


def _sample(piece: Piece, body: str, path: str) -> Sample:
    title = piece.title or _first_title(body)
    source = path
    if piece.number:
        source = f"{path} 第{piece.number}篇" if path else f"第{piece.number}篇"
    return Sample("", drop_stray_spaces(title), body, source, digest=digest_of(body))


def _first_title(body: str) -> str:
    first = body.split("\n", 1)[0]
    if is_title(first):
        return first
    sentence = re.split("[。；，,;]", first, maxsplit=1)[0]
    return sentence[:30]


def digest_of(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of ``text`` without white space."""
    bare = re.sub(r"\s+", "", text)
    return hashlib.sha256(bare.encode("utf-8")).hexdigest()[:16]
