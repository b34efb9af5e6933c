"""Who may come in: one-time invitations, and the visitors that they let in."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

_BYTES = 32  # 256 bits


@dataclass(slots=True)
class Visitor:
    """A browser that came in by an invitation.

    Attributes:
        csrf: stands in every form of its pages.
        person: the name that was logged in with; empty where nobody was.
        told: messages for its next page.
    """

    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    person: str = ""
    told: list[str] = field(default_factory=list)


class Door:
    """Invitations not yet used, and the visitors by their cookies; kept in memory alone."""

    def __init__(self) -> None:
        self._invitations: list[str] = []
        self._visitors: dict[str, Visitor] = {}

    def invite(self) -> str:
        """A new token that lets one browser in, once."""
        self._invitations.append(secrets.token_urlsafe(_BYTES))
        return self._invitations[-1]

    def enter(self, token: str) -> str | None:
        """The cookie of a new visitor, for a token that was not used yet; else None."""
        fits = [each for each in self._invitations if hmac.compare_digest(each, token)]
        if not fits:
            return None
        self._invitations.remove(fits[0])
        cookie = secrets.token_urlsafe(_BYTES)
        self._visitors[cookie] = Visitor()
        return cookie

    def visitor(self, cookie: str) -> Visitor | None:
        """The visitor of a cookie; None for a cookie that nobody has."""
        found = None
        for known, visitor in self._visitors.items():
            if hmac.compare_digest(known.encode(), cookie.encode()):
                found = visitor
        return found
