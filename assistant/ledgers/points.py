"""Points and ranking by an office's scheme: data in the mapping's ``points``, Decimal throughout."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.ledgers.asking import fits
from assistant.ledgers.cells import plain
from assistant.ledgers.mapping import Entry, text_of, texts_of
from assistant.ledgers.words import squeezed

if TYPE_CHECKING:
    from assistant.ledgers.reckoning import Reckoner
    from assistant.ledgers.view import View

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEAR = 12


@dataclass(slots=True)
class Score:
    """What a unit has in a time.

    Attributes:
        pieces: how many articles counted.
        points: with what is missing taken off.
        by_rule: how many articles each rule gave points for.
        missing: how many were missing, by the name of the quota.
        rank: its place; equal points share one.
    """

    pieces: int = 0
    points: Decimal = Decimal(0)
    by_rule: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores of all units, by month, by quarter and for the year.

    Attributes:
        tables: name of the time → unit → score, best first.
        total: the name of the whole time in ``tables``.
        rules: the scheme.
    """

    tables: dict[str, dict[str, Score]]
    total: str
    rules: Entry


def ranking_of(reckoner: Reckoner) -> Ranking:
    """The ranking that a mapping's ``points`` asks for.

    Raises:
        LedgerError: there is no ``points``, a day or unit is missing, a row fits no rule, or a
            unit is not in the list of all units; the cell is named.
    """
    rules = reckoner.mapping.get("points")
    if not rules:
        raise LedgerError(
            "映射里没有 points",
            path=reckoner.path,
            advice="计分办法写在 points 里,见 docs/ledger.md",
        )
    view, _ = reckoner.view(text_of(rules["from"]), rules.line)
    articles = _articles(view, rules)
    units = [squeezed(text) for text in texts_of(rules.get("entities") or [])] or sorted(
        {unit for unit, _, _, _ in articles}
    )
    for unit, _, row, _ in articles:
        if unit not in units:
            entity = view.column(text_of(rules["entity"]))
            raise view.error(
                f"“{unit}”不在 entities 的名单里", "请补进名单,或改正单位名称", row, entity.index
            )
    last = int(rules.get("through") or max((month for _, month, _, _ in articles), default=_YEAR))
    tables: dict[str, dict[str, Score]] = {}
    for name, first, end in _times(last):
        chosen = [article for article in articles if first <= article[1] <= end]
        tables[name] = _ranked(
            {
                unit: _score(view, rules, [a for a in chosen if a[0] == unit], (first, end))
                for unit in units
            },
            rules,
        )
    return Ranking(tables, list(tables)[-1], rules)


def _times(last: int) -> list[tuple[str, int, int]]:
    months = [(f"{month}月", month, month) for month in range(1, last + 1)]
    quarters = [
        (f"第{'一二三四'[at]}季度", 3 * at + 1, 3 * at + 3) for at in range(4) if 3 * at + 3 <= last
    ]
    return [*months, *quarters, ("全年" if last == _YEAR else f"1—{last}月", 1, last)]


def _articles(view: View, rules: Entry) -> list[tuple[str, int, int, Entry]]:
    """Unit, month, row and rule of every adoption; of one article at several levels, as told."""
    entity = view.column(text_of(rules["entity"]))
    days = [column for column in view.table.columns if column.role == "date"]
    if len(days) != 1:
        raise view.error("不知道日期在哪一列", "表里应有一列日期")
    same = view.column(text_of(rules["article"])) if "article" in rules else None
    if rules["take"] == "best" and same is None:
        raise view.error("take: best 要知道哪些行是同一篇", "请写 article: 标题所在的列")
    best: dict[tuple[str, ...], tuple[str, int, int, Entry]] = {}
    for row in view.rows:
        unit, day = view.text(row, entity), view.day(row, days[0])
        if not unit or day is None:
            raise view.error(
                "单位或日期是空的", "请填上", row, entity.index if not unit else days[0].index
            )
        if view.year is not None and day.year != view.year:
            raise view.error(
                f"日期是 {day.year} 年的", "请改正,或移到那一年的表里", row, days[0].index
            )
        rule = next((rule for rule in rules["rules"] if _met(view, row, rule["when"])), None)
        if rule is None:
            raise view.error(
                "这一行不合任何一条计分规则",
                "请在 rules 里补一条(不计分的写 add: 0)",
                row,
                entity.index,
            )
        key = (
            (unit, view.text(row, same))
            if same is not None and rules["take"] == "best"
            else (str(row),)
        )
        if key not in best or rule["add"] > best[key][3]["add"]:
            best[key] = (unit, day.month, row, rule)
    return list(best.values())


