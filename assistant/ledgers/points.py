"""Points and ranking by an office's scheme: data in the mapping's ``points``, Decimal throughout."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.errors import LedgerError
from assistant.ledgers.asking import fits
from assistant.ledgers.cells import plain
from assistant.ledgers.mapping import Entry, text_of, texts_of
from assistant.ledgers.template import printable, saved
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.reckoning import Reckoner
    from assistant.ledgers.view import View

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEAR = 12


@dataclass(slots=True)
class Score:
    """What a unit has in a time; equal points share a ``rank``.

    ``pieces`` counts the articles, ``by_rule`` those that each rule gave points for, ``missing`` what
    was missing by the name of the quota; ``points`` are with that taken off.
    """

    pieces: int = 0
    points: Decimal = Decimal(0)
    by_rule: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    rank: int = 0


class Ranking(NamedTuple):
    """The scores of all units by month, by quarter and for the whole time, whose name is ``total``.

    ``tables`` goes from a time to a unit to its score, best first; ``months`` from a time to its first
    and last month; ``rules`` is the scheme.
    """

    tables: dict[str, dict[str, Score]]
    months: dict[str, tuple[int, int]]
    rules: Entry

    @property
    def total(self) -> str:
        """The name of the whole time."""
        return list(self.tables)[-1]

    @property
    def latest(self) -> str:
        """The time that the 通报 is of: the last quarter, else the whole."""
        return next((name for name in reversed(self.tables) if "季度" in name), self.total)


class _Article(NamedTuple):
    """An adoption: who wrote it, in which month, its row, and the rule that it fits."""

    unit: str
    month: int
    row: int
    rule: Entry


def ranking_of(reckoner: Reckoner) -> Ranking:
    """The ranking that a mapping's ``points`` asks for; LedgerError names the cell that does not fit."""
    rules = reckoner.mapping.get("points")
    if not rules:
        advice = "计分办法写在 points 里,见 docs/ledger.md"
        raise LedgerError("映射里没有 points", path=reckoner.path, advice=advice)
    view, _ = reckoner.view(text_of(rules["from"]), rules.line)
    articles = _articles(view, rules)
    listed = [squeezed(text) for text in texts_of(rules.get("entities") or [])]
    units = listed or sorted({article.unit for article in articles})
    odd = next((article for article in articles if article.unit not in units), None)
    if odd is not None:
        place = odd.row, view.column(text_of(rules["entity"])).index
        advice = "请补进名单,或改正单位名称"
        raise view.error(f"“{odd.unit}”不在 entities 的名单里", advice, *place)
    last = int(rules.get("through") or max((a.month for a in articles), default=_YEAR))
    quarters = {f"第{name}季度": (3 * at + 1, 3 * at + 3) for at, name in enumerate("一二三四")}
    times = {f"{month}月": (month, month) for month in range(1, last + 1)}
    times |= {name: ends for name, ends in quarters.items() if ends[1] <= last}
    times["全年" if last == _YEAR else f"1—{last}月"] = 1, last
    tables = {}
    for name, (first, end) in times.items():
        here = [a for a in articles if first <= a.month <= end]
        scores = {
            unit: _score(view, rules, [a for a in here if a.unit == unit], range(first, end + 1))
            for unit in units
        }
        # best first, in the list's order where equal; equal points share a rank
        tables[name] = dict(sorted(scores.items(), key=lambda pair: -pair[1].points))
        steps = [score.points for score in tables[name].values()]
        steps = list(dict.fromkeys(steps)) if rules.get("ties") == "dense" else steps
        for score in scores.values():
            score.rank = steps.index(score.points) + 1
    return Ranking(tables, times, rules)


def _articles(view: View, rules: Entry) -> list[_Article]:
    """Every adoption; of one article at several levels the best, or all, as the rules say."""
    entity = view.column(text_of(rules["entity"]))
    days = [column for column in view.table.columns if column.role == "date"]
    if len(days) != 1:
        raise view.error("不知道日期在哪一列", "表里应有一列日期")
    same = view.column(text_of(rules["article"])) if "article" in rules else None
    if rules["take"] == "best" and same is None:
        raise view.error("take: best 要知道哪些行是同一篇", "请写 article: 标题所在的列")
    best: dict[tuple[str, ...], _Article] = {}
    for row in view.rows:
        unit, day = view.text(row, entity), view.day(row, days[0])
        if not unit or day is None:
            place = entity.index if not unit else days[0].index
            raise view.error("单位或日期是空的", "请填上", row, place)
        if view.year is not None and day.year != view.year:
            advice = "请改正,或移到那一年的表里"
            raise view.error(f"日期是 {day.year} 年的", advice, row, days[0].index)
        rule = next((rule for rule in rules["rules"] if _met(view, row, rule["when"])), None)
        if rule is None:
            advice = "请在 rules 里补一条(不计分的写 add: 0)"
            raise view.error("这一行不合任何一条计分规则", advice, row, entity.index)
        once = same is not None and rules["take"] == "best"
        key = (unit, view.text(row, same)) if once and same else (str(row),)
        if key not in best or rule["add"] > best[key].rule["add"]:
            best[key] = _Article(unit, day.month, row, rule)
    return list(best.values())


