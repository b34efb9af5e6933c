"""The lists of the lexicon as expressions, and the signs without which some of them stand nowhere."""

from __future__ import annotations

import re
from itertools import product

import pytest

from assistant.extraction import folding
from assistant.verification import hidden, wordless
from assistant.verification.claims import periods
from assistant.verification.lexicon import Words, words


def test_what_many_words_begin_with_changes_nothing_that_they_find() -> None:
    """The longest word at the first place, as an alternation of all of them finds it."""
    listed = Words(
        [*(f"比上年{one}" for one in "增减升降高低多少快慢"), "比", "比上年", "比上年增长", "上年"]
    )
    plain = re.compile("|".join(map(re.escape, listed.words)))
    for text in ("比上年增长", "比上年增加", "比上年", "较上年", "比上比上年多", "比", "无"):
        assert [one.span() for one in listed.pattern.finditer(text)] == [
            one.span() for one in plain.finditer(text)
        ]


def test_every_word_of_a_time_has_the_sign_of_one() -> None:
    """No part of the year is overlooked for want of a character that is asked for first."""
    told = (*words("times").words, *words("year_words").words)
    assert [word for word in told if not periods.A_TIME.search(word)] == []


def test_what_moved_without_a_figure_is_found_whole() -> None:
    """Written by its two parts, 略有增长 and all like it are found as a list of them finds them."""
    known, pattern = wordless._movements()
    found = {word: pattern.search(word) for word in known}
    assert [word for word, one in found.items() if one is None or one[0] != word] == []


@pytest.mark.parametrize(
    "form",
    [
        folding._FORMS.called,
        folding._FORMS.zero,
        hidden._FORMS.some,
        periods._FORMS.month,
        periods._FORMS.month_end,
    ],
    ids=str,
)
def test_a_form_is_tried_where_one_of_its_first_signs_stands(form: re.Pattern[str]) -> None:
    """The signs before such a form are those of all that it can begin with."""
    signs, rest = form.pattern.split("])", 1)
    assert signs.startswith("(?=[")
    plain = re.compile(rest)
    own = sorted({sign for sign in form.pattern if sign.isalnum()} | set("+┼✚—―–ー1人"))
    for pair in product(own, own):
        text = f"1一{''.join(pair)}洞年人"
        assert form.findall(text) == plain.findall(text)
