"""Which readings are no claims, by their place and the words around them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption, Kind
from assistant.extraction.lexicon import word_list

if TYPE_CHECKING:
    from assistant.extraction.reading import Reading

_AWARD = re.compile(r"等[奖功]")


class Zone(NamedTuple):
    """A stretch of text whose numerals are no claims: the inside of 《…》 or of a short “…”."""

    start: int
    end: int
    exemption: Exemption


_ZONE = re.compile(
    r"《[^《》\n]{0,120}(?:《[^《》\n]{0,60}》[^《》\n]{0,60}){0,4}》|[“\"「『〈][^“”\"「」『』〈〉\n。;!?]{1,24}[”\"」』〉]"
)


def zones(norm: str) -> tuple[Zone, ...]:
    """The titles and slogans of a text, in order."""
    found: list[Zone] = []
    for match in _ZONE.finditer(norm):
        title = norm[match.start()] in "《〈"
        found.append(Zone(match.start(), match.end(), Exemption.TITLE if title else Exemption.TERM))
    return tuple(found)


@cache
def _structure_nouns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Nouns of a text's own points: with any numeral, directly behind, and near behind it."""
    always, following, near = (
        "|".join(map(re.escape, word_list("structure.txt", part)))
        for part in ("always", "following", "near")
    )
    return (
        re.compile(always),
        re.compile(f"{always}|{following}"),
        re.compile(f"[^，。;、0-9]{{0,4}}?(?:{near})"),
    )


_SMALL = 12
_STRUCTURE_UNITS = frozenset("个 项 条 点 种 类 支 张 道 步 层 场 重 块 件 大 本".split())
_OWN = ("以下", "如下", "下列", "上述", "这", "下面")
_POINTS = re.compile(
    "(?:紧扣|突出|围绕|聚焦|坚持|抓好|做好|强化|实现|把握|瞄准|锚定|把好|守牢|用好|打好|推进|深化|抓实|抓牢|落实|夯实|构建)$"
)
_DOING = re.compile(
    r"(?:建成|新增|新建|完成|制定|制订|出台|举办|获|获得|荣获|解决|整改|整治|发现|排查|创建|培育|推出|修订"
    r"|办理|受理|印发|查处|破获|召开|组织|承办|承担|共|立项|申报|争取|新设|增设|有|达|达到|近|投入|启用|入选)了?$"
)
_CUE_BEFORE = re.compile(
    r"(?:配备|配有|配|明确|设立?|设置|设有|下设|获|获得|荣获|选派|确定|指定|安排|增加|新增|仅|只|仅有|只有|共|共有|合计|少|缺"
    r"|多|扣|奖励|增派|发生|立案|查处|新建|建成|购置|购买|添置|完成|发表|出版|各|任命|聘请?|选聘|抽调|派出|派驻|科室"
    r"|招录|引进|增设|减少|压减|共计|累计|新设|授予|夺得|摘得|捧回|斩获|收获|评为|记|每[^，。;、召提开举组]{1,4})了?$"
)
_CUE_AFTER = re.compile(
    r"(?:加|扣|奖|减|计|得|不报|未报"
    r"|[^，。;、一二三]{0,5}?(?:分管|负责|牵头|担任|联系|兼任|专职|获得|荣获|扣|入选|被评|受到))"
)
_EVERY = re.compile(r"每(?:个|两|半)?(?:月|季度|季|周|年|天|日|旬|学期|学年|半年)$")
_EVERY_ACT = re.compile("排名|通报|调度|小结|汇总|[排通调评考汇小督例研检查更换清结总会报练训]")
_CLAIM_TIME = re.compile(
    r"(?:为期|满|逾|提前|缩短|延长|延期|历时|连续|推迟|期限为?|有效期|时间为|任期|试用期|压缩到?|缩至|至少)了?$"
)
_CHECKED = frozenset((Kind.COUNT, Kind.DURATION, Kind.MONEY, Kind.MEASURE, Kind.SCORE, Kind.GRADE))
_CRITERION_KINDS = frozenset((Kind.DURATION, Kind.MONEY, Kind.MEASURE, Kind.SCORE))
_LIMITS = ("以上", "以下", "以内")
# What a limit sorts: 5000万元以上项目, 60岁以上老人, 五年以上有期徒刑.
_SORTED = re.compile(
    r"的?(?:[重特工产大中小高低老在][大点业型龄职]?[的类]?)?(?:项目|企业|工程|投资|产业|景区|医院|学校|干部|单位|老年?人|儿童|青年|妇女"
    r"|人口|人群|人员|党员|教师|居民|农户|大户|有期|案件|贷款|机组|养殖|职工|学生|考生|群众|女性|男性|患者|产品|订单|合同|商户)"
    r"|的?[0-9]"
)
_PER = re.compile(r"(?:每|/)[ ]?$")
_POWER = re.compile("1?[十百千万亿]+|10+[万亿]?")


def _is_criterion(norm: str, reading: Reading, number: str) -> bool:
    """Whether it says what is counted, not how much: 60岁以上老人, 每10万人, 百元收入."""
    if reading.unit in _AGES and (reading.approximator or reading.low != reading.high):
        return True
    if _POWER.fullmatch(number) and _PER.search(norm, max(0, reading.start - 2), reading.start):
        return True
    if reading.approximator and reading.approximator.endswith(_LIMITS):
        if reading.kind in _CRITERION_KINDS and "…" not in reading.approximator:
            return _SORTED.match(norm, reading.end) is not None
        return False
    return (
        reading.chinese
        and not reading.approximator
        and reading.kind is not Kind.COUNT
        and set(number) <= _SCALES_ONLY
    )


