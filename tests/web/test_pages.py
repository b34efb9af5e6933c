"""What a person does in the browser: revise, correct, compare, import, export, and stale pages."""

from __future__ import annotations

import io
import re
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from web.conftest import FACTS, Browser, edit, rewritten

from assistant.documents import read_docx
from assistant.revision.marks import verbs
from assistant.web.verbs import FINDING, SECTION, WHOLE

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.verification.reader import Question
    from assistant.web.office import Office

RESULTS = "全县调解矛盾纠纷812件，比上年增长15.2%。\n全县开展法治宣讲64场。"
WRONG = RESULTS.replace("64", "46")


def test_the_page_offers_the_verbs_of_the_terminal() -> None:
    """Every key of the terminal program is a form or a link of the page."""
    otherwise = {"editor", "rewrite", "reword", "compare", "facts", "previous", "next", "search"}
    otherwise |= {"rewrite_sentence", "second_read", "arrange", "help", "bring", "export", "quit"}
    # links, files, and what the browser itself does
    offered = {*SECTION, *FINDING, *WHOLE}
    assert {verb.action for verb in verbs()} - otherwise <= offered


def test_the_keys_are_those_of_the_terminal(browser: Browser, draft: str, office: Office) -> None:
    """An own editor and searching in the sections are what a browser has of its own."""
    office.open_reader = lambda *_: nullcontext(_Reader())
    page = f"{draft}/s/results"
    text = edit(browser, page, WRONG) + browser.get(f"{draft}/s/problems").text
    keys = set(re.findall(r'data-key="([^"]+)"', text))
    assert keys == {verb.key for verb in verbs()} - {"o", "s"}


def test_every_figure_is_told_with_its_fact(browser: Browser, draft: str) -> None:
    """By a sign and words, with the fact, the formula and the cell."""
    text = browser.get(f"{draft}/s/results").text
    assert '812件<span class="sign" aria-hidden="true">✓</span>' in text
    assert "事实:调解矛盾纠纷(全县):812件" in text
    assert "出处:台账.xlsx!调解!B4" in text
    assert "算式:(812−705)÷705×100%" in text


def test_a_wrong_figure_is_asked_of_and_corrected(browser: Browser, draft: str) -> None:
    """It is saved as typed, found, and corrected at a click."""
    page = f"{draft}/s/results"
    text = edit(browser, page, WRONG)
    assert "请核对:“46场”" in text
    finding = re.search(r"/f/(\w+)/correct", text)
    assert finding
    fields = browser.form(page) | {"back": "results"}
    text = browser.post(f"{draft}/f/{finding[1]}/correct", fields).text
    assert "已改正" in text
    assert "没有问题。" in text
    assert "64场" in text


