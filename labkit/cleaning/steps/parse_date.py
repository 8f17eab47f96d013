"""Read ROC and AD dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal, Self

from labkit.cleaning.evidence import Evidence, one_for_all
from labkit.cleaning.step import Cell, CellStep, Example, Kind, Missing
from labkit.tables.kinds import as_text
from labkit.taiwan.roc_dates import ROC_OFFSET, NotADate, is_short_year, read_date

SHORT = re.compile(r"^\s*[0-9０-９]{1,2}\s*[/.\-／．]")
SHORT_PARTS = re.compile(
    r"(?P<y>[0-9]{1,2})\s*[/.\-]\s*(?P<m>[0-9]{1,2})\s*[/.\-]\s*(?P<d>[0-9]{1,2})|(?P<y6>[0-9]{2})(?P<m6>[0-9]{2})(?P<d6>[0-9]{2})"
)
FEW = 0.1
POSIX_PIVOT = 69  # strptime: 69–99 are 19xx
LONG_ROC = re.compile(r"^\s*1[0-9]{2}\s*[/.\-]|^\s*1[0-9]{6}\s*$")
BARE_SIX = re.compile(r"^\s*[0-9]{6}\s*$")
MIDNIGHT = re.compile(r"(?:T|\s+)(?:上午\s*12|0{1,2}):00(?::00(?:\.0+)?)?\s*$")


class ParseDate(CellStep):
    """ROC and AD dates of day precision become dates; what cannot be read becomes missing, counted by reason.

    Accepts what ``labkit.taiwan.roc_dates.read_date`` accepts, numbers such as 1130105 and days at
    midnight (2024-01-05 00:00:00) too. What can be read two ways is
    never guessed: 99/1/5 (民國99 or 1999), 990105, and ROC years after 150 are ambiguous; ``short_years`` says what a year
    of one or two digits is in these columns, where a team knows it.
    """

    step: Literal["parse_date"] = "parse_date"
    label: ClassVar[str] = "轉成日期（民國／西元）"
    turn: ClassVar[int] = 42
    label_en: ClassVar[str] = "Parse date"
    result: ClassVar[Kind] = "date"
    takes: ClassVar[tuple[str, ...]] = ("text", "number")
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "不是可辨認的日期",
        "impossible": "寫的日子不存在（例如 2 月 30 日）",
        "ambiguous": "可以讀成兩種日期（例如 99/1/5；確定後請寫 short_years）",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["日"]},
            {"日": ["113/1/5", "1130105", "民國113年1月5日", "2024-01-05", "113/2/30", "略", "98/1/5", None]},
            {"日": ["2024-01-05", "2024-01-05", "2024-01-05", "2024-01-05", None, None, None, None]},
        ),
        Example(
            {"columns": ["日"], "short_years": "roc"},
            {"日": ["98/1/5", "980105"]},
            {"日": ["2009-01-05", "2009-01-05"]},
        ),
    )
    short_years: Literal["roc", "ad"] | None = None

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for columns of days; short years are ROC where longer ones stand beside them, else they are a person's to decide."""
        dates = [one for one in evidence.columns if one.kind in {"roc_date", "date"} and one.grain == "day"]
        stored = evidence.table.schema
        found = {one.name: one.cells for one in dates if stored[one.name] != "date"}
        short = {one.name: count for one in dates if (count := _short_roc(one.counts))}
        doubtful = {one.name for one in dates if one.name not in short and _short(one.counts) > FEW * one.cells}
        plain = {name: count for name, count in found.items() if name not in short and name not in doubtful}
        return [
            *one_for_all(plain, lambda names, count: cls(columns=names, why=f"{count:,} 格是民國或西元日期")),
            *one_for_all(
                short,
                lambda names, count: cls(
                    columns=names, short_years="roc", why=f"{count:,} 格的年只有兩位，同欄另有三位的民國年，視為民國"
                ),
            ),
        ]

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the date, or why there is none."""
        cell = cells[0]
        text = MIDNIGHT.sub("", as_text(cell))
        if is_short_year(text):
            return self._short(text)
        found = read_date(text)
        return Missing(found.why) if isinstance(found, NotADate) else found.day

    def _short(self, text: str) -> Cell | Missing:
        parts = SHORT_PARTS.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if parts is None or self.short_years is None:
            return Missing("ambiguous")
        year, month, day = (int(parts[name] or parts[f"{name}6"]) for name in "ymd")
        whole = year + ROC_OFFSET if self.short_years == "roc" else year + (2000 if year < POSIX_PIVOT else 1900)
        try:
            return date(whole, month, day)
        except ValueError:
            return Missing("impossible")


def _short(counts: Mapping[str, int]) -> int:
    return sum(count for text, count in counts.items() if SHORT.match(text) or BARE_SIX.match(text))


def _short_roc(counts: Mapping[str, int]) -> int:
    """Count the dates with short years in a column that also holds ROC years of three digits."""
    short = _short(counts)
    return short if short and any(LONG_ROC.match(text) for text in counts) else 0
