"""An edited document comes back: its paragraphs become revisions by a person."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from assistant.documents import read_docx
from assistant.domain import Author, BlockKind, Document, Revision, Role, Section
from assistant.drafting.references.render import Rendered
from assistant.errors import DocumentError, InputError
from assistant.files.forms import forms
from assistant.revision.assignment import OldSection, Part, assign, related
from assistant.revision.editing import BRACES, require_visible
from assistant.revision.faithful import Written, bind_proved
from assistant.revision.holder import by_person
from assistant.revision.imported import kept_imports
from assistant.revision.rebinding import carry_references
from assistant.revision.sentback import recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from assistant.domain import Block
    from assistant.revision.rebinding import Lost
    from assistant.revision.sentback import OfFacts
    from assistant.revision.session import Session


_PAGE_NUMBER = re.compile(r"[\s—–-]*[0-9]*[\s—–-]*")
_FORMS = forms(__file__)
_SHOWN = 30  # characters of a paragraph that are shown


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """A figure that a person changed or cut.

    Attributes:
        section_id: where it stood.
        old: as it read.
        new: what stands there now; empty where it was cut, None where the words around it are
            gone too.
    """

    section_id: str
    fact_id: str
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class Import:
    """What an edited document brings.

    Attributes:
        title: the new title; None where it stayed.
        sources: (section id, new source text) of the sections whose text changed.
        added: new sections, (id of the section before it or None, section).
        cut: ids of the sections that are gone.
        moved: ids of the sections that stand elsewhere.
        retitled: (section id, new heading).
        paragraphs: (line, id of the section it came from, id of the one it is in now).
        figures: what became of figures that did not stay.
        layout: (id, heading) of all sections in their new order.
        skipped: text that is no part of a section: tables, text boxes, notes, headers, footers,
            comments, and what could not be read.
        of_facts: addressee, signature and date where they were changed; they are not taken over.
    """

    title: str | None
    sources: tuple[tuple[str, str], ...]
    added: tuple[Section, ...]
    cut: tuple[str, ...]
    moved: tuple[str, ...]
    retitled: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, str, str], ...]
    figures: tuple[FigureEdit, ...]
    layout: tuple[tuple[str, str], ...]
    skipped: tuple[str, ...] = ()
    of_facts: tuple[OfFacts, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the document says what the draft says."""
        return not (
            self.title or self.sources or self.added or self.cut or self.moved or self.retitled
        )


def compare_file(session: Session, source: Path | bytes) -> Import:
    """What an edited .docx changes; its comments, and what cannot be read, are among what is skipped."""
    read = read_docx(source)
    comments = (f"批注({each.author}):{each.text}" for each in read.comments)
    brought = compare_with(session, read.document)
    return replace(brought, skipped=(*brought.skipped, *comments, *read.warnings))


def compare_with(session: Session, document: Document) -> Import:
    """What ``document``, an edited copy of the draft with its changes accepted, changes in it.

    Nothing is saved. Raises DocumentError where the two have nothing in common.
    """
    old = _old_sections(session)
    document, skipped = running_text(document)
    back = recognised(_lines_apart(document), session.checked.assembled)
    document = back.document
    if not any(back.homes.values()) and not related(document.blocks, old):
        raise DocumentError(
            "这份文件和初稿没有相同的内容", advice="请确认导入的是由这份初稿改成的文件"
        )
    parts = assign(document.blocks, old, back.homes)
    lines, lost = _carried(session, document)
    _require_no_braces(document, session)
    added, sources, layout = _parts(session, document, parts, lines)
    added, sources = _bound(session, added, sources, layout)
    standing = [part.id for part in parts if part.id]
    ids_now = [id_ for id_, _ in layout]
    ids = [section.id for section in session.draft.sections]
    headings = dict(layout)
    return Import(
        title=_title(session, document),
        sources=sources,
        added=added,
        cut=tuple(id_ for id_ in ids if id_ not in standing),
        moved=_moved([id_ for id_ in ids if id_ in standing], standing),
        retitled=tuple(
            (section.id, headings[section.id])
            for section in session.draft.sections
            if section.id in headings and headings[section.id] != section.heading
        ),
        paragraphs=_moved_lines(document, list(zip(parts, ids_now, strict=True)), old),
        figures=_figure_edits(session, document, lost),
        layout=layout,
        skipped=skipped,
        of_facts=back.of_facts,
    )