def _met(view: View, row: int, when: Any) -> bool:
    return all(fits(view, row, view.column(name), rule) for name, rule in (when or {}).items())


def _score(view: View, rules: Entry, own: list[_Article], months: range) -> Score:
    """What a unit's articles of a time give, and what is missing of every quota that lies within it."""
    score = Score(len(own), sum((article.rule["add"] for article in own), Decimal(0)))
    score.by_rule.update(text_of(article.rule["name"]) for article in own)
    for rule in rules.get("missing") or []:
        step = _MONTHS[rule["per"]]
        sent = [a.month for a in own if _met(view, a.row, rule.get("when"))]
        short = 0
        for first in range(1, _YEAR + 1, step):
            if first in months and first + step - 1 in months:
                there = sum(first <= month < first + step for month in sent)
                short += max(0, int(rule["quota"]) - there)
        score.missing[text_of(rule["name"])] = short
        score.points += short * rule["each"]
    return score


def ranking_facts(ranking: Ranking, time: str) -> list[Entry]:
    """Pieces, points and ranks of a time as facts: those of all together, then three a unit."""
    among, said = text_of(ranking.rules.get("among") or "全部单位"), words().bulletin
    table = ranking.tables[time]
    pieces = Decimal(sum(score.pieces for score in table.values()))
    found = [
        Entry(id="units", indicator=said["all_units"], value=Decimal(len(table)), unit="个"),
        Entry(id="pieces", indicator=said["all_pieces"], value=pieces, unit="篇"),
    ]
    for at, (unit, score) in enumerate(table.items(), 1):
        for key, entry in (
            ("pieces", {"value": Decimal(score.pieces), "unit": "篇"}),
            ("points", {"value": score.points, "unit": "分"}),
            ("rank", {"rank": Decimal(score.rank), "among": among}),
        ):
            name = said[f"{key}_of"].format(unit=unit)
            own = {"scope": unit, "required": False}
            found.append(Entry(id=f"{key}-{at}", indicator=name, **entry, **own))
    return found


def ranking_book(ranking: Ranking) -> bytes:
    """An .xlsx with a sheet a time: rank, unit, pieces, points, what each rule gave, what was missing."""
    from openpyxl import Workbook

    book = Workbook()
    gave = [text_of(rule["name"]) for rule in ranking.rules["rules"]]
    short = [text_of(rule["name"]) for rule in ranking.rules.get("missing") or []]
    for name, table in reversed(ranking.tables.items()):
        page = book.create_sheet(name)
        page.append(["名次", "单位", "篇数", "得分", *gave, *(f"缺{text}" for text in short)])
        for unit, score in table.items():
            counts = [*(score.by_rule[text] for text in gave), *(score.missing[t] for t in short)]
            page.append([score.rank, unit, score.pieces, float(score.points), *counts])
        printable(page, f"{name}信息工作得分排名", [7, 24, *[10] * (page.max_column - 2)])
    book.remove(book["Sheet"])
    return saved(book)


def bulletin(ranking: Ranking, organization: str, year: int | None) -> list[str]:
    """The 通报 of the last time that is reported on, a paragraph a line, the title first."""
    name, said = ranking.latest, words().bulletin
    table = ranking.tables[name]
    best = [unit for unit, score in table.items() if score.rank <= int(ranking.rules.get("top", 3))]
    last = min((score.points for score in table.values()), default=Decimal(0))
    bottom = list(table.items())[-int(ranking.rules.get("bottom", 3)) :]
    low = [unit for unit, score in bottom if score.points == last or unit not in best]
    silent = [unit for unit, score in table.items() if not score.pieces]
    pieces = sum(score.pieces for score in table.values())
    when = f"{year}年{name}" if year else name
    lines = [
        said["title"].format(office=organization, time=when),
        said["opening"].format(time=name, units=len(table), pieces=pieces),
    ]
    lines += [
        said["unit"].format(rank=s.rank, unit=unit, pieces=s.pieces, points=plain(s.points))
        for unit, s in table.items()
    ]
    for kind, units in (("best", best), ("low", low), ("silent", silent)):
        lines += [said[kind].format(units="、".join(units))] * bool(units)
    return lines
