"""Official documents: writing and reading .docx, comments, check list, redline."""

from assistant.documents.checklist import (
    CheckRow,
    UnusedRow,
    check_list,
    check_rows,
    unused_rows,
)
from assistant.documents.comments import annotate, annotated
from assistant.documents.layout import Layout, load_layout
from assistant.documents.reading import Comment, DocxText, read_docx
from assistant.documents.writing import write_docx

__all__ = [
    "CheckRow",
    "Comment",
    "DocxText",
    "Layout",
    "UnusedRow",
    "annotate",
    "annotated",
    "check_list",
    "check_rows",
    "load_layout",
    "read_docx",
    "unused_rows",
    "write_docx",
]
