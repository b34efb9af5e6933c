"""What the samples lend to the prompts: a style profile, masked excerpts, texts for the leak test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from assistant.domain import FactSheet, Section
    from assistant.drafting.models import TokenCounter
    from assistant.samples import StyleProfile

    Chooser = Callable[[Section, int, Callable[[str], int]], tuple[str, ...]]

# Samples are a help, not the matter: they get no more than this, however large the window.
_MOST_TOKENS = 6000


def _none(_section: Section, _budget: int, _count: Callable[[str], int]) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a library of samples.

    Attributes:
        profile: measured traits, in Chinese, for the prompt; empty without samples.
        texts: each sample's own text by its name, for the leak test; never sent.
        choose: masked and quoted excerpts for a section, best first, within a budget of tokens.
        offline: the profile as the offline writer takes it.
    """

    profile: str = ""
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
        choose,
        load_library,
        quote_excerpt,
        style_profile,
    )

    samples = load_library(folder)

    def chosen(section: Section, budget: int, count: Callable[[str], int]) -> tuple[str, ...]:
        excerpts = choose(samples, section, sheet, budget, count)
        return tuple(quote_excerpt(excerpt) for excerpt in excerpts)

    profile = style_profile(samples)
    texts = {sample.name: sample.text for sample in samples}
    return Style(profile.render(), texts, chosen, profile)
