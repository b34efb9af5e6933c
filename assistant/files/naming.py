"""File names of titles and names that people wrote: safe on every system."""

from __future__ import annotations

import re
import unicodedata

# What Windows does not take in a file name.
_UNSAFE = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(
    r"(?i)(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?"
)
# With what is added to it, 稿次 and endings, it stays below the 255 bytes of file systems.
_LONGEST = 60


def safe_name(title: str, default: str = "工作总结") -> str:
    """A file name of a title, without its ending; ``default`` where nothing of it is left.

    Controls, marks that turn the reading direction and what Windows forbids are left out, dots
    and spaces at its ends too, and hyphens in front, which make a name an option of a command; a
    name that Windows keeps for a device gets a _ in front.
    """
    plain = "".join(sign for sign in title if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    name = _UNSAFE.sub("", plain).lstrip(" .-")[:_LONGEST].rstrip(" .")
    return f"_{name}" if _RESERVED.fullmatch(name) else name or default
