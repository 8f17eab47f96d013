"""What the comparisons of means say of themselves, in zh-TW."""

from __future__ import annotations

from labkit.poc.comparison import Compared
from labkit.poc.found import Tested
from labkit.statistics.comparisons import MeanChange
from labkit.statistics.levels import FEW, TIMES
from labkit.statistics.shifts import Shift

FEW_RECORDS = f"每邊不到 {FEW} 筆，區間以常態分配為前提；多量幾筆會更可靠。"


def compared(
    change: MeanChange,
    design: str,
    *,
    tested: Tested | None = None,
    remarks: tuple[str, ...] = (),
    left_out: tuple[tuple[str, int], ...] = (),
) -> Compared:
    """Return a change of means as the contract has it; ``design`` names the comparison."""
    by = f"拔靴 t 區間（重抽 {TIMES:,} 次，兩端各取較寬）" if change.by == "bootstrap" else "t 分配區間"
    few = (FEW_RECORDS,) if min(change.n) < FEW else ()
    return Compared(
        effect=change.effect,
        before=change.before,
        after=change.after,
        n=change.n,
        method=f"{design}，{by}",
        low=change.low,
        high=change.high,
        ratio=change.ratio,
        tested=tested,
        standardised=change.standardised,
        remarks=(*few, *remarks),
        left_out=left_out,
    )


def of_shift(shift: Shift) -> tuple[str, ...]:
    """Return the sentence about a typical case, where there is one."""
    if shift.value is None:
        return ()
    limits = "" if shift.low is None or shift.high is None else f"，95 % 區間 {shift.low:,.4g} 至 {shift.high:,.4g}"
    return (f"典型的一件（Hodges-Lehmann 中位差）：後減前 {shift.value:,.4g}{limits}；這個數不可乘以件數。",)
