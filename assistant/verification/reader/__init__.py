"""A second reader: somebody who reads says what each figure means, the program proves it.

What the reader says is untrusted: it is parsed by a whitelist and computed from the facts. See docs/reader.md.
"""

from assistant.verification.reader.language import Answers, parse_answers
from assistant.verification.reader.question import Passage, Question, Reader, figures_in

__all__ = ["Answers", "Passage", "Question", "Reader", "figures_in", "parse_answers"]
