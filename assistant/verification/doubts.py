"""What the facts prove, under a name that the sheet does not know: a doubt, for a synonym may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.grams import pairs
from assistant.verification.lexicon import forms, words
from assistant.verification.opposites import stem_of
from assistant.verification.reckoning.constructions import plain

if TYPE_CHECKING:
    from assistant.domain import Fact
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

# A name has two characters or more; the end of a name of three tells it.
_NAMES, _END = 2, 3
# Words that stand no nearer than the clause before say by the way what a part is.
_BY_THE_WAY = 0.4
_FORMS = forms(__file__)
_WITHIN = 12


def unnamed(case: Case) -> bool:
    """Whether words name something, and neither the part nor the scope whose value it is.

    直播带货744万元 of 线上销售; 二号热源厂利用余热320万吉焦 of 长输管线. A synonym may be meant: no bar.
    """
    support, claim = case.support, case.claim
    if support is None or support.candidate.role is not Role.VALUE or claim.order[1] > 1:
        return False
    name, fact = _told_apart(support.candidate, case), support.candidate.fact
    said = case.text[slice(*claim.before)]
    rest = claim.frame.kind is FrameKind.REST
    behind = rest and _FORMS.being.match(case.text, claim.mention.end)
    if behind and any(one in case.text[behind.end() :][:_WITHIN] for one in pairs(fact.path[-1])):
        return False  # 余下6家为2A级; 其余16名,是听障学生
    if _among_them(said, fact):
        return True
    named = bool(claim.medal and support.candidate.medal)  # 选手带回11金8银
    if not name or claim.bare or named or not _another_named(plain(said), fact):
        return False
    shared = "".join(fact.path[:-1] if fact.parent is not None else fact.path)
    known = pairs(name).keys() - pairs(shared).keys()
    if not known:  # a name of one character: 猪
        said = case.text[claim.from_sentence : claim.to_clause]
        own = [sign for sign in name if sign.isalpha() and sign not in shared] or name
        return not any(sign in said for sign in own)
    near = claim.sight.near
    return all(near.get(token, 0.0) < _BY_THE_WAY for token in known)


def _among_them(said: str, fact: Fact) -> bool:
    """Whether a part is told of what went before, by a noun that no fact has: 其中茶叶一项成交236万元."""
    found = _FORMS.among_them.match(said)
    if found is None or not said[found.end() :][:_NAMES].isalpha():
        return False
    if fact.parent is not None and any(sign in said for sign in fact.path[-1] if sign.isalpha()):
        return False  # 其中寄宿生 of 住校生
    if stem_of(fact.path[-1]).name[-_END:] in said:
        return False  # 其中具有高级职称的97名
    own = "".join((*fact.path, *fact.aliases, fact.scope or "", fact.statement or ""))
    verbs = (
        words(name).pattern.match(said, found.end()) for name in ("light", "predicates", "acts")
    )
    return not set(said[found.end() :][:_NAMES]) & set(own) and not any(verbs)


def _another_named(said: str, fact: Fact) -> bool:
    """Whether words hold more than a fact's own and such as stand beside any figure: 开展, 全年."""
    own = set("".join((*fact.path, *fact.aliases, fact.scope or "")))
    rest = words("light").pattern.sub("\n", said)
    runs = "".join("\n" if sign in own or not sign.isalpha() else sign for sign in rest).split()
    return any(len(run) >= _NAMES for run in runs)


def _told_apart(item: Candidate, case: Case) -> str:
    """The name by which a part or a fact of a scope is told from others; empty where it needs none."""
    fact, scope = item.fact, item.fact.scope or ""
    if fact.parent is not None:
        return fact.path[-1]
    usual = _FORMS.usual.fullmatch(scope) or scope == case.binder.index.scopes.usual
    return scope if item.words.scoped and not usual else ""
