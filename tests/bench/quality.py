"""How well error cells, links, addresses and numbers are found, beside a named peer where there is one; real data only."""

import csv
import dataclasses
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from labkit.cleaning.clusters import clusters
from labkit.cleaning.suspects import find_suspects
from labkit.linking.records import link_records
from labkit.taiwan.addresses import read_address
from labkit.taiwan.identifiers import is_ubn


def f1(told: set, truth: set) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = len(told & truth) / max(len(told), 1), len(told & truth) / max(len(truth), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def error_cells(folder: Path) -> tuple[pd.DataFrame, set]:
    """Return a dirty table and the cells in which it differs from the clean one."""
    dirty, clean = (
        pd.read_csv(folder / f"{one}.csv", dtype=str, keep_default_na=False, na_values=[""])
        for one in ("dirty", "clean")
    )
    clean.columns = dirty.columns
    wrong = (dirty.fillna("") != clean.fillna("")).to_numpy()
    return dirty, {(row, column) for at, column in enumerate(dirty) for row in wrong[:, at].nonzero()[0]}


def by_suspects(dirty: pd.DataFrame) -> set:
    """Return the cells that labkit doubts."""
    return {(row.row, row.column) for row in find_suspects(dirty).cells.itertuples()}


def by_clustering(dirty: pd.DataFrame) -> set:
    """Return the cells whose spelling clustering alone would merge into another."""
    found = set()
    for column in dirty:
        counts = Counter(dirty[column].dropna())
        merged = {other for one in clusters(counts) for other in one.others}
        found |= {(row, column) for row, cell in enumerate(dirty[column]) if cell in merged}
    return found


def linked(folder: Path, name: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs accepted in a febrl set, without labels."""
    parts = ("4a", "4b") if name == "4" else (name,)
    frames = [pd.read_csv(folder / f"dataset{part}.csv", dtype=str, skipinitialspace=True) for part in parts]
    numbers = [frame["rec_id"].str.extract(r"rec-(\d+)-")[0].to_numpy() for frame in frames]
    spec = {"alike": [{"column": column} for column in frames[0] if column != "rec_id"], "take": {"rec_id": "with"}}
    found = link_records(frames[0], frames[1] if len(frames) > 1 else None, spec).accepted
    true = int((numbers[0][found["left"]] == numbers[-1][found["right"]]).sum())
    counts = pd.Series(numbers[0]).value_counts()
    whole = len(set(numbers[0]) & set(numbers[1])) if len(frames) > 1 else int((counts * (counts - 1) // 2).sum())
    precision, recall = true / len(found), true / whole
    return precision, recall, 2 * precision * recall / (precision + recall)


def stated_parts(path: Path) -> tuple[int, int]:
    """Return how many address parts the raw texts state, and how many of these the register's results equal."""
    with path.open(encoding="utf-8-sig") as stream:
        pairs = [(row["原地址"], row["結果地址"]) for row in csv.DictReader(stream) if row["結果地址"]]
    told = [
        (value, getattr(read_address(result), name))
        for raw, result in pairs
        for name, value in dataclasses.asdict(read_address(raw)).items()
        if value
    ]
    return len(told), sum(one == other for one, other in told)


def rows(bench: Path):
    """Yield a line for each set."""
    for name in ("hospital", "beers"):
        dirty, truth = error_cells(bench / "cleaning" / name)
        begun = time.process_time()
        told = f1(by_suspects(dirty), truth)
        took = time.process_time() - begun
        alone = f1(by_clustering(dirty), truth)
        yield (
            f"error cells of {name}",
            took,
            "precision {:.3f} recall {:.3f} F1 {:.3f}".format(*told) + f", clustering alone F1 {alone[2]:.3f}",
        )
    for name in "1234":
        begun = time.process_time()
        told = linked(bench / "febrl" / "febrl", name)
        yield f"febrl {name}", time.process_time() - begun, "precision {:.4f} recall {:.4f} F1 {:.4f}".format(*told)
    stated, equal = stated_parts(bench / "addresses" / "raw.csv")
    yield "address parts", 0.0, f"{equal} of {stated} stated parts equal ({equal / stated:.1%})"
    numbers = []
    for path in sorted((bench / "ubn").glob("*.csv")):
        with path.open(encoding="utf-8-sig") as stream:
            numbers += [row["統一編號"] for row in csv.DictReader(stream)]
    yield "統一編號", 0.0, f"{sum(map(is_ubn, numbers)):,} of {len(numbers):,} real numbers valid"
