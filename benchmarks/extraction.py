"""How fast mentions are read, and how the cost grows.

Run it as ``python benchmarks/extraction.py [FILE]``. Times are of this process's CPU, the best of several
rounds, so that other work on the machine disturbs little.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from assistant.extraction import read_mentions

ROUNDS = 7
SIZES = (10_000, 100_000, 1_000_000)
# A plain paragraph of office prose, then a dense one of figures.
PROSE = (
    "一年来,我局坚持以服务群众为中心,进一步健全工作机制,压实各级责任,推动各项任务落地见效。"
    "一是强化组织领导,把信息宣传摆上重要议事日程,明确一名副局长分管,形成上下联动、齐抓共管的良好局面;"
    "二是完善制度建设,制定考核办法,每月通报进展,第一时间解决基层反映的困难和问题;三是加强队伍建设,"
    "组织业务培训12期,参训610人次,干部的责任意识和业务能力明显提高。下一步,将继续围绕中心、服务大局。"
)
DENSE = (
    "全年受理案件18652件,审结17934件,同比分别上升8.3%和9.1%;执行到位金额6.43亿元,惠及群众近1.2万人次,"
    "结案率居全市第三位。9月28日至10月3日开展专项行动,出动警力三百余人次,收缴270多万元。"
)


def seconds(text: str) -> float:
    """CPU seconds for reading ``text`` once, the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        read_mentions(text)
        best = min(best, time.process_time() - begin)
    return best


def report(name: str, text: str) -> None:
    """Prints the speed on one text."""
    read_mentions(text)
    took, found = seconds(text), len(read_mentions(text))
    print(f"{name:<14}{len(text):>10,} 字{found:>9,} 处{len(text) / took:>14,.0f} 字/秒")


def main() -> None:
    """Prints speeds, scaling and the time that the import takes."""
    texts = {"散文": PROSE * 20, "数字密集": DENSE * 20}
    for name in sys.argv[1:]:
        texts[Path(name).name] = Path(name).read_text("utf-8")
    for name, text in texts.items():
        report(name, text)
    mixed = (PROSE + DENSE) * (SIZES[-1] // len(PROSE + DENSE) + 1)
    for size in SIZES:
        report("规模", mixed[:size])
    code = (
        "import time; t = time.process_time(); import assistant.extraction;"
        " print(f'{(time.process_time() - t) * 1000:.0f}')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    print(f"导入用时 {done.stdout.strip()} 毫秒")


if __name__ == "__main__":
    main()
