"""Who may come in: one-time invitations, and the visitors that they let in."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field

_BYTES = 32  # 256 bits
_LIFE = 12 * 3600.0  # seconds without a request after which a visitor must come in anew
_STRANGERS = 500  # visitors without a name that are remembered


@dataclass(slots=True)
class Visitor:
    """A browser that came in.

    Attributes:
        csrf: stands in every form of its pages.
        person: the name that was logged in with; empty where nobody was.
        told: messages for its next page.
        seen: when it last asked, of ``time.monotonic``.
    """

    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    person: str = ""
    told: list[str] = field(default_factory=list)
    seen: float = field(default_factory=time.monotonic)


class Door:
    """Invitations not yet used, and the visitors by their cookies; kept in memory alone.

    Attributes:
        is_open: whoever comes may come in and log in; else an invitation is needed.
    """

    def __init__(self, *, is_open: bool = False) -> None:
        self.is_open = is_open
        self._invitations: list[str] = []
        self._visitors: dict[str, Visitor] = {}

    def invite(self) -> str:
        """A new token that lets one browser in, once."""
        self._invitations.append(secrets.token_urlsafe(_BYTES))
        return self._invitations[-1]

    def enter(self, token: str) -> str | None:
        """The cookie of a new visitor, for a token that was not used yet; else None."""
        fits = [each for each in self._invitations if hmac.compare_digest(each, token)]
        if not fits and not self.is_open:
            return None
        self._invitations = [each for each in self._invitations if each not in fits]
        strangers = [cookie for cookie, each in self._visitors.items() if not each.person]
        for cookie in strangers[: len(strangers) + 1 - _STRANGERS]:
            del self._visitors[cookie]
        return self._let_in(Visitor())

    def renew(self, visitor: Visitor) -> str:
        """Another cookie for a visitor that logs in; the one that it had is worth nothing."""
        for cookie in [cookie for cookie, each in self._visitors.items() if each is visitor]:
            del self._visitors[cookie]
        return self._let_in(visitor)

    def visitor(self, cookie: str) -> Visitor | None:
        """The visitor of a cookie; None for a cookie that nobody has, or had too long ago."""
        found = None
        now = time.monotonic()
        for known, visitor in list(self._visitors.items()):
            if now - visitor.seen > _LIFE:
                del self._visitors[known]
            elif hmac.compare_digest(known.encode(), cookie.encode()):
                found = visitor
        if found is not None:
            found.seen = now
        return found

    def _let_in(self, visitor: Visitor) -> str:
        cookie = secrets.token_urlsafe(_BYTES)
        self._visitors[cookie] = visitor
        return cookie
