"""Let a team decide what each column is: the role, why, who. Kept in roles/, as YAML or as the sheet edited in Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from labkit.coaching.decisions import role_or_unit
from labkit.core.batch import nobody_there
from labkit.core.document import Document, Grid
from labkit.core.html import Shown
from labkit.core.run_errors import AnswerMissing
from labkit.privacy.decisions import RoleChoice, Roles
from labkit.privacy.roles import ROLE_LABELS, Role
from labkit.privacy.scan_result import ScanResult
from labkit.sessions.asking._form import button, saving, wide
from labkit.sessions.shown import said
from labkit.workspace.layout import Workspace

FOLDER = "roles"


def roles_file(ws: Workspace, table: str) -> Path | None:
    """Return the file with the team's decisions about a table: YAML first, else the sheet edited in Excel."""
    return next((path for path in ws.specs_of(FOLDER) if path.stem == table), None)


def earlier_roles(ws: Workspace, table: str) -> Roles | None:
    """Return what was decided about a table's columns before, if anything; raises SpecInvalid or LayoutRefused."""
    path = roles_file(ws, table)
    return Roles.load(path) if path else None


def save_roles(ws: Workspace, table: str, roles: Roles) -> Shown:
    """Write the decisions about a table where the next scan will meet them."""
    path = ws.root / FOLDER / f"{table}.yml"
    roles.save(path)
    return said(f"已存成 {FOLDER}/{table}.yml（{len(roles.decided)} 個欄位有決定），重新執行偵測那一格就會採用。")


def undecided(found: Mapping[str, ScanResult]) -> Shown:
    """Show which columns that identify people nobody has decided about yet."""
    rows = [
        (table, one.column, ROLE_LABELS[one.role], one.reason)
        for table, result in found.items()
        for one in result.columns
        if one.role != "safe" and not one.decided_by
    ]
    if not rows:
        return said("認得出人的欄位都有人決定了。")
    grid = Grid.of(["資料表", "欄位", "建議的角色", "理由"], rows, caption=f"還沒有人決定的 {len(rows)} 欄")
    return Shown(Document("還沒有決定", (grid,)))


def decide(ws: Workspace, found: Mapping[str, ScanResult]) -> Any:
    """Return a form that asks for the role of every column; in a batch run only a sentence, the same each time."""
    for name, one in found.items():
        one.roles().to_sheet(ws.root / FOLDER / "proposals" / f"{name}.xlsx")
    if nobody_there():
        return said(
            f"批次執行時不詢問：建議在 {FOLDER}/proposals/（可用 Excel 修改，填上「誰決定的」後移到 {FOLDER}/）。"
        )
    return _form(ws, {name: one.roles() for name, one in found.items()})


def decided(proposed: Roles, answers: Mapping[str, tuple[Role, str]], who: str) -> Roles:
    """Return the roles with what was answered; a column left as proposed stays a proposal, unless somebody signs.

    >>> one = Roles.model_validate({"columns": {"里": {"role": "quasi", "entity": "", "reason": "欄名"}}})
    >>> decided(one, {"里": ("safe", "只到里，公開統計")}, "秘書室").columns["里"].decided_by
    '秘書室'
    """
    columns = dict(proposed.columns)
    for name, (role, reason) in answers.items():
        old = columns[name]
        if who:
            entity = old.entity if role == old.role else ""
            columns[name] = RoleChoice(role=role, entity=entity, reason=reason or old.reason, decided_by=who)
    return Roles(columns=columns)


def _form(ws: Workspace, proposed: Mapping[str, Roles]) -> Any:
    import ipywidgets as widgets  # noqa: PLC0415

    panes = []
    for name, roles in proposed.items():
        asked = {column: _question(column, one) for column, one in roles.columns.items()}
        who = wide(widgets.Text, "誰決定的", placeholder="單位或職稱，不寫人名")
        press, told = button("把這張表的決定存起來"), widgets.HTML()
        saving(press, told, _saver(ws, name, roles, asked, who))
        rows = [widgets.HBox([label, role, reason]) for label, role, reason in asked.values()]
        panes.append(widgets.VBox([*rows, who, press, told]))
    form = widgets.Accordion(children=panes, selected_index=0 if panes else None)
    for at, name in enumerate(proposed):
        form.set_title(at, name)
    return form


def _question(column: str, one: RoleChoice) -> tuple[Any, Any, Any]:
    import ipywidgets as widgets  # noqa: PLC0415

    options = [(label, role) for role, label in ROLE_LABELS.items()]
    return (
        widgets.Label(column, layout=widgets.Layout(width="14em")),
        widgets.Dropdown(options=options, value=one.role, layout=widgets.Layout(width="11em")),
        widgets.Text(value=one.reason, layout=widgets.Layout(width="28em")),
    )


def _saver(
    ws: Workspace, name: str, roles: Roles, asked: Mapping[str, tuple[Any, Any, Any]], who: Any
) -> Callable[[], Shown]:
    def save() -> Shown:
        if not who.value.strip():
            raise AnswerMissing(place=name, what="誰決定的")
        answers = {column: (role.value, reason.value.strip()) for column, (_, role, reason) in asked.items()}
        return save_roles(ws, name, decided(roles, answers, role_or_unit(who.value)))

    return save
