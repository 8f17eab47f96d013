"""Where the rows lie while a chain of steps works on them: in memory, in Parquet on disk, or in Spark."""
