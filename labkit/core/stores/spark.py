"""Rows in Spark: a session of one's own cluster where there is one, else all cores of this machine; UTC, no web page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow as pa

from labkit.core.engines import NO_SPARK, Lazy, collect, engine_of
from labkit.core.errors import EngineMissing
from labkit.core.stores.store import ORDER, PART, Batch, Store, with_part

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "4",
}
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.ansi.enabled": "false",
}


def session() -> SparkSession:
    """Return the active Spark session as it is, or start one on this machine; raises EngineMissing without PySpark or Java."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError:
        raise EngineMissing(place="spark", what=NO_SPARK) from None
    spark = SparkSession.getActiveSession()
    if spark is None:
        builder = SparkSession.builder.master("local[*]").appName("labkit")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers run what runs here
        for key, value in LOCAL.items():
            builder = builder.config(key, value)
        try:
            spark = builder.getOrCreate()
        except Exception as error:  # the Java gateway raises whatever it likes
            raise EngineMissing(
                place="spark", what="Spark 無法啟動，多半是沒有 Java 17；請安裝後再試，或改用預設的 duckdb"
            ) from error
        spark.sparkContext.setLogLevel("ERROR")
        for key, value in SETTINGS.items():
            spark.conf.set(key, value)
    return spark


@dataclass(frozen=True)
class OnSpark(Store):
    """Rows as a Spark data frame, seen through narwhals."""

    lying: Lazy
    cached: Any = None

    @classmethod
    def of(cls, relation: Lazy) -> OnSpark:
        """Work on ``relation``: on Spark already, or handed over as Arrow."""
        spark = session()
        if engine_of(relation) == "spark":
            return cls("spark", with_part(relation))
        frame: Any = spark.createDataFrame(collect(relation))
        return cls("spark", with_part(nw.from_native(frame)))

    @property
    def relation(self) -> Lazy:
        """Return the rows as a Spark relation."""
        return self.lying

    def with_made(self, made: Mapping[str, nw.Expr]) -> Store:
        """Add the columns and keep what they will hold: the count that follows is the step's one job."""
        return self._kept(self.lying.with_columns(**made))

    def mapped(self, function: Batch, made: pa.Schema) -> Store:
        """Run the function on the workers, a batch at a time."""
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415
        from pyspark.sql.types import StructType  # noqa: PLC0415

        frame = self.lying.to_native()
        schema = StructType([*frame.schema.fields, *from_arrow_schema(made).fields])

        def whole(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                rows = pa.Table.from_batches([batch])
                found = function(rows).cast(made)
                names = [*rows.column_names, *found.column_names]
                yield from pa.table([*rows.columns, *found.columns], names=names).combine_chunks().to_batches()

        return self._kept(nw.from_native(frame.mapInArrow(whole, schema)))

    def settled(self, columns: Mapping[str, str]) -> Store:
        """Name the columns anew in the plan."""
        chosen = {name: nw.col(stored) for name, stored in columns.items()}
        return replace(self, lying=self.lying.select(**chosen, **{name: nw.col(name) for name in ORDER}))

    def replaced(self, relation: Lazy) -> Store:
        """Keep the rows; Spark has no order of rows, the source row numbers have."""
        return self._kept(relation)

    def finished(self) -> Lazy:
        """Return the rows without ``PART``, in their order when they are collected."""
        return self.lying.sort(*ORDER).drop(PART)

    def _kept(self, relation: Lazy) -> Store:
        cached = relation.to_native().persist()
        return replace(self, lying=nw.from_native(cached), cached=cached)

    def release(self, heir: Store) -> None:
        """Let Spark forget the rows that the heir holds by now."""
        if self.cached is not None and isinstance(heir, OnSpark) and heir.cached is not self.cached:
            self.cached.unpersist()
