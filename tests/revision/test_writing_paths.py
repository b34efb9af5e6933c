"""Every way in which a section is written: no character of a person's text changes by it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import assistant
from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Block, Document, Draft, Revision, Role, Section
from assistant.drafting.references.render import render
from assistant.facts import load_facts, set_facts
from assistant.files import read_bytes
from assistant.revision import arranging, rewriting
from assistant.revision.adding import add_figure, change_fact
from assistant.revision.editing import correct, edit
from assistant.revision.exporting import Output, export
from assistant.revision.factsediting import change_facts
from assistant.revision.imported import undo_import
from assistant.revision.importing import apply_import, compare_with
from assistant.revision.journal import undo_step
from assistant.revision.proofing import mend_section
from assistant.revision.rewriting import OfflineWriter
from assistant.revision.session import Session
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from collections.abc import Callable

_WRITERS = frozenset({"append", "apply", "create", "undo", "redo", "go", "keep_facts", "save"})
_FACTS = """\
document: {title: 平沙区水务局2025年工作总结, organization: 平沙区水务局, self: 我局, period: 2025}
facts:
  - {id: patrols, indicator: 河道巡查, value: 12, unit: 次}
  - {id: dredged, indicator: 清淤河道, value: 9, unit: 公里, previous: 6}
  - {id: pumps, indicator: 改造泵站, value: 18, unit: 座}
  - {id: rate, indicator: 水质达标率, value: 98.5, unit: '%'}
"""
# Values of facts said of other things, other spellings, marks and blanks as people type them.
_TYPED = (
    "12个村的河长参加了培训,其中9人是女同志;18名志愿者巡河。",
    "河道巡查十二次，清淤河道9.0公里（上年6公里）。",
    "满意度98.5%, 水质达标率98.50%。",
    "“一河一策”修订稿3月12日印发；第9次联席会开了。",
)
_WRONG = "泵站值守人员27名。"
_WORK = "河道巡查{patrols}，清淤河道{dredged}。改造泵站{pumps}。"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A draft with two sections by the program and one as a person left it."""
    facts = tmp_path / "facts.yaml"
    facts.write_text(_FACTS, "utf-8")
    sheet = load_facts(facts)
    sections = (
        Section("work", "主要工作", Role.RESULTS, (), (Revision(_WORK, Author.OFFLINE),)),
        Section("own", "工作体会", Role.MEASURES, (), (Revision("待写。", Author.OFFLINE),)),
        Section(
            "next",
            "下一步打算",
            Role.MEASURES,
            ("pumps", "rate"),
            (Revision("改造泵站{pumps}。水质达标率{rate}。", Author.OFFLINE),),
        ),
    )
    path = tmp_path / "总结.draft"
    DraftStore.create(path, Draft(sheet.document.title, sections), sheet).close()
    with Session.open(path) as session:
        edit(session, "own", "\n".join((*_TYPED, _WRONG)))
    return path


def _finding(session: Session, text: str) -> str:
    return next(each.id for each in session.checked.report.findings if each.text == text)


def _send_back(session: Session, old: str, new: str) -> None:
    blocks = [
        Block(each.kind, each.text.replace(old, new), level=each.level)
        for each in session.checked.assembled.document.blocks
    ]
    data = write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document)
    apply_import(session, compare_with(session, read_docx(data).document), "改.docx")


def _import(session: Session) -> None:
    _send_back(session, "改造泵站18座。水质", "新改造泵站18座。水质")


def _undo_import(session: Session) -> None:
    _import(session)
    undo_import(session)


def _add_fact(session: Session) -> None:
    add_figure(session, _finding(session, "27名"), "泵站值守人员")


def _change_fact(session: Session) -> None:
    edit(session, "next", "改造泵站19座。")
    change_fact(session, _finding(session, "19座"), "pumps")


def _undo_fact(session: Session) -> None:
    _add_fact(session)
    undo_step(session)


def _rewrite(session: Session) -> None:
    rewriting.take(session, _proposal(session))


def _refuse(session: Session) -> None:
    rewriting.refuse(session, _proposal(session))


def _proposal(session: Session) -> rewriting.Proposal:
    return rewriting.propose(session.checked, "next", "更详细", OfflineWriter())


def _correct(session: Session) -> None:
    edit(session, "next", "改造泵站19座。水质达标率98.5%。")
    correct(session, _finding(session, "19座"))


