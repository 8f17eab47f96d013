"""Options that several commands share: tables by name, and the day of reckoning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from labkit.core.table import Table

TAIPEI_HOURS = 8
AsOf = Annotated[datetime | None, typer.Option("--as-of", help="計算基準日（西元）。", formats=["%Y-%m-%d"])]
Data = Annotated[list[str] | None, typer.Option("--data", help="名稱=檔案，供實測的輸入使用，可重複。")]


def places_of(data: list[str] | None) -> dict[str, Path]:
    """Return the files told as name=file; a file alone bears its stem as name."""
    told = {}
    for one in data or []:
        name, equals, path = one.partition("=")
        told[name if equals else Path(one).stem] = Path(path if equals else one)
    return told


def tables_of(data: list[str] | None) -> dict[str, Table]:
    """Read the tables told as name=file: any kind that labkit reads, or Parquet as a session keeps it."""
    from labkit.poc.report.places import read_table

    return {name: read_table(path) for name, path in places_of(data).items()}


def today() -> date:
    """Return today in Taipei."""
    return (datetime.now(UTC) + timedelta(hours=TAIPEI_HOURS)).date()


def day_of(as_of: datetime | None) -> date | None:
    """Return the day of reckoning; raises MetricInput for one that is still to come."""
    from labkit.core.errors import MetricInput
    from labkit.taiwan.roc_dates import roc_text

    day = as_of.date() if as_of else None
    if day and day > today():
        what = f"{roc_text(day)}還沒有到（今天是{roc_text(today())}），不會有那天的數字。請改用今天或之前的日期。"
        raise MetricInput(place="的計算基準日 --as-of", what=what)
    return day
