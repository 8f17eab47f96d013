"""Group and aggregate where the rows lie: the same question in DuckDB's SQL and in Spark's, the answer as Arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labkit.core.engines import Lazy, engine_of

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Dialect:
    """How an engine quotes names, and says what the engines say differently."""

    quote: str
    quantile: str
    product: str
    whole: str

    def name(self, column: str) -> str:
        """Return a column's name, quoted."""
        return f"{self.quote}{column.replace(self.quote, self.quote * 2)}{self.quote}"


DIALECTS = {
    "duckdb": Dialect('"', "quantile_cont({c}, {q})", "product({c})", "sum({c})"),
    "spark": Dialect(
        "`",
        "percentile({c}, {q})",
        "CASE WHEN count({c}) > 0 THEN aggregate(collect_list({c}), CAST(1 AS DOUBLE), (a, x) -> a * x) END",
        "sum(CAST({c} AS DECIMAL(38, 0)))",
    ),
}
PLAIN = {
    "count": "count({c})",
    "mean": "avg({c})",
    "min": "min({c})",
    "max": "max({c})",
    "sd": "CASE WHEN count({c}) > 1 THEN stddev_samp({c}) END",
    "var": "CASE WHEN count({c}) > 1 THEN var_samp({c}) END",
    "distinct": "count(DISTINCT {c})",
    "sum": "sum({c})",
}


@dataclass(frozen=True)
class Wanted:
    """One aggregate: how, of which column (None: the rows themselves); ``q`` of a quantile; ``whole`` numbers stay whole."""

    how: str
    column: str | None = None
    q: float = 0.5
    whole: bool = False

    def sql(self, dialect: Dialect) -> str:
        """Return the aggregate in the engine's words."""
        if self.column is None:
            return "count(*)"
        rule = {"quantile": dialect.quantile, "product": dialect.product}.get(self.how) or PLAIN[self.how]
        rule = dialect.whole if self.how == "sum" and self.whole else rule
        return rule.format(c=dialect.name(self.column), q=self.q)


def aggregate(relation: Lazy, keys: Sequence[str], wanted: Mapping[str, Wanted]) -> pa.Table:
    """Return a row for every combination of ``keys`` that occurs, missing ones too, with each aggregate by its name."""
    dialect = DIALECTS[engine_of(relation)]
    groups = ", ".join(map(dialect.name, keys))
    told = ", ".join(f"{one.sql(dialect)} AS {dialect.name(name)}" for name, one in wanted.items())
    chosen, by = (f"{groups}, {told}", f" GROUP BY {groups}") if keys else (told, "")
    native = relation.to_native()
    if engine_of(relation) == "spark":
        return native.sparkSession.sql(f"SELECT {chosen} FROM {{rows}}{by}", rows=native).toArrow()  # noqa: S608
    return native.aggregate(chosen, groups).to_arrow_table()
