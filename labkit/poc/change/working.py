"""The lines of the working of a comparison: levels, effect, method, test, and what else changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from labkit.poc.amount import Amount
from labkit.poc.change.effects import WORDS, Effect, unit_text
from labkit.poc.comparison import Compared
from labkit.poc.found import Line, Tested
from labkit.poc.metric import Metric
from labkit.poc.units import Unit, exact_text
from labkit.taiwan.roc_dates import roc_text

SURE = 0.001


def level_line(name: str, level: Fraction, unit: Unit, n: int | None, sd: float | None) -> Line:
    """Return the line of one level with what it rests on."""
    spread = f"，標準差 {sd:,.4g}" if sd is not None else ""
    return Line(name, exact_text(level), unit_text(unit), f"{n:,} 筆{spread}" if n else "")


def comparison_lines(label: str, compared: Compared, effect: Effect, amount: Amount) -> Iterator[Line]:
    """Yield the effect in its unit first, then how it was compared, the test, and the standardised effect."""
    yield effect_line(effect, compared.effect > 0, amount, label, compared.method)
    yield Line(
        "比較了多少（筆、對或期；前、後）",
        f"{compared.n[0]:,}、{compared.n[1]:,}",
        "",
        f"較少的一邊：{min(compared.n):,}",
    )
    if compared.tested is not None:
        yield Line(compared.tested.name, p_text(compared.tested), "", f"假設「{compared.tested.against}」")
    if compared.standardised is not None:
        yield Line("標準化效果量", f"{compared.standardised:+.2f}", "倍標準差", "後減前 ÷ 標準差；供不同單位互相比較")
    yield from (Line("說明", "", "", remark) for remark in compared.remarks)


def effect_line(effect: Effect, rises: bool, amount: Amount, label: str, method: str) -> Line:  # noqa: FBT001
    """Return the line of the effect, as it is claimed."""
    return Line(f"{WORDS[effect.way][rises]}（{label}）", exact_text(abs(amount.value)), str(amount.unit), method)


def p_text(tested: Tested) -> str:
    """Return p as people print it."""
    return f"p < {SURE}" if tested.p < SURE else f"p = {tested.p:.3f}"


def other_changes(metric: Metric, days: tuple[date, date] | None) -> Iterator[Line]:
    """Yield what else changed inside the window, or inside what the records span; where neither is known, all of it."""
    year = metric.time.year
    first = metric.time.start or (date(year, 1, 1) if year else days[0] if days else None)
    last = metric.time.end or (date(year, 12, 31) if year else days[1] if days else None)
    for one in metric.co_changes:
        if (first is None or one.on >= first) and (last is None or one.on <= last):
            yield Line("同一期間的其他改變", roc_text(one.on), "", one.what)
