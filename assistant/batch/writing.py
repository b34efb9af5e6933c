"""One unit written and verified, wherever a worker runs; nothing is shared but the answer cache."""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.batch.gate import GatedModel
from assistant.batch.jobs import Made
from assistant.errors import AssistantError
from assistant.errors import BudgetError as Spent
from assistant.files import safe_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.batch.gate import Gate
    from assistant.batch.jobs import Recipe, Unit
    from assistant.domain import Draft, FactSheet
    from assistant.drafting.outline.assemble import Assembled
    from assistant.drafting.outline.outline import Outline

_SENTENCE = re.compile(r"[^。！？；\n]{12,}")
_FIGURES = re.compile(r"[0-9０-９.,，%％]+|[一二三四五六七八九十百千万亿两]+")


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
        except Spent as error:
            made = Made(error=str(error), stop=True)
        except AssistantError as error:
            made = Made(error=str(error).replace(f"{name}/", ""))
    return replace(made, seconds=time.monotonic() - began)


def _write(unit: Unit, recipe: Recipe, gate: Gate | None, folder: Path) -> Made:
    from assistant.documents import check_list_of, write_docx
    from assistant.drafting.outline.assemble import assemble
    from assistant.drafting.outline.outline import outline_for
    from assistant.drafting.references.references import unresolved
    from assistant.facts import load_facts
    from assistant.revision.store import DraftStore
    from assistant.verification import verify

    facts = folder / f"{safe_name(unit.name)}.yaml"
    facts.write_text(unit.facts, "utf-8")
    sheet = load_facts(facts)
    outline = outline_for(sheet, recipe.outline or None)
    samples = _laid(recipe.samples, folder / "samples")
    draft = _drafted(sheet, outline, recipe, gate, samples=samples)
    assembled = assemble(draft, sheet)
    report = verify(assembled.document, sheet, samples=_texts(samples))
    store = DraftStore.create(facts.with_suffix(".draft"), draft, sheet, model=recipe.model)
    store.close()
    whole = not any(unresolved(section.source, sheet) for section in draft.sections)
    tokens = [one.tokens for part in draft.sections for one in part.revisions]
    text = assembled.document.text
    return Made(
        ok=report.ok and whole and not assembled.gaps,
        files={
            ".docx": write_docx(assembled.document, sheet.document),
            ".draft": facts.with_suffix(".draft").read_bytes(),
            "-核对表.xlsx": check_list_of(  # the ledger does not lie beside a unit's files
                report, assembled.document, sheet, partial(_heading, draft, assembled), linked=False
            ),
        },
        figures=report.coverage.checked,
        proved=sum(figure.level is None for figure in report.figures),
        findings=len(report.findings),
        gaps=len(assembled.gaps),
        characters=sum(not sign.isspace() for sign in text),
        sent=sum(sent for sent, _ in tokens),
        received=sum(received for _, received in tokens),
        sentences=tuple(_sentences(assembled, sheet)),
    )


def _heading(draft: Draft, assembled: Assembled, offset: int) -> str:
    place = assembled.section_at(offset)
    return next((one.heading for one in draft.sections if place and one.id == place.section_id), "")


def _drafted(
    sheet: FactSheet,
    outline: Outline,
    recipe: Recipe,
    gate: Gate | None,
    *,
    samples: Path | None,
) -> Draft:
    from assistant.drafting.outline.plan import plan_sections

    plan = plan_sections(sheet, outline)
    if not recipe.asks:
        from assistant.drafting.pipeline.offline_draft import write_offline_draft

        return write_offline_draft(sheet, plan, outline, samples=samples)
    from assistant.drafting.model.backend import open_model
    from assistant.drafting.pipeline.pipeline import WritingOptions, write_draft

    settings = recipe.settings()
    wrap = None if gate is None else partial(GatedModel.around, gate=gate)
    with closing(open_model(settings, sheet=sheet, wrap=wrap)) as model:
        return write_draft(
            sheet,
            plan,
            model=model,
            samples_folder=samples,
            outline=outline,
            options=WritingOptions.of(
                settings,
                fallback_offline=recipe.fallback,
                prompts=_laid(recipe.prompts, Path(sheet.path).parent / "prompts"),
            ),
        )


def _laid(files: Mapping[str, bytes], folder: Path) -> Path | None:
    """The files in a folder of the worker's own; None where there are none."""
    if not files:
        return None
    folder.mkdir()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    return folder


def _texts(samples: Path | None) -> dict[str, str] | None:
    from assistant.samples import load_library

    return None if samples is None else {one.name: one.text for one in load_library(samples)}


def _sentences(assembled: Assembled, sheet: FactSheet) -> list[tuple[str, str]]:
    """Each sentence's digest, without figures and the unit's own names, and its words."""
    own = [name for name in (sheet.document.organization, sheet.document.self_name) if name]
    found: dict[str, str] = {}
    for match in _SENTENCE.finditer(assembled.document.text):
        bare = match[0]
        for name in own:
            bare = bare.replace(name, "○")
        bare = _FIGURES.sub("#", bare)
        found.setdefault(hashlib.sha256(bare.encode()).hexdigest()[:24], match[0])
    return list(found.items())
