"""The verbs of the page, as the command forms of ``assistant revise`` say them.

Both go through :func:`assistant.revision.scripted.run`: the page has no rule of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.revision.request import Request as Asked
from assistant.revision.scripted_steps import number_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.web.paging import Form

    _Asking = Callable[[str, Form], Asked]


# Verbs of a section: (id of the section, form) -> what is asked.
SECTION: dict[str, _Asking] = {
    "accept": lambda id_, _: Asked(section=id_, accept=True),
    "withdraw": lambda id_, _: Asked(section=id_, withdraw=True),
    "edit": lambda id_, form: Asked(section=id_, edit=form.text("text")),
    "mend": lambda id_, _: Asked(mend=id_),
    "take": lambda id_, form: Asked(section=id_, take=form.text("card")),
    "undo": lambda id_, _: Asked(undo=id_),
    "redo": lambda id_, _: Asked(redo=id_),
    "go": lambda id_, form: Asked(section=id_, use=number_in(form.text("number"))),
    "lock": lambda id_, _: Asked(lock=id_),
    "unlock": lambda id_, _: Asked(unlock=id_),
    "move_paragraph": lambda id_, form: Asked(
        move_paragraph=[f"{id_}.{form.text('line')}={form.text('to')}"]
    ),
}
# Verbs of a finding: (its id, form) -> what is asked.
FINDING: dict[str, _Asking] = {
    "correct": lambda id_, _: Asked(correct=[id_]),
    "waive": lambda id_, form: Asked(waive=[f"{id_}={form.text('reason')}"]),
    "add_fact": lambda id_, form: Asked(add_fact=[f"{id_}={_name_of(form)}"]),
    "change_fact": lambda id_, form: Asked(change_fact=[f"{id_}={form.text('fact')}"]),
}
# Verbs of the whole draft: (id of a section, or empty, form) -> what is asked.
WHOLE: dict[str, _Asking] = {
    "rename": lambda id_, form: Asked(rename=[f"{id_}={form.text('heading')}"]),
    "move": lambda id_, form: Asked(move=[f"{id_}={form.text('place')}"]),
    "leave_out": lambda id_, _: Asked(leave_out=id_),
    "add_section": lambda _, form: Asked(add_section=[form.text("heading")]),
    "restore": lambda id_, _: Asked(restore=id_),
    "undo_step": lambda _id, _: Asked(undo_step=True),
    "undo_import": lambda _id, _: Asked(undo_import=True),
    "accept_all": lambda _id, _: Asked(accept_all=True),
    "move_fact": lambda _id, form: Asked(move_fact=[f"{form.text('fact')}={form.text('to')}"]),
}


def _name_of(form: Form) -> str:
    name = form.text("name").strip()
    return f"另:{name}" if form.text("another") else name
