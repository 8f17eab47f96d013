"""Pairs that are probably one thing, by splink's Fellegi–Sunter model, trained without labels.

Source: Fellegi and Sunter (1969); expectation maximisation and blocking as in splink 5.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from labkit.core.errors import EngineMissing, StepRefused
from labkit.core.table import Table
from labkit.linking.comparable import written
from labkit.linking.spec import Likeness

if TYPE_CHECKING:
    import pandas as pd

LEAST, MOST_RULES, MOST_PAIRS, FEW, FEW_SHARE, LONG, MOST_TEXTS = 0.01, 16, 30, 12, 0.002, 12, 5_000
RAREST, LEAST_RANDOM = 0.01, 1e-6
SEED, SAMPLED_PAIRS, RECALL, FEWEST_ROWS = 1, 1_000_000, 0.7, 20
WHERE = "__at__"


def likely_pairs(tables: Sequence[Table], alike: Sequence[Likeness]) -> pd.DataFrame:
    """Return the pairs from probability 0.01 on: left, right (row positions), probability; one table finds its duplicates.

    Values are compared as ``labkit.linking.comparable`` writes them. Raises EngineMissing without splink (labkit[link]), StepRefused where
    the tables are too small or too empty to learn from.
    """
    try:
        from splink import SettingsCreator  # noqa: PLC0415
        from splink.internals.exceptions import SplinkException  # noqa: PLC0415
    except ImportError:
        raise EngineMissing(place="splink", what="沒有安裝 splink，請安裝 labkit[link]，或改用證號等鍵連結") from None
    logging.getLogger("splink").setLevel(logging.ERROR)
    plain = [_plain(table, [one.column for one in alike]) for table in tables]
    if min(table.num_rows for table in plain) < FEWEST_ROWS:
        raise StepRefused(
            place="link_records", what=f"少於 {FEWEST_ROWS} 列，不足以估計相似程度；請人工核對，或改用證號等鍵連結。"
        )
    whole = pa.concat_tables(plain)
    rules = _rules(whole, [name for name in whole.column_names if name != WHERE])
    settings = SettingsCreator(
        link_type="dedupe_only" if len(plain) == 1 else "link_only",
        comparisons=[_comparison(f"c{at}", one.how, whole) for at, one in enumerate(alike)],
        blocking_rules_to_generate_predictions=[_block(rule) for rule in rules],
        unique_id_column_name=WHERE,
        retain_matching_columns=False,
    )
    try:
        return _learnt(plain, settings, rules)
    except SplinkException:
        what = "資料不足以學會哪些配對是同一個，請在 alike 增加欄位，或改用鍵連結。"
        raise StepRefused(place="link_records", what=what) from None


def _learnt(plain: Sequence[pa.Table], settings: Any, rules: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    """Train a model, keep it from certainty, and return the pairs that it finds."""
    from splink import Linker  # noqa: PLC0415
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    learner = Linker(_registered(plain, DuckDBAPI()), settings, log_level=logging.ERROR)
    _train(learner, rules)
    model = _never_certain(learner.misc.save_model_to_json())
    linker = Linker(_registered(plain, DuckDBAPI()), model, log_level=logging.ERROR)
    found: pd.DataFrame = linker.inference.predict(threshold_match_probability=LEAST).as_pandas_dataframe()  # type: ignore[no-untyped-call]
    told: pd.DataFrame = found.rename(
        columns={f"{WHERE}_l": "left", f"{WHERE}_r": "right", "match_probability": "probability"}
    )
    return told[["left", "right", "probability"]].sort_values(["left", "right"], ignore_index=True)


def _plain(table: Table, names: Sequence[str]) -> pa.Table:
    """Return the columns as comparable texts, named c0, c1 …: splink's own names keep no Chinese and would collide."""
    columns = {
        f"c{at}": pa.array([cell or None for cell in written(table, name)], pa.string())
        for at, name in enumerate(names)
    }
    return pa.table({WHERE: pa.array(range(len(table))), **columns})


