"""What a metric names: tables, closures, results."""

from labkit.core.yaml import parse
from labkit.poc.metric import Metric
from labkit.poc.named import results_named, tables_named

TEXT = """
kind: product
id: a
name: 省時
whose: 櫃員
calendar: {closures: 停班日}
inputs:
- {name: 每件, measured: {table: 計時, take: mean, column: 分}, unit: 分鐘/件}
- {name: 件數, cell: {result: 件數表, keys: {里: 新安里}}, unit: 件/工作天}
- {name: 再一次, measured: {table: 計時, take: mean, column: 分}, unit: 倍}
- {name: 天數, working_days: 113}
"""


def test_tables_and_results_are_named_once_each():
    metric = Metric.of_yaml(parse(TEXT))
    assert tables_named(metric) == ["停班日", "計時"]
    assert results_named(metric) == ["件數表"]


def test_a_metric_of_typed_numbers_names_nothing():
    text = "kind: product\nid: a\nname: 甲\ninputs:\n- {name: a, value: 1, unit: 件}\n- {name: b, value: 2, unit: 倍}\n"
    metric = Metric.of_yaml(parse(text))
    assert (tables_named(metric), results_named(metric)) == ([], [])
