"""Official documents: writing and reading .docx, comments, check list, redline."""

from assistant.documents.layout import Layout, load_layout
from assistant.documents.writing import write_docx

__all__ = ["Layout", "load_layout", "write_docx"]
