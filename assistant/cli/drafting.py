"""From a facts file to a verified document and its draft file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.cli.console import message_line, print_line, remind
from assistant.cli.outputs import Target, claimed, document_bytes, target_of
from assistant.cli.progress import SectionProgress
from assistant.files import check_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.cli.base import Base, Told
    from assistant.cli.outputs import Format
    from assistant.cli.reading import Reading
    from assistant.domain import Coverage, Draft, FactSheet, Report, Section
    from assistant.drafting.outline.assemble import Assembled
    from assistant.drafting.outline.outline import Outline
    from assistant.drafting.pipeline.choice import Choice
    from assistant.drafting.pipeline.counting import Counts

_FINDINGS = 1


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was asked for; see its options."""

    facts: Path
    output: Path | None = None
    format: Format | None = None
    outline: str | None = None
    final: bool = False
    force: bool = False
    samples: Path | None = None
    model: Choice | None = None
    base: Base | None = None
    reading: Reading | None = None


def show_plan(order: Order) -> None:
    """Prints the sections with the facts that each is to tell."""
    from assistant.drafting.outline.plan import plan_text

    sheet, outline, sections = _planned(order)
    print_line(f"{sheet.document.title}(提纲:{outline.title})")
    print_line(plan_text(sections, sheet))


def run_draft(order: Order) -> int:
    """Writes, verifies and saves the draft, and tells what was proved.

    Returns 0 where every figure is proved; 1 where an error remains, or where ``final`` was asked for
    and something is left to fill in (nothing is written then).
    """
    from assistant.drafting.outline.assemble import assemble
    from assistant.drafting.pipeline.agreement import disagreements, untold
    from assistant.drafting.pipeline.counting import Counts, is_whole
    from assistant.revision.heldfile import require_free

    sheet, outline, sections = _planned(order)
    target = target_of(order.facts, sheet.document.title, order.output, order.format)
    if order.model is None or not order.model.dry_run:
        check_folder(target.text)
        if order.force and target.draft.exists():
            require_free(target.draft)
    told = _carried(order, sheet, outline)
    draft, model = _drafted(order, sheet, sections, outline, told)
    assembled = assemble(draft, sheet)
    if _rehearsed(order, assembled, sheet):
        return 0
    report, readings = _judged(order, assembled, sheet)
    draft = replace(draft, readings=readings)
    if order.final and (assembled.gaps or report.findings):
        print_line(_findings_text("初稿", assembled, report))
        _refuse(assembled, report)
        return _FINDINGS
    target = _save(order, target, draft, assembled, sheet=sheet, model=model, told=told)
    print_line(_findings_text(str(target.text), assembled, report))
    counts = Counts.of_draft(draft, sheet, assembled, report)
    print_line(_summary(target, draft, assembled, report.coverage, counts))
    if told is not None:
        from assistant.cli.base import tell, write_account

        tell(told, write_account(told, target, sheet, assembled.document))
    for line in disagreements(assembled, report, sheet):
        print_line(f"提醒:{line}")
    for fact_id, gone in untold(draft.sections, assembled.document.text, report, sheet).items():
        print_line(f"提醒:{fact_id} 没有写到:{';'.join(gone)}")
    return 0 if report.ok and is_whole(draft, sheet) else _FINDINGS


def _drafted(
    order: Order,
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    told: Told | None,
) -> tuple[Draft, str]:
    """The draft and the model's name: last year's summary carried over, written, or both."""
    carried = told.carry.draft.sections if told else ()
    if told is not None:
        if order.model is None:
            return told.carry.draft, ""
        plan = tuple(replace(one, revisions=()) for one in carried)
    bases, samples = {one.id: one.source for one in carried}, order.samples
    with SectionProgress(plan) as progress:
        return write_draft_by(
            order.model, sheet, plan, outline, samples=samples, progress=progress, bases=bases
        )


def _rehearsed(order: Order, assembled: Assembled, sheet: FactSheet) -> bool:
    """Whether nothing was to be sent; of a text that needs no model it is shown what the second reader would be asked."""
    if order.model is not None:
        if order.model.dry_run and order.reading is not None:
            message_line("问第二读者什么,要等模型写成以后才知道。")
        return order.model.dry_run
    if order.reading is None or not order.reading.choice.dry_run:
        return False
    from assistant.cli.reading import rehearse
    from assistant.verification import verify

    report = verify(assembled.document, sheet)
    rehearse(order.reading, assembled.document, report, sheet)
    return True


def _judged(order: Order, assembled: Assembled, sheet: FactSheet) -> tuple[Report, str]:
    """What the verifier says of the draft; the second reader too where one was asked for, as the draft keeps it."""
    from assistant.samples import sample_texts
    from assistant.verification import verify

    samples = sample_texts(order.samples)
    if order.reading is None:
        return verify(assembled.document, sheet, samples=samples), ""
    from assistant.cli.reading import opened
    from assistant.revision.second import Listening

    with opened(order.reading, sheet) as reader:
        listening = Listening(reader, trusted=order.reading.trusted)
        report = verify(
            assembled.document,
            sheet,
            samples=samples,
            reader=listening,
            scope=order.reading.scope,
            trust_reader=order.reading.trusted,
        )
    return report, listening.kept.text if listening.kept else ""


