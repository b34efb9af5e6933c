"""The zip package of an Office file: written the same to the byte, read within bounds."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The oldest time a zip entry can bear: the same input gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """A zip of ``parts`` (name to content) in their order, without times of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, data)
    return buffer.getvalue()
