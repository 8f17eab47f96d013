"""What a filled form tells: how many cases have minutes before and after, their mean and spread, and what is wrong with the rest."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from labkit.core.document import Document, Grid, Text
from labkit.core.result import TableResult
from labkit.poc.timing.columns import MINUTES, PERIOD, PERIODS, STATE
from labkit.poc.timing.readings import read_timing


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TimingResult(TableResult):
    """A filled form: its table with 分鐘 and 計時狀況, every line kept."""

    @property
    def states(self) -> Counter[str]:
        """Return how many lines are in each state."""
        return Counter(self.table.arrow.column(STATE).to_pylist())

    @property
    def summary(self) -> str:
        """Return how many lines have minutes, and how many have none for which reason."""
        counts = {period: len(self.minutes(period)) for period in PERIODS}
        rest = [f"{state} {count:,} 列" for state, count in self.states.items() if state != "可用"]
        without = f"；沒有分鐘的 {'、'.join(rest)}" if rest else ""
        filled = "、".join(f"改變{period} {count:,} 件" for period, count in counts.items())
        return f"「{self.name}」共 {len(self.table):,} 列，有分鐘的{filled}{without}。"

    def minutes(self, period: str) -> list[float]:
        """Return the minutes of one period (前 or 後)."""
        lines = self.table.arrow.select([PERIOD, MINUTES]).to_pylist()
        return [line[MINUTES] for line in lines if line[PERIOD] == period and line[MINUTES] is not None]

    def to_document(self) -> Document:
        """Return the summary, the minutes of both periods, and the findings with their rows."""
        lines = []
        for period in PERIODS:
            held = self.minutes(period)
            told = [f"{one:.1f}" for one in (statistics.mean(held), statistics.median(held))] if held else ["–", "–"]
            told.append(f"{statistics.stdev(held):.1f}" if len(held) > 1 else "–")
            lines.append([f"改變{period}", len(held), *told])
        grid = Grid.of(["期別", "件數", "平均分鐘", "中位數", "標準差"], lines)
        notes = [Text(one.sentence, "note") for one in self.findings]
        return Document(f"計時結果：{self.name}", (Text(self.summary), grid, *notes))


def timing_result(path: str | Path) -> TimingResult:
    """Read a filled form and tell what it holds; raises as ``read_timing`` does."""
    table = read_timing(path)
    return TimingResult(name=Path(path).name, table=table, findings=table.findings)
