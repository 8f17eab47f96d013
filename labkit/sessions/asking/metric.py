"""Ask which template a metric follows and what goes into its gaps; what is answered becomes metrics/<id>.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from labkit.core.batch import nobody_there
from labkit.core.html import Shown
from labkit.core.table import Table
from labkit.poc.metric import Metric
from labkit.poc.templates import Ask, metric_templates
from labkit.sessions.asking._form import button, save_new, saving, wide
from labkit.sessions.shown import said
from labkit.workspace.layout import Workspace

FOLDER = "metrics"


def save_metric(ws: Workspace, metric: Metric) -> Shown:
    """Write the metric under its id; raises FileExists, nothing is overwritten."""
    place = save_new(ws.root / FOLDER, metric.id, metric)
    return said(f"已存成 {place}（{metric.name}），重新執行這一本就會計算。")


def ask_metric(ws: Workspace, tables: Mapping[str, Table]) -> Any:
    """Return a form whose questions are those of the chosen template; in a batch run only a sentence, the same each time."""
    if nobody_there():
        return said("批次執行時不詢問：指標的定義在 metrics/。")
    import ipywidgets as widgets  # noqa: PLC0415

    templates = metric_templates()
    options = [(f"{one.name}：{one.use}", name) for name, one in templates.items()]
    choice = wide(widgets.Dropdown, "範本", options=options)
    place, press, told = widgets.VBox(), button("把這個指標存起來"), widgets.HTML()

    def ask(_: object = None) -> None:
        place.children = [question(one, tables) for one in templates[choice.value].asks]

    def save() -> Shown:
        template = templates[choice.value]
        answers = {one.key: str(box.value or "") for one, box in zip(template.asks, place.children, strict=True)}
        return save_metric(ws, template.fill(answers))

    ask()
    choice.observe(ask, names="value")
    saving(press, told, save)
    return widgets.VBox([choice, place, press, told])


def question(ask: Ask, tables: Mapping[str, Table]) -> Any:
    """Return the widget of one question: a list of tables or columns where it names one, else a line to type into."""
    import ipywidgets as widgets  # noqa: PLC0415

    columns = list(dict.fromkeys(name for table in tables.values() for name in table.columns))
    known = {"table": list(tables), "column": columns}.get(ask.kind)
    if known:
        return wide(widgets.Combobox, ask.label, options=known, placeholder=ask.example, ensure_option=True)
    return wide(widgets.Text, ask.label, placeholder=ask.example)
