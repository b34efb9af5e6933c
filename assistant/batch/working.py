"""One unit written, one text verified, wherever a worker runs; nothing is shared but the answer cache."""

from __future__ import annotations

import re
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.batch.jobs import Made, digest_of
from assistant.drafting.pipeline.counting import Counts
from assistant.errors import AssistantError, BudgetError
from assistant.facts.loading import ENDINGS
from assistant.files import safe_name
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.batch.gate import Gate
    from assistant.batch.jobs import Recipe, Unit
    from assistant.domain import Draft, FactSheet

_SENTENCE = re.compile(r"[^。！？；\n]{12,}")
_FORMS = forms(__file__)


def write_unit(unit: Unit, recipe: Recipe, gate: Gate | None = None) -> Made:
    """A unit's draft, verified, as bytes; what goes wrong is told in the result.

    Args:
        unit: what is written.
        recipe: how.
        gate: holds the limits of the run; needed only where a model is asked.
    """
    began = time.monotonic()
    if unit.fault:
        return Made(error=unit.fault)
    with tempfile.TemporaryDirectory(prefix="assistant-batch-") as name:
        try:
            made = _write(unit, recipe, gate, Path(name))
        except AssistantError as error:
            told = str(error).replace(f"{name}/", "")
            made = Made(error=told, stop=isinstance(error, BudgetError))
    counts = made.counts._replace(seconds=time.monotonic() - began)
    return replace(made, counts=counts)


def verify_text(path: Path) -> Made:
    """What is counted of a text with the facts file beside it, or why it could not be read."""
    from assistant.facts import load_facts
    from assistant.revision.store import given_beside
    from assistant.verification import verify

    facts = _facts_of(path)
    if facts is None:
        return Made(error="旁边没有同名的事实表(.yaml)")
    try:
        given = given_beside(path)
        report = verify(given.content, load_facts(facts), waivers=given.waivers)
    except AssistantError as error:
        return Made(error=str(error))
    return Made(Counts.of(report))


def _facts_of(path: Path) -> Path | None:
    """The facts file beside a text, of its own name or the only one."""
    named = (path.with_suffix(ending) for ending in ENDINGS)
    own = [file for file in named if file.is_file()][:1]
    beside = own or [file for file in path.parent.iterdir() if file.suffix.lower() in ENDINGS]
    return beside[0] if len(beside) == 1 else None


def _write(unit: Unit, recipe: Recipe, gate: Gate | None, folder: Path) -> Made:
    from assistant.documents import check_list_of, write_docx
    from assistant.drafting.outline.assemble import assemble
    from assistant.facts import load_facts
    from assistant.revision.store import DraftStore
    from assistant.samples import sample_texts
    from assistant.verification import verify

    facts = folder / f"{safe_name(unit.name)}.yaml"
    facts.write_text(unit.facts, "utf-8")
    sheet, kept = load_facts(facts), facts.with_suffix(".draft")
    samples = _laid(recipe.samples, folder / "samples")
    draft, model = _drafted(sheet, recipe, gate, samples)
    assembled = assemble(draft, sheet)
    document = assembled.document
    report = verify(document, sheet, samples=sample_texts(samples))
    DraftStore.create(kept, draft, sheet, model=model).close()
    headings = {section.id: section.heading for section in draft.sections}

    def section_of(offset: int) -> str:
        return headings.get(assembled.section_at(offset), "")

    files = {
        ".docx": write_docx(document, sheet.document),
        ".draft": kept.read_bytes(),
        "-核对表.xlsx": check_list_of(report, document, sheet, section_of, linked=False),
    }
    counts = Counts.of_draft(draft, sheet, assembled, report)
    return Made(counts, files=files, sentences=tuple(_sentences(document.text, sheet)))


def _drafted(
    sheet: FactSheet, recipe: Recipe, gate: Gate | None, samples: Path | None
) -> tuple[Draft, str]:
    """The draft, and the model's name, empty for the offline writer."""
    from assistant.drafting.outline.outline import outline_for
    from assistant.drafting.outline.plan import plan_sections

    outline = outline_for(sheet, recipe.outline or None)
    plan = plan_sections(sheet, outline)
    if not recipe.choice.wanted:
        from assistant.drafting.pipeline.offline_draft import write_offline_draft

        return write_offline_draft(sheet, plan, outline, samples=samples), ""
    prompts = _laid(recipe.prompts, Path(sheet.path).parent / "prompts")
    choice = replace(recipe.choice, prompts=prompts)
    return choice.write(sheet, plan, outline, samples=samples, turns=gate)


def _laid(files: Mapping[str, bytes], folder: Path) -> Path | None:
    """The files in a folder of the worker's own; None where there are none."""
    if not files:
        return None
    folder.mkdir()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    return folder


def _sentences(text: str, sheet: FactSheet) -> Iterable[tuple[str, str]]:
    """Each sentence's digest, without figures and the unit's own names, and its words."""
    names = (sheet.document.organization, sheet.document.self_name)
    own = re.compile("|".join(re.escape(name) for name in names if name) or "(?!)")
    found: dict[str, str] = {}
    for match in _SENTENCE.finditer(text):
        bare = _FORMS.figures.sub("#", own.sub("○", match[0]))
        found.setdefault(digest_of(bare.encode()), match[0])
    return found.items()
