"""Official documents: writing and reading .docx, comments, check list, redline."""

from assistant.documents.checklist import (
    CheckRow,
    UnusedRow,
    check_list,
    check_list_of,
    check_rows,
    unused_rows,
)
from assistant.documents.comments import Note, annotate, annotated, commented
from assistant.documents.layout import Layout, load_layout, office_layout, office_layout_path
from assistant.documents.office import convert, find_office, to_pdf
from assistant.documents.pdf import read_pdf
from assistant.documents.reading import Comment, DocxText, read_docx
from assistant.documents.redline import redline
from assistant.documents.rewording import reworded
from assistant.documents.tracked import accept_all, reject_all
from assistant.documents.writing import write_docx

__all__ = [
    "CheckRow",
    "Comment",
    "DocxText",
    "Layout",
    "Note",
    "UnusedRow",
    "accept_all",
    "annotate",
    "annotated",
    "check_list",
    "check_list_of",
    "check_rows",
    "commented",
    "convert",
    "find_office",
    "load_layout",
    "office_layout",
    "office_layout_path",
    "read_docx",
    "read_pdf",
    "redline",
    "reject_all",
    "reworded",
    "to_pdf",
    "unused_rows",
    "write_docx",
]