def _carried(order: Order, sheet: FactSheet, outline: Outline) -> Told | None:
    """Last year's summary carried over, where one was given."""
    if order.base is None:
        return None
    from assistant.cli.base import carry_from

    return carry_from(order.base, sheet, outline.name)


def _planned(order: Order) -> tuple[FactSheet, Outline, tuple[Section, ...]]:
    from assistant.drafting.outline.outline import outline_for, unplanned
    from assistant.drafting.outline.plan import plan_sections
    from assistant.facts import load_facts

    sheet = load_facts(order.facts)
    remind(sheet.warnings)
    outline = outline_for(sheet, order.outline)
    if missing := unplanned(outline):
        message_line(f"提醒:提纲里没有安排{'、'.join(missing)},初稿里不会有;要写的,请加进提纲")
    return sheet, outline, plan_sections(sheet, outline)


def _save(
    order: Order,
    target: Target,
    draft: Draft,
    assembled: Assembled,
    *,
    sheet: FactSheet,
    model: str,
    told: Told | None,
) -> Target:
    """Writes both files, unless ``force`` was asked for under a name that nothing had; returns where.

    Where one fails, those that are new are taken back.
    """
    from assistant.files import write_atomic
    from assistant.revision.store import DraftStore

    data = document_bytes(assembled.document, sheet, target.format)
    if told is not None:
        from assistant.cli.base import with_remarks

        data = with_remarks(data, target.format, told, sheet)
    if not order.force:
        target = claimed(target)
    fresh = [file for file in (target.text, target.draft) if not (order.force and file.exists())]
    try:
        write_atomic(target.text, data)
        DraftStore.create(
            target.draft, draft, sheet, model=model, samples=order.samples, overwrite=True
        ).close()
    except BaseException:
        for file in fresh:
            file.unlink(missing_ok=True)
        raise
    return target


def _findings_text(path: str, assembled: Assembled, report: Report) -> str:
    from assistant.verification.formats import to_text

    return to_text([(path, assembled.document.text, report)])


def _refuse(assembled: Assembled, report: Report) -> None:
    left = [f"{len(assembled.gaps)}处待补"] * bool(assembled.gaps)
    left += [f"{len(report.findings)}个发现"] * bool(report.findings)
    message_line(f"没有输出定稿:还有{'、'.join(left)}。")
    for gap in assembled.gaps:
        message_line(f"  {gap}")
    message_line("请在事实表里补上缺少的内容、改正上面的发现后再运行;去掉 --final 可先输出初稿。")


def _summary(
    target: Target, draft: Draft, assembled: Assembled, coverage: Coverage, counts: Counts
) -> str:
    """The closing summary."""
    lines = [
        f"共{len(draft.sections)}节、{counts.characters}字。",
        f"数字{counts.figures}处:已证实{counts.proved}处,放行{coverage.waived}处,要看的发现{counts.findings}个。",
        f"另有{coverage.exempt}处不是数据(序号、专名等)。",
    ]
    if assembled.gaps:
        lines.append(f"待补{len(assembled.gaps)}处:")
        lines += [f"  {gap}" for gap in assembled.gaps]
    else:
        lines.append("没有待补。")
    lines += [f"提醒:{warning}" for warning in assembled.warnings]
    lines += _model_lines(draft, counts)
    lines += [
        "已写出:",
        f"  {target.text}",
        f"  {target.draft}(初稿文件,可用 assistant revise 修订)",
    ]
    return "\n".join(lines)


def _model_lines(draft: Draft, counts: Counts) -> list[str]:
    """What a model's sections cost, and what a person should know of them."""
    cost = [f"模型用量:送出{counts.sent}词元,收到{counts.received}词元。"]
    notes = (
        f"提醒:“{section.title}”一节:{note}"
        for section in draft.sections
        if section.revisions and (note := section.revisions[section.current].note)
    )
    return cost * bool(counts.sent or counts.received) + [*notes]


def write_draft_by(
    choice: Choice | None,
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    *,
    samples: Path | None,
    progress: SectionProgress,
    bases: Mapping[str, str] | None = None,
) -> tuple[Draft, str]:
    """The draft and the model's name, empty for the offline writer; a dry run prints its requests."""
    if choice is None:
        from assistant.drafting.pipeline.offline_draft import write_offline_draft

        told = progress.written
        return write_offline_draft(sheet, plan, outline, samples=samples, progress=told), ""
    from assistant.drafting.model.transport import Log

    log, heard = Log() if choice.dry_run else None, progress.heard
    written = choice.write(
        sheet, plan, outline, samples=samples, bases=bases, progress=heard, log=log
    )
    for request in log.requests if log else ():
        print_line(request)
    return written
