"""Options that several commands share: tables by name, and the day of reckoning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from labkit.core.table import Table

TAIPEI_HOURS, FIRST_YEAR = 8, 1912
AsOf = Annotated[datetime | None, typer.Option("--as-of", help="計算基準日（西元）。", formats=["%Y-%m-%d"])]
Data = Annotated[list[str] | None, typer.Option("--data", help="名稱=檔案，供實測的輸入使用，可重複。")]


def places_of(data: list[str] | None) -> dict[str, Path]:
    """Return the files told as name=file; a file alone bears its stem as name.

    Raises BadParameter without a name or a file, and for a name told twice.
    """
    told: dict[str, Path] = {}
    for one in data or []:
        before, equals, after = (part.strip() for part in one.partition("="))
        name, path = (before, after) if equals else (Path(before).stem, before)
        if not name or not path:
            message = f"--data 要寫成 名稱=檔案，例如 收件=data/收件.csv（現在是「{one}」）"
            raise typer.BadParameter(message)
        if name in told:
            message = f"--data 的名稱「{name}」寫了兩次，每份資料要有自己的名稱"
            raise typer.BadParameter(message)
        told[name] = Path(path)
    return told


def tables_of(data: list[str] | None) -> dict[str, Table]:
    """Read the tables told as name=file: any kind that labkit reads, or Parquet as a session keeps it."""
    from labkit.poc.report.places import read_table

    return {name: read_table(path) for name, path in places_of(data).items()}


def today() -> date:
    """Return today in Taipei."""
    return (datetime.now(UTC) + timedelta(hours=TAIPEI_HOURS)).date()


def day_of(as_of: datetime | None) -> date | None:
    """Return the day of reckoning; raises MetricInput for one that is still to come or before the Republic (1912)."""
    from labkit.core.errors import MetricInput
    from labkit.taiwan.roc_dates import roc_text

    day = as_of.date() if as_of else None
    if day and day > today():
        what = f"{roc_text(day)}還沒有到（今天是{roc_text(today())}），不會有那天的數字。請改用今天或之前的日期。"
        raise MetricInput(place="計算基準日（--as-of）", what=what)
    if day and day.year < FIRST_YEAR:
        what = (
            f"西元 {day.year} 年在民國元年（西元 {FIRST_YEAR} 年）之前。日期寫西元，例如 2025-03-14，不是 0114-03-14。"
        )
        raise MetricInput(place="計算基準日（--as-of）", what=what)
    return day
