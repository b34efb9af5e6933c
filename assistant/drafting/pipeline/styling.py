"""What the samples lend to the prompts: a style profile, masked excerpts, texts for the leak test."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.drafting.wording.punctuation import official

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from assistant.domain import FactSheet, Section
    from assistant.drafting.model.models import TokenCounter
    from assistant.samples import Excerpt, Sample, StyleProfile

    Chooser = Callable[[Section, int, Callable[[str], int]], tuple[str, ...]]

# Samples are a help, not the matter: they get no more than this, however large the window.
_MOST_TOKENS = 6000
# A sample is of another field where its words fit the facts less than half as well as the best's.
_OF_THE_FIELD = 0.5
# From other fields one excerpt shows the form; more would only lend their matter. It is not wanted
# where there are as many as this of the field.
_ENOUGH = 2


def _none(_section: Section, _budget: int, _count: Callable[[str], int]) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a library of samples.

    Attributes:
        profile: measured traits, in Chinese, for the prompt; empty without samples.
        beginning: how openings begin, in Chinese; empty where that is not known.
        texts: each sample's own text by its name, for the leak test; never sent.
        choose: masked and quoted excerpts for a section, best first, within a budget of tokens.
        offline: the profile as the offline writer takes it.
    """

    profile: str = ""
    beginning: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    choose: Chooser = _none
    offline: StyleProfile | None = None

    def excerpts(self, section: Section, budget: int, counter: TokenCounter) -> tuple[str, ...]:
        """Masked excerpts for ``section`` of at most ``budget`` tokens, the best first."""
        room = min(budget, _MOST_TOKENS)
        return self.choose(section, room, counter.count) if room > 0 else ()


def load_style(folder: Path | None, sheet: FactSheet) -> Style:
    """The style of the samples in ``folder``; an empty one without a folder.

    Raises:
        SampleError: a sample cannot be read.
    """
    if folder is None:
        return Style()
    from assistant.samples import (  # noqa: PLC0415 - its lexicons load when they are needed
        load_library,
        quote_excerpt,
        style_profile,
    )

    samples = load_library(folder)
    own, others = _by_field(samples, sheet)

    def chosen(section: Section, budget: int, count: Callable[[str], int]) -> tuple[str, ...]:
        excerpts = _excerpts(own, section, sheet, budget, count)
        if len(excerpts) < _ENOUGH:
            left = budget - sum(excerpt.tokens for excerpt in excerpts)
            excerpts += _excerpts(others, section, sheet, left, count)[:1]
        return tuple(quote_excerpt(replace(one, text=official(one.text))) for one in excerpts)

    profile = style_profile(samples)
    texts = {sample.name: sample.text for sample in samples}
    traits = official("\n".join(profile.traits()))
    return Style(traits, official(profile.beginning()), texts, chosen, profile)


def _by_field(
    samples: Sequence[Sample], sheet: FactSheet
) -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """The samples that speak of what the facts speak of, and the others."""
    from assistant.samples.choosing import rank  # noqa: PLC0415 - as above

    names = [word for fact in sheet.facts for word in (*fact.path, fact.statement) if word]
    query = "\n".join(dict.fromkeys([sheet.document.title, *names]))
    scores = rank(query, [f"{sample.title}\n{sample.text}" for sample in samples])
    least = max(scores, default=0.0) * _OF_THE_FIELD
    scored = list(zip(samples, scores, strict=True))
    return (
        tuple(sample for sample, score in scored if score >= least),
        tuple(sample for sample, score in scored if score < least),
    )


def _excerpts(
    samples: Sequence[Sample],
    section: Section,
    sheet: FactSheet,
    budget: int,
    count: Callable[[str], int],
) -> tuple[Excerpt, ...]:
    """The best excerpts of the section's class; of a near class only where there is no other."""
    from assistant.samples import choose  # noqa: PLC0415 - as above

    found = choose(samples, section, sheet, budget, count)
    same = tuple(excerpt for excerpt in found if excerpt.role is section.role)
    return same or found[:1]
