"""The style profile: a few measured traits of samples, for the prompt and the offline writer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from assistant.extraction import read_mentions
from assistant.files.forms import forms
from assistant.files.shipped import shipped
from assistant.samples.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.samples.sample import Part, Sample

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]")
_FORMS = forms(__file__)
_FEWEST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class StyleProfile:
    """Measured traits of a set of samples.

    Attributes:
        samples: how many there were.
        sentence_length: the median length of a sentence, in characters; 0 where there is none.
        heading_forms: how headings are built, the most frequent first: 两段式, 动宾式, 以为式, 名词式.
        heading_length: the median length of a heading without its number, in characters.
        parallel_headings: the share of neighbouring headings of one form, 0 to 1.
        run_in_lists: how many times 一是……二是 stands, for each 1,000 characters.
        figures: figures for each 100 characters.
        connectives: the most frequent ones, at most six.
        openings: how the openings begin, the most frequent first: 年份起笔 …
    """

    samples: int
    sentence_length: int
    heading_forms: tuple[str, ...]
    heading_length: int
    parallel_headings: float
    run_in_lists: float
    figures: float
    connectives: tuple[str, ...]
    openings: tuple[str, ...]

    def render(self) -> str:
        """The profile in a few Chinese lines for a person; empty where nothing was measured."""
        if not self.samples:
            return ""
        lines = [*self.traits(), f"数字:每 100 字约 {self.figures:.1f} 个。"]
        if self.openings:
            lines.append(f"开头:{self.beginning()}。")
        return "\n".join(lines)

    def beginning(self) -> str:
        """How most openings begin, in Chinese; empty where there is none."""
        return _described("openings", self.openings[0]) if self.openings else ""

    def traits(self) -> tuple[str, ...]:
        """What a writer of any section can act on, a Chinese line each."""
        if not self.samples:
            return ()
        lines = [f"句子:一般每句 {self.sentence_length} 字左右。"]
        if self.heading_forms:
            form = _described("headings", self.heading_forms[0])
            lines.append(f"小标题:约 {self.heading_length} 字,{form}。")
        if self.parallel_headings >= 0.5:  # noqa: PLR2004 - half of them: a habit
            lines.append("同级小标题句式一致,前后对仗。")
        if self.run_in_lists >= 0.5:  # noqa: PLR2004 - one in 2,000 characters: a habit
            lines.append("段内常用“一是……二是……三是……”分述。")
        if self.connectives:
            lines.append(f"常用连接词:{'、'.join(self.connectives)}。")
        return tuple(lines)

    def __str__(self) -> str:
        return self.render()


def style_profile(samples: Iterable[Sample]) -> StyleProfile:
    """The traits of ``samples`` taken together."""
    many = tuple(samples)
    texts = [sample.text for sample in many]
    parts = [part for text in texts for part in split(text)]
    headings = [part for part in parts if part.heading and part.kind == "section"]
    lengths = [len(match[0]) for text in texts for match in _SENTENCE.finditer(text)]
    size = sum(len(text) for text in texts)
    claims = sum(mention.exempt is None for text in texts for mention in read_mentions(text))
    forms = [_form("headings", part.heading) for part in headings]
    openings = [_form("openings", part.text) for part in parts if part.kind == "opening"]
    return StyleProfile(
        samples=len(many),
        sentence_length=round(median(lengths)) if lengths else 0,
        heading_forms=_ranked(forms),
        heading_length=round(median(len(part.heading) for part in headings)) if headings else 0,
        parallel_headings=_parallel(headings),
        run_in_lists=sum(len(_FORMS.list.findall(text)) for text in texts) * 1000 / max(1, size),
        figures=claims * 100 / max(1, size),
        connectives=_connectives("\n".join(texts)),
        openings=_ranked(openings),
    )


def _form(group: str, text: str) -> str:
    entries: list[dict[str, str]] = shipped(__file__, "style.yaml")[group]
    for entry in entries:
        fits = re.fullmatch if group == "headings" else re.match
        if fits(entry["pattern"], text):
            return entry["form"]
    return ""


def _described(group: str, form: str) -> str:
    entries: list[dict[str, str]] = shipped(__file__, "style.yaml")[group]
    return next(entry["example"] for entry in entries if entry["form"] == form)


def _ranked(words: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(word for word in words if word)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))


def _connectives(text: str) -> tuple[str, ...]:
    words: list[str] = shipped(__file__, "style.yaml")["connectives"]
    counts = {word: text.count(word) for word in words}
    used = [word for word in words if counts[word]]
    return tuple(sorted(used, key=lambda word: (-counts[word], words.index(word)))[:6])


def _parallel(headings: list[Part]) -> float:
    """The share of neighbours of one level whose headings are built alike."""
    pairs = [(one, two) for one, two in pairwise(headings) if one.level == two.level]
    if len(pairs) < _FEWEST_HEADINGS:
        return 0.0
    alike = sum(
        _form("headings", one.heading) == _form("headings", two.heading)
        and abs(len(one.heading) - len(two.heading)) <= 2  # noqa: PLR2004 - the eye's tolerance
        for one, two in pairs
    )
    return alike / len(pairs)
