"""The verb: a table, a kind and a specification become an AnalysisResult."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.analysis.kind import KINDS, Given
from labkit.analysis.result import AnalysisResult
from labkit.core.cells import population_of
from labkit.core.spec import Spec, checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText


def analyze(  # noqa: PLR0913  (a verb of the public API: keywords in, one spec inside)
    table: Table | pd.DataFrame,
    kind: str,
    spec: Spec | Mapping[str, Any] | str | Path,
    *,
    tables: Mapping[str, Table | pd.DataFrame] | None = None,
    as_of: date | None = None,
    name: str = "",
) -> AnalysisResult:
    """Run one kind of analysis: queue, retention, areas, coding or drivers; the table stays as it is.

    ``spec`` is the kind's specification, its keys as a mapping, or a YAML file. ``tables`` are further tables that the
    specification names (capacity, population, an earlier period). Every record is counted in a cell or under a reason in
    ``left_out``. Raises SpecInvalid, with the near miss, for a kind or key that does not exist, and UnknownColumn.
    """
    plug = KINDS.named(kind, place="analyze", what="分析")
    data = Table.of(table)
    read = _spec(plug.spec, spec, kind)
    data.require(plug.reads(read))
    others = {key: Table.of(one) for key, one in (tables or {}).items()}
    found = plug.measure(Given(data, read, others, as_of))
    return AnalysisResult(
        name=name or getattr(read, "name", "") or plug.label,
        kind=plug,
        spec=read,
        cells=found.cells,
        facts=found.facts,
        left_out=found.left_out,
        rows_in=len(data),
        population=population_of(data.source, len(data), getattr(read, "where", None), found.left_out),
        source="、".join(dict.fromkeys(one.source.label for one in (data, *others.values()))),
        kept_protection=data.protection,
    )


def _spec(model: type[Spec], spec: Spec | Mapping[str, Any] | str | Path, place: str) -> Spec:
    if isinstance(spec, Spec):
        return spec
    if isinstance(spec, Mapping):
        return checked(model, dict(spec), YamlText(dict(spec), place=place))
    return model.load(spec)
