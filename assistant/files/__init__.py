"""Reading files in any encoding that offices use, and writing them whole or not at all."""

from assistant.files.naming import safe_name
from assistant.files.reading import decode_text, read_bytes, read_text
from assistant.files.reasons import reason_of
from assistant.files.writing import check_folder, claim_free, free_name, write_atomic

__all__ = [
    "check_folder",
    "claim_free",
    "decode_text",
    "free_name",
    "read_bytes",
    "read_text",
    "reason_of",
    "safe_name",
    "write_atomic",
]