def test_cards_of_proofreading_are_taken_at_a_click(
    browser: Browser, draft: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the findings and by the office's own rules; one is taken, or all that is mechanical."""
    own = office.folder / "proofreading.yaml"
    own.write_text("misspellings: {宣讲会: 宣讲}\n", "utf-8")
    monkeypatch.setenv("ASSISTANT_PROOFREADING", str(own))
    page = f"{draft}/s/results"
    odd = RESULTS.replace("812件，", "(812件),").replace("宣讲64", "宣讲会64")
    text = edit(browser, page, f"{odd}\n布署改革。")
    assert "校对(4)" in text
    assert "全县调解矛盾纠纷【(812件)】" in text
    assert "→  宣讲" in text
    card = re.search(r'name="card" value="(字词-\d+)"', text)
    assert card
    text = browser.post(f"{page}/take", browser.form(page) | {"card": card[1]}).text
    assert "已采用" in text
    assert "校对(3)" in text
    text = browser.post(f"{page}/mend", browser.form(page)).text
    assert "校对改正" in text
    assert "校对(0)" in text
    assert "（812件" in text
    own.write_text("rules: 1\n", "utf-8")
    assert "rules 应当是一张清单" in browser.get(page).text


@pytest.mark.parametrize(
    ("text", "guess"),
    [(WRONG, False), ("全县共有司法所705个。", True), ("食堂配餐2.3万余份。", None)],
)
def test_a_guess_is_not_the_first_thing_offered(
    browser: Browser, draft: str, text: str, guess: bool | None
) -> None:
    """What the sentence does not speak of stands last and is no main button, here and in the whole."""
    edit(browser, f"{draft}/s/results", text)
    for path in (f"{draft}/s/results", draft):
        page = browser.get(path).text
        first, last = page.find("采用改正"), page.find("照猜的改")
        assert (first >= 0, last >= 0) == (guess is False, guess is True)
        assert last < 0 or last > page.find("放行</button>")


def test_three_steps_back_and_one_forth(browser: Browser, draft: str) -> None:
    """Undo and redo lead through what was saved."""
    page = f"{draft}/s/problems"
    for text in ("一。", "二。", "三。"):
        edit(browser, page, text)
    for expected in ("二。", "一。", "基层力量不足"):
        browser.post(f"{page}/undo", browser.form(page))
        assert expected in browser.get(page).text
    browser.post(f"{page}/redo", browser.form(page))
    assert "一。</p>" in browser.get(page).text


def test_a_stale_page_never_overwrites(browser: Browser, draft: str) -> None:
    """Its text is shown against what stands, and saved only when it is sent again."""
    page = f"{draft}/s/problems"
    stale = browser.form(page)
    edit(browser, page, "甲改的一句。")
    answer = browser.post(f"{page}/edit", stale | {"text": "乙改的一句。"})
    assert answer.status_code == 409
    assert "<del>[-甲-]</del><ins>{+乙+}</ins>改的一句。" in answer.text
    assert "甲改的一句。</p>" in browser.get(page).text
    assert browser.post(f"{page}/accept", stale).status_code == 409
    again = dict(re.findall(r'name="(csrf|seen)" value="([^"]+)"', answer.text))
    assert browser.post(f"{page}/edit", again | {"text": "乙改的一句。"}).status_code == 200
    assert "乙改的一句。</p>" in browser.get(page).text


def test_a_text_that_cannot_be_saved_stays_on_the_page(browser: Browser, draft: str) -> None:
    """A reference that names nothing: the person's words are not lost."""
    page = f"{draft}/s/problems"
    fields = browser.form(page) | {"text": "共{nothing}。"}
    answer = browser.post(f"{page}/edit", fields)
    assert answer.status_code == 409
    assert "共{nothing}。</textarea>" in answer.text


@pytest.mark.parametrize("answer", ["take", "refuse"])
def test_a_proposal_is_taken_or_refused(browser: Browser, draft: str, answer: str) -> None:
    """Both keep it in the history; only one lets it stand."""
    page = f"{draft}/s/results"
    offer = rewritten(browser, page, how="reword")
    fields = browser.form(offer) | {"answer": answer}
    text = browser.post(offer, fields).text
    assert ("第2稿/共2稿" if answer == "take" else "第1稿/共2稿") in text
    assert browser.post(offer, fields).status_code == 400


def test_a_late_proposal_goes_to_the_history(browser: Browser, draft: str) -> None:
    """Where the section was changed while it waited."""
    page = f"{draft}/s/results"
    offer = rewritten(browser, page, how="rewrite", wish="简短些")
    edit(browser, page, RESULTS + "\n另有一句。")
    text = browser.post(offer, browser.form(offer) | {"answer": "take"}).text
    assert "这一节已被改过" in text
    assert "另有一句。" in text
    assert "要求和说明" in browser.get(f"{page}/history").text
    assert "未采用" in browser.get(f"{page}/history").text


def test_what_follows_from_a_fact_is_shown_first(
    browser: Browser, draft: str, folder: Path
) -> None:
    """Then it is written, the draft follows, and the step can be taken back to the byte."""
    facts = f"{draft}/facts"
    digest = re.search(r'name="digest" value="(\w+)"', browser.get(facts).text)
    assert digest
    fields = {"csrf": browser.form(facts)["csrf"], "digest": digest[1], "cases": "820"}
    shown = browser.post(facts, fields).text
    assert "第1节:812件 -&gt; 820件(cases)" in shown
    assert (folder / "facts.yaml").read_text("utf-8") == FACTS
    told = browser.post(facts, fields | {"take": "1"}).text
    assert "更新 2 处数字" in told
    assert "820件" in browser.get(f"{draft}/s/results").text
    assert browser.post(facts, fields | {"take": "1"}).status_code == 400
    browser.post(f"{draft}/w/undo_step", browser.form(draft))
    assert (folder / "facts.yaml").read_text("utf-8") == FACTS
    assert "812件" in browser.get(f"{draft}/s/results").text


def test_a_facts_file_changed_elsewhere_is_asked_about(
    browser: Browser, draft: str, folder: Path
) -> None:
    """No step is done with the old or the new figures before a person has seen what changes."""
    page = f"{draft}/s/problems"
    fields = browser.form(page)
    (folder / "facts.yaml").write_text(FACTS.replace("812", "813"), "utf-8")
    answer = browser.post(f"{page}/accept", fields)
    assert answer.status_code == 400
    assert "还没有采用" in answer.text
    text = browser.get(f"{draft}/facts").text
    assert "812件 -&gt; 813件" in text
    shown = re.search(r'name="shown" value="([^"]*)"', text)
    assert shown
    lines = shown[1].replace("&gt;", ">").replace("&#10;", "\n")
    told = browser.post(f"{draft}/facts/adopt", {"csrf": fields["csrf"], "shown": lines}).text
    assert "已采用改过的事实表" in told
    assert "813件" in browser.get(f"{draft}/s/results").text


def test_the_outline_is_reordered_and_put_back(browser: Browser, draft: str) -> None:
    """Moving, renaming, leaving out; a stale page does not move the wrong one."""
    old = browser.form(draft)
    moved = browser.post(f"{draft}/w/move", old | {"section": "problems", "place": "1"}).text
    assert moved.index("一、存在的问题") < moved.index("二、工作成效")
    again = browser.post(f"{draft}/w/move", old | {"section": "problems", "place": "2"})
    assert again.status_code == 400
    fields = browser.form(draft) | {"section": "problems", "heading": "问题和不足"}
    assert "问题和不足" in browser.post(f"{draft}/w/rename", fields).text
    browser.post(f"{draft}/w/undo_step", browser.form(draft))
    back = browser.post(f"{draft}/w/undo_step", browser.form(draft)).text
    assert back.index("一、工作成效") < back.index("二、存在的问题")


def test_an_edited_file_is_compared_before_it_is_taken(browser: Browser, draft: str) -> None:
    """Export, edit in another program, upload, look, take."""
    import docx  # noqa: PLC0415

    fields = browser.form(draft)
    answer = browser.post(f"{draft}/export", fields | {"output": "docx"})
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    document = docx.Document(io.BytesIO(answer.content))
    line = next(each for each in document.paragraphs if "基层力量不足" in each.text)
    line.runs[0].text = "基层力量仍然不足。"
    for run in line.runs[1:]:
        run.text = ""
    saved = io.BytesIO()
    document.save(saved)
    files = {"file": ("<img src=x onerror=alert(1)>改.docx", saved.getvalue())}
    shown = browser.post(f"{draft}/import", fields, files=files)
    assert "<img" not in shown.text
    assert re.search(r"<ins>\{\+[^<]*仍然", shown.text)
    assert "基层力量不足，" in browser.get(f"{draft}/s/problems").text
    taken = browser.post(str(shown.url.path), browser.form(shown.url.path) | {"answer": "take"})
    assert "已导入" in taken.text
    assert "基层力量仍然不足。" in browser.get(f"{draft}/s/problems").text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ"),
        ("改.docx", b"not a package"),
        ("改.docx.exe", b"PK"),
        ("", b""),
    ],
)
def test_what_is_no_word_file_is_not_taken(
    browser: Browser, draft: str, name: str, data: bytes
) -> None:
    """By its ending and by its content."""
    files = {"file": (name, data)}
    answer = browser.post(f"{draft}/import", browser.form(draft), files=files)
    assert answer.status_code == 400


