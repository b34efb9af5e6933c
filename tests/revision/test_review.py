"""起草, 审核, 签发: who may do what, on what an approval stands, and the record."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.errors import InputError, SettingsError
from assistant.revision import review
from assistant.revision.connection import build, migrate
from assistant.revision.editing import edit
from assistant.revision.exporting import Output, export, made
from assistant.revision.holder import acting_as, system_user
from assistant.revision.people import Roster, hashed, load_roster
from assistant.revision.review import Standing, flow_of
from assistant.revision.rows import FlowRow, add_flow, read_flow
from assistant.revision.session import Session

if TYPE_CHECKING:
    from pathlib import Path

USERS = f"""\
[[people]]
name = "王敏"
login = "wangmin"
roles = ["draft"]

[[people]]
name = "李强"
roles = ["review"]
password = "{hashed("correct horse")}"

[[people]]
name = "周局长"
roles = ["sign"]
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    """A drafter, a reviewer and a leader."""
    path = tmp_path / "people.toml"
    path.write_text(USERS, "utf-8")
    return load_roster(path)


def _sent(session: Session, roster: Roster) -> None:
    with acting_as("王敏"):
        review.submit(session, roster)


def _approved(session: Session, roster: Roster) -> None:
    _sent(session, roster)
    with acting_as("李强"):
        review.approve(session, roster, "数字无误")


def test_a_draft_goes_all_the_way(session: Session, roster: Roster) -> None:
    """起草, 待审核, 待签发, 已签发, each by its person."""
    assert flow_of(session).standing is Standing.DRAFTING
    _approved(session, roster)
    assert flow_of(session).standing is Standing.APPROVED
    with acting_as("周局长"):
        review.sign(session, roster)
    flow = flow_of(session)
    assert flow.standing is Standing.SIGNED
    assert [(row.step, row.person) for row in flow.rows] == [
        ("submit", "王敏"),
        ("approve", "李强"),
        ("sign", "周局长"),
    ]
    assert flow.rows[-1].opinion == "同意"


def test_a_users_file_that_is_no_toml_is_told_with_its_place(tmp_path: Path) -> None:
    """In the words of the person's own language."""
    path = tmp_path / "people.toml"
    path.write_text('[[people]]\nname "李强"\n', "utf-8")
    with pytest.raises(InputError, match=r"people\.toml:第2行第6个字:人员文件不是合法的 TOML。"):
        load_roster(path)


def test_who_is_to_countersign_does_so_before_the_signature(
    session: Session, tmp_path: Path
) -> None:
    """By each who is named, of the text as it stands; a changed text is countersigned anew."""
    path = tmp_path / "people.toml"
    path.write_text('countersign = ["王敏"]\n' + USERS, "utf-8")
    roster = load_roster(path)
    with acting_as("王敏"), pytest.raises(InputError, match="现在是起草,不能会签"):
        review.countersign(session, roster)
    _approved(session, roster)
    with acting_as("周局长"), pytest.raises(InputError, match="还没有会签:王敏"):
        review.sign(session, roster)
    with acting_as("李强"), pytest.raises(InputError, match="不在会签的人里"):
        review.countersign(session, roster)
    with acting_as("王敏"):
        review.countersign(session, roster)
        with pytest.raises(InputError, match="已经会签过"):
            review.countersign(session, roster)
    assert review.to_countersign(session, roster) == ()
    assert "王敏 会签:同意" in "".join(review.record_lines(session))
    with acting_as("周局长"):
        review.sign(session, roster)
    edit(session, "problems", "全县全年未在省级以上媒体发稿的乡镇还有3个。")
    assert review.to_countersign(session, roster) == ("王敏",)


