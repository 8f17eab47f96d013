"""Let people tick the proposed steps: a widget in JupyterLab, a list where nobody is there to click."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import Step
from labkit.core.batch import nobody_there
from labkit.core.html import Shown
from labkit.sessions.asking._form import button, saving, wide
from labkit.sessions.shown import Proposals, said
from labkit.workspace.layout import Workspace


def choose(ws: Workspace, proposals: Proposals) -> Any:
    """Return a form whose ticks become ``recipes/<table>.yml``; in a batch run only a sentence, the same each time."""
    if nobody_there():
        return said("批次執行時不勾選：已確認的食譜在 recipes/，建議在 recipes/proposals/。")
    return _form(ws, {name: recipe for name, recipe in proposals.items() if recipe.steps})


def choices(recipe: Recipe) -> list[tuple[str, Step, bool]]:
    """Return each choice with its words, its step and whether it is ticked at first: merges are asked group by group."""
    found: list[tuple[str, Step, bool]] = []
    for step in recipe.steps:
        groups: Mapping[str, Sequence[str]] = getattr(step, "groups", {})
        where = "、".join(step.reads()) or "全部欄位"
        if not groups:
            found.append((f"{step.label}（{where}）：{step.why}", step, True))
        for name, others in groups.items():
            one = step.model_copy(
                update={"groups": {name: tuple(others)}, "confirmed": True, "why": "團隊確認是同一個"}
            )
            found.append((f"{step.label}（{where}）：{'、'.join(others)} → {name}", one, False))
    return found


def chosen(recipe: Recipe, ticks: Sequence[bool], name: str) -> Recipe:
    """Return the recipe with the ticked steps alone, under the table's name.

    >>> chosen(Recipe(name="x（建議）"), [], "x").name
    'x'
    """
    steps = tuple(step for (_, step, _), tick in zip(choices(recipe), ticks, strict=True) if tick)
    return recipe.model_copy(update={"steps": steps, "name": name})


def save_chosen(ws: Workspace, name: str, recipe: Recipe) -> Shown:
    """Write the recipe, unless the team has one already."""
    path = ws.root / "recipes" / f"{name}.yml"
    if path.exists():
        return said(f"recipes/{name}.yml 已經存在，沒有覆寫；要重新勾選請先移走它。")
    recipe.save(path)
    return said(f"已存成 recipes/{name}.yml（{len(recipe.steps)} 個步驟），執行下一格就會套用。")


def _form(ws: Workspace, proposals: Mapping[str, Recipe]) -> Any:
    import ipywidgets as widgets  # noqa: PLC0415

    panes = []
    for name, recipe in proposals.items():
        boxes = [wide(widgets.Checkbox, words, value=tick, indent=False) for words, _, tick in choices(recipe)]
        press, told = button("把勾選的步驟存成食譜"), widgets.HTML()
        saving(press, told, _saver(ws, name, recipe, boxes))
        panes.append(widgets.VBox([*boxes, press, told]))
    form = widgets.Accordion(children=panes, selected_index=0 if panes else None)
    for at, name in enumerate(proposals):
        form.set_title(at, name)
    return form


def _saver(ws: Workspace, name: str, recipe: Recipe, boxes: Sequence[Any]) -> Callable[[], Shown]:
    return lambda: save_chosen(ws, name, chosen(recipe, [box.value for box in boxes], name))