def test_the_exported_file_reads_as_the_page(browser: Browser, draft: str) -> None:
    """What is handed out is the draft as it stands."""
    fields = browser.form(draft)
    data = browser.post(f"{draft}/export", fields | {"output": "docx"}).content
    assert "全县调解矛盾纠纷812件" in read_docx(data).document.text
    final = browser.post(f"{draft}/export", fields | {"output": "docx", "final": "1"})
    assert final.status_code == 400
    assert "还不能定稿" in final.text


def test_every_page_has_a_heading_and_a_language(browser: Browser, draft: str) -> None:
    """And no script or style of its own, which the policy would stop."""
    for path in ("/", draft, f"{draft}/s/results", f"{draft}/facts", f"{draft}/preview"):
        text = browser.get(path).text
        assert '<html lang="zh-CN">' in text
        assert "<h1" in text
        assert not re.search(r"<script>|<style|\sstyle=|\son[a-z]+=", text)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


def test_one_sentence_is_written_anew(browser: Browser, draft: str) -> None:
    """The one that the quoted words stand in; words that stand nowhere are told."""
    page = f"{draft}/s/results"
    offer = rewritten(browser, page, how="reword", quote="纠纷812件")
    shown = browser.get(offer).text
    assert "只重写“纠纷812件”:换一种说法" in shown
    assert "全县开展法治宣讲64场。</div>" in shown
    fields = browser.form(page) | {"how": "reword", "quote": "没有这句话"}
    answer = browser.post(f"{page}/rewrite", fields)
    assert "这一节里没有“没有这句话”" in answer.text