def _new_facts(session: Session) -> None:
    set_facts(session.sheet.path or "", {"patrols": 13, "dredged": 11, "rate": 97.4})
    assert session.reload_facts()
    session.adopt_facts()


def _table(session: Session) -> None:
    change_facts(session, {"patrols": "13", "dredged.previous": "7"})


def _undo_redo(session: Session) -> None:
    session.undo("own")
    session.redo("own")


def _go(session: Session) -> None:
    session.go("own", 0)
    session.go("own", 1)


def _out_and_back(session: Session) -> None:
    arranging.leave_out(session, "own")
    arranging.restore(session, "own")


def _add_section(session: Session) -> None:
    text = "巡查12次,走访9户；\n改造泵站18座,泵站18座均已验收。"
    assert session.view(arranging.add_section(session, "附记", text, after="work")).text == text


def _paragraph(session: Session) -> None:
    arranging.move_paragraph(session, "own", 2, "next")
    assert session.view("next").text.endswith(_TYPED[1])
    undo_step(session)


# By the functions that write to the draft file, what a person does to come through them.
_PATHS: dict[str, tuple[Callable[[Session], object], ...]] = {
    "revision/adding.py _adopted": (_add_fact, _change_fact),
    "revision/arranging.py _arrange": (
        _out_and_back,
        lambda session: arranging.rename_heading(session, "own", "几点体会"),
        lambda session: arranging.move_section(session, "own", 1),
    ),
    "revision/arranging.py add_section": (_add_section,),
    "revision/arranging.py move_fact": (
        lambda session: arranging.move_fact(session, "dredged", "next"),
    ),
    "revision/arranging.py move_paragraph": (_paragraph,),
    "revision/editing.py edit": (_correct,),
    "revision/imported.py undo_import": (_undo_import,),
    "revision/factsediting.py change_facts": (_table,),
    "revision/importing.py apply_import": (_import,),
    "revision/journal.py undo_step": (_undo_fact,),
    "revision/proofing.py _save": (lambda session: mend_section(session, "next"),),
    "revision/rewriting.py refuse": (_refuse,),
    "revision/rewriting.py take": (_rewrite,),
    "revision/session.py adopt_facts": (_new_facts,),
    "revision/session.py go": (_go,),
    "revision/session.py redo": (_undo_redo,),
    "revision/session.py save": (_rewrite,),
    "revision/session.py undo": (_undo_redo,),
    "revision/states.py note_export": (lambda session: export(session, [Output.DOCX]),),
}
# These write a draft file that no person has written in yet.
_FIRST = {
    "batch/working.py _write",
    "cli/drafting.py _save",
    "cli/ledger.py _bulletin",
    "web/making.py make_draft",
}


def _writing_functions() -> set[str]:
    """The functions of the package that write to a draft file, as ``file function``."""
    root = Path(assistant.__file__).parent
    found: set[str] = set()
    for file in root.rglob("*.py"):
        text = read_bytes(file)
        if not any(name in text for name in (b"store.", b"DraftStore", b".save(")):
            continue
        for function in ast.walk(ast.parse(text)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and any(
                _writes(call) for call in ast.walk(function)
            ):
                found.add(f"{file.relative_to(root).as_posix()} {function.name}")
    return found


def _writes(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if node.func.attr == "save":
        return name in {"session", "self"}
    return node.func.attr in _WRITERS and name in {"store", "DraftStore"}


def test_every_way_of_writing_is_walked() -> None:
    """A new one must be added here, with what a person does to come through it."""
    assert _writing_functions() == set(_PATHS) | _FIRST


@pytest.mark.parametrize(
    "step", [pytest.param(each, id=name) for name, steps in _PATHS.items() for each in steps]
)
def test_no_way_of_writing_alters_what_a_person_wrote(
    office: Path, step: Callable[[Session], object]
) -> None:
    """Bound figures follow their facts; not a character beside them moves, over a restart too."""
    with Session.open(office) as session:
        before = session.view("own")
        assert before.text == "\n".join((*_TYPED, _WRONG))
        step(session)
        _require_as_written(session, before.section.source)
        if step not in (_new_facts, _table):
            assert session.view("own").text == before.text
    with Session.open(office) as session:
        _require_as_written(session, before.section.source)


def _require_as_written(session: Session, source: str) -> None:
    assert session.view("own").text == render(source, session.sheet).text
    assert session.view("work").text == render(_WORK, session.sheet).text