def test_it_is_kept_in_the_file(draft_path: Path, roster: Roster) -> None:
    """Another program sees it; nothing of it can be changed or deleted."""
    with Session.open(draft_path) as session:
        _approved(session, roster)
        for words in ("UPDATE flow SET person = 'x'", "DELETE FROM flow"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                session.store.database.execute(words)
    with Session.open(draft_path, read_only=True) as session:
        assert flow_of(session).standing is Standing.APPROVED


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("李强", review.submit),
        ("王敏", review.approve),
        ("周局长", review.approve),
        ("李强", review.sign),
    ],
)
def test_each_has_a_duty(session: Session, roster: Roster, name: str, step: object) -> None:
    """Who has it not is refused before anything is written."""
    if step is not review.submit:
        (_approved if step is review.sign else _sent)(session, roster)
    before = flow_of(session)
    with acting_as(name), pytest.raises(InputError, match="没有"):
        step(session, roster)  # type: ignore[operator]
    assert flow_of(session) == before


def test_a_return_needs_a_reason_and_is_told_at_its_place(session: Session, roster: Roster) -> None:
    """第二十一条: 退回并说明理由; then it can be sent again."""
    _sent(session, roster)
    with acting_as("李强"):
        for reason, quote in (("  ", ""), ("太空", "没有的话")):
            with pytest.raises(InputError):
                review.send_back(session, roster, reason, "problems", quote)
        review.send_back(session, roster, "写明是哪些乡镇", "problems", "乡镇")
    flow = flow_of(session)
    assert flow.standing is Standing.RETURNED
    assert [(row.section, row.quote) for row in flow.open] == [("problems", "乡镇")]
    review.settle(session, flow.open[0].seq, "已补")
    assert flow_of(session).open == ()
    _sent(session, roster)
    assert flow_of(session).standing is Standing.REVIEW


def test_an_approval_falls_with_the_text(session: Session, roster: Roster) -> None:
    """And tells what was changed; it stands again where the text is the same again."""
    _approved(session, roster)
    with acting_as("王敏"):
        edit(session, "problems", "全县全年未在省级以上媒体发稿的乡镇还有3个。")
    flow = flow_of(session)
    assert flow.standing is Standing.REVIEW
    assert flow.fallen is not None
    assert flow.fallen.step == "approve"
    assert any("还" in line for line in flow.changed)
    with acting_as("周局长"), pytest.raises(InputError, match="待审核"):
        review.sign(session, roster)
    session.undo("problems")
    assert flow_of(session).standing is Standing.APPROVED


def test_a_submission_falls_with_the_text(session: Session, roster: Roster) -> None:
    """What is reviewed is what was sent."""
    _sent(session, roster)
    edit(session, "opening", "2025年，我县工作有新进展。")
    assert flow_of(session).standing is Standing.DRAFTING


def test_nobody_approves_the_own_text(session: Session, tmp_path: Path) -> None:
    """Neither who sent it nor who wrote some of it, unless the office allows it."""
    everybody = Roster()
    with acting_as("赵"):
        edit(session, "opening", "2025年，我县工作有新进展。")
    with acting_as("钱"):
        review.submit(session, everybody)
        with pytest.raises(InputError, match="写过"):
            review.approve(session, everybody)
    with acting_as("赵"), pytest.raises(InputError, match="写过"):
        review.approve(session, everybody)
    small = tmp_path / "small.toml"
    small.write_text(
        'own_text = true\n[[people]]\nname = "赵"\nroles = ["draft", "review", "sign"]\n', "utf-8"
    )
    with acting_as("赵"):
        review.approve(session, load_roster(small))
    assert flow_of(session).standing is Standing.APPROVED


def test_what_is_wrong_is_not_sent(session: Session, roster: Roster) -> None:
    """No error and no 【待补】; what was let stand is told."""
    edit(session, "problems", "全县全年未在省级以上媒体发稿的乡镇有9个。【待补:原因】")
    with acting_as("王敏"), pytest.raises(InputError, match="还不能送审"):
        review.submit(session, roster)
    assert flow_of(session).rows == ()


