"""Whether a section does what it is for: its own facts, prose, and no words without ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.drafting.references.grammar import REFERENCE
from assistant.errors import ModelAnswerError
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.domain import FactSheet, Figure, Section

# So many characters on end that stand in the prompt too are taken from it.
_RUN = 12
# An answer more than half of which is the prompt's own words is an echo.
_ECHOED = 0.5
_BLANKS = re.compile(r"\s+")


def refuse_echo(answer: str, prompt: str, sheet: FactSheet) -> None:
    """Refuses an answer that is mostly words of its own prompt, the facts' own words left aside.

    Args:
        answer: as the model gave it: its figures are not yet references.
        prompt: what asked for it.
        sheet: the facts; their names and statements may well be repeated.

    Raises:
        ModelAnswerError: it is one.
    """
    whole, told = _bare(prompt), _bare(answer)
    for words in (text for fact in sheet.facts for text in (fact.statement, fact.name) if text):
        whole, told = (text.replace(_bare(words), "\n") for text in (whole, told))
    runs = (at for at in range(len(told) - _RUN + 1) if told[at : at + _RUN] in whole)
    echoed = {at + step for at in runs for step in range(_RUN)}
    if len(echoed) > _ECHOED * len(told):
        raise ModelAnswerError(
            f"模型把要求抄了一遍,没有写文章:“{answer[:40]}”",
            advice="请换一个大一些的模型,或用 --fallback offline 由离线写法代替",
        )


def _bare(text: str) -> str:
    """The text without blanks; the id of a reference is nobody's wording."""
    return _BLANKS.sub("", REFERENCE.sub("{}", text))


def unserved(section: Section, figures: Sequence[Figure], sheet: FactSheet) -> str:
    """Why a body section is not what it is for: it states none of the facts that it must.

    Args:
        section: with its source.
        figures: the verifier's, of this section.
        sheet: the facts.

    Returns:
        The reason in Chinese; empty where it states one, or has none to state.
    """
    if section.role in {Role.OPENING, Role.CLOSING}:
        return ""
    wanted = [
        one for one in section.facts if (fact := sheet.by_id.get(one)) is not None and fact.required
    ]
    told = {(figure.fact or "").partition(".")[0] for figure in figures if figure.level is None}
    named = {match["fact"] for match in REFERENCE.finditer(section.source)}
    if not wanted or any(one in told or one in named for one in wanted):
        return ""
    return f"要写的{len(wanted)}条事实一条也没有写到,这一节没有写成"


def unfounded_words(section: Section, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """The words without ground in a section: the number of the paragraph, and the word.

    Args:
        section: with its source.
        known: the facts' own texts; a word that one of them has may be used.
    """
    for number, line in enumerate(section.source.splitlines(), 1):
        for word in shipped(__file__, "unfounded.yaml")["words"]:
            if word in line and not any(word in text for text in known):
                yield number, word
