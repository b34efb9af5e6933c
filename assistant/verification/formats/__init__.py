"""The formats of a report: text for the person, JSON, SARIF 2.1.0, a self-contained HTML page."""

from assistant.verification.formats.html import to_html
from assistant.verification.formats.programs import to_json, to_sarif
from assistant.verification.formats.text import to_text

__all__ = ["to_html", "to_json", "to_sarif", "to_text"]
