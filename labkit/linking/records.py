"""Join the records of two tables: exact keys first, likeness where there is no key; rows are never multiplied silently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from labkit.core.engines import ROW
from labkit.core.errors import NotOneToOne, StepRefused
from labkit.core.spec import checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText
from labkit.linking.joined import joined
from labkit.linking.keyed import Keyed
from labkit.linking.model import FEWEST_ROWS, likely_pairs
from labkit.linking.result import ALIKE, EXACT, LinkResult
from labkit.linking.spec import LinkSpec

PAIRS = ["left", "right", "probability", "how", "decision"]
TIMES = {"one_to_one": (1, 1), "one_to_many": (1, 0), "many_to_one": (0, 1)}


def link_records(
    left: Table | pd.DataFrame,
    right: Table | pd.DataFrame | None = None,
    spec: LinkSpec | Mapping[str, Any] | None = None,
) -> LinkResult:
    """Join ``right`` to ``left`` as ``spec`` says; without ``right``, find the duplicates within ``left``.

    Keys are compared as ``labkit.linking.comparable`` writes them and may be pseudonyms. A key that stands more often than the
    cardinality allows is refused with its count. Rows that the key left over are compared by likeness, if ``alike`` is
    given: the likeliest pair first, each row once. The result's rows are those of ``left`` (``keep``), with what was taken.

    Raises UnknownColumn, NotOneToOne, StepRefused, or EngineMissing where splink is needed and absent.

    >>> one, two = pd.DataFrame({"ID": ["a", "b"]}), pd.DataFrame({"證號": ["A"], "里": ["新安里"]})
    >>> link_records(one, two, {"on": {"ID": "證號"}}).frame["里"].tolist()
    ['新安里', None]
    """
    told = spec if isinstance(spec, LinkSpec) else _spec(dict(spec or {}))
    one = Table.of(left)
    if right is None:
        return _duplicates(one, told)
    other = Table.of(right)
    sides = (Keyed.of("左", one, list(told.on)), Keyed.of("右", other, list(told.on.values()))) if told.on else None
    pairs = _by_key(sides, told) if sides else []
    held = [{at for at, *_ in pairs}, {at for _, at, *_ in pairs}]
    likely = _left_over((one, other), told, held) if told.alike else pd.DataFrame(columns=PAIRS)
    pairs += [tuple(row) for row in likely[likely["decision"].isin(["accept", "review"])].itertuples(index=False)]
    without = [side.without_key for side in sides] if sides else [len(one), len(other)]
    return _result((one, other), told, pd.DataFrame(pairs, columns=PAIRS), likely, without)


def _spec(told: dict[str, Any]) -> LinkSpec:
    return checked(LinkSpec, told, YamlText(told, place="link_records"))


def _by_key(sides: tuple[Keyed, Keyed], spec: LinkSpec) -> list[tuple[Any, ...]]:
    left, right = sides
    for side, most in zip((left, right), TIMES[spec.cardinality], strict=True):
        if most and side.duplicates:
            raise NotOneToOne(
                place=spec.name or "link_records",
                what=side.name,
                count=f"{side.duplicates:,}",
                names="、".join(spec.on),
            )
    shared = [key for key in left.rows if key in right.rows]
    return [(a, b, 1.0, EXACT, "accept") for key in shared for a in left.rows[key] for b in right.rows[key]]


def _left_over(sides: tuple[Table, Table], spec: LinkSpec, held: list[set[int]]) -> pd.DataFrame:
    """Compare the rows without a partner; accept the likeliest pairs, each row once, and keep the rest for people."""
    names = [likeness.column for likeness in spec.alike]
    for side in sides:
        side.require(names)
    tables = [side.arrow for side in sides]
    free = [[at for at in range(table.num_rows) if at not in taken] for table, taken in zip(tables, held, strict=True)]
    if held[0] and min(map(len, free)) < FEWEST_ROWS:
        return pd.DataFrame(columns=PAIRS)  # the keys did the work; too few rows are left to learn from
    likely = likely_pairs(
        [
            side.with_rows(table.take(pa.array(rows, pa.int64())))
            for side, table, rows in zip(sides, tables, free, strict=True)
        ],
        spec.alike,
    )
    likely = likely.round({"probability": 9}).sort_values("probability", ascending=False, kind="stable")
    taken: list[set[int]] = [set(), set()]
    limits = TIMES[spec.cardinality]
    decisions = []
    for a, b, probability in likely.itertuples(index=False):
        used = any(most and at in seen for at, seen, most in zip((a, b), taken, limits, strict=True))
        likeliest = "accept" if probability >= spec.accept else "review" if probability >= spec.review else "reject"
        decisions.append("taken" if used else likeliest)  # taken: one of the two has a likelier partner
        if decisions[-1] == "accept":
            taken[0].add(a)
            taken[1].add(b)
    return pd.DataFrame(
        {
            "left": [free[0][at] for at in likely["left"]],
            "right": [free[1][at] for at in likely["right"]],
            "probability": likely["probability"].to_numpy(),
            "how": ALIKE,
            "decision": decisions,
        }
    )


def _result(
    sides: tuple[Table, Table], spec: LinkSpec, pairs: pd.DataFrame, likely: pd.DataFrame, without: list[int]
) -> LinkResult:
    one, other = sides
    accepted = pairs[pairs["decision"] == "accept"]
    data = joined(one, other, spec, accepted)
    rows = {"left": len(one), "right": len(other)}
    counts = {
        **rows,
        **{f"{name}_without_key": count for name, count in zip(rows, without, strict=True)},
        "joined_by_key": int((accepted["how"] == EXACT).sum()),
        "compared": len(likely),
        "joined_alike": int((accepted["how"] == ALIKE).sum()),
        "to_review": int((pairs["decision"] == "review").sum()),
        **{f"{name}_alone": rows[name] - accepted[name].nunique() for name in rows},
        "rows_out": data.num_rows,
    }
    missed = float(likely.loc[likely["decision"].isin(["review", "reject"]), "probability"].sum())
    left_out = {"no_partner": counts["left_alone"]} if spec.keep == "both" and counts["left_alone"] else {}
    return LinkResult(
        name=spec.name or "資料連結",
        table=one.with_rows(data),
        pairs=pairs,
        counts=counts,
        missed=missed,
        left_out=left_out,
    )


def _duplicates(table: Table, spec: LinkSpec) -> LinkResult:
    """Find pairs of rows of one table that are probably the same; the table stays as it is."""
    if not spec.alike:
        raise StepRefused(place="link_records", what="只有一張表時要寫 alike；完全相同的列請用 deduplicate。")
    table.require([one.column for one in spec.alike])
    likely = likely_pairs([table], spec.alike)
    accept = likely["probability"] >= spec.accept
    review = ~accept & (likely["probability"] >= spec.review)
    pairs = likely.assign(how=ALIKE, decision="reject").assign(
        decision=lambda frame: frame["decision"].mask(accept, "accept").mask(review, "review")
    )
    rows = len(table)
    found = pairs[pairs["decision"] != "reject"].reset_index(drop=True)
    counts = {
        "left": rows, "right": 0, "left_without_key": 0, "right_without_key": 0, "joined_by_key": 0,
        "compared": len(pairs), "joined_alike": int(accept.sum()), "to_review": int(review.sum()),
        "left_alone": rows - len(set(likely[accept]["left"]) | set(likely[accept]["right"])),
        "right_alone": 0, "rows_out": len(table.arrow.column(ROW)),
    }  # fmt: skip
    missed = float(likely[~accept]["probability"].sum())
    return LinkResult(name=spec.name or "重複紀錄", table=table, pairs=found, counts=counts, missed=missed)
