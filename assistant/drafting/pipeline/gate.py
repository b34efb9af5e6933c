"""The gate of an evaluation: named thresholds, and a baseline that is not to be undercut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.drafting.pipeline.evaluation import Evaluation

# What may be asked for: the number's name, what it is called, and whether more is better.
MEASURES: dict[str, tuple[str, str, bool]] = {
    "proved": ("proved_share", "数字一次证实的百分比", True),
    "covered": ("covered_share", "必写事实写到的百分比", True),
    "leaks": ("leaks", "范文泄露", False),
    "refused": ("refused", "没有写成的节", False),
}


def read_thresholds(asked: Iterable[str]) -> dict[str, float]:
    """The thresholds of ``proved=95`` and the like.

    Raises:
        InputError: one is of another form, or names what is not measured.
    """
    found: dict[str, float] = {}
    for text in asked:
        name, sign, value = text.partition("=")
        try:
            number = float(value.rstrip("%"))
        except ValueError:
            sign = ""
        if not sign or name not in MEASURES:
            known = "、".join(f"{key}({title})" for key, (_, title, _) in MEASURES.items())
            raise InputError(
                f"--need 写的是“{text}”", advice=f"请写成 proved=95 这样;可用的有 {known}"
            )
        found[name] = number
    return found


def shortfalls(
    evaluation: Evaluation,
    thresholds: Mapping[str, float],
    before: Mapping[tuple[str, str], Mapping[str, Any]],
) -> list[str]:
    """What keeps the gate shut, in Chinese: thresholds missed, a baseline undercut.

    A baseline is undercut where the mean is worse than the worst of its own repetitions.

    Args:
        evaluation: what was measured.
        thresholds: from :func:`read_thresholds`.
        before: the rows of an earlier evaluation; empty for none.
    """
    found: list[str] = []
    for total in evaluation.totals:
        old = before.get((total.run, ""), {})
        for name, (field, title, more) in MEASURES.items():
            now = getattr(total, field)
            wanted = thresholds.get(name)
            if wanted is not None and _worse(now, wanted, more=more):
                word = "不到" if more else "超过"
                found.append(f"{total.run}:{title}{now:g},{word}要求的{wanted:g}")
            spread: Sequence[float] = old.get("spread", {}).get(field, ())
            if spread and _worse(now, spread[0] if more else spread[1], more=more):
                found.append(
                    f"{total.run}:{title}{now:g},比基线差(基线{spread[0]:g}至{spread[1]:g})"
                )
    return found


def _worse(now: float, wanted: float, *, more: bool) -> bool:
    return now < wanted - 1e-9 if more else now > wanted + 1e-9
