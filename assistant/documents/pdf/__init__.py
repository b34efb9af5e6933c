"""Reading a PDF with a text layer: pages of glyphs, lines, tables, paragraphs."""

from assistant.documents.pdf.reading import read_pdf

__all__ = ["read_pdf"]
