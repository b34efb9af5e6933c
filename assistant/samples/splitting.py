"""Splitting a sample into its parts: title, opening, sections by heading, closing, signature."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from assistant.domain import Block, BlockKind, Role
from assistant.extraction import read_document
from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.samples.sample import Part

_FORMS = forms(__file__)
_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_LONGEST_HEADING = 45
_LONGEST_RUN_IN = 30
_LONGEST_RESULTS = 14
_SHORTEST_PASSAGE = 15


@lru_cache(maxsize=512)
def split(text: str) -> tuple[Part, ...]:
    """The parts of a sample's text, in order; together they cover all but blank lines.

    A heading may stand on a line of its own or be run into its paragraph, with a mark behind it
    or none. 一是, 二是 … are headings of the lowest level where each introduces sentences.
    """
    parts: list[Part] = []
    for block in read_document(text).blocks:
        for start, piece in _pieces(block):
            _add(parts, block, start, piece)
    return tuple(_with_closing(_with_roles(parts)))


def _pieces(block: Block) -> list[tuple[int, str]]:
    """A block's stretches: a paragraph is cut before each 一是 that introduces sentences."""
    cuts = [0]
    if block.kind is BlockKind.PARAGRAPH:
        cuts += [match.start() for match in _FORMS.run_in.finditer(block.text)]
    ends = [*cuts[1:], len(block.text)]
    return [
        (block.offset + start, block.text[start:end]) for start, end in zip(cuts, ends, strict=True)
    ]


def _add(parts: list[Part], block: Block, start: int, text: str) -> None:
    end = start + len(text)
    if block.kind is BlockKind.TITLE:
        parts.append(Part("title", None, text, "", 0, start, end, ""))
    elif block.kind in {BlockKind.SIGNATURE, BlockKind.DATE}:
        if parts and parts[-1].kind == "signature":
            parts[-1] = replace(parts[-1], end=end, text=f"{parts[-1].text}\n{text}")
        else:
            parts.append(Part("signature", None, "", "", 0, start, end, text))
    elif match := _FORMS.marker.match(text):
        parts.append(_section(match, start, text))
    elif parts and parts[-1].kind == "section" and not _passage(text):
        glue = "\n" if parts[-1].text else ""
        parts[-1] = replace(parts[-1], end=end, text=parts[-1].text + glue + text)
    elif parts and parts[-1].kind == "opening" and not _passage(text):
        parts[-1] = replace(parts[-1], end=end, text=f"{parts[-1].text}\n{text}")
    elif any(part.kind == "section" for part in parts):
        parts.append(Part("section", _passage(text), "", "", 0, start, end, text))
    else:
        parts.append(Part("opening", Role.OPENING, "", "", 0, start, end, text))


def _section(match: re.Match[str], start: int, text: str) -> Part:
    rest = text[match.end() :]
    length = _heading_length(rest)
    level = _LEVELS[match.lastgroup or "five"]
    heading = rest[:length].strip("。：:；;，, ")
    return Part(
        "section", None, heading, match[0], level, start, start + len(text), rest[length:].strip()
    )


def _heading_length(rest: str) -> int:
    """How much of what follows a number is the heading."""
    opened = _FORMS.body.search(rest, 0, _LONGEST_HEADING)
    if opened:
        return opened.start()
    stop = re.search("[。：:]", rest)
    if stop and stop.end() <= _LONGEST_HEADING:
        return stop.end()
    if not stop and len(rest) <= _LONGEST_HEADING:
        return len(rest)
    starts: list[str] = shipped(__file__, "splitting.yaml")["body_starts"]
    first = re.search("|".join(starts), rest[4:_LONGEST_HEADING])
    if first:
        return first.start() + 4
    clause = re.search("[，,；;]", rest[:_LONGEST_RUN_IN])
    return clause.end() if clause else 0


@cache
def _passages() -> dict[Role, re.Pattern[str]]:
    found: dict[str, str] = shipped(__file__, "splitting.yaml")["passages"]
    return {Role(name): re.compile(pattern) for name, pattern in found.items()}


def _passage(text: str) -> Role | None:
    """The class of a passage that begins as one of problems or plans does; None for others."""
    first = re.split("[。；]", text, maxsplit=1)[0]
    if len(text) < _SHORTEST_PASSAGE:
        return None
    for role in (Role.PROBLEMS, Role.PLAN):
        if _passages()[role].match(first):
            return role
    return None


def _with_roles(parts: list[Part]) -> list[Part]:
    """Gives each section its class: by its heading, else its parent's, else measures."""
    above: dict[int, Role] = {}
    done: list[Part] = []
    for part in parts:
        role = part.role
        if part.kind == "section" and role is None:
            parent = next(
                (above[level] for level in range(part.level - 1, 0, -1) if level in above), None
            )
            role = _role_of(part, parent)
        if part.kind == "section" and role is not None and part.level:
            above = {level: found for level, found in above.items() if level < part.level}
            above[part.level] = role
        done.append(replace(part, role=role))
    return done


def _role_of(part: Part, parent: Role | None) -> Role:
    if parent in {Role.PLAN, Role.PROBLEMS}:
        return parent
    found: dict[str, list[str]] = shipped(__file__, "splitting.yaml")["roles"]
    for name, words in found.items():
        if any(word in part.heading for word in words):
            role = Role(name)
            # 围绕……报道各方面的工作状况 is what was done; a heading of results is short.
            if role is Role.RESULTS and len(part.heading) > _LONGEST_RESULTS:
                continue
            # 主要做法 holds measures even where one of them speaks of results.
            return parent if parent and role in {Role.RESULTS, Role.MEASURES} else role
    return parent or Role.MEASURES


def _with_closing(parts: list[Part]) -> list[Part]:
    """The last paragraph is the closing where it reads like one and stands apart."""
    body = [index for index, part in enumerate(parts) if part.kind in {"section", "opening"}]
    if not body or parts[body[-1]].kind == "opening":
        return parts
    last = parts[body[-1]]
    lines = last.text.split("\n")
    alone = len(lines) > 1 or not last.marker
    if not alone or not _passages()[Role.CLOSING].match(lines[-1]):
        return parts
    cut = last.end - len(lines[-1])
    closing = Part("closing", Role.CLOSING, "", "", 0, cut, last.end, lines[-1])
    kept = [replace(last, end=cut, text="\n".join(lines[:-1]))] if len(lines) > 1 else []
    return [*parts[: body[-1]], *kept, closing, *parts[body[-1] + 1 :]]
