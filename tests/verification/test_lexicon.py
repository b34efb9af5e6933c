"""The lists of the lexicon as expressions, and the signs without which some of them stand nowhere."""

from __future__ import annotations

import re

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
    signs = periods._FORMS.a_time
    assert [word for word in words("times").words if not signs.search(word)] == []
