"""How the commands of labkit poc compute a folder of metrics, and write a report of them behind the gate."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from labkit.cli._data import places_of, tables_of

if TYPE_CHECKING:
    from datetime import date

    from labkit.core.table import Table
    from labkit.poc.metric import Metric
    from labkit.poc.report.spec import PocReport
    from labkit.poc.result import MetricResult


class Asked(NamedTuple):
    """What was asked for: the report's spec, where to write, and what it is made of."""

    spec: Path
    out: Path
    metrics: Path | None
    data: list[str]
    as_of: date
    agency: str


def evaluated(path: Path, tables: Mapping[str, Table], as_of: date | None) -> dict[str, MetricResult]:
    """Return the metric at ``path``, or all of a folder, computed; a metric that asks others finds them beside it."""
    from labkit.poc.graph import evaluate_all

    if path.is_dir():
        return evaluate_all(_metrics(path), tables, as_of)
    import labkit as lk

    one = lk.Metric.load(path)
    needed = _needed(one, path) if one.asks else [one]
    return {one.id: evaluate_all(needed, tables, as_of)[one.id]}


def _metrics(folder: Path) -> list[Metric]:
    import labkit as lk
    from labkit.core.errors import FileMissing

    paths = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    if not paths:
        raise FileMissing(place=f"{folder.name or folder} 裡的指標（*.yml）")
    return [lk.Metric.load(path) for path in paths]


def _needed(one: Metric, path: Path) -> list[Metric]:
    """Return ``one`` with those beside it that it asks, by id or by name, and that these ask."""
    others = [other for other in _metrics(path.parent) if other.id != one.id]
    named = {key: other for other in others for key in (other.name, other.id)}
    found, ahead = {one.id: one}, [one]
    while ahead:
        asked = [named[key] for key in ahead.pop().asks if key in named and named[key].id not in found]
        found |= {other.id: other for other in asked}
        ahead += asked
    return list(found.values())


def write_gated(write: Callable[..., list[Path]], asked: Asked) -> PocReport:
    """Write the files of a report, behind the gate, and say so; return its spec.

    Raises GateRefused, with nothing written, where a direct identifier of the data stands in them.
    """
    import labkit as lk
    from labkit.core.files import write_whole
    from labkit.poc.report.spec import PocReport

    spec = PocReport.load(asked.spec)
    tables = tables_of(asked.data)
    folder = asked.metrics or _metrics_of(asked.spec)
    results = evaluated(folder, tables, asked.as_of)
    with tempfile.TemporaryDirectory() as staging:
        made = write(
            spec,
            results,
            Path(staging),
            agency=asked.agency or _agency(asked.spec),
            as_of=asked.as_of,
            sources={name: _from(asked.out, path) for name, path in places_of(asked.data).items()},
            tables=tables,
        )
        lk.gate(staging, list(tables.values())).refuse_unless_passed()
        for path in made:
            typer.echo(f"已存成 {write_whole(asked.out / path.name, path.read_bytes())}", err=True)
    return spec


def _metrics_of(spec: Path) -> Path:
    """Return the folder of metrics beside ``spec``, or beside the folder that it lies in."""
    home = spec.resolve().parent
    return next((one / "metrics" for one in (home, home.parent) if (one / "metrics").is_dir()), home.parent / "metrics")


def _from(folder: Path, path: Path) -> str:
    """Return ``path`` as it is reached from ``folder``; its name alone where it lies on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.name


def _agency(spec: Path) -> str:
    """Return the agency of the workspace that ``spec`` lies in; raises BadParameter outside of any."""
    from labkit.coaching.team import Team

    found = next((one / "team.yml" for one in spec.resolve().parents if (one / "team.yml").is_file()), None)
    if found is None:
        message = "不在工作區裡，請寫明機關名稱 --agency"
        raise typer.BadParameter(message)
    return Team.load(found).agency