def test_the_record_is_a_document(session: Session, roster: Roster, tmp_path: Path) -> None:
    """审签记录 with names, opinions and full dates; 定稿 waits for 签发 and brings it along."""
    _approved(session, roster)
    session.accept_all()
    with pytest.raises(InputError, match="审签没有走完"):
        export(session, final=True)
    with acting_as("周局长"):
        review.sign(session, roster, "印发")
    names = [path.name for path in export(session, final=True, stem=tmp_path / "年度")]
    assert "年度-定稿-审签记录.docx" in names
    import docx

    _, data = made(session, Output.RECORD)
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    assert "李强 审核通过:数字无误" in text
    assert "周局长 签发:印发" in text
    assert "不是电子签章" in text
    assert "年" in review.record_lines(session)[1]


def test_the_commands_do_the_same(
    draft_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """submit, return, log; the account of the system is a person of the file."""
    users = tmp_path / "people.toml"
    roles = 'roles = ["draft", "review", "sign"]'
    users.write_text(f'[[people]]\nname = "王敏"\nlogin = "{system_user()}"\n{roles}\n', "utf-8")

    def ran(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            run(["review", *words])
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out + captured.err

    path, who = str(draft_path), ("--users", str(users))
    assert "现在是待审核" in ran("submit", path, *who)[1]
    assert ran("approve", path, *who)[0] == 2
    assert ran("return", path, *who)[0] == 2
    told = ran("return", path, "--opinion", "补原因", "--section", "3", "--quote", "乡镇", *who)
    assert told == (0, "现在是已退回。\n")
    code, text = ran("log", path)
    assert code == 0
    assert "王敏 退回 二、存在的问题“乡镇”:补原因" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[people]]\nname = '王敏'\n",
        "[[people]]\nname = '王敏'\nroles = ['chief']\n",
        "[[people]]\nname = '王敏'\nroles = ['draft']\nrole = 1\n",
        "own_text = 1\n[[people]]\nname = '王敏'\nroles = ['draft']\n",
        "[[people]]\nname='王'\nroles=['draft']\n[[people]]\nname='李'\nlogin='王'\nroles=['sign']\n",
        "people = [",
    ],
)
def test_a_users_file_that_does_not_fit_is_refused(tmp_path: Path, text: str) -> None:
    """Nobody gets a duty by a slip."""
    path = tmp_path / "people.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        load_roster(path)


def test_a_password_is_known_by_its_hash(roster: Roster) -> None:
    """Who has none cannot log in."""
    assert roster.person("李强").knows("correct horse")
    assert not roster.person("李强").knows("Correct horse")
    assert not roster.person("王敏").knows("")
    with pytest.raises(SettingsError):
        roster.person("路人")


def test_the_flow_of_an_older_file_is_kept(tmp_path: Path) -> None:
    """Version 4 lets 会签 into the table; what stands there stays, and only grows."""
    path = tmp_path / "a.draft"
    with closing(sqlite3.connect(path)) as database:
        build(database, 3)
        row = FlowRow("submit", "王敏", "", "", "", None, "甲", "a", "b", 0, 0)
        with pytest.raises(sqlite3.IntegrityError):
            add_flow(database, row._replace(step="countersign"))
        add_flow(database, row)
        database.commit()
        before = read_flow(database)
        migrate(database, path)
        assert read_flow(database) == before
        add_flow(database, row._replace(step="countersign"))
        assert [each.seq for each in read_flow(database)] == [1, 2]
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("DELETE FROM flow")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("调解纠纷812件。宣讲64场。", "调解纠纷813件。宣讲64场。", ("调解纠纷[-812-][+813+]件。",)),
        ("力量不足。\n条件一般。", "力量不足。另补一句。\n条件一般。", ("[+另补一句。+]",)),
        ("宣讲64场，听众多。", "宣讲64场。", ("宣讲64场[-，听众多-]。",)),
        ("一句。" * 40 + "末句。", "一句。" * 40 + "末了一句。", None),
        ("长" * 60 + "甲尾" + "短" * 60, "长" * 60 + "乙尾" + "短" * 60, None),
    ],
)
def test_what_changed_is_told_with_its_sentence(
    was: str, now: str, told: tuple[str, ...] | None
) -> None:
    """So that who signed finds the place; a long sentence is cut around it."""
    found = review._changed(was, now)
    assert told is None or found == told
    assert len(found) == 1
    assert len(found[0]) < 100