def _train(linker: Any, rules: Sequence[tuple[str, ...]]) -> None:
    """Learn u by random pairs, m by expectation maximisation over two rules that leave each other's columns free."""
    first = rules[0]
    other = next((rule for rule in rules if not set(rule) & set(first)), None)
    linker.training.estimate_probability_two_random_records_match([_block(first)], recall=RECALL)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
    for rule in (first, other):
        if rule is not None:
            linker.training.estimate_parameters_using_expectation_maximisation(_block(rule))


def _registered(tables: Sequence[pa.Table], api: Any) -> Any:
    given = [api.register(table, table_name=f"labkit_{at}") for at, table in enumerate(tables)]
    return given if len(given) > 1 else given[0]


def _never_certain(model: dict[str, Any]) -> dict[str, Any]:
    """Return the model with no outcome impossible: what no true pair showed while learning happens once in a hundred.

    Without it one move of house, unseen in a small sample, would outweigh an equal name, birthday and telephone.
    """
    for comparison in model["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        told = [max(level.get("m_probability", RAREST), RAREST) for level in levels]
        for level, m in zip(levels, told, strict=True):
            level["m_probability"] = m / sum(told)
            level["u_probability"] = max(level.get("u_probability", LEAST_RANDOM), LEAST_RANDOM)
    return model


def _block(rule: tuple[str, ...]) -> Any:
    from splink import block_on  # noqa: PLC0415

    return block_on(*rule)


def _rules(whole: pa.Table, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return columns, and pairs of columns, that equal rows would share while few others do; the sharpest first."""
    alone = {name: _pairs_a_row(whole, (name,)) for name in names}
    sharp = [name for name in names if alone[name] <= 1]
    pairs = {pair: _pairs_a_row(whole, pair) for pair in combinations(names, 2) if not set(pair) & set(sharp)}
    found: list[tuple[float, tuple[str, ...]]] = [(rows, (name,)) for name, rows in alone.items() if rows <= MOST_PAIRS]
    found += [(rows, pair) for pair, rows in pairs.items() if rows <= MOST_PAIRS]
    if not found:
        raise StepRefused(
            place="link_records", what="沒有足以分辨的欄位可縮小比對範圍，請在 alike 加上證號、生日或電話等欄位。"
        )
    return [rule for _, rule in sorted(found, key=lambda item: (len(item[1]), item[0]))][:MOST_RULES]


def _pairs_a_row(whole: pa.Table, rule: tuple[str, ...]) -> float:
    """Return how many other rows a row meets on average when both agree in ``rule``."""
    counted = whole.select(list(rule)).drop_null()
    groups = counted.group_by(list(rule)).aggregate([([], "count_all")]).column("count_all").to_numpy().astype(float)
    return float((groups * (groups - 1)).sum() / max(whole.num_rows, 1)) if groups.size else float("inf")


def _comparison(name: str, how: str, whole: pa.Table) -> Any:
    import splink.comparison_library as library  # noqa: PLC0415

    how = _kind(whole.column(name)) if how == "auto" else how
    if how == "exact":
        return library.ExactMatch(name)
    if how == "code":
        return library.DamerauLevenshteinAtThresholds(name, [1, 2])
    told = library.JaroWinklerAtThresholds(name, [0.92, 0.8])
    return told.configure(term_frequency_adjustments=True) if how == "name" else told


def _kind(column: pa.ChunkedArray) -> str:
    """Tell codes (digits), few values (exact), short texts that come back (name) and other texts."""
    values = column.drop_null()
    distinct = values.unique()
    texts = distinct.to_pylist()[:MOST_TEXTS]
    if not texts or len(distinct) <= max(FEW, FEW_SHARE * len(values)):
        return "exact"
    if np.mean([any(sign.isdigit() for sign in text) for text in texts]) > 0.9:  # noqa: PLR2004  (nearly all)
        return "code"
    return "text" if np.mean([len(text) for text in texts]) > LONG else "name"