def apply_import(session: Session, brought: Import, name: str) -> None:
    """Saves what an edited document brought, all of it or nothing; the file's name goes into the notes."""
    session.require_all_unlocked((*(id_ for id_, _ in brought.sources), *brought.cut))
    note = f"导入 {name}"
    session.store.apply(
        revisions={id_: by_person(source, note) for id_, source in brought.sources},
        added=brought.added,
        layout=brought.layout,
        title=brought.title,
        meta=kept_imports(session, brought, name),
        note=note,
    )


def _old_sections(session: Session) -> list[OldSection]:
    return [
        OldSection(
            view.section.id,
            view.section.heading,
            tuple(line for line in view.text.split("\n") if line.strip()),
        )
        for view in session.views
    ]


def running_text(document: Document, *, cells: bool = False) -> tuple[Document, tuple[str, ...]]:
    """The document without what stands beside its running text, and the words of that.

    Text boxes, notes, headers and footers are left out; tables too, unless ``cells`` keeps them.
    """

    def beside(block: Block) -> bool:
        if block.kind is BlockKind.CELL:
            return not cells
        return bool(block.context)

    inside = tuple(block for block in document.blocks if not beside(block))
    out: list[str] = []
    for row, group in groupby(filter(beside, document.blocks), key=_row_of):
        texts = [block.text for block in group]
        shown = [" | ".join(texts)] if row else [t for t in texts if not _PAGE_NUMBER.fullmatch(t)]
        out += [text for text in shown if text.strip(" |")]
    return Document.of_blocks(inside), tuple(out)


def _row_of(block: Block) -> tuple[int, int] | None:
    """The table and row of a cell; None for what is no cell."""
    return (block.cell.table, block.cell.row) if block.cell else None


def _carried(session: Session, document: Document) -> tuple[list[str], tuple[Lost, ...]]:
    """The source text of each block of ``document``, references carried over the whole draft."""
    assembled = session.checked.assembled
    rendered = Rendered(assembled.document.text, assembled.references)
    edited = "\n".join(block.text for block in document.blocks)
    carried = carry_references(rendered, edited)
    return carried.source.split("\n"), carried.lost


