"""Markup in facts, texts, answers, samples and file names is shown, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.conftest import FACTS, Browser, edit, rewritten

from assistant.domain import Author, Draft, Revision, Role, Section
from assistant.facts import load_facts
from assistant.revision.store import DraftStore

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.drafting.model.models import Rewriting
    from assistant.web.office import Office


def test_markup_in_facts_is_text(browser: Browser, draft: str) -> None:
    """A script in a fact, a heading or a text is shown, not run."""
    page = f"{draft}/s/problems"
    edit(browser, page, "<script>alert(1)</script>力量不足。")
    fields = browser.form(draft) | {"section": "problems", "heading": "<img src=x>"}
    browser.post(f"{draft}/w/rename", fields)
    for path in (page, draft, f"{draft}/facts", f"{draft}/preview", f"{page}/history"):
        text = browser.get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b>公共" not in text


class _Scribe:
    """A model whose answer and name are markup."""

    name = "<img src=m>"

    def rewrite(self, _asked: Rewriting) -> Revision:
        """The answer."""
        return Revision("<script>alert(1)</script>好。", Author.MODEL, self.name)


def test_markup_in_an_answer_a_sample_and_file_names_is_text(
    browser: Browser, draft: str, office: Office, folder: Path
) -> None:
    """What a model says, what a sample says and is called, and what lies in the folder."""
    office.open_writer = lambda _: _Scribe()
    (folder / "<img src=f>.yaml").write_text(FACTS, "utf-8")
    library = folder / "范文"
    library.mkdir()
    line = "<script>alert(2)</script>把矛盾化解在基层，把服务送到群众身边，把队伍建设抓在手上。"
    (library / "<img src=s>.txt").write_text(f"某某局2024年工作总结\n{line}\n", "utf-8")
    sheet = load_facts(folder / "facts.yaml")
    section = Section("s", "一", Role.RESULTS, (), (Revision(line, Author.PERSON),))
    made = Draft("甲", (section,))
    DraftStore.create(folder / "<img src=d>.draft", made, sheet, samples=library).close()
    other = next(id_ for id_, path in office.draft_files().items() if "src=d" in path.name)
    offer = rewritten(browser, f"{draft}/s/results", how="reword")
    shown = [browser.get(path).text for path in ("/", offer, f"/d/{other}/s/s", f"/d/{other}")]
    for text in shown:
        assert "<img" not in text
        assert "<script>alert" not in text
    assert "&lt;img src=d&gt;" in shown[0]
    assert "&lt;script&gt;alert(1)" in shown[1]
    assert "范文" in shown[2]
