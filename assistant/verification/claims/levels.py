"""Administrative levels and scopes that words name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import once_a_sheet
from assistant.verification.lexicon import tags, words

if TYPE_CHECKING:
    from assistant.domain import FactSheet


def levels_of(text: str) -> frozenset[str]:
    """The administrative levels that words name: 全省, 省级 -> 省."""
    tag = tags("levels")
    return frozenset(tag[found[0]] for found in words("levels").pattern.finditer(text))


@once_a_sheet
def own_level(sheet: FactSheet) -> str | None:
    """The level of who reports, from its name: 新蔡县委政法委 -> 县.

    Empty for a school or hospital, which has none; None where the name does not say.
    """
    named = f"{sheet.document.organization or sheet.document.title}{sheet.document.self_name or ''}"
    if words("institutions").first(named):
        return ""
    places = [(named.rfind(level), level) for level in "省市县区州镇乡" if level in named]
    return max(places)[1] if places else None


def general_scope(scope: str | None, sheet: FactSheet) -> bool:
    """Whether ``scope`` means the whole of who reports and so tells nothing."""
    names = {sheet.document.self_name or "", sheet.document.organization or ""}
    own = own_level(sheet)
    levels = levels_of(scope or "")
    if own is not None and levels and own not in levels:
        return False
    return (
        scope is None
        or scope in names | {f"全{name[-1:]}" for name in names}  # 全库 of 我库
        or scope in words("general_scopes").words
    )


# 全省第四, 在全省各市中列第6位: between the level and the rank nothing else is told.
_PLACED = re.compile(
    r"(?:各?[市县区州]{1,2}|系统)?(?:中|里|内)?(?:综合|总)?"
    r"(?:排名|名列|位列|位居|居于|居|列|排|位次|名次|位|为|在|的)*"
)


def level_before(before: str) -> str:
    """The administrative level right before a rank, among whose units it is; empty for none."""
    found = words("levels").last(before)
    if found is None or not _PLACED.fullmatch(before, found.end()):
        return ""
    return tags("levels")[found[0]]
