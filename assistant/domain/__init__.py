"""Frozen values that every other layer speaks in."""

from assistant.domain.altering import altered
from assistant.domain.document import Block, BlockKind, CellPlace, Document
from assistant.domain.draft import Author, Draft, Revision, Role, Section, SectionPart, now
from assistant.domain.fact import (
    Bound,
    DateSpan,
    Derived,
    DerivedKind,
    DocumentInfo,
    Fact,
    FactSheet,
    Period,
    SectionSpec,
    Status,
    once_a_sheet,
)
from assistant.domain.mention import Exemption, Kind, Mention, PartialDate
from assistant.domain.quantity import Quantity
from assistant.domain.report import (
    Basis,
    Coverage,
    ExemptMention,
    Figure,
    Finding,
    Level,
    Report,
    Scope,
    SecondOpinion,
    Verdict,
)

__all__ = [
    "Author",
    "Basis",
    "Block",
    "BlockKind",
    "Bound",
    "CellPlace",
    "Coverage",
    "DateSpan",
    "Derived",
    "DerivedKind",
    "Document",
    "DocumentInfo",
    "Draft",
    "ExemptMention",
    "Exemption",
    "Fact",
    "FactSheet",
    "Figure",
    "Finding",
    "Kind",
    "Level",
    "Mention",
    "PartialDate",
    "Period",
    "Quantity",
    "Report",
    "Revision",
    "Role",
    "Scope",
    "SecondOpinion",
    "Section",
    "SectionPart",
    "SectionSpec",
    "Status",
    "Verdict",
    "altered",
    "now",
    "once_a_sheet",
]