def _parts(
    session: Session, document: Document, parts: list[Part], lines: list[str]
) -> tuple[tuple[Section, ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """New sections, changed source texts, and the order and headings of all."""
    known = {view.section.id: view for view in session.views}
    added: list[Section] = []
    sources: list[tuple[str, str]] = []
    layout: list[tuple[str, str]] = []
    for part in parts:
        source = "\n".join(lines[line] for line in part.lines)
        if part.id is None:
            id_ = session.new_id(section.id for section in added)
            new = by_person(source, "导入时新增")
            added.append(Section(id_, part.heading, Role.MEASURES, revisions=(new,)))
            layout.append((id_, part.heading))
            continue
        text = "\n".join(document.blocks[line].text for line in part.lines)
        # A section that reads as before stays as it is, to the byte.
        if text != known[part.id].text:
            sources.append((part.id, source))
        layout.append((part.id, part.heading))
    return tuple(added), tuple(sources), tuple(layout)


def _bound(
    session: Session,
    added: tuple[Section, ...],
    sources: tuple[tuple[str, str], ...],
    layout: tuple[tuple[str, str], ...],
) -> tuple[tuple[Section, ...], tuple[tuple[str, str], ...]]:
    """The same with references only where they are sure, judged in the document as it came back."""
    known = {section.id: section for section in (*session.draft.sections, *added)}
    for id_, source in sources:
        known[id_] = known[id_].revised(Revision(source, Author.PERSON))
    draft = replace(session.draft, sections=tuple(known[id_] for id_, _ in layout))
    before = session.checked.assembled.document.text
    ids = [id_ for id_, _ in sources] + [section.id for section in added]
    written = dict.fromkeys(ids, Written(before))
    sure = bind_proved(draft, session.sheet, written, session.samples)
    new = (replace(each.revisions[0], source=sure[each.id]) for each in added)
    return (
        tuple(replace(each, revisions=(one,)) for each, one in zip(added, new, strict=True)),
        tuple((id_, sure[id_]) for id_, _ in sources),
    )


def _lines_apart(document: Document) -> Document:
    """The document with a block for each line: a line break within a paragraph stays a break."""
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            blocks += (
                replace(block, text=line.strip()) for line in block.text.split("\n") if line.strip()
            )
        else:
            blocks.append(replace(block, text=block.text.replace("\n", " ")))
    return Document.of_blocks(tuple(blocks))


def _require_no_braces(document: Document, session: Session) -> None:
    """Raises InputError where the file has braces, which would be read as references."""
    known = {block.text for block in session.checked.assembled.document.blocks}
    for block in document.blocks:
        if block.text not in known and ("{" in block.text or "}" in block.text):
            raise InputError(
                f"文件里有大括号,程序会把它当成数字引用:“{block.text[:40]}”",
                advice=f"请把 {{ }} 改成()后再导入,{BRACES};这次没有改动任何章节",
            )
        if block.text not in known:
            require_visible(block.text)


def _title(session: Session, document: Document) -> str | None:
    title = "".join(block.text for block in document.blocks if block.kind is BlockKind.TITLE)
    return title if title and title != session.draft.title else None


def _moved(before: list[str], after: list[str]) -> tuple[str, ...]:
    """The sections to lift out so that the others stand in the old order: as few as can be."""
    best: list[list[str]] = []  # best[i]: the longest run in the old order that ends at after[i]
    for place, id_ in enumerate(after):
        runs = [run for run in best[:place] if before.index(run[-1]) < before.index(id_)]
        best.append([*max(runs, key=len, default=[]), id_])
    kept = max(best, key=len, default=[])
    return tuple(id_ for id_ in after if id_ not in kept)


def _moved_lines(
    document: Document, parts: list[tuple[Part, str]], old: list[OldSection]
) -> tuple[tuple[str, str, str], ...]:
    """The lines that stand in another section than any that had them; each part with its id."""
    homes: dict[str, list[str]] = {}
    for section in old:
        for line in section.lines:
            homes.setdefault(line, []).append(section.id)
    return tuple(
        (text, homes[text][0], id_)
        for part, id_ in parts
        for text in (document.blocks[line].text for line in part.lines)
        if text in homes and id_ not in homes[text]
    )


def _figure_edits(
    session: Session, document: Document, lost: tuple[Lost, ...]
) -> tuple[FigureEdit, ...]:
    assembled = session.checked.assembled
    edits: list[FigureEdit] = []
    for each in lost:
        section = assembled.section_at(each.span.start)
        old = assembled.document.text[each.span.start : each.span.end]
        # With its neighbours gone, a figure that the file says nowhere is left out.
        now = each.now if each.now is not None or old in document.text else ""
        now = now if now is None or _FORMS.digits.search(now) else ""
        edits.append(FigureEdit(section, each.span.fact_id, old, now))
    return tuple(edits)


def import_lines(brought: Import, headings: Mapping[str, str]) -> Iterator[str]:
    """The lines for the person; ``headings`` are those of the draft's sections before it, by id."""
    known = {each.id: each.heading for each in brought.added if each.heading} | dict(headings)

    def name(id_: str) -> str:
        return f"“{known.get(id_, id_)}”"

    if brought.empty:
        other = brought.skipped or brought.of_facts
        yield "各节的文字没有改动" if other else "文件和初稿一样,没有改动"
    if brought.title:
        yield f"标题改为:{brought.title}"
    if brought.sources:
        yield f"改动的章节:{'、'.join(name(id_) for id_, _ in brought.sources)}"
    for section in brought.added:
        yield f"新增章节:“{section.heading or section.id}”(编号 {section.id})"
    for id_ in brought.cut:
        yield f"删去章节:{name(id_)}(历史还在,--restore {id_} 可放回)"
    for id_ in brought.moved:
        yield f"挪动章节:{name(id_)}"
    for id_, text in brought.retitled:
        yield f"改标题:{name(id_)} -> “{text}”"
    for text, old, new in brought.paragraphs:
        yield f"段落从{name(old)}挪到{name(new)}:{text[:_SHOWN]}"
    yield from _figure_lines(brought, name)


def _figure_lines(brought: Import, name: Callable[[str], str]) -> Iterator[str]:
    for each in brought.figures:
        now = "(还在,上下文改写了)" if each.new is None else each.new or "(没有再写)"
        yield f"改动的数字:{name(each.section_id)} {each.old} -> {now}({each.fact_id})"
    yield from (each.line for each in brought.of_facts)
    for text in brought.skipped:
        yield f"没有导入(表格、文本框、脚注、页眉页脚、批注里的文字):{text[:_SHOWN]}"


def import_data(brought: Import) -> dict[str, Any]:
    """The same for programs."""
    return {
        "title": brought.title,
        "changed": [id_ for id_, _ in brought.sources],
        "added": [section.id for section in brought.added],
        "cut": list(brought.cut),
        "moved": list(brought.moved),
        "retitled": [{"section": id_, "heading": text} for id_, text in brought.retitled],
        "paragraphs": [
            {"text": text, "from": old, "to": new} for text, old, new in brought.paragraphs
        ],
        "figures": [
            {"section": each.section_id, "fact": each.fact_id, "old": each.old, "new": each.new}
            for each in brought.figures
        ],
        "skipped": list(brought.skipped),
        "of_facts": [asdict(each) for each in brought.of_facts],
    }
