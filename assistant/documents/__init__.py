"""Official documents: writing and reading .docx, comments, check list, redline."""

from assistant.documents.comments import annotate, annotated
from assistant.documents.layout import Layout, load_layout
from assistant.documents.reading import Comment, DocxText, read_docx
from assistant.documents.writing import write_docx

__all__ = [
    "Comment",
    "DocxText",
    "Layout",
    "annotate",
    "annotated",
    "load_layout",
    "read_docx",
    "write_docx",
]