def _met(view: View, row: int, when: Any) -> bool:
    return all(fits(view, row, view.column(name), rule) for name, rule in (when or {}).items())


def _score(
    view: View, rules: Entry, articles: list[tuple[str, int, int, Entry]], time: tuple[int, int]
) -> Score:
    score = Score(len(articles))
    for _, _, _, rule in articles:
        name = text_of(rule["name"])
        score.by_rule[name] = score.by_rule.get(name, 0) + 1
        score.points += rule["add"]
    for rule in rules.get("missing") or []:
        step = _MONTHS[rule["per"]]
        short = 0
        for first in range(1, _YEAR + 1, step):
            if time[0] <= first and first + step - 1 <= time[1]:
                sent = sum(
                    first <= month < first + step and _met(view, row, rule.get("when"))
                    for _, month, row, _ in articles
                )
                short += max(0, int(rule["quota"]) - sent)
        if short:
            score.missing[text_of(rule["name"])] = short
            score.points += short * rule["each"]
    return score


def _ranked(scores: dict[str, Score], rules: Entry) -> dict[str, Score]:
    """Best first, in the list's order where equal; equal points share a rank (1, 1, 3, or 1, 1, 2)."""
    ordered = dict(sorted(scores.items(), key=lambda pair: -pair[1].points))
    before: Score | None = None
    for place, score in enumerate(ordered.values(), 1):
        if before is not None and before.points == score.points:
            score.rank = before.rank
        else:
            score.rank = (
                place if before is None or rules.get("ties", "same") == "same" else before.rank + 1
            )
        before = score
    return ordered


def ranking_facts(ranking: Ranking) -> list[Entry]:
    """Points and ranks of the whole time as facts, a pair a unit."""
    among = text_of(ranking.rules.get("among") or "全部单位")
    found = []
    for at, (unit, score) in enumerate(ranking.tables[ranking.total].items(), 1):
        found += [
            Entry(
                id=f"points-{at}",
                indicator=f"{unit}信息得分",
                value=score.points,
                unit="分",
                scope=unit,
                required=False,
            ),
            Entry(
                id=f"rank-{at}",
                indicator=f"{unit}信息得分排名",
                rank=Decimal(score.rank),
                among=among,
                scope=unit,
                required=False,
            ),
        ]
    return found


def ranking_book(ranking: Ranking) -> bytes:
    """An .xlsx with a sheet a time: rank, unit, pieces, points, what each rule gave, what was missing."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    gave = [text_of(rule["name"]) for rule in ranking.rules["rules"]]
    short = [text_of(rule["name"]) for rule in ranking.rules.get("missing") or []]
    for name, table in reversed(ranking.tables.items()):
        page = book.create_sheet(name)
        page.append(["名次", "单位", "篇数", "得分", *gave, *(f"缺{text}" for text in short)])
        for unit, score in table.items():
            counts = [
                *(score.by_rule.get(text, 0) for text in gave),
                *(score.missing.get(text, 0) for text in short),
            ]
            page.append([score.rank, unit, score.pieces, float(score.points), *counts])
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.column_dimensions["B"].width, page.freeze_panes = 22, "C2"
    book.remove(book["Sheet"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bulletin(ranking: Ranking, organization: str, year: int | None) -> list[str]:
    """The 通报 of the last time that is reported on, a paragraph a line, the title first."""
    quarters = [name for name in ranking.tables if "季度" in name]
    name = quarters[-1] if quarters else ranking.total
    table = ranking.tables[name]
    title = f"{organization}关于{f'{year}年' if year else ''}{name}信息工作情况的通报"
    pieces = sum(score.pieces for score in table.values())
    best = [unit for unit, score in table.items() if score.rank <= int(ranking.rules.get("top", 3))]
    silent = [unit for unit, score in table.items() if not score.pieces]
    lines = [title, f"{name},{len(table)}个单位共采用信息{pieces}篇。现将得分和排名通报如下:"]
    lines += [
        f"第{score.rank}名:{unit},采用{score.pieces}篇,得{plain(score.points)}分。"
        for unit, score in table.items()
    ]
    lines.append(f"排名前列的单位:{'、'.join(best)}。")
    last = list(table.values())[-1].points if table else Decimal(0)
    low = [
        unit
        for unit, score in list(table.items())[-int(ranking.rules.get("bottom", 3)) :]
        if score.points == last or unit not in best
    ]
    lines += [f"排名靠后的单位:{'、'.join(low)}。"] * bool(low)
    lines += [f"没有信息采用的单位:{'、'.join(silent)}。"] * bool(silent)
    return lines