def test_a_fact_moves_to_another_section(browser: Browser, draft: str) -> None:
    """And the page that it moved from is shown again."""
    page = f"{draft}/s/results"
    whole = re.search(r'move_fact">.*?name="seen" value="(\w+)"', browser.get(page).text)
    assert whole
    fields = browser.form(page) | {"seen": whole[1], "back": "results"}
    fields |= {"fact": "lectures", "to": "problems"}
    answer = browser.post(f"{draft}/w/move_fact", fields)
    assert answer.url.path == page
    assert "已移到" in answer.text
    assert "法治宣讲 64场" in browser.get(f"{draft}/s/problems").text
    assert browser.post(f"{draft}/w/move_fact", fields).status_code == 400


class _Reader:
    """Reads 107件 as what it is."""

    name = "试读"

    def read(self, question: Question) -> list[str]:
        """One reading for every figure."""
        return [f"{n} = cases - cases.previous" for p in question.passages for n, _ in p.marks]


def test_a_second_reader_proposes_and_a_person_confirms(
    browser: Browser, draft: str, office: Office, folder: Path
) -> None:
    """What computes may be confirmed, and then stands in the facts file."""
    page = f"{draft}/s/problems"
    assert "请第二读者读" not in browser.get(page).text
    assert "没有写第二读者" in browser.post(f"{page}/read", browser.form(page)).text
    office.open_reader = lambda *_: nullcontext(_Reader())
    edit(browser, page, "两头相抵另有107件。")
    assert "请第二读者读" in browser.get(page).text
    answer = browser.post(f"{page}/read", browser.form(page))
    assert "由模型读作" in answer.text
    finding = re.search(r'name="finding" value="(\w+)"', answer.text)
    assert finding
    path = answer.url.path
    fields = {"csrf": browser.form(path)["csrf"], "finding": finding[1], "words": "相抵以后另有"}
    told = browser.post(path, fields).text
    assert "已确认" in told
    assert "formula: cases - cases.previous" in (folder / "facts.yaml").read_text("utf-8")
    edit(browser, page, "全县调解矛盾纠纷812件。")
    answer = browser.post(f"{page}/read", browser.form(page))
    finding = re.search(r'name="finding" value="(\w+)"', answer.text)
    assert finding
    path = answer.url.path
    assert "模型另有看法" in answer.text
    fields = {"csrf": browser.form(path)["csrf"], "finding": finding[1], "words": "台账有据"}
    assert "已放行" in browser.post(path, fields).text


def test_a_section_that_was_left_out_leads_to_the_draft(browser: Browser, draft: str) -> None:
    """Another browser may still stand on its page."""
    browser.post(f"{draft}/w/leave_out", browser.form(draft) | {"section": "problems"})
    answer = browser.get(f"{draft}/s/problems")
    assert answer.url.path == draft
    assert "这一节已不在初稿里" in answer.text
