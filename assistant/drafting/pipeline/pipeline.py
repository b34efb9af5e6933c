"""Writes a whole draft with a model: body in parallel, then opening and closing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Draft, Role
from assistant.drafting.model.cache import cache_folder
from assistant.drafting.model.tokens import token_counter
from assistant.drafting.outline.plan import clause_homes
from assistant.drafting.pipeline.asking import Desk
from assistant.drafting.pipeline.prompts import Duty, load_prompts
from assistant.drafting.pipeline.rounds import Writer
from assistant.drafting.pipeline.styling import load_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from assistant.domain import FactSheet, Section
    from assistant.drafting.model.models import Model, Progress, TokenCounter
    from assistant.drafting.outline.outline import Outline
    from assistant.drafting.pipeline.prompts import PromptLibrary
    from assistant.drafting.pipeline.rounds import Round

_LAST = (Role.OPENING, Role.CLOSING)


@dataclass(frozen=True, slots=True)
class WritingOptions:
    """How a draft is written.

    Attributes:
        jobs: sections that are asked for at the same time.
        repairs: how often the model may mend a section, 0 to 2.
        fallback_offline: where the model fails or cannot mend a section, the offline text
            stands instead; the revision's note says so.
        rehearse: nothing is sent (a dry run): each section is asked for once, the answers are
            left aside, and the offline text stands in for the written sections.
        prompts: the person's own prompt folder, which overrides the shipped prompts one by one.
        context, answer_tokens: the model's window, and the share of it that the answer may use.
    """

    jobs: int = 4
    repairs: int = 2
    fallback_offline: bool = False
    rehearse: bool = False
    prompts: Path | None = None
    context: int = 32768
    answer_tokens: int = 4096


def write_draft(
    sheet: FactSheet,
    plan: Sequence[Section],
    *,
    model: Model,
    samples_folder: Path | None = None,
    outline: Outline | None = None,
    options: WritingOptions | None = None,
    progress: Callable[[Progress], None] | None = None,
    watch: Callable[[Round], None] | None = None,
    bases: Mapping[str, str] | None = None,
) -> Draft:
    """A draft of ``plan`` whose sections a model wrote.

    Usage, as in :class:`assistant.drafting.pipeline.choice.Choice`::

        settings = choice.settings()
        model = choice.open(settings, sheet)
        outline = outline_for(sheet, name)
        draft = write_draft(sheet, plan_sections(sheet, outline), model=model, outline=outline,
                            options=choice.options(settings), progress=...)

    Args:
        sheet: the facts.
        plan: the sections of the outline, in order, without revisions.
        model: from :func:`assistant.drafting.model.backend.open_model`.
        samples_folder: a library of style samples.
        outline: its name is kept in the draft, its tasks and lengths go into the prompts.
        options: see :class:`WritingOptions`.
        progress: told of everything that happens, from several threads, one call at a time.
        watch: told of each round of answers as it was checked; for the evaluation of prompts.
        bases: last year's sections by id, carried over: the model writes each on its base.

    Returns:
        The draft: each section has one revision by the model (or the offline writer, where it
        stands in), with the tokens of all its attempts. Findings that remain are not in it: they
        are what ``verify`` says of its text.

    Raises:
        ModelError: a section could not be written and no fallback was asked for; every answer
            that came is in the cache, so the same command goes on from there.
        EgressError, PromptError, SampleError, SettingsError: before anything is sent.
    """
    chosen = options or WritingOptions()
    desk = prepare_desk(
        sheet, plan, model=model, samples_folder=samples_folder, outline=outline, options=chosen
    )
    desk = replace(desk, bases=bases or {})
    writer = Writer(desk, chosen.jobs, chosen.repairs, chosen.fallback_offline, progress, watch)
    body = [section for section in plan if section.role not in _LAST]
    frame = [section for section in plan if section.role in _LAST]
    if chosen.rehearse:
        writer.rehearse(body, frame)
    else:
        writer.write(body)
        writer.write(frame)
        writer.polish()
        writer.mend()
    return Draft(
        title=sheet.document.title,
        sections=tuple(writer.finished(section) for section in plan),
        facts_path=sheet.path,
        facts_digest=sheet.digest,
        outline=outline.name if outline else "",
    )


def prepare_desk(
    sheet: FactSheet,
    plan: Sequence[Section],
    *,
    model: Model,
    samples_folder: Path | None = None,
    outline: Outline | None = None,
    options: WritingOptions,
    counter: TokenCounter | None = None,
) -> Desk:
    """All that prompts are made of, loaded; nothing is sent.

    Raises:
        PromptError, SampleError: a file cannot be used.
    """
    prompts = load_prompts(options.prompts)
    return Desk(
        sheet=sheet,
        plan=tuple(plan),
        model=model,
        prompts=prompts,
        duties=_duties(plan, outline, prompts),
        clauses=clause_homes(sheet, outline) if outline else {},
        style=load_style(samples_folder, sheet),
        counter=counter or token_counter(model.name, folder=cache_folder() / "tokens"),
        context=options.context,
        answer_tokens=options.answer_tokens,
    )


def _duties(
    plan: Sequence[Section], outline: Outline | None, prompts: PromptLibrary
) -> Mapping[str, Duty]:
    """What each section is to do: the outline's task, then the role's; the shorter length."""
    duties: dict[str, Duty] = {}
    for section in plan:
        duty = prompts.duties[section.role]
        asked = outline.section(section.id) if outline else None
        if asked is not None and asked.task:
            duty = replace(duty, text=f"{asked.task}\n怎么写：{duty.text}")
        if asked is not None and asked.length:
            most = min(duty.most, asked.length)
            duty = replace(duty, most=most, least=min(duty.least, most))
        duties[section.id] = duty
    return duties
