"""Records that count in a ratio's denominator although their number in the numerator is missing or left out."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.core.engines import ROW
from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.inputs import Input, records
from labkit.poc.metric import Metric
from labkit.poc.origins.rowwise import ADDITIVE, given_by_row

STATED = """kind: ratio
id: a
name: 甲
whose: 櫃員
numerator: {name: 總分鐘, measured: {table: 表, take: sum, column: 分}, unit: 分鐘}
denominator: {name: 件數, measured: {table: 表}, unit: 件}
"""


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield how many records give to the denominator alone, for want of a number above."""
    del found
    one, other = getattr(metric, "numerator", None), getattr(metric, "denominator", None)
    if not isinstance(one, Input) or not isinstance(other, Input) or one.measured is None or other.measured is None:
        return
    above, below = one.measured, other.measured
    if above.table != below.table or above.take != "sum" or below.take not in ADDITIVE:
        return
    kept = records(above, metric, given)[0]
    without = set(kept.arrow.column(ROW).to_pylist()) - given_by_row(kept, above, metric)[0].keys()
    alone = without & given_by_row(records(below, metric, given)[0], below, metric)[0].keys()
    if alone:
        yield (
            f"有 {len(alone):,} 筆紀錄的「{above.column}」未填或被排除，分子沒有計入、分母「{other.name}」卻計入了，比率因此偏低。"
            f"請在兩者的 where 加上「{above.column} is not missing」，或補齊資料。"
        )


GAP_IN_NUMERATOR = Check(
    label="分子缺值而分母照計",
    label_en="Missing above, counted below",
    look=look,
    fires=(Trial(STATED, {"表": {"分": [5, None, 7]}}),),
    silent=(
        Trial(STATED, {"表": {"分": [5, 6, 7]}}),
        Trial(STATED + "where: 分 is not missing\n", {"表": {"分": [5, None]}}),
    ),
)
