"""API keys: found where they belong, shown nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE = "work-summary-assistant"
HIDDEN = "〔密钥已隐去〕"
_SHORTEST_SECRET = 8
_KEY_SHAPES = re.compile(
    r"\b(?:sk|ak|pk|key)-[A-Za-z0-9_*.\-]{6,}|(?i:bearer)\s+[A-Za-z0-9_.\-]{6,}"
)


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A key that neither ``repr`` nor ``str`` gives away; :meth:`reveal` does."""

    value: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return "Secret(***)" if self.value else "Secret()"

    def reveal(self) -> str:
        """The key itself, for the one place that sends it."""
        return self.value


def find_key(environ: Mapping[str, str], key_env: str, base_url: str) -> tuple[Secret, str]:
    """The key for ``base_url`` and where it was found; an empty one where there is none.

    Looked for in the variable that the profile names, in ``ASSISTANT_API_KEY``, in the OS
    keyring under the address's host, and in ``OPENAI_API_KEY`` only where the address is
    OpenAI's own: another server has no business seeing it.
    """
    host = urlsplit(base_url).hostname or ""
    names = [key_env, "ASSISTANT_API_KEY"]
    if host == "api.openai.com" or host.endswith(".openai.com"):
        names.append("OPENAI_API_KEY")
    for name in names:
        if name and environ.get(name, "").strip():
            return Secret(environ[name].strip()), f"环境变量 {name}"
    stored = _from_keyring(host)
    if stored:
        return Secret(stored), f"系统钥匙串({SERVICE} / {host})"
    return Secret(), ""


def _from_keyring(host: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, host) or ""
    except (KeyringError, RuntimeError):
        return ""


def without_key(text: str, key: Secret) -> str:
    """``text`` without the key; a short one is a placeholder, and may be a word of the text."""
    secret = key.reveal()
    return text.replace(secret, HIDDEN) if len(secret) >= _SHORTEST_SECRET else text


def scrub(text: str, *keys: Secret) -> str:
    """``text`` without the keys and without anything of a key's shape.

    A short key is a placeholder (``x``, ``EMPTY``) for a server that wants none: it is taken out
    where it stands alone, not out of the middle of words.
    """
    for key in keys:
        text = without_key(text, key)
        if 0 < len(key.reveal()) < _SHORTEST_SECRET:
            text = re.sub(rf"(?<![\w{{/.]){re.escape(key.reveal())}(?![\w}}/.:])", HIDDEN, text)
    return _KEY_SHAPES.sub(HIDDEN, text)
