"""Half-way tables between notebooks, under work/: Parquet with the source and protection beside it. Never shared."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

from labkit.core.files import write_whole
from labkit.core.table import Decision, Protection, Source, Table


def save_table(table: Table, folder: Path, name: str) -> Path:
    """Write ``table`` as ``name`` into ``folder``; ``load_tables`` reads it back with source and protection."""
    path = table.save_parquet(folder / f"{name}.parquet")
    facts = {
        "source": dataclasses.asdict(table.source),
        "protection": dataclasses.asdict(table.protection) if table.protection else None,
    }
    write_whole(folder / f"{name}.json", json.dumps(facts, ensure_ascii=False, indent=1))
    return path


def load_tables(folder: Path) -> dict[str, Table]:
    """Return every table of ``folder`` by name."""
    return {path.stem: _load(path) for path in sorted(folder.glob("*.parquet"))}


def forget_others(folder: Path, names: Iterable[str]) -> None:
    """Remove the tables of ``folder`` that bear none of ``names``: what an earlier run left, once the new ones are whole."""
    kept = set(names)
    for path in [*folder.glob("*.parquet"), *folder.glob("*.json")]:
        if path.stem not in kept:
            path.unlink()


def _load(path: Path) -> Table:
    import pyarrow.parquet as pq  # noqa: PLC0415

    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    source = dict(facts["source"])
    source["decisions"] = [Decision(**one) for one in source["decisions"]]
    protection = Protection(**facts["protection"]) if facts["protection"] else None
    return Table.from_arrow(pq.read_table(path), source=Source(**source), protection=protection)