_AGES = frozenset(("岁", "周岁"))
_BARE = frozenset("十百千万亿") | {"千万", "百万", "亿万", "万亿", "万千"}
_SCALES_ONLY = frozenset("百千万亿")
_LISTED = re.compile(r"[^，。;:!?\n]{1,10}[、和与及]")
_ITEM_BREAK = re.compile("[、和及与]")
_CLAUSE_BREAK = re.compile("[，。;:!?\n,]")


def exempt_by_place(norm: str, reading: Reading, zone: Zone | None) -> bool:
    """Marks a reading inside a title or a slogan. Returns whether it did."""
    if zone is None or (reading.kind is Kind.REDACTION and zone.exemption is not Exemption.TITLE):
        return False
    if zone.exemption is Exemption.TITLE:
        reading.excuse(Exemption.TITLE, "书名号内的标题,不作数量核对")
        return True
    if reading.kind is Kind.GRADE and _AWARD.search(norm, zone.start, zone.end):
        return False
    reading.excuse(Exemption.TERM, "引号内的固定说法或标题,不作数量核对")
    return True


def exempt_by_words(norm: str, reading: Reading, floor: int, listed: Reading | None) -> None:
    """Marks vague counts, structure counts and bare numerals of set phrases.

    Args:
        floor: the end of the mention before.
        listed: that mention, for 完成一篇信息、一篇调研, where the second counts as the first does.
    """
    if reading.kind not in _CHECKED or reading.unread:
        return
    number = norm[reading.number_start : reading.number_end]
    if _is_criterion(norm, reading, number):
        reading.excuse(Exemption.NAME, "分类或比率的标准,不是所报的数量")
    elif reading.unit is None:
        _exempt_bare(norm, reading, number, floor)
    elif reading.kind is not Kind.COUNT and reading.kind is not Kind.DURATION:
        return
    elif reading.chinese and not reading.approximator and set(number) <= _SCALES_ONLY:
        reading.excuse(Exemption.VAGUE, "泛指,不是确切数量")
    elif number in {"一", "半"}:
        if not _one_counts(norm, reading, listed):
            reading.excuse(Exemption.VAGUE, "“一”在这里只起修饰作用,不是数量")
    elif _is_structure(norm, reading, floor):
        reading.excuse(Exemption.STRUCTURE, "文章自身结构的计数")


def _exempt_bare(norm: str, reading: Reading, number: str, floor: int) -> None:
    """A Chinese numeral without a measure word makes a set phrase, but for 每月一排名."""
    if not reading.chinese or reading.approximator or not (reading.single or number in _BARE):
        return
    every = _EVERY.search(norm, max(floor, reading.start - 4), reading.start)
    act = _EVERY_ACT.match(norm, reading.end) if every else None
    if every and act:
        reading.start, reading.end = every.start(), act.end()
        return
    reading.excuse(Exemption.TERM, "数字后没有量词,是固定说法,不作数量核对")


def _one_counts(norm: str, reading: Reading, listed: Reading | None) -> bool:
    """Whether 一 with a measure word is a count: 配备一名, 少一篇, 每科室一间; else an article."""
    if reading.approximator:
        return True
    start = reading.number_start
    clause = _CLAUSE_BREAK.split(norm[max(0, start - 9) : start])[-1]
    if reading.kind is Kind.DURATION:
        return bool(_CLAIM_TIME.search(clause))
    if _CUE_BEFORE.search(clause) or _CUE_AFTER.match(norm, reading.end):
        return True
    return (
        listed is not None
        and listed.exempt is None
        and listed.unit == reading.unit
        and norm[listed.number_start : listed.number_end] == "一"
        and _LISTED.fullmatch(norm, listed.end, reading.start) is not None
    )


def _is_structure(norm: str, reading: Reading, floor: int) -> bool:
    """Whether the count is of the text's own points: 三个方面, 以下四个特点, 甲、乙两个."""
    low = reading.low
    if low is None or low != reading.high or low > _SMALL or reading.approximator:
        return False
    if reading.unit not in _STRUCTURE_UNITS:
        return False
    before = norm[max(0, reading.start - 6) : reading.start]
    always, following, near = _structure_nouns()
    if before.endswith(_OWN) or always.match(norm, reading.end):
        return True
    if not reading.chinese:
        own = reading.unit == "大" or _POINTS.search(before) is not None
        return own and following.match(norm, reading.end) is not None
    return bool(
        following.match(norm, reading.end)
        or (near.match(norm, reading.end) and not _DOING.search(before))
        or _counts_list(norm, reading, floor, int(low))
    )


def _counts_list(norm: str, reading: Reading, floor: int, many: int) -> bool:
    """Whether the things counted stand right before: 本部、东湖、新城三个校区."""
    begin = max(floor, reading.start - 60)
    clause = _CLAUSE_BREAK.split(norm[begin : reading.start])[-1]
    return "、" in clause + "、" * (many == 2) and len(_ITEM_BREAK.split(clause)) == many  # noqa: PLR2004
