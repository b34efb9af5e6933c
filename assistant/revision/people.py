"""Who may do what in the flow of 起草, 审核, 签发: the office's users file.

The file is TOML: ``own_text`` (may a person approve what he wrote; for offices of a few people),
``countersign`` (names of those who must 会签 before the text is signed; may be left out), and ``[[people]]`` with ``name``, ``login`` (the system's account, for the commands), ``roles`` (of
``draft``, ``review``, ``sign``) and ``password`` (from ``assistant review password``, for the page).
Without a file everybody has every role, and nobody approves the own text.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from assistant.files.office import office_toml

if TYPE_CHECKING:
    from pathlib import Path

# scrypt of 16 MB a try (RFC 7914 names N, r, p; OWASP's password storage sheet this N).
_N, _R, _P = 2**14, 8, 5
_SALT = 16  # bytes
SHORTEST = 8  # characters of a password (NIST SP 800-63B 5.1.1.1)
_KEYS = {"name", "login", "roles", "password"}
_ROLE_NAMES = {"draft": "起草", "review": "审核", "sign": "签发"}


class Duty(StrEnum):
    """What a person may do."""

    DRAFT = "draft"
    REVIEW = "review"
    SIGN = "sign"

    @property
    def label(self) -> str:
        """In Chinese."""
        return _ROLE_NAMES[self.value]


@dataclass(frozen=True, slots=True)
class Person:
    """One of the office.

    Attributes:
        login: the system's account; empty for none.
        password: a scrypt hash; empty where the person cannot log in to the page.
    """

    name: str
    roles: frozenset[Duty]
    login: str = ""
    password: str = ""

    def knows(self, password: str) -> bool:
        """Whether that is the person's password; takes the same time either way."""
        salt, _, digest = self.password.partition(":")
        made = _hash(password, base64.b64decode(salt or "AAAA"))
        return hmac.compare_digest(made, digest) and bool(digest)


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of an office.

    Attributes:
        own_text: whether a person may approve what he wrote.
        everybody: nobody is listed, and everybody has every role.
        countersign: the names of those who are to 会签.
    """

    people: tuple[Person, ...] = ()
    own_text: bool = False
    everybody: bool = True
    countersign: tuple[str, ...] = ()

    def person(self, name: str) -> Person:
        """The person of that name or account; SettingsError where nobody is called so."""
        if self.everybody:
            return Person(name, frozenset(Duty))
        for each in self.people:
            if name in {each.name, each.login}:
                return each
        raise SettingsError(f"人员文件里没有“{name}”", advice="请负责人把这个人加进人员文件")


def load_roster(path: Path | None) -> Roster:
    """The people of a users file; everybody where there is none."""
    if path is None:
        return Roster()
    table = office_toml(path, "人员文件", SettingsError)
    entries = table.get("people")
    own = table.get("own_text", False)
    if not isinstance(entries, list) or not entries or not isinstance(own, bool):
        raise _unfit(path, "里没有 [[people]],或 own_text 不是 true、false", "见 docs/web.md")
    people = tuple(_person(entry, path) for entry in entries)
    names = [each for person in people for each in {person.name, person.login} - {""}]
    if len(names) != len(set(names)):
        raise _unfit(path, "里有重名的人或账号", "名字和账号各用一次")
    asked = table.get("countersign", [])
    known = {person.name for person in people}
    if not isinstance(asked, list) or not set(map(str, asked)) <= known:
        raise _unfit(path, "里的 countersign 不对", "写 [[people]] 里有的姓名")
    return Roster(people, own, everybody=False, countersign=tuple(asked))


def _unfit(path: Path, found: str, advice: str) -> SettingsError:
    return SettingsError(f"人员文件{found}", path=path, advice=advice)


def hashed(password: str) -> str:
    """What the users file is to hold of a password."""
    salt = os.urandom(_SALT)
    return f"{base64.b64encode(salt).decode()}:{_hash(password, salt)}"


def _hash(password: str, salt: bytes) -> str:
    made = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=2**26)
    return base64.b64encode(made).decode()


def _person(entry: Any, path: Path) -> Person:
    if not isinstance(entry, dict) or set(entry) - _KEYS or not entry.get("name"):
        raise _unfit(path, f"里有一项不对:{entry}", f"可用的键:{'、'.join(sorted(_KEYS))}")
    roles = entry.get("roles")
    known = {duty.value for duty in Duty}
    if not isinstance(roles, list) or not roles or not {*map(str, roles)} <= known:
        found = f"里“{entry['name']}”的 roles 不对"
        raise _unfit(path, found, '可用:"draft"、"review"、"sign"')
    return Person(
        str(entry["name"]),
        frozenset(Duty(each) for each in roles),
        str(entry.get("login", "")),
        str(entry.get("password", "")),
    )
