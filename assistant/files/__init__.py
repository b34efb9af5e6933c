"""Reading files in any encoding that offices use, and writing them whole or not at all."""

from assistant.files.reading import decode_text, read_bytes, read_text
from assistant.files.writing import free_name, write_atomic

__all__ = ["decode_text", "free_name", "read_bytes", "read_text", "write_atomic"]
